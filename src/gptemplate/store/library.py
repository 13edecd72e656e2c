"""The library: where practices are kept. One `Library` writes; any number read."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from gptemplate.errors import LibraryBusy, NotALibrary, StoreError, StoreFull
from gptemplate.i18n import Message
from gptemplate.model.template import Template
from gptemplate.store import aside, backup, migrations, raw, soundness
from gptemplate.store.engine import open_engine, told_plainly
from gptemplate.store.first_page import SCHEMA
from gptemplate.store.lock import hold, reading_mode
from gptemplate.store.presence import Presence
from gptemplate.store.work import Work


def now_ms() -> int:
    """Return the milliseconds since 1970; 0 where the clock is set to before that, as no library holds such a moment."""
    return max(0, time.time_ns() // 1_000_000)


class Library:
    """An open library. Use it on one thread at a time."""

    def __init__(
        self,
        engine: Engine,
        template: Callable[[str], Template],
        *,
        location: Path | str,
        backups: Path | None = None,
        read_only: bool = False,
        author: str = "",
        device: str = "",
        clock: Callable[[], int] = now_ms,
    ) -> None:
        self._backups = backups
        self._presence: Presence | None = None
        self._engine = engine
        self.template = template
        self.location = location
        self.read_only = read_only
        self._author = author
        self._device = device
        self._clock = clock
        self._held: list[Callable[[], None]] = []
        self.recovered: tuple[Any, ...] = ()
        """What an interrupted session left behind, for whoever opened the library to tell."""

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """Open a unit of work that writes. Raises StoreError; nothing of it is kept then."""
        if self.read_only:
            raise LibraryBusy(Message("The library is open for reading only. Nothing was changed."))
        with self._watched(), told_plainly(self.location), self._engine.begin() as connection:
            yield Work(connection, self.template, self._clock(), self._author, self._device)

    @contextmanager
    def trying(self) -> Iterator[Work]:
        """Open a unit of work of which nothing is kept: to see what writing would do. Raises StoreError."""
        if self.read_only:
            raise LibraryBusy(Message("The library is open for reading only. Nothing was changed."))
        with (
            self._watched(),
            told_plainly(self.location),
            self._engine.connect() as connection,
            connection.begin() as transaction,
        ):
            try:
                yield Work(connection, self.template, self._clock(), self._author, self._device)
            finally:
                transaction.rollback()

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """Open a unit of work that reads. Raises StoreError."""
        with self._watched(), told_plainly(self.location), self._engine.connect() as connection:
            yield Work(connection, self.template, self._clock())

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Open the file anew where it was away. Raises StoreFull while it is, as StoreError in `writing`."""
        watch = self._presence
        if watch is None:
            yield
            return
        if watch.is_another():
            watch.lock_anew()
            self._engine.dispose()
            with told_plainly(self.location):
                if isinstance(self.location, Path):
                    soundness.refuse_foreign(self.location, self.location)
                migrations.check(self._engine)
            watch.take()
        try:
            yield
        except StoreError as error:
            watch.heard(error.__cause__)
            raise

    def keep_copy(self, reason: str) -> None:
        """Make a backup of the file as it is now. Raises StoreFull; a database on a server has backups of its own."""
        if isinstance(self.location, Path) and self._backups is not None:
            _keep_copy(self.location, self._backups, reason)

    def watch(self, presence: Presence) -> None:
        """Look before each use whether the file is still there."""
        self._presence = presence
        self.when_closed(presence.close)

    def when_closed(self, action: Callable[[], None]) -> None:
        """Do something when the library is closed, such as letting go of its lock."""
        self._held.append(action)

    def close(self) -> None:
        """Close the library and let others open it."""
        self._engine.dispose()
        while self._held:
            self._held.pop()()


def open_library(
    location: Path | str,
    template: Callable[[str], Template],
    *,
    backups: Path | None = None,
    read_only: bool = False,
    author: str = "",
    device: str = "",
    clock: Callable[[], int] = now_ms,
) -> Library:
    """Open a library, making or upgrading it first where need be.

    `location` is a file or the URL of a database. Raises LibraryBusy when another program writes to it,
    NewerLibrary or NotALibrary when it cannot be used, StoreError otherwise; the file is not changed then.
    """
    if isinstance(location, str):
        return _open_server(location, template, read_only=read_only, author=author, device=device, clock=clock)
    _check_file(location)
    if read_only:
        return _open_reader(location, template, clock)
    _folder(location)
    lock = hold(location)
    kept = backups or location.parent / "backups"
    engine = open_engine(location)
    try:
        soundness.refuse_unsound(location, kept)
        with told_plainly(location):
            migrations.upgrade(engine, lambda number: _keep_copy(location, kept, f"before-upgrade-from-{number}"))
    except BaseException:
        engine.dispose()
        lock.release()
        raise
    library = Library(engine, template, location=location, backups=kept, author=author, device=device, clock=clock)
    library.watch(Presence(location, lock))
    return library


