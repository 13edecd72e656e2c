"""What the tabs of terms and of the memory have in common: tools, a table, and one of its rows at the right."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.lexicon.panel import RowPanel
from gptemplate.gui.lexicon.tools import ToolRow
from gptemplate.gui.theme import text_scale
from gptemplate.gui.widgets.empty_state import EmptyState
from gptemplate.gui.widgets.rows import RowModel, RowTable
from gptemplate.i18n import N_

MARGIN = 170  # pixels beside what an empty page says
WIDE = 1000  # pixels of the window from which the panel stands beside the table

Way = tuple[str, str, str]
"""A button of a page without rows: its name, its word, its icon."""


class Words(NamedTuple):
    """What a page says, translated."""

    table: str
    search: str
    empty: str
    about: str
    ways: list[Way]
    nothing: str
    all_name: str


class LexiconPage(QWidget):
    """Rows in a table, and one of them at the right. Each page says what its rows are and what is done with them.

    Signals:
        told: something was done; what, and whether it can be taken back.
        noticed: something to say above the screens: a name, and the `Notice`.
    """

    told = Signal(str, bool)
    noticed = Signal(str, object)
    model: RowModel
    table: RowTable
    panel: RowPanel

    def __init__(self, ctx: Context, tools: ToolRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self.tools = ctx, tools
        self._select = ""

    # What each page has of its own

    def reload(self) -> None:
        """Read what is shown anew."""
        raise NotImplementedError

    @Slot()
    def delete(self) -> None:
        """Remove the selected rows; they can be taken back."""
        raise NotImplementedError

    def _words(self) -> Words:
        raise NotImplementedError

    def _total(self) -> int:
        """How many rows there are without a search."""
        raise NotImplementedError

    def _is_empty(self) -> bool:
        """Whether it is known that there are none, and none is being written."""
        raise NotImplementedError

    def _show_count(self) -> None:
        raise NotImplementedError

    @Slot()
    def _on_chosen(self) -> None:
        raise NotImplementedError

    @Slot(str)
    def _on_tool(self, name: str) -> None:
        raise NotImplementedError

    def _is_drafting(self) -> bool:
        """Whether something new is being written, of which there is no row yet."""
        return False

    # What all have

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.tools.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tools.search_field.selectAll()

    def flush(self) -> None:
        """Hand over what is written now."""
        self.panel.flush()

    def retranslate(self) -> None:
        """Take new words."""
        words = self._words()
        self.tools.retranslate(words.search, words.search)
        self.table.setAccessibleName(words.table)
        self.model.set_language(self._ctx.tr)
        self._empty.set_words(words.empty, words.about, [] if self._ctx.read_only else words.ways)
        every = (words.all_name, self._ctx.tr(N_("Show all")), "x")
        self._none.set_words(self._ctx.tr(N_("Nothing found")), words.nothing, [every])
        self.panel.retranslate()
        self._show_count()
        self.restyle()

    def restyle(self) -> None:
        """Take new colours and the current text size."""
        self.tools.restyle()
        self.table.restyle()
        self.panel.restyle()
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    # How it is put together

    def _lay_out(self, picture: str, *, top: QWidget | None = None, above: QWidget | None = None) -> None:
        """Table and panel, or what there is to say; `top` stands over both, `above` over the table and the panel."""
        self._empty, self._none = EmptyState(self._ctx.theme, picture, self), EmptyState(self._ctx.theme, "search", self)
        self._empty.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._inner, self._stack, self._both = QStackedWidget(self), QStackedWidget(self), QWidget(self)
        self._inner.addWidget(self.table)
        self._inner.addWidget(self._none)
        self._stack.addWidget(self._both)
        self._stack.addWidget(self._empty)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._inner, 1)
        row.addWidget(self.panel)
        inside = _column(self._both, above)
        inside.addLayout(row, 1)
        _column(self, top).addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.table.show_model(self.model)
        self.table.chosen_changed.connect(self._on_chosen)
        self.table.open_requested.connect(self._on_open)
        self.table.delete_requested.connect(self.delete)
        self.table.menu_requested.connect(self._on_menu)
        self.tools.chosen.connect(self._on_tool)
        self.tools.search_field.left.connect(self.table.setFocus)
        self._empty.chosen.connect(self._on_tool)

    def _place(self) -> None:
        self.panel.setVisible(self._is_drafting() or self.window().width() >= WIDE * text_scale())

    @Slot()
    def _show_page(self) -> None:
        self._stack.setCurrentWidget(self._empty if self._is_empty() else self._both)
        is_nothing = self._total() > 0 and not self.model.rowCount()
        self._inner.setCurrentWidget(self._none if is_nothing else self.table)
        self._show_count()

    # Which row is selected

    def _keep_place(self) -> None:
        """The row after those that go is selected next."""
        going = self.table.chosen_rows()
        last, gone = going[-1], set(going)
        rows = (*range(last + 1, self.model.rowCount()), *reversed(range(last)))
        self._select = next((self.model.key_of(row) for row in rows if row not in gone), "")

    def _choose_some(self) -> None:
        wanted, self._select = self._select, ""
        row = self.model.row_of(wanted) if wanted else None
        if row is not None:
            self.table.choose_row(row)
        elif not self.table.chosen_rows() and self.model.rowCount() and not self._is_drafting():
            self.table.choose_row(0)

    @Slot()
    def _on_open(self) -> None:
        self.panel.setVisible(True)
        self.panel.focus_first()

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        tr, look, menu = self._ctx.tr, self._ctx.theme, QMenu(self)
        menu.addAction(icons.icon("pencil", look.muted), tr(N_("Open")), self._on_open)
        delete = menu.addAction(icons.icon("trash-2", look.danger), tr(N_("Delete")), self.delete)
        delete.setEnabled(not self._ctx.read_only)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)


def _column(owner: QWidget, first: QWidget | None) -> QVBoxLayout:
    column = QVBoxLayout(owner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    if first is not None:
        column.addWidget(first)
    return column
