"""Upkeep in one window: the page of copies, the keeper, and the ways between them and the screens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gptemplate.errors import BadValue, UserError
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

    @Slot(object)
    def saving_changed(self, error: UserError | None) -> None:
        """Say above the screens that nothing is being saved, and why, until it is again."""
        hindrance = None if isinstance(error, BadValue) or error is None else error.message
        if hindrance == self._unsaved:
            return
        self._unsaved = hindrance
        if hindrance is None:
            self._shell.banners.put_away("unsaved")
            return
        said = Message(
            "What you type is not being saved now. {reason} You can go on typing: it is kept in memory.", reason=hindrance
        )
        notice = Notice("error", said, N_("Save a copy to…"), may_close=False)
        self._shell.banners.show_notice("unsaved", notice, self.save_elsewhere)

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
