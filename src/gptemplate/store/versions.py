"""The numbers in `meta` that change with every change of something, so that who keeps it in mind knows when to read again."""

from __future__ import annotations

from sqlalchemy import Connection, select, text

from gptemplate.store import lexical
from gptemplate.store.schema import Meta, table

MEMORY, TERMS, WORDS = "memory_version", "terms_version", "words_version"
NAMES = (MEMORY, TERMS, WORDS)

_meta = table(Meta)
_NEXT = text(
    "INSERT INTO meta (key, value) VALUES (:name, '1') "
    "ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT)"
)


def version(connection: Connection, name: str) -> int:
    """Return one of the numbers; 0 before the first change."""
    return lexical.version(connection.execute(select(_meta.c.value).where(_meta.c.key == name)).scalar_one_or_none())


def advance(connection: Connection, name: str) -> None:
    """Note a change."""
    connection.execute(_NEXT, {"name": name})
