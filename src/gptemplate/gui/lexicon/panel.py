"""What the panels at the right have in common: one row, to read and to change. What is written is kept by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.theme import text_scale
from gptemplate.gui.widgets.card import Card


class RowPanel(Card):
    """A page that scrolls, a foot with a button that deletes, and what is said where there is no page to show.

    Signals:
        kept: what is shown was changed by a person and is to be kept; as it is now.
        delete_requested: what is selected is to be removed.
    """

    kept = Signal(object)
    delete_requested = Signal()

    def __init__(self, ctx: Context, width: int, pause: int, parent: QWidget | None = None) -> None:
        """`width` in pixels at 100 per cent; `pause` in milliseconds after the last key until a change is kept."""
        super().__init__(ctx.theme, parent=parent)
        self._ctx, self._wide = ctx, width
        self._count = 0
        self._soon = QTimer(self, singleShot=True, interval=pause)
        self._soon.timeout.connect(self._keep)

    @Slot()
    def flush(self) -> None:
        """Hand over what is written now."""
        if self._soon.isActive():
            self._soon.stop()
            self._keep()

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Take new words and colours."""
        look = self._ctx.theme
        self.delete_button.setIcon(icons.icon("trash-2", look.danger, faded=look.faint))

    def restyle(self) -> None:
        """Take new colours and the current text size."""
        self.setFixedWidth(round(self._wide * (0.55 + 0.45 * text_scale())))
        self.retranslate()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()

    @Slot()
    def _keep(self) -> None:
        raise NotImplementedError

    def _lay_out(self, name: str, spacing: int, said: QLabel | None = None) -> QVBoxLayout:
        """Make page, button and foot; return where the fields go. `said` stands beside the button of that name."""
        self._nothing = QLabel(self)
        self._nothing.setProperty("role", "muted")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._make_button(name)
        self._make_page()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._made_foot(said))
        inside = QVBoxLayout(self._page)
        inside.setContentsMargins(16, 14, 12, 10)
        inside.setSpacing(spacing)
        return inside

    def _make_button(self, name: str) -> None:
        self.delete_button = QPushButton(self)
        self.delete_button.setObjectName(name)
        self.delete_button.setProperty("kind", "danger")
        self.delete_button.clicked.connect(self.delete_requested)

    def _make_page(self) -> None:
        self._page, self._scroll = QWidget(self), QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._page)
        self._scroll.viewport().setAutoFillBackground(False)
        self._page.setAutoFillBackground(False)

    def _made_foot(self, said: QLabel | None) -> QWidget:
        self._foot = QWidget(self)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(16, 8, 12, 12)
        if said is not None:
            foot.addWidget(said, 1)
        else:
            foot.addStretch(1)
        foot.addWidget(self.delete_button)
        return self._foot
