"""What the table says when nothing fits the search and the filters."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.widgets.empty_state import EmptyState
from gptemplate.i18n import N_


class NothingFound(QWidget):
    """Nothing fits, and a way back.

    Signals:
        all_requested: search and filters are to be cleared.
    """

    all_requested = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._state = EmptyState(ctx.theme, "search", self)
        self._state.chosen.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.addWidget(self._state)
        self.retranslate()

    def retranslate(self) -> None:
        """Take new words."""
        tr = self._ctx.tr
        way = ("show_all", tr(N_("Show all practices")), "rotate-ccw")
        self._state.set_words(tr(N_("No matches")), tr(N_("No practice has all of these words and fits these filters.")), [way])

    @Slot(str)
    def _on_chosen(self, _name: str) -> None:
        self.all_requested.emit()
