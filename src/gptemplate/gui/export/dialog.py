"""The export dialog: first what, then how far it has come, then what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QStandardPaths, Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.export.choose import ChoosePage
from gptemplate.gui.export.progress import ProgressPage
from gptemplate.gui.export.run import Run
from gptemplate.gui.export.state import Choice, usual_folder
from gptemplate.gui.library.state import Entry
from gptemplate.i18n import N_


class ExportDialog(QDialog):
    """Asks what to make, makes it, and tells what came of it."""

    def __init__(self, ctx: Context, chosen: Sequence[Entry], shown: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._run: Run | None = None
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = usual_folder(ctx.settings.export_folder, documents)
        self.setObjectName("export_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(ctx.tr(N_("Export")))
        self.choose_page = ChoosePage(ctx, tuple(chosen), tuple(shown), folder, self)
        self.progress_page = ProgressPage(ctx, self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.choose_page)
        self._pages.addWidget(self.progress_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.addWidget(self._pages)
        self.resize(640, 560)
        self.choose_page.cancelled.connect(self.reject)
        self.choose_page.begun.connect(self._on_begun)
        self.progress_page.stop_requested.connect(self._on_stop_requested)
        self.progress_page.close_requested.connect(self.accept)

    @property
    def is_running(self) -> bool:
        """Whether documents are being made."""
        return self._run is not None and self.progress_page.is_running

    @Slot(object)
    def _on_begun(self, choice: Choice) -> None:
        folder = self.choose_page.folder
        formats = tuple(one.value for one in choice.formats)
        self._ctx.change(export_folder=str(folder), export_formats=formats)
        self._run = Run(self._ctx, choice.order(), folder, self)
        self.progress_page.begin(folder, final=choice.final)
        self._run.gathered.connect(self.progress_page.show_total)
        self._run.made.connect(self.progress_page.add_result)
        self._run.finished.connect(self.progress_page.finish)
        self._run.failed.connect(self.progress_page.show_failure)
        self._pages.setCurrentWidget(self.progress_page)

    @Slot()
    def _on_stop_requested(self) -> None:
        if self._run is not None:
            self._run.stop()

    def reject(self) -> None:
        """Escape stops what is under way; what came of it is still told."""
        if self.is_running:
            self.progress_page.stop_button.click()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._on_stop_requested()
        super().closeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DeferredDelete:
            self._on_stop_requested()
        return super().event(event)
