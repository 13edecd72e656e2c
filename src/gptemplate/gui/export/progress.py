"""The second page of the export: documents as they are made, and at the end what came of it all."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gptemplate.errors import ExportError, UserError
from gptemplate.files import safe_name
from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.i18n import N_, Message, Translator
from gptemplate.services.exporting import Exported, Outcome, report, time_left


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
        self._folder = self._where = Path()
        self._total = 0
        self._began = time.monotonic()
        self.is_running = False
        look = ctx.theme
        done = look.state("done")[0]
        self._pictures = {
            Outcome.MADE: icons.icon("circle-check", done),
            Outcome.UNCHANGED: icons.icon("check", done),
            Outcome.SKIPPED: icons.icon("minus", look.muted),
            Outcome.FAILED: icons.icon("circle-alert", look.danger),
        }
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

    def begin(self, folder: Path, where: Path) -> None:
        """Wait for what is being read; `where` is the folder, or the package in it."""
        self._folder, self._where, self.is_running = folder, where, True
        self._line.setText(self._ctx.tr(N_("Reading the texts…")))
        self.bar.setRange(0, 0)
        self._show_buttons()
        self.stop_button.setFocus()

    @Slot(list, int)
    def add_results(self, some: Sequence[Exported], total: int) -> None:
        """Some files are done, or could not be; so many there will be."""
        if not self._results and not some:
            self._began = time.monotonic()
        self._total = total
        self._add_lines(some)
        self._show_progress()

    @Slot()
    def finish(self) -> None:
        """Tell what came of it."""
        tr = self._ctx.tr
        self._end()
        left_out = self._total - len(self._results)
        self._heading.setText(tr(N_("Stopped")) if left_out else tr(N_("Export finished")))
        self._line.setText(" · ".join(report.counts(tr, self._results, left_out)))
        self._show_blocking()
        self.list.scrollToTop()
        self.close_button.setFocus()

    @Slot(object)
    def show_failure(self, error: UserError) -> None:
        """The export could not be done, or not to its end."""
        tr = self._ctx.tr
        self._end()
        self._heading.setText(tr(N_("Nothing more was exported")))
        self._line.setText(tr(error.message))

    def _end(self) -> None:
        self.is_running = False
        self.bar.setRange(0, 1)
        self.bar.setValue(1)
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
        self.save_button = QPushButton(icons.icon("save", look.text), tr(N_("Save report…")), self)
        self.close_button = QPushButton(tr(N_("Close")), self)
        self.close_button.setProperty("kind", "primary")
        buttons = {
            "stop": self.stop_button,
            "open_folder": self.folder_button,
            "copy": self.copy_button,
            "save": self.save_button,
            "close": self.close_button,
        }
        for name, button in buttons.items():
            button.setObjectName(f"export_{name}_button")
        self.stop_button.clicked.connect(self._on_stop_clicked)
        self.folder_button.clicked.connect(self._on_folder_clicked)
        self.copy_button.clicked.connect(self._on_copy_clicked)
        self.save_button.clicked.connect(self._ask_report)
        self.close_button.clicked.connect(self.close_requested)

    def _new_list(self, name: str, word: str) -> QListWidget:
        made = QListWidget(self)
        made.setObjectName(name)
        made.setAccessibleName(self._ctx.tr(word))
        made.setWordWrap(True)
        made.setLayoutMode(QListWidget.LayoutMode.Batched)
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
        row.addWidget(self.save_button)
        row.addStretch(1)
        row.addWidget(self.stop_button)
        row.addWidget(self.close_button)
        column.addLayout(row)

    def _add_lines(self, some: Sequence[Exported]) -> None:
        for one in some:
            self._results.append(one)
            picture, word = self._pictures[one.outcome], report.OUTCOME_WORDS[one.outcome]
            item = QListWidgetItem(picture, report.line(self._ctx.tr, one))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{self._ctx.tr(word)}: {item.text()}")
            item.setToolTip(self._ctx.tr(word))
            self.list.addItem(item)
        if some:
            self.list.scrollToBottom()

    def _show_progress(self) -> None:
        tr, done = self._ctx.tr, len(self._results)
        self.bar.setRange(0, max(self._total, 1))
        self.bar.setValue(done)
        parts = [tr(N_("{done} of {total} documents"), done=done, total=self._total)]
        left = time_left(time.monotonic() - self._began, done, self._total)
        if left is not None:
            parts.append(tr(left))
        if not self.stop_button.isEnabled():
            parts = [tr(N_("Stopping after this document. Those that are finished stay."))]
        self._line.setText(" · ".join(parts))

    def _show_blocking(self) -> None:
        tr, look = self._ctx.tr, self._ctx.theme
        blocking = report.blocking(tr, self._results)
        self._blocking_head.setVisible(bool(blocking))
        self.blocking_list.setVisible(bool(blocking))
        text = tr.plural("Not ready to be submitted: {n} finding", "Not ready to be submitted: {n} findings", len(blocking))
        self._blocking_head.setText(text)
        for told in blocking:
            self.blocking_list.addItem(QListWidgetItem(icons.icon("triangle-alert", look.warning), told))

    def _show_buttons(self) -> None:
        self.stop_button.setVisible(self.is_running)
        for button in (self.folder_button, self.copy_button, self.save_button, self.close_button):
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
        QGuiApplication.clipboard().setText(report.as_text(tr, self._results, self._where))
        self.copy_button.setText(tr(N_("Copied")))

    @Slot()
    def _ask_report(self) -> None:
        tr = self._ctx.tr
        usual = self._folder / f"{safe_name(tr(N_('Export report')))}.txt"
        dialog = QFileDialog(self, tr(N_("Save report")), str(usual.parent))
        dialog.setObjectName("export_report_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        kinds = {N_("Text"): "txt", N_("Table (CSV)"): "csv", "JSON": "json"}
        dialog.setNameFilters([f"{tr(word)} (*.{ending})" for word, ending in kinds.items()])
        dialog.filterSelected.connect(partial(_follow, dialog))
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(usual.name)
        dialog.fileSelected.connect(self.save_report)
        dialog.open()

    @Slot(str)
    def save_report(self, name: str) -> None:
        """Write the report to a file; its ending says how."""
        job = partial(_save, Path(name), self._ctx.tr, tuple(self._results), self._where)
        self._ctx.tasks.work(job, self._on_saved, self._on_not_saved)

    def _on_saved(self, _nothing: object) -> None:
        self.save_button.setText(self._ctx.tr(N_("Report saved")))

    def _on_not_saved(self, error: UserError) -> None:
        self._line.setText(self._ctx.tr(error.message))


def _follow(dialog: QFileDialog, chosen: str) -> None:
    """The file ends as the kind that is chosen."""
    dialog.setDefaultSuffix(chosen.rpartition("*.")[2].rstrip(")"))


def _save(file: Path, tr: Translator, results: Sequence[Exported], where: Path) -> None:
    """Raises UserError."""
    try:
        report.save(file, tr, results, where)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ExportError(Message("{name} could not be written: {reason}", name=file.name, reason=reason)) from None
