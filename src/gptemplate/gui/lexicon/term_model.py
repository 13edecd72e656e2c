"""Terms as a Qt table: everything comes from memory, nothing is read while it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from gptemplate.gui.lexicon import term_state as state
from gptemplate.gui.library.words import language_name
from gptemplate.gui.widgets.rows import Index, RowModel
from gptemplate.i18n import Translator
from gptemplate.model.terms import Term

TERM = Qt.ItemDataRole.UserRole
LANGUAGE = Qt.ItemDataRole.UserRole + 1


class TermModel(RowModel):
    """A row for each concept, a column for each language."""

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._sorting: tuple[str, bool] = ("", False)
        self._query = ""
        self.glossary = state.Glossary()
        self.terms: Sequence[Term] = ()
        self._places: dict[str, int] = {}

    def set_glossary(self, glossary: state.Glossary) -> None:
        """Show other terms, or the same as they are now."""
        self.glossary = glossary
        self._refresh()

    def search(self, query: str) -> None:
        """Show only terms that have these words."""
        if query != self._query:
            self._query = query
            self._refresh()

    def set_language(self, tr: Translator) -> None:
        """Speak another language."""
        self._tr = tr
        if self.terms:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.terms) - 1, self.columnCount() - 1))

    def key_of(self, row: int) -> str:
        return self.terms[row].id

    def row_of(self, key: str) -> int | None:
        return self._places.get(key)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.terms)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.glossary.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.terms):
            return None
        term, language = self.terms[index.row()], self.glossary.columns[index.column()]
        if role == TERM:
            return term
        if role == LANGUAGE:
            return language
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return state.spoken(self._tr, term, language)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n\n".join(part for part in (state.spoken(self._tr, term, language), term.definition[:600]) if part)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= self.columnCount():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return language_name(self.glossary.columns[section])
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        columns = self.glossary.columns
        language = columns[column] if 0 <= column < len(columns) else ""
        self._sorting = (language, order is Qt.SortOrder.DescendingOrder)
        self._refresh()

    def _refresh(self) -> None:
        language, down = self._sorting
        self.beginResetModel()
        self.terms = self.glossary.shown(self._query, language, down=down)
        self._places = {one.id: place for place, one in enumerate(self.terms)}
        self.endResetModel()
