"""The small parts that a page of choices is put together from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)


def radio(name: str, word: str, parent: QWidget) -> QRadioButton:
    """Return one of several choices."""
    button = QRadioButton(word, parent)
    button.setObjectName(name)
    return button


def box(name: str, word: str, parent: QWidget) -> QCheckBox:
    """Return a choice of its own."""
    made = QCheckBox(word, parent)
    made.setObjectName(name)
    return made


def group(buttons: Iterable[QRadioButton], parent: QWidget) -> None:
    """Let only one of the choices be made."""
    made = QButtonGroup(parent)
    for button in buttons:
        made.addButton(button)


def note(text: str, parent: QWidget) -> QLabel:
    """Return a line below a choice that says what it means."""
    label = QLabel(text, parent)
    label.setProperty("role", "small")
    label.setWordWrap(True)
    label.setContentsMargins(30, 0, 0, 4)
    return label


def column(parent: QWidget, *widgets: QWidget) -> QWidget:
    """Return widgets below each other."""
    holder = QWidget(parent)
    made = QVBoxLayout(holder)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(2)
    for widget in widgets:
        made.addWidget(widget)
    return holder


def row(parent: QWidget, *widgets: QWidget, indent: int = 0, stretch: bool = True) -> QWidget:
    """Return widgets beside each other; with `stretch` they keep to the left."""
    holder = QWidget(parent)
    made = QHBoxLayout(holder)
    made.setContentsMargins(indent, 0, 0, 0)
    made.setSpacing(14 if stretch else 8)
    for widget in widgets:
        made.addWidget(widget)
    if stretch:
        made.addStretch(1)
    return holder


class Form(QWidget):
    """Rows with their names at the left, all names equally wide."""

    def __init__(self, rows: Sequence[tuple[str, QWidget]], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: dict[QWidget, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for place, (name, widget) in enumerate(rows):
            label = QLabel(name, self)
            label.setProperty("role", "strong")
            label.setContentsMargins(0, 4, 0, 0)
            grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, place, 1)
            self._rows[widget] = label
        grid.setRowStretch(len(rows), 1)

    def show_row(self, widget: QWidget, *, shown: bool) -> None:
        """Show or hide a row with its name."""
        widget.setVisible(shown)
        self._rows[widget].setVisible(shown)


def scrolled(inner: QWidget, parent: QWidget) -> QScrollArea:
    """Return a page that scrolls where there is too little room for it."""
    scroll = QScrollArea(parent)
    scroll.setObjectName("export_scroll")
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidgetResizable(True)
    scroll.setWidget(inner)
    return scroll
