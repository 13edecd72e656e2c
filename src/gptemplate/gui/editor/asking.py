"""Questions to the adviser's thread: one at a time, and of those that wait only the latest is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from gptemplate.errors import UserError
    from gptemplate.gui.tasks import Tasks
    from gptemplate.store.library import Library

Job = Callable[["Library"], Any]


class Asking(QObject):
    """Asks, and asks again where something newer is wanted by the time the answer comes."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._is_asking = False
        self._next: tuple[Job, Callable[[Any], None]] | None = None
        self._done: Callable[[Any], None] = _nothing

    def ask(self, job: Job, done: Callable[[Any], None]) -> None:
        """Ask; an earlier question that was not answered yet is not answered any more."""
        self._next = (job, done)
        self._go_on()

    def forget(self) -> None:
        """Want no answer any more."""
        self._next, self._done = None, _nothing

    def _go_on(self) -> None:
        if self._is_asking or self._next is None:
            return
        (job, self._done), self._next = self._next, None
        self._is_asking = True
        self._tasks.advise(job, self._on_answered, self._on_failed)

    @Slot(object)
    def _on_answered(self, answer: Any) -> None:
        self._is_asking = False
        done = self._done
        if self._next is None:
            done(answer)
        self._go_on()

    @Slot(object)
    def _on_failed(self, _error: UserError) -> None:
        """Help that cannot be had is not shown; what is written is not touched by it."""
        self._is_asking = False
        self._go_on()


def _nothing(_answer: object) -> None:
    """Nobody waits for the answer."""
