"""A strip that says what happened and, where there is one, offers a way on."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from gptemplate.gui import icons
from gptemplate.gui.theme import Theme, mix
from gptemplate.gui.widgets.themed import picture, rounded


class Tone(StrEnum):
    """How grave a message is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


_ICONS = {Tone.INFO: "info", Tone.WARNING: "triangle-alert", Tone.ERROR: "circle-alert"}


class Banner(QWidget):
    """A message with an icon, perhaps a button or two, and a cross. Hidden until `show_message`.

    Signals:
        action_requested, other_requested: a button was pressed.
        closed: a person put the message away.
    """

    action_requested = Signal()
    other_requested = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = Tone.INFO
        self._icon = QLabel(self)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action_button = QPushButton(self)
        self.action_button.setObjectName("banner_action_button")
        self.action_button.setProperty("kind", "quiet")
        self.other_button = QPushButton(self)
        self.other_button.setObjectName("banner_other_button")
        self.other_button.setProperty("kind", "quiet")
        self.close_button = QToolButton(self)
        self.close_button.setObjectName("banner_close_button")
        self.close_button.setProperty("kind", "quiet")
        self._lay_out()
        self.action_button.clicked.connect(self.action_requested)
        self.other_button.clicked.connect(self.other_requested)
        self.close_button.clicked.connect(self.hide)
        self.close_button.clicked.connect(self.closed)
        self.hide()

    @property
    def text(self) -> str:
        """What the banner says."""
        return self._label.text()

    def show_message(self, tone: Tone, text: str, action: str = "", close: str = "", other: str = "") -> None:
        """Show a message; `action` and `other` are the buttons' words, `close` the cross's name for a screen reader."""
        self._tone = tone
        self._label.setText(text)
        self.setAccessibleName(text)
        self.action_button.setText(action)
        self.action_button.setVisible(bool(action))
        self.other_button.setText(other)
        self.other_button.setVisible(bool(other))
        self.close_button.setAccessibleName(close)
        self.close_button.setToolTip(close)
        self.close_button.setVisible(bool(close))
        self.set_theme(self._theme)
        self.show()

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self._theme = theme
        self._icon.setPixmap(picture(self, _ICONS[self._tone], self._ink(), 16))
        self.close_button.setIcon(icons.icon("x", theme.muted))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._theme
        ground = {Tone.INFO: look.accent_soft, Tone.WARNING: look.warning_soft, Tone.ERROR: look.danger_soft}[self._tone]
        rounded(QPainter(self), QRectF(self.rect()), 7, ground, mix(self._ink(), ground, 0.35))

    def _ink(self) -> str:
        look = self._theme
        return {Tone.INFO: look.accent, Tone.WARNING: look.warning, Tone.ERROR: look.danger}[self._tone]

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(9)
        row.addWidget(self._icon)
        row.addWidget(self._label, 1)
        row.addWidget(self.other_button)
        row.addWidget(self.action_button)
        row.addWidget(self.close_button)
