"""An export under way: texts are settled on the writer thread, documents made on the worker thread and beyond.

What is finished is told in handfuls, so that a thousand documents that are there already do not drown the window.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from gptemplate.errors import UserError
from gptemplate.gui.context import Context
from gptemplate.model.collection import default_title

if TYPE_CHECKING:
    from gptemplate.gui.export.state import Choice
    from gptemplate.services.exporting import Exported, Results
    from gptemplate.store.library import Library

_EVERY = 0.05  # seconds between two handfuls


class Run(QObject):
    """One export.

    Signals:
        made: some files are done, or not; the list of `Exported`, and how many files there will be in all.
        finished: nothing more comes.
        failed: the export could not begin, or go on; the UserError.
    """

    made = Signal(list, int)
    finished = Signal()
    failed = Signal(object)

    def __init__(self, ctx: Context, choice: Choice, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._choice, self._folder = ctx, choice, folder
        self._stopped = threading.Event()
        if ctx.read_only or choice.form is not None:
            self._make()
        else:
            order = choice.order()
            ctx.tasks.write(partial(_settle, practices=order.practices), self._on_settled, self._on_failed)

    def stop(self) -> None:
        """Make no more documents; those that are finished stay."""
        self._stopped.set()

    def _on_settled(self, _nothing: None) -> None:
        self._make()

    def _make(self) -> None:
        told = _Told(self._post, self._stopped)
        language = self._ctx.language
        if self._choice.form is not None:
            job = partial(_make_blanks, self._choice, self._folder, told, language)
            self._ctx.tasks.work(partial(self._ended, job), failed=self._on_failed)
        else:
            make = partial(_make, choice=self._choice, folder=self._folder, told=told, language=language)
            self._ctx.tasks.work_reading(partial(self._ended, make), failed=self._on_failed)

    def _ended(self, job: Callable[..., None], *given: Library) -> None:
        """Called on the worker thread: whatever comes of the job, even a bug, the window hears once that it is over."""
        is_told = False
        try:
            job(*given)
        except UserError:
            is_told = True  # `failed` says why
            raise
        finally:
            if not is_told:
                self._ctx.tasks.post(self._on_finished)

    def _post(self, some: list[Exported], total: int) -> None:
        """Called on the worker thread."""
        self._ctx.tasks.post(partial(self._on_made, some, total))

    def _on_made(self, some: list[Exported], total: int) -> None:
        if isValid(self):
            self.made.emit(some, total)

    def _on_finished(self) -> None:
        if isValid(self):
            self.finished.emit()

    def _on_failed(self, error: UserError) -> None:
        self.failed.emit(error)


class _Told:
    """Collects what is finished and hands it on now and then."""

    def __init__(self, post: Callable[[list[Exported], int], None], stopped: threading.Event) -> None:
        self._post, self._stopped = post, stopped
        self._some: list[Exported] = []
        self._last = 0.0

    def __call__(self, one: Exported | None, total: int) -> bool:
        """Take one more; return whether more are wanted."""
        if one is not None:
            self._some.append(one)
        if one is None or time.monotonic() - self._last > _EVERY:
            self._post(self._some, total)
            self._some, self._last = [], time.monotonic()
        return not self._stopped.is_set()


def _settle(library: Library, *, practices: tuple[str, ...]) -> None:
    from gptemplate.services.exporting import settle

    settle(library, practices)


def _make(library: Library, *, choice: Choice, folder: Path, told: _Told, language: str) -> None:
    from gptemplate.services.exporting import Batch, Book, Package, read_house

    order, way = choice.order(), choice.way(language)
    if choice.book is not None:
        # What nobody changed is said in the language of each book.
        title = "" if choice.book == default_title(language) else choice.book
        books = [Book(library, order, file, way, title=title, publisher=choice.publisher) for file in choice.books(folder)]
        _tell((one for book in books for one in book.results()), lambda: sum(book.total for book in books), told)
        return
    if choice.house is not None:  # read again: somebody may have mended it meanwhile
        order = replace(order, house=read_house(choice.house))
    batch = Package(library, order, choice.file(folder), way) if choice.package else Batch(library, order, folder, way)
    _tell(batch.results(), lambda: batch.total, told)


def _make_blanks(choice: Choice, folder: Path, told: _Told, language: str) -> None:
    from gptemplate.services.exporting import DOCUMENTS, hand_out_blanks

    assert choice.form is not None
    kinds = [one for one in choice.formats if one in DOCUMENTS]
    _tell(hand_out_blanks([choice.form], choice.languages, kinds, folder, choice.way(language)), lambda: choice.documents, told)


def _tell(results: Results, total: Callable[[], int], told: _Told) -> None:
    with closing(results):
        if told(None, total()):
            for one in results:
                if not told(one, total()):
                    break
    told(None, total())
