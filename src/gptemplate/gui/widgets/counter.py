"""How much of a limit is used."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gptemplate.gui.theme import Theme, sized
from gptemplate.gui.widgets.themed import bar

_DIGITS = re.compile("[1-9]")


class Counter(QWidget):
    """ "265 / 400" over a thin bar: amber when near the limit, red and in words when over it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = 0
        self._limit: int | None = None
        self._warn = 0.9
        self._text = ""
        self._type = sized(12)
        self._metrics = QFontMetrics(self._type)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What the counter says."""
        return self._text

    @property
    def is_over(self) -> bool:
        """Whether the limit is passed."""
        return self._limit is not None and self._size > self._limit

    @property
    def is_near(self) -> bool:
        """Whether the limit is near or passed."""
        return self._limit is not None and self._size >= self._limit * self._warn

    def set_count(self, size: int, limit: int | None, warn: float, text: str, name: str) -> None:
        """Show a count. `text` is what is read, `name` what a screen reader says."""
        if (size, limit, text) == (self._size, self._limit, self._text):
            return
        widened = len(text) != len(self._text)
        self._size, self._limit, self._warn, self._text = size, limit, warn, text
        self.setAccessibleName(name)
        if widened:
            self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take new colours and the current text size."""
        self._theme = theme
        self._type = sized(12)
        self._metrics = QFontMetrics(self._type)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        # All digits count alike, so that typing does not move the layout with every key.
        widest = _DIGITS.sub("0", self._text)
        width = max(self._metrics.horizontalAdvance(widest) + 2, self._metrics.averageCharWidth() * 8)
        return QSize(width, self._metrics.height() + 5)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._theme
        ink = look.danger if self.is_over else look.warning if self.is_near else look.muted
        painter.setFont(self._type)
        painter.setPen(ink)
        place = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(0, 0, -1, -5), place, self._text)
        if self._limit:
            width = min(self.width(), self._metrics.averageCharWidth() * 8)
            area = QRectF(self.width() - width, self.height() - 3, width, 3)
            filled = ink if self.is_near else look.accent
            bar(painter, area, [(self._size / self._limit, filled)], look.track)
