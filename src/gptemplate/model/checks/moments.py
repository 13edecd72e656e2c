"""Dates and times of day as people write them in Finnish, Swedish and English."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_FI = [
    "tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu",
    "heinäkuu", "elokuu", "syyskuu", "lokakuu", "marraskuu", "joulukuu",
]  # fmt: skip
_SV = [
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december",
]  # fmt: skip
_EN = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
]  # fmt: skip
MONTHS: Mapping[str, list[str]] = {"fi": _FI, "sv": _SV, "en": _EN}

CHAPTERS = (
    "luku|luvu|liit|koht|kohda|osio|taulu|kuvio|kuva|versio|taso|kapitel|bilag|avsnitt|punkt|tabell|figur|nivå"
    "|chapter|annex|section|table|figure|level|appendix|version|point"
)
"""Beginnings of the words after which “2.5” is no number but a place in a document."""
_SPACE = r"[ \u00a0\u202f]"
_YEAR = r"(?:1[89]|20)[0-9]{2}(?![0-9])"
_DASH = rf"{_SPACE}?[–-]{_SPACE}?"
_FI_MONTH = rf"(?P<month>{'|'.join(_FI)})[a-zäö]*"
_SV_MONTH = rf"(?P<month>{'|'.join(_SV)}|(?:jan|feb|aug|sept|okt|nov|dec)(?:\.|\b))(?![a-zåäö])"
_EN_MONTH = rf"(?P<month>{'|'.join(_EN)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:\.|\b))(?![a-z])"
_OF = rf"(?:,?{_SPACE}(?P<year>{_YEAR}))?"
_NTH = r"(?:st|nd|rd|th)?"
_TE = "(?::[ae])?"
_DAY = r"(?<![0-9.,:/–-])(?P<day>[0-9]{1,2})"

_NUMERIC = (
    r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})(?![0-9])",
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![0-9])",
    rf"(?P<day>[0-9]{{1,2}}){_DASH}(?P<last>[0-9]{{1,2}})/(?P<month>[0-9]{{1,2}})/(?P<year>{_YEAR})",
    r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})(?![0-9])",
    rf"(?P<month>1[0-2]|0?[1-9])/(?P<year>{_YEAR})",
)
_NORDIC = (
    rf"(?P<day>[0-9]{{1,2}})\.?{_DASH}(?P<last>[0-9]{{1,2}})\.(?P<month>[0-9]{{1,2}})\.(?P<year>{_YEAR})",
    rf"(?P<day>[0-9]{{1,2}})\.{_DASH}(?P<last>[0-9]{{1,2}})\.(?P<month>[0-9]{{1,2}})\.",
    r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.?(?=[ \u00a0]?[–-][ \u00a0]?[0-9]{1,2}\.[0-9]{1,2}\.)",
    r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?![0-9])",
)
_WRITTEN = {
    "fi": (
        rf"{_DAY}\.?(?:{_DASH}(?P<last>[0-9]{{1,2}})\.?)?{_SPACE}{_FI_MONTH}{_OF}",
        rf"\b{_FI_MONTH}{_SPACE}(?P<day>[0-9]{{1,2}})\.{_SPACE}?(?:päiv[a-zäö]*)?{_OF}",
        rf"\b{_FI_MONTH}{_OF}",
    ),
    "sv": (
        rf"{_DAY}{_TE}(?:(?:{_DASH}|{_SPACE}(?:till|och){_SPACE}(?:den{_SPACE})?)(?P<last>[0-9]{{1,2}}){_TE})?{_SPACE}{_SV_MONTH}{_OF}",
        rf"\b{_SV_MONTH}{_OF}",
    ),
    "en": (
        rf"{_DAY}{_NTH}(?:(?:{_DASH}| (?:to|and) (?:the )?)(?P<last>[0-9]{{1,2}}){_NTH})?{_SPACE}(?:of )?{_EN_MONTH}{_OF}",
        rf"\b{_EN_MONTH}{_SPACE}(?P<day>[0-9]{{1,2}}){_NTH}(?![0-9]|[.,:][0-9])(?:{_DASH}(?P<last>[0-9]{{1,2}}))?{_OF}",
        rf"\b{_EN_MONTH}{_OF}",
    ),
}
_IN_DIGITS = {code: tuple(map(re.compile, (*(() if code == "en" else _NORDIC), *_NUMERIC))) for code in MONTHS}
_IN_WORDS = {code: tuple(re.compile(one, re.IGNORECASE) for one in patterns) for code, patterns in _WRITTEN.items()}
_ANY_MONTH = {
    code: re.compile("|".join(stem for name in names for stem in (name[:3], name[:3].capitalize())))
    for code, names in MONTHS.items()
}
_LIKE_A_DATE = re.compile(r"[0-9]\.?[ \u00a0]?[./–-][ \u00a0]?[0-9]{1,2}[./–-]|[0-9]/[0-9]|[0-9]\.[0-9]{1,2}[.\u00a0 ]")
_BEFORE_NO_DATE = re.compile(
    rf"[\w.,:/]$|(?i:\b(?:klo|kl|{CHAPTERS}))\w*\.?[ \u00a0]?$"  # a time, a chapter, a part of something longer
)
_NEAREST = 4096
_DAYS_BEFORE, _YEAR_AFTER = 24, 48  # characters around a month in which its day and year stand

_CLOCK = r"(?P<h>[0-9]{1,2})(?:[.:](?P<m>[0-5][0-9]))?(?![0-9])"
_UNTIL = rf"(?:{_DASH}(?P<h2>[0-9]{{1,2}})(?:[.:](?P<m2>[0-5][0-9]))?(?![0-9]))?"
_COLON = re.compile(rf"(?P<h>[01]?[0-9]|2[0-4]):(?P<m>[0-5][0-9])(?![0-9:]|{_SPACE}?(?:kr\b|krono))")
_O_CLOCK = re.compile(rf"(?:klo|kello|klockan|kl|Klo|Kello|Klockan|Kl)\.?{_SPACE}?{_CLOCK}{_UNTIL}")
_HALF_DAY = re.compile(
    rf"{_CLOCK}(?:(?:{_DASH}| to )(?P<h2>[0-9]{{1,2}})(?:[.:](?P<m2>[0-5][0-9]))?)?{_SPACE}?(?P<half>[ap])\.?m\b\.?",
    re.IGNORECASE,
)
_AT = re.compile(r"(?:at|from|between|until) (?P<h>[0-9]{1,2})\.(?P<m>[0-5][0-9])(?![0-9.])")
_NAMED = re.compile(r"(?P<noon>noon|Noon|midday|Midday)\b|(?:midnight|Midnight)\b")
_ALL_DAY = (("0", "24"), ("00", "24"))  # “round the clock” in other words
_INSIDE = (".", ",", ":")
_MAYBE = re.compile(r"([01]?[0-9]|2[0-4])[.:]([0-5][0-9])(?!\.?[0-9])")
# Without its last full stop, as Swedish has it, “3–5.6” may be other things than days; in English “5/12” may be.
_MAYBE_DAY = re.compile(rf"(?:([0-9]{{1,2}})\.?{_DASH})?(?<![0-9])([0-9]{{1,2}})[./]([0-9]{{1,2}})(?![./]?[0-9])")
_DAY_LIST = re.compile(  # “3., 10. ja 17.5.”
    r"(?<![0-9.,])(?P<days>(?:[0-9]{1,2}\.?(?:, | ja | sekä | och | samt )){1,30})[0-9]{1,2}\.(?P<month>[0-9]{1,2})(?![0-9])"
)
_DIGITS = re.compile("[0-9]+")
_HOLIDAYS = {
    day: re.compile(rf"\b(?:{names})", re.IGNORECASE)
    for day, names in {
        (1, 1): "uudenvuodenpäiv|nyårsdag|new year.s day",
        (1, 5): "vapun|vappu|valborg|första maj|may day",
        (6, 12): "itsenäisyyspäiv|självständighetsdag|independence day",
        (24, 12): "jouluaat|julaft|christmas eve",
        (25, 12): "joulupäiv|juldag|christmas day",
    }.items()
}
_NOON = re.compile(r"\b(?:noon|midday|puolilta ?päivin|puoleltapäivin|keskipäiv\w*|mitt på dagen|middagstid)\b", re.IGNORECASE)
_MIDNIGHT = re.compile(r"\b(?:midnight|keskiyö\w*|puoliyö\w*|midnatt\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Date:
    """A date or month as far as it was told, 0 for what was not; `start` and `end` are its place in the text."""

    year: int
    month: int
    day: int
    start: int
    end: int

    @property
    def is_told(self) -> bool:
        """Whether it names a day or a year, so that the same must stand in the other language."""
        return bool(self.day or self.year)

    @property
    def is_possible(self) -> bool:
        """Whether the calendar has such a day."""
        if not 1 <= self.month <= 12:
            return False
        return (self.day == 0 and self.year > 0) or 1 <= self.day <= monthrange(self.year or 2000, self.month)[1]

    def agrees(self, other: Date) -> bool:
        """Return whether both can mean the same day or month."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(not mine or not theirs or mine == theirs for mine, theirs in pairs)


