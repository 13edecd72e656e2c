"""Is a library what it says it is? Every hash, link, index and history is looked at; what can be, is rebuilt."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gptemplate.errors import LibraryBusy, NewerLibrary, NotALibrary, StoreError, why
from gptemplate.i18n import Message
from gptemplate.model.practice import Practice
from gptemplate.model.states import Key
from gptemplate.store import aside, backup, examining, examining_lexical, examining_schema, lock, raw
from gptemplate.store.examining import Problem
from gptemplate.store.first_page import SCHEMA

log = logging.getLogger(__name__)

ROUNDS = 4  # a text that is put right changes what is read off it, which the next round puts right
QUICK_VALUES = 5_000  # the texts changed last, which the quick look compares with their hashes
_QUICK_TABLES = ("meta", "practice")


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: problems that remain, those that were put right, and what is good to know."""

    problems: tuple[Problem, ...]
    repaired: tuple[Problem, ...] = ()
    notes: tuple[Message, ...] = ()
    practices: int = 0
    copy: Path | None = None

    @property
    def fine(self) -> bool:
        """Whether nothing is wrong any more."""
        return not self.problems


def examine(file: Path, templates: raw.Templates, copies: Sequence[Path] = ()) -> Report:
    """Look at everything in a library file, which is not changed. Raises StoreError where it cannot be opened.

    `copies` are backups, newest first, in which a damaged photo may be whole.
    """
    with _readable(file) as readable, raw.opened(readable) as connection:
        schema = raw.schema_of(connection)
        if schema > SCHEMA:
            raise NewerLibrary(Message("The library was written by a newer version of the program. It was not changed."))
        notes = [*_version_notes()]
        (count,) = connection.execute("SELECT count(*) FROM practice").fetchone()
        problems = [*_looked(lambda: examining_schema.foreign(connection)), *_looked(lambda: examining.pages(connection))]
        if schema < SCHEMA:
            notes.append(Message("The library is of an older version; open it once, then everything can be checked."))
        elif absent := list(examining_schema.missing(connection)):
            problems += absent
            notes.append(Message("The rest can be checked when these are there again."))
        else:
            looks = [lambda: _contents(connection, templates, copies, notes), lambda: _search(readable, notes)]
            problems += [one for look in looks for one in _looked(look)]
    return Report(tuple(problems), notes=_once(notes), practices=count)


