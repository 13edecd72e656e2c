"""The rail at the left: the rooms of the program as icons with words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.theme import Theme, sized, text_scale
from gptemplate.gui.widgets.themed import rounded

Room = tuple[str, str]
"""A room's name and its icon."""

WIDEST = 72  # pixels of a line at 100 per cent, from which words go on in a second one


class RailButton(QAbstractButton):
    """An icon over a word."""

    def __init__(self, theme: Theme, picture: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._picture, self._word = theme, picture, ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_word(self, word: str) -> None:
        """Set the word."""
        self._word = word
        self.setText(word.replace("&", "&&"))  # or Qt takes the letter after it for a key
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take new colours and the current text size."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        lines = self._lines(metrics)
        width = max(metrics.horizontalAdvance(line) for line in lines)
        return QSize(max(width + 12, 60), round(28 * text_scale()) + metrics.height() * len(lines) + 14)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, area = self._theme, QPainter(self), QRectF(self.rect())
        ink = look.accent if self.isChecked() else look.text if self.underMouse() else look.muted
        if not self.isEnabled():
            ink = look.border_strong
        ground = look.accent_soft if self.isChecked() else look.hover if self.underMouse() and self.isEnabled() else look.sunken
        rounded(painter, area, 8, ground, look.focus if self.hasFocus() else "", 2.0)
        side = round(20 * text_scale())
        icons.draw(painter, self._picture, ink, QRectF(round((area.width() - side) / 2), 8, side, side))
        painter.setFont(self._font())
        painter.setPen(QColor(ink))
        words = area.adjusted(0, side + 10, 0, -4)
        lines = "\n".join(self._lines(QFontMetrics(self._font())))
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, lines)

    def _lines(self, metrics: QFontMetrics) -> list[str]:
        """The word, in two lines where it is several and long: broken where both are shortest."""
        words = self._word.split()
        if len(words) < 2 or metrics.horizontalAdvance(self._word) <= WIDEST * text_scale():
            return [self._word]
        ways = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
        return list(min(ways, key=lambda way: max(map(metrics.horizontalAdvance, way))))

    def _font(self) -> QFont:
        return sized(11, QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Medium)


class Rail(QWidget):
    """The rooms, those at the foot apart.

    Signals:
        chosen: a room was picked; its name.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, upper: Sequence[Room], lower: Sequence[Room], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.buttons: dict[str, RailButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 10, 7, 10)
        column.setSpacing(6)
        for name, picture in upper:
            column.addWidget(self._button(name, picture))
        column.addStretch(1)
        for name, picture in lower:
            column.addWidget(self._button(name, picture))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def set_words(self, words: dict[str, str], name: str) -> None:
        """Set the words of the rooms, and the rail's own name."""
        self.setAccessibleName(name)
        for room, word in words.items():
            self.buttons[room].set_word(word)

    def show_room(self, name: str) -> None:
        """Mark a room as the one that is shown."""
        for room, button in self.buttons.items():
            button.setChecked(room == name)

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        width = max([76, *(button.sizeHint().width() + 13 for button in self.buttons.values())])
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.sunken))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(self._theme.border))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        row = [button for button in self.buttons.values() if button.isEnabled()]
        focused = next((place for place, button in enumerate(row) if button.hasFocus()), None)
        if not step or focused is None:
            super().keyPressEvent(event)
            return
        row[(focused + step) % len(row)].setFocus(Qt.FocusReason.TabFocusReason)

    def _button(self, name: str, picture: str) -> RailButton:
        button = RailButton(self._theme, picture, self)
        button.setObjectName(f"rail_{name}")
        button.clicked.connect(partial(self._on_clicked, name))
        self.buttons[name] = button
        return button

    def _on_clicked(self, name: str) -> None:
        self.chosen.emit(name)
        button = self.buttons[name]
        button.setChecked(button.isChecked() and button.isCheckable())
