"""The export dialog: first what, then how far it has come, then what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QStandardPaths, Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.export.choose import ChoosePage
from gptemplate.gui.export.house import HOUSE
from gptemplate.gui.export.progress import ProgressPage
from gptemplate.gui.export.run import Run
from gptemplate.gui.export.state import Choice, usual_folder
from gptemplate.gui.library.state import Entry
from gptemplate.i18n import N_
from gptemplate.services.exporting import DEFAULT_PATTERN

if TYPE_CHECKING:
    from gptemplate.model.template import Template

_USUAL = (740, 680)
_MARGIN = 40  # of the screen, above and below


class ExportDialog(QDialog):
    """Asks what to make, makes it, and tells what came of it. `blank`: begins with blank forms."""

    def __init__(
        self,
        ctx: Context,
        chosen: Sequence[Entry],
        shown: Sequence[Entry],
        parent: QWidget | None = None,
        *,
        blank: bool = False,
    ) -> None:
        super().__init__(parent)
        self._ctx, self._blank = ctx, blank
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
        self.resize(_USUAL[0], min(_USUAL[1], self.screen().availableGeometry().height() - 2 * _MARGIN))
        self.choose_page.cancelled.connect(self.reject)
        self.choose_page.begun.connect(self._on_begun)
        self.progress_page.stop_requested.connect(self._on_stop_requested)
        self.progress_page.close_requested.connect(self.accept)
        ctx.tasks.work(partial(_forms, ctx.paths.templates), self._on_forms)

    @property
    def is_running(self) -> bool:
        """Whether documents are being made."""
        return self._run is not None and self.progress_page.is_running

    def _on_forms(self, forms: list[Template]) -> None:
        self.choose_page.set_forms(forms)
        if self._blank:
            self.choose_page.choose_blank()

    @Slot(object)
    def _on_begun(self, choice: Choice) -> None:
        folder = self.choose_page.folder
        self._remember(choice, folder)
        self._run = Run(self._ctx, choice, folder, self)
        self.progress_page.begin(folder, choice.file(folder) if choice.package else folder)
        self._run.made.connect(self.progress_page.add_results)
        self._run.finished.connect(self.progress_page.finish)
        self._run.failed.connect(self.progress_page.show_failure)
        self._pages.setCurrentWidget(self.progress_page)

    def _remember(self, choice: Choice, folder: Path) -> None:
        told = {"export_folder": str(folder), "export_existing": choice.existing.value}
        if choice.form is None:
            told["export_name"] = "" if choice.pattern == DEFAULT_PATTERN else choice.pattern
            kinds = [*choice.formats, *([HOUSE] if choice.house is not None else [])]
            self._ctx.change(export_formats=tuple(map(str, kinds)), **told)
        else:
            self._ctx.change(**told)

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


def _forms(own: Path) -> list[Template]:
    from gptemplate.services.templates import Templates

    return Templates(own).all()
