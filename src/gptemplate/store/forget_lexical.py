"""Removing a person from the translation memory, the glossary and the word list.

The name goes out of every text, and as the author; a word that is the name goes. A name with an ending stays in a text, as
it does in the practices, and is counted: it is for a person to judge.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model.terms import Term
from gptemplate.store import examining_lexical, lexical, raw

if TYPE_CHECKING:
    from gptemplate.store.forget import Person

_NAMED = {"memory_unit": ("project", "author"), "memory_text": ("text",), "known_word": ("word", "author"), "term": ("text",)}


@dataclass(frozen=True, slots=True)
class Named:
    """How many rows have the name, which goes, and how many texts have it with an ending, which stays."""

    removed: int = 0
    mentioned: int = 0

    def notes(self) -> tuple[Message, ...]:
        """Return what is said of it."""
        told = []
        if n := self.removed:
            gone = Message(
                "The name goes out of {n} entry of the translation memory, the glossary and the word list.",
                "The name goes out of {n} entries of the translation memory, the glossary and the word list.",
                n=n,
            )
            told.append(gone)
        if n := self.mentioned:
            stays = Message(
                "{n} entry of the translation memory or the glossary has the name with an ending; look for it there.",
                "{n} entries of the translation memory or the glossary have the name with an ending; look for them there.",
                n=n,
            )
            told.append(stays)
        return tuple(told)


def look(connection: sqlite3.Connection, person: Person) -> Named:
    """Return where a person is named; a copy of an older version has none of these."""
    removed = mentioned = 0
    for table, row in _rows(connection):
        if any(person.is_in(said) for said in _said(table, row)):
            removed += 1
        elif any(person.is_spoken_of_in(said) for said in _said(table, row)):
            mentioned += 1
    return Named(removed, mentioned)


def take_out(connection: sqlite3.Connection, person: Person) -> None:
    """Take the person out, within a transaction."""
    clean: dict[str, Callable[[sqlite3.Connection, Person, Any], None]] = {
        "memory_unit": _clean_unit, "memory_text": _clean_text, "known_word": _clean_word, "term": _clean_term,
    }  # fmt: skip
    named = [(table, row) for table, row in _rows(connection) if any(person.is_in(said) for said in _said(table, row))]
    for table, row in named:
        clean[table](connection, person, row)
    if named:
        examining_lexical.note_change(connection)


def _rows(connection: sqlite3.Connection) -> Iterator[tuple[str, Any]]:
    for table in _NAMED if raw.has_memory(connection) else ():
        for row in raw.rows(connection, table):
            yield table, row


def _said(table: str, row: Any) -> list[str]:
    held = [row[name] for name in _NAMED[table] if isinstance(row[name], str)]
    if table == "term" and (term := _term(row)) is not None:
        # JSON writes some characters in another way.
        held += [term.definition, term.note, term.source, term.author, *(one.text for one in term.designations)]
    return held


def _term(row: Any) -> Term | None:
    try:
        return lexical.term_of(row["id"], row["text"], 0)
    except ValueError:
        return None


def _clean_unit(connection: sqlite3.Connection, person: Person, row: Any) -> None:
    author = "" if person.is_in(str(row["author"])) else row["author"]
    project = person.without(str(row["project"]))[: lexical.LONGEST_PROJECT]
    connection.execute("UPDATE memory_unit SET author = ?, project = ? WHERE id = ?", (author, project, row["id"]))


def _clean_text(connection: sqlite3.Connection, person: Person, row: Any) -> None:
    text = person.without(row["text"])
    connection.execute("UPDATE memory_text SET text = ?, digest = ? WHERE id = ?", (text, texts.digest(text), row["id"]))


def _clean_word(connection: sqlite3.Connection, person: Person, row: Any) -> None:
    if person.is_in(str(row["word"])):
        connection.execute("DELETE FROM known_word WHERE id = ?", (row["id"],))
    else:
        connection.execute("UPDATE known_word SET author = '' WHERE id = ?", (row["id"],))


def _clean_term(connection: sqlite3.Connection, person: Person, row: Any) -> None:
    term = _term(row)
    if term is None:  # nothing can be read in it but the name
        connection.execute("DELETE FROM term WHERE id = ?", (row["id"],))
        return
    named = tuple(replace(one, text=person.without(one.text)) for one in term.designations)
    made = replace(
        term, designations=named, definition=person.without(term.definition), note=person.without(term.note),
        source=person.without(term.source), author="" if person.is_in(term.author) else term.author,
    )  # fmt: skip
    text = lexical.term_text(made)
    connection.execute("UPDATE term SET text = ?, digest = ? WHERE id = ?", (text, texts.digest(text), row["id"]))
