"""Rows that belong to no practice: they go where their history says, or their practice gets its row again."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from typing import Any

from gptemplate.store import raw

_IDENT = re.compile(r"[0-9a-f]{32}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
_TABLES = ("value", "revision", "comment")
_LOST = "practice_id NOT IN (SELECT id FROM practice)"
_USUAL_TEMPLATE = "interreg-europe-2021"


_AS_ITS_TEXT = (
    f"UPDATE revision SET practice_id = (SELECT practice_id FROM value WHERE head = revision.id AND NOT {_LOST}) "  # noqa: S608 - names of this module
    f"WHERE {_LOST} AND id IN (SELECT head FROM value WHERE NOT {_LOST})"
)
_AS_ITS_HISTORY = (
    "UPDATE OR IGNORE value SET practice_id = (SELECT practice_id FROM revision WHERE id = value.head) "  # noqa: S608 - names of this module
    f"WHERE {_LOST} AND head IN (SELECT id FROM revision)"
)


def bring_home(connection: sqlite3.Connection) -> None:
    """Give every row a practice; what tells of none goes, and the copy made before the repair has it."""
    connection.execute(_AS_ITS_TEXT)
    connection.execute(_AS_ITS_HISTORY)
    for ident in _lost(connection):
        if isinstance(ident, str) and _IDENT.fullmatch(ident):
            raw.insert(connection, "practice", _row(connection, ident))
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table} WHERE {_LOST}")  # noqa: S608 - names of this module


def _lost(connection: sqlite3.Connection) -> set[Any]:
    queries = (f"SELECT DISTINCT practice_id FROM {table} WHERE {_LOST}" for table in _TABLES)  # noqa: S608 - names of this module
    return {ident for query in queries for (ident,) in connection.execute(query)}


def _row(connection: sqlite3.Connection, ident: str) -> dict[str, Any]:
    """The row of a practice as far as its texts tell; status, bin and table follow from them in the next round."""
    rows = raw.rows(connection, "value", "WHERE practice_id = ?", (ident,)).fetchall()
    origins = Counter(row["origin_language"] for row in rows if _is_language(row["origin_language"]))
    written = Counter(row["language"] for row in rows if _is_language(row["language"]) and row["text"])
    source = next(iter([*origins.most_common(1), *written.most_common(1)]), ("en", 0))[0]
    usual = connection.execute("SELECT template FROM practice GROUP BY template ORDER BY count(*) DESC LIMIT 1").fetchone()
    times = [row["modified"] for row in rows if isinstance(row["modified"], int)] or [0]
    return {
        "id": ident, "template": usual["template"] if usual else _USUAL_TEMPLATE, "source_language": source,
        "status": "draft", "summary": "{}", "created": min(times), "modified": max(times), "deleted": None,
    }  # fmt: skip


def _is_language(cell: object) -> bool:
    return isinstance(cell, str) and _LANGUAGE.fullmatch(cell) is not None
