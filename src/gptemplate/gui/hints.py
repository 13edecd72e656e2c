"""The line at the foot of the window: the keys that matter here, and where everything is kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.widgets.key_hint import KeyHint
from gptemplate.i18n import N_

Hint = tuple[tuple[str, ...], str]
"""Keys, and the msgid of what they do."""


class HintBar(QWidget):
    """Key hints; those for which there is no room are left out.

    Signals:
        place_requested: a person wants to know where the file is.
    """

    place_requested = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._hints: Sequence[Hint] = ()
        self._shown: list[KeyHint] = []
        self.place_button = QPushButton(self)
        self.place_button.setObjectName("where_button")
        self.place_button.setProperty("kind", "link")
        self.place_button.clicked.connect(self.place_requested)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 3, 10, 3)
        self._row.setSpacing(16)
        self._row.addStretch(1)
        self._row.addWidget(self.place_button)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show the keys of a screen."""
        self._hints = tuple(hints)
        for hint in self._shown:
            hint.hide()
            hint.deleteLater()
        self._shown = []
        for place, (keys, what) in enumerate(self._hints):
            hint = KeyHint(self._ctx.theme, keys, self._ctx.tr(what), self)
            self._row.insertWidget(place, hint)
            self._shown.append(hint)
        self._fit()

    def retranslate(self) -> None:
        """Take new words."""
        tr = self._ctx.tr
        self.place_button.setText(tr(N_("Where is my file?")))
        self.place_button.setAccessibleName(tr(N_("Where is my file?")))
        self.show_hints(self._hints)
        self.restyle()

    def restyle(self) -> None:
        """Take new colours."""
        self.place_button.setIcon(icons.icon("hard-drive", self._ctx.theme.accent))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._ctx.theme.surface))
        painter.fillRect(0, 0, self.width(), 1, QColor(self._ctx.theme.border))

    def _fit(self) -> None:
        room = self.width() - self.place_button.sizeHint().width() - 60
        for hint in self._shown:
            room -= hint.sizeHint().width() + 16
            hint.setVisible(room >= 0)
