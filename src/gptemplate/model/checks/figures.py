"""Do the figures of a translation agree with its original, in value and in unit?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gptemplate.model.checks import moments
from gptemplate.model.checks.boxes import Box, boxes
from gptemplate.model.checks.figures_in import MEASURED, Figure, figures_in, numbers_of, shares_meant, years_meant
from gptemplate.model.checks.finding import Finding
from gptemplate.model.checks.numerals import spoken
from gptemplate.model.practice import Practice
from gptemplate.model.template import Field, Template


def check(template: Template, practice: Practice, one: Field) -> Iterator[Finding]:
    """Yield figures that the original does not have, figures of the original that are missing, and other units."""
    for box in boxes(template, practice, one):
        if box.is_translation:
            yield from _figures(box)


def _figures(box: Box) -> Iterator[Finding]:
    here, there = figures_in(box.text, box.language), figures_in(box.original, box.source)
    added = [] if box.is_ahead else _unmatched(here, there, box.original, box.source)
    missing = [] if box.is_begun else _unmatched(there, here, box.text, box.language)
    for at, mine in enumerate(added):
        told = missing[at].digits if at < len(missing) else ""
        yield box.other("figures", mine.digits, told, mine.at, mine.at + len(mine.digits))
    for theirs in missing[len(added) :]:
        yield box.lacks("figures", theirs.digits)
    yield from _units(box, here, there)


def _unmatched(figures: Sequence[Figure], others: Sequence[Figure], other: str, language: str) -> list[Figure]:
    """The figures whose value the other text does not have in any way, each value once."""
    told = numbers_of(others) | years_meant(other) | _of_moments(other, language) | shares_meant(other)
    said: frozenset[float] | None = None
    found: dict[frozenset[float], Figure] = {}
    for one in figures:
        if not one.is_firm or (one.readings | one.share) & told or _is_a_single(one):
            continue
        if said is None:
            said = spoken(other, language)
        if not one.readings & said:
            found.setdefault(one.readings, one)
    return list(found.values())


def _is_a_single(one: Figure) -> bool:
    """“1 person” is as often “a person”."""
    return one.readings == {1.0} and one.unit not in MEASURED


def _of_moments(text: str, language: str) -> frozenset[float]:
    days = {float(part) for one in moments.dates(text, language) for part in (one.year, one.day) if part}
    clock = {float(hour) for one in moments.times(text, language) for hour in (one.minutes // 60, one.minutes // 60 - 12)}
    return frozenset(days | clock | {_told(minutes) for minutes in moments.loose_times(text)})


def _told(minutes: int) -> float:
    """A time of day as if it were a number: “14.30” is 14.3."""
    return float(f"{minutes // 60}.{minutes % 60:02}")


def _units(box: Box, here: Sequence[Figure], there: Sequence[Figure]) -> Iterator[Finding]:
    """Where a number stands in both texts with other units: 50 % here, 50 € there."""
    for one in here:
        if one.unit not in MEASURED:
            continue
        same = [other for other in there if other.readings & one.readings]
        units = {other.unit for other in same}
        if same and one.unit not in units and all(unit in MEASURED for unit in units):
            theirs = box.original[same[0].start : same[0].end]
            yield box.other("units", box.text[one.start : one.end], theirs, one.start, one.end)
