"""How long a text will probably be in another language, learned from what was written and translated before.

Lengths multiply: what is learned is the logarithm of "characters there for each character here", its middle and its spread. A
short text strays further than a long one, by a share that falls with its length.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import exp, log, sqrt
from statistics import median
from typing import NamedTuple

from gptemplate.model import text as texts
from gptemplate.model.practice import Practice
from gptemplate.model.sources import source_of
from gptemplate.model.states import SHARED, Key, State
from gptemplate.model.template import Field, Template

LEAST = 20  # characters; a shorter text says nothing of how its language runs

_LENGTHS = {"fi": 1.00, "sv": 0.99, "en": 1.02}
"""How long the same text is, from our sample practices and sentences (docs/fitting.md); other languages count as 1."""

_SPREAD = 0.08  # of a long text, as a share of its length
_NOISE = 160.0  # characters below which chance weighs more than that
_TRUST = 8  # pairs from which on what was seen outweighs what was supposed
_TO_SIGMA = 1.4826  # from the median of deviations to a standard deviation
_BAND = 1.2816  # standard deviations within which four texts of five lie


class Need(NamedTuple):
    """Characters that a text will need: four texts of five lie between low and high, half are below likely."""

    low: int
    likely: int
    high: int


@dataclass(frozen=True, slots=True)
class Pair:
    """The lengths of a text and of its finished translation; `kind` is that of the field."""

    kind: str
    source: str
    target: str
    here: int
    there: int


@dataclass(frozen=True, slots=True)
class Ratio:
    """The logarithm of characters there for each one here: middle, spread of a long text, and how many pairs told it."""

    middle: float
    spread: float
    pairs: int = 0

    def need(self, length: int) -> Need:
        """Return what a text of that length will need."""
        if length <= 0:
            return Need(0, 0, 0)
        band = _BAND * self.spread * _stray(length)
        low, likely, high = (round(length * exp(self.middle + off)) for off in (-band, 0.0, band))
        return Need(low, likely, high)

    def room(self, limit: int) -> int:
        """Return the length up to which the other language usually stays within its limit."""
        return int(limit / exp(self.middle))


@dataclass(frozen=True, slots=True)
class Ratios:
    """What was learned for each pair of languages, over all fields ("") and for each kind of field."""

    learned: Mapping[tuple[str, str, str], Ratio] = field(default_factory=dict)  # (source, target, kind)

    def of(self, source: str, target: str, kind: str = "") -> Ratio:
        """Return the ratio of a pair of languages: of the kind where something is known of it, else of all fields."""
        known = self.learned.get((source, target, kind)) or self.learned.get((source, target, ""))
        return known or supposed(source, target)


NOTHING_LEARNED = Ratios()


class Fit(StrEnum):
    """Whether a text that is still to be written will fit its limit."""

    FITS = "fits"
    MAY_OVERRUN = "may_overrun"  # one text in ten to one in two of this length does
    OVERRUNS = "overruns"  # at this length it usually does


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a language will probably need for a text, against its limit; `pairs` is how many finished texts say so."""

    source: str
    target: str
    length: int
    need: Need
    limit: int | None
    room: int | None  # the longest source with which the target usually fits
    pairs: int

    @property
    def fit(self) -> Fit:
        """Whether the text will fit."""
        if self.limit is None or self.need.high <= self.limit:
            return Fit.FITS
        return Fit.OVERRUNS if self.need.likely > self.limit else Fit.MAY_OVERRUN


def supposed(source: str, target: str) -> Ratio:
    """Return the ratio that stands until something is learned."""
    return Ratio(log(_LENGTHS.get(target, 1.0) / _LENGTHS.get(source, 1.0)), _SPREAD)


def learn(pairs: Iterable[Pair]) -> Ratios:
    """Return the ratios that finished pairs tell. Few pairs move what was supposed only a little."""
    groups: dict[tuple[str, str], dict[str, list[Pair]]] = {}
    for one in pairs:
        if min(one.here, one.there) >= LEAST:
            groups.setdefault((one.source, one.target), {}).setdefault(one.kind, []).append(one)
    learned: dict[tuple[str, str, str], Ratio] = {}
    for (source, target), kinds in groups.items():
        every = _ratio([one for of_kind in kinds.values() for one in of_kind], supposed(source, target))
        learned[source, target, ""] = every
        for kind, of_kind in kinds.items():
            learned[source, target, kind] = _ratio(of_kind, every)
    return Ratios(learned)


def needed(length: int, source: str, target: str, ratios: Ratios = NOTHING_LEARNED, kind: str = "") -> Need:
    """Return what a text of that length will probably need in another language."""
    return ratios.of(source, target, kind).need(length)


def forecast(template: Template, practice: Practice, key: Key, ratios: Ratios = NOTHING_LEARNED) -> Forecast | None:
    """Return what an empty or outdated translation will need; None for an original, and where there is nothing to go by."""
    one = template.fields.get(key.field)
    if one is None or not one.is_written or one.shared or key.language == SHARED:
        return None
    source = source_of(template, practice, key)
    if not practice.text(key.field, source).strip() or practice.state(*key) not in (State.EMPTY, State.STALE):
        return None
    return _forecast(one, source, key.language, texts.length(practice.text(key.field, source)), ratios)


def forecasts(template: Template, practice: Practice, key: Key, ratios: Ratios = NOTHING_LEARNED) -> tuple[Forecast, ...]:
    """Return, for an original, what each language that is still to be translated from it will need."""
    others = (Key(key.field, code) for code in template.codes if code != key.language)
    found = (forecast(template, practice, other, ratios) for other in others)
    return tuple(one for one in found if one is not None and one.source == key.language)


def _forecast(one: Field, source: str, target: str, length: int, ratios: Ratios) -> Forecast:
    ratio, limit = ratios.of(source, target, one.kind.value), one.limit.of(target)
    room = None if limit is None else ratio.room(limit)
    return Forecast(source, target, length, ratio.need(length), limit, room, ratio.pairs)


def _ratio(pairs: list[Pair], before: Ratio) -> Ratio:
    """What some pairs tell, drawn towards what was known before: median and median deviation, since one odd pair is common."""
    logs = [log(one.there / one.here) for one in pairs]
    middle, n = median(logs), len(pairs)
    drawn = (n * middle + _TRUST * before.middle) / (n + _TRUST)
    strays = [abs(found - drawn) / _stray(one.here) for one, found in zip(pairs, logs, strict=True)]
    seen = _TO_SIGMA * median(strays)
    spread = sqrt((n * seen**2 + _TRUST * before.spread**2) / (n + _TRUST))
    return Ratio(drawn, spread, n)


def _stray(length: int) -> float:
    """How much further than a long text one of this length strays."""
    return sqrt(1 + _NOISE / length)
