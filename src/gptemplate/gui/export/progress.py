"""The second page of the export: documents as they are made, and at the end what came of it all."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gptemplate.errors import ExportError, UserError, why
from gptemplate.files import safe_name
from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.making.outcome import OutcomePage
from gptemplate.gui.widgets.file_dialogs import file_dialog
from gptemplate.i18n import N_, Message, Translator
from gptemplate.services.exporting import Exported, Outcome, report, time_left


class ProgressPage(OutcomePage):
    """A bar, a list, and afterwards the counts and what is not ready."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "export", ctx.tr(N_("Exporting")), ctx.tr(N_("Documents")), parent)
        self._results: list[Exported] = []
        self._where = Path()
        self._total = 0
        self._began = time.monotonic()
        look = ctx.theme
        done = look.state("done")[0]
        self._pictures = {
            Outcome.MADE: icons.icon("circle-check", done),
            Outcome.UNCHANGED: icons.icon("check", done),
            Outcome.SKIPPED: icons.icon("minus", look.muted),
            Outcome.FAILED: icons.icon("circle-alert", look.danger),
        }
        self._blocking_head = QLabel(self)
        self._blocking_head.setProperty("role", "strong")
        self.blocking_list = self._new_list("blocking_list", ctx.tr(N_("Not ready to be submitted")))
        self._put_together()

    @property
    def results(self) -> list[Exported]:
        """What became of the documents so far."""
        return self._results

    def begin(self, folder: Path, where: Path) -> None:
        """Wait for what is being read; `where` is the folder, or the package in it."""
        self._where = where
        self.wait(folder)

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
        left_out = self._total - len(self._results)
        told = " · ".join(report.counts(tr, self._results, left_out))
        self._end(tr(N_("Stopped")) if left_out else tr(N_("Export finished")), told)
        self._show_blocking()
        self.list.scrollToTop()
        self.close_button.setFocus()

    @Slot(object)
    def show_failure(self, error: UserError) -> None:
        """The export could not be done, or not to its end."""
        self._end(self._ctx.tr(N_("Nothing more was exported")), self._ctx.tr(error.message))

    def _new_list(self, name: str, spoken: str) -> QListWidget:
        made = super()._new_list(name, spoken)
        made.setLayoutMode(QListWidget.LayoutMode.Batched)
        made.setIconSize(QSize(16, 16))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        return made

    def _put_together(self) -> None:
        tr = self._ctx.tr
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self.list, 3)
        column.addWidget(self._blocking_head)
        column.addWidget(self.blocking_list, 2)
        self._blocking_head.hide()
        self.blocking_list.hide()
        reports = (("copy", tr(N_("Copy report")), "copy"), ("save", tr(N_("Save report…")), "save"))
        self.copy_button, self.save_button = self._lay_out(column, *reports)
        self.copy_button.clicked.connect(self._on_copy_clicked)
        self.save_button.clicked.connect(self._ask_report)

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

    def _on_stop_clicked(self) -> None:
        self._line.setText(self._ctx.tr(N_("Stopping after this document. Those that are finished stay.")))
        super()._on_stop_clicked()

    @Slot()
    def _on_copy_clicked(self) -> None:
        tr = self._ctx.tr
        QGuiApplication.clipboard().setText(report.as_text(tr, self._results, self._where))
        self.copy_button.setText(tr(N_("Copied")))

    @Slot()
    def _ask_report(self) -> None:
        tr = self._ctx.tr
        usual = self._folder / f"{safe_name(tr(N_('Export report')))}.txt"
        dialog = file_dialog(self, "export_report_dialog", tr(N_("Save report")), str(usual.parent))
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
        raise ExportError(Message("{name} could not be written: {reason}", name=file.name, reason=why(error))) from None
