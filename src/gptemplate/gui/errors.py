"""The one boundary where bugs end up: a dialog with a report that holds no text of any practice."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

import gptemplate
from gptemplate.gui.context import Context
from gptemplate.i18n import N_

log = logging.getLogger(__name__)

_EXPLAINED = N_(
    "What you wrote up to now is kept. You can go on; should something look odd, close the program and open it again. "
    "The report below names no text of any practice: please send it to those who look after the program."
)


def report(error: BaseException) -> str:
    """Return what a developer needs: versions, the kind of error, and the functions it went through. No messages, no values."""
    import PySide6

    frames = traceback.extract_tb(error.__traceback__)
    way = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    head = [
        f"gptemplate {gptemplate.__version__}",
        f"Python {platform.python_version()}, Qt {PySide6.__version__}",
        platform.platform(),
        f"{type(error).__module__}.{type(error).__qualname__}",
    ]
    return "\n".join([*head, *way])


class ErrorBoundary(QObject):
    """Shows one dialog for the first bug; further ones are only kept in the log."""

    def __init__(self, ctx: Context, window: QWidget) -> None:
        super().__init__(window)
        self._ctx, self._window = ctx, window
        self._dialog: QDialog | None = None
        ctx.tasks.broke.connect(self.show_error)

    def install(self) -> None:
        """Take care of exceptions that nobody caught."""
        sys.excepthook = self._on_uncaught

    @Slot(object)
    def show_error(self, error: BaseException) -> None:
        """Tell the person that the program has a bug."""
        told = report(error)
        log.error("a bug: %s", told.replace("\n", " | "))
        if self._dialog is not None:
            return
        self._dialog = BugDialog(self._ctx, told, self._window)
        self._dialog.finished.connect(self._on_finished)
        self._dialog.open()

    def _on_uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            app = QApplication.instance()
            if app is not None:
                app.quit()
            return
        sys.__excepthook__(kind, error, trace)
        self.show_error(error)

    @Slot()
    def _on_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


class BugDialog(QDialog):
    """Says that something went wrong, what was kept, and offers the report."""

    def __init__(self, ctx: Context, told: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = told
        tr = ctx.tr
        self.setObjectName("bug_dialog")
        self.setWindowTitle(tr(N_("Something went wrong in the program")))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        heading = QLabel(tr(N_("The program made a mistake")), self)
        heading.setProperty("role", "title")
        text = QLabel(tr(_EXPLAINED), self)
        text.setWordWrap(True)
        shown = QPlainTextEdit(told, self)
        shown.setObjectName("bug_report")
        shown.setAccessibleName(tr(N_("Report")))
        shown.setReadOnly(True)
        self.copy_button = QPushButton(tr(N_("Copy report")), self)
        self.copy_button.setObjectName("copy_report_button")
        close = QPushButton(tr(N_("Go on")), self)
        close.setObjectName("close_button")
        close.setProperty("kind", "primary")
        close.setDefault(True)
        self.copy_button.clicked.connect(self._on_copy_clicked)
        close.clicked.connect(self.accept)
        self._lay_out((heading, text, shown), close)

    def _lay_out(self, widgets: tuple[QWidget, ...], close: QPushButton) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        for widget in widgets:
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.resize(560, 380)

    @Slot()
    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._told)
