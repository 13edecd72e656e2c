"""A line to search with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gptemplate.gui import icons
from gptemplate.gui.theme import Theme


class SearchField(QLineEdit):
    """A line with a magnifying glass and a cross; Escape empties it.

    Signals:
        left: the arrow down was pressed, to go on to what was found.
    """

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search_field")
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.set_theme(theme)

    def set_words(self, placeholder: str, name: str) -> None:
        """Set what an empty field says, and its name for a screen reader."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self._glass.setIcon(icons.icon("search", theme.muted))
        cross = self.findChild(QAction, "_q_qlineeditclearaction")
        if cross is not None:
            cross.setIcon(icons.icon("x", theme.muted))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)
