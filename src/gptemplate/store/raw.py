"""The tables read and written with plain sqlite3, for copying, checking, salvaging and forgetting: nothing is hidden."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from gptemplate.errors import NotALibrary
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model.comments import Comment, to_text
from gptemplate.model.journal import Step
from gptemplate.model.memory import Extent
from gptemplate.model.practice import Origin, Practice, Value
from gptemplate.model.revisions import Revision
from gptemplate.model.states import Key, State, Status
from gptemplate.model.template import Template
from gptemplate.store import cells, lexical
from gptemplate.store import rows as rows_to_model
from gptemplate.store.lock import reading_mode

Templates = Callable[[str], Template]

TABLES = {
    "meta": ("key", "value"),
    "practice": ("id", "template", "source_language", "status", "summary", "created", "modified", "deleted"),
    "value": (
        "id", "practice_id", "field", "language", "text", "digest", "state", "dirty", "head",
        "origin_language", "origin_revision", "origin_digest", "modified",
    ),
    "revision": (
        "id", "practice_id", "field", "language", "text", "state", "parents",
        "origin_language", "origin_revision", "origin_digest", "author", "device", "time",
    ),
    "comment": ("id", "practice_id", "comment", "text", "digest", "modified"),
    "attachment": ("id", "media_type", "content", "created"),
    "step": ("id", "scope", "began", "ended", "typing", "undone", "changes"),
    "search_document": ("id", "practice_id", "language", "title", "text"),
    "memory_unit": ("id", "extent", "practice_id", "field", "project", "author", "modified"),
    "memory_text": ("id", "unit_id", "language", "text", "digest"),
    "term": ("id", "text", "digest", "modified", "deleted"),
    "known_word": ("id", "language", "word", "digest", "author", "modified"),
}  # fmt: skip
"""The columns of each table, in order."""

TRIGRAM = "search_trigram"
"""The table of the index of parts of words."""

HASHED = {"value": "text", "comment": "text", "memory_text": "text", "term": "text", "known_word": "word"}
"""The column of each table to which the column `digest` beside it belongs."""


def connect(file: Path, *, write: bool = False, alone: bool = False) -> sqlite3.Connection:
    """Open a library that there is; text that is no text is read all the same, and then fails its hash.

    `alone`: the caller holds the library's lock, so that a write which a power cut broke off may be taken back first.
    """
    mode = "rw" if write or alone else reading_mode(file)
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True, timeout=5, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.text_factory = _lenient
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "synchronous = FULL", "fullfsync = ON"):
        connection.execute(f"PRAGMA {pragma}")
    if not write:
        connection.execute("PRAGMA query_only = ON")
    return connection


def _lenient(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


@contextmanager
def opened(file: Path, *, write: bool = False, alone: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a library for a while, as `connect` does. Raises StoreError where SQLite cannot go on."""
    with told_plainly(file), closing(connect(file, write=write, alone=alone)) as connection:
        if write:
            refuse_foreign(connection, file)
        yield connection


@contextmanager
def told_plainly(file: Path | None = None) -> Iterator[None]:
    """Turn errors of SQLite into what a person can understand, naming the file; bugs stay bugs."""
    try:
        yield
    except sqlite3.Error as error:
        from gptemplate.store.engine import damaged, explain

        plain = explain(error, file)
        if plain is None and "no such" in str(error):
            plain = damaged(file)
        if plain is None:
            raise
        raise plain from error


