"""What stands in the table's place: the table itself, the first choices, or that nothing was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gptemplate.gui.context import Context

if TYPE_CHECKING:
    from gptemplate.gui.library.choices import FirstChoices
    from gptemplate.gui.library.nothing import NothingFound


class Pages(QStackedWidget):
    """Shows one of the three; what is not the table is made when it is first wanted.

    Signals:
        first_chosen: how a person wants to begin in an empty library: "write", "samples" or "bring_in".
        all_requested: a person wants to see all practices again.
    """

    first_chosen = Signal(str)
    all_requested = Signal()

    def __init__(self, ctx: Context, table: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._first: FirstChoices | None = None
        self._nothing: NothingFound | None = None
        self._binned = 0
        self._framed = QWidget(parent)
        self._framed.setObjectName("table_frame")
        inside = QVBoxLayout(self._framed)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(table)
        self.addWidget(self._framed)

    def show_page(self, *, is_empty: bool, is_nothing: bool, writable: bool) -> None:
        """Show what fits: there are no practices at all, or none that a person looks for."""
        self.setCurrentWidget(self._first_choices() if is_empty else self._nothing_found() if is_nothing else self._framed)
        if self._first is not None:
            self._first.set_writable(writable)

    def set_binned(self, count: int) -> None:
        """Tell of the practices in the bin where there are no others."""
        self._binned = count
        if self._first is not None:
            self._first.set_binned(count)

    def retranslate(self) -> None:
        """Take new words."""
        for page in (self._first, self._nothing):
            if page is not None:
                page.retranslate()

    def _first_choices(self) -> QWidget:
        if self._first is None:
            from gptemplate.gui.library.choices import FirstChoices

            self._first = FirstChoices(self._ctx, self.parentWidget())
            self._first.set_binned(self._binned)
            self._first.chosen.connect(self.first_chosen)
            self.addWidget(self._first)
        return self._first

    def _nothing_found(self) -> QWidget:
        if self._nothing is None:
            from gptemplate.gui.library.nothing import NothingFound

            self._nothing = NothingFound(self._ctx, self.parentWidget())
            self._nothing.all_requested.connect(self.all_requested)
            self.addWidget(self._nothing)
        return self._nothing
