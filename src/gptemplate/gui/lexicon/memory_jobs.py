"""What is done with the memory, each on the thread where it belongs, and said when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from gptemplate.gui.banners import Notice
from gptemplate.gui.context import Context
from gptemplate.gui.lexicon import memory_state as state
from gptemplate.gui.lexicon.disk import writable
from gptemplate.gui.lexicon.importing import Importing
from gptemplate.gui.lexicon.steps import Steps
from gptemplate.i18n import N_
from gptemplate.services import memory

if TYPE_CHECKING:
    from gptemplate.errors import UserError
    from gptemplate.model.memory import Unit
    from gptemplate.services.memory import Imported
    from gptemplate.store.library import Library

MOST_TOLD = 3  # faults of a file that are said one by one


class MemoryJobs(QObject):
    """Changes entries, and carries them in files.

    Signals:
        told: something was done; what, and whether it can be taken back.
        noticed: something to say above the screens: a name, and the `Notice`.
        changed: the memory is another now.
        kept: an entry was kept; the `Unit`.
        progressed: how far a file has come: its name, per cent, entries.
        ended: no file is under way any more.
    """

    told = Signal(str, bool)
    noticed = Signal(str, object)
    changed = Signal()
    kept = Signal(object)
    progressed = Signal(str, int, int)
    ended = Signal()

    def __init__(self, ctx: Context, steps: Steps, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._steps = ctx, steps
        self._importing: Importing | None = None
        self._waiting: list[Path] = []
        self._is_merging = False
        self.edited = 0

    @property
    def is_busy(self) -> bool:
        """Whether a file is under way, or duplicates are."""
        return self._importing is not None or self._is_merging

    def keep(self, unit: Unit, before: Unit) -> None:
        """Keep an entry as a person wrote it; one step to undo until another is selected."""
        if self.edited != unit.number:
            self.edited = unit.number
            self._steps.add(partial(_put, unit=before))
        self._ctx.tasks.write(partial(_put, unit=unit), self._on_kept)

    def delete(self, units: Sequence[Unit]) -> None:
        """Remove entries."""
        held = tuple(units)
        self._ctx.tasks.write(partial(_remove, numbers=tuple(one.number for one in held)), partial(self._on_removed, held))

    def merge(self) -> None:
        """Join entries that say the same."""
        self._is_merging = True
        self._ctx.tasks.write(memory.merge_duplicates, self._on_merged, self._on_not_merged)

    def forget(self, project: str) -> None:
        """Remove all that comes from one place."""
        self._ctx.tasks.write(partial(_forget, name=project), self._on_forgotten)

    def bring_in(self, file: Path) -> None:
        """Bring a file in, after those that are under way."""
        if self._importing is not None:
            self._waiting.append(file)
            return
        self._importing = Importing(self._ctx, file, self)
        self._importing.progressed.connect(self._on_progressed)
        self._importing.finished.connect(self._on_imported)
        self._importing.failed.connect(self._on_import_failed)
        self.progressed.emit(file.name, 0, 0)
        self._importing.begin()

    @Slot()
    def cancel(self) -> None:
        """Read no further of the file that is under way, nor of those that wait."""
        self._waiting.clear()
        if self._importing is not None:
            self._importing.cancel()

    def export(self, file: Path) -> None:
        """Write the whole memory to a file, from a library of its own: it may take long."""
        self._ctx.tasks.work_reading(partial(_export, file=file), partial(self._on_exported, file))

    # When it is done

    def _on_kept(self, unit: Unit) -> None:
        self.kept.emit(unit)
        self.changed.emit()

    def _on_removed(self, units: tuple[Unit, ...], _nothing: None) -> None:
        self._steps.add(partial(_add, units=units))
        tr, n = self._ctx.tr, len(units)
        self.told.emit(tr.plural("Deleted {n} entry", "Deleted {n} entries", n, n=state.number(tr, n)), True)
        self.changed.emit()

    def _on_merged(self, n: int) -> None:
        self._is_merging = False
        tr = self._ctx.tr
        said = tr.plural("Joined {n} entry with another", "Joined {n} entries with others", n, n=state.number(tr, n))
        self.told.emit(said if n else tr(N_("There are no duplicates")), False)
        self.changed.emit()

    def _on_not_merged(self, error: UserError) -> None:
        self._is_merging = False
        self._ctx.tasks.failed.emit(error)
        self.changed.emit()

    def _on_forgotten(self, n: int) -> None:
        tr = self._ctx.tr
        self.told.emit(tr.plural("Forgot {n} entry", "Forgot {n} entries", n, n=state.number(tr, n)), False)
        self.changed.emit()

    @Slot(int, int)
    def _on_progressed(self, percent: int, read: int) -> None:
        if self._importing is not None:
            self.progressed.emit(self._importing.file.name, percent, read)

    @Slot(object)
    def _on_imported(self, brought: Imported) -> None:
        assert self._importing is not None
        name = self._importing.file.name
        if brought.broken is not None:
            self.noticed.emit("memory_broken", Notice("warning", brought.broken))
        for place, fault in enumerate(brought.faults[:MOST_TOLD]):
            self.noticed.emit(f"memory_{place}", Notice("warning", fault))
        self.told.emit(state.told_imported(self._ctx.tr, name, brought), False)
        self._end()

    @Slot(object)
    def _on_import_failed(self, error: UserError) -> None:
        self._ctx.tasks.failed.emit(error)
        self._end()

    def _end(self) -> None:
        if self._importing is not None:
            self._importing.deleteLater()
        self._importing = None
        self.ended.emit()
        self.changed.emit()
        if self._waiting:
            self.bring_in(self._waiting.pop(0))

    def _on_exported(self, file: Path, n: int) -> None:
        tr = self._ctx.tr
        number = state.number(tr, n)
        said = tr.plural("{n} entry written to {path}", "{n} entries written to {path}", n, n=number, path=str(file))
        self.told.emit(said, False)


def _put(library: Library, *, unit: Unit) -> Unit:
    memory.put(library, unit)
    return unit


def _remove(library: Library, *, numbers: tuple[int, ...]) -> None:
    memory.remove(library, numbers)


def _add(library: Library, *, units: tuple[Unit, ...]) -> int:
    with library.writing() as work:
        return work.memory.add(units)


def _forget(library: Library, *, name: str) -> int:
    return memory.forget_project(library, name)


def _export(library: Library, *, file: Path) -> int:
    with writable(file):
        return memory.export_file(library, file)
