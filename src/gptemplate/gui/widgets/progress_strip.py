"""How far each language has come, as thin bars side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gptemplate.gui.theme import Theme, sized
from gptemplate.gui.widgets.themed import bar


@dataclass(frozen=True, slots=True)
class Progress:
    """How many fields of a language there are, are begun and are done."""

    label: str
    done: int
    begun: int
    total: int


def paint(painter: QPainter, area: QRectF, parts: Sequence[Progress], theme: Theme, font: QFont) -> None:
    """Paint labels and bars side by side; each bar is a quarter of the width or wider."""
    painter.setFont(font)
    height = QFontMetrics(font).height()
    width = area.width() / max(len(parts), 3)
    for place, one in enumerate(parts):
        left = area.left() + place * width
        painter.setPen(QColor(theme.muted))
        words = f"{one.label} {one.done}/{one.total}"
        painter.drawText(QRectF(left, area.top(), width, height), Qt.AlignmentFlag.AlignLeft, words)
        paint_bar(painter, QRectF(left, area.top() + height + 1, width - 6, 4), one, theme)


def paint_bar(painter: QPainter, area: QRectF, one: Progress, theme: Theme, colour: str = "") -> None:
    """Paint one bar: what is done, then what is begun."""
    total = max(one.total, 1)
    done = colour or theme.state("done")[0]
    bar(painter, area, [(one.done / total, done), (one.begun / total, theme.partial)], theme.track)


class ProgressStrip(QWidget):
    """Thin bars with their counts, one for each language."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts: Sequence[Progress] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_parts(self, parts: Sequence[Progress], name: str) -> None:
        """Show these languages; `name` is what a screen reader says."""
        self._parts = tuple(parts)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(sized(10))
        return QSize(metrics.horizontalAdvance("FI 10/15") * max(len(self._parts), 3) + 24, metrics.height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint(QPainter(self), QRectF(self.rect()), self._parts, self._theme, sized(10, QFont.Weight.Medium))
