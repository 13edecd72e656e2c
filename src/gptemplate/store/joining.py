"""Joining units of the translation memory: what agrees with a unit that is there makes it fuller, and is not kept twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter

from gptemplate.model import text as texts
from gptemplate.model.memory import Unit

MOST_ASKED = 50  # units with one and the same text that are asked: "Yes." may stand in thousands

Digests = Mapping[str, str]


@dataclass(slots=True, eq=False)
class Held:
    """A unit as far as joining asks, and what came to it: `added` are texts that are to be kept."""

    unit: Unit
    digests: dict[str, str]
    rank: int = 0
    added: dict[str, str] = field(default_factory=dict)
    changed: bool = False

    def shares(self, digests: Digests) -> int:
        """Return how many texts are the same; 0 where they do not agree in every language that both have."""
        both = self.digests.keys() & digests.keys()
        return len(both) if all(self.digests[language] == digests[language] for language in both) else 0

    def give(self, unit: Unit, digests: Digests) -> None:
        """Add the languages that are missing. What two places have given belongs to neither: neither can take it back."""
        missing = digests.keys() - self.digests.keys()
        place = _common_place(self.unit, unit)
        if missing or place != (self.unit.practice, self.unit.field):
            newest = max(self.unit.modified, unit.modified) if missing else self.unit.modified
            self.unit = replace(self.unit, practice=place[0], field=place[1], modified=newest)
            self.changed = True
        for language in digests:
            if language in missing:
                self.added[language] = unit.texts[language]
                self.digests[language] = digests[language]


def _common_place(one: Unit, other: Unit) -> tuple[str, str]:
    if one.practice != other.practice:
        return "", ""
    return one.practice, one.field if one.field == other.field else ""


class Joining:
    """What becomes of a batch of units, given those that are there and have a text of theirs."""

    def __init__(self, held: Iterable[Held]) -> None:
        self._by_text: dict[tuple[str, str], list[Held]] = defaultdict(list)
        self.held: list[Held] = []
        self.new: list[Held] = []
        for one in held:
            one.rank = len(self.held)
            self.held.append(one)
            self._note(one, one.digests)

    def take(self, unit: Unit, digests: Digests) -> None:
        """Join a unit to the one that it shares most with, or keep it as a new one."""
        best = self._best(unit, digests)
        if best is None:
            rank = len(self.held) + len(self.new)
            best = Held(unit, dict(digests), rank, dict(unit.texts), changed=True)
            self.new.append(best)
            self._note(best, digests)
        else:
            best.give(unit, digests)
            self._note(best, digests)

    def _best(self, unit: Unit, digests: Digests) -> Held | None:
        """The one that shares most; of several the oldest."""
        near = (one for place in digests.items() for one in self._by_text.get(place, ())[:MOST_ASKED])
        shared = [(one.shares(digests), -one.rank, one) for one in near if one.unit.extent is unit.extent]
        most = max((one for one in shared if one[0]), key=itemgetter(0, 1), default=None)
        return most[2] if most else None

    def _note(self, one: Held, digests: Digests) -> None:
        for place in digests.items():
            if one not in (known := self._by_text[place])[:MOST_ASKED]:
                known.append(one)


def digests_of(unit: Unit) -> dict[str, str]:
    """Return the digest of each text."""
    return {language: texts.digest(text) for language, text in unit.texts.items()}
