"""Icons: the SVG files of resources/icons (Lucide), drawn in any colour and sharp on any screen."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gptemplate import resources


class _Engine(QIconEngine):
    """Draws the SVG anew at each size and pixel ratio it is asked for."""

    def __init__(self, name: str, colour: str, faded: str) -> None:
        super().__init__()
        self._name, self._colour, self._faded = name, colour, faded

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = self._faded if mode is QIcon.Mode.Disabled else self._colour
        _renderer(self._name, colour).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour, self._faded)


def icon(name: str, colour: str, size: int = 0, *, faded: str = "#8a94a3") -> QIcon:
    """Return an icon of one colour, sharp at every size; a window's own icon names its `size`, which others ask for."""
    made = QIcon(_Engine(name, colour, faded))
    return QIcon(made.pixmap(QSize(size, size))) if size else made


def pixmap(name: str, colour: str, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a picture of `size` logical pixels for a screen of that pixel ratio."""
    return _pixmap(name, colour, size, ratio)


def draw(painter: QPainter, name: str, colour: str, rect: QRectF) -> None:
    """Draw an icon into a rectangle."""
    ratio = painter.device().devicePixelRatioF() if painter.device() else 1.0
    painter.drawPixmap(rect.topLeft(), _pixmap(name, colour, round(rect.width()), ratio))


def names() -> tuple[str, ...]:
    """Return the names of all icons there are."""
    return tuple(sorted(one.stem for one in resources.path("icons").glob("*.svg")))


def coloured_file(name: str, colour: str) -> str:
    """Return the path of an icon drawn in one colour, for style sheets, which read only files.

    The file is kept in the cache folder; where that cannot be written, in the folder for temporary files.
    """
    cached = platformdirs.user_cache_path("gptemplate", appauthor=False) / "icons"
    for folder in (cached, Path(tempfile.gettempdir()) / "gptemplate-icons"):
        file = folder / f"{name}-{colour.lstrip('#')}.svg"
        if _written(file, _source(name, colour)):
            return file.as_posix()
    return ""


def _written(file: Path, content: bytes) -> bool:
    try:
        if not file.is_file() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    except OSError:
        return False
    return True


@cache
def _text(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")


def _source(name: str, colour: str) -> bytes:
    return _text(name).replace("currentColor", colour).encode()


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name, colour)))


@cache
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    drawn = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    _renderer(name, colour).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn
