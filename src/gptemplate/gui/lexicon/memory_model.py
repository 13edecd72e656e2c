"""Entries of the memory as a Qt table that reads on as a person scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from gptemplate.gui.lexicon import memory_state as state
from gptemplate.gui.library.dates import when
from gptemplate.gui.library.words import language_name
from gptemplate.gui.widgets.rows import Index, RowModel
from gptemplate.i18n import N_, Translator
from gptemplate.model.memory import Unit

UNIT = Qt.ItemDataRole.UserRole
SAID = Qt.ItemDataRole.UserRole + 1
SOURCE, TARGET, ORIGIN = range(3)


class MemoryModel(RowModel):
    """A row for each entry: two of its texts, and where it comes from.

    Signals:
        more_wanted: a person scrolls to the end of what was read.
    """

    more_wanted = Signal()

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._places: dict[str, int] = {}
        self._is_reading = False
        self.wish = state.Wish()
        self.units: list[Unit] = []
        self.has_more = False

    def show_units(self, units: Sequence[Unit], wish: state.Wish, *, has_more: bool) -> None:
        """Show the first entries that fit a wish."""
        self.beginResetModel()
        self.units, self.wish, self.has_more = list(units), wish, has_more
        self._places = {str(one.number): place for place, one in enumerate(self.units)}
        self._is_reading = False
        self.endResetModel()

    def add_units(self, units: Sequence[Unit], *, has_more: bool) -> None:
        """Show what comes after those that are there."""
        self._is_reading, self.has_more = False, has_more
        new = [one for one in units if str(one.number) not in self._places]
        if not new:
            return
        first = len(self.units)
        self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
        self.units += new
        self._places |= {str(one.number): first + place for place, one in enumerate(new)}
        self.endInsertRows()

    def set_language(self, tr: Translator) -> None:
        """Speak another language."""
        self._tr = tr
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 2)
        if self.units:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.units) - 1, 2))

    def key_of(self, row: int) -> str:
        return str(self.units[row].number)

    def row_of(self, key: str) -> int | None:
        return self._places.get(key)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self.has_more and not self._is_reading

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._is_reading = True
            self.more_wanted.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.units)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.units):
            return None
        unit = self.units[index.row()]
        if role == UNIT:
            return unit
        said = state.pair_of(unit, self.wish)[index.column()] if index.column() < ORIGIN else None
        if role == SAID:
            return said
        if role == Qt.ItemDataRole.DisplayRole:
            return said[1] if said else "\n".join(self._origin(unit))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{language_name(said[0])}: {said[1]}" if said else ", ".join(self._origin(unit))
        if role == Qt.ItemDataRole.ToolTipRole:
            return said[1][:1_500] if said else "\n".join(self._origin(unit))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == ORIGIN:
            return self._tr(N_("Where it comes from"))
        code = self.wish.source if section == SOURCE else self.wish.target if self.wish.source else ""
        return language_name(code) if code else self._tr(N_("Text") if section == SOURCE else N_("Translation"))

    def _origin(self, unit: Unit) -> list[str]:
        now = datetime.now().astimezone()
        moment = when(unit.modified, now, self._tr) if unit.modified else ""
        return [state.origin(self._tr, unit), " · ".join(part for part in (unit.author, moment) if part)]
