"""The typefaces of PDFs: Inter, and DejaVu Sans for characters that Inter lacks; how wide texts are, and what can be drawn.

The files are read once for each process. Widths are those of a size of one point.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import Any

from gptemplate import resources
from gptemplate.documents.style import TextStyle, Weight


class Cut(StrEnum):
    """A file of a typeface."""

    REGULAR = "Inter_400Regular.ttf"
    ITALIC = "Inter_400Regular_Italic.ttf"
    MEDIUM = "Inter_500Medium.ttf"
    SEMIBOLD = "Inter_600SemiBold.ttf"
    FALLBACK = "DejaVuSans.ttf"
    FALLBACK_BOLD = "DejaVuSans-Bold.ttf"


_CUTS = {
    Weight.REGULAR: Cut.REGULAR,
    Weight.ITALIC: Cut.ITALIC,
    Weight.MEDIUM: Cut.MEDIUM,
    Weight.SEMIBOLD: Cut.SEMIBOLD,
}
UNDRAWABLE = "□"
"""What stands for a character that no typeface has; the Unicode replacement character would look like a fault."""

SOFT_HYPHEN = "\u00ad"
"""The hyphen of a word that is divided at the end of a line: readers know that it is no part of the word."""

_REMEMBERED_WORDS = 60_000
_KEPT_SPACES = "\u00a0\u2007\u202f"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_HALF = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_RIGHT_TO_LEFT = ("R", "AL", "AN")


@cache
def face(cut: Cut) -> Any:
    """Return the file of a cut, read by reportlab."""
    from reportlab.pdfbase.ttfonts import TTFontFile

    found = TTFontFile(str(resources.path("fonts", cut.value)))
    hyphen = ord("-")
    found.charToGlyph[ord(SOFT_HYPHEN)] = found.charToGlyph[hyphen]
    found.charWidths[ord(SOFT_HYPHEN)] = found.charWidths[hyphen]
    return found


@cache
def _inter() -> frozenset[int]:
    """The characters that every cut of Inter draws; those of private use mean nothing to others."""
    common = frozenset.intersection(*(frozenset(face(cut).charToGlyph) for cut in _CUTS.values()))
    return frozenset(code for code in common if unicodedata.category(chr(code)) != "Co")


@cache
def _others() -> frozenset[int]:
    """The characters that only the fallback draws, and that need no shaping and no other direction."""
    both = frozenset(face(Cut.FALLBACK).charToGlyph) & frozenset(face(Cut.FALLBACK_BOLD).charToGlyph)
    return frozenset(code for code in both - _inter() if _stands_alone(chr(code)))


def _is_drawn(code: int) -> bool:
    return code in _inter() or code in _others()  # the second is read from its files only if need be


def _stands_alone(c: str) -> bool:
    return unicodedata.category(c) not in ("Co", "Cn", "Cs") and unicodedata.bidirectional(c) not in _RIGHT_TO_LEFT


@cache
def foreign() -> re.Pattern[str]:
    """Return a pattern for runs of characters that Inter lacks."""
    return re.compile(f"[^{''.join(_ranges(sorted(_inter())))}]+")


def _ranges(codes: Iterable[int]) -> Iterator[str]:
    """Yield the codes as ranges of a pattern."""
    first = last = -1
    for code in (*codes, -1):
        if code == last + 1 and last >= 0:
            last = code
            continue
        if first >= 0:
            yield f"\\U{first:08x}-\\U{last:08x}"
        first = last = code


@cache
def _unusual() -> re.Pattern[str]:
    """A pattern for a character that needs another look: Inter lacks it, or it is a kind of space or is never seen."""
    table = _substitutes()
    return re.compile(f"[^{''.join(_ranges(sorted(code for code in _inter() if table[code] == chr(code))))}]")


def cut_of(weight: Weight) -> Cut:
    """Return the cut of Inter for a weight."""
    return _CUTS[weight]


def runs(line: str, weight: Weight) -> list[tuple[Cut, str]]:
    """Return the parts of a drawable line with the cut that draws each."""
    plain = _CUTS[weight]
    if line.isascii() or not (found := foreign().search(line)):
        return [(plain, line)]
    other = Cut.FALLBACK_BOLD if weight is Weight.SEMIBOLD else Cut.FALLBACK
    parts, at = [], 0
    while found:
        if found.start() > at:
            parts.append((plain, line[at : found.start()]))
        parts.append((other, found.group()))
        at = found.end()
        found = foreign().search(line, at)
    return [*parts, (plain, line[at:])] if at < len(line) else parts


class _Widths(dict[str, float]):
    """The widths of single characters, in whichever cut draws them."""

    def __init__(self, weight: Weight) -> None:
        super().__init__()
        self._weight = weight

    def __missing__(self, c: str) -> float:
        cut = runs(c, self._weight)[0][0]
        self[c] = found = float(round(face(cut).charWidths.get(ord(c), 0))) / 1000
        return found


class _Words(dict[str, float]):
    """The widths of whole words, which come again and again."""

    def __init__(self, weight: Weight) -> None:
        super().__init__()
        self._letters = _Widths(weight)

    def __missing__(self, word: str) -> float:
        if len(self) >= _REMEMBERED_WORDS:
            self.clear()
        self[word] = found = sum(map(self._letters.__getitem__, word))
        return found


@cache
def words(weight: Weight) -> dict[str, float]:
    """Return the widths of drawable words at a size of one point; a word is measured when it is first asked for."""
    return _Words(weight)


def width(text: str, style: TextStyle) -> float:
    """Return how wide a drawable text is, in points."""
    return words(style.weight)[text] * style.size + style.tracking * len(text)


def drawable(text: str) -> str:
    """Return the text with a visible box for each character that no typeface has.

    What is never seen anyway (control characters, marks of direction, joiners, variation selectors) goes; white
    space becomes spaces; a character that only looks different, such as a ligature, becomes its plain form.
    """
    return text if not _unusual().search(text) else text.translate(_substitutes())


def undrawable(texts: Iterable[str]) -> str:
    """Return the characters of texts that no typeface has, each once, in the order in which they come."""
    table = _substitutes()
    seen = dict.fromkeys(c for text in texts if not text.isascii() for c in text)
    return "".join(c for c in seen if c != UNDRAWABLE and UNDRAWABLE in table[ord(c)])


def plain(text: str) -> str:
    """Return the text as metadata can keep it: one line, without control characters and half characters."""
    return " ".join(_HALF.sub("\ufffd", _CONTROL.sub(" ", text)).split())


def shortened(text: str, style: TextStyle, room: float) -> str:
    """Return as many words of a drawable text as fit in a line, with an ellipsis where some are left out."""
    if len(text) < 1_000 and width(text, style) <= room:
        return text
    kept = text[:1_000].rstrip()
    while kept and width(kept + "…", style) > room:
        words = kept.rsplit(" ", 1)
        kept = words[0].rstrip(" ,.;:–-") if len(words) > 1 else kept[:-1]
    return kept + "…"


class _Substitutes(dict[int, str]):
    """A table for `str.translate` that finds each character's substitute when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = found = self._substitute(code)
        return found

    def _substitute(self, code: int) -> str:
        c = chr(code)
        category = unicodedata.category(c)
        if c.isspace() and c not in _KEPT_SPACES:
            return " "
        if category in ("Cc", "Cf") or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
            return ""
        if _is_drawn(code):
            return c
        simple = unicodedata.normalize("NFKC", c)
        return simple if all(_is_drawn(ord(part)) for part in simple) else UNDRAWABLE


@cache
def _substitutes() -> _Substitutes:
    return _Substitutes()
