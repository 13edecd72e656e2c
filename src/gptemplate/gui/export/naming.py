"""How files are named: a pattern with a menu of its parts, and what it makes of the first document."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.export.state import PART_WORDS
from gptemplate.i18n import N_
from gptemplate.services.exporting import DEFAULT_PATTERN


class Naming(QWidget):
    """The pattern of names.

    Signals:
        changed: the pattern is another.
    """

    changed = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = ctx.tr
        self.edit = QLineEdit(ctx.settings.export_name or DEFAULT_PATTERN, self)
        self.edit.setObjectName("export_name_edit")
        self.edit.setAccessibleName(tr(N_("Name of the files")))
        self.edit.textChanged.connect(self.changed)
        self.parts_button = QPushButton(icons.icon("plus", ctx.theme.text), tr(N_("Insert…")), self)
        self.parts_button.setObjectName("export_parts_button")
        self.parts_button.setAutoDefault(False)
        self.parts_button.setMenu(self._menu(ctx))
        self._preview = QLabel(self)
        self._preview.setProperty("role", "small")
        self._preview.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        row.addWidget(self.parts_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._preview)

    @property
    def pattern(self) -> str:
        """What is written; the usual pattern where nothing is."""
        return self.edit.text().strip() or DEFAULT_PATTERN

    @property
    def shown(self) -> str:
        """The name that is shown as an example."""
        return self._preview.text()

    def show_preview(self, name: str) -> None:
        """Show what the first document will be called."""
        self._preview.setText(name)
        self._preview.setVisible(bool(name))

    def _menu(self, ctx: Context) -> QMenu:
        menu = QMenu(self)
        for part, word in PART_WORDS.items():
            menu.addAction(f"{ctx.tr(word)}    {{{part}}}", partial(self._insert, part))
        return menu

    @Slot()
    def _insert(self, part: str) -> None:
        self.edit.insert(f"{{{part}}}")
        self.edit.setFocus()
