"""Do dates and times of day agree with the original, and does the calendar have them?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from gptemplate.i18n import Message
from gptemplate.model.checks.bare_days import WEEKDAYS, others
from gptemplate.model.checks.boxes import Box, boxes
from gptemplate.model.checks.figures_in import figures_in, numbers_of
from gptemplate.model.checks.finding import Finding
from gptemplate.model.checks.moments import MONTHS, Date, Time, dates, loose_dates, loose_times, times
from gptemplate.model.practice import Practice
from gptemplate.model.template import Field, Template

_DAY_BEFORE = {
    code: re.compile(rf"\b(?P<day>{'|'.join(days)})[a-zäö]*,?(?: den| the)?[ \u00a0]+$", re.IGNORECASE)
    for code, days in WEEKDAYS.items()
}
_LETTER = re.compile(r"[^\W\d_]")
_POINTED = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}")
_MONTH_AFTER_DAY = re.compile(
    r"(?<=[0-9] )(?P<letter>[A-ZÅÄÖa-zåäö])(?P<rest>[a-zåäö]+)|(?<=[0-9]\. )(?P<first>[A-Z])(?P<more>[a-zäö]+)"
)


def check(template: Template, practice: Practice, one: Field) -> Iterator[Finding]:
    """Yield other dates and times than the original's, days that do not exist, wrong weekdays and foreign notation."""
    for box in boxes(template, practice, one):
        if box.language in MONTHS:
            found = dates(box.text, box.language)
            yield from _impossible(box, found)
            yield from _notation(box, found)
            if box.is_translation:
                yield from _other_dates(box, found, dates(box.original, box.source))
                yield from _other_times(box)
                yield from others(box)


def _impossible(box: Box, found: Sequence[Date]) -> Iterator[Finding]:
    for one in found:
        if not one.is_told:
            continue
        if not one.is_possible and (one.year or _LETTER.search(box.text, one.start, one.end)):
            yield box.warn("impossible_date", Message("The calendar has no such day."), one.start, one.end)
            continue
        before = _DAY_BEFORE[box.language].search(box.text, max(0, one.start - 24), one.start)
        if before and one.day and one.year:
            name = before["day"].casefold()
            if WEEKDAYS[box.language][date(one.year, one.month, one.day).weekday()] != name:
                message = Message("This date is another day of the week.")
                yield box.warn("weekday", message, before.start(), one.end)


def _other_dates(box: Box, here: Sequence[Date], there: Sequence[Date]) -> Iterator[Finding]:
    added = [] if box.is_ahead else _unmatched(here, there, box.original)
    missing = [] if box.is_begun else _unmatched(there, here, box.text)
    for at, one in enumerate(added):
        theirs = _told(box.original, missing[at]) if at < len(missing) else ""
        if one.start not in (other.start for other in added[:at]):  # both days of “12–14 May”
            yield box.other("dates", _told(box.text, one), theirs, one.start, one.end)
    for one in missing[len(added) :]:
        yield box.lacks("dates", _told(box.original, one))


def _told(text: str, one: Date | Time) -> str:
    return text[one.start : one.end].strip()


def _unmatched(some: Sequence[Date], others: Sequence[Date], other: str) -> list[Date]:
    found: dict[tuple[int, int, int], Date] = {}
    for one in some:
        if not one.is_told or not one.is_possible or any(one.agrees(another) for another in others):
            continue
        if (one.day, one.month) not in loose_dates(other):
            found.setdefault((one.year, one.month, one.day), one)
    return list(found.values())


def _other_times(box: Box) -> Iterator[Finding]:
    here, there = times(box.text, box.language), times(box.original, box.source)
    added = [] if box.is_ahead else _unmatched_times(here, there, box.original, box.source)
    missing = [] if box.is_begun else _unmatched_times(there, here, box.text, box.language)
    for at, one in enumerate(added):
        theirs = _told(box.original, missing[at]) if at < len(missing) else ""
        yield box.other("times", _told(box.text, one), theirs, one.start, one.end)
    for one in missing[len(added) :]:
        yield box.lacks("times", _told(box.original, one))


def _unmatched_times(some: Sequence[Time], others: Sequence[Time], other: str, language: str) -> list[Time]:
    if not some:
        return []
    loose, numbers = loose_times(other), numbers_of(figures_in(other, language))
    return [
        one
        for one in some
        if not any(one.agrees(another) for another in others)
        and one.minutes not in loose
        and not (one.minutes % 60 == 0 and {one.minutes / 60, one.minutes / 60 - 12} & numbers)
    ]


def _notation(box: Box, found: Sequence[Date]) -> Iterator[Finding]:
    for one in found:
        told = box.text[one.start : one.end]
        if box.language == "en" and _POINTED.fullmatch(told) and one.is_possible:
            better = f"{one.day} {MONTHS['en'][one.month - 1].capitalize()} {one.year}"
            yield box.warn("date_notation", Message("Write “{fix}” here.", fix=better), one.start, one.end, better)
            continue
        yield from _capital(box, one)


def _capital(box: Box, one: Date) -> Iterator[Finding]:
    """Months have a capital in English alone; at the start of a sentence they may have one everywhere."""
    if not one.day:
        return
    month = _MONTH_AFTER_DAY.search(box.text, one.start, one.end)
    if month is None:
        return
    letter = month["letter"] or month["first"]
    better = letter.upper() if box.language == "en" else letter.lower()
    is_month = f"{letter}{month['rest'] or month['more']}".casefold().startswith(MONTHS[box.language][one.month - 1][:3])
    if is_month and letter != better:
        fix = better + (month["rest"] or month["more"])
        yield box.warn("date_notation", Message("Write “{fix}” here.", fix=fix), month.start(), month.end(), fix)
