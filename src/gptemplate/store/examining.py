"""What the doctor looks at, one kind of fault after another. Each problem knows how it can be rebuilt, if it can."""

from __future__ import annotations

import hashlib
import logging
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gptemplate.errors import UserError
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model import values as kinds
from gptemplate.model.comments import Comment
from gptemplate.model.practice import Practice
from gptemplate.model.revisions import Revision, newest_first
from gptemplate.model.states import SHARED, Key, State
from gptemplate.model.template import Template
from gptemplate.store import mending, raw, rehoming

log = logging.getLogger(__name__)

Repair = Callable[[sqlite3.Connection], object]
STATUS, BIN = Key("@status", SHARED), Key("@bin", SHARED)
_OF_AN_INDEX = re.compile(r"missing from index|wrong # of entries in index|non-unique entry in index")
_OF_THE_SEARCH = re.compile(r"FTS5", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be: its kind for a program, words for a person, and the way to rebuild it."""

    kind: str
    message: Message
    practice: str = ""
    key: Key | None = None
    repair: Repair | None = field(default=None, repr=False, compare=False)

    @property
    def can_rebuild(self) -> bool:
        """Whether `--repair` can put it right."""
        return self.repair is not None


def pages(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Look at every page and index of the file."""
    answers = [row[0] for row in connection.execute("PRAGMA integrity_check(100)") if row[0] != "ok"]
    of_search = [one for one in answers if _OF_THE_SEARCH.search(one)]
    of_index = [one for one in answers if one not in of_search and _OF_AN_INDEX.search(one)]
    n = len(answers) - len(of_search) - len(of_index)
    for one in answers:
        log.info("SQLite says: %s", one)  # numbers of pages and names of tables
    if n:
        yield Problem("file", Message("The file is damaged in {n} place.", "The file is damaged in {n} places.", n=n))
    if of_index:
        yield Problem("file", Message("An index does not fit the table that it is of."), repair=_reindex)
    if of_search:
        yield Problem("file", Message("The search index is damaged."), repair=raw.rebuild_index)


def _reindex(connection: sqlite3.Connection) -> None:
    connection.execute("REINDEX")


def links(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Look for rows of practices that are not there."""
    lost = Counter(row[0] for row in connection.execute("PRAGMA foreign_key_check").fetchall())
    del lost["memory_text"]  # belongs to no practice in any case
    for table, n in sorted(lost.items()):
        message = Message(
            "{n} row of the table “{table}” belongs to no practice.",
            "{n} rows of the table “{table}” belong to no practice.",
            n=n,
            table=table,
        )
        repair = _drop_lost_documents if table == "search_document" else rehoming.bring_home
        yield Problem("link", message, repair=repair)


def _drop_lost_documents(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM search_document WHERE practice_id NOT IN (SELECT id FROM practice)")
    raw.rebuild_index(connection)


def search_index(file: Path) -> Iterator[Problem]:
    """Compare the trigram index with the searched texts. It takes a moment in which nobody else writes."""
    with closing(raw.connect(file, write=True)) as connection:
        if raw.TRIGRAM not in raw.tables_of(connection):
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute("INSERT INTO search_trigram(search_trigram, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if not raw.is_damage(error):
                raise
            yield Problem("search", Message("The search index does not fit the texts."), repair=raw.rebuild_index)
        finally:
            connection.execute("ROLLBACK")


def attachments(connection: sqlite3.Connection, copies: Sequence[Path]) -> Iterator[Problem]:
    """Compare every photo and file with its name, which is the hash of its content."""
    for ident, content in connection.execute("SELECT id, content FROM attachment"):
        if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != ident:
            message = Message("The photo or file {name} is damaged.", name=ident[:8])
            yield Problem("attachment", message, repair=_from_copies(ident, copies))


def _from_copies(ident: str, copies: Sequence[Path]) -> Repair | None:
    """The way to fetch a photo or file from the newest backup that has it whole."""
    for copy in copies:
        try:
            with closing(raw.connect(copy)) as connection:
                row = connection.execute("SELECT * FROM attachment WHERE id = ?", (ident,)).fetchone()
        except sqlite3.Error:
            continue
        if row is not None and hashlib.sha256(row["content"]).hexdigest() == ident:
            return lambda here, kept=dict(row): _put_attachment(here, kept)  # type: ignore[misc]
    return None


def _put_attachment(connection: sqlite3.Connection, row: dict[str, Any]) -> None:
    connection.execute("DELETE FROM attachment WHERE id = ?", (row["id"],))
    raw.insert(connection, "attachment", {name: row[name] for name in raw.TABLES["attachment"]})


def steps(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Look for steps of undo that cannot be read."""
    for row in raw.rows(connection, "step"):
        try:
            raw.step_of(row)
        except ValueError:
            message = Message("A step that could be undone cannot be read; the texts themselves are not touched by it.")
            yield Problem("undo", message, repair=_dropper("DELETE FROM step WHERE id = ?", row["id"]))


def entries(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Look for rows of practices and values that the program would not write, and so does not read."""
    for table in ("practice", "value", "comment"):
        for row in raw.rows(connection, table):
            wrong = raw.unwritten(table, row)
            if wrong:
                message = Message("A row of the table “{table}” holds what the program does not write.", table=table)
                practice = row["id"] if table == "practice" else row["practice_id"]
                yield Problem("row", message, str(practice), repair=_again(table, row["id"], wrong))


def _again(table: str, ident: object, wrong: Sequence[str]) -> Repair | None:
    """The way to write those cells anew that can be worked out; None where one of them cannot be."""
    plain = {"status": "'draft'", "state": "'draft'", "deleted": "NULL", "created": "0", "modified": "0", "head": "NULL"}
    if not set(wrong) <= plain.keys():
        return None
    cells = ", ".join(f"{name} = {plain[name]}" for name in wrong)
    return _dropper(f"UPDATE {table} SET {cells} WHERE id = ?", ident)  # noqa: S608 - names of this module


def _dropper(statement: str, *given: Any) -> Repair:
    return lambda connection: connection.execute(statement, given)


def comments(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Compare every comment with its hash and its id."""
    for row in raw.rows(connection, "comment").fetchall():
        if raw.comment_of(row) is None:
            one = mending.readable_comment(row)
            where = (str(row["practice_id"]), one.key if one else None)
            yield Problem("comment", Message("A comment is damaged."), *where, _comment_again(row, one))


def _comment_again(row: Any, readable: Comment | None) -> Repair:
    """Write the comment anew as it can be read; one in which nothing can be read goes, and the copy made before has it."""

    def again(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM comment WHERE id = ?", (row["id"],))
        if readable is not None:
            made = raw.comment_row(row["practice_id"], readable, 0)
            connection.execute("DELETE FROM comment WHERE practice_id = ? AND comment = ?", (row["practice_id"], readable.id))
            raw.insert(connection, "comment", made)

    return again


# One practice


@dataclass(slots=True)
class History:
    """The revisions of one practice: all ids, and those that their ids prove."""

    parents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    proven: dict[str, Revision] = field(default_factory=dict)

    def newest(self, key: Key) -> Revision | None:
        """Return the newest proven revision of a register."""
        return next(iter(newest_first(one for one in self.proven.values() if one.key == key)), None)


def revisions(connection: sqlite3.Connection, practice: str, into: History) -> Iterator[Problem]:
    """Compare every revision with its id, and see that its parents are there."""
    for row in raw.rows(connection, "revision", "WHERE practice_id = ?", (practice,)).fetchall():
        key = Key(row["field"], row["language"])
        one = raw.revision_of(row)
        into.parents[row["id"]] = one.parents if one else ()
        if one is not None:
            into.proven[one.id] = one
            continue
        mended = mending.mended_revision(row)
        repair = _dropper("UPDATE revision SET text = ? WHERE id = ?", mended.text, mended.id) if mended else None
        message = Message("An earlier text in the history of “{field}” is damaged.", field=_name(key))
        yield Problem("history", message, practice, key, repair)
    for ident, one in into.proven.items():
        if any(parent not in into.parents for parent in one.parents):
            message = Message("The history of “{field}” has a gap: what came before a text is not there.", field=_name(one.key))
            yield Problem("gap", message, practice, one.key)
        if _follows_itself(into, ident):
            message = Message("The history of “{field}” goes in a circle.", field=_name(one.key))
            yield Problem("circle", message, practice, one.key)


def _follows_itself(history: History, ident: str) -> bool:
    """Ids are hashes, so this takes more than a fault of the disk; each is proven, so parents are older."""
    one = history.proven[ident]
    return any(parent in history.proven and history.proven[parent].time > one.time for parent in one.parents)


def values(connection: sqlite3.Connection, practice: str, history: History) -> Iterator[Problem]:
    """Compare every text with its hash and with the revision that it was last kept as."""
    for row in raw.rows(connection, "value", "WHERE practice_id = ?", (practice,)).fetchall():
        key = Key(row["field"], row["language"])
        head = history.proven.get(row["head"] or "")
        if not raw.holds(row):
            message = Message("The text of “{field}” does not match its hash.", field=_name(key))
            yield Problem("text", message, practice, key, _text_again(row, head or history.newest(key)))
        elif raw.state_of(row["state"]) is None:
            message = Message("“{field}” has a state that there is not.", field=_name(key))
            yield Problem("state", message, practice, key, _state_again(row, head))
        elif row["head"] and row["head"] not in history.parents:
            message = Message("The newest text of “{field}” is not in its history.", field=_name(key))
            newest = history.newest(key)
            yield Problem("head", message, practice, key, _set(row, head=newest.id if newest else None, dirty=True))
        elif head is not None and not row["dirty"] and _apart(row, head):
            message = Message("“{field}” is not what its history says.", field=_name(key))
            yield Problem("head", message, practice, key, _set(row, dirty=True))


def _apart(row: Any, head: Revision) -> bool:
    return (row["text"], row["state"], raw.origin_of(row)) != (head.text, head.state.value, head.origin)


def _text_again(row: Any, head: Revision | None) -> Repair | None:
    """The text that the hash proves; else the last one in the history, with the damaged one kept beside it to compare."""
    text = mending.mended_text(row)
    if text is not None:
        return _set(row, text=text)
    if head is None:
        return None
    proven = {"text": head.text, "digest": texts.digest(head.text), "state": head.state.value, "head": head.id, "dirty": False}
    if not row["dirty"] or texts.digest(head.text) == row["digest"]:
        return _set(row, **proven)
    beside = Revision(
        head.practice, head.key, texts.clean(row["text"]), State.TO_CHECK, (head.id,), head.origin, time=head.time + 1
    )

    def both(connection: sqlite3.Connection) -> None:
        raw.insert(connection, "revision", raw.columns_of(beside))
        _set(row, **proven, dirty=False)(connection)

    proven.pop("dirty")
    return both


def _state_again(row: Any, head: Revision | None) -> Repair:
    if head is not None and head.text == row["text"]:
        return _set(row, state=head.state.value)
    return _set(row, state=State.DRAFT.value, dirty=True)


def _set(row: Any, **columns: Any) -> Repair:
    names = ", ".join(f"{name} = ?" for name in columns)
    return _dropper(f"UPDATE value SET {names} WHERE id = ?", *columns.values(), row["id"])  # noqa: S608 - names of this module


def derived(connection: sqlite3.Connection, template: Template, practice: Practice) -> Iterator[Problem]:
    """Compare what is read off the values of a practice with them: its row in the table and the searched texts."""
    (kept,) = connection.execute("SELECT summary FROM practice WHERE id = ?", (practice.id,)).fetchone()

    def refresh(here: sqlite3.Connection) -> None:
        raw.refresh(here, template, practice)
        raw.rebuild_index(here)

    if raw.read_json(kept) != raw.summary_of(template, practice):
        message = Message("The table shows something else than the practice has.")
        yield Problem("table", message, practice.id, repair=refresh)
    rows = raw.rows(connection, "search_document", "WHERE practice_id = ?", (practice.id,))
    found = {row["language"]: (row["title"], row["text"]) for row in rows}
    dirty = connection.execute("SELECT 1 FROM value WHERE practice_id = ? AND dirty", (practice.id,)).fetchone()
    if found != raw.documents_of(template, practice) and not dirty:
        message = Message("The search looks through something else than the practice has.")
        yield Problem("search", message, practice.id, repair=refresh)


def mirrored(practice: Practice) -> Iterator[Problem]:
    """Compare the status of a practice, and whether it is in the bin, with the values that say so."""
    status = practice.text(*STATUS) or "draft"
    if status != practice.status.value:
        repair = _dropper("UPDATE practice SET status = ? WHERE id = ?", status, practice.id)
        yield Problem("status", Message("The status of a practice is not what its history says."), practice.id, repair=repair)
    binned = practice.text(*BIN)
    if binned != ("" if practice.deleted is None else str(practice.deleted)):
        moment = int(binned) if binned.isdecimal() else None
        repair = _dropper("UPDATE practice SET deleted = ? WHERE id = ?", moment, practice.id)
        message = Message("A practice is in the bin, or out of it, against what its history says.")
        yield Problem("bin", message, practice.id, repair=repair)


def source(practice: Practice, template: Template) -> Iterator[Problem]:
    """See that the language which a practice is written in is one of its form's."""
    if practice.source_language in template.codes:
        return
    written = Counter(key.language for key, value in practice.values.items() if value.text and key.language in template.codes)
    likely = next(iter(written.most_common(1)), (template.codes[0], 0))[0]
    repair = _dropper("UPDATE practice SET source_language = ? WHERE id = ?", likely, practice.id)
    yield Problem(
        "language", Message("The source language of a practice is not one of its form's."), practice.id, repair=repair
    )


def named_attachments(
    connection: sqlite3.Connection, template: Template, practice: Practice, copies: Sequence[Path]
) -> Iterator[Problem]:
    """See that every photo and file that a practice names is there."""
    for one, language in template.registers():
        for ident in kinds.attachments_of(one, language, practice.text(one.id, language)):
            if connection.execute("SELECT 1 FROM attachment WHERE id = ?", (ident,)).fetchone() is None:
                message = Message("A photo or file of “{field}” is not in the library.", field=one.labels)
                yield Problem("attachment", message, practice.id, Key(one.id, language), _from_copies(ident, copies))


def template_of(templates: raw.Templates, practice: Practice) -> Template | None:
    """Return the template of a practice, None where it is not here."""
    try:
        return templates(practice.template_id)
    except UserError:
        return None


def _name(key: Key) -> str:
    return key.field if key.language == SHARED else f"{key.field} [{key.language}]"
