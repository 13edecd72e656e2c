"""What was done in this room, so that it can be taken back: the glossary and the memory have no journal of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from gptemplate.gui.context import Context

if TYPE_CHECKING:
    from gptemplate.store.library import Library

MOST = 100  # steps that are remembered


@dataclass(frozen=True, slots=True)
class Step:
    """How something is taken back; it may be done again by what `back` returns, which is not kept."""

    back: Callable[[Library], Any]


class Steps(QObject):
    """The steps of a session, the latest first to be taken back.

    Signals:
        taken_back: a step was taken back; everything is to be read anew.
        nothing_left: there is nothing to take back.
    """

    taken_back = Signal()
    nothing_left = Signal()

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._steps: list[Step] = []

    @property
    def count(self) -> int:
        """How many steps can be taken back."""
        return len(self._steps)

    def add(self, back: Callable[[Library], Any]) -> None:
        """Remember how what was just done is taken back."""
        self._steps = [*self._steps[-MOST + 1 :], Step(back)]

    def undo(self) -> None:
        """Take the last step back; one that fails stays."""
        if self._ctx.read_only:
            return
        if not self._steps:
            self.nothing_left.emit()
            return
        step = self._steps.pop()
        self._ctx.tasks.write(step.back, self._on_done, partial(self._on_failed, step))

    def _on_done(self, _answer: Any) -> None:
        self.taken_back.emit()

    def _on_failed(self, step: Step, error: Any) -> None:
        self._steps.append(step)
        self._ctx.tasks.failed.emit(error)
