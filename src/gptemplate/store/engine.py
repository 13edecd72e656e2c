"""Opening a database: a SQLite file by default, PostgreSQL by URL."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import StaticPool

from gptemplate.errors import LibraryBusy, NotALibrary, StoreError, StoreFull
from gptemplate.i18n import Message
from gptemplate.store.lock import reading_mode

_NEEDED = 64 * 1024  # bytes: what SQLite makes beside a library when it opens it
BUSY_TIMEOUT = 5_000  # milliseconds to wait for another program, such as a virus scanner or a backup


def open_engine(location: Path | str, *, read_only: bool = False) -> Engine:
    """Return the engine of a SQLite file (a path) or of another database (a URL)."""
    if isinstance(location, Path):
        return _sqlite(location, read_only=read_only)
    try:
        url = make_url(location)
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
        return create_engine(url, pool_size=1, max_overflow=0, pool_pre_ping=True, hide_parameters=True)
    except (ArgumentError, ImportError) as error:
        raise StoreError(
            Message("“{url}” is not the address of a database that this program can use.", url=_without_password(location))
        ) from error


def _without_password(location: str) -> str:
    scheme, mark, rest = location.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"


def _sqlite(file: Path, *, read_only: bool) -> Engine:
    # One connection for one thread of work: the writer's, or a reader's of its own.
    def connect() -> sqlite3.Connection:
        place = f"{file.absolute().as_uri()}?mode={reading_mode(file) if read_only else 'rwc'}"
        return sqlite3.connect(place, uri=True, check_same_thread=False, timeout=BUSY_TIMEOUT / 1000, isolation_level=None)

    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(file)), creator=connect, poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        for pragma in _pragmas(read_only=read_only):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        # A deferred transaction that turns to writing fails at once when another wrote meanwhile.
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _pragmas(*, read_only: bool) -> tuple[str, ...]:
    common = ("foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON", f"busy_timeout = {BUSY_TIMEOUT}")
    if read_only:
        return (*common, "query_only = ON")
    # FULL: what was shown as saved survives a power cut. NORMAL lost up to 247 saves in simulated ones.
    return (*common, "journal_mode = WAL", "synchronous = FULL", "fullfsync = ON", "checkpoint_fullfsync = ON")


@contextmanager
def told_plainly(file: Path | str | None = None) -> Iterator[None]:
    """Turn errors of the database into what a person can understand, naming the file; bugs stay bugs."""
    try:
        yield
    except DBAPIError as error:
        plain = explain(error.orig, file)
        if plain is None:
            raise
        raise plain from error
    except UnicodeDecodeError as error:
        raise damaged(file) from error  # only a damaged file holds text that is no text


def explain(error: BaseException | None, file: Path | str | None = None) -> StoreError | None:
    """Return what a database error means for a person, or None where it is a bug."""
    code = getattr(error, "sqlite_errorcode", None)
    if _is_damage(error, code):
        return damaged(file)
    if code is None:
        return _explain_server(error)
    kind = code & 0xFF
    if kind in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and isinstance(file, Path) and _is_full(file):
        kind = sqlite3.SQLITE_FULL  # it cannot even make the files that it needs beside the library
    if kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(file)
    known = _PLAINLY.get(kind)
    return known[0](known[1]) if known else None


_NO_PLACE = (
    StoreError,
    Message("The library cannot be opened in this folder. Check that the folder may be written to."),
)
_BUSY = (LibraryBusy, Message("Another program is using the library. Nothing was changed; try again in a moment."))
_PLAINLY: Mapping[int, tuple[type[StoreError], Message]] = {
    sqlite3.SQLITE_FULL: (
        StoreFull,
        Message("The disk is full. Nothing that was saved is lost; free some space to save more."),
    ),
    sqlite3.SQLITE_READONLY: (StoreFull, Message("The library may only be read here. Nothing was changed.")),
    sqlite3.SQLITE_IOERR: (StoreFull, Message("The disk cannot be written to. Nothing that was saved is lost.")),
    sqlite3.SQLITE_CANTOPEN: _NO_PLACE,
    sqlite3.SQLITE_PERM: _NO_PLACE,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
}


def _is_damage(error: BaseException | None, code: int | None) -> bool:
    """Whether it is the file that is no good, where the number of the error does not say so."""
    if code is None:
        return type(error) is sqlite3.DatabaseError or "Could not decode to UTF-8" in str(error)
    return code == sqlite3.SQLITE_ERROR and str(error).startswith("no such table")


def _is_full(file: Path) -> bool:
    try:
        return shutil.disk_usage(file.parent).free < _NEEDED
    except OSError:
        return False


def damaged(file: Path | str | None = None) -> NotALibrary:
    """Return what is said of a file that is not as this program writes it."""
    if not isinstance(file, Path):
        return NotALibrary(Message("The file is damaged, or it is not a library of this program. It was not changed."))
    return NotALibrary(
        Message("{path} is damaged, or it is not a library of this program. Nothing was written to it.", path=str(file))
    )


def _explain_server(error: BaseException | None) -> StoreError | None:
    if type(error).__name__ in ("OperationalError", "ConnectionTimeout"):
        return StoreError(Message("The shared library cannot be reached. Nothing was changed."))
    return None