def make_stand_in(file: Path, template: Callable[[str], Template]) -> Path:
    """Return a copy of a library to be read in its place, of today's form; an empty library where there is none.

    Nothing is written where the library lies. The copy has a folder of its own, which `aside.remove` takes away with it.
    Raises StoreError.
    """
    _check_file(file)
    copied = aside.copy(file)
    try:
        open_library(copied, template).close()
    except BaseException:
        aside.remove(copied)
        raise
    return copied


def _open_server(
    url: str,
    template: Callable[[str], Template],
    *,
    read_only: bool,
    author: str,
    device: str,
    clock: Callable[[], int],
) -> Library:
    engine = open_engine(url)
    with told_plainly():
        migrations.upgrade(engine, lambda _number: None)
    return Library(engine, template, location=url, read_only=read_only, author=author, device=device, clock=clock)


def _open_reader(file: Path, template: Callable[[str], Template], clock: Callable[[], int]) -> Library:
    """A reader of a file that may be written to by another program, or lie where nothing may be written."""
    if not file.is_file():
        raise StoreError(Message("There is no library at {path}.", path=str(file)))
    copied: Path | None = None
    try:
        _probe(file)
    except sqlite3.OperationalError:
        # Without a place for its index of the log SQLite cannot read the newest pages; a copy has them.
        copied = aside.copy(file)
    if _is_older(copied or file):
        copied = _in_place_of(copied, make_stand_in(copied or file, template))
    shown = copied or file
    engine = open_engine(shown, read_only=True)
    library = Library(engine, template, location=file, read_only=True, clock=clock)
    if copied is None:
        library.watch(Presence(file))
    else:
        library.when_closed(lambda: aside.remove(copied))
    with told_plainly(file):
        try:
            soundness.refuse_foreign(shown, file)
            migrations.check(engine)
        except StoreError:
            library.close()
            raise
    return library


def _is_older(file: Path) -> bool:
    """Whether a library is of an older form that can be read once it is brought up to date."""
    with raw.opened(file) as connection, suppress(NotALibrary):
        return 0 < raw.schema_of(connection) < SCHEMA
    return False


def _in_place_of(copied: Path | None, upgraded: Path) -> Path:
    if copied is not None:
        aside.remove(copied)
    return upgraded


def _probe(file: Path) -> None:
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode={reading_mode(file)}", uri=True)
    try:
        connection.execute("PRAGMA schema_version").fetchone()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        # A damaged file: opening it properly says so.
    finally:
        connection.close()


def _check_file(file: Path) -> None:
    """Refuse what is plainly something else, before SQLite makes files beside it.

    SQLite itself looks: a process that opens and closes the file in another way loses all locks that it has on it, and the
    next program that closes it would remove the log of a library that is open here.
    """
    if not os.path.lexists(file):
        return
    try:
        with closing(sqlite3.connect(f"{_regular(file).absolute().as_uri()}?immutable=1", uri=True)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
    except (OSError, sqlite3.OperationalError):
        raise StoreError(Message("{path} cannot be read. Check that it is a file that you may open.", path=str(file))) from None
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_NOTADB:  # other damage may be mended by the log
            raise NotALibrary(
                Message("{path} is not a library of this program, or it is damaged. It was not changed.", path=str(file))
            ) from None


def _regular(file: Path) -> Path:
    """The file itself; raises OSError for a folder, a pipe or a device, which may not end."""
    if not stat.S_ISREG(file.stat().st_mode):
        raise OSError
    return file


def _folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise StoreError(
            Message("The folder {path} may not be written to, so nothing can be kept there.", path=str(file.parent))
        ) from None


def _keep_copy(file: Path, backups: Path, reason: str) -> None:
    try:
        with raw.told_plainly(file):
            backup.back_up(file, backups, reason, datetime.now().astimezone())
    except OSError as error:
        raise StoreFull(
            Message("No copy of the library could be made in {folder}, so nothing was changed.", folder=str(backups))
        ) from error
