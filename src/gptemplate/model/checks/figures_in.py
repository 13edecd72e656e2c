"""Figures as they stand in a text: what each is worth, and in what unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gptemplate.model.checks import moments

SPACE = "[ \u00a0\u202f\u2009]"
_DIGIT = re.compile("[0-9]")
_LONGEST = 15  # digits; longer ones are codes, and more than a float can tell apart

_BLOB = rf"[1-9][0-9]{{0,2}}(?:{SPACE}[0-9]{{3}})+(?:[.,][0-9]{{1,2}})?(?![0-9]|[.,][0-9])|[0-9]+(?:[.,][0-9]+)*"
_TIMES = (
    r"(?:(?P<thousand>tuhat\w*|tuhan\w*|tusen|thousand|tkr|[tk]€|teur|(?<=[0-9])k)"
    r"|(?P<million>miljoon\w*|milj\.?|miljon\w*|mn|million\w*|MEUR|M€|mkr)"
    r"|(?P<milliard>miljard\w*|mrd\.?|billion\w*|bn))(?!\w)"
)
_MONEY = {
    "MEUR": "EUR", "M€": "EUR", "T€": "EUR", "K€": "EUR", "TEUR": "EUR", "TKR": "kr", "MKR": "kr",
}  # fmt: skip
_UNITS = {
    "pp": r"\bprosenttiyksi\w*|%-yks\w*|\bprocentenhet\w*|\b(?:percentage|per ?cent) points?\b",
    "%": r"%|‰|\bprosen\w*|\bprocent\w*|\bper ?cent\b",
    "EUR": r"€|\bEUR\b|\beuro\w*",
    "kr": r"\b(?:SEK|NOK|DKK|kr)\b|\bkrono\w*|\bkruunu\w*",
    "GBP": r"£|\bGBP\b|\bpunta\w*|\bpunnan|\bpound\w*",
    "USD": r"\$|\bUSD\b|\bdollar\w*",
    "km": r"\bkm\b|\bkilomet\w*|\bkilometri\w*",
    "mile": r"\bmiles?\b|\bmaili\w*",
    "ha": r"\bha\b|\bhehtaar\w*|\bhektar\w*|\bhectare\w*",
    "acre": r"\bacres?\b|\beekkeri\w*",
    "kg": r"\bkg\b|\bkilo(?:a|n|t|s|gram\w*)?\b",
    "t": r"\btonn(?:i|e)\w*|\bton\b|\btons\b",
    "m²": r"\bm²|\bm2\b|\bneliö\w*|\bkvadratmet\w*|\bsquare met\w*",
    "h": r"\bh\b|\b(?:viikko|työ|oppi)?tun(?:ti|te|ni|nin|tia|neis)\w*|\b(?:vecko|arbets)?timm\w*|\bhours?\b|\bhrs?\b",
    "min": r"\bmin\b|\bminuut\w*|\bminut\w*",
    "day": r"\bpäiv(?:ä\w{0,3}|i(?:en|ä|nä|ksi))\b|\bpv\b|\bvrk\b|\bvuorokau\w{1,6}\b"
    r"|\bdag(?:ar|ars|en|arna)?\b|\bdygn\w{0,2}\b|\bdays?\b",
    "week": r"\bvii(?:kko|ko)\w{0,4}\b|\bveck(?:a|or|an|orna|ors|as)\b|\bweeks?\b|\bvk\b",
    "month": r"\bkk\b|\bkuukau\w{1,7}\b|\bmånad(?:er|en|ers|erna|s)?\b|\bmån\b|\bmonths?\b",
    "year": r"\bvuo(?:si|de|tta|te|ks)\w{0,5}\b|\bvuoti\w*|\bår(?:et|en|s|ig\w*|ing\w*)?\b|\byears?\b",
    "mil": r"\bmil\b",
}
"""How each unit is written; “3 viikkotuntia” are hours, so hours stand before weeks."""
MEASURED = frozenset(_UNITS)
_MIL = 10.0  # kilometres
_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD", "SEK": "kr", "NOK": "kr", "DKK": "kr"}
_UNIT = "(?:" + "|".join(f"(?P<u{at}>{one})" for at, one in enumerate(_UNITS.values())) + ")"
_DIGITS = re.compile(rf"(?:{_BLOB})(?![0-9])")
_SIGN = re.compile(r"(€|£|\$|\b(?:EUR|SEK|NOK|DKK|GBP|USD))[ \u00a0\u202f]?$")
_AFTER = re.compile(rf"(?:{SPACE}?{_TIMES})?(?:[ \u00a0\u202f-]?{_UNIT})?", re.IGNORECASE)
_PART_OF_A_WORD = re.compile(r"[\w.,]$|[^\W\d]-$")
SHORT_YEAR = re.compile(r"(?<![\w–-])[-’'–]([0-9]{2})(?![0-9])")
DECADE = re.compile(r"(?<![0-9])[0-9]{2}(?:-(?:luvu|luku|tal)\w*|s\b)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S{1,64}@\S+")
_NOT_FIGURES = (
    re.compile(r"\+[0-9][0-9 \u00a0()-]{6,}[0-9]|0[0-9]{1,3}[ \u00a0-][0-9]{3,4}(?:[ \u00a0-]?[0-9]{2,4})+"),  # telephones
    re.compile(r"^[ \t]*[0-9]{1,2}[.)][ \t]", re.MULTILINE),  # an item's number
    re.compile(r"(?![1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![0-9]))[0-9]{1,12}(?:[.-][0-9]{1,12}){2,}"),  # versions, ISBNs
    DECADE,
    SHORT_YEAR,
    re.compile(r"(?<![0-9.,])0{1,2}[–-]24(?![0-9])"),  # round the clock
    re.compile(r"\b[A-Z]{1,6}[0-9][\w.-]*"),  # A2.2, FI19
)
_CHAPTER = re.compile(rf"\b(?:{moments.CHAPTERS})\w*[ \u00a0]$", re.IGNORECASE)
FRACTION = re.compile(r"(?<![0-9/.,])([1-9][0-9]{0,3})/([1-9][0-9]{0,3})(?![0-9/])")
_PRICE = re.compile(rf"(?<![0-9:])([0-9]{{1,4}}):([0-9]{{2}})(?={SPACE}?(?:kr\b|krono))")
YEARS = re.compile(r"\b((?:19|20)[0-9]{2})([–/-])([0-9]{2})(?![0-9])(?!-)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in digits: what it may be worth, its unit or "", and its place.

    `digits` is it without the unit, from `at` on; `share` is what the fraction is worth that it is part of.
    """

    readings: frozenset[float]
    unit: str
    digits: str
    start: int
    end: int
    at: int
    is_firm: bool = True
    share: frozenset[float] = frozenset()


