"""The translation memory in a library: adding with joining, reading in order, finding, and forgetting where from."""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, text, update

from gptemplate.errors import BadValue, UnknownName
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model.memory import Unit
from gptemplate.store import lexical, versions
from gptemplate.store.joining import MOST_ASKED, Held, Joining, digests_of
from gptemplate.store.listed import listed, those
from gptemplate.store.schema import UnitRow, UnitTextRow, table

log = logging.getLogger(__name__)

BATCH = 1_000  # units read or written at a time
LONGEST_SEARCH = 500  # characters

_unit = table(UnitRow)
_text = table(UnitTextRow)

_CHANGE = update(_unit).where(_unit.c.id == bindparam("its_number"))
_DELETE = delete(_unit).where(listed(_unit.c.id))
_THESE = select(_unit).where(listed(_unit.c.id))
_THEIR_TEXTS = select(_text.c.unit_id, _text.c.language, _text.c.text, _text.c.digest).where(listed(_text.c.unit_id))
_THEIR_TEXTS = _THEIR_TEXTS.order_by(_text.c.unit_id, _text.c.id)
_THEIR_DIGESTS = select(_text.c.unit_id, _text.c.language, _text.c.digest).where(listed(_text.c.unit_id))
_FOLLOWING = select(_unit).where(_unit.c.id > bindparam("number")).order_by(_unit.c.id).limit(BATCH)
_place = func.row_number().over(partition_by=_text.c.digest, order_by=_text.c.unit_id).label("place")
_placed = select(_text.c.unit_id, _place).where(listed(_text.c.digest)).subquery()
_FIRST_WITH_TEXTS = select(_placed.c.unit_id).where(_placed.c.place <= MOST_ASKED).distinct()
_NEXT_NUMBERS = text("SELECT nextval(pg_get_serial_sequence('memory_unit', 'id')) FROM generate_series(1, :n)")
_SAY_AT_ONCE = text(  # to a server, one statement for each row would take several times as long
    "INSERT INTO memory_text (unit_id, language, text, digest) SELECT unit_id, language, text, digest "
    "FROM json_to_recordset(CAST(:rows AS json)) AS given (unit_id bigint, language text, text text, digest text)"
)
_LAST_NUMBER = text(  # what a strange file holds beyond the numbers that are ever reached does not count
    "SELECT CAST(max(coalesce((SELECT max(id) FROM memory_unit WHERE id < 1e15), 0), "
    "coalesce((SELECT max(unit_id) FROM memory_text WHERE unit_id < 1e15), 0), "
    "coalesce((SELECT max(seq) FROM sqlite_sequence WHERE name = 'memory_unit' AND seq < 1e15), 0)) AS INTEGER)"
)


class Passage(NamedTuple):
    """A text of a unit: the row it is kept in, the unit's number, the language, the text and its digest."""

    row: int
    unit: int
    language: str
    text: str
    digest: str


