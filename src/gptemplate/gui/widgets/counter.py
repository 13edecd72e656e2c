"""How much of a limit is used."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gptemplate.gui.theme import Theme, sized
from gptemplate.gui.widgets.themed import bar

_DIGITS = re.compile("[1-9]")


class Counter(QWidget):
    """ "265 / 400" over a thin bar: amber when near the limit, red and in words when over it.

    A second, thin mark on the bar shows how much will probably be needed.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = 0
        self._limit: int | None = None
        self._warn = 0.9
        self._need: int | None = None
        self._text, self._name = "", ""
        self._need_text, self._need_name = "", ""
        self._type = sized(12)
        self._metrics = QFontMetrics(self._type)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What the counter says: while nothing is written, what will probably be needed."""
        return self._need_text if self._size == 0 and self._need_text else self._text

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
        if (size, limit, text, name) == (self._size, self._limit, self._text, self._name):
            return
        before = self.text
        self._size, self._limit, self._warn, self._text, self._name = size, limit, warn, text, name
        self._say(before)

    @property
    def need(self) -> int | None:
        """The characters that will probably be needed, None where that is not told."""
        return self._need

    def set_need(self, need: int | None, text: str = "", name: str = "") -> None:
        """Mark on the bar how many characters will probably be needed; beyond the limit the mark stands at its end.

        `text` stands in the place of the count while nothing is written, `name` is added to what a screen reader says.
        """
        if (need, text, name) == (self._need, self._need_text, self._need_name):
            return
        before = self.text
        self._need, self._need_text, self._need_name = need, text, name
        self._say(before)

    def _say(self, before: str) -> None:
        self.setAccessibleName(". ".join(part for part in (self._name, self._need_name) if part))
        if len(before) != len(self.text):
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
        widest = _DIGITS.sub("0", self.text)
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
        painter.drawText(self.rect().adjusted(0, 0, -1, -5), place, self.text)
        if self._limit:
            width = min(self.width(), self._metrics.averageCharWidth() * 8)
            area = QRectF(self.width() - width, self.height() - 3, width, 3)
            filled = ink if self.is_near else look.accent
            bar(painter, area, [(self._size / self._limit, filled)], look.track)
            if self._need:
                self._mark(painter, area)

    def _mark(self, painter: QPainter, area: QRectF) -> None:
        assert self._need is not None
        assert self._limit is not None
        is_beyond = self._need > self._limit
        place = area.left() + (area.width() - 2) * min(1.0, self._need / self._limit)
        ink = QColor(self._theme.warning if is_beyond else self._theme.text)
        painter.fillRect(QRectF(place, area.top() - 2, 2, area.height() + 2), ink)