@lru_cache(maxsize=64)
def figures_in(text: str, language: str) -> tuple[Figure, ...]:
    """Return the figures of a text; dates, times of day, telephones, addresses and codes are none."""
    if not _DIGIT.search(text):
        return ()
    clear = _years_in_full(_blanked(text, language))
    found = (_figure(one, clear, text, language) for one in _DIGITS.finditer(clear))
    shares = [(one.start(), one.end(), shares_of(one)) for one in FRACTION.finditer(clear)]
    return tuple(_in_fraction(one, shares) for one in found if one)


def numbers_of(figures: Iterable[Figure]) -> frozenset[float]:
    """Return all that the figures may be worth."""
    return frozenset(reading for one in figures for reading in one.readings)


def unit_after(text: str, at: int, language: str) -> str:
    """Return the unit that stands right after a place in a text, or ""."""
    after = _AFTER.match(text, at)
    unit = _unit(None, after.groupdict()) if after else ""
    return unit if unit != "mil" else "km" if language == "sv" else ""


def end_of_unit(text: str, at: int, language: str) -> int:
    """Return where the unit ends that stands right after a place in a text; that place where there is none."""
    after = _AFTER.match(text, at) if unit_after(text, at, language) else None
    return after.end() if after else at


def shares_of(found: re.Match[str]) -> frozenset[float]:
    """Return what a fraction is worth: “5/8” is 0.625 and 62.5 (per cent)."""
    part, whole = int(found[1]), int(found[2])
    exact = part / whole
    return frozenset(round(100 * exact, digits) for digits in (0, 1, 2)) | {round(exact, 3)}


