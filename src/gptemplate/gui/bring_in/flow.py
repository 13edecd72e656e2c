"""From files to practices: read on a worker, looked at, shown where there is something to see, and brought in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from gptemplate.gui.bring_in import state
from gptemplate.gui.bring_in.view import BringInDialog
from gptemplate.gui.context import Context
from gptemplate.i18n import N_

if TYPE_CHECKING:
    from gptemplate.errors import UserError
    from gptemplate.model.changes import Changes
    from gptemplate.model.states import Key
    from gptemplate.services.bringing_in import Brought, Item, Look, Preferred
    from gptemplate.store.library import Library

PATIENCE = 400  # milliseconds of reading until a person is told how far it has come


class BringIn(QObject):
    """Brings some files in.

    Signals:
        told: it is done; what was brought in, and whether there is anything to take back.
        finished: there is nothing more to do, whether anything was brought in or not.
    """

    told = Signal(str, bool)
    finished = Signal()

    def __init__(self, ctx: Context, files: Sequence[Path], parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx, self._files, self._parent = ctx, tuple(files), parent
        self._stopped = threading.Event()
        self._items: list[Item] = []
        self._choices: dict[str, str] = {}
        self._preferred: frozenset[tuple[str, Key]] = frozenset()
        self._seen: Look | None = None
        self._done = 0
        self._dialog: BringInDialog | None = None
        self._late = QTimer(self, singleShot=True, interval=PATIENCE)
        self._late.timeout.connect(self._open)

    def begin(self) -> None:
        """Read the files; a dialog opens where that takes long, or where there is something to see."""
        self._late.start()
        tasks = self._ctx.tasks
        heard = partial(tasks.post, self._on_progress)

        def tell(done: int) -> None:
            self._done = done
            heard()

        tasks.work(partial(_read, self._files, self._ctx.paths.templates, tell, self._stopped), self._on_read)

    @property
    def dialog(self) -> BringInDialog | None:
        """The dialog, where one is open."""
        return self._dialog

    @Slot()
    def _open(self) -> None:
        if self._dialog is not None or self._stopped.is_set():
            return
        self._dialog = BringInDialog(self._ctx, len(self._files), self._parent)
        self._dialog.rejected.connect(self._on_cancelled)
        self._dialog.chosen.connect(self._on_chosen)
        self._dialog.preferred.connect(self._on_preferred)
        self._dialog.wanted.connect(self._take)
        self._dialog.show_progress(self._done)
        self._dialog.open()

    def _on_progress(self) -> None:
        if self._dialog is not None and not self._stopped.is_set() and self._seen is None:
            self._dialog.show_progress(self._done)

    def _on_read(self, items: list[Item]) -> None:
        self._items = items
        self._look()

    def _look(self) -> None:
        if not self._stopped.is_set():
            job = partial(_look, items=self._items, choices=dict(self._choices), preferred=self._preferred)
            self._ctx.tasks.write(job, self._on_looked, self._on_failed)

    def _on_looked(self, look: Look) -> None:
        if self._stopped.is_set():
            return
        self._late.stop()
        self._seen = look
        if self._dialog is None and state.is_plain(look):
            self._take()
            return
        self._open()
        assert self._dialog is not None
        self._dialog.show_look(look)

    @Slot(str, str)
    def _on_chosen(self, ident: str, practice: str) -> None:
        self._choices[ident] = practice
        self._look()

    @Slot(str, object, bool)
    def _on_preferred(self, ident: str, key: Key, wanted: bool) -> None:
        self._preferred = self._preferred | {(ident, key)} if wanted else self._preferred - {(ident, key)}
        self._look()

    @Slot()
    def _take(self) -> None:
        choices = dict(self._choices)
        job = partial(_bring_in, items=self._items, choices=choices, seen=self._seen, preferred=self._preferred)
        self._ctx.tasks.write(job, self._on_brought, self._on_not_taken)

    def _on_brought(self, answer: tuple[list[Brought], Changes]) -> None:
        brought, changes = answer
        if changes:
            self._ctx.changed.emit(changes)
        practices = len({one.practice for one in brought})
        is_step = any(one.changed for one in brought)
        said = self._ctx.tr.plural("Brought in {n} practice", "Brought in {n} practices", practices)
        self.told.emit(said if is_step or not practices else self._ctx.tr(N_("All of it was here already")), is_step)
        if self._dialog is not None:
            self._dialog.accept()
        self._end()

    def _on_failed(self, error: UserError) -> None:
        self._late.stop()
        if self._dialog is None:
            self._open()
        assert self._dialog is not None
        self._dialog.show_trouble(self._ctx.tr(error.message))

    def _on_not_taken(self, error: UserError) -> None:
        """What was shown may no longer be true, so it is shown anew."""
        self._on_failed(error)
        self._look()

    @Slot()
    def _on_cancelled(self) -> None:
        self._end()

    def _end(self) -> None:
        self._late.stop()
        self._stopped.set()
        self._dialog = None
        self.finished.emit()


def _read(files: Sequence[Path], own: Path, tell: Callable[[int], None], stopped: threading.Event) -> list[Item]:
    from gptemplate.services.bringing_in import read_files
    from gptemplate.services.templates import Templates

    found: list[Item] = []
    for item in read_files(files, Templates(own).all, tell):
        if stopped.is_set():
            break
        found.append(item)
    return found


def _look(library: Library, *, items: Sequence[Item], choices: dict[str, str], preferred: Preferred) -> Look:
    from gptemplate.services.bringing_in import look

    return look(library, items, choices, preferred)


def _bring_in(
    library: Library, *, items: Sequence[Item], choices: dict[str, str], seen: Look | None, preferred: Preferred
) -> Any:
    from gptemplate.services.bringing_in import bring_in

    brought, changes, _errors = bring_in(library, items, choices, seen, preferred)
    return brought, changes
