"""What the editor shows, and in which order; nothing here knows Qt, a disk or a clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from gptemplate.gui.editor.columns import Columns
from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.checks import Finding, Severity
from gptemplate.model.checks.spelling import CHECK as SPELLING
from gptemplate.model.practice import NOTHING, Origin, Practice, applies, is_missing
from gptemplate.model.sources import source_of
from gptemplate.model.states import SHARED, Key, State
from gptemplate.model.template import Field, Kind, Section, Template

LOOKED_INTO = 20_000  # characters; a longer text answers no form, and looking into it would keep the window waiting


class Shape(StrEnum):
    """How a field stands in the grid."""

    WRITTEN = "written"  # one card for each language
    SHARED = "shared"  # one card across the columns
    IMAGE = "image"  # one card across, and a description for each language


@dataclass(frozen=True, slots=True)
class Row:
    """One field in the grid."""

    section: Section
    field: Field
    shape: Shape

    @property
    def is_shared(self) -> bool:
        """Whether the row has a card that stands across the columns."""
        return self.shape is not Shape.WRITTEN

    @property
    def is_split(self) -> bool:
        """Whether the row has a card for each language."""
        return self.shape is not Shape.SHARED

    def keys(self, languages: tuple[str, ...]) -> tuple[Key, ...]:
        """Return the registers of the row's cards, in reading order."""
        across = (SHARED,) if self.is_shared else ()
        return tuple(Key(self.field.id, code) for code in (*across, *(languages if self.is_split else ())))


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a group of fields has come."""

    done: int = 0
    begun: int = 0
    total: int = 0

    @classmethod
    def of(cls, states: Counter[State]) -> Tally:
        """Count states; stale, draft and to check are begun."""
        total = states.total()
        return cls(states[State.DONE], total - states[State.DONE] - states[State.EMPTY], total)


@dataclass(frozen=True, slots=True)
class Count:
    """The length of a text against its limit."""

    size: int
    limit: int | None

    @property
    def over(self) -> int:
        """Characters over the limit."""
        return max(0, self.size - self.limit) if self.limit is not None else 0


class EditorState:
    """A practice as it is in the window: with what is typed and not yet saved."""

    def __init__(self, template: Template, practice: Practice, columns: Columns) -> None:
        self.template = template
        self.practice = practice
        self.columns = columns
        self.rows = tuple(_row(section, one) for section in template.sections for one in section.fields)
        self._row_of = {row.field.id: row for row in self.rows}
        self.open_comments: Mapping[Key, int] = {}
        self.only: frozenset[str] | None = None  # the fields that a person wants to see alone
        self.unmatched: frozenset[Key] = frozenset()  # the texts to be translated that are nothing like any before
        self._findings: dict[Key, int] = {}
        self._blocked: set[str] = set()  # the fields in which something keeps the practice from being handed in
        self._remembered: tuple[tuple[Row, Key, State], ...] = ()
        self._edited: set[str] = set()

    def row(self, field_id: str) -> Row:
        """Return the row of a field."""
        return self._row_of[field_id]

    def edit(self, key: Key, text: str) -> None:
        """Take a text as typed. Its state and what it is a translation of are what saving it will make of it."""
        before = self.practice.values.get(key, NOTHING)
        state = State.DRAFT if self.template.fields[key.field].is_written else State.DONE
        origin = (before.origin or self._origin(key)) if text else None
        self.practice.values[key] = replace(before, text=text, state=state, origin=origin)
        self._remembered = ()
        self._edited.add(key.field)

    def _origin(self, key: Key) -> Origin | None:
        """The source text as it is now; its revision is not known before it is saved."""
        source = Key(key.field, source_of(self.template, self.practice, key))
        there = self.practice.values.get(source, NOTHING)
        if not source.language or not there.text.strip():
            return None
        return Origin(source.language, there.head or "", texts.digest(there.text))

    def overlay(self, unsaved: Mapping[Key, str]) -> None:
        """Take what is typed and not on the disk, over what was read from there."""
        for key, text in unsaved.items():
            if text != self.text(key):
                self.edit(key, text)

    def take(self, practice: Practice, unsaved: Mapping[Key, str]) -> set[str]:
        """Take the practice as it was saved, keeping what is typed since.

        Return the fields that look different now, or may do so in another language since they were last taken.
        """
        before, seen, edited = self.practice, self._looks(), self._edited
        self._edited = set()
        self.practice = practice
        self._remembered = ()
        self.overlay(unsaved)
        if before.id != practice.id:
            return {row.field.id for row in self.rows}
        return edited | {key.field for key, look in self._looks().items() if seen.get(key) != look}

    def _looks(self) -> dict[Key, tuple[str, State]]:
        """What is seen of every register, whether its field applies or not."""
        keys = (key for row in self.rows for key in row.keys(self.template.codes))
        return {key: (self.text(key), self.practice.state(*key)) for key in keys}

    def take_findings(self, field: str, findings: Iterable[Finding]) -> None:
        """Take what was found in a field."""
        told = list(findings)
        self._blocked -= {field}
        if any(one.severity is Severity.BLOCKS for one in told):
            self._blocked |= {field}
        counted = Counter(Key(field, one.language) for one in told if self._is_counted(one))
        self._findings = {key: n for key, n in self._findings.items() if key.field != field} | counted

    def _is_counted(self, one: Finding) -> bool:
        """Whether it is to be mended. What is empty is a thing to write, which its state tells.

        Unknown words depend on the dictionaries of a computer and on a person's own words; what is counted is the same for
        everyone who opens the practice.
        """
        return one.check != SPELLING and (one.check != "missing" or bool(self.text(Key(one.field, one.language))))

    def findings(self, key: Key) -> int:
        """Return how many things are to be mended in a register."""
        return self._findings.get(key, 0)

    def text(self, key: Key) -> str:
        """Return the text of a register as it is now."""
        return self.practice.text(*key)

    def is_same(self, key: Key, shown: str) -> bool:
        """Return whether what a card shows will be kept as what is kept: the rest is spaces still being typed."""
        kept = self.text(key)
        if shown == kept:
            return True
        if len(shown) > texts.LONGEST:
            return False
        one = self.template.fields[key.field]
        if one.kind in (Kind.PLACE, Kind.CONTACT):
            return values.from_parts(values.parts_of(shown)) == kept
        if one.kind is Kind.WEB_ADDRESSES:
            return values.from_lines(shown.split("\n")) == kept
        return texts.clean(shown) == kept if one.is_written else False

    def is_looked_into(self, field_id: str) -> bool:
        """Return whether the texts of a field are short enough to be looked into while one types."""
        return all(len(self.practice.text(field_id, code)) <= LOOKED_INTO for code in self.template.codes)

    def state(self, key: Key) -> State:
        """Return the state that a person sees. What is picked rather than written is done once it is there."""
        seen = self.practice.state(*key)
        return State.DONE if seen is State.DRAFT and not self.template.fields[key.field].is_written else seen

    def count(self, key: Key) -> Count:
        """Return the length of a text and its limit."""
        limit = self.template.fields[key.field].limit.of(key.language)
        return Count(texts.length(self.text(key)), limit)

    def hint(self, key: Key) -> str:
        """Return what an empty translation shows in grey: the source text, or the other language of the pair."""
        if key.language == SHARED or not self.row(key.field).is_split:
            return ""
        for code in (self.practice.source_language, *self.columns.pair):
            text = self.practice.text(key.field, code).strip()
            if code != key.language and text:
                return text
        return ""

    def has_picture(self, field_id: str) -> bool:
        """Return whether there is a picture to be described."""
        return bool(self.practice.text(field_id, SHARED))

    def in_force(self) -> Iterator[Row]:
        """Yield the rows that apply, given the other answers."""
        return (row for row in self.rows if applies(self.practice, row.field))

    def tally(self, language: str, section: Section | None = None) -> Tally:
        """Count the fields of a language (or `SHARED`), in one section or in all."""
        seen = self._seen()
        return Tally.of(Counter(one for row, key, one in seen if key.language == language and section in (None, row.section)))

    def tallies(self) -> dict[tuple[str, str], Tally]:
        """Count the fields of each section and language at once: (section's id, language) -> count."""
        counts: dict[tuple[str, str], Counter[State]] = {}
        for row, key, one in self._seen():
            counts.setdefault((row.section.id, key.language), Counter())[one] += 1
        return {place: Tally.of(count) for place, count in counts.items()}

    def complete(self) -> set[str]:
        """Return the ids of the sections that are done.

        Something in them is, what is not is optional and empty, no part of it is missing, and nothing blocks.
        """
        begun, unfinished = set(), set()
        for row, key, one in self._seen():
            if one is State.DONE:
                begun.add(row.section.id)
            elif one is not State.EMPTY or row.field.required:
                unfinished.add(row.section.id)
            if row.field.id in self._blocked or is_missing(self.practice, row.field, key.language):
                unfinished.add(row.section.id)
        return begun - unfinished

    def totals(self) -> Counter[State]:
        """Count the states of every card there is, shown or not."""
        return Counter(one for _row, _key, one in self._seen())

    def walk(self, *, whole: bool = False) -> list[Key]:
        """Return every card that is shown, in reading order; `whole` has those too that a filter hides."""
        rows = (row for row in self.in_force() if whole or self.is_wanted(row.field.id))
        return [key for row in rows for key in self.keys(row, self.columns.shown)]

    def is_wanted(self, field_id: str) -> bool:
        """Return whether no filter hides a field."""
        return self.only is None or field_id in self.only

    def amount(self, language: str) -> tuple[int, int]:
        """Return the words and the characters that are written in a language."""
        written = [self.practice.text(row.field.id, language) for row in self.in_force() if row.field.is_written]
        return sum(map(texts.words, written)), sum(map(texts.length, written))

    def keys(self, row: Row, languages: tuple[str, ...]) -> list[Key]:
        """Return the cards of a row that are asked for: a description only where there is a picture."""
        found = row.keys(languages)
        return [key for key in found if row.shape is not Shape.IMAGE or key.language == SHARED or self.has_picture(key.field)]

    def beside(self, key: Key, language: str, step: int) -> Key | None:
        """Return the card in the next (1) or previous (-1) row, in a language where the row has one; None at the end."""
        column = [one for one in self.walk() if one.language in (language, SHARED)]
        if key in column:
            place = column.index(key) + step
        else:
            row = [one for one in column if one.field == key.field]
            place = column.index(row[0]) + step if row else 0
        return column[place] if 0 <= place < len(column) else None

    def in_language(self, key: Key, language: str) -> Key:
        """Return the card of the same row in another language, the shared card where there is no other."""
        keys = self.keys(self.row(key.field), self.columns.shown)
        return next((one for one in keys if one.language == language), keys[0])

    def _seen(self) -> tuple[tuple[Row, Key, State], ...]:
        """Every card there is with its state; asked for many times between two keys, so remembered."""
        if not self._remembered:
            keys = ((row, key) for row in self.in_force() for key in self.keys(row, self.template.codes))
            self._remembered = tuple((row, key, self.state(key)) for row, key in keys)
        return self._remembered


def _row(section: Section, one: Field) -> Row:
    if one.kind is Kind.IMAGE:
        return Row(section, one, Shape.IMAGE)
    return Row(section, one, Shape.SHARED if one.shared else Shape.WRITTEN)
