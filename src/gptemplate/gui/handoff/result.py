"""The second page: how far it has come, and then each file with what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gptemplate.errors import UserError
from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.handoff import state
from gptemplate.i18n import N_
from gptemplate.services.handing_off import HandedOff


class ResultPage(QWidget):
    """A bar, then a list of the files.

    Signals:
        stop_requested: no more files are wanted.
        close_requested: the page has been read.
    """

    stop_requested = Signal()
    close_requested = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._folder = ctx, Path()
        self.is_running = False
        self._make_parts()
        self._lay_out()

    @property
    def text(self) -> str:
        """What the page says above the list."""
        return f"{self._heading.text()}\n{self._line.text()}"

    def begin(self, folder: Path) -> None:
        """Wait for what is being read."""
        self._folder, self.is_running = folder, True
        self._line.setText(self._ctx.tr(N_("Reading the texts…")))
        self.bar.setRange(0, 0)
        self._show_buttons()
        self.stop_button.setFocus()

    def show_progress(self, done: int, total: int) -> None:
        """Say how far it has come."""
        if self.is_running:
            self.bar.setRange(0, total)
            self.bar.setValue(done)

    def finish(self, done: Sequence[HandedOff], *, stopped: bool) -> None:
        """Tell what came of it."""
        tr, look = self._ctx.tr, self._ctx.theme
        self._end()
        files = any(one.file is not None for one in done)
        self._heading.setText(
            tr(N_("Stopped before the end")) if stopped else tr(N_("Ready to be sent") if files else N_("Nothing to hand off"))
        )
        self._line.setText(state.total(tr, done))
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
        self._end()
        self._heading.setText(self._ctx.tr(N_("Nothing was handed off")))
        self._line.setText(self._ctx.tr(error.message))
        self.folder_button.hide()
        self.close_button.setFocus()

    def _end(self) -> None:
        self.is_running = False
        self.bar.setRange(0, 1)
        self.bar.setValue(1)
        self._show_buttons()

    def _make_parts(self) -> None:
        tr, look = self._ctx.tr, self._ctx.theme
        self._heading, self._line, self._after = QLabel(tr(N_("Preparing the texts")), self), QLabel(self), QLabel(self)
        self._heading.setProperty("role", "title")
        self._after.setProperty("role", "muted")
        self._after.hide()
        for label in (self._line, self._after):
            label.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(tr(N_("Progress")))
        self.list = QListWidget(self)
        self.list.setObjectName("handoff_list")
        self.list.setAccessibleName(tr(N_("Files")))
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.stop_button = QPushButton(tr(N_("Stop")), self)
        self.stop_button.setObjectName("handoff_stop_button")
        self.folder_button = QPushButton(icons.icon("folder-open", look.text), tr(N_("Open folder")), self)
        self.folder_button.setObjectName("handoff_open_button")
        self.close_button = QPushButton(tr(N_("Close")), self)
        self.close_button.setObjectName("handoff_close_button")
        self.close_button.setProperty("kind", "primary")
        self.stop_button.clicked.connect(self._on_stop_clicked)
        self.folder_button.clicked.connect(self._on_folder_clicked)
        self.close_button.clicked.connect(self.close_requested)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.folder_button)
        foot.addStretch(1)
        foot.addWidget(self.stop_button)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._heading, self._line, self.bar):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self._after)
        column.addLayout(foot)

    def _show_buttons(self) -> None:
        self.stop_button.setVisible(self.is_running)
        self.bar.setVisible(self.is_running)
        for button in (self.folder_button, self.close_button):
            button.setVisible(not self.is_running)

    @Slot()
    def _on_stop_clicked(self) -> None:
        self.stop_button.setEnabled(False)
        self.stop_requested.emit()

    @Slot()
    def _on_folder_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
