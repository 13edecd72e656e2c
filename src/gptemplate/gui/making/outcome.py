"""The second page of a dialog that makes files: how far it has come, and at the end what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.i18n import N_


class OutcomePage(QWidget):
    """A heading, a line, a bar, a list and buttons. `name` is what the names of its parts begin with.

    Signals:
        stop_requested: nothing more is wanted.
        close_requested: the page has been read.
    """

    stop_requested = Signal()
    close_requested = Signal()

    def __init__(self, ctx: Context, name: str, heading: str, listed: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._name, self._folder = ctx, name, Path()
        self.is_running = False
        self._heading, self._line = QLabel(heading, self), QLabel(self)
        self._heading.setProperty("role", "title")
        self._line.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(ctx.tr(N_("Progress")))
        self.list = self._new_list("list", listed)

    @property
    def text(self) -> str:
        """What the page says above the list."""
        return f"{self._heading.text()}\n{self._line.text()}"

    def wait(self, folder: Path) -> None:
        """Wait for what is being read; the files go into the folder."""
        self._folder, self.is_running = folder, True
        self._line.setText(self._ctx.tr(N_("Reading the texts…")))
        self.bar.setRange(0, 0)
        self._show_buttons()
        self.stop_button.setFocus()

    def _end(self, heading: str, line: str) -> None:
        """Nothing more is made: say what came of it."""
        self.is_running = False
        self.bar.setRange(0, 1)
        self.bar.setValue(1)
        self._heading.setText(heading)
        self._line.setText(line)
        self._show_buttons()

    def _new_list(self, name: str, spoken: str) -> QListWidget:
        made = QListWidget(self)
        made.setObjectName(f"{self._name}_{name}")
        made.setAccessibleName(spoken)
        made.setWordWrap(True)
        return made

    def _new_button(self, name: str, word: str, picture: str = "") -> QPushButton:
        button = QPushButton(word, self)
        if picture:
            button.setIcon(icons.icon(picture, self._ctx.theme.text))
        button.setObjectName(f"{self._name}_{name}_button")
        return button

    def _lay_out(self, column: QVBoxLayout, *further: tuple[str, str, str]) -> list[QPushButton]:
        """Put heading, line and bar above what is in the column and the buttons below; return the further ones.

        A further button is its name, its word and its icon. All are made here: in this order the Tab key goes through them.
        """
        tr = self._ctx.tr
        for place, widget in enumerate((self._heading, self._line, self.bar)):
            column.insertWidget(place, widget)
        column.setContentsMargins(0, 0, 0, 0)
        self.stop_button = self._new_button("stop", tr(N_("Stop")))
        self.folder_button = self._new_button("open_folder", tr(N_("Open folder")), "folder-open")
        made = [self._new_button(*one) for one in further]
        self.close_button = self._new_button("close", tr(N_("Close")))
        self.close_button.setProperty("kind", "primary")
        row = QHBoxLayout()
        for button in (self.folder_button, *made):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.stop_button)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self._afterwards = (self.folder_button, *made, self.close_button)
        self._connect()
        return made

    def _connect(self) -> None:
        self.stop_button.clicked.connect(self._on_stop_clicked)
        self.folder_button.clicked.connect(self._on_folder_clicked)
        self.close_button.clicked.connect(self.close_requested)

    def _show_buttons(self) -> None:
        self.stop_button.setVisible(self.is_running)
        for button in self._afterwards:
            button.setVisible(not self.is_running)

    @Slot()
    def _on_stop_clicked(self) -> None:
        self.stop_button.setEnabled(False)
        self.stop_requested.emit()

    @Slot()
    def _on_folder_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