class Memory:
    """The translation memory within one unit of work; its texts are clean where they come from."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection = connection
        self._now = now

    # Reading

    def count(self) -> int:
        """Return the number of units."""
        return self._connection.execute(select(func.count()).select_from(_unit)).scalar_one()

    def version(self) -> int:
        """Return a number that is another after each change."""
        return versions.version(self._connection, versions.MEMORY)

    def unit(self, number: int) -> Unit | None:
        """Return a unit, or None."""
        return next(iter(self._units(_THESE, those([number]))), None)

    def units(self, after: int = 0) -> Iterator[Unit]:
        """Yield every unit with a number above `after`, by number, a batch at a time. No number is given twice."""
        while found := self._units(_FOLLOWING, {"number": after}):
            yield from found
            after = found[-1].number

    def of(self, practice: str, field: str) -> list[Unit]:
        """Return what a field of a practice gave."""
        return self._units(select(_unit).where(_unit.c.practice_id == practice, _unit.c.field == field), {})

    def languages(self) -> list[str]:
        """Return the languages that units have texts in."""
        return list(self._connection.execute(select(_text.c.language).distinct().order_by(_text.c.language)).scalars())

    def passages(self, language: str = "", after: int = 0, most: int = BATCH) -> list[Passage]:
        """Return the next texts above a row, in one language or in any, by row and at most that many."""
        query = select(_text.c.id, _text.c.unit_id, _text.c.language, _text.c.text, _text.c.digest)
        query = query.where(_text.c.id > after).order_by(_text.c.id).limit(most)
        found = self._connection.execute(query.where(_text.c.language == language) if language else query).all()
        return [Passage(*row) for row in found]

    def newest(self, most: int = BATCH) -> dict[int, tuple[int, str, str]]:
        """Return the highest rows, each with its unit, language and digest: enough to tell later what is new."""
        query = select(_text.c.id, _text.c.unit_id, _text.c.language, _text.c.digest).order_by(_text.c.id.desc()).limit(most)
        return {row: (unit, language, digest) for row, unit, language, digest in self._connection.execute(query)}

    def numbers(self, language: str) -> Iterator[Sequence[int]]:
        """Yield the numbers of the units with a text in a language, many at a time."""
        query = select(_text.c.unit_id).where(_text.c.language == language).execution_options(yield_per=20 * BATCH)
        yield from self._connection.execute(query).scalars().partitions()

    def projects(self) -> list[tuple[str, int]]:
        """Return where units come from and how many from each, by name."""
        query = select(_unit.c.project, func.count()).group_by(_unit.c.project).order_by(_unit.c.project)
        return [(name, n) for name, n in self._connection.execute(query)]

    def find(self, words: str = "", *, language: str = "", project: str = "", most: int = 200, skip: int = 0) -> list[Unit]:
        """Return the units in which one text, in `language` where it is given, has all the words or parts of words.

        Small and capital letters are the same; what changed last comes first.
        """
        wanted = [word.lower() for word in texts.clean(words[:LONGEST_SEARCH]).split()]
        query, given = select(_unit.c.id), {}
        if project:
            query = query.where(_unit.c.project == project)
        if all(map(str.isascii, wanted)):
            query = query.where(_unit.c.id.in_(self._saying(wanted, language))) if wanted or language else query
        else:
            query, given = query.where(listed(_unit.c.id)), those(self._having(wanted, language))
        query = query.order_by(_unit.c.modified.desc(), _unit.c.id.desc()).limit(most).offset(skip)
        numbers = self._connection.execute(query, given).scalars().all()
        found = {one.number: one for one in self._units(_THESE, those(numbers))}
        return [found[number] for number in numbers]

    def _saying(self, words: Sequence[str], language: str) -> Select[Any]:
        """Asks for units in which a text has the words, as far as a database that folds only ASCII can tell."""
        # In SQLite LIKE is the one that does not tell small letters from capitals.
        like = _text.c.text.like if self._connection.dialect.name == "sqlite" else _text.c.text.ilike
        query = select(_text.c.unit_id).where(*(like(_open(word), escape="\\") for word in words))
        return query.where(_text.c.language == language) if language else query

    def _having(self, words: Sequence[str], language: str) -> set[int]:
        folded = [word.casefold() for word in words]
        near = self._connection.execute(self._saying(words, language).add_columns(_text.c.text))
        return {number for number, said in near if all(word in said.casefold() for word in folded)}

    def _units(self, query: Select[Any], given: dict[str, Any]) -> list[Unit]:
        rows = self._connection.execute(query, given).all()
        said: dict[int, dict[str, str]] = defaultdict(dict)
        if rows:
            for number, language, one, digest in self._connection.execute(_THEIR_TEXTS, those([row[0] for row in rows])).all():
                if not isinstance(one, str) or texts.digest(one) != digest:
                    log.error("a stored text does not match its hash: unit %s of the memory, %s", number, language)
                said[number][language] = one
        return [lexical.unit(row, said[row[0]]) for row in rows]

    # Writing

    def add(self, units: Iterable[Unit]) -> int:
        """Keep units and return how many are new.

        A unit that shares a text with one of the same extent, and agrees with it in every language that both have, adds
        its other languages to that one. What two places have given belongs to neither. Raises BadValue.
        """
        new, changed = 0, False
        for batch in _batches(one for one in map(self._tidy, units) if one.texts):
            digests = [digests_of(one) for one in batch]
            joining = Joining(self._sharing(digests))
            for one, its in zip(batch, digests, strict=True):
                joining.take(one, its)
            new += len(joining.new)
            changed = self._write(joining) or changed
        self._note(changed=changed)
        return new

    def replace_of(self, practice: str, field: str, units: Iterable[Unit]) -> None:
        """Exchange what a field of a practice gave before; a unit that is the same stays, one with more languages grows."""
        given = [self._tidy(replace(one, practice=practice, field=field)) for one in units]
        its_place = (_unit.c.practice_id == practice, _unit.c.field == field)
        held = self._units(select(_unit).where(*its_place), {})
        gone = self._delete(one.number for one in held if not any(_is_within(one, other) for other in given))
        same = [(one, other) for one in held for other in given if _is_same(one, other)]
        renamed = [{"its_number": one.number, "project": other.project} for one, other in same if one.project != other.project]
        if renamed:
            self._connection.execute(_CHANGE, renamed)
        self._note(changed=bool(gone or renamed))
        self.add(one for one in given if all(one is not other for _held, other in same))

    def put(self, unit: Unit) -> None:
        """Keep a unit as it is now, in the place of the one with its number; without texts it goes. Raises UnknownName."""
        tidy = replace(self._tidy(unit), modified=self._now)
        if not self._connection.execute(_CHANGE, {"its_number": unit.number, **_columns(tidy)}).rowcount:
            raise UnknownName(Message("There is no entry {number} in the translation memory.", number=unit.number))
        self._connection.execute(delete(_text).where(_text.c.unit_id == unit.number))
        self._say([(unit.number, tidy.texts, digests_of(tidy))])
        if not tidy.texts:
            self._delete([unit.number])
        self._note(changed=True)

    def remove(self, numbers: Iterable[int]) -> None:
        """Remove units for good."""
        self._note(changed=self._delete(numbers) > 0)

    def forget_project(self, name: str) -> int:
        """Remove all that came from one place, and return how many units that were."""
        gone = self._connection.execute(delete(_unit).where(_unit.c.project == name)).rowcount
        self._note(changed=gone > 0)
        return gone

    def _delete(self, numbers: Iterable[int]) -> int:
        return self._connection.execute(_DELETE, those(numbers)).rowcount

    def _tidy(self, unit: Unit) -> Unit:
        for language, one in unit.texts.items():
            if one and not 0 < len(language) <= lexical.LONGEST_LANGUAGE:
                raise BadValue(Message("“{language}” is not the code of a language.", language=language[:40]))
        fits = len(unit.practice) <= lexical.LONGEST_PRACTICE and len(unit.field) <= lexical.LONGEST_FIELD
        return Unit(
            {language: one for language, one in unit.texts.items() if one},
            unit.extent,
            unit.practice if fits else "",
            unit.field if fits else "",
            unit.project[: lexical.LONGEST_PROJECT],
            unit.author,
            unit.modified or self._now,
        )

    def _sharing(self, batch: Sequence[dict[str, str]]) -> list[Held]:
        """The units that are there and have a text that one of a batch has, with the digests of all their texts."""
        wanted = those({digest for digests in batch for digest in digests.values()})
        numbers = those(self._connection.execute(_FIRST_WITH_TEXTS, wanted).scalars())
        held = {
            row[0]: Held(lexical.unit(row, {}), {}) for row in self._connection.execute(_THESE.order_by(_unit.c.id), numbers)
        }
        for number, language, digest in self._connection.execute(_THEIR_DIGESTS, numbers):
            if number in held:
                held[number].digests[language] = digest
        return list(held.values())

    def _write(self, joining: Joining) -> bool:
        changed = [one for one in joining.held if one.changed]
        if changed:
            self._connection.execute(_CHANGE, [{"its_number": one.unit.number, **_columns(one.unit)} for one in changed])
        numbers = self._numbers(len(joining.new))
        new = [(number, one.added, one.digests) for number, one in zip(numbers, joining.new, strict=True)]
        if new:
            columns = [{"id": number, **_columns(one.unit)} for number, one in zip(numbers, joining.new, strict=True)]
            self._connection.execute(insert(_unit), columns)
        self._say([*((one.unit.number, one.added, one.digests) for one in changed), *new])
        return bool(changed or new)

    def _numbers(self, n: int) -> list[int]:
        """Numbers that no unit has or had."""
        if self._connection.dialect.name != "sqlite":
            return list(self._connection.execute(_NEXT_NUMBERS, {"n": n}).scalars())
        last = self._connection.execute(_LAST_NUMBER).scalar_one()
        return list(range(last + 1, last + 1 + n))

    def _say(self, added: Iterable[tuple[int, Any, Any]]) -> None:
        """Keep texts: of each unit its number, what it says by language, and the digests."""
        rows = [
            {"unit_id": number, "language": language, "text": one, "digest": digests[language]}
            for number, said, digests in added
            for language, one in said.items()
        ]
        if rows and self._connection.dialect.name == "sqlite":
            self._connection.execute(insert(_text), rows)
        elif rows:
            self._connection.execute(_SAY_AT_ONCE, {"rows": json.dumps(rows)})

    def _note(self, *, changed: bool) -> None:
        if changed:
            versions.advance(self._connection, versions.MEMORY)


def _columns(unit: Unit) -> dict[str, Any]:
    return {
        "extent": unit.extent.value, "practice_id": unit.practice, "field": unit.field, "project": unit.project,
        "author": unit.author, "modified": unit.modified,
    }  # fmt: skip


def _is_same(one: Unit, other: Unit) -> bool:
    return one.extent is other.extent and one.texts == other.texts


def _is_within(one: Unit, other: Unit) -> bool:
    return one.extent is other.extent and one.texts.items() <= other.texts.items()


def _open(word: str) -> str:
    """A pattern for LIKE in which every letter beyond ASCII is left open."""
    return "%" + "".join(f"\\{c}" if c in "\\%_" else c if c.isascii() else "_" for c in word) + "%"


def _batches(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    waiting = iter(units)
    while batch := list(islice(waiting, BATCH)):
        yield batch
