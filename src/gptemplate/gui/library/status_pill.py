"""The status of a practice, as icon and word."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gptemplate.gui import icons
from gptemplate.gui.library.words import STATUS_ICONS, status_pair
from gptemplate.gui.theme import Theme, sized
from gptemplate.gui.widgets.themed import rounded
from gptemplate.i18n import Translator
from gptemplate.model.states import Status
from gptemplate.model.words import STATUS_WORDS


class StatusPill(QWidget):
    """A pill that is only read."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status = Status.DRAFT
        self._word = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_status(self, status: Status, tr: Translator, theme: Theme) -> None:
        """Show a status in the interface language."""
        self._status, self._word, self._theme = status, tr(STATUS_WORDS[status]), theme
        self.setAccessibleName(self._word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        return QSize(metrics.horizontalAdvance(self._word) + metrics.height() + 16, metrics.height() + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, ground = status_pair(self._theme, self._status)
        painter, area = QPainter(self), QRectF(self.rect())
        rounded(painter, area, area.height() / 2, ground)
        side = round(QFontMetrics(self._font()).ascent() * 1.1)
        icons.draw(painter, STATUS_ICONS[self._status], ink, QRectF(8, round((area.height() - side) / 2), side, side))
        painter.setFont(self._font())
        painter.setPen(QColor(ink))
        painter.drawText(area.adjusted(side + 13, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._word)

    @staticmethod
    def _font() -> QFont:
        return sized(12, QFont.Weight.Medium)
