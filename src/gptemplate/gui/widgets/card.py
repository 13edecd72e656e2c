"""A rounded frame on which one field stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from gptemplate.gui.theme import Theme
from gptemplate.gui.widgets.themed import rounded

RADIUS = 7.0
BAR = 4


class Card(QFrame):
    """A painted frame with a focus ring and, where it is asked for, a bar in the colour of a language."""

    def __init__(self, theme: Theme, language: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = language
        self._is_active = False
        self._is_sunken = False
        self._has_bar = False

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self._theme = theme
        self.update()

    def set_active(self, active: bool) -> None:
        """Show or hide the focus ring."""
        if active != self._is_active:
            self._is_active = active
            self.update()

    def set_sunken(self, sunken: bool) -> None:
        """Show the card as one to read from rather than to write on."""
        if sunken != self._is_sunken:
            self._is_sunken = sunken
            self.update()

    def set_bar(self, shown: bool) -> None:
        """Show the language's bar always, not only with the focus."""
        if shown != self._has_bar:
            self._has_bar = shown
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._theme
        ground = look.sunken if self._is_sunken else look.surface
        border, width = (look.focus, 2.0) if self._is_active else (look.border, 1.0)
        rounded(painter, QRectF(self.rect()), RADIUS, ground, border, width)
        if self._language and (self._is_active or self._has_bar):
            self._paint_bar(painter, width)

    def _paint_bar(self, painter: QPainter, width: float) -> None:
        inner = QRectF(self.rect()).adjusted(width, width, -width, -width)
        outline = QPainterPath()
        outline.addRoundedRect(inner, RADIUS - width / 2, RADIUS - width / 2)
        strip = QPainterPath()
        strip.addRect(QRectF(inner.left(), inner.top(), BAR, inner.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.language(self._language)))
        painter.drawPath(outline.intersected(strip))
