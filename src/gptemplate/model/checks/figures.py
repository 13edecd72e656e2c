"""Do the figures of a translation agree with its original, in value and in unit?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gptemplate.model.checks import moments
from gptemplate.model.checks.boxes import Box, boxes, sentences
from gptemplate.model.checks.figures_in import MEASURED, Figure, end_of_unit, figures_in, numbers_of
from gptemplate.model.checks.figures_meant import meant
from gptemplate.model.checks.finding import Finding
from gptemplate.model.checks.likeness import is_slip
from gptemplate.model.checks.number_words import Told, told
from gptemplate.model.checks.numerals import spoken
from gptemplate.model.practice import Practice
from gptemplate.model.template import Field, Template

_NOT_SAID = frozenset({"", "day", "week", "month", "year", "h", "min"})  # “1 week” is as often “a week”
_NEAR = 0.15  # of a text, where it has another number of sentences than its original
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+358[ \u00a0]?(?:\(0\))?|0)[0-9]{1,3}(?:[ \u00a0-]?[0-9]{2,4}){2,4}(?![\w/]|[.,-][0-9])")


def check(template: Template, practice: Practice, one: Field) -> Iterator[Finding]:
    """Yield figures that the original does not have, figures of the original that are missing, and other units."""
    for box in boxes(template, practice, one):
        if box.is_translation:
            yield from _figures(box)
            yield from _words(box)
            yield from _phones(box)


def _figures(box: Box) -> Iterator[Finding]:
    here, there = figures_in(box.text, box.language), figures_in(box.original, box.source)
    added = [] if box.is_ahead else _unmatched(here, there, box.original, box.source)
    missing = [] if box.is_begun else _unmatched(there, here, box.text, box.language)
    for at, mine in enumerate(added):
        yield _other(box, mine, missing[at] if at < len(missing) else None)
    for theirs in missing[len(added) :]:
        yield box.lacks("figures", theirs.digits)
    yield from _units(box, here, there)


def _other(box: Box, mine: Figure, theirs: Figure | None) -> Finding:
    """“2,3 miljarder” and “2,3 miljoonaa”, where the digits alone say nothing."""
    end = mine.at + len(mine.digits)
    if theirs and theirs.digits == mine.digits:
        return box.other("figures", box.text[mine.start : mine.end], box.original[theirs.start : theirs.end], mine.at, end)
    return box.other("figures", mine.digits, theirs.digits if theirs else "", mine.at, end)


def _unmatched(figures: Sequence[Figure], others: Sequence[Figure], other: str, language: str) -> list[Figure]:
    """The figures whose value the other text does not have in any way, each value once."""
    known = numbers_of(others) | meant(other) | _of_moments(other, language)
    said: frozenset[float] | None = None
    found: dict[frozenset[float], Figure] = {}
    for one in figures:
        if not one.is_firm or (one.readings | one.share) & known or _is_a_single(one):
            continue
        if said is None:
            said = spoken(other, language)
        if not one.readings & said:
            found.setdefault(one.readings, one)
    return list(found.values())


def _is_a_single(one: Figure) -> bool:
    """“1 person” is as often “a person”."""
    return one.readings == {1.0} and one.unit in _NOT_SAID


def _of_moments(text: str, language: str) -> frozenset[float]:
    days = {float(part) for one in moments.dates(text, language) for part in (one.year, one.day) if part}
    clock = {float(hour) for one in moments.times(text, language) for hour in (one.minutes // 60, one.minutes // 60 - 12)}
    return frozenset(days | clock | {_told(minutes) for minutes in moments.loose_times(text)})


def _told(minutes: int) -> float:
    """A time of day as if it were a number: “14.30” is 14.3."""
    return float(f"{minutes // 60}.{minutes % 60:02}")


def _units(box: Box, here: Sequence[Figure], there: Sequence[Figure]) -> Iterator[Finding]:
    """Where a number stands in both texts with other units: 50 % here, 50 € there."""
    mine, theirs = _measured(here, box.text, box.language), _measured(there, box.original, box.source)
    for readings, one in mine:
        if one.unit not in MEASURED:
            continue
        same = [other for worth, other in theirs if worth & readings]
        units = {other.unit for other in same}
        if same and one.unit not in units and all(unit in MEASURED for unit in units):
            end, its_end = _with_unit(one, box.text, box.language), _with_unit(same[0], box.original, box.source)
            yield box.other("units", box.text[one.start : end], box.original[same[0].start : its_end], one.start, end)


def _measured(figures: Sequence[Figure], text: str, language: str) -> list[tuple[frozenset[float], Figure | Told]]:
    """Figures and numbers in words, each with what it may be worth."""
    words = ((frozenset({one.worth}), one) for one in told(text, language) if not one.is_share)
    return [*((one.readings, one) for one in figures), *words]


def _with_unit(one: Figure | Told, text: str, language: str) -> int:
    return one.end if isinstance(one, Figure) else end_of_unit(text, one.end, language)


def _words(box: Box) -> Iterator[Finding]:
    """Where a number in words of this text is none of the original's, and one of its is none of this text's."""
    if box.is_ahead or box.is_begun:
        return
    mine = _untold(told(box.text, box.language), box.original, box.source)
    theirs = _untold(told(box.original, box.source), box.text, box.language) if mine else []
    for one in mine:
        partner = next((other for other in theirs if _may_be_meant(one, other) and _stand_alike(box, one, other)), None)
        if partner:
            theirs.remove(partner)
            here, there = box.text[one.start : one.end], box.original[partner.start : partner.end]
            yield box.other("figures", here, there, one.start, one.end)


def _untold(words: Sequence[Told], other: str, language: str) -> list[Told]:
    if not words:
        return []
    known = numbers_of(figures_in(other, language)) | meant(other) | _of_moments(other, language) | spoken(other, language)
    return [one for one in words if one.worth not in known]


def _may_be_meant(one: Told, other: Told) -> bool:
    """Two numbers of different things were perhaps converted: “kaksi vuotta”, “twenty-four months”."""
    return one.is_share == other.is_share and (one.unit == other.unit or not (one.unit and other.unit))


def _stand_alike(box: Box, one: Told, other: Told) -> bool:
    mine, theirs = sentences(box.text), sentences(box.original)
    if len(mine) == len(theirs):
        places = zip(mine, theirs, strict=True)
        return any(start <= one.start < end and begin <= other.start < stop for (start, end), (begin, stop) in places)
    return abs(one.start / len(box.text) - other.start / len(box.original)) <= _NEAR


def _phones(box: Box) -> Iterator[Finding]:
    """Telephone numbers a slip apart; that another language has a number of its own is usual."""
    here, there = ({_dialled(one[0]): one for one in _PHONE.finditer(text)} for text in (box.text, box.original))
    missing = [number for number in there if number not in here]
    for number, one in here.items():
        meant_one = "" if number in there else next((other for other in missing if is_slip(number, other)), "")
        if meant_one:
            yield box.other("figures", one[0], there[meant_one][0], *one.span())


def _dialled(number: str) -> str:
    digits = re.sub("[^0-9+]", "", number.replace("(0)", ""))
    return "0" + digits.removeprefix("+358") if digits.startswith("+358") else digits
