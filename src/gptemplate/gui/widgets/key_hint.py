"""A key as it looks on the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from gptemplate.gui.theme import Theme, sized
from gptemplate.gui.widgets.themed import rounded


class Keycap(QWidget):
    """One key or combination on a small cap."""

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        return QSize(max(metrics.horizontalAdvance(self._key) + 12, metrics.height() + 4), metrics.height() + 5)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._theme
        area = QRectF(self.rect())
        rounded(painter, area, 4, look.border_strong)
        rounded(painter, area.adjusted(0, 0, 0, -1), 4, look.sunken, look.border_strong)
        painter.setFont(self._font())
        painter.setPen(look.muted)
        painter.drawText(area.adjusted(0, -1, 0, 0), Qt.AlignmentFlag.AlignCenter, self._key)

    @staticmethod
    def _font() -> QFont:
        return sized(10.5, QFont.Weight.DemiBold)


class KeyHint(QWidget):
    """One or more keys and what they do."""

    def __init__(self, theme: Theme, keys: tuple[str, ...], what: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        for key in keys:
            row.addWidget(Keycap(theme, key, self))
        self._label = QLabel(what, self)
        self._label.setProperty("role", "small")
        row.addWidget(self._label)

    def set_text(self, what: str) -> None:
        """Say what the keys do."""
        self._label.setText(what)
