"""A choice among a few, all of them in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gptemplate.gui import icons
from gptemplate.gui.theme import Theme
from gptemplate.gui.widgets.themed import rounded

Option = tuple[str, str, str]
"""What is chosen, its word, and its icon's name or nothing."""


class Segmented(QWidget):
    """Buttons in a row of which one is down; arrow keys go through them.

    Signals:
        chosen: a person picked an option; its first part.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, may_be_none: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._is_compact = False
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(not may_be_none)
        self._group.buttonClicked.connect(self._on_button_clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3, 3, 3, 3)
        self._row.setSpacing(2)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_options(self, options: Sequence[Option]) -> None:
        """Set the options; those that are there already keep their buttons."""
        if tuple(self._buttons) != tuple(name for name, _word, _icon in options):
            self._rebuild([name for name, _word, _icon in options])
        self._icons = {name: picture for name, _word, picture in options}
        self._words = {name: word for name, word, _icon in options}
        self._label()
        self._dress()

    @property
    def value(self) -> str:
        """The option that is down, or nothing."""
        return next((name for name, button in self._buttons.items() if button.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Put an option down, or none; says nothing of it."""
        exclusive = self._group.exclusive()
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(name == value)
        self._group.setExclusive(exclusive)
        self._dress()

    def set_compact(self, compact: bool) -> None:
        """Show icons alone where there is little room; their words become tool tips."""
        if compact != self._is_compact:
            self._is_compact = compact
            self._label()

    def button(self, name: str) -> QPushButton:
        """Return the button of an option."""
        return self._buttons[name]

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self._theme = theme
        self._dress()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        rounded(QPainter(self), QRectF(self.rect()), 7, self._theme.sunken, self._theme.border)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Buttons keep arrow keys to themselves; here they go to the next option."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
            if step:
                self._go(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _go(self, button: QObject, step: int) -> None:
        buttons = list(self._buttons.values())
        target = next((buttons[(place + step) % len(buttons)] for place, one in enumerate(buttons) if one is button), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            if not target.isChecked():
                target.click()

    def _rebuild(self, names: list[str]) -> None:
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.deleteLater()
        self._buttons = {}
        for name in names:
            button = QPushButton(self)
            button.setObjectName(f"segment_{name}")
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            button.installEventFilter(self)
            self._group.addButton(button)
            self._row.addWidget(button)
            self._buttons[name] = button

    def _label(self) -> None:
        for name, button in self._buttons.items():
            is_bare = self._is_compact and bool(self._icons.get(name))
            button.setText("" if is_bare else self._words[name])
            button.setToolTip(self._words[name] if is_bare else "")
            button.setAccessibleName(self._words[name])

    def _dress(self) -> None:
        for name, button in self._buttons.items():
            colour = self._theme.text if button.isChecked() else self._theme.muted
            if self._icons.get(name):
                button.setIcon(icons.icon(self._icons[name], colour))

    @Slot(QAbstractButton)
    def _on_button_clicked(self, button: QAbstractButton) -> None:
        if not self._group.exclusive():
            for other in self._buttons.values():
                other.setChecked(other is button and button.isChecked())
        self._dress()
        self.chosen.emit(self.value)
