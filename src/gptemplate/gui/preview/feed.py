"""Pages that follow the typing: drawn on the reader thread, one job at a time, the latest wins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gptemplate.gui.context import Context
from gptemplate.model.practice import Practice
from gptemplate.model.template import Template
from gptemplate.services.previewing import Previewer, Sheet

PAUSE = 120  # milliseconds after the last key


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be drawn, how wide in pixels."""

    template: Template
    practice: Practice
    language: str
    width: int


class PreviewFeed(QObject):
    """Draws what is wished for last.

    Signals:
        drawn: the `Sheet`.
    """

    drawn = Signal(object)

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._previewer = Previewer()
        self._wish: Wish | None = None
        self._is_drawing = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._draw)

    def ask(self, template: Template, practice: Practice, language: str, width: int) -> None:
        """Draw a practice when the typing pauses; it is drawn as it is at this moment."""
        frozen = replace(practice, values=dict(practice.values))
        self._wish = Wish(template, frozen, language, width)
        self._pause.start()

    def forget(self) -> None:
        """Draw nothing more of what was asked for."""
        self._wish = None
        self._pause.stop()

    @Slot()
    def _draw(self) -> None:
        wish = self._wish
        if wish is None or self._is_drawing:
            return
        self._wish, self._is_drawing = None, True
        job = partial(
            self._previewer.sheet,
            template=wish.template,
            practice=wish.practice,
            language=wish.language,
            width=wish.width,
        )
        self._ctx.tasks.read(job, self._on_drawn, self._on_not_drawn)

    def _on_drawn(self, sheet: Sheet) -> None:
        self._is_drawing = False
        self.drawn.emit(sheet)
        if self._wish is not None and not self._pause.isActive():
            self._draw()

    def _on_not_drawn(self, error: Exception) -> None:
        self._is_drawing = False
        self._ctx.tasks.failed.emit(error)
