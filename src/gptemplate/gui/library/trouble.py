"""What stands in the table's place when the library cannot be opened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gptemplate.errors import UserError
from gptemplate.gui.context import Context
from gptemplate.gui.widgets.empty_state import EmptyState
from gptemplate.i18n import N_


class Trouble(QWidget):
    """Why the library cannot be opened, and ways on.

    Signals:
        chosen: "again", "folder" or "where".
    """

    chosen = Signal(str)

    def __init__(self, ctx: Context, error: UserError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._error = ctx, error
        self._state = EmptyState(ctx.theme, "database", self)
        self._state.chosen.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(60, 0, 60, 0)
        column.addWidget(self._state)
        self.retranslate()

    def retranslate(self) -> None:
        """Take new words."""
        tr = self._ctx.tr
        ways = [
            ("again", tr(N_("Try again")), "rotate-ccw"),
            ("folder", tr(N_("Choose another data folder…")), "folder-open"),
            ("where", tr(N_("Where is my file?")), "hard-drive"),
        ]
        self._state.set_words(tr(N_("The library cannot be opened")), tr(self._error.message), ways)

    @property
    def text(self) -> str:
        """What is said."""
        return self._ctx.tr(self._error.message)
