"""An export under way: read on the writer thread, made on the worker thread, told document by document."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from gptemplate.errors import UserError
from gptemplate.gui.context import Context

if TYPE_CHECKING:
    from gptemplate.model.template import Template
    from gptemplate.services.exporting import Exported, Job, Order
    from gptemplate.store.library import Library

    Gathered = tuple[list[Job], list[Exported], dict[str, Template]]


class Run(QObject):
    """One export.

    Signals:
        gathered: everything is read; how many documents will be made, and what cannot be (a list of `Exported`).
        made: one document is done, or not; its `Exported`.
        finished: nothing more comes; the templates by practice.
        failed: the export could not begin; the UserError.
    """

    gathered = Signal(int, list)
    made = Signal(object)
    finished = Signal(dict)
    failed = Signal(object)

    def __init__(self, ctx: Context, order: Order, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._folder = ctx, folder
        self._stopped = threading.Event()
        self._templates: dict[str, Template] = {}
        start = ctx.tasks.read if ctx.read_only else ctx.tasks.write
        start(partial(_gather, order=order), self._on_gathered, self._on_failed)

    def stop(self) -> None:
        """Make no more documents; those that are finished stay."""
        self._stopped.set()

    def _on_gathered(self, answer: Gathered) -> None:
        jobs, refused, self._templates = answer
        self.gathered.emit(len(jobs), refused)
        job = partial(_make, jobs, self._folder, self._stopped, self._tell)
        self._ctx.tasks.work(job, self._on_finished, self._on_failed)

    def _tell(self, one: Exported) -> None:
        """Called on the worker thread."""
        self._ctx.tasks.post(partial(self._on_made, one))

    def _on_made(self, one: Exported) -> None:
        if isValid(self):
            self.made.emit(one)

    def _on_finished(self, _nothing: None) -> None:
        self.finished.emit(self._templates)

    def _on_failed(self, error: UserError) -> None:
        self.failed.emit(error)


def _gather(library: Library, *, order: Order) -> Gathered:
    from gptemplate.services.exporting import gather

    jobs, refused = gather(library, order)
    templates: dict[str, Template] = {}
    with library.reading() as work:
        for practice_id in order.practices:
            if work.has(practice_id):
                try:
                    templates[practice_id] = library.template(work.practice(practice_id).template_id)
                except UserError:
                    continue  # `gather` has told of it
    return jobs, refused, templates


def _make(jobs: Sequence[Job], folder: Path, stopped: threading.Event, tell: Callable[[Exported], None]) -> None:
    from gptemplate.services.exporting import make

    for job in jobs:
        if stopped.is_set():
            return
        for one in make([job], folder):
            tell(one)
