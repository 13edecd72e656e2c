"""The dialog that hands texts to a translator: first what, then what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from gptemplate.gui.context import Context
from gptemplate.gui.handoff.choose import ChoosePage
from gptemplate.gui.handoff.result import ResultPage
from gptemplate.gui.handoff.state import Choice
from gptemplate.gui.library.state import Entry
from gptemplate.gui.making.dialog import MakingDialog
from gptemplate.i18n import N_

if TYPE_CHECKING:
    from gptemplate.errors import UserError
    from gptemplate.services.handing_off import Errand, HandedOff
    from gptemplate.store.library import Library


class HandoffDialog(MakingDialog):
    """Asks what to hand off, makes the files, and tells what is in them."""

    def __init__(self, ctx: Context, chosen: Sequence[Entry], shown: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(ctx, "handoff", ctx.tr(N_("Hand off for translation")), parent)
        self._stopped = threading.Event()
        self.choose_page = ChoosePage(ctx, tuple(chosen), tuple(shown), self.usual_folder(), self)
        self.result_page = ResultPage(ctx, self)
        self.show_pages(self.choose_page, self.result_page, 700, 620)
        self.choose_page.begun.connect(self._on_begun)

    def stop(self) -> None:
        self._stopped.set()

    @Slot(object)
    def _on_begun(self, choice: Choice) -> None:
        folder = self.choose_page.folder
        self._ctx.change(export_folder=str(folder))
        self.result_page.wait(folder)
        self.show_outcome()
        errand = choice.errand(self._ctx.language)
        job = partial(_hand_off, errand=errand, folder=folder, tell=self._post, stopped=self._stopped)
        make = partial(self._ctx.tasks.work_reading, job, self._on_done, self._on_failed)
        if self._ctx.read_only:
            make()
        else:
            settle = partial(_settle, practices=errand.practices)
            self._ctx.tasks.write(settle, lambda _nothing: make(), self._on_failed)

    def _post(self, done: int, total: int) -> None:
        """Called on the worker thread."""
        self._ctx.tasks.post(partial(self._on_progress, done, total))

    def _on_progress(self, done: int, total: int) -> None:
        if isValid(self):
            self.result_page.show_progress(done, total)

    def _on_done(self, done: list[HandedOff]) -> None:
        if isValid(self):
            self.result_page.finish(done, stopped=self._stopped.is_set())

    def _on_failed(self, error: UserError) -> None:
        if isValid(self):
            self.result_page.show_failure(error)


def _settle(library: Library, *, practices: tuple[str, ...]) -> None:
    from gptemplate.services.exporting import settle

    settle(library, practices)


def _hand_off(
    library: Library, *, errand: Errand, folder: Path, tell: Callable[[int, int], None], stopped: threading.Event
) -> list[HandedOff]:
    from gptemplate.services.handing_off import hand_off

    def progress(done: int, total: int) -> bool:
        tell(done, total)
        return not stopped.is_set()

    return hand_off(library, errand, folder, progress)
