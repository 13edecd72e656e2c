"""Are numbers, units and amounts written as the box's language writes them?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gptemplate.i18n import Message
from gptemplate.model.checks.boxes import Box, boxes
from gptemplate.model.checks.figures_in import SPACE, Figure, figures_in, numbers_of
from gptemplate.model.checks.finding import Finding
from gptemplate.model.practice import Practice
from gptemplate.model.template import Field, Template

_HARD = "\u00a0"
_COMMAS_AND_POINT = re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)((?:\.[0-9]{1,2})?)")
_POINTS_AND_COMMA = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+)((?:,[0-9]{1,2})?)")
_POINTS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_GAPS = re.compile(rf"[1-9][0-9]{{0,2}}(?:{SPACE}[0-9]{{3}})+")
_HOURS = re.compile(r"(?:[01]?[0-9]|2[0-4])\.[0-5][0-9]")
_UNTIL_HOUR = re.compile(rf"{SPACE}?[–-]{SPACE}?(?:[01]?[0-9]|2[0-4])(?:\.[0-5][0-9])?(?![0-9.,][0-9]|[0-9%€]|{SPACE}?[%€])")
_SINCE_HOUR = re.compile(rf"(?<![0-9.,])(?:[01]?[0-9]|2[0-4])(?:\.[0-5][0-9])?{SPACE}?[–-]{SPACE}?$")
_COUNTED = re.compile(
    rf"{SPACE}(?:people|persons|inhabitants|residents|participants|visitors|members|students|pupils|migrants|immigrants|refugees"
    r"|jobs|companies|employees|households|families|customers|clients|copies|visits)\b"
)
_GLUED = re.compile(r"[0-9](?P<unit>%|€|£|(?:km|kg|ha|kWh|MWh|m²|°C)\b)")
_GAPPED = re.compile(rf"[0-9](?P<gap>{SPACE}+)%")
_BEFORE = re.compile(
    rf"(?P<sign>€|EUR){SPACE}?(?P<digits>[0-9][0-9.,]*(?:{SPACE}[0-9]{{3}}\b)*)(?<![.,])(?P<more>{SPACE}?[–-])?"
)
_SIGN_APART = re.compile(rf"(?<![0-9.,€£])(?<![0-9]{SPACE})(?P<sign>[€£]){SPACE}+(?P<digits>[0-9]+)")
_PART_OF_AN_AMOUNT = re.compile(rf"[\w.,–€-]$|€{SPACE}$|[0-9]{SPACE}$")
_AFTER = re.compile(rf"(?P<digits>[0-9][0-9.,]*(?:{SPACE}[0-9]{{3}}\b)*){SPACE}?€(?!{SPACE}?[0-9])")


def check(template: Template, practice: Practice, one: Field) -> Iterator[Finding]:
    """Yield “2.5” in Finnish and “2,5” in English, “50%” and “50 %”, and “€50” and “50 €” in the wrong place."""
    for box in boxes(template, practice, one):
        if box.language in ("fi", "sv", "en"):
            yield from _numbers(box)
            yield from _gaps(box)
            yield from _currencies(box)


def _numbers(box: Box) -> Iterator[Finding]:
    there = figures_in(box.original, box.source) if box.is_translation else ()
    known = numbers_of(one for one in there if one.is_firm)
    for one in figures_in(box.text, box.language):
        if _is_clock(box.text, one):
            continue
        better = _in_english(box.text, one, known) if box.language == "en" else _in_nordic(one, known)
        if better != one.digits:
            message = Message("Write “{fix}” here.", fix=better)
            yield box.warn("number_notation", message, one.at, one.at + len(one.digits), better)


def _is_count(text: str, one: Figure) -> bool:
    """Whether it is of whole things, so that “1.500” is no decimal number: “1.500 inhabitants”, “EUR 12.000”."""
    return one.digits.endswith("00") and (one.unit == "EUR" or _COUNTED.match(text, one.end) is not None)


def _is_clock(text: str, one: Figure) -> bool:
    """Whether a figure is an end of a range of hours: “8.30–16”, “10–14.30”."""
    if one.unit or not _HOURS.fullmatch(one.digits):
        return False
    return bool(_UNTIL_HOUR.match(text, one.end) or _SINCE_HOUR.search(text, max(0, one.at - 8), one.at))


def _in_english(text: str, one: Figure, known: frozenset[float]) -> str:
    if _POINTS.fullmatch(one.digits) and (max(one.readings) in known or _is_count(text, one)) and max(one.readings) >= 1000:
        return one.digits.replace(".", ",")
    whole, comma, rest = one.digits.partition(",")
    if _GAPS.match(one.digits):
        whole, point, rest = re.sub(SPACE, ",", one.digits).partition(".")
        return whole + point + rest if not re.search(r",[0-9]{1,2}$", whole) else re.sub(r",([0-9]{1,2})$", r".\1", whole)
    if comma and rest.isdecimal() and len(rest) != 3:
        return f"{whole}.{rest}"
    return one.digits


def _in_nordic(one: Figure, known: frozenset[float]) -> str:
    """The number with a decimal comma; a “2.5” that may be a date or a chapter is left alone."""
    digits = one.digits
    if found := _COMMAS_AND_POINT.fullmatch(digits):
        return found[1].replace(",", _HARD) + found[2].replace(".", ",")
    if found := _POINTS_AND_COMMA.fullmatch(digits):
        return found[1].replace(".", _HARD) + found[2]
    if digits.count(".") == 1 and "," not in digits and (one.is_firm or one.readings & known):
        return digits.replace(".", ",")
    return digits


def _gaps(box: Box) -> Iterator[Finding]:
    for found in _GLUED.finditer(box.text):
        if box.language == "en" and found["unit"] in "%€£":
            continue
        message = Message("There should be a space between the number and “{unit}”.", unit=found["unit"])
        yield box.warn("unit_space", message, *found.span(), f"{found[0][0]}{_HARD}{found['unit']}")
    if box.language == "en":
        for found in _GAPPED.finditer(box.text):
            message = Message("There should be no space before “%” in English.")
            yield box.warn("unit_space", message, *found.span(), f"{found[0][0]}%")


def _currencies(box: Box) -> Iterator[Finding]:
    if box.language == "en":
        for found in _SIGN_APART.finditer(box.text):
            better = f"{found['sign']}{found['digits']}"
            yield box.warn("currency_place", Message("Write “{fix}” here.", fix=better), *found.span(), better)
    pattern = _AFTER if box.language == "en" else _BEFORE
    for found in pattern.finditer(box.text):
        digits = found["digits"].rstrip(".,")
        if digits != found["digits"] or _PART_OF_AN_AMOUNT.search(box.text, max(0, found.start() - 2), found.start()):
            continue
        better = f"€{digits}" if box.language == "en" else f"{digits}{_HARD}€"
        fix = better if not found.groupdict().get("more") else None
        end = found.end() if fix else found.end("digits")
        yield box.warn("currency_place", Message("Write “{fix}” here.", fix=better), found.start(), end, fix)