@dataclass(frozen=True, slots=True)
class Time:
    """Minutes since midnight; `either_half` where it may be the morning or the afternoon."""

    minutes: int
    either_half: bool
    start: int
    end: int

    def agrees(self, other: Time) -> bool:
        """Return whether both can mean the same time of day."""
        day = 720 if self.either_half or other.either_half else 1440
        return (self.minutes - other.minutes) % day == 0


@lru_cache(maxsize=64)
def dates(text: str, language: str) -> tuple[Date, ...]:
    """Return the dates and months of a text in the order of the text; a bare “May” is one too."""
    found: list[Date] = []
    taken: list[tuple[int, int]] = []
    for one in _candidates(text, language):
        if all(one.end() <= start or end <= one.start() for start, end in taken[-_NEAREST:]):
            read = list(_read(one, language))
            taken += [one.span()] if read else []
            found += read
    return tuple(sorted(found, key=lambda one: (one.start, one.day)))


def _candidates(text: str, language: str) -> Iterator[re.Match[str]]:
    """What looks like a date; several may cover the same place, the surest first."""
    for pattern in _IN_DIGITS.get(language, ()) if _LIKE_A_DATE.search(text) else ():
        for one in pattern.finditer(text):
            if not _BEFORE_NO_DATE.search(text, max(0, one.start() - 16), one.start()):
                yield one
    months = [one.start() for one in _ANY_MONTH[language].finditer(text)] if language in MONTHS else []
    for at in months:
        for pattern in _IN_WORDS[language]:
            yield from pattern.finditer(text, max(0, at - _DAYS_BEFORE), at + _YEAR_AFTER)


