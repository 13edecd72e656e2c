"""What the parts of the assistant are made of: a heading with cards below it, and what stands on a card."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.library.flow import FlowLayout
from gptemplate.gui.theme import text_scale
from gptemplate.gui.widgets.calm_label import CalmLabel
from gptemplate.gui.widgets.card import Card
from gptemplate.gui.widgets.key_hint import Keycap
from gptemplate.gui.widgets.themed import picture

WIDTH = 284  # pixels of the panel at the usual text size
AROUND = 56  # of them that a text on a card cannot have: margins, and the scroll bar
PADDING = 20  # of a button without a frame, and what its letters are wider than the usual ones
_LONG_WORD = re.compile(r"\S{24}(?=\S)")


class CardsPart(QWidget):
    """An icon with a heading, and cards below it; without cards it is not shown."""

    def __init__(self, ctx: Context, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._icon_name = ctx, icon
        self._icon, self._heading, self._beside = QLabel(self), QLabel(self), QLabel(self)
        self._heading.setProperty("role", "strong")
        self._beside.setProperty("role", "muted")
        head = QHBoxLayout()
        head.setSpacing(7)
        head.addWidget(self._icon)
        head.addWidget(self._heading)
        head.addWidget(self._beside)
        head.addStretch(1)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self._box.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self._box.addLayout(self._list)
        self.cards: list[QWidget] = []
        self.set_theme(None)
        self.hide()

    def set_theme(self, _theme: object) -> None:
        """Take new colours."""
        self._icon.setPixmap(picture(self, self._icon_name, self._ctx.theme.muted, 15))

    def head(self, words: str, count: int = 0) -> None:
        """Say what the part is, and how many there are."""
        self._heading.setText(words)
        self._beside.setText(str(count) if count else "")

    def set_headed(self, headed: bool) -> None:
        """Show the heading, or the cards alone."""
        for part in (self._icon, self._heading, self._beside):
            part.setVisible(headed)

    def clear(self) -> None:
        """Take the cards away; the focus is not left on one of them."""
        focused = self.window().focusWidget()
        if focused is not None and any(card.isAncestorOf(focused) for card in self.cards):
            focused.clearFocus()
        while self.cards:
            card = self.cards.pop()
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()

    def add(self, card: QWidget) -> None:
        """Put a card below the others."""
        self.cards.append(card)
        self._list.addWidget(card)


class SmallCard(Card):
    """A card of the assistant with texts, and a row of what can be done."""

    def __init__(self, ctx: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(ctx.theme, parent=parent)
        self._ctx = ctx
        self._is_bare = False
        self.setObjectName(name)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(11, 8, 8, 7)
        self.box.setSpacing(4)
        self._row: FlowLayout | None = None

    def be_bare(self) -> None:
        """Show what is on the card without a frame."""
        self._is_bare = True
        self.box.setContentsMargins(0, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_bare:
            super().paintEvent(event)

    def say(self, text: str, role: str = "", *, rich: bool = False, spoken: str = "") -> QLabel:
        """Add a text."""
        label = text_label(self, text, role, rich=rich)
        if spoken:
            label.setAccessibleName(spoken)
        self.box.addWidget(label)
        return label

    def offer(self, text: str, name: str, slot: Callable[[], object], *, key: str = "", kind: str = "link") -> QPushButton:
        """Add a button to the card's row; `key` is shown after it."""
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setProperty("kind", kind)
        button.clicked.connect(slot)
        words = folded(text, button.fontMetrics(), room_for_text() - PADDING)
        if words != text:
            button.setText(words)
            button.setProperty("folded", True)
            button.setAccessibleName(text)
        row = self._actions()
        row.addWidget(button)
        if key:
            row.addWidget(Keycap(self._ctx.theme, key, self))
        return button

    def next_row(self) -> None:
        """Begin another row of buttons."""
        self._row = None

    def _actions(self) -> FlowLayout:
        if self._row is None:
            place = QWidget(self)
            self._row = FlowLayout(place)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            place.setSizePolicy(policy)
            self.box.addWidget(place)
        return self._row


def breakable(text: str) -> str:
    """Return a text whose long words may go on in the next line."""
    return _LONG_WORD.sub("\\g<0>\u200b", text)


def panel_width() -> int:
    """Return how wide the panel is at the current text size."""
    return round(WIDTH * (1 + (text_scale() - 1) * 0.75))


def room_for_text() -> int:
    """Return how wide a line on a card may be, also when the panel scrolls."""
    return panel_width() - AROUND


def folded(text: str, metrics: QFontMetrics, room: int) -> str:
    """Return the words of a button in as many lines as they need; a word too long for a line goes on in the next."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if metrics.horizontalAdvance(longer) <= room:
            lines[-1] = longer
            continue
        lines += [""] if lines[-1] else []
        for letter in word:
            if lines[-1] and metrics.horizontalAdvance(lines[-1] + letter) > room:
                lines.append("")
            lines[-1] += letter
    return "\n".join(lines)


def text_label(parent: QWidget, text: str, role: str = "", *, rich: bool = False) -> QLabel:
    """Return a label that wraps; a word longer than a line would make the panel wider than its place, so it may break."""
    label = CalmLabel(text if rich else breakable(text), parent)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
