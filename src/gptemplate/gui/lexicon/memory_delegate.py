"""How an entry of the memory is drawn: two lines of each text, the words looked for marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QWidget

from gptemplate.gui.lexicon.memory_model import ORIGIN, SAID, UNIT
from gptemplate.gui.lexicon.memory_state import excerpt
from gptemplate.gui.theme import Theme, sized, text_scale
from gptemplate.gui.widgets.rows import Index, RowDelegate
from gptemplate.gui.widgets.themed import rounded

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

_MOST = 600  # characters of which two lines are made


class MemoryDelegate(RowDelegate):
    """Paints an entry; `marks` are the words that are looked for."""

    ROW = 52

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.marks: tuple[str, ...] = ()
        self.shows_language = True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.data(UNIT) is None:
            return
        painter.save()
        area = QRectF(option.rect)
        self.ground(painter, area, index)
        inner = area.adjusted(11, 4, -8, -5)
        if index.column() == ORIGIN:
            self._origin(painter, inner, index.data())
        else:
            self._said(painter, inner, *index.data(SAID))
        painter.restore()

    def _make_fonts(self) -> None:
        self._plain, self._small = sized(13), sized(12)
        self._medium, self._badge = sized(12, QFont.Weight.Medium), sized(10, QFont.Weight.Bold)

    def _origin(self, painter: QPainter, area: QRectF, said: str) -> None:
        first, _newline, second = said.partition("\n")
        half = area.height() / 2
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        rows = ((first, self._medium, self.theme.text), (second, self._small, self.theme.muted))
        for place, (words, font, ink) in enumerate(rows):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(QRectF(area.left(), area.top() + place * half, area.width(), half), left, shown)

    def _said(self, painter: QPainter, area: QRectF, code: str, text: str) -> None:
        if not text:
            painter.setPen(QColor(self.theme.faint))
            painter.setFont(self._plain)
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "–")
            return
        if self.shows_language:
            width = QFontMetrics(self._badge).horizontalAdvance("MM") + 8.0
            self._language(painter, QRectF(area.left(), area.center().y() - 9 * text_scale(), width, 18 * text_scale()), code)
            area = area.adjusted(width + 9, 0, 0, 0)
        line, places = excerpt(text, self.marks)
        self._lines(painter, area, line[:_MOST], places)

    def _lines(self, painter: QPainter, area: QRectF, text: str, places: list[tuple[int, int]]) -> None:
        layout = QTextLayout(text, self._plain)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([_format(text, start, end, self._mark()) for start, end in places if start < len(text)])
        layout.beginLayout()
        lines: list[QTextLine] = []
        while len(lines) < 2 and (line := layout.createLine()).isValid():
            line.setLineWidth(area.width())
            lines.append(line)
        layout.endLayout()
        high = QFontMetrics(self._plain).height()
        top = area.center().y() - high * len(lines) / 2
        painter.setPen(QColor(self.theme.text))
        for place, line in enumerate(lines):
            line.setPosition(QPointF(0, place * high))
            line.draw(painter, QPointF(area.left(), top))
        end = lines[-1].textStart() + lines[-1].textLength() if lines else len(text)
        if end < len(text.encode("utf-16-le")) // 2:
            left = min(lines[-1].naturalTextWidth(), area.width() - 5)
            self._dots(painter, QRectF(area.left() + left, top + high * (len(lines) - 1), 20, high))

    def _dots(self, painter: QPainter, area: QRectF) -> None:
        """The end of a text of which more is there."""
        painter.setFont(self._plain)
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "…")

    def _mark(self) -> QTextCharFormat:
        """Bold on a ground of its own: not by colour alone."""
        made = QTextCharFormat()
        made.setFontWeight(QFont.Weight.Bold)
        made.setBackground(QColor(self.theme.warning_soft))
        return made

    def _language(self, painter: QPainter, area: QRectF, code: str) -> None:
        rounded(painter, area, 5, self.theme.language_soft(code))
        painter.setFont(self._badge)
        painter.setPen(QColor(self.theme.language(code)))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, code.upper())


def _format(text: str, start: int, end: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    """Qt counts in units of UTF-16."""
    made = QTextLayout.FormatRange()
    made.start = len(text[:start].encode("utf-16-le")) // 2
    made.length = len(text[start:end].encode("utf-16-le")) // 2
    made.format = look
    return made
