"""A translation memory on its way in: a batch at a time, so that what is typed meanwhile is kept between."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gptemplate.errors import UserError
from gptemplate.gui.context import Context
from gptemplate.gui.lexicon.disk import readable
from gptemplate.services import memory

if TYPE_CHECKING:
    from gptemplate.store.library import Library


class Importing(QObject):
    """Brings one file in; what was taken when it is cancelled stays.

    Signals:
        progressed: how much of the file was read, in per cent, and how many entries.
        finished: it is over; what it brought, as `services.memory.Imported`.
        failed: it could not be read; the `UserError`.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, ctx: Context, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx, self.file = ctx, file
        self._cancelled = threading.Event()
        self._percent = 0
        self._taking: memory.Import | None = None

    def begin(self) -> None:
        """Read the file."""
        self._ctx.tasks.write(self._open, self._on_step, self._on_failed)

    def cancel(self) -> None:
        """Read no further."""
        self._cancelled.set()

    # On the writer's thread

    def _open(self, _library: Library) -> bool:
        with readable(self.file):
            self._taking = memory.Import(self.file, progress=self._goes_on)
        return True

    def _goes_on(self, done: int, whole: int) -> bool:
        self._percent = min(done * 100 // max(whole, 1), 100)
        return not self._cancelled.is_set()

    def _step(self, library: Library) -> bool:
        assert self._taking is not None
        with readable(self.file):
            return self._taking.step(library)

    # On the window's thread

    def _on_step(self, goes_on: bool) -> None:
        assert self._taking is not None
        brought = self._taking.result
        if goes_on:
            self.progressed.emit(self._percent, brought.read)
            self._ctx.tasks.write(self._step, self._on_step, self._on_failed)
        else:
            self._taking.close()
            self.finished.emit(brought)

    def _on_failed(self, error: UserError) -> None:
        if self._taking is not None:
            self._taking.close()
        self.failed.emit(error)
