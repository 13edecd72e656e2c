"""The glossary in a library. What is removed lies in a bin."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from gptemplate.model import text as texts
from gptemplate.model.terms import Term
from gptemplate.store import lexical, rows, versions
from gptemplate.store.schema import TermRow, table

log = logging.getLogger(__name__)

_term = table(TermRow)
_PORTION = 500


class Terms:
    """The glossary within one unit of work; its texts are clean where they come from."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection = connection
        self._now = now

    def all(self) -> list[Term]:
        """Return every term that is not in the bin, by id."""
        return self._read(_term.c.deleted.is_(None))

    def in_bin(self) -> list[Term]:
        """Return the terms in the bin, by id."""
        return self._read(_term.c.deleted.is_not(None))

    def _read(self, where: Any) -> list[Term]:
        found = self._connection.execute(select(_term).where(where).order_by(_term.c.id)).all()
        for row in found:
            if not rows.is_intact(row):
                log.error("a stored text does not match its hash: term %s", row.id)
        return [lexical.term(row.id, row.text, row.modified) for row in found]

    def put(self, *terms: Term) -> None:
        """Keep terms, in the place of those with their ids; one in the bin comes out of it."""
        kept = {one.id: self._columns(one) for one in terms}
        for some in _portions(kept):
            self._connection.execute(delete(_term).where(_term.c.id.in_(some)))
        if kept:
            self._connection.execute(insert(_term), list(kept.values()))
            self._note(len(kept))

    def _columns(self, term: Term) -> dict[str, Any]:
        text, modified = lexical.term_text(term), term.modified or self._now
        lexical.term(term.id, text, modified)  # what could not be read again is not kept
        return {"id": term.id, "text": text, "digest": texts.digest(text), "modified": modified, "deleted": None}

    def remove(self, ident: str) -> None:
        """Put a term in the bin."""
        there = update(_term).where(_term.c.id == ident, _term.c.deleted.is_(None))
        self._note(self._connection.execute(there.values(deleted=self._now)).rowcount)

    def restore(self, ident: str) -> None:
        """Take a term out of the bin."""
        there = update(_term).where(_term.c.id == ident, _term.c.deleted.is_not(None))
        self._note(self._connection.execute(there.values(deleted=None)).rowcount)

    def version(self) -> int:
        """Return a number that is another after each change."""
        return versions.version(self._connection, versions.TERMS)

    def _note(self, changed: int) -> None:
        if changed:
            versions.advance(self._connection, versions.TERMS)


def _portions(idents: Iterable[str]) -> Iterator[list[str]]:
    """Ids in as many lists as a statement takes at a time."""
    rest = iter(idents)
    while some := list(islice(rest, _PORTION)):
        yield some
