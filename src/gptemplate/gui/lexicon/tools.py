"""The row above a table: how many there are, the search, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.widgets.search_field import SearchField
from gptemplate.i18n import N_

Tool = tuple[str, str, str, str]
"""A button: its name, the msgid of its word, its icon, and the msgid of its tool tip."""


class ToolRow(QWidget):
    """A count, a search field and buttons; where there is little room the buttons keep only their icons.

    Signals:
        chosen: a button was pressed; its name.
    """

    chosen = Signal(str)

    def __init__(self, ctx: Context, tools: Sequence[Tool], primary: Tool | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._tools, self._primary = ctx, tuple(tools), primary
        self._count = QLabel(self)
        self._count.setProperty("role", "muted")
        self.search_field = SearchField(ctx.theme, self)
        self.buttons = {name: self._tool(name) for name, *_rest in tools}
        self.primary_button = QPushButton(self)
        self.primary_button.setProperty("kind", "primary")
        self.primary_button.setVisible(primary is not None)
        if primary is not None:
            self.primary_button.setObjectName(f"{primary[0]}_button")
            self.primary_button.clicked.connect(partial(self._on_clicked, primary[0]))
        self._lay_out()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_count(self, words: str) -> None:
        """Say how many there are."""
        self._count.setText(words)
        self._fit()

    def set_able(self, **able: bool) -> None:
        """Offer what can be done now, by the names of the buttons."""
        for name, is_able in able.items():
            button = self.buttons.get(name, self.primary_button)
            button.setEnabled(is_able)

    def retranslate(self, placeholder: str, name: str) -> None:
        """Take new words; those of the search field are given."""
        tr = self._ctx.tr
        self.search_field.set_words(placeholder, name)
        for button in self.search_field.findChildren(QToolButton):
            button.setAccessibleName(tr(N_("Clear the search")))
        for ident, word, _icon, tip in self._tools:
            self.buttons[ident].setText(tr(word))
            self.buttons[ident].setAccessibleName(tr(word))
            self.buttons[ident].setToolTip(tr(tip))
        if self._primary is not None:
            self.primary_button.setText(tr(self._primary[1]))
            self.primary_button.setAccessibleName(tr(self._primary[1]))
            self.primary_button.setToolTip(tr(self._primary[3]))
        self.restyle()

    def restyle(self) -> None:
        """Take new colours."""
        look = self._ctx.theme
        for name, _word, picture, _tip in self._tools:
            self.buttons[name].setIcon(icons.icon(picture, look.text, faded=look.faint))
        if self._primary is not None:
            self.primary_button.setIcon(icons.icon(self._primary[2], look.on_accent, faded=look.faint))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(260, super().minimumSizeHint().height())

    def _tool(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"{name}_button")
        button.setProperty("kind", "quiet")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(partial(self._on_clicked, name))
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._count)
        row.addStretch(1)
        self.search_field.setMinimumWidth(150)
        self.search_field.setMaximumWidth(380)
        row.addWidget(self.search_field, 8)
        row.addSpacing(6)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addSpacing(4)
        row.addWidget(self.primary_button)

    def _fit(self) -> None:
        """Words on the buttons while there is room for a search field beside them."""
        for button in self.buttons.values():
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        shown = [self._count, *self.buttons.values(), *([self.primary_button] if self._primary else [])]
        if sum(one.sizeHint().width() for one in shown) + 250 > self.width():
            for button in self.buttons.values():
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _on_clicked(self, name: str, _checked: bool = False) -> None:
        self.chosen.emit(name)
