"""Months without a year and days of the week: is each that this text names one of the original's?

One language often names a month or a day that the other leaves out, so something is said only where both name one that the
other does not have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache

from gptemplate.model.checks.boxes import Box
from gptemplate.model.checks.finding import Finding
from gptemplate.model.checks.moments import MONTHS, dates, loose_dates

WEEKDAYS = {
    "fi": ("maanantai", "tiistai", "keskiviik", "torstai", "perjantai", "lauantai", "sunnuntai"),
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
}
_SHORT_DAYS = re.compile(
    r"\b(?:ma|ti|ke|to|pe|la|su|mån|tis|ons|tors?|fre|lör|sön|[Mm]on|[Tt]ues?|[Ww]ed|[Tt]hur?s?|[Ff]ri|[Ss]at|[Ss]un)\.?"
    r"(?=[ –-])"
)
_DAYS = {code: re.compile(rf"\b(?:{'|'.join(days)})\w*", re.IGNORECASE) for code, days in WEEKDAYS.items()}
_MONTHS = {
    "fi": re.compile(rf"\b(?:{'|'.join(MONTHS['fi'])})\w*", re.IGNORECASE),
    "sv": re.compile(rf"\b(?:{'|'.join(MONTHS['sv'])})(?:s|månad\w*)?\b", re.IGNORECASE),
    # A small “may” or “march” is a verb.
    "en": re.compile(rf"\b(?:{'|'.join(one.capitalize() for one in MONTHS['en'])})\b(?! Day)"),
}
_SHORT_MONTHS = {
    "fi": re.compile(
        rf"\b(?:{'|'.join(one.removesuffix('kuu') for one in MONTHS['fi'])})(?=[ ]?(?:[–-]|ja |tai ))", re.IGNORECASE
    ),
    "sv": re.compile(r"\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"),
}

_Place = tuple[int, int, int]  # which month or day, and from where to where it stands
_Known = Callable[[str, str], frozenset[int]]


def others(box: Box) -> Iterator[Finding]:
    """Yield months and days of the week that are not the original's, each beside the one that it has instead."""
    if box.is_begun or box.is_ahead:
        return
    yield from _others(box, _months(box.text, box.language), _months(box.original, box.source), _known_months)
    if not _SHORT_DAYS.search(box.text) and not _SHORT_DAYS.search(box.original):
        yield from _others(box, _weekdays(box.text, box.language), _weekdays(box.original, box.source), _known_weekdays)


def _others(box: Box, here: Collection[_Place], there: Collection[_Place], known: _Known) -> Iterator[Finding]:
    if not here or not there:
        return
    told, its = known(box.text, box.language), known(box.original, box.source)
    added = {which: (start, end) for which, start, end in reversed([*here]) if which not in its}
    missing = {which: (start, end) for which, start, end in reversed([*there]) if which not in told}
    for (start, end), (begin, stop) in zip(sorted(added.values()), sorted(missing.values()), strict=False):
        yield box.other("dates", box.text[start:end], box.original[begin:stop], start, end)


@lru_cache(maxsize=64)
def _months(text: str, language: str) -> tuple[_Place, ...]:
    """The months that stand there without a day and a year."""
    told = [(one.start, one.end) for one in dates(text, language) if one.is_told]
    free = (
        one for one in _MONTHS[language].finditer(text) if all(one.end() <= start or end <= one.start() for start, end in told)
    )
    return tuple((_which(one[0], MONTHS[language]), *one.span()) for one in free)


@lru_cache(maxsize=64)
def _weekdays(text: str, language: str) -> tuple[_Place, ...]:
    return tuple((_which(one[0], WEEKDAYS[language]), *one.span()) for one in _DAYS[language].finditer(text))


def _known_months(text: str, language: str) -> frozenset[int]:
    short = (one[0].casefold()[:3] for one in _SHORT_MONTHS[language].finditer(text))
    names = (*short, *(one[0].casefold()[:3] for one in _MONTHS[language].finditer(text)))
    found = {at for name in names for at, month in enumerate(MONTHS[language]) if month.startswith(name)}
    found |= {one.month - 1 for one in dates(text, language)} | {month - 1 for _day, month in loose_dates(text)}
    return frozenset(found)


def _known_weekdays(text: str, language: str) -> frozenset[int]:
    return frozenset(which for which, _start, _end in _weekdays(text, language))


def _which(name: str, names: Collection[str]) -> int:
    return next(at for at, one in enumerate(names) if name.casefold().startswith(one))
