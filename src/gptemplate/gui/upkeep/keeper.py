"""What the window does with whole libraries: puts a copy back, keeps one elsewhere, moves one to this computer."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gptemplate.errors import UserError
from gptemplate.gui.banners import Notice
from gptemplate.gui.context import Context
from gptemplate.gui.library.dates import full
from gptemplate.i18n import N_, Message
from gptemplate.services import elsewhere, upkeep

if TYPE_CHECKING:
    from gptemplate.gui.editor.state import EditorState
    from gptemplate.paths import Paths
    from gptemplate.store.copies import BackupInfo
    from gptemplate.store.library import Library
    from gptemplate.store.places import Place


class Keeper(QObject):
    """Does what concerns the library as a file.

    Signals:
        replaced: another state of the library is open now; every screen reads it anew.
        noticed: something to say above the screens: a name, the `Notice` or None, what its button does or None.
        told: something was done; what, and whether it can be taken back.
        moved: the library is in another folder; its `Paths`.
    """

    replaced = Signal()
    noticed = Signal(str, object, object)
    told = Signal(str, bool)
    moved = Signal(object)

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

    def ask_elsewhere(self, state: EditorState | None) -> None:
        """Ask where to keep a copy of the practice that is open, as it is in memory, or of the whole library."""
        tr, dialog = self._ctx.tr, QFileDialog(self._window)
        dialog.setObjectName("elsewhere_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        suffix, kind = ("json", N_("Practice files")) if state else ("gptemplate", N_("Libraries"))
        dialog.setWindowTitle(tr(N_("Save a copy of this practice")) if state else tr(N_("Save a copy of the library")))
        dialog.setNameFilter(f"{tr(kind)} (*.{suffix})")
        dialog.setDefaultSuffix(suffix)
        dialog.selectFile(f"{self._stem(state)}.{suffix}")
        save = partial(self._save_practice, state) if state else self._save_library
        dialog.fileSelected.connect(save)
        dialog.open()

    def _stem(self, state: EditorState | None) -> str:
        from gptemplate.files import safe_name

        if state is None:
            return f"{self._ctx.tr(N_('Practices'))} {datetime.now().astimezone():%Y-%m-%d}"
        title, _language = state.practice.title(state.template, self._ctx.language)
        return safe_name(title or self._ctx.tr(N_("Untitled practice")))

    def _save_practice(self, state: EditorState, file: str) -> None:
        from copy import deepcopy

        template, practice = state.template, deepcopy(state.practice)  # typing goes on while it is written
        target = Path(file)

        def gathered(contents: dict[str, bytes], missing: str) -> None:
            job = partial(elsewhere.save_practice, template, practice, contents, target)
            self._ctx.tasks.work(job, partial(self._on_saved, target, missing))

        def without(_error: UserError) -> None:
            gathered({}, self._ctx.tr(N_("Photos and files are not in it: the library cannot be read now.")))

        def attached(library: Library) -> dict[str, bytes]:
            return elsewhere.attached(library, template, practice)

        self._ctx.tasks.read(attached, partial(gathered, missing=""), without)

    def _save_library(self, file: str) -> None:
        target = Path(file)
        moment = datetime.now().astimezone()
        job = partial(elsewhere.save_library, self._ctx.paths, target, moment, location=self._location)
        self._ctx.tasks.work(job, partial(self._on_saved, target, ""))

    def _on_saved(self, target: Path, missing: str, _nothing: None) -> None:
        said = self._ctx.tr(N_("A copy is saved in {path}"), path=str(target))
        self.told.emit(f"{said}. {missing}" if missing else said, False)

    # A place that is no good for a library

    def tell_place(self) -> None:
        """Say once, where the library lies in a folder that is no good place for it, what may happen there."""
        paths = self._ctx.paths
        if self._ctx.settings.told_place != str((self._location or paths.library).parent):
            self._ctx.tasks.work(partial(elsewhere.place, paths, self._location), self._on_place)

    def _on_place(self, place: Place) -> None:
        said = _WARNINGS.get(place.kind.value)
        if said is None:
            return
        folder = str((self._location or self._ctx.paths.library).parent)
        may_move = self._location is None and not self._ctx.read_only
        notice = Notice("info", Message(said, name=place.name), N_("Keep it on this computer…") if may_move else "")
        self.noticed.emit("place", notice, self.ask_move if may_move else None)
        self._ctx.change(told_place=folder)

    @Slot()
    def ask_move(self) -> None:
        """Ask to which folder of this computer the library is to go."""
        self._ctx.tasks.work(partial(elsewhere.home_for, self._ctx.paths), self._on_home)

    def _on_home(self, home: Path | None) -> None:
        if home is None:
            self._ask_folder()
        else:
            self._confirm(home)

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
        self._confirm(Path(folder))

    def _confirm(self, folder: Path) -> None:
        tr = self._ctx.tr
        box = QMessageBox(self._window)
        box.setObjectName("move_question")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(tr(N_("Keep the library on this computer")))
        box.setText(tr(N_("Keep the library on this computer?")))
        here, there = str(folder), str(self._ctx.paths.data)
        box.setInformativeText(
            tr(N_("You then work on a copy in {folder}. Safety copies go to {old} by themselves, and the library that is "
                  "there now stays as it is."), folder=here, old=there)
        )  # fmt: skip
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
        ctx.tasks.exchange(job, self._on_moved, self._on_failed)

    def _on_moved(self, new: Paths) -> None:
        self._ctx.change(moved_to=str(new.data))
        self.moved.emit(new)


_WARNINGS = {
    "synced": N_(
        "The library is in a folder that {name} keeps in step with other computers. While you write, such a program may copy "
        "half of a change. It is safer to keep the library on this computer and only safety copies there."
    ),
    "network": N_(
        "The library is on a network drive, where a broken connection can damage it. It is safer to keep the library on this "
        "computer and only safety copies there."
    ),
    "removable": N_(
        "The library is on a stick or another drive that can be pulled out. It is safer to keep the library on this computer "
        "and only safety copies there."
    ),
}