def _in_fraction(one: Figure, shares: Sequence[tuple[int, int, frozenset[float]]]) -> Figure:
    share = next((share for start, end, share in shares if start <= one.at < end), None)
    return replace(one, share=share) if share else one


def _figure(found: re.Match[str], clear: str, text: str, language: str) -> Figure | None:
    at, end = found.span()
    if _PART_OF_A_WORD.search(clear, max(0, at - 2), at):
        return None
    if "." in found[0] and _CHAPTER.search(clear, max(0, at - 32), at):
        return None
    readings, firm = _readings(found[0], language)
    if not readings:
        return None
    after = _AFTER.match(clear, end)
    parts = after.groupdict() if after else {}
    times = 1e3 if parts.get("thousand") else 1e6 if parts.get("million") else 1e9 if parts.get("milliard") else 1
    sign = _SIGN.search(clear, max(0, at - 5), at)
    unit = _unit(sign, parts)
    if unit == "mil":
        unit, times = ("km", times * _MIL) if language == "sv" else ("", times)
    worth = frozenset(round(one * times, 4) for one in readings)
    start = sign.start() if sign else at
    return Figure(worth, unit, text[at:end], start, after.end() if after else end, at, firm or bool(unit) or times > 1)


def _unit(sign: re.Match[str] | None, parts: Mapping[str, str | None]) -> str:
    if sign:
        return _SIGNS.get(sign[1], sign[1])
    many = (parts.get("thousand") or parts.get("million") or "").upper()
    if many in _MONEY:
        return _MONEY[many]
    return next((name for at, name in enumerate(_UNITS) if parts.get(f"u{at}")), "")


def _readings(digits: str, language: str) -> tuple[tuple[float, ...], bool]:
    """What digits may mean, and whether it is certain that they are a number and no date, time or chapter."""
    plain = re.sub(SPACE, "", digits)
    if len(plain) > _LONGEST:
        return (), False
    if plain.isdecimal():
        return (float(plain),), True
    if re.fullmatch(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?", plain):
        whole = float(plain.replace(",", ""))
        is_sure = language == "en" or plain.count(",") > 1 or "." in plain
        return ((whole,) if is_sure else (whole, float(plain.replace(",", ".")))), True
    if re.fullmatch(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?", plain):
        whole = float(plain.replace(".", "").replace(",", "."))
        return ((whole, float(plain)) if plain.count(".") == 1 and "," not in plain else (whole,)), True
    if re.fullmatch(r"[0-9]+,[0-9]+", plain):
        return (float(plain.replace(",", ".")),), True
    if re.fullmatch(r"[0-9]+\.[0-9]+", plain):
        return (float(plain),), language == "en" or plain.startswith("0.")
    return (), False


def _blanked(text: str, language: str) -> str:
    spans = [found.span() for pattern in _NOT_FIGURES for found in pattern.finditer(text)]
    if "@" in text or "://" in text or "www." in text:
        spans += [found.span() for found in _ADDRESS.finditer(text)]
    spans += [(one.start, one.end) for one in moments.dates(text, language)]
    spans += [(one.start, one.end) for one in moments.times(text, language)]
    clear = list(text)
    for start, end in spans:
        clear[start:end] = "\n" * (end - start)
    return "".join(clear)


def _years_in_full(text: str) -> str:
    """“2024–25” must not be read as a 25, nor “2:50 kr” as a 2 and a 50; the text keeps its length."""
    plain = _PRICE.sub(r"\1,\2", text) if ":" in text else text
    return YEARS.sub(lambda found: f"{found[1]}{found[2]}\n\n", plain)
