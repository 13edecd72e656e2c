"""What the doctor looks at in the translation memory, the glossary and the word list.

A damaged text is mended, or fetched from a backup that has it; one that nothing proves goes, and the copy made before the
repair has it. A text that lost its entry is given one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.store import lexical, mending, raw, versions
from gptemplate.store.examining import Problem, Repair

MOST_MENDED = 1_000  # in a file with more than that, it is no single bits that are wrong
TABLES = ("memory_unit", "memory_text", "term", "known_word")
_HASHED = ("memory_text", "term", "known_word")
_PLAIN = {
    "extent": "'sentence'", "practice_id": "''", "field": "''", "project": "''", "author": "''", "modified": "0",
    "deleted": "NULL",
}  # fmt: skip
_LOST = "SELECT DISTINCT unit_id FROM memory_text WHERE unit_id NOT IN (SELECT id FROM memory_unit)"
_EMPTY = "SELECT id FROM memory_unit WHERE id NOT IN (SELECT unit_id FROM memory_text)"


def entries(connection: sqlite3.Connection, copies: Sequence[Path]) -> Iterator[Problem]:
    """Compare every text with its hash, and see that each row is one that the program writes."""
    mended = 0
    for table in TABLES:
        for row in raw.rows(connection, table):
            if table in _HASHED and not _holds(table, row):
                mended += 1
                message = Message("Row {id} of the table “{table}” does not match its hash.", id=str(row["id"]), table=table)
                yield Problem("text", message, repair=partial(_again, table, row, copies if mended <= MOST_MENDED else None))
            elif wrong := raw.unwritten(table, row):
                message = Message("A row of the table “{table}” holds what the program does not write.", table=table)
                yield Problem("row", message, repair=_plain(table, row, wrong))


def links(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Look for texts of the memory whose entry is gone, and for entries without texts."""
    (lost,) = connection.execute(f"SELECT count(*) FROM ({_LOST})").fetchone()  # noqa: S608 - a query of this module
    if lost:
        message = Message(
            "{n} entry of the translation memory has lost where it came from.",
            "{n} entries of the translation memory have lost where they came from.",
            n=lost,
        )
        yield Problem("link", message, repair=_adopt)
    (empty,) = connection.execute(f"SELECT count(*) FROM ({_EMPTY})").fetchone()  # noqa: S608 - a query of this module
    if empty:
        message = Message(
            "{n} entry of the translation memory has no text.", "{n} entries of the translation memory have no text.", n=empty
        )
        yield Problem("link", message, repair=partial(_run, f"DELETE FROM memory_unit WHERE id IN ({_EMPTY})", ()))  # noqa: S608


def counters(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Look for numbers of changes that are no numbers."""
    for name, kept in connection.execute("SELECT key, value FROM meta").fetchall():
        if name not in versions.NAMES:
            continue
        try:
            lexical.version_of(kept)
        except ValueError:
            message = Message("A row of the table “{table}” holds what the program does not write.", table="meta")
            yield Problem("row", message, repair=partial(_run, "DELETE FROM meta WHERE key = ?", (name,)))


def _holds(table: str, row: Any) -> bool:
    said = row[raw.HASHED[table]]
    return isinstance(said, str) and texts.digest(said) == row["digest"]


def _again(table: str, row: Any, copies: Sequence[Path] | None, connection: sqlite3.Connection) -> None:
    """Write what the hash proves, where it can be found; without `copies` it is not looked for."""
    column, proven = raw.HASHED[table], None
    if copies is not None:
        mended = mending.mended_text({"text": row[column], "digest": row["digest"]})
        proven = _in_copies(table, row["digest"], copies) if mended is None else mended
    if proven is None:
        _drop(table, row["id"], connection)
    else:
        connection.execute(f"UPDATE OR REPLACE {table} SET {column} = ? WHERE id IS ?", (proven, row["id"]))  # noqa: S608


def _in_copies(table: str, digest: object, copies: Sequence[Path]) -> str | None:
    """The text with that digest in the newest backup that has it."""
    column = raw.HASHED[table]
    for copy in copies:
        try:
            with closing(raw.connect(copy)) as connection:
                query = f"SELECT {column} FROM {table} WHERE digest = ?"  # noqa: S608 - names of this program
                for (said,) in connection.execute(query, (digest,)):
                    if isinstance(said, str) and texts.digest(said) == digest:
                        return said
        except sqlite3.Error:
            continue
    return None


def _plain(table: str, row: Any, wrong: Sequence[str]) -> Repair:
    """Write plainly what can be; a row of which the language, the id or the words are none goes."""
    if not set(wrong) <= _PLAIN.keys():
        return partial(_drop, table, row["id"])
    cells = ", ".join(f"{name} = {_PLAIN[name]}" for name in wrong)
    return partial(_run, f"UPDATE {table} SET {cells} WHERE id IS ?", (row["id"],))  # noqa: S608 - names of this module


def _drop(table: str, ident: object, connection: sqlite3.Connection) -> None:
    connection.execute(f"DELETE FROM {table} WHERE id IS ?", (ident,))  # noqa: S608 - a name of this program


def _run(statement: str, given: tuple[object, ...], connection: sqlite3.Connection) -> None:
    connection.execute(statement, given)


def _adopt(connection: sqlite3.Connection) -> None:
    columns = "id, extent, practice_id, field, project, author, modified"
    connection.execute("DELETE FROM memory_text WHERE typeof(unit_id) <> 'integer'")
    connection.execute(f"INSERT INTO memory_unit ({columns}) SELECT unit_id, 'sentence', '', '', '', '', 0 FROM ({_LOST})")  # noqa: S608


def note_change(connection: sqlite3.Connection) -> None:
    """Let every number of changes go on, for those who keep the memory, the terms or the words in mind."""
    for name in versions.NAMES:
        kept = connection.execute("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()
        number = lexical.version_of(kept[0]) if kept else 0
        connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (name, str(number + 1)))
