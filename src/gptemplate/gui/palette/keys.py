"""The sheet with every key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.widgets.key_hint import KeyHint
from gptemplate.i18n import N_

SHEET = (
    (
        N_("Everywhere"),
        (
            (("Ctrl+K",), N_("Go to any practice or command")),
            (("Ctrl+/",), N_("This sheet")),
            (("Ctrl+,",), N_("Settings")),
            (("Ctrl+Q",), N_("Quit")),
        ),
    ),
    (
        N_("Practices"),
        (
            (("↵",), N_("Open the selected practice")),
            (("Ctrl+N",), N_("New practice")),
            (("Ctrl+F",), N_("Search in every text")),
            (("Ctrl+E",), N_("Export what is selected")),
            (("Ctrl+Shift+E",), N_("Hand off for translation")),
            (("Del",), N_("Move to the bin")),
            (("Ctrl+A",), N_("Select all")),
            (("Ctrl+Z",), N_("Undo the last step")),
            (("Ctrl+Shift+Z",), N_("Do it again")),
        ),
    ),
    (
        N_("Writing"),
        (
            (("Ctrl+↓",), N_("Next field")),
            (("Ctrl+↑",), N_("Previous field")),
            (("Ctrl+↵",), N_("Done, and on to the next field")),
            (("Alt+1", "2", "3"), N_("Go to a language")),
            (("F2",), N_("One language, two or all")),
            (("F9",), N_("Preview, as it will print")),
            (("Ctrl+Z",), N_("Undo, also what was written yesterday")),
            (("Ctrl+Shift+Z",), N_("Do it again")),
            (("Ctrl+↵",), N_("In a comment: send it")),
        ),
    ),
    (
        N_("Terms & memory"),
        (
            (("↵",), N_("Change what is selected")),
            (("Ctrl+N",), N_("New term")),
            (("Ctrl+F",), N_("Search")),
            (("Ctrl+↵",), N_("Come here from “Search in the memory”")),
            (("Del",), N_("Delete what is selected")),
            (("Ctrl+Z",), N_("Undo the last step")),
        ),
    ),
    (
        N_("Translating and mending"),
        (
            (("F7",), N_("Next thing to do, also in the next practice")),
            (("Shift+F7",), N_("Previous thing to do")),
            (("Ctrl+L",), N_("Show only what is empty, stale, unmatched and so on")),
            (("Ctrl+Shift+↵",), N_("The translation is still valid")),
            (("F8",), N_("Next thing to mend, or unknown word")),
            (("Shift+F8",), N_("Previous thing to mend, or unknown word")),
            (("Alt+↵",), N_("Mend what the cursor is at")),
            (("Alt+Del",), N_("It is not a fault")),
            (("Alt+Shift+↵",), N_("Make the first cut that is offered")),
            (("Ctrl+M",), N_("Machine translation: suggest, then put in")),
            (("Ctrl+1", "…", "5"), N_("Insert a match from the memory")),
            (("Ctrl+Shift+F",), N_("Search in the memory")),
            (("Ctrl+Shift+R",), N_("Repeated sentences")),
            (("Ctrl+T",), N_("Insert the term that is next")),
            (("Alt+T",), N_("Another term in its place")),
            (("Ctrl+Shift+T",), N_("Add a term from the selected words")),
        ),
    ),
)
_COLUMNS = (SHEET[:2], SHEET[2:4], SHEET[4:])


class KeysDialog(QDialog):
    """Every key, by where it works."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = ctx.tr
        self.setObjectName("keys_dialog")
        self.setWindowTitle(tr(N_("All keys")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = QLabel(tr(N_("All keys")), self)
        heading.setProperty("role", "title")
        groups = QHBoxLayout()
        groups.setSpacing(36)
        for below in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(20)
            for name, keys in below:
                column.addLayout(self._group(ctx, name, keys))
            column.addStretch(1)
            groups.addLayout(column)
        close = QPushButton(tr(N_("Close")), self)
        close.setObjectName("close_button")
        close.setProperty("kind", "primary")
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 20)
        column.setSpacing(16)
        column.addWidget(heading)
        column.addLayout(groups)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)

    def _group(self, ctx: Context, name: str, keys: tuple[tuple[tuple[str, ...], str], ...]) -> QVBoxLayout:
        column, grid = QVBoxLayout(), QGridLayout()
        head = QLabel(ctx.tr(name), self)
        head.setProperty("role", "overline")
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column.addWidget(head)
        column.setSpacing(0)
        column.addSpacing(10)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, (caps, what) in enumerate(keys):
            grid.addWidget(KeyHint(ctx.theme, caps, "", self), row, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(QLabel(ctx.tr(what), self), row, 1)
        column.addLayout(grid)
        return column