def foreign(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return kind and name of the triggers and views in a file. The program has none, so they are somebody else's."""
    found = connection.execute("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')")
    return [(str(kind), str(name)) for kind, name in found]


def refuse_foreign(connection: sqlite3.Connection, file: Path) -> None:
    """Raise NotALibrary where a file would act by itself: a trigger may change what was never touched."""
    if foreign(connection):
        raise NotALibrary(
            Message(
                "{path} holds instructions that this program did not write, and that could change texts. It was not opened. "
                "“gptemplate doctor --repair” takes them out.",
                path=str(file),
            )
        )


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether an error of SQLite means a damaged file, not one that is busy or a disk that is full."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep everything that is done within, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def schema_of(connection: sqlite3.Connection) -> int:
    """Return the number of the library's schema. Raises NotALibrary."""
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        return int(row[0])
    except (TypeError, ValueError, sqlite3.OperationalError):
        raise _not_ours(connection) from None


def _not_ours(connection: sqlite3.Connection) -> NotALibrary:
    path = connection.execute("PRAGMA database_list").fetchone()["file"]
    if connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
        return NotALibrary(Message("{path} is empty: there is nothing in it.", path=path))
    return NotALibrary(Message("{path} belongs to another program, not to this one. It was not changed.", path=path))


def rows(connection: sqlite3.Connection, table: str, where: str = "", given: Iterable[Any] = ()) -> sqlite3.Cursor:
    """Return the rows of one of `TABLES`."""
    names = ", ".join(TABLES[table])
    return connection.execute(f"SELECT {names} FROM {table} {where}", tuple(given))  # noqa: S608 - names of this module


def has_comments(connection: sqlite3.Connection) -> bool:
    """Return whether the file has a table of comments; a copy of an older version has none."""
    return "comment" in tables_of(connection)


def has_memory(connection: sqlite3.Connection) -> bool:
    """Return whether the file has a translation memory, a glossary and words; a copy of an older version has none."""
    return "memory_unit" in tables_of(connection)


def tables_of(connection: sqlite3.Connection) -> set[str]:
    """Return the names of the tables that the file has."""
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def comment_of(row: Any) -> Comment | None:
    """Return the comment in a row, or None unless its hash and its id prove every word of it."""
    try:
        made = rows_to_model.comment_of(row[name] for name in TABLES["comment"])
    except ValueError:
        return None
    return made if holds(row) else None


def comment_row(practice: str, one: Comment, moment: int) -> dict[str, Any]:
    """Return a comment as a row."""
    text = to_text(one)
    return {"practice_id": practice, "comment": one.id, "text": text, "digest": texts.digest(text), "modified": moment}


def origin_of(row: Any) -> Origin | None:
    """Return the origin in a row of values or revisions."""
    if row["origin_language"] is None:
        return None
    return Origin(row["origin_language"], row["origin_revision"] or "", row["origin_digest"] or "")


def revision_of(row: Any) -> Revision | None:
    """Return the revision in a row, or None unless its id proves every word of it."""
    try:
        made = rows_to_model.revision_of(row[name] for name in TABLES["revision"])
    except ValueError:
        return None
    return made if made.id == row["id"] else None


def holds(row: Any) -> bool:
    """Return whether the text of a value or comment is the one that was kept."""
    return isinstance(row["text"], str) and texts.digest(row["text"]) == row["digest"]


def state_of(name: object) -> State | None:
    """Return the state of that name, or None where there is none."""
    return next((one for one in State if one.value == name), None)


def status_of(name: object) -> Status | None:
    """Return the status of that name, or None where there is none."""
    return next((one for one in Status if one.value == name), None)


def value_of(row: Any) -> Value:
    """Return the value in a row; a state that there is not is a draft's, and what is no text is none."""
    text = row["text"] if isinstance(row["text"], str) else ""
    return Value(text, state_of(row["state"]) or State.DRAFT, row["head"], origin_of(row), row["modified"])


def practices(connection: sqlite3.Connection) -> Iterator[Practice]:
    """Yield every practice with its values, one at a time."""
    for row in rows(connection, "practice", "ORDER BY id"):
        held = rows(connection, "value", "WHERE practice_id = ?", (row["id"],))
        yield Practice(
            id=row["id"],
            template_id=row["template"] if isinstance(row["template"], str) else "",
            source_language=row["source_language"],
            status=status_of(row["status"]) or Status.DRAFT,
            values={Key(one["field"], one["language"]): value_of(one) for one in held},
            created=row["created"],
            modified=row["modified"],
            deleted=row["deleted"],
        )


def insert(connection: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    """Add a row to one of `TABLES`."""
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(map(_storable, row.values())))  # noqa: S608 - names of this module


def _storable(cell: Any) -> Any:
    """What damaged text was read as cannot be written; a mark stands for each byte that is none of a letter."""
    return cell.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if isinstance(cell, str) else cell


def columns_of(one: Revision) -> dict[str, Any]:
    """Return a revision as a row."""
    origin = one.origin
    return {
        "id": one.id,
        "practice_id": one.practice,
        "field": one.key.field,
        "language": one.key.language,
        "text": one.text,
        "state": one.state.value,
        "parents": json.dumps(one.parents),
        "origin_language": origin.language if origin else None,
        "origin_revision": origin.revision if origin else None,
        "origin_digest": origin.digest if origin else None,
        "author": one.author,
        "device": one.device,
        "time": one.time,
    }


def values_of(practice: str, key: Key, value: Value, *, dirty: bool) -> dict[str, Any]:
    """Return a value as a row."""
    origin = value.origin
    return {
        "practice_id": practice,
        "field": key.field,
        "language": key.language,
        "text": value.text,
        "digest": texts.digest(value.text),
        "state": value.state.value,
        "dirty": dirty,
        "head": value.head,
        "origin_language": origin.language if origin else None,
        "origin_revision": origin.revision if origin else None,
        "origin_digest": origin.digest if origin else None,
        "modified": value.modified,
    }


def documents_of(template: Template, practice: Practice) -> dict[str, tuple[str, str]]:
    """Return what a practice is searched by: title and text of each language."""
    from gptemplate.store.search import texts_of

    return {language: texts_of(template, practice, language) for language in template.codes}


def summary_of(template: Template, practice: Practice) -> dict[str, Any]:
    """Return what the table shows of a practice, as it is kept."""
    from gptemplate.model.summary import summarise

    made: dict[str, Any] = json.loads(json.dumps(summarise(template, practice).to_json()))
    return made


def refresh(connection: sqlite3.Connection, template: Template, practice: Practice) -> None:
    """Write anew what is read off the values of a practice; the trigram index is to be rebuilt afterwards."""
    summary = json.dumps(summary_of(template, practice), ensure_ascii=False)
    connection.execute("UPDATE practice SET summary = ? WHERE id = ?", (_storable(summary), practice.id))
    connection.execute("DELETE FROM search_document WHERE practice_id = ?", (practice.id,))
    for language, (title, body) in documents_of(template, practice).items():
        document = {"practice_id": practice.id, "language": language, "title": title, "text": body}
        insert(connection, "search_document", document)


def rebuild_index(connection: sqlite3.Connection) -> None:
    """Make the trigram index anew from the searched texts, where there is one."""
    if TRIGRAM not in tables_of(connection):
        return  # the doctor makes it anew, and rebuilds it then
    connection.execute("INSERT INTO search_trigram(search_trigram) VALUES ('rebuild')")


def read_json(kept: object) -> object:
    """Return what a JSON text says, or None where it says nothing."""
    try:
        found: object = cells.plain_data(kept)
    except ValueError:
        return None
    return found


def step_of(row: Any) -> Step:
    """Return the step in a row. Raises ValueError."""
    return rows_to_model.step_of(row[name] for name in TABLES["step"])


def unwritten(table: str, row: Any) -> list[str]:
    """Return the columns of a practice or value in which the program would not have written what is there."""
    return [name for name, check in _CHECKS[table].items() if not _passes(check, row[name])]


def _passes(check: Callable[[Any], object], cell: object) -> bool:
    try:
        check(cell)
    except ValueError:
        return False
    return True


def _moment_or_none(cell: object) -> int | None:
    return None if cell is None else cells.moment(cell)


def _text_or_none(cell: object) -> str | None:
    return None if cell is None else cells.text(cell)


_CHECKS: Mapping[str, Mapping[str, Callable[[Any], object]]] = {
    "practice": {
        "id": cells.text, "template": cells.text, "source_language": cells.text, "status": Status,
        "created": cells.moment, "modified": cells.moment, "deleted": _moment_or_none,
    },
    "value": {
        "practice_id": cells.text, "field": cells.text, "language": cells.text, "text": cells.text, "state": State,
        "head": cells.hash_or_none, "origin_language": _text_or_none, "origin_revision": _text_or_none,
        "origin_digest": _text_or_none, "modified": cells.moment,
    },
    "comment": {
        "practice_id": cells.text, "comment": cells.hash_or_none, "text": cells.text, "digest": cells.text,
        "modified": cells.moment,
    },
    "memory_unit": {
        "extent": Extent, "practice_id": cells.text, "field": cells.text, "project": cells.text, "author": cells.text,
        "modified": cells.moment,
    },
    "memory_text": {"language": cells.text, "text": cells.text, "digest": cells.text},
    "term": {
        "id": lexical.ident, "text": lexical.read_term, "digest": cells.text, "modified": cells.moment,
        "deleted": _moment_or_none,
    },
    "known_word": {
        "language": cells.text, "word": cells.text, "digest": cells.text, "author": cells.text, "modified": cells.moment,
    },
}  # fmt: skip
