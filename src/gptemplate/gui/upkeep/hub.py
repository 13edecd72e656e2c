"""Upkeep in one window: the page of copies, the keeper, and the ways between them and the screens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gptemplate.errors import BadValue, StoreError, UserError
from gptemplate.gui.banners import Notice
from gptemplate.gui.context import Context
from gptemplate.gui.upkeep.keeper import Keeper
from gptemplate.i18n import N_, Message

if TYPE_CHECKING:
    from gptemplate.gui.shell import Shell
    from gptemplate.gui.upkeep.view import CopiesView


class Upkeep(QObject):
    """Joins the keeper to a window."""

    def __init__(self, ctx: Context, location: Path | str, shell: Shell) -> None:
        super().__init__(shell)
        self._ctx, self._shell = ctx, shell
        self._location = location if isinstance(location, Path) and location != ctx.paths.library else None
        self._unsaved: Message | None = None
        self.view: CopiesView | None = None
        self.keeper = Keeper(ctx, self._location, shell)
        self.keeper.noticed.connect(self._on_noticed)
        self.keeper.asked.connect(shell.banners.show_notice)
        self.keeper.replaced.connect(self._on_replaced)
        self.keeper.told.connect(shell.tell)
        self.keeper.moved.connect(shell.restart_requested)

    def page(self) -> CopiesView:
        """Return the page of copies, listing what there is now."""
        if self.view is None:
            from gptemplate.gui.upkeep.view import CopiesView

            self.view = CopiesView(self._ctx, self._location, self._shell)
            self.view.closed.connect(partial(self._shell.show_screen, "settings"))
            self.view.restore_requested.connect(self._on_restore)
            self.view.told.connect(self._shell.tell)
            self._shell.closed.connect(self.view.stop)
        return self.view

    @Slot()
    def ask_forget(self) -> None:
        """Ask which person to remove."""
        from gptemplate.gui.upkeep.forget import ForgetDialog

        self._shell.flush()
        dialog = ForgetDialog(self._ctx, self._location, self._shell)
        dialog.told.connect(self._on_forgotten)
        dialog.open()

    @Slot()
    def save_elsewhere(self) -> None:
        """Ask where to keep a copy of what is in memory."""
        self.keeper.ask_elsewhere(self._shell.editor_state())

    @Slot()
    def save_unsaved(self) -> None:
        """Ask where to keep a copy of each practice that is not saved."""
        editor = self._shell.screens.made_editor
        self.keeper.ask_each(editor.unsaved() if editor is not None else [])

    def saving_changed(self, error: UserError | None, elsewhere: str | Message = "") -> None:
        """Say above the screens that something is not being saved, and why, until it is again.

        `elsewhere` is the title of the practice, where that is not the one that is shown.
        """
        said = _said(error, elsewhere)
        if said == self._unsaved:
            return
        self._unsaved = said
        if said is None:
            self._shell.banners.put_away("unsaved")
            if isinstance(self._shell.problem, StoreError):  # it was the same disk
                self._shell.banners.put_away("problem")
            return
        notice = Notice("error", said, N_("Save a copy to…"), may_close=False)
        self._shell.banners.show_notice("unsaved", notice, self.save_unsaved)

    @Slot(object)
    def _on_restore(self, one: object) -> None:
        self._shell.flush()
        self.keeper.restore(one)  # type: ignore[arg-type]

    @Slot()
    def _on_replaced(self) -> None:
        self._shell.read_anew()
        if self.view is not None:
            self.view.show_now()

    @Slot(str, bool)
    def _on_forgotten(self, said: str, can_undo: bool) -> None:
        self._shell.read_anew()
        self._shell.tell(said, can_undo)

    @Slot(str, object, object)
    def _on_noticed(self, name: str, notice: Notice | None, action: Callable[[], None] | None) -> None:
        if notice is None:
            self._shell.banners.put_away(name)
        else:
            self._shell.banners.show_notice(name, notice, action)


def _said(error: UserError | None, elsewhere: str | Message) -> Message | None:
    if error is None or (isinstance(error, BadValue) and not elsewhere):
        return None  # what does not fit a field is told beside it
    if elsewhere:
        return Message(
            "What was typed in “{title}” is not saved yet. {reason} It is kept in memory, and saving is tried again by itself.",
            title=elsewhere,
            reason=error.message,
        )
    return Message(
        "What you type is not being saved now. {reason} You can go on typing: it is kept in memory.", reason=error.message
    )
