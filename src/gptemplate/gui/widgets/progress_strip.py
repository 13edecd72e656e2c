"""How far a language has come, as a thin bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gptemplate.gui.theme import Theme
from gptemplate.gui.widgets.themed import bar


@dataclass(frozen=True, slots=True)
class Progress:
    """How many fields of a language there are, are begun and are done."""

    label: str
    done: int
    begun: int
    total: int


def paint_bar(painter: QPainter, area: QRectF, one: Progress, theme: Theme, colour: str = "") -> None:
    """Paint one bar: what is done, then what is begun."""
    total = max(one.total, 1)
    done = colour or theme.state("done")[0]
    bar(painter, area, [(one.done / total, done), (one.begun / total, theme.partial)], theme.track)
