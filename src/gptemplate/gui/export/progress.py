"""The second page of the export: documents as they are made, and at the end what came of it all."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gptemplate.errors import UserError
from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.export import state
from gptemplate.i18n import N_
from gptemplate.services.exporting import Exported


class ProgressPage(QWidget):
    """A bar, a list, and afterwards the counts and what is not ready.

    Signals:
        stop_requested: no more documents are wanted.
        close_requested: the dialog has been read.
    """

    stop_requested = Signal()
    close_requested = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._results: list[Exported] = []
        self._blocking: list[str] = []
        self._folder = Path()
        self._total = self._done = 0
        self._final = False
        self.is_running = False
        self._make_parts()
        self._lay_out()

    @property
    def results(self) -> list[Exported]:
        """What became of the documents so far."""
        return self._results

    @property
    def text(self) -> str:
        """What the page says above the list."""
        return f"{self._heading.text()}\n{self._line.text()}"

    def begin(self, folder: Path, *, final: bool) -> None:
        """Wait for what is being read."""
        self._folder, self._final, self.is_running = folder, final, True
        self._began = time.monotonic()
        self._line.setText(self._ctx.tr(N_("Reading the texts…")))
        self.bar.setRange(0, 0)
        self._show_buttons()
        self.stop_button.setFocus()

    @Slot(int, list)
    def show_total(self, total: int, refused: list[Exported]) -> None:
        """Everything is read: so many documents come."""
        self._total = total
        self._began = time.monotonic()
        self.bar.setRange(0, max(total, 1))
        for one in refused:
            self._add_line(one)
        self._show_progress()

    @Slot(object)
    def add_result(self, one: Exported) -> None:
        """One document is done, or could not be."""
        self._done += 1
        self._add_line(one)
        self._show_progress()

    @Slot(dict)
    def finish(self, templates: Mapping[str, Any]) -> None:
        """Tell what came of it."""
        tr = self._ctx.tr
        self.is_running = False
        self.bar.setRange(0, 1)
        self.bar.setValue(1)
        made, problems = state.count(self._results)
        stopped = self._done < self._total
        self._heading.setText(tr(N_("Stopped")) if stopped else tr(N_("Export finished")))
        parts = [tr.plural("{n} document made", "{n} documents made", made)]
        if problems:
            parts.append(tr.plural("{n} could not be made", "{n} could not be made", problems))
        if stopped:
            parts.append(tr.plural("{n} left out", "{n} left out", self._total - self._done))
        self._line.setText(" · ".join(parts))
        self._blocking = state.findings(tr, self._results, templates)
        self._show_blocking()
        self._show_buttons()
        self.list.scrollToTop()
        self.close_button.setFocus()

    @Slot(object)
    def show_failure(self, error: UserError) -> None:
        """The export could not be done at all."""
        tr = self._ctx.tr
        self.is_running = False
        self.bar.setRange(0, 1)
        self._heading.setText(tr(N_("Nothing more was exported")))
        self._line.setText(tr(error.message))
        self._show_buttons()

    def _make_parts(self) -> None:
        tr, look = self._ctx.tr, self._ctx.theme
        self._heading, self._line = QLabel(tr(N_("Exporting")), self), QLabel(self)
        self._heading.setProperty("role", "title")
        self._line.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(tr(N_("Progress")))
        self.list = self._new_list("export_list", N_("Documents"))
        self._blocking_head = QLabel(self)
        self._blocking_head.setProperty("role", "strong")
        self.blocking_list = self._new_list("export_blocking_list", N_("Not ready to be submitted"))
        self.stop_button = QPushButton(tr(N_("Stop")), self)
        self.folder_button = QPushButton(icons.icon("folder-open", look.text), tr(N_("Open folder")), self)
        self.copy_button = QPushButton(icons.icon("copy", look.text), tr(N_("Copy report")), self)
        self.close_button = QPushButton(tr(N_("Close")), self)
        self.close_button.setProperty("kind", "primary")
        buttons = {
            "stop": self.stop_button,
            "open_folder": self.folder_button,
            "copy": self.copy_button,
            "close": self.close_button,
        }
        for name, button in buttons.items():
            button.setObjectName(f"export_{name}_button")
        self.stop_button.clicked.connect(self._on_stop_clicked)
        self.folder_button.clicked.connect(self._on_folder_clicked)
        self.copy_button.clicked.connect(self._on_copy_clicked)
        self.close_button.clicked.connect(self.close_requested)

    def _new_list(self, name: str, word: str) -> QListWidget:
        made = QListWidget(self)
        made.setObjectName(name)
        made.setAccessibleName(self._ctx.tr(word))
        made.setWordWrap(True)
        made.setIconSize(QSize(16, 16))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self._heading, self._line, self.bar):
            column.addWidget(widget)
        column.addWidget(self.list, 3)
        column.addWidget(self._blocking_head)
        column.addWidget(self.blocking_list, 2)
        self._blocking_head.hide()
        self.blocking_list.hide()
        row = QHBoxLayout()
        row.addWidget(self.folder_button)
        row.addWidget(self.copy_button)
        row.addStretch(1)
        row.addWidget(self.stop_button)
        row.addWidget(self.close_button)
        column.addLayout(row)

    def _add_line(self, one: Exported) -> None:
        self._results.append(one)
        look = self._ctx.theme
        good = one.file is not None
        colour = look.state("done")[0] if good else look.danger
        item = QListWidgetItem(icons.icon("circle-check" if good else "circle-alert", colour), state.line(self._ctx.tr, one))
        word = N_("made") if good else N_("could not be made")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{self._ctx.tr(word)}: {item.text()}")
        self.list.addItem(item)
        self.list.scrollToBottom()

    def _show_progress(self) -> None:
        tr = self._ctx.tr
        self.bar.setValue(self._done)
        parts = [tr(N_("{done} of {total} documents"), done=self._done, total=self._total)]
        left = state.time_left(time.monotonic() - self._began, self._done, self._total)
        if left is not None:
            parts.append(tr(left))
        self._line.setText(" · ".join(parts))

    def _show_blocking(self) -> None:
        tr, look = self._ctx.tr, self._ctx.theme
        shown = bool(self._blocking) and self._final
        self._blocking_head.setVisible(shown)
        self.blocking_list.setVisible(shown)
        text = tr.plural(
            "Not ready to be submitted: {n} finding", "Not ready to be submitted: {n} findings", len(self._blocking)
        )
        self._blocking_head.setText(text)
        for told in self._blocking:
            self.blocking_list.addItem(QListWidgetItem(icons.icon("triangle-alert", look.warning), told))

    def _show_buttons(self) -> None:
        self.stop_button.setVisible(self.is_running)
        for button in (self.folder_button, self.copy_button, self.close_button):
            button.setVisible(not self.is_running)

    @Slot()
    def _on_stop_clicked(self) -> None:
        self.stop_button.setEnabled(False)
        self._line.setText(self._ctx.tr(N_("Stopping after this document. Those that are finished stay.")))
        self.stop_requested.emit()

    @Slot()
    def _on_folder_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    @Slot()
    def _on_copy_clicked(self) -> None:
        tr = self._ctx.tr
        QGuiApplication.clipboard().setText(
            state.report(tr, self._results, self._folder, self._blocking if self._final else [])
        )
        self.copy_button.setText(tr(N_("Copied")))
