"""Places of a text that are underlined: a fault, a word that is not known, a term. The text itself never changes by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextLayout,
    QTextLine,
)


class Line(IntEnum):
    """How a place is underlined, the gravest last; the shape tells them apart without the colour."""

    DOTS = 0  # a term
    DASHES = 1  # what can go
    WAVE = 2  # a word that is not known
    DOUBLE = 3  # a finding


USUAL = 14.0  # pixels of the text for which the rest is given
TILE = QSize(8, 4)
_SHAPES = {  # the strokes of one tile, and how thick they are
    Line.DOTS: ((((0.0, 1.5), (2.0, 1.5)), ((4.0, 1.5), (6.0, 1.5))), 1.6),
    Line.DASHES: ((((0.0, 1.5), (5.0, 1.5)),), 1.2),
    Line.WAVE: ((((-2.0, 3.1), (0.0, 0.9), (2.0, 3.1), (4.0, 0.9), (6.0, 3.1), (8.0, 0.9), (10.0, 3.1)),), 1.2),
    Line.DOUBLE: ((((0.0, 0.5), (8.0, 0.5)), ((0.0, 2.5), (8.0, 2.5))), 1.0),
}
BELOW = 1.5  # between the base line and what is drawn under it


@dataclass(frozen=True, slots=True)
class Mark:
    """A place from `start` to `end`, in characters, and what is said where the mouse rests on it."""

    start: int
    end: int
    colour: str
    line: Line = Line.WAVE
    tip: str = ""


class Placed(NamedTuple):
    """A mark, and the cursor that keeps its place while one types before it."""

    mark: Mark
    cursor: QTextCursor


def placed(document: QTextDocument, text: str, marks: Iterable[Mark]) -> list[Placed]:
    """Return the marks that lie in the text, the gravest last."""
    place = positions(text)
    fitting = (mark for mark in marks if 0 <= mark.start < mark.end <= len(text))
    return [
        Placed(mark, _cursor(document, place[mark.start], place[mark.end]))
        for mark in sorted(fitting, key=lambda one: one.line)
    ]


def draw(painter: QPainter, marks: Sequence[Placed], seen: QRect) -> None:
    """Draw the lines below the text, where a line of it is seen.

    Qt's own extra selections would draw each line of text again for every mark in it: a long text with faults took 5 ms a key.
    """
    ratio, scale = painter.device().devicePixelRatio(), 0.0
    first, last = _span(marks[0].cursor.document(), seen) if marks else (0, 0)
    for mark, cursor in marks:
        start, end = max(cursor.selectionStart(), first), min(cursor.selectionEnd(), last)
        if start >= end:
            continue
        scale = scale or cursor.document().defaultFont().pixelSize() / USUAL
        block = cursor.document().findBlock(start)
        while block.isValid() and block.position() < end:
            for left, right, base in _stretches(block, start, end, seen):
                row = QRectF(round(left), round(base + BELOW * scale), right - left, TILE.height() * scale)
                painter.drawTiledPixmap(row, _tile(mark.colour, mark.line, ratio * scale, ratio))
            block = block.next()


def _span(document: QTextDocument, seen: QRect) -> tuple[int, int]:
    """Return the first and the last character of the lines that are seen; the line above draws into them as well."""
    layout, far = document.documentLayout(), document.defaultFont().pixelSize() * 2
    corners = QPointF(0, seen.top() - far), QPointF(document.size().width(), seen.bottom() + far)
    first, last = (layout.hitTest(corner, Qt.HitTestAccuracy.FuzzyHit) for corner in corners)
    return first, last + 1


def _stretches(block: QTextBlock, start: int, end: int, seen: QRect) -> Iterator[tuple[float, float, float]]:
    """Yield left, right and base line of what a place takes in each line of a paragraph that is seen."""
    layout: QTextLayout = block.layout()
    corner, first = layout.position(), block.position()
    here, last = max(start - first, 0), min(end - first, block.length() - 1)
    while here < last:
        line = layout.lineForTextPosition(here)
        if not line.isValid():
            return
        base = corner.y() + line.y() + line.ascent()
        stop = min(last, line.textStart() + line.textLength())
        if seen.top() - 2 * line.height() < base < seen.bottom() + line.height():
            ends = _ends(line, here, stop)
            yield corner.x() + min(ends), corner.x() + max(ends), base
        if stop <= here:
            return
        here = stop


def _ends(line: QTextLine, start: int, stop: int) -> tuple[float, float]:
    """Where a place begins and ends in a line, without the space that the line ends with, unless there is nothing else."""
    first, last, seen = _x(line, start), _x(line, stop), line.x() + line.naturalTextWidth()
    return first, (seen if first < seen < last else last)


def _x(line: QTextLine, place: int) -> float:
    return cast("tuple[float, int]", line.cursorToX(place))[0]  # PySide gives the place back as well


@lru_cache(maxsize=64)
def _tile(colour: str, line: Line, size: float, ratio: float) -> QPixmap:
    """Return one wave, dot or dash and what follows it, to be laid in a row: a path would be drawn ten times as slowly.

    `size` is real pixels for one of the shape's; a tile has whole pixels, so that its ends meet.
    """
    tile = QPixmap(max(round(TILE.width() * size), 4), max(round(TILE.height() * size), 3))
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(tile.width() / TILE.width(), tile.height() / TILE.height())
    strokes, thick = _SHAPES[line]
    painter.setPen(QPen(QColor(colour), thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    for stroke in strokes:
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in stroke]))
    painter.end()
    tile.setDevicePixelRatio(ratio)
    return tile


def positions(text: str) -> Sequence[int]:
    """Return where each character begins as Qt counts, which takes a rare character for two; and where the text ends."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return range(len(text) + 1)
    found = [0]
    for character in text:
        found.append(found[-1] + (2 if character > "\uffff" else 1))
    return found


def _cursor(document: QTextDocument, start: int, end: int) -> QTextCursor:
    made = QTextCursor(document)
    made.setPosition(start)
    made.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return made
