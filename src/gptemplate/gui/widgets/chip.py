"""The state of a field, as icon and word; a click offers the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from gptemplate.gui import icons
from gptemplate.gui.theme import Theme, sized
from gptemplate.gui.widgets.themed import rounded
from gptemplate.gui.widgets.words import STATE_ICONS
from gptemplate.model.states import State

Offer = tuple[str, str, str]
"""An entry of the menu: what is chosen, its word, its icon."""


class StateChip(QAbstractButton):
    """A pill with the state's icon and word.

    Signals:
        chosen: a person picked an entry of the menu; its first part.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = State.EMPTY
        self._word = ""
        self._offers: Sequence[Offer] = ()
        self._type = sized(12.5, QFont.Weight.Medium)
        self._metrics = QFontMetrics(self._type)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open_menu)

    @property
    def state(self) -> State:
        """The state shown."""
        return self._state

    def set_state(self, state: State, word: str, name: str) -> None:
        """Show a state by its word; `name` is what a screen reader says of the whole."""
        if (state, word, name) == (self._state, self._word, self.accessibleName()):
            return
        self._state, self._word = state, word
        self.setText(word)
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """Set what the menu offers; without offers the chip is only read."""
        self._offers = offers
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if offers else Qt.FocusPolicy.NoFocus)

    def set_theme(self, theme: Theme) -> None:
        """Take new colours and the current text size."""
        self._theme = theme
        self._type = sized(12.5, QFont.Weight.Medium)
        self._metrics = QFontMetrics(self._type)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = self._metrics.height() + 5
        return QSize(self._metrics.horizontalAdvance(self._word) + height + 11, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, ground = self._theme.state(self._state.value)
        painter = QPainter(self)
        area = QRectF(self.rect())
        ring = self._theme.focus if self.hasFocus() else (ink if self.underMouse() and self._offers else "")
        rounded(painter, area, area.height() / 2, ground, ring, 2.0 if self.hasFocus() else 1.0)
        side = round(self._metrics.ascent() * 1.05)
        icons.draw(painter, STATE_ICONS[self._state], ink, QRectF(7, round((area.height() - side) / 2), side, side))
        painter.setFont(self._type)
        painter.setPen(ink)
        painter.drawText(area.adjusted(side + 11, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._word)

    def menu(self) -> QMenu:
        """Return the menu with what is offered."""
        made = QMenu(self)
        for name, word, picture in self._offers:
            action = QAction(icons.icon(picture, self._theme.muted), word, made)
            action.setData(name)
            made.addAction(action)
        made.triggered.connect(self._on_menu_triggered)
        made.aboutToHide.connect(made.deleteLater)
        return made

    @Slot()
    def _open_menu(self) -> None:
        if self._offers:
            self.menu().popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    @Slot(QAction)
    def _on_menu_triggered(self, action: QAction) -> None:
        self.chosen.emit(action.data())
