"""What a person does with whole practices; all of it happens on the writer thread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from gptemplate.gui.context import Context
from gptemplate.i18n import N_
from gptemplate.model.states import Status
from gptemplate.model.words import STATUS_WORDS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gptemplate.errors import UserError
    from gptemplate.model.changes import Changes
    from gptemplate.model.template import Template
    from gptemplate.services.bringing_in import Brought
    from gptemplate.store.library import Library

CAN_UNDO, FINAL = True, False


class Actions(QObject):
    """Steps of the library, each of which says what it did.

    Signals:
        told: what was done; whether it can be taken back.
        begun: a new practice is there; its id.
    """

    told = Signal(str, bool)
    begun = Signal(str)

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx

    def ask_new(self, parent: QWidget) -> None:
        """Ask on which form a practice is begun, and begin it."""
        self._ctx.tasks.work(partial(_templates, self._ctx.paths.templates), partial(self._on_templates_read, parent))

    def ask_files(self, parent: QWidget) -> None:
        """Ask which practice files to bring in, and bring them in."""
        from gptemplate.gui.library import asking

        asking.ask_files(self._ctx, parent, partial(self.bring_in, parent=parent))

    def bring_in(self, files: Sequence[str | Path], parent: QWidget) -> None:
        """Bring in files; what they would do is shown first, where there is anything to see."""
        from gptemplate.gui.library import asking

        asking.bring_in(self._ctx, [Path(file) for file in files], parent, self._on_files_brought)

    def begin(self, template_id: str, language: str) -> None:
        """Begin a practice."""
        self._ctx.tasks.write(partial(_begin, template_id=template_id, language=language), self._on_begun)

    def set_status(self, ids: Sequence[str], status: Status) -> None:
        """Move practices to a status."""
        done = partial(self._on_status_set, status, len(ids))
        self._ctx.tasks.write(partial(_set_status, ids=tuple(ids), status=status), done)

    def to_bin(self, ids: Sequence[str]) -> None:
        """Move practices to the bin."""
        self._ctx.tasks.write(partial(_to_bin, ids=tuple(ids)), partial(self._on_binned, len(ids)))

    def restore(self, ids: Sequence[str]) -> None:
        """Take practices out of the bin."""
        self._ctx.tasks.write(partial(_restore, ids=tuple(ids)), partial(self._on_restored, len(ids)))

    def remove_for_good(self, ids: Sequence[str]) -> None:
        """Remove practices with all their history."""
        self._ctx.tasks.write(partial(_remove, ids=tuple(ids)), partial(self._on_removed, len(ids)))

    def bring_in_samples(self) -> None:
        """Bring in the sample practices."""
        self._ctx.tasks.write(_bring_in_samples, self._on_brought)

    @Slot()
    def undo(self) -> None:
        """Take back the last step of the library."""
        self._ctx.tasks.write(_undo, self._on_undone)

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back."""
        self._ctx.tasks.write(_redo, self._on_redone)

    def _on_templates_read(self, parent: QWidget, templates: list[Template]) -> None:
        from gptemplate.gui.library import asking

        asking.ask_form(self._ctx, templates, parent, self.begin)

    def _on_begun(self, answer: tuple[str, Changes]) -> None:
        practice_id, changes = answer
        self._ctx.changed.emit(changes)
        self.begun.emit(practice_id)

    def _on_status_set(self, status: Status, n: int, _changes: Changes) -> None:
        tr = self._ctx.tr
        told = tr.plural("{n} practice is now: {status}", "{n} practices are now: {status}", n, status=tr(STATUS_WORDS[status]))
        self.told.emit(told, CAN_UNDO)

    def _on_binned(self, n: int, _changes: Changes) -> None:
        self.told.emit(self._ctx.tr.plural("Moved {n} practice to the bin", "Moved {n} practices to the bin", n), CAN_UNDO)

    def _on_restored(self, n: int, _changes: Changes) -> None:
        told = self._ctx.tr.plural("{n} practice is back in the table", "{n} practices are back in the table", n)
        self.told.emit(told, CAN_UNDO)

    def _on_removed(self, n: int, _changes: Changes) -> None:
        told = self._ctx.tr.plural("Removed {n} practice for good", "Removed {n} practices for good", n)
        self.told.emit(told, FINAL)

    def _on_undone(self, changes: Changes | None) -> None:
        tr = self._ctx.tr
        self.told.emit(tr(N_("Undone")) if changes is not None else tr(N_("There is nothing to undo")), FINAL)

    def _on_redone(self, changes: Changes | None) -> None:
        tr = self._ctx.tr
        self.told.emit(
            tr(N_("Done again")) if changes is not None else tr(N_("There is nothing to do again")), changes is not None
        )

    def _on_brought(self, answer: tuple[list[Brought], Changes, list[UserError]]) -> None:
        brought, changes, _errors = answer
        if changes:
            self._ctx.changed.emit(changes)
        self.told.emit(self._ctx.tr.plural("Brought in {n} practice", "Brought in {n} practices", len(brought)), CAN_UNDO)

    @Slot(str, bool)
    def _on_files_brought(self, told: str, can_undo: bool) -> None:
        self.told.emit(told, can_undo)


def _templates(own: Path) -> list[Template]:
    from gptemplate.services.templates import Templates

    return Templates(own).all()


def _begin(library: Library, *, template_id: str, language: str) -> Any:
    from gptemplate.services.library import new_practice

    return new_practice(library, template_id=template_id, source_language=language)


def _set_status(library: Library, *, ids: tuple[str, ...], status: Status) -> Changes:
    from gptemplate.services.library import set_status

    return set_status(library, ids, status)


def _to_bin(library: Library, *, ids: tuple[str, ...]) -> Changes:
    from gptemplate.services.library import to_bin

    return to_bin(library, ids)


def _restore(library: Library, *, ids: tuple[str, ...]) -> Changes:
    from gptemplate.services.library import restore

    return restore(library, ids)


def _remove(library: Library, *, ids: tuple[str, ...]) -> Changes:
    from gptemplate.services.library import remove_for_good

    return remove_for_good(library, ids)


def _bring_in_samples(library: Library) -> Any:
    from gptemplate.services.bringing_in import bring_in, sample_files

    return bring_in(library, sample_files())


def _undo(library: Library) -> Changes | None:
    from gptemplate.services.editing import undo

    return undo(library, "")


def _redo(library: Library) -> Changes | None:
    from gptemplate.services.editing import redo

    return redo(library, "")
