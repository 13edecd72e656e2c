"""Does what the text adds up add up?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gptemplate.i18n import Message
from gptemplate.model.checks.boxes import KNOWN, Box, boxes, sentences
from gptemplate.model.checks.figures_in import Figure, figures_in
from gptemplate.model.checks.finding import Finding
from gptemplate.model.practice import Practice
from gptemplate.model.template import Field, Template

_MONEY = frozenset({"EUR", "kr", "GBP", "USD"})
_TOTAL = re.compile(r"\b(?:yhteensä|sammanlagt|tillsammans|totalt|in total|altogether|a total of)\b", re.IGNORECASE)
_TOTAL_AFTER = re.compile(r"\s*(?:[^\W\d]+\s){0,2}(?:in total|altogether|yhteensä|sammanlagt|totalt)\b", re.IGNORECASE)
_HEDGED = re.compile(
    r"\b(?:jois(?:ta|sa)|josta|muun muassa|mm\.|esimerkiksi|esim\.|lähinnä|enintään|loput|varav|däribland|bland annat"
    r"|bl\.\s?a\.|till exempel|t\.\s?ex\.|högst|främst|resten|includ\w+|such as|of which|of whom|of these|among|e\.g\."
    r"|for example|mainly|up to|rest)",
    re.IGNORECASE,
)
_BUDGET = re.compile(
    r"\b(?:kokonais(?:budjet|kustannu|rahoitu|menot)\w*|totalbudget\w*|totalkostnad\w*|budget(?:en)? (?:är|var) sammanlagt"
    r"|total (?:budget|cost|funding)s?)\b",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(r",? (?:josta|joista|varav|av vilk[ae]t?|of which)\b", re.IGNORECASE)
_HEDGED_PARTS = re.compile(
    r"\b(?:noin|enintään|niistä|näistä|siitä|sisält\w+|cirka|ca|högst|därav|about|up to|includ\w+|jois(?:sa|tä)|per|vuodessa)\b"
)
_ROUGHLY = re.compile(
    r"\b(?:noin|lähes|yli|vajaa|runsas|cirka|ca|ungefär|omkring|drygt|knappt|nästan|över|about|around|some|nearly|almost|over)\s*$",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:per|each|jokais\w+|kukin|vardera|á|à|styck|kpl|kuukaudessa|kuussa|tunnilta|i månaden|månad|a month|monthly|an hour"
    r"|hour)\b",
    re.IGNORECASE,
)
_PAYS = re.compile(
    r"\b(?:maks\w+|rahoit\w+|kat(?:taa|oi|tavat)|osuu\w*|betal\w+|finansier\w+|täck\w+|andel\w*|står för|pay\w*|paid|fund\w*"
    r"|cover\w*|contribut\w+|shares?)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(  # “80 % of the members”, but not “80 % of the costs”
    r"\s(?:of|av)\s(?!(?:the )?(?:\w+ )?(?:cost|fund|total|budget|finans|kostn|utgift))"
    r"|\s(?!kustann|rahoit|menoi|budjet)[^\W\d_]+st[aä]\b"
)
_RISE = re.compile(
    r"\b(?:nous\w+|laski\w*|kasvo\w+|vähen\w+|parem\w+|steg|sjönk|ökade|minska\w*|rose|fell|grew|increas\w+|decreas\w+|from"
    r"|tasolta|aiemmin|tidigare|earlier|before|vuonna|instead|mot|compared|sijaan|years?|vuosi|vuoden|år|året|first|second|then"
    r"|sitten|sedan|därefter)\b",
    re.IGNORECASE,
)


def check(template: Template, practice: Practice, one: Field) -> Iterator[Finding]:
    """Yield “50 + 30 = 90”, totals that are not the sum of what they stand with, and shares of more than 100 per cent."""
    for box in boxes(template, practice, one):
        if box.language in KNOWN:
            figures = figures_in(box.text, box.language)
            if len(figures) > 2 or "%" in {figure.unit for figure in figures}:
                yield from _equations(box, figures)
                for start, end in sentences(box.text):
                    of_it = [figure for figure in figures if start <= figure.start < end]
                    yield from _totals(box, of_it, start, end)
                    yield from _budgets(box, of_it, start, end)
                    yield from _shares(box, of_it, start, end)


def _equations(box: Box, figures: Sequence[Figure]) -> Iterator[Finding]:
    total, terms = 0.0, 0
    for at, one in enumerate(figures):
        gap = box.text[figures[at - 1].end : one.start].strip() if at else ""
        if gap in ("+", "−", "-", "–") and terms:
            total, terms = total + (_worth(one) if gap == "+" else -_worth(one)), terms + 1
        elif gap == "=" and terms > 1:
            if not _near(total, _worth(one)):
                yield _wrong(box, total, one)
            total, terms = _worth(one), 1
        else:
            total, terms = _worth(one), 1


def _totals(box: Box, figures: Sequence[Figure], start: int, end: int) -> Iterator[Finding]:
    text = box.text
    if len(figures) < 3 or _HEDGED.search(text, start, end):
        return
    found = _TOTAL.search(text, start, end)
    colon = text.find(":", start, end)
    total, parts = None, list[Figure]()
    if found:
        before = [one for one in figures if one.end <= found.start()]
        after = [one for one in figures if one.start >= found.end()]
        if before and _TOTAL_AFTER.match(text, before[-1].end, end) and not after:
            total, parts = before[-1], before[:-1]
        elif len(after) == 1:
            total, parts = after[0], before
        elif after and not before and after[0].unit in _MONEY:
            total, parts = after[0], after[1:]
    elif colon > 0:
        before = [one for one in figures if one.end <= colon and one.unit in _MONEY]
        total = before[0] if len({one.unit for one in before}) == 1 == len(before) else None
        parts = [one for one in figures if one.start > colon and total and one.unit == total.unit]
        if _EACH.search(text, colon, end):
            return
    if total is None or _ROUGHLY.search(text, max(start, total.start - 16), total.start) or not _can_add(parts, total):
        return
    added = sum(map(_worth, parts))
    if not _near(added, _worth(total)):
        yield _wrong(box, added, total)


def _budgets(box: Box, figures: Sequence[Figure], start: int, end: int) -> Iterator[Finding]:
    """A whole budget “of which” parts are told that are more than it, the last with the currency of all."""
    found = _BUDGET.search(box.text, start, end)
    if not found or len(figures) < 3 or _HEDGED_PARTS.search(box.text, found.end(), end):
        return
    total, *parts = (one for one in figures if one.start >= found.end())
    of_which = _OF_WHICH.search(box.text, total.end, end)
    if total.unit not in _MONEY or not of_which or len(parts) < 2 or not all(one.start >= of_which.end() for one in parts):
        return
    if parts[-1].unit != total.unit or any(one.unit not in ("", total.unit) or _is_year(one) for one in parts):
        return
    added = sum(map(_worth, parts))
    if added > _worth(total) and not _near(added, _worth(total)) and all(_worth(one) < _worth(total) for one in parts):
        yield _wrong(box, added, total)


def _is_year(one: Figure) -> bool:
    return one.unit == "" and len(one.digits) == len("2025") and 1900 <= _worth(one) <= 2100


def _can_add(parts: Sequence[Figure], total: Figure) -> bool:
    """Whether the parts are of the total's kind, and none is a year."""
    if len(parts) < 2 or total.unit not in ("", *_MONEY, "h", "%"):
        return False
    if any(one.unit != total.unit or _worth(one) >= _worth(total) for one in parts):
        return False
    return total.unit != "" or not any(1900 <= _worth(one) <= 2100 for one in parts)


