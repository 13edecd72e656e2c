"""The newest practices, read before SQLAlchemy is imported: the window can paint at once."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from gptemplate.model.listing import Listed, Summary
from gptemplate.model.states import Status
from gptemplate.store import cells
from gptemplate.store.lock import reading_mode

SCHEMA = 3
"""The number of today's schema; `migrations` leads every older library to it."""

_NEWEST = (
    "SELECT id, template, source_language, status, summary, created, modified, deleted "
    "FROM practice WHERE deleted IS NULL ORDER BY modified DESC, id LIMIT ?"
)


def first_page(library: Path, limit: int = 100, *, untouched: bool = False) -> list[Listed]:
    """Return the newest practices of a library file; none where it is not there, or not of today's schema.

    With `untouched` nothing is written beside the file, as it may lie where nothing should be: none where it has a log,
    which cannot be read without.
    """
    if not library.is_file() or (untouched and _has_log(library)):
        return []
    how = "immutable=1" if untouched else f"mode={reading_mode(library)}"
    try:
        connection = sqlite3.connect(f"{library.absolute().as_uri()}?{how}", uri=True, timeout=0.2)
    except sqlite3.Error:
        return []
    try:
        connection.execute("PRAGMA query_only = ON")
        if connection.execute("SELECT 1 FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchone():
            return []  # none of ours; what it would do is not tried
        (schema,) = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        if int(schema) != SCHEMA:
            return []
        return [listed(row) for row in connection.execute(_NEWEST, (limit,))]
    except (sqlite3.Error, ValueError, TypeError):
        return []  # opening it properly says what is wrong
    finally:
        connection.close()


def _has_log(library: Path) -> bool:
    """Whether a program has the library open, or ended in the middle."""
    return any(library.with_name(library.name + suffix).exists() for suffix in ("-wal", "-journal"))


def listed(row: Any) -> Listed:
    """Return the practice in a row with the columns of `_NEWEST`. Raises ValueError where the program wrote no such row."""
    ident, template, source, status, summary, created, modified, deleted = row
    return Listed(
        cells.text(ident), cells.text(template), cells.text(source), Status(status),
        Summary.from_json(cells.plain_data(summary)), cells.moment(created), cells.moment(modified),
        None if deleted is None else cells.moment(deleted),
    )  # fmt: skip
