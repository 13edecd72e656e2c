"""How a new theme reaches the parts that are painted by hand."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from gptemplate.gui import icons
from gptemplate.gui.theme import Theme, text_scale


def recolour(root: QWidget, theme: Theme) -> None:
    """Give a theme to every widget below `root` that paints itself, which is one that has a `set_theme`."""
    for child in root.findChildren(QWidget):
        take = getattr(child, "set_theme", None)
        if take is not None:
            take(theme)


def picture(widget: QWidget, name: str, colour: str, size: int = 16) -> QPixmap:
    """Return an icon for a label, as large as the text is and as sharp as the screen."""
    return icons.pixmap(name, colour, round(size * text_scale()), widget.devicePixelRatioF())


def rounded(painter: QPainter, rect: QRectF, radius: float, ground: str, border: str = "", width: float = 1.0) -> None:
    """Paint a rounded rectangle, with a border of its own colour or none."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if border else 0.0
    painter.setPen(QPen(QColor(border), width) if border else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def bar(painter: QPainter, rect: QRectF, parts: list[tuple[float, str]], track: str) -> None:
    """Paint a thin bar filled from the left by parts: (share from 0 to 1, colour)."""
    _paint_pill(painter, rect, track)
    start = rect.left()
    for share, colour in parts:
        width = rect.width() * min(max(share, 0.0), 1.0)
        if width > 0:
            filled = QRectF(start, rect.top(), max(width, rect.height()), rect.height())
            _paint_pill(painter, filled.intersected(rect), colour)
            start += width


def _paint_pill(painter: QPainter, rect: QRectF, colour: str) -> None:
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    painter.drawPixmap(rect.topLeft(), _pill(round(rect.width()), round(rect.height()), colour, ratio))


@lru_cache(1024)
def _pill(width: int, height: int, colour: str, ratio: float) -> QPixmap:
    """Bars are painted often and round corners cost time, so each is painted once and kept."""
    made = QPixmap(round(width * ratio), round(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    rounded(painter, QRectF(0, 0, width, height), height / 2, colour)
    painter.end()
    return made
