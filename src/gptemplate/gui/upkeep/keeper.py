"""What the window does with whole libraries: puts a copy back, keeps one elsewhere, moves one to this computer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gptemplate.errors import UnsafePlace, UserError
from gptemplate.gui.banners import Notice
from gptemplate.gui.context import Context
from gptemplate.gui.library.dates import full
from gptemplate.i18n import N_, Message
from gptemplate.services import elsewhere, upkeep

if TYPE_CHECKING:
    from gptemplate.gui.editor.state import EditorState
    from gptemplate.services.elsewhere import Home
    from gptemplate.store.copies import BackupInfo
    from gptemplate.store.library import Library


class Keeper(QObject):
    """Does what concerns the library as a file.

    Signals:
        replaced: another state of the library is open now; every screen reads it anew.
        noticed: something to say above the screens: a name, the `Notice` or None, what its button does or None.
        told: something was done; what, and whether it can be taken back.
        asked: the same as `noticed`, with two buttons; a name, the `Notice` and what each of them does.
        moved: the library is in another folder; its `Paths`.
        work_there_chosen: the person wants to work where the library lies; its file.
    """

    replaced = Signal()
    noticed = Signal(str, object, object)
    told = Signal(str, bool)
    asked = Signal(str, object, object, object)
    moved = Signal(object)
    work_there_chosen = Signal(object)

    def __init__(self, ctx: Context, location: Path | None, window: QWidget) -> None:
        super().__init__(window)
        self._ctx, self._location, self._window = ctx, location, window

    # Putting a copy back

    @Slot(object)
    def restore(self, one: BackupInfo) -> None:
        """Put a copy in the library's place; its present state is kept, and the way back is offered."""
        made = full(round(one.when.timestamp() * 1000), self._ctx.language)
        said = Message("The library is as it was in the copy of {time}. What was here before is kept as a copy.", time=made)
        self._put_back(one.file, said)

    def _put_back(self, file: Path, said: Message) -> None:
        job = partial(upkeep.restore_backup, self._ctx.paths, file, location=self._location)
        self._ctx.tasks.exchange(job, partial(self._on_restored, said), self._on_failed)

    def _on_restored(self, said: Message, kept: Path | None) -> None:
        self.replaced.emit()
        back = partial(self._go_back, kept) if kept is not None else None
        self.noticed.emit("restored", Notice("info", said, N_("Take it back") if back else ""), back)

    def _go_back(self, kept: Path) -> None:
        said = Message("The library is as it was before a copy was put back. The copy is still among the safety copies.")
        self.noticed.emit("restored", None, None)
        self._put_back(kept, said)

    def _on_failed(self, error: UserError) -> None:
        self.replaced.emit()  # the file was closed and is open again
        self._ctx.tasks.failed.emit(error)

    # A copy elsewhere

    def ask_each(self, states: Sequence[EditorState], finished: Callable[[bool], None] | None = None) -> None:
        """Ask where to keep a copy of each practice; tell in the end whether there is one of all."""
        tell = finished or _nobody
        if not states:
            tell(True)
            return
        save = partial(self._save_practice, states[0], finished=partial(self._on_one_saved, states[1:], tell))
        self._ask_file(states[0], save).rejected.connect(partial(tell, False))

    def _on_one_saved(self, rest: Sequence[EditorState], tell: Callable[[bool], None], is_saved: bool) -> None:
        if is_saved:
            self.ask_each(rest, tell)
        else:
            tell(False)

    def ask_elsewhere(self, state: EditorState | None) -> None:
        """Ask where to keep a copy of the practice that is open, as it is in memory, or of the whole library."""
        self._ask_file(state, partial(self._save_practice, state) if state else self._save_library)

    def _ask_file(self, state: EditorState | None, save: Callable[[str], None]) -> QFileDialog:
        tr, dialog = self._ctx.tr, QFileDialog(self._window)
        dialog.setObjectName("elsewhere_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        suffix, kind = ("json", N_("Practice files")) if state else ("gptemplate", N_("Libraries"))
        dialog.setWindowTitle(tr(N_("Save a copy of this practice")) if state else tr(N_("Save a copy of the library")))
        dialog.setNameFilter(f"{tr(kind)} (*.{suffix})")
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(f"{self._stem(state)}.{suffix}")
        dialog.fileSelected.connect(save)
        dialog.open()
        return dialog

    def _stem(self, state: EditorState | None) -> str:
        from gptemplate.files import safe_name

        if state is None:
            return f"{self._ctx.tr(N_('Practices'))} {datetime.now().astimezone():%Y-%m-%d}"
        title, _language = state.practice.title(state.template, self._ctx.language)
        return safe_name(title or self._ctx.tr(N_("Untitled practice")))

    def _save_practice(self, state: EditorState, file: str, finished: Callable[[bool], None] | None = None) -> None:
        from copy import deepcopy

        template, practice = state.template, deepcopy(state.practice)  # typing goes on while it is written
        target = Path(file)

        def gathered(contents: dict[str, bytes], missing: str) -> None:
            job = partial(elsewhere.save_practice, template, practice, contents, target)
            self._ctx.tasks.work(job, partial(done, missing), failed)

        def done(missing: str, _nothing: None) -> None:
            self._on_saved(target, missing, None)
            (finished or _nobody)(True)

        def failed(error: UserError) -> None:
            self._ctx.tasks.failed.emit(error)
            (finished or _nobody)(False)

        def without(_error: UserError) -> None:
            gathered({}, self._ctx.tr(N_("Photos and files are not in it: the library cannot be read now.")))

        def attached(library: Library) -> dict[str, bytes]:
            return elsewhere.attached(library, template, practice)

        self._ctx.tasks.read(attached, partial(gathered, missing=""), without)

    def _save_library(self, file: str) -> None:
        target = Path(file)
        moment = datetime.now().astimezone()
        ctx = self._ctx
        job = partial(elsewhere.save_library, ctx.paths, target, moment, location=self._location, stand_in=ctx.stand_in)
        self._ctx.tasks.work(job, partial(self._on_saved, target, ""))

    def _on_saved(self, target: Path, missing: str, _nothing: None) -> None:
        said = self._ctx.tr(N_("A copy is saved in {path}"), path=str(target))
        self.told.emit(f"{said}. {missing}" if missing else said, False)

    # A place that is no good for a library

    def ask_place(self, hindrance: UnsafePlace) -> None:
        """Say why nothing is written where the library lies, and ask where to work.

        A library that was named in the call is not moved: the person saves a copy and opens that.
        """
        keep, elsewhere_ = N_("Keep on this computer…"), N_("Save a copy to…")
        notice = Notice(
            "warning",
            hindrance.message,
            keep if self._location is None else elsewhere_,
            may_close=False,
            other=N_("Work here anyway"),
        )
        first = self.ask_move if self._location is None else partial(self.ask_elsewhere, None)
        self.asked.emit("place", notice, first, self._work_there)

    @Slot()
    def _work_there(self) -> None:
        ctx = self._ctx
        job = partial(elsewhere.work_there, ctx.paths, ctx.settings, self._location)
        ctx.tasks.work(job, self._on_work_there)

    def _on_work_there(self, _nothing: None) -> None:
        self.work_there_chosen.emit(self._location or self._ctx.paths.library)

    @Slot()
    def ask_move(self) -> None:
        """Ask to which folder of this computer the library is to go."""
        self._look_at(None)

    def _look_at(self, folder: Path | None) -> None:
        self._ctx.tasks.work(partial(elsewhere.home, self._ctx.paths, folder), self._on_home)

    def _on_home(self, home: Home) -> None:
        if home.folder is None:
            self._ask_folder()
        else:
            self._confirm(home, home.folder)

    @Slot()
    def _ask_folder(self) -> None:
        dialog = QFileDialog(self._window, self._ctx.tr(N_("Choose a folder on this computer")))
        dialog.setObjectName("move_folder_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._on_folder)
        dialog.open()

    @Slot(str)
    def _on_folder(self, folder: str) -> None:
        self._look_at(Path(folder))

    def _confirm(self, home: Home, folder: Path) -> None:
        tr = self._ctx.tr
        box = QMessageBox(self._window)
        box.setObjectName("move_question")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(tr(N_("Keep the library on this computer")))
        box.setText(tr(N_("Keep the library on this computer?")))
        box.setInformativeText(tr(_what_follows(home), folder=str(folder), old=str(self._ctx.paths.data)))
        yes = box.addButton(tr(N_("Keep it here")), QMessageBox.ButtonRole.AcceptRole)
        other = box.addButton(tr(N_("Another folder…")), QMessageBox.ButtonRole.ActionRole)
        no = box.addButton(tr(N_("Cancel")), QMessageBox.ButtonRole.RejectRole)
        for button, name in ((yes, "move_yes_button"), (other, "move_other_button"), (no, "move_no_button")):
            button.setObjectName(name)
        box.setDefaultButton(yes)
        box.setEscapeButton(no)
        yes.clicked.connect(partial(self._move, folder))
        other.clicked.connect(self._ask_folder)
        box.open()

    def _move(self, folder: Path) -> None:
        ctx = self._ctx
        job = partial(elsewhere.move, ctx.paths, ctx.settings, folder, datetime.now().astimezone())
        ctx.tasks.work(job, self.moved.emit)


def _nobody(_is_saved: bool) -> None:
    """Nobody waits for the copy."""


def _what_follows(home: Home) -> str:
    """What keeping the library in a folder of this computer means."""
    if not home.is_new:
        return N_(
            "You then work on a copy in {folder}. Safety copies go to {old} by themselves, and the library that is "
            "there now stays as it is."
        )
    if home.has_library:
        return N_("You then work with the library that is in {folder} already. Nothing is written to {old}.")
    return N_("You then begin a new library in {folder}. Nothing is written to {old}.")
