"""The second page: how far it has come, and then each file with what is in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidgetItem, QVBoxLayout, QWidget

from gptemplate.errors import UserError
from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.handoff import state
from gptemplate.gui.making.outcome import OutcomePage
from gptemplate.i18n import N_
from gptemplate.services.handing_off import HandedOff


class ResultPage(OutcomePage):
    """A bar, then a list of the files."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "handoff", ctx.tr(N_("Preparing the texts")), ctx.tr(N_("Files")), parent)
        self.list.setSpacing(2)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._after = QLabel(self)
        self._after.setProperty("role", "muted")
        self._after.setWordWrap(True)
        self._after.hide()
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self.list, 1)
        column.addWidget(self._after)
        self._lay_out(column)

    def show_progress(self, done: int, total: int) -> None:
        """Say how far it has come."""
        if self.is_running:
            self.bar.setRange(0, total)
            self.bar.setValue(done)

    def finish(self, done: Sequence[HandedOff], *, stopped: bool) -> None:
        """Tell what came of it."""
        tr, look = self._ctx.tr, self._ctx.theme
        files = any(one.file is not None for one in done)
        heading = tr(N_("Ready to be sent") if files else N_("Nothing to hand off"))
        self._end(tr(N_("Stopped before the end")) if stopped else heading, state.total(tr, done))
        for one in (each for each in done if each.file is not None or each.problem is not None):
            picture = ("circle-alert", look.danger) if one.problem is not None else ("circle-check", look.state("done")[0])
            self.list.addItem(QListWidgetItem(icons.icon(*picture), state.line(tr, one)))
        for title in state.left_out(done):
            told = tr(N_("{title}: nothing to translate"), title=title)
            self.list.addItem(QListWidgetItem(icons.icon("minus", look.muted), told))
        self._after.setText(state.after(tr))
        self._after.setVisible(files)
        self.folder_button.setVisible(files)
        self.close_button.setFocus()

    def show_failure(self, error: UserError) -> None:
        """It could not be done."""
        self._end(self._ctx.tr(N_("Nothing was handed off")), self._ctx.tr(error.message))
        self.folder_button.hide()
        self.close_button.setFocus()

    def _show_buttons(self) -> None:
        super()._show_buttons()
        self.bar.setVisible(self.is_running)
