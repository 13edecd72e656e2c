"""A label of several lines that does not slow down the layout around it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QStaticText
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class WrappingLabel(QLabel):
    """Text that wraps at the label's width.

    A `QLabel` that wraps makes every layout above it ask for the height of many widths, with each key that makes
    a text grow. This one takes its height from the width that it was given.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._height = 0
        self._laid_out = QStaticText(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(False)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._fit()

    def setFont(self, font: object) -> None:
        super().setFont(font)  # type: ignore[arg-type]
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, self._height or self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self._height or self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._laid_out.text():
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawStaticText(self.contentsRect().topLeft(), self._laid_out)

    def _fit(self) -> None:
        self._laid_out = QStaticText(self.text())
        self._laid_out.setTextFormat(Qt.TextFormat.PlainText)
        self._laid_out.setTextWidth(self.width())
        height = self.heightForWidth(self.width()) if self.text() else self.fontMetrics().height()
        if height != self._height:
            self._height = height
            self.updateGeometry()