@contextmanager
def _readable(file: Path) -> Iterator[Path]:
    """The file or, where SQLite may make nothing beside it, a copy of it."""
    try:
        with closing(raw.connect(file)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        copied = aside.copy(file)
    except sqlite3.DatabaseError:
        copied = None  # damaged: looking at it says so
    else:
        copied = None
    try:
        yield copied or file
    finally:
        if copied is not None:
            aside.remove(copied)


def _looked(look: Callable[[], Iterator[Problem]]) -> Iterator[Problem]:
    """What a look finds, up to where the file cannot be read any more."""
    try:
        yield from look()
    except sqlite3.DatabaseError as error:
        if not raw.is_damage(error):
            raise
        log.info("part of the file cannot be read: %s", error)
        yield Problem("file", Message("Part of the file cannot be read."))


def _once(notes: Sequence[Message]) -> tuple[Message, ...]:
    return tuple(one for place, one in enumerate(notes) if one not in notes[:place])


def _version_notes() -> Iterator[Message]:
    version = sqlite3.sqlite_version_info
    if (3, 7, 0) <= version < (3, 51, 3) and version not in ((3, 50, 7), (3, 44, 6)):
        yield Message(
            "SQLite {version} has a rare fault when two programs write at once. This program never does, so nothing is wrong.",
            version=sqlite3.sqlite_version,
        )


def _contents(
    connection: sqlite3.Connection, templates: raw.Templates, copies: Sequence[Path], notes: list[Message]
) -> Iterator[Problem]:
    yield from examining.links(connection)
    yield from examining.attachments(connection, copies)
    yield from examining.steps(connection)
    yield from examining.entries(connection)
    yield from examining.comments(connection)
    yield from examining_lexical.links(connection)
    yield from examining_lexical.entries(connection, copies)
    yield from examining_lexical.counters(connection)
    for practice in raw.practices(connection):
        yield from _one(connection, templates, copies, notes, practice)


def _one(
    connection: sqlite3.Connection,
    templates: raw.Templates,
    copies: Sequence[Path],
    notes: list[Message],
    practice: Practice,
) -> Iterator[Problem]:
    history = examining.History()
    yield from examining.revisions(connection, practice.id, history)
    spoilt = list(examining.values(connection, practice.id, history))
    yield from spoilt
    yield from examining.mirrored(practice)
    template = examining.template_of(templates, practice)
    if template is not None:
        yield from examining.source(practice, template)
    if template is None:
        notes.append(
            Message("The template “{name}” is not here, so its practices were checked in part.", name=practice.template_id)
        )
        return
    if all(one.kind != "text" for one in spoilt):  # what is read off a text is compared when the text is right
        yield from examining.derived(connection, template, practice)
    yield from examining.named_attachments(connection, template, practice, copies)


def _search(file: Path, notes: list[Message]) -> Iterator[Problem]:
    try:
        yield from examining.search_index(file)
    except sqlite3.OperationalError:
        notes.append(Message("The search index was not checked: another program is writing, or the file may only be read."))


def repair(file: Path, templates: raw.Templates, folder: Path, now: datetime, copies: Sequence[Path] = ()) -> Report:
    """Rebuild what can be rebuilt in a closed library, after a backup. Raises StoreError; nothing is changed then.

    A file whose pages are damaged is not written to: what is in it can be salvaged into a new one.
    """
    with lock.held(file):
        report = examine(file, templates, copies)
        if any(one.kind == "file" and not one.can_rebuild for one in report.problems) or not _rebuildable(report):
            return report
        copy = _copy(file, folder, now)
        repaired: list[Problem] = []
        for _round in range(ROUNDS):
            todo = _rebuildable(report)
            if not todo:
                break
            _apply(file, todo)
            repaired += [one for one in todo if one not in repaired]
            report = examine(file, templates, copies)
    done = tuple(one for one in repaired if one not in report.problems)
    return Report(report.problems, done, report.notes, report.practices, copy)


def _rebuildable(report: Report) -> list[Problem]:
    return [one for one in report.problems if one.repair is not None]


def _copy(file: Path, folder: Path, now: datetime) -> Path:
    from gptemplate.store.copies import keep_aside

    try:
        with raw.told_plainly():
            return keep_aside(file, folder, "before-repair", now)
    except OSError as error:
        kept = Message("No copy of the library could be made first ({reason}), so nothing was changed.", reason=why(error))
        raise StoreError(kept) from error


def _apply(file: Path, todo: Sequence[Problem]) -> None:
    with raw.told_plainly(file), closing(raw.connect(file, write=True)) as connection, raw.transaction(connection):
        done: set[Callable[[sqlite3.Connection], object]] = set()
        for one in todo:
            if one.repair is not None and one.repair not in done:
                done.add(one.repair)
                one.repair(connection)
        if raw.has_memory(connection):
            examining_lexical.note_change(connection)


def quick_check(file: Path) -> list[Problem]:
    """Return what a quick look finds: the table of practices and the texts changed last. [] where all is well.

    Raises StoreError where the library cannot be opened; it is not changed.
    """
    if not file.is_file():
        return []
    try:
        with closing(raw.connect(file)) as connection:
            return list(_quick(connection))
    except sqlite3.DatabaseError as error:
        if raw.is_damage(error):
            return [Problem("file", Message("Part of the file cannot be read."))]
        raise LibraryBusy(
            Message("Another program is using the library. Nothing was changed; try again in a moment.")
        ) from error
    except NotALibrary as error:
        return [Problem("file", error.message)]


def _quick(connection: sqlite3.Connection) -> Iterator[Problem]:
    raw.schema_of(connection)
    for table in _QUICK_TABLES:
        if connection.execute(f"PRAGMA quick_check('{table}')").fetchone()[0] != "ok":
            yield Problem("file", Message("The file is damaged."))
    newest = raw.rows(
        connection,
        "value",
        "WHERE practice_id IN (SELECT id FROM practice ORDER BY modified DESC LIMIT 60) LIMIT ?",
        (QUICK_VALUES,),
    )
    for row in newest:
        if not raw.holds(row):
            key = Key(row["field"], row["language"])
            message = Message("The text of “{field}” does not match its hash.", field=key.field)
            yield Problem("text", message, row["practice_id"], key)


def copies_of(folder: Path) -> list[Path]:
    """Return the files of the copies in a folder, newest first."""
    return [one.file for one in backup.copies(folder)]
