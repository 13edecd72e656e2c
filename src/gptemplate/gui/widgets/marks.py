"""Places of a text that are underlined: a fault, a word that is not known, a term. The text itself never changes by them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit


class Line(IntEnum):
    """How a place is underlined; the shape tells them apart without the colour."""

    DOTS = 0
    DASHES = 1
    WAVE = 2


_STYLES = {
    Line.DOTS: QTextCharFormat.UnderlineStyle.DotLine,
    Line.DASHES: QTextCharFormat.UnderlineStyle.DashUnderline,
    Line.WAVE: QTextCharFormat.UnderlineStyle.WaveUnderline,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place from `start` to `end`, in characters, and what is said where the mouse rests on it."""

    start: int
    end: int
    colour: str
    line: Line = Line.WAVE
    tip: str = ""


def selections(document: QTextDocument, text: str, marks: Iterable[Mark]) -> list[tuple[Mark, QTextEdit.ExtraSelection]]:
    """Return what draws the marks; the places move along with what is typed before them."""
    place = positions(text)
    fitting = (mark for mark in marks if 0 <= mark.start < mark.end <= len(text))
    in_order = sorted(fitting, key=lambda one: one.line)
    return [(mark, _selection(document, mark, place[mark.start], place[mark.end])) for mark in in_order]


def positions(text: str) -> Sequence[int]:
    """Return where each character begins as Qt counts, which takes a rare character for two; and where the text ends."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return range(len(text) + 1)
    found = [0]
    for character in text:
        found.append(found[-1] + (2 if character > "\uffff" else 1))
    return found


def _selection(document: QTextDocument, mark: Mark, start: int, end: int) -> QTextEdit.ExtraSelection:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    look = QTextCharFormat()
    look.setUnderlineStyle(_STYLES[mark.line])
    look.setUnderlineColor(QColor(mark.colour))
    made = QTextEdit.ExtraSelection()
    made.cursor, made.format = cursor, look
    return made
