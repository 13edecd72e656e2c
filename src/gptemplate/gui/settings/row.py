"""A line of the settings page: a label, a control and a sentence of help."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gptemplate.gui.theme import text_scale


class SettingRow(QWidget):
    """The label at the left, the control and its help at the right."""

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._label, self._help = QLabel(self), QLabel(self)
        self._label.setProperty("role", "strong")
        self._label.setWordWrap(True)
        self._label.setBuddy(control)
        self._help.setProperty("role", "small")
        self._help.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(5)
        grid.addWidget(self._label, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(control, 0, 1)
        grid.addWidget(self._help, 1, 1)
        grid.setColumnStretch(1, 1)
        self.restyle()

    def set_words(self, label: str, help_text: str) -> None:
        """Set what stands beside and below the control."""
        self._label.setText(label)
        self._help.setText(help_text)
        self._help.setVisible(bool(help_text))
        self.control.setAccessibleName(label)
        self.control.setAccessibleDescription(help_text)

    def restyle(self) -> None:
        """Take the current text size."""
        self._label.setFixedWidth(round(180 * text_scale()))
