"""What is asked across texts without reading them: how long finished ones are, and which a machine wrote."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from gptemplate.model.states import Key, State
from gptemplate.store.schema import PracticeRow, RevisionRow, ValueRow, table

_practice = table(PracticeRow)
_value = table(ValueRow)
_revision = table(RevisionRow)

NEWEST = 200
"""Practices that lengths are learned from: some ten thousand texts say as much as all of a large library, a second sooner."""

_RECENT = select(_practice.c.id).where(_practice.c.deleted.is_(None)).order_by(_practice.c.modified.desc()).limit(NEWEST)
_FINISHED = (
    select(
        _practice.c.id, _practice.c.template, _value.c.field, _value.c.language, func.length(_value.c.text),
        _value.c.digest, _value.c.origin_language, _value.c.origin_digest,
    )
    .join(_practice, _practice.c.id == _value.c.practice_id)
    .where(_practice.c.id.in_(_RECENT), _value.c.state == State.DONE, _value.c.text != "")
    .order_by(_practice.c.id, _value.c.field, _value.c.language)
)  # fmt: skip
_OF_PRACTICE = (_revision.c.field == _value.c.field, _revision.c.language == _value.c.language)
_WRITTEN_BY = (
    select(_value.c.field, _value.c.language)
    .join(_revision, (_revision.c.practice_id == _value.c.practice_id) & _OF_PRACTICE[0] & _OF_PRACTICE[1])
    .where(
        _value.c.practice_id == bindparam("ident"),
        _value.c.state != State.DONE,
        _value.c.text != "",
        _revision.c.text == _value.c.text,
        _revision.c.author.startswith(bindparam("beginning"), autoescape=False),
    )
    .distinct()
)


class Finished(NamedTuple):
    """A text that is marked done, by its length."""

    practice: str
    template: str
    field: str
    language: str
    length: int  # characters
    digest: str
    origin_language: str | None
    origin_digest: str | None


class Overview:
    """Questions about many texts at once, within one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stamp(self) -> tuple[int, int]:
        """Return what is another after every change of a practice: how many there are, and when the last one changed."""
        count, newest = self._connection.execute(select(func.count(), func.max(_practice.c.modified))).one()
        return count, newest or 0

    def finished(self) -> list[Finished]:
        """Return the texts marked done of the `NEWEST` practices, each field's together; those in the bin do not count."""
        return [Finished(*row) for row in self._connection.execute(_FINISHED)]

    def unchecked_by(self, practice_id: str, beginning: str) -> frozenset[Key]:
        """Return the texts that read as an author whose name begins so wrote them, and that nobody has marked done."""
        found = self._connection.execute(_WRITTEN_BY, {"ident": practice_id, "beginning": beginning})
        return frozenset(Key(field, language) for field, language in found)
