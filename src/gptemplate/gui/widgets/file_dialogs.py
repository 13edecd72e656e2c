"""Questions for a file or a folder, asked by the system's own dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def file_dialog(parent: QWidget, name: str, title: str, start: str = "") -> QFileDialog:
    """Return a dialog that is gone when it is closed; `start` is the folder it begins in."""
    dialog = QFileDialog(parent, title, start)
    dialog.setObjectName(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def ask_folder(parent: QWidget, name: str, title: str, chosen: Callable[[str], object], start: str = "") -> None:
    """Ask for a folder; `chosen` takes it."""
    dialog = file_dialog(parent, name, title, start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.fileSelected.connect(chosen)
    dialog.open()
