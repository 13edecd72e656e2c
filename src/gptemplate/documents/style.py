"""How documents look: one table of sizes, colours and distances, so that Word and PDF are siblings.

Sizes are points. `size` is that of Inter in the PDF; `word` that of Calibri, which looks smaller at the same size.
Nothing here knows a format.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

MM = 72 / 25.4

TEAL = "#0f6b74"
INK = "#1b2428"
SOFT = "#44535a"
MUTED = "#5d6b72"
RULE = "#d3dcde"
AMBER = "#9a5b00"
AMBER_PALE = "#fdf3e1"

MISSING_MARK = "○"
BULLET = "•"


class Weight(StrEnum):
    """The cuts of the typeface that documents use."""

    REGULAR = "regular"
    ITALIC = "italic"
    MEDIUM = "medium"
    SEMIBOLD = "semibold"


@dataclass(frozen=True, slots=True, eq=False)  # each is one of a kind, and is asked for its hash all the time
class TextStyle:
    """How one kind of text is set; `keep` holds it together with what follows."""

    size: float
    leading: float
    word: float
    weight: Weight = Weight.REGULAR
    colour: str = INK
    before: float = 0
    tracking: float = 0
    keep: bool = False


@cache
def aired(chosen: TextStyle, air: float) -> TextStyle:
    """Return a style with a part of its air: less space above, and lines a little closer."""
    if air == 1:
        return chosen
    return replace(chosen, leading=round(chosen.leading * (0.9 + 0.1 * air), 2), before=chosen.before * air)


FORM = TextStyle(8, 11, 9, Weight.MEDIUM, TEAL)
BADGE = TextStyle(7.5, 11, 9, Weight.SEMIBOLD, AMBER)
TITLE = TextStyle(22, 26.5, 24, Weight.SEMIBOLD, INK, before=10, tracking=-0.35)
LEAD = TextStyle(11.5, 16.5, 13, Weight.REGULAR, SOFT, before=8)
SECTION = TextStyle(13, 17, 15, Weight.SEMIBOLD, TEAL, before=17, tracking=-0.1, keep=True)
FIELD = TextStyle(10.5, 13.4, 12, Weight.SEMIBOLD, INK, before=11, keep=True)
BODY = TextStyle(9.5, 13.4, 10.5, before=4.5)
MISSING = TextStyle(9.5, 13.4, 10.5, Weight.ITALIC, MUTED, before=4.5)
ITEM = TextStyle(9.5, 13.4, 10.5, before=2.5)
LABEL = TextStyle(8.75, 13.4, 9.5, Weight.MEDIUM, MUTED)
VALUE = TextStyle(9.5, 13.4, 10.5)
HEAD = TextStyle(9, 12, 10.5, Weight.SEMIBOLD, TEAL)
FOOT = TextStyle(7.5, 10, 8.5, Weight.REGULAR, MUTED)
LINK = TextStyle(9.5, 13.4, 10.5, Weight.REGULAR, TEAL)

_INTRODUCTION = 160  # characters; a longer text that ends in a colon may stand away from its list


def introduces(text: str) -> bool:
    """Return whether a short paragraph only announces what follows, and must not be parted from it."""
    return len(text) < _INTRODUCTION and text.endswith(":")


FIELD_ROW = 6.5
FACT_ROW = 3.7
TABLE = 7.0
"""Space above and below the rules of a field and of a fact, and above a table."""

TIGHTER = (0.85, 0.65)
"""How much of the air stays, tried in turn, where that saves an almost empty last page."""

INDENT = 11.0
"""How far a list's text stands from its mark."""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet and what stands free around the text."""

    width: float
    height: float
    side: float
    top: float
    bottom: float
    label: float  # the column of labels beside the texts
    photo: tuple[float, float]  # the most room a picture takes, wide and high

    @property
    def measure(self) -> float:
        """The width of the text."""
        return self.width - 2 * self.side

    @property
    def room(self) -> float:
        """The height of the text."""
        return self.height - self.top - self.bottom


PORTRAIT = Page(210 * MM, 297 * MM, 19 * MM, 15.5 * MM, 18.5 * MM, 42 * MM, (58 * MM, 60 * MM))
LANDSCAPE = Page(297 * MM, 210 * MM, 18 * MM, 14 * MM, 17 * MM, 42 * MM, (64 * MM, 43 * MM))
GUTTER = 5 * MM
PICTURE_HIGH = 45 * MM
