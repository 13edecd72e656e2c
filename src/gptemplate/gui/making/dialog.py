"""A dialog of two pages: what is to be made, and what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QStandardPaths, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.making.choosing import ChoosingPage
from gptemplate.gui.making.outcome import OutcomePage

_MARGIN = 40  # of the screen, above and below


class MakingDialog(QDialog):
    """Asks what to make, makes it, and tells what came of it."""

    def __init__(self, ctx: Context, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._outcome: OutcomePage | None = None
        self._pages = QStackedWidget(self)
        self.setObjectName(f"{name}_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.addWidget(self._pages)

    @property
    def is_running(self) -> bool:
        """Whether something is being made."""
        return self._outcome is not None and self._outcome.is_running

    def usual_folder(self) -> Path:
        """Return where files go: where they went last time, else a folder below the person's documents."""
        kept = self._ctx.settings.export_folder
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(kept) if kept else Path(documents or str(Path.home())) / "Good practices"

    def show_pages(self, choosing: ChoosingPage, outcome: OutcomePage, width: int, height: int) -> None:
        """Take the two pages, and a size that fits the screen."""
        self._outcome = outcome
        self._pages.addWidget(choosing)
        self._pages.addWidget(outcome)
        choosing.cancelled.connect(self.reject)
        outcome.stop_requested.connect(self.stop)
        outcome.close_requested.connect(self.accept)
        self.resize(width, min(height, self.screen().availableGeometry().height() - 2 * _MARGIN))

    def show_outcome(self) -> None:
        """Turn to the second page."""
        if self._outcome is not None:
            self._pages.setCurrentWidget(self._outcome)

    def stop(self) -> None:
        """Make nothing more; nothing happens where nothing is under way."""
        raise NotImplementedError

    def reject(self) -> None:
        """Escape stops what is under way; what came of it is still told."""
        if self._outcome is not None and self.is_running:
            self._outcome.stop_button.click()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stop()
        super().closeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DeferredDelete:
            self.stop()
        return super().event(event)
