"""The copies as a table: when each was made, why, and what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.library.dates import when
from gptemplate.gui.theme import text_scale
from gptemplate.gui.upkeep.words import size, why
from gptemplate.i18n import N_

if TYPE_CHECKING:
    from gptemplate.store.copies import BackupInfo

_HEADS = (N_("Made"), N_("Why"), N_("Practices"), N_("Last change"), N_("Size"), N_("Second copy"), N_("State"))
_NUMBERS = (2, 4)
_SECOND, _STATE = 5, 6
_ROOM = {4: 640, 3: 600, 2: 500, _SECOND: 420}
"""Columns that are left out where the table is narrower than so many pixels at 100 per cent; the panel has their content."""


class Where(StrEnum):
    """Where a copy lies."""

    HERE = "here"
    BOTH = "both"
    THERE = "there"


_WHERE = {Where.HERE: "–", Where.BOTH: N_("yes"), Where.THERE: N_("only there")}


@dataclass(frozen=True, slots=True)
class Row:
    """A copy, and where it lies; one that lies in both places is one row."""

    info: BackupInfo
    where: Where = Where.HERE


def rows_of(held: Sequence[BackupInfo], second: Path | None) -> list[Row]:
    """Return a row for each copy, in order; one of the same name and size on the stick is the same copy.

    One that is damaged in one of the places stands by itself, and so does its whole twin.
    """
    good = [one for one in held if one.whole is not False]
    there = {one.file.name: one.size for one in good if second is not None and second in one.file.parents}
    here = {one.file.name: one.size for one in good if second is None or second not in one.file.parents}
    made = []
    for one in held:
        is_there = second is not None and second in one.file.parents
        twin = one.whole is not False and (here if is_there else there).get(one.file.name) == one.size
        if not (is_there and twin):
            made.append(Row(one, Where.THERE if is_there else Where.BOTH if twin else Where.HERE))
    return made


class CopyTable(QTableWidget):
    """One row for each copy, newest first.

    Signals:
        copy_chosen: another row is marked.
    """

    copy_chosen = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_HEADS), parent)
        self._ctx = ctx
        self._rows: Sequence[Row] = ()
        self._has_second = False
        self.setObjectName("copy_table")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setStyleSheet("QTableView::item { padding: 0 5px; }")
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def show_copies(self, rows: Sequence[Row], *, has_second: bool) -> None:
        """Show these copies; `has_second`: there is a second place for them."""
        chosen = self.chosen()
        self._rows, self._has_second = rows, has_second
        with QSignalBlocker(self):
            self.setRowCount(len(rows))
            for place, one in enumerate(rows):
                for column, text in enumerate(self._cells(one)):
                    self.setItem(place, column, self._cell(text, column))
                self.show_whole(place, one.info.whole)
        place = next((place for place, one in enumerate(rows) if chosen and one.info.file == chosen), 0)
        if rows:
            self.selectRow(place)
        self.restyle()

    def show_whole(self, row: int, whole: bool | None) -> None:
        """Show whether a copy is whole; None while it is being read."""
        tr, look = self._ctx.tr, self._ctx.theme
        item = self.item(row, _STATE)
        if item is None:
            return
        words, icon, ink = {
            True: (N_("whole"), "circle-check", look.state("done")[0]),
            False: (N_("damaged"), "triangle-alert", look.danger),
            None: (N_("being read…"), "circle-dashed", look.muted),
        }[whole]
        item.setText(tr(words))
        item.setIcon(icons.icon(icon, ink))
        item.setForeground(QColor(ink))

    def chosen(self) -> Path | None:
        """Return the file of the marked row."""
        marked = [index.row() for index in self.selectionModel().selectedRows()]
        return self._rows[marked[0]].info.file if marked and marked[0] < len(self._rows) else None

    def retranslate(self) -> None:
        """Take new words."""
        tr = self._ctx.tr
        self.setAccessibleName(tr(N_("Safety copies")))
        for column, head in enumerate(_HEADS):
            made = QTableWidgetItem(tr(head))
            side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
            made.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(column, made)
        self.show_copies(self._rows, has_second=self._has_second)

    def restyle(self) -> None:
        """Take new colours and the current text size."""
        self.verticalHeader().setDefaultSectionSize(round(34 * text_scale()))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() / text_scale()
        for column, least in _ROOM.items():
            self.setColumnHidden(column, room < least or (column == _SECOND and not self._has_second))

    @Slot(QItemSelection, QItemSelection)
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self.signalsBlocked() and selected.count():
            self.copy_chosen.emit()

    def _cells(self, row: Row) -> tuple[str, ...]:
        tr, now, one = self._ctx.tr, datetime.now().astimezone(), row.info
        made = when(round(one.when.timestamp() * 1000), now, tr)
        changed = when(one.changed, now, tr) if one.changed else "–"
        practices = "–" if one.whole is False and not one.practices else str(len(one.practices))
        return made, why(tr, one.reason), practices, changed, size(tr, one.size), tr(_WHERE[row.where]), ""

    def _cell(self, text: str, column: int) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setToolTip(text if column == 1 else "")
        side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
        item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        return item
