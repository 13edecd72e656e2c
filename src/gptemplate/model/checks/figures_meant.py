"""Figures that stand in a text in another way than the digits they mean: shortened years, centuries, fractions, postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from gptemplate.model.checks.figures_in import DECADE, FRACTION, SHORT_YEAR, YEARS, shares_of

_POSTCODE = re.compile(r"\b[A-Z]{1,3}-([0-9]{3,6})\b")
_NTH_CENTURY = re.compile(r"\b([12]?[0-9])(?:st|nd|rd|th)?[ -]century|\b([12]?[0-9])\. vuosisa")
_HUNDREDS = re.compile(r"\b([12]?[0-9])00(?:-(?:luvu|luku|tal)|s\b)")
_CENTURIES = re.compile(
    r"\b(?:(?P<n15>fifteenth)|(?P<n16>sixteenth)|(?P<n17>seventeenth)|(?P<n18>eighteenth)|(?P<n19>nineteenth)"
    r"|(?P<n20>twentieth)|(?P<n21>twenty-first))[ -]century"
    r"|\b(?:(?P<s15>fjorton)|(?P<s16>femton)|(?P<s17>sexton)|(?P<s18>sjutton)|(?P<s19>arton)|(?P<s20>nitton))hundratal"
)
_ALWAYS = re.compile(r"(?<![0-9/.,])24/7(?![0-9/])")
_ROUND_THE_CLOCK = re.compile(
    r"\b(?:ympärivuorokauti|ympäri vuorokauden|vuorokauden ympäri|kellon ympäri|dygnet runt|a?round[ -]the[ -]clock"
    r"|night and day|day and night|dygn|vuorokau)",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def meant(text: str) -> frozenset[float]:
    """Return the numbers that a text tells in other words or shorter: it has them, though not as they stand elsewhere."""
    return frozenset((*_years(text), *_centuries(text), *_codes(text), *_shares(text)))


def _years(text: str) -> Iterator[float]:
    """The 2025 of “2024–25”, the 2023 of “-23” and the 1990 of “90-luvulla”."""
    for found in YEARS.finditer(text):
        yield float(found[1][:2] + found[3])
    for found in SHORT_YEAR.finditer(text):
        yield 2000.0 + int(found[1])
    for found in DECADE.finditer(text):
        yield 1900.0 + int(found[0][:2])


def _centuries(text: str) -> Iterator[float]:
    """“1800-luku” is the 19th century."""
    numbers = [int(one or two) for one, two in _NTH_CENTURY.findall(text)]
    numbers += [int(found[1]) + 1 for found in _HUNDREDS.finditer(text)]
    numbers += [int((found.lastgroup or "n0")[1:]) for found in _CENTURIES.finditer(text)]
    for one in numbers:
        yield from (float(one), 100.0 * (one - 1))


def _codes(text: str) -> Iterator[float]:
    for found in _POSTCODE.finditer(text):
        yield float(found[1])
    if _ROUND_THE_CLOCK.search(text) or _ALWAYS.search(text):
        yield from (7.0, 24.0)


def _shares(text: str) -> Iterator[float]:
    """“5/8” is 0.625 and 62.5 (per cent)."""
    for found in FRACTION.finditer(text):
        yield from shares_of(found)
