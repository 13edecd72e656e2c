"""Which practices the table shows, and in which order. Nothing here knows Qt or a disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from gptemplate.model.listing import Counts, Listed
from gptemplate.model.sorting import sort_key
from gptemplate.model.states import SHARED, Status


class Mark(StrEnum):
    """What is still to be done about a practice."""

    MISSING = "missing"
    STALE = "stale"
    OVER = "over_limit"


# Named tuples where they will do: a data class takes a millisecond of the start.
class Column(NamedTuple):
    """A column of the table: "title", "status", "language", "marks" or "modified"; `code` only for a language."""

    name: str
    code: str = ""


class Sorting(NamedTuple):
    """The column that the table is sorted by."""

    column: Column
    descending: bool = False


class Wish(NamedTuple):
    """What a person wants to see: any of these statuses (none: all), all of these marks, and what a search found."""

    statuses: frozenset[Status] = frozenset()
    marks: frozenset[Mark] = frozenset()
    found: tuple[str, ...] | None = None

    def with_status(self, status: Status) -> Wish:
        """Return the wish with one status more, or less where it was there."""
        return self._replace(statuses=self.statuses ^ {status})

    def with_mark(self, mark: Mark) -> Wish:
        """Return the wish with one mark more, or less where it was there."""
        return self._replace(marks=self.marks ^ {mark})


class Entry(NamedTuple):
    """A practice with what the table needs of it at every turn."""

    listed: Listed
    title: str
    title_language: str
    place: str
    figures: tuple[int, int, int]  # missing, stale, over the limit
    marks: frozenset[Mark]
    id: str
    status: Status

    def count(self, mark: Mark) -> int:
        """Return how many fields a mark concerns."""
        return self.figures[_PLACES[mark]]

    def counts(self, code: str) -> Counts | None:
        """Return how far a language has come; None where the template has no such language."""
        return self.listed.summary.languages.get(code)


_PLACES = {Mark.MISSING: 0, Mark.STALE: 1, Mark.OVER: 2}
_MARKS = {
    has: frozenset(mark for mark, place in _PLACES.items() if has[place]) for has in product((False, True), repeat=len(_PLACES))
}


class Tally(NamedTuple):
    """How many practices each choice would show, given the other choices."""

    total: int
    statuses: Counter[Status]
    marks: Counter[Mark]


class Overview(NamedTuple):
    """All practices as the table knows them in one interface language, newest first."""

    entries: tuple[Entry, ...] = ()
    language: str = "en"
    codes: tuple[str, ...] = ()
    by_id: Mapping[str, Entry] = MappingProxyType({})

    @classmethod
    def of(cls, rows: Iterable[Listed], language: str) -> Overview:
        """Return the overview of practices; may be called on any thread."""
        rows = tuple(rows)
        codes = dict.fromkeys(code for row in rows for code in row.summary.languages if code != SHARED)
        entries = tuple(_entry(row, language) for row in rows)
        return cls(entries, language, tuple(codes), {one.id: one for one in entries})

    def shown(self, wish: Wish, sorting: Sorting | None = None) -> list[Entry]:
        """Return what a person wants to see, in their order: what a search found best is first where they chose none."""
        rows = list(self._found(wish))
        if wish.statuses:
            rows = [one for one in rows if one.status in wish.statuses]
        if wish.marks:
            rows = [one for one in rows if wish.marks <= one.marks]
        if sorting is not None:
            self._sort(rows, sorting)
        return rows

    def tally(self, wish: Wish) -> Tally:
        """Count what each filter would show."""
        kinds = Counter((one.status, one.marks) for one in self._found(wish))
        tally = Tally(sum(n for (_status, marks), n in kinds.items() if wish.marks <= marks), Counter(), Counter())
        for (status, marks), n in kinds.items():
            if wish.marks <= marks:
                tally.statuses[status] += n
            if not wish.statuses or status in wish.statuses:
                for mark in marks:
                    tally.marks[mark] += n * (wish.marks - {mark} <= marks)
        return tally

    def _found(self, wish: Wish) -> Sequence[Entry]:
        if wish.found is None:
            return self.entries
        return [self.by_id[ident] for ident in wish.found if ident in self.by_id]

    def _sort(self, rows: list[Entry], sorting: Sorting) -> None:
        column, turned = sorting.column, sorting.descending
        if column.name == "title":
            keys = {one.id: sort_key(one.title, self.language) for one in rows}
            rows.sort(key=lambda one: keys[one.id], reverse=turned)
            rows.sort(key=lambda one: not one.title)  # without a title: last, whichever way
        else:
            rows.sort(key=lambda one: _figure(one, column), reverse=turned)


def _entry(row: Listed, language: str) -> Entry:
    title, title_language = row.title(language)
    missing = stale = over = 0
    for counts in row.summary.languages.values():
        missing += counts.missing
        stale += counts.stale
        over += counts.over_limit
    place = row.summary.place
    where = place.get(language) or next(iter(place.values()), "")
    marks = _MARKS[bool(missing), bool(stale), bool(over)]
    return Entry(row, title, title_language, where, (missing, stale, over), marks, row.id, row.status)


_STATUS_ORDER = {status: place for place, status in enumerate(Status)}


def _figure(one: Entry, column: Column) -> float:
    if column.name == "status":
        return _STATUS_ORDER[one.status]
    if column.name == "marks":
        return one.count(Mark.STALE) + one.count(Mark.OVER)
    if column.name == "modified":
        return one.listed.deleted or one.listed.modified
    return share_done(one.counts(column.code))


def share_done(counts: Counts | None) -> float:
    """Return how much of a language is done, from 0 to 1; -1 where there is no such language. Begun counts a little."""
    if counts is None or not counts.fields:
        return -1.0
    begun = counts.draft + counts.to_check + counts.stale
    return (counts.done + begun / 100) / counts.fields
