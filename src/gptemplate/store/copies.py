"""What is in the copies of a library, how they differ from it, and putting one in its place."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from gptemplate.errors import LibraryBusy, NewerLibrary, NotALibrary, StoreError, why
from gptemplate.files import free_name
from gptemplate.i18n import Message
from gptemplate.model.comments import COMMENT
from gptemplate.model.listing import Listed
from gptemplate.store import backup, lock, raw
from gptemplate.store.backup import Copy
from gptemplate.store.first_page import SCHEMA, listed

_LISTED = (
    "SELECT id, template, source_language, status, summary, created, modified, deleted FROM practice ORDER BY modified DESC, id"
)

_COMMENTS = "SELECT practice_id, comment, digest FROM comment"
_LEXICAL = {
    "memory_text": "SELECT language, digest FROM memory_text",
    "term": "SELECT id, digest FROM term WHERE deleted IS NULL",
    "known_word": "SELECT language, digest FROM known_word",
}


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One copy: when and why it was made, what is in it (newest first, the bin too), and whether it is whole.

    `whole` is None where only its list of practices was read.
    """

    file: Path
    when: datetime
    reason: str
    size: int
    practices: tuple[Listed, ...]
    whole: bool | None

    @property
    def changed(self) -> int:
        """When a practice in it was last changed, in milliseconds since 1970; 0 where there is none."""
        return max((one.modified for one in self.practices), default=0)


@dataclass(frozen=True, slots=True)
class Differing:
    """A practice that has other values in a copy than in the library, and how many."""

    copy: Listed
    library: Listed
    values: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What would go, come and change if a copy took the library's place; `beside` says so of memory, terms and words."""

    only_in_copy: tuple[Listed, ...]
    only_in_library: tuple[Listed, ...]
    differing: tuple[Differing, ...]
    beside: tuple[Message, ...] = ()

    @property
    def same(self) -> bool:
        """Whether both have the same practices with the same values, and the same memory, terms and words."""
        return not (self.only_in_copy or self.only_in_library or self.differing or self.beside)


def look_into(copy: Copy, *, thorough: bool) -> BackupInfo:
    """Return what is in a copy; `thorough` reads every text and photo against its hash."""
    try:
        practices: tuple[Listed, ...] = tuple(_practices(copy.file).values())
        whole = backup.is_whole(copy.file) if thorough else None
    except NotALibrary:
        practices, whole = (), False
    return BackupInfo(copy.file, copy.when, copy.reason, copy.size, practices, whole)


def _practices(file: Path) -> dict[str, Listed]:
    """The practices in a library or copy. Raises NotALibrary."""
    try:
        with closing(raw.connect(file)) as connection:
            connection.row_factory = None
            return {row[0]: listed(row) for row in connection.execute(_LISTED)}
    except (sqlite3.Error, ValueError, TypeError, AttributeError) as error:
        raise _damaged(file) from error


def compare(copy: Path, library: Path) -> Comparison:
    """Return how a copy differs from the library. Raises NotALibrary."""
    there, here = _practices(copy), _practices(library) if library.is_file() else {}
    values_there, values_here = _values(copy), _values(library) if library.is_file() else {}
    differing = []
    for ident in there.keys() & here.keys():
        one, other = values_there.get(ident, {}), values_here.get(ident, {})
        apart = sum(one.get(key) != other.get(key) for key in one.keys() | other.keys())
        if apart:
            differing.append(Differing(there[ident], here[ident], apart))
    return Comparison(
        tuple(one for one in there.values() if one.id not in here),
        tuple(one for one in here.values() if one.id not in there),
        tuple(sorted(differing, key=lambda one: (-one.library.modified, one.library.id))),
        tuple(_beside(_lexical(copy), _lexical(library) if library.is_file() else {})),
    )


def _values(file: Path) -> dict[str, dict[tuple[str, str], tuple[str, str]]]:
    """Digest and state of every value that is not empty, and the digest of every comment, by practice."""
    found: dict[str, dict[tuple[str, str], tuple[str, str]]] = {}
    query = "SELECT practice_id, field, language, digest, state FROM value WHERE text <> ''"
    try:
        with closing(raw.connect(file)) as connection:
            for practice, field, language, digest, state in connection.execute(query):
                found.setdefault(practice, {})[field, language] = (digest, state)
            for practice, ident, digest in connection.execute(_COMMENTS) if raw.has_comments(connection) else ():
                found.setdefault(practice, {})[COMMENT, ident] = (digest, "")
    except sqlite3.Error as error:
        raise _damaged(file) from error
    return found


