"""What a screen says when there is nothing to show yet, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.theme import Theme
from gptemplate.gui.widgets.themed import picture

Way = tuple[str, str, str]
"""A way on: what is chosen, its word, its icon. The first is the most likely one."""

_IN_A_ROW = 3  # buttons; more would not fit a small window


class EmptyState(QWidget):
    """An icon, a headline, a sentence and buttons, in the middle of the screen.

    Signals:
        chosen: a button was pressed; the first part of its way.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon_name = theme, icon
        self._ways: Sequence[Way] = ()
        self._buttons: dict[str, QPushButton] = {}
        self._icon, self._headline, self._text = QLabel(self), QLabel(self), QLabel(self)
        self._headline.setProperty("role", "title")
        self._text.setProperty("role", "muted")
        self._text.setWordWrap(True)
        self._rows = (QHBoxLayout(), QHBoxLayout())
        self._lay_out()
        self.set_theme(theme)

    def set_words(self, headline: str, text: str, ways: Sequence[Way] = ()) -> None:
        """Set what is said and what is offered."""
        self._headline.setText(headline)
        self._text.setText(text)
        self.setAccessibleName(headline)
        if [name for name, *_rest in ways] != list(self._buttons):
            self._rebuild(ways)
        self._ways = ways
        for name, word, _icon in ways:
            self._buttons[name].setText(word)
        self.set_theme(self._theme)

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self._theme = theme
        self._icon.setPixmap(picture(self, self._icon_name, theme.faint, 40))
        for place, (name, _word, drawn) in enumerate(self._ways):
            self._buttons[name].setIcon(icons.icon(drawn, theme.text if place else theme.on_accent))

    def _rebuild(self, ways: Sequence[Way]) -> None:
        for button in self._buttons.values():
            button.deleteLater()
        self._buttons = {}
        for place, (name, _word, _icon) in enumerate(ways):
            button = QPushButton(self)
            button.setObjectName(f"{name}_button")
            button.setProperty("kind", "" if place else "primary")
            button.clicked.connect(partial(self.chosen.emit, name))
            row = self._rows[place >= _IN_A_ROW]
            row.insertWidget(row.count() - 1, button)
            self._buttons[name] = button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        for label in (self._icon, self._headline, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(8)
        for row in self._rows:
            row.setSpacing(10)
            row.addStretch(1)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(3)
