"""Which languages stand side by side. Nothing here knows a window."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Mode(StrEnum):
    """How many languages are shown."""

    ONE = "one"
    TWO = "two"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Columns:
    """The languages of a template and those of them that are shown."""

    codes: tuple[str, ...]
    mode: Mode
    one: str
    pair: tuple[str, str]

    @classmethod
    def of(cls, codes: tuple[str, ...], source: str, wished: tuple[str, ...] = ()) -> Columns:
        """Return the columns of a practice: what a person had last time, where the template has it, else all."""
        first = source if source in codes else codes[0]
        second = next((code for code in codes if code != first), first)
        wished = tuple(code for code in wished if code in codes)
        found = cls(codes, Mode.ALL, first, (first, second))
        if len(wished) == 1:
            return replace(found, one=wished[0]).in_mode(Mode.ONE)
        if len(wished) == 2:
            return replace(found, pair=(wished[0], wished[1])).in_mode(Mode.TWO)
        return found.in_mode(Mode.ALL)

    @property
    def shown(self) -> tuple[str, ...]:
        """The languages that are shown, from left to right."""
        if self.mode is Mode.ONE:
            return (self.one,)
        return self.pair if self.mode is Mode.TWO else self.codes

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes that make a difference with these languages."""
        return (Mode.ONE, Mode.TWO, Mode.ALL)[: len(self.codes)]

    def in_mode(self, mode: Mode) -> Columns:
        """Return the columns in a mode, or in the widest that these languages have."""
        return replace(self, mode=mode if mode in self.modes else self.modes[-1])

    def next_mode(self) -> Columns:
        """Return the columns in the mode that follows."""
        modes = self.modes
        return self.in_mode(modes[(modes.index(self.mode) + 1) % len(modes)])

    def with_one(self, code: str) -> Columns:
        """Return the columns with another single language."""
        return replace(self, one=code)

    def with_source(self, code: str) -> Columns:
        """Return the columns with another language to translate from; choosing the target swaps the two."""
        source, target = self.pair
        return replace(self, pair=(code, source if code == target else target))

    def with_target(self, code: str) -> Columns:
        """Return the columns with another language to translate into; choosing the source swaps the two."""
        source, target = self.pair
        return replace(self, pair=(target if code == source else source, code))

    def showing(self, code: str) -> Columns:
        """Return the columns with a language among those shown."""
        if code in self.shown or code not in self.codes:
            return self
        return self.with_one(code) if self.mode is Mode.ONE else self.with_target(code)