def _lexical(file: Path) -> dict[str, set[tuple[str, str]]]:
    """What identifies each text of the memory, each term and each word; a copy of an older version has none."""
    try:
        with closing(raw.connect(file)) as connection:
            known = raw.tables_of(connection)
            return {table: {tuple(row) for row in connection.execute(_LEXICAL[table])} for table in _LEXICAL if table in known}
    except sqlite3.Error as error:
        raise _damaged(file) from error


def _beside(there: dict[str, set[tuple[str, str]]], here: dict[str, set[tuple[str, str]]]) -> Iterator[Message]:
    coming = {table: len(there.get(table, set()) - here.get(table, set())) for table in _LEXICAL}
    going = {table: len(here.get(table, set()) - there.get(table, set())) for table in _LEXICAL}
    if n := coming["memory_text"]:
        yield Message(
            "{n} text of the translation memory would come back.", "{n} texts of the translation memory would come back.", n=n
        )
    if n := going["memory_text"]:
        yield Message("{n} text of the translation memory would go.", "{n} texts of the translation memory would go.", n=n)
    if n := coming["term"]:
        yield Message("{n} term of the glossary would come back.", "{n} terms of the glossary would come back.", n=n)
    if n := going["term"]:
        yield Message("{n} term of the glossary would go.", "{n} terms of the glossary would go.", n=n)
    if n := coming["known_word"]:
        yield Message("{n} word of the word list would come back.", "{n} words of the word list would come back.", n=n)
    if n := going["known_word"]:
        yield Message("{n} word of the word list would go.", "{n} words of the word list would go.", n=n)


def restore(copy: Path, library: Path, folder: Path, now: datetime) -> Path | None:
    """Put a copy in the place of the closed library and return where the state before it is kept.

    The copy is read from end to end first. Raises NotALibrary for a damaged copy, NewerLibrary for one of a newer
    program, LibraryBusy while the library is open, StoreError otherwise; the library is as it was then.
    """
    _check(copy)
    library.parent.mkdir(parents=True, exist_ok=True)
    with raw.told_plainly(library), lock.held(library):
        part = free_name(library.parent, f".{library.name}.restore", ".part")
        try:
            shutil.copyfile(copy, part)
            backup.sync(part)
            if not backup.is_whole(part):
                raise _damaged(copy)
            kept = keep_aside(library, folder, "before-restore", now) if library.is_file() else None
            _empty_log(library)
            backup.put(part, library)
        except OSError as error:
            raise StoreError(Message("The copy could not be put in place: {reason}", reason=why(error))) from error
        finally:
            part.unlink(missing_ok=True)
    return kept


def _check(copy: Path) -> None:
    if not copy.is_file():
        raise StoreError(Message("There is no copy at {path}.", path=str(copy)))
    if not backup.is_whole(copy):
        raise _damaged(copy)
    with raw.opened(copy) as connection:
        raw.refuse_foreign(connection, copy)
        schema = raw.schema_of(connection)
    if schema > SCHEMA:
        raise NewerLibrary(Message("The copy was made by a newer version of the program. Install that version to put it back."))


def keep_aside(library: Path, folder: Path, reason: str, now: datetime) -> Path:
    """Keep the library as it is: as a checked copy or, where it is too damaged for that, byte for byte with its log."""
    try:
        return backup.back_up(library, folder, reason, now)
    except sqlite3.DatabaseError as error:
        if not raw.is_damage(error):
            raise
    copy = free_name(folder, f"{now:%Y-%m-%d-%H%M%S}-{reason}-damaged", backup.SUFFIX)
    for suffix in ("-wal", ""):
        part = library.with_name(library.name + suffix)
        if part.is_file():
            shutil.copyfile(part, copy.with_name(copy.name + suffix))
            backup.sync(copy.with_name(copy.name + suffix))
    return copy


def _empty_log(library: Path) -> None:
    """Leave no log beside the library that SQLite would take for the new file's; the old file is whole without it."""
    if not library.is_file():
        _remove_log(library)
        return
    try:
        with closing(raw.connect(library, write=True)) as connection:
            (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode != "delete":
            raise _open_elsewhere()
    except sqlite3.DatabaseError as error:
        if not raw.is_damage(error):  # a damaged library's log was kept with it
            raise _open_elsewhere() from error
    _remove_log(library)


def _remove_log(library: Path) -> None:
    for suffix in ("-wal", "-shm", "-journal"):
        library.with_name(library.name + suffix).unlink(missing_ok=True)


def _open_elsewhere() -> LibraryBusy:
    return LibraryBusy(Message("Another program is using the library. Nothing was changed; try again in a moment."))


def _damaged(file: Path) -> NotALibrary:
    return NotALibrary(Message("The copy {file} is damaged. Nothing was changed.", file=file.name))


def checked(copies: list[Copy]) -> list[Copy]:
    """Return the copies with what reading each from end to end says of it."""
    return [replace(one, whole=backup.is_whole(one.file)) for one in copies]