def _shares(box: Box, figures: Sequence[Figure], start: int, end: int) -> Iterator[Finding]:
    shares = [one for one in figures if one.unit == "%"]
    text = box.text
    if (
        len(shares) < 2
        or not _PAYS.search(text, start, end)
        or _HEDGED.search(text, start, end)
        or _RISE.search(text, start, end)
    ):
        return
    if re.search(r"[0-9]\s?[–-]\s?[0-9]", text[start:end]) or any(_OF_OTHERS.match(text, one.end) for one in shares[1:]):
        return
    if max(map(_worth, shares)) < 100 and sum(map(_worth, shares)) > 100.5:
        message = Message("Together these are {n} %.", n=_shown(sum(map(_worth, shares)), box.language))
        yield box.warn("shares", message, shares[0].start, shares[-1].end)


def _wrong(box: Box, total: float, one: Figure) -> Finding:
    return box.warn("sums", Message("The parts make {n}.", n=_shown(total, box.language)), one.start, one.end)


def _worth(one: Figure) -> float:
    return max(one.readings)


def _near(one: float, other: float) -> bool:
    return abs(one - other) < 0.006


def _shown(number: float, language: str) -> str:
    """The number as the text's language writes it."""
    told = f"{number:,.2f}".rstrip("0").rstrip(".")
    return told if language == "en" else told.replace(",", "\u00a0").replace(".", ",")