def _read(one: re.Match[str], language: str) -> Iterator[Date]:
    parts = one.groupdict()
    named = parts["month"]
    month = int(named) if named.isdecimal() else _month(named.casefold(), language)
    year, day, last = (int(parts.get(name) or 0) for name in ("year", "day", "last"))
    if not year and not (0 < month <= 12 and day <= 31):
        return  # “12.15.” is no date
    if day and month > 12 >= day and "/" in one[0]:
        day, month = month, day  # as in America
    for each in (day, last) if last else (day,):
        yield Date(year, month, each, one.start(), one.end())


def _month(name: str, language: str) -> int:
    return next(at for at, month in enumerate(MONTHS[language], 1) if month.startswith(name[:3]) and name.startswith(month[:3]))


@lru_cache(maxsize=64)
def times(text: str, language: str) -> tuple[Time, ...]:
    """Return the times of day of a text, where it is plain that they are such."""
    found: list[Time] = []
    for pattern in (_O_CLOCK, _COLON) if language != "en" else (_HALF_DAY, _COLON, _AT, _NAMED):
        for one in pattern.finditer(text):
            before = text[one.start() - 1 : one.start()]
            if before.isalnum() or before in _INSIDE:
                continue
            if all(one.end() <= time.start or time.end <= one.start() for time in found[-_NEAREST:]):
                found += _times(one)
    return tuple(sorted(found, key=lambda one: (one.start, one.minutes)))


def loose_times(text: str) -> frozenset[int]:
    """Return the minutes since midnight that “14.30”, “14:30” and “keskiyöllä” may stand for."""
    named = {minutes for minutes, name in ((0, _MIDNIGHT), (720, _NOON)) if name.search(text)}
    return frozenset(int(hour) % 24 * 60 + int(minute) for hour, minute in _MAYBE.findall(text)) | named


def loose_dates(text: str) -> frozenset[tuple[int, int]]:
    """Return the (day, month) that “1.3” and “1/3” may stand for, both days of “1–2.3”, and those of holidays."""
    pairs = ((first, last, int(month)) for first, last, month in _MAYBE_DAY.findall(text))
    told = {(int(day), month) for *days, month in pairs for day in days if day}
    for found in _DAY_LIST.finditer(text):
        told |= {(int(day), int(found["month"])) for day in _DIGITS.findall(found["days"])}
    return frozenset(told | {day for day, name in _HOLIDAYS.items() if name.search(text)})


def _times(one: re.Match[str]) -> Iterator[Time]:
    parts = one.groupdict()
    if one.re is _NAMED:
        yield Time(720 if parts["noon"] else 0, either_half=False, start=one.start(), end=one.end())
        return
    half = (parts.get("half") or "").casefold()
    for hour, minute in (("h", "m"), ("h2", "m2")):
        if parts.get(hour) is None or int(parts[hour]) > 24 or (parts["h"], parts.get("h2")) in _ALL_DAY:
            continue
        hours = int(parts[hour])
        ranged = bool(half and parts.get("h2"))
        if half and not (ranged and hour == "h"):
            hours = hours % 12 + (12 if half == "p" else 0)
        loose = (one.re is _AT and hours <= 12) or (ranged and hour == "h")
        yield Time(hours % 24 * 60 + int(parts.get(minute) or 0), loose, *one.span())
