"""The table of practices: columns, keys, and what comes back after a change."""

from __future__ import annotations

import base64

from PySide6.QtCore import QByteArray, QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.library.delegate import PracticeDelegate
from gptemplate.gui.library.model import Index, PracticeModel
from gptemplate.gui.library.state import Entry
from gptemplate.i18n import N_
from gptemplate.model.words import STATUS_WORDS

NARROW = 720  # pixels below which the least important columns make room for the title


class PracticeTable(QTableView):
    """Practices in rows; several can be chosen.

    Signals:
        open_requested: a practice was double-clicked, or Enter pressed on it; its id.
        chosen_changed: other rows are selected.
        menu_requested: the context menu is wanted at a place on the screen.
        delete_requested: Delete was pressed.
    """

    open_requested = Signal(str)
    chosen_changed = Signal()
    menu_requested = Signal(QPoint)
    delete_requested = Signal()

    def __init__(self, ctx: Context, model: PracticeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._model = model
        self._delegate = PracticeDelegate(ctx.theme, self)
        self._widths: dict[int, int] = {}
        self._kept: tuple[set[str], str, int] = (set(), "", 0)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self._set_up_header()
        model.modelAboutToBeReset.connect(self._on_about_to_be_reset)
        model.modelReset.connect(self._on_reset)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.doubleClicked.connect(self._on_activated)
        self.entered.connect(self._on_entered)
        self.retranslate()

    def chosen(self) -> list[Entry]:
        """Return the selected practices in the order of the table."""
        return [self._model.entry(row) for row in sorted(self._delegate.selected) if row < len(self._model.rows)]

    def choose(self, *practice_ids: str) -> None:
        """Select practices and show the first of them."""
        rows = [row for ident in practice_ids if (row := self._model.row_of(ident)) is not None]
        self._select(rows)
        if rows:
            self._set_current(rows[0])

    def restyle(self) -> None:
        """Take new colours and the current text size."""
        self._delegate.set_theme(self._ctx.theme)
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height)
        self._fit_columns()
        self.viewport().update()

    def retranslate(self) -> None:
        """Take new words."""
        self._delegate.language = self._ctx.language
        self._model.set_language(self._ctx.tr)
        self.setAccessibleName(self._ctx.tr(N_("Practices")))
        self._fit_columns()

    def record(self) -> str:
        """Return the sorting, to be kept."""
        return base64.b64encode(self.horizontalHeader().saveState().data()).decode("ascii")

    def restore(self, record: str) -> None:
        """Take back a sorting that was kept."""
        header = self.horizontalHeader()
        state = QByteArray(base64.b64decode(record or "", validate=False))
        if not state.isEmpty() and header.restoreState(state):
            self._prepare_header(header)
            self._model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
            self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid() and not event.modifiers():
            self.open_requested.emit(self._model.entry(current.row()).id)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not self.indexAt(event.position().toPoint()).isValid():
            self._hover(-1)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hide_least()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rows:
            self._set_current(0)
        self._show_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_current()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._show_current()

    def _set_up(self) -> None:
        # Qt's own viewport would make PySide know every widget there is when it is first asked for: 40 ms.
        viewport = QWidget(self)
        viewport.setBackgroundRole(QPalette.ColorRole.Base)
        viewport.setAutoFillBackground(True)
        self.setViewport(viewport)
        self.setObjectName("practice_table")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(self._delegate.row_height)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setObjectName("practice_table_header")
        header.setMinimumSectionSize(40)
        self._prepare_header(header)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _prepare_header(self, header: QHeaderView) -> None:
        header.setSortIndicatorClearable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)

    def _fit_columns(self) -> None:
        header = self.horizontalHeader()
        words = [self._ctx.tr(word) for word in STATUS_WORDS.values()]
        tr = self._ctx.tr
        days = [tr(N_("Today {time}"), time="00.00"), tr(N_("Yesterday {time}"), time="00.00"), "30.12.2026"]
        self._widths = {}
        for place, column in enumerate(self._model.columns):
            stretches = column.name == "title"
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Fixed)
            if not stretches:
                wide = self._delegate.width_for(column, words if column.name == "status" else days)
                self._widths[place] = max(wide, header.sectionSizeHint(place))
                header.resizeSection(place, self._widths[place])
        self._hide_least()

    def _hide_least(self) -> None:
        """Where there is little room the title keeps its own, and the least important columns go."""
        room = self.viewport().width()
        places = {one.name: place for place, one in enumerate(self._model.columns)}
        least = [places[name] for name in ("modified", "marks", "status")]
        rest = sum(self._widths.values())
        for place in least:
            too_little = room - rest < room * 0.32
            if too_little:
                rest -= self._widths[place]
            if self.isColumnHidden(place) != too_little:
                self.setColumnHidden(place, too_little)

    def _show_current(self) -> None:
        before, self._delegate.current = self._delegate.current, self.currentIndex().row() if self.hasFocus() else -1
        for row in {before, self._delegate.current} - {-1}:
            self._update_row(row)

    def _hover(self, row: int) -> None:
        before, self._delegate.hovered = self._delegate.hovered, row
        for one in {before, row} - {-1}:
            self._update_row(one)

    def _update_row(self, row: int) -> None:
        top = self.rowViewportPosition(row)
        self.viewport().update(0, top, self.viewport().width(), self._delegate.row_height)

    def _select(self, rows: list[int]) -> None:
        chosen = QItemSelection()
        last = self._model.columnCount() - 1
        for first, end in _spans(sorted(rows)):
            chosen.select(self._model.index(first, 0), self._model.index(end, last))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _set_current(self, row: int) -> None:
        index = self._model.index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)

    @Slot()
    def _on_about_to_be_reset(self) -> None:
        current = self.currentIndex()
        here = self._model.entry(current.row()).id if current.isValid() and current.row() < len(self._model.rows) else ""
        self._kept = ({one.id for one in self.chosen()}, here, self.verticalScrollBar().value())

    @Slot()
    def _on_reset(self) -> None:
        ids, here, scrolled = self._kept
        self._delegate.selected = frozenset()  # a reset takes the selection away without a word
        if self.horizontalHeader().count() != len(self._model.columns):
            return
        self._fit_columns()
        rows = [row for ident in ids if (row := self._model.row_of(ident)) is not None]
        if rows:
            self._select(rows)
        place = self._model.row_of(here)
        if place is not None:
            self.selectionModel().setCurrentIndex(self._model.index(place, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.verticalScrollBar().setValue(scrolled)
        self.chosen_changed.emit()

    @Slot()
    def _on_selection_changed(self) -> None:
        selection = self.selectionModel().selection()
        spans = (selection.at(place) for place in range(selection.count()))
        self._delegate.selected = frozenset(row for span in spans for row in range(span.top(), span.bottom() + 1))
        self.chosen_changed.emit()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.open_requested.emit(self._model.entry(index.row()).id)

    @Slot(QModelIndex)
    def _on_entered(self, index: QModelIndex) -> None:
        self._hover(index.row())

    @Slot(QPoint)
    def _on_menu_requested(self, place: QPoint) -> None:
        if self.indexAt(place).isValid() and self.chosen():
            self.menu_requested.emit(self.viewport().mapToGlobal(place))


def _spans(rows: list[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for row in rows:
        if spans and spans[-1][1] == row - 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    return spans
