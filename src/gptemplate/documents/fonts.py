"""The typeface of PDFs: Inter, its widths, and which characters it can draw.

The faces are read once for each process. reportlab keeps its own register of fonts by name; this is the only module
that writes to it.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Any

from gptemplate import resources
from gptemplate.documents.style import TextStyle, Weight

_FILES = {
    Weight.REGULAR: "Inter_400Regular.ttf",
    Weight.ITALIC: "Inter_400Regular_Italic.ttf",
    Weight.MEDIUM: "Inter_500Medium.ttf",
    Weight.SEMIBOLD: "Inter_600SemiBold.ttf",
}
UNDRAWABLE = "□"
"""What stands for a character that the typeface lacks; the Unicode replacement character is not in it either."""

_REMEMBERED_WORDS = 60_000


@cache
def face(weight: Weight) -> Any:
    """Return reportlab's font of a weight, registered and ready to be drawn with."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    rl_config.useA85 = 0  # text armour makes a file a fifth larger and slower to write
    found = TTFont(f"Inter-{weight}", str(resources.path("fonts", _FILES[weight])))
    pdfmetrics.registerFont(found)
    return found


def font_name(weight: Weight) -> str:
    """Return the name by which reportlab knows the font of a weight."""
    return str(face(weight).fontName)


@lru_cache(_REMEMBERED_WORDS)
def _unit_width(text: str, weight: Weight) -> float:
    return float(face(weight).stringWidth(text, 1))


def width(text: str, style: TextStyle) -> float:
    """Return how wide a text is, in points."""
    return _unit_width(text, style.weight) * style.size + style.tracking * len(text)


def drawable(text: str) -> str:
    """Return the text with a visible box for each character that the typeface lacks.

    What is never seen anyway (control characters, marks of direction, joiners, variation selectors) goes; white
    space becomes spaces; a character that only looks different, such as a ligature, becomes its plain form.
    """
    return text if text.isascii() and text.isprintable() else text.translate(_substitutes())


def plain(text: str) -> str:
    """Return the text as metadata can keep it: one line, without control characters and half characters."""
    kept = "".join(_kept(c) for c in text)
    return " ".join(kept.split())


def shortened(text: str, style: TextStyle, room: float) -> str:
    """Return as many words of a drawable text as fit in a line, with an ellipsis where some are left out."""
    if len(text) < 1_000 and width(text, style) <= room:
        return text
    kept = text[:1_000].rstrip()
    while kept and width(kept + "…", style) > room:
        words = kept.rsplit(" ", 1)
        kept = words[0].rstrip(" ,.;:–-") if len(words) > 1 else kept[:-1]
    return kept + "…"


def _kept(c: str) -> str:
    category = unicodedata.category(c)
    if category == "Cs":
        return "\ufffd"
    return " " if category == "Cc" else c


class _Substitutes(dict[int, str]):
    """A table for `str.translate` that finds each character's substitute when it first meets it."""

    def __init__(self, drawn: frozenset[int]) -> None:
        super().__init__()
        self._drawn = drawn

    def __missing__(self, code: int) -> str:
        self[code] = found = self._substitute(code)
        return found

    def _substitute(self, code: int) -> str:
        c = chr(code)
        category = unicodedata.category(c)
        if c.isspace() and c not in "\u00a0\u2007\u202f":
            return " "
        if category in ("Cc", "Cf") or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
            return ""
        if code in self._drawn:
            return c
        simple = unicodedata.normalize("NFKC", c)
        return simple if all(ord(part) in self._drawn for part in simple) else UNDRAWABLE


@cache
def _substitutes() -> _Substitutes:
    drawn = (frozenset(face(weight).face.charToGlyph) for weight in Weight)
    return _Substitutes(frozenset.intersection(*drawn))
