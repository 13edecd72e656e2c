"""The code of a language on its own colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gptemplate.gui.theme import Theme, sized
from gptemplate.gui.widgets.themed import rounded


class LanguageBadge(QWidget):
    """ "FI" on a pale ground."""

    def __init__(self, theme: Theme, code: str, name: str = "", pixels: float = 11, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._code = code
        self._pixels = pixels
        self.setAccessibleName(name or code)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_language(self, code: str, name: str) -> None:
        """Show another language."""
        self._code = code
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        return QSize(metrics.horizontalAdvance("MM") + 8, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), 5, self._theme.language_soft(self._code))
        painter.setFont(self._font())
        painter.setPen(self._theme.language(self._code))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._code.upper())

    def _font(self) -> QFont:
        return sized(self._pixels, QFont.Weight.Bold)
