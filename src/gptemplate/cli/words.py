"""What the command line calls states and practices, and how it lines up columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from gptemplate.i18n import Translator

SHORT = 8
"""Digits of an id that are shown; the first few name a practice as well as all of them."""


def name_of(tr: Translator, title: str) -> str:
    """Return a title on one line, or words that say there is none."""
    return " ".join(title.split()) or tr("Untitled practice")


def iso(moment: int | None) -> str | None:
    """Return milliseconds since 1970 as programs exchange them: "2026-03-05T12:32:00+00:00"."""
    return None if moment is None else datetime.fromtimestamp(moment / 1000, UTC).isoformat(timespec="seconds")


def columns(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> Iterator[str]:
    """Yield rows as lines with aligned columns; those in `right` end together instead of beginning together."""
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (_padded(cell, widths[place], right=place in right) for place, cell in enumerate(row))
        yield "  ".join(cells).rstrip()


def shortened(text: str, most: int) -> str:
    """Return a text of at most that many columns, with an ellipsis where something is left out."""
    if _width(text) <= most:
        return text
    while text and _width(text) >= most:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _padded(cell: str, width: int, *, right: bool) -> str:
    room = " " * (width - _width(cell))
    return room + cell if right else cell + room


def _width(text: str) -> int:
    """Columns of a terminal: marks take none, wide letters take two."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
