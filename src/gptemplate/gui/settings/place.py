"""Where the library's file is: its path, its folder, a copy of the path."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.i18n import N_


class FilePlace(QWidget):
    """A path that can be read, copied and gone to."""

    def __init__(self, ctx: Context, file: Path | str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._file = ctx, file
        self.path_edit = QLineEdit(str(file), self)
        self.path_edit.setObjectName(f"{name}_path_edit")
        self.path_edit.setReadOnly(True)
        self.path_edit.setCursorPosition(0)
        self.open_button, self.copy_button = QPushButton(self), QPushButton(self)
        self.open_button.setObjectName(f"{name}_open_folder_button")
        self.copy_button.setObjectName(f"{name}_copy_path_button")
        self.open_button.setVisible(isinstance(file, Path))
        self.open_button.clicked.connect(self._on_open_clicked)
        self.copy_button.clicked.connect(self._on_copy_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.path_edit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.open_button)
        row.addWidget(self.copy_button)
        row.addStretch(1)
        column.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        """Take new words."""
        tr = self._ctx.tr
        self.path_edit.setAccessibleName(tr(N_("Path")))
        self.open_button.setText(tr(N_("Open folder")))
        self.copy_button.setText(tr(N_("Copy path")))
        self.restyle()

    def restyle(self) -> None:
        """Take new colours."""
        look = self._ctx.theme
        self.open_button.setIcon(icons.icon("folder-open", look.text))
        self.copy_button.setIcon(icons.icon("copy", look.text))

    @Slot()
    def _on_open_clicked(self) -> None:
        folder = self._file if isinstance(self._file, Path) and self._file.is_dir() else Path(self._file).parent
        if self._ctx.stand_in is None:  # else nothing is made before the person has chosen where to work
            folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    @Slot()
    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(str(self._file))
        self.copy_button.setText(self._ctx.tr(N_("Copied")))


class PlaceDialog(QDialog):
    """Answers "Where is my file?"."""

    def __init__(self, ctx: Context, file: Path | str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = ctx.tr
        self.setObjectName("place_dialog")
        self.setWindowTitle(tr(N_("Where is my file?")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = QLabel(tr(N_("Where is my file?")), self)
        heading.setProperty("role", "title")
        text = QLabel(
            tr(N_("All practices, with their history and photos, are in one file on this computer. "
                  "Copy that file while the program is closed to have a second copy.")),
            self,
        )  # fmt: skip
        text.setWordWrap(True)
        self.place = FilePlace(ctx, file, "library", self)
        close = QPushButton(tr(N_("Close")), self)
        close.setObjectName("close_button")
        close.setProperty("kind", "primary")
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        for widget in (heading, text, self.place):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.resize(580, self.sizeHint().height())
