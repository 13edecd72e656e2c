"""Files that belong to a practice."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.editor.controls.base import Control
from gptemplate.gui.theme import Theme
from gptemplate.gui.widgets.themed import picture
from gptemplate.i18n import Translator
from gptemplate.model import values
from gptemplate.model.template import Field


def dropped_files(event: QDropEvent) -> list[str]:
    """Return the paths of the files that are being dropped."""
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile() and Path(url.toLocalFile()).is_file()]


class Files(Control):
    """A line for each file with a cross, and a button for more; files may be dropped here."""

    def __init__(self, one: Field, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(one, parent)
        self._theme = theme
        self._text = ""
        self._remove = ""
        self._rows: list[QWidget] = []
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(3)
        self.add_button = QPushButton(self)
        self.add_button.setObjectName(f"{one.id}_add_button")
        self.add_button.clicked.connect(self._on_add_clicked)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        self._list.addLayout(foot)
        self.setAcceptDrops(True)
        self.watch(self.add_button)
        self.set_theme(theme)

    def text(self) -> str:
        """Return the files as they are kept."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show the files."""
        if text != self._text:
            self._text = text
            self._fill()

    def set_words(self, tr: Translator, language: str, name: str) -> None:
        """Name the buttons."""
        self.add_button.setText(tr("Add a file…"))
        self.add_button.setAccessibleName(tr("{field}: add a file", field=name))
        self._remove = tr("Remove this file")
        self._fill()

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self._theme = theme
        self.add_button.setIcon(icons.icon("paperclip", theme.text))
        self._fill()

    def first(self) -> QWidget:
        """Return the button for more."""
        return self.add_button

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.file_requested.emit(dropped_files(event))
        event.acceptProposedAction()

    def _fill(self) -> None:
        for row in self._rows:
            row.deleteLater()
        self._rows = [self._row(place, line) for place, line in enumerate(values.lines_of(self._text))]
        for place, row in enumerate(self._rows):
            self._list.insertWidget(place, row)

    def _row(self, place: int, line: str) -> QWidget:
        row = QWidget(self)
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        mark = QLabel(row)
        mark.setPixmap(picture(self, "file-text", self._theme.muted, 15))
        box.addWidget(mark)
        name = line.partition(" ")[2]
        box.addWidget(QLabel(name, row))
        cross = QToolButton(row)
        cross.setObjectName(f"{self.field.id}_remove_button_{place}")
        cross.setProperty("kind", "quiet")
        cross.setIcon(icons.icon("x", self._theme.muted))
        cross.setToolTip(self._remove)
        cross.setAccessibleName(f"{self._remove}: {name}")
        cross.clicked.connect(partial(self._on_remove_clicked, line))
        box.addWidget(cross)
        box.addStretch(1)
        return row

    @Slot()
    def _on_add_clicked(self) -> None:
        self.file_requested.emit([])

    def _on_remove_clicked(self, line: str, _checked: bool = False) -> None:
        self.set_text("\n".join(one for one in values.lines_of(self._text) if one != line))
        self.edited.emit(self._text)
