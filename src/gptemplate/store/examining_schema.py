"""Whether a library has the tables that the program makes, and nothing that acts by itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from gptemplate.i18n import Message
from gptemplate.store import raw
from gptemplate.store.examining import Problem, Repair

_TEXTS = frozenset({"meta", "practice", "value", "revision", "attachment"})
"""Tables that an empty one cannot stand for."""


def foreign(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Look for triggers and views, of which the program has none."""
    found = raw.foreign(connection)
    for kind, name in sorted(found, key=lambda one: one[0]):  # triggers first: those of a view go before it
        message = Message("The file holds an instruction “{name}” that this program did not write.", name=name)
        yield Problem("foreign", message, repair=_dropper(kind, name))


def _dropper(kind: str, name: str) -> Repair:
    quoted = name.replace('"', '""')
    return lambda connection: connection.execute(f'DROP {kind.upper()} IF EXISTS "{quoted}"')


def missing(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Look for tables and indexes that are not there."""
    there = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    for name, statement in _expected().items():
        if name not in there:
            message = Message("The table or index “{name}” is not there.", name=name)
            yield Problem("schema", message, repair=None if name in _TEXTS else _maker(name, statement))


def _maker(name: str, statement: str) -> Repair:
    def make(connection: sqlite3.Connection) -> None:
        connection.execute(statement)
        if name == raw.TRIGRAM:
            raw.rebuild_index(connection)

    return make


def _expected() -> dict[str, str]:
    """The tables and indexes of a new library, with the statement that makes each, tables first."""
    from sqlalchemy import create_engine, text

    from gptemplate.store import migrations

    engine = create_engine("sqlite://")
    try:
        migrations.upgrade(engine, lambda _number: None)
        with engine.connect() as made:
            rows = made.execute(
                text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type = 'index', rowid")
            )
            shadows = f"{raw.TRIGRAM}_"
            return {name: statement for name, statement in rows if not name.startswith((shadows, "sqlite_"))}
    finally:
        engine.dispose()
