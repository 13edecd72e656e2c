"""How a book looks where it is no single document: its cover, its lists and its index."""

from __future__ import annotations

from gptemplate.documents import style
from gptemplate.documents.style import MM, TextStyle, Weight

WHITE = "#ffffff"
PALE = "#d8eaec"

COVER_TITLES = (
    TextStyle(38, 43, 36, Weight.SEMIBOLD, WHITE, tracking=-0.85),
    TextStyle(30, 35, 30, Weight.SEMIBOLD, WHITE, tracking=-0.6),
    TextStyle(22, 27, 24, Weight.SEMIBOLD, WHITE, tracking=-0.35),
)
"""In turn, until the title is short enough to stand in few lines."""

COVER_LINE = TextStyle(11.5, 16, 13, Weight.MEDIUM, PALE)
WORD_TITLE = TextStyle(38, 43, 36, Weight.SEMIBOLD, style.INK)
WORD_LINE = TextStyle(11.5, 16, 13, Weight.MEDIUM, style.TEAL)
COVER_LABEL = TextStyle(8.5, 12, 9.5, Weight.MEDIUM, style.MUTED)
COVER_VALUE = TextStyle(12, 16.5, 13, Weight.SEMIBOLD, style.INK)
COVER_BLOCK = 0.56  # of the page's height
COVER_LINES = 5

HEADING = TextStyle(22, 26.5, 24, Weight.SEMIBOLD, style.INK, before=10, tracking=-0.35, keep=True)
PART = TextStyle(10, 14, 11, Weight.SEMIBOLD, style.INK)
ENTRY = TextStyle(10, 14, 11, Weight.REGULAR, style.INK)
NUMBER = TextStyle(9.5, 14, 10.5, Weight.MEDIUM, style.TEAL)
NOTE = TextStyle(8.5, 12, 9.5, Weight.REGULAR, style.MUTED, before=6)
COUNT = TextStyle(8.5, 12, 9.5, Weight.REGULAR, style.MUTED, before=1)
CELL = TextStyle(8.5, 11.6, 9.5)
CELL_NAME = TextStyle(9, 11.6, 9.5, Weight.MEDIUM, style.TEAL)
TERM = TextStyle(9, 12.6, 10, before=2.2)
REFERENCE = TextStyle(9, 12.6, 10, Weight.REGULAR, style.TEAL, before=2.2)

APART = 20.0
"""Points between parts on one page."""

NUMBER_WIDE = 11 * MM
COLUMN_GUTTER = 8 * MM
COLUMNS = {True: 2, False: 3}
"""Columns of the index, by whether a page stands upright."""

OVERVIEW = (0.32, 0.19, 0.195, 0.12, 0.11, 0.065)
"""The columns of the overview, as parts of the measure."""

WORD_OVERVIEW = (0.31, 0.18, 0.19, 0.13, 0.1, 0.09)
