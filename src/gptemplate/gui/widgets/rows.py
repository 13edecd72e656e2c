"""Tables of which whole rows are chosen and looked at: practices, terms, the translation memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.theme import Theme, text_scale
from gptemplate.i18n import Translator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints the ground of a row; knows which row the mouse is on, which the keyboard, and which rows are selected."""

    ROW = 50
    """The height of a row at 100 per cent."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hovered = -1
        self.current = -1
        self.selected: frozenset[int] = frozenset()
        self.theme = theme
        self._make_fonts()

    @property
    def row_height(self) -> int:
        """The height of a row at the current text size."""
        return round(self.ROW * text_scale())

    def set_theme(self, theme: Theme) -> None:
        """Take new colours and the current text size."""
        self.theme = theme
        self._make_fonts()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self.row_height)

    def _make_fonts(self) -> None:
        """Make what letters are drawn with, in the current text size."""

    def ground(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """Paint what is behind a cell: selection, the mouse, the line below, the focus around the whole row."""
        look, row = self.theme, index.row()
        if row in self.selected:
            painter.fillRect(area, QColor(look.accent_soft))
        elif row == self.hovered:
            painter.fillRect(area, QColor(look.sunken))
        painter.setPen(QPen(QColor(look.border), 1))
        painter.drawLine(area.bottomLeft() + QPointF(0, -0.5), area.bottomRight() + QPointF(1, -0.5))
        if row in self.selected and index.column() == 0:
            painter.fillRect(QRectF(area.left(), area.top(), 3, area.height() - 1), QColor(look.accent))
        if row == self.current:
            colour = QColor(look.focus)
            painter.fillRect(QRectF(area.left(), area.top(), area.width(), 1.5), colour)
            painter.fillRect(QRectF(area.left(), area.bottom() - 2, area.width(), 1.5), colour)
            if index.column() == index.model().columnCount() - 1:
                painter.fillRect(QRectF(area.right() - 1.5, area.top(), 1.5, area.height() - 1), colour)


class RowModel(QAbstractTableModel):
    """A model whose rows have names that last."""

    def key_of(self, row: int) -> str:
        """Return the name of a row."""
        raise LookupError(row)

    def row_of(self, key: str) -> int | None:
        """Return the row of a name, or None where it is not shown."""
        raise LookupError(key)

    def set_language(self, tr: Translator) -> None:
        """Speak another language."""
        raise NotImplementedError


class RowTable(QTableView):
    """A table in which whole rows are chosen.

    Signals:
        chosen_changed: other rows are selected.
        open_requested: a row was double-clicked, or Enter pressed on it; which one.
        delete_requested: Delete was pressed.
        menu_requested: the context menu is wanted at a place on the screen.
        resized: there is more or less room for columns.
    """

    chosen_changed = Signal()
    open_requested = Signal(int)
    delete_requested = Signal()
    menu_requested = Signal(QPoint)
    resized = Signal()

    def __init__(self, ctx: Context, delegate: RowDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._rows = ctx, delegate
        self._model: RowModel | None = None
        self._kept: tuple[list[str], str, int] = ([], "", 0)
        self._is_quiet = False
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self._set_up()

    def chosen_rows(self) -> list[int]:
        """Return the selected rows, from the top."""
        return sorted(self._rows.selected)

    def choose_row(self, row: int) -> None:
        """Select one row and bring it into sight."""
        self._select([row])
        self._set_current(row)

    def restyle(self) -> None:
        """Take new colours and the current text size."""
        self._rows.set_theme(self._ctx.theme)
        self.verticalHeader().setDefaultSectionSize(self._rows.row_height)
        self.viewport().update()

    def show_model(self, model: RowModel) -> None:
        """Show a model; what is selected stays so when its rows come anew."""
        self._model = model
        self.setModel(model)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        model.modelAboutToBeReset.connect(self._on_about_to_be_reset)
        model.modelReset.connect(self._on_reset)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid() and not event.modifiers():
            self.open_requested.emit(current.row())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model() is not None and self.model().rowCount():
            self._begin()
        self._show_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_current()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._show_current()

    def _set_up(self) -> None:
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
        self.doubleClicked.connect(self._on_double_clicked)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(self._rows.row_height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _begin(self) -> None:
        """The cursor comes into the table for the first time."""
        self.choose_row(0)

    def _select(self, rows: list[int]) -> None:
        chosen, last = QItemSelection(), self.model().columnCount() - 1
        for first, end in _spans(sorted(rows)):
            chosen.select(self.model().index(first, 0), self.model().index(end, last))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _set_current(self, row: int) -> None:
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)

    def _show_current(self) -> None:
        before, self._rows.current = self._rows.current, self.currentIndex().row() if self.hasFocus() else -1
        for row in {before, self._rows.current} - {-1}:
            self._update_row(row)

    def _hover(self, row: int) -> None:
        before, self._rows.hovered = self._rows.hovered, row
        for one in {before, row} - {-1}:
            self._update_row(one)

    def _update_row(self, row: int) -> None:
        self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), self._rows.row_height)

    @Slot()
    def _on_about_to_be_reset(self) -> None:
        model, current = self._model, self.currentIndex()
        assert model is not None
        keys = [model.key_of(row) for row in self.chosen_rows() if row < model.rowCount()]
        here = model.key_of(current.row()) if current.isValid() and current.row() < model.rowCount() else ""
        self._kept = (keys, here, self.verticalScrollBar().value())
        self._is_quiet = True

    @Slot()
    def _on_reset(self) -> None:
        model = self._model
        assert model is not None
        keys, here, scrolled = self._kept
        self._rows.selected = frozenset()  # a reset takes the selection away without a word
        rows = [row for key in keys if (row := model.row_of(key)) is not None]
        if rows:
            self._select(rows)
        place = model.row_of(here) if here else None
        if place is not None:
            self.selectionModel().setCurrentIndex(model.index(place, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.verticalScrollBar().setValue(scrolled)
        self._is_quiet = False
        self._on_selection_changed()

    @Slot()
    def _on_selection_changed(self) -> None:
        if self._is_quiet:
            return
        selection = self.selectionModel().selection()
        spans = (selection.at(place) for place in range(selection.count()))
        self._rows.selected = frozenset(row for span in spans for row in range(span.top(), span.bottom() + 1))
        self.chosen_changed.emit()

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.open_requested.emit(index.row())

    @Slot(QPoint)
    def _on_menu_requested(self, place: QPoint) -> None:
        if self.indexAt(place).isValid() and self._rows.selected:
            self.menu_requested.emit(self.viewport().mapToGlobal(place))


def _spans(rows: list[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for row in rows:
        if spans and spans[-1][1] == row - 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    return spans
