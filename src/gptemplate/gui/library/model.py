"""Practices as a Qt table: everything comes from memory, nothing is read while it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Qt

from gptemplate.gui.library import dates
from gptemplate.gui.library.state import Column, Entry, Mark, Overview, Sorting, Wish
from gptemplate.gui.library.words import MARK_WORDS, language_name
from gptemplate.gui.widgets.rows import Index, RowModel
from gptemplate.i18n import N_, Translator
from gptemplate.model.listing import Counts
from gptemplate.model.words import STATUS_WORDS

ENTRY = Qt.ItemDataRole.UserRole
COLUMN = Qt.ItemDataRole.UserRole + 1

_USUAL = ("fi", "sv", "en")
_HEADS = {"title": N_("Practice"), "status": N_("Status"), "marks": N_("Attention"), "modified": N_("Changed")}


class PracticeModel(RowModel):
    """The rows that fit a wish, in the order asked for."""

    def __init__(self, tr: Translator, parent: QObject | None = None, *, in_bin: bool = False) -> None:
        super().__init__(parent)
        self._tr = tr
        self._in_bin = in_bin
        self._overview = Overview()
        self._wish = Wish()
        self._sorting: Sorting | None = None
        self._rows: Sequence[Entry] = ()
        self._places: dict[str, int] = {}
        self._now = datetime.now().astimezone()
        self.columns = _columns(_USUAL)

    @property
    def overview(self) -> Overview:
        """All practices."""
        return self._overview

    @property
    def wish(self) -> Wish:
        """What is shown of them."""
        return self._wish

    @property
    def rows(self) -> Sequence[Entry]:
        """The practices shown, in order."""
        return self._rows

    def set_overview(self, overview: Overview) -> None:
        """Show other practices, or the same as they are now."""
        self._overview = overview
        self._now = datetime.now().astimezone()
        codes = overview.codes or _USUAL
        if _columns(codes) != self.columns:
            self.beginResetModel()
            self.columns, self._rows, self._places = _columns(codes), (), {}
            self.endResetModel()
        self._refresh()

    def set_wish(self, wish: Wish) -> None:
        """Show what fits another wish."""
        self._wish = wish
        self._refresh()

    def set_language(self, tr: Translator) -> None:
        self._tr = tr
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self._tell_changed()

    def entry(self, row: int) -> Entry:
        """Return the practice of a row."""
        return self._rows[row]

    def key_of(self, row: int) -> str:
        return self._rows[row].id

    def row_of(self, key: str) -> int | None:
        return self._places.get(key)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        entry, column = self._rows[index.row()], self.columns[index.column()]
        if role == ENTRY:
            return entry
        if role == COLUMN:
            return column
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(entry, column, role)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._head(column)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return language_name(column.code) if column.code else self._head(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            self._sorting = Sorting(self.columns[column], order is Qt.SortOrder.DescendingOrder)
        else:
            self._sorting = None
        self._refresh()

    def _refresh(self) -> None:
        rows = self._overview.shown(self._wish, self._sorting)
        if [one.id for one in rows] == [one.id for one in self._rows]:
            self._rows = rows
            self._tell_changed()
            return
        self.beginResetModel()
        self._rows = rows
        self._places = {one.id: place for place, one in enumerate(rows)}
        self.endResetModel()

    def _tell_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    def _head(self, column: Column) -> str:
        if column.code:
            return column.code.upper()
        return self._tr(N_("Moved to bin")) if self._in_bin and column.name == "modified" else self._tr(_HEADS[column.name])

    def _text(self, entry: Entry, column: Column, role: int) -> str:
        if column.name == "title":
            return self._title(entry, role)
        if column.name == "status":
            return self._tr(STATUS_WORDS[entry.status])
        if column.name == "marks":
            return ", ".join(self.marks(entry))
        if column.name == "modified":
            moment = entry.listed.deleted or entry.listed.modified
            is_plain = role == Qt.ItemDataRole.DisplayRole
            return dates.when(moment, self._now, self._tr) if is_plain else dates.full(moment, self._tr.language)
        if role == Qt.ItemDataRole.DisplayRole:
            return progress(entry.counts(column.code))
        return in_words(self._tr, column.code, entry.counts(column.code))

    def _title(self, entry: Entry, role: int) -> str:
        title = entry.title or self._tr(N_("Untitled practice"))
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        language = language_name(entry.title_language) if entry.title_language not in ("", self._tr.language) else ""
        return "\n".join(part for part in (title, language, entry.place) if part)

    def marks(self, entry: Entry) -> list[str]:
        """Return what needs attention, in words."""
        figures = ((mark, entry.count(mark)) for mark in (Mark.STALE, Mark.OVER))
        return [f"{self._tr(MARK_WORDS[mark])}: {count}" for mark, count in figures if count]


def progress(counts: Counts | None) -> str:
    """Return how far a language has come: "6/8"."""
    return f"{counts.done}/{counts.fields}" if counts else "–"


def in_words(tr: Translator, code: str, counts: Counts | None) -> str:
    """Return how far a language has come, in words."""
    if counts is None:
        return tr(N_("{language}: not in this form"), language=language_name(code))
    parts = [tr(N_("{done} of {total} done"), done=counts.done, total=counts.fields)]
    for count, word in _further(counts):
        if count:
            parts.append(tr(word, n=count))
    return f"{language_name(code)}: {', '.join(parts)}"


def _further(counts: Counts) -> tuple[tuple[int, str], ...]:
    return (
        (counts.to_check, N_("{n} to check")),
        (counts.stale, N_("{n} stale")),
        (counts.draft, N_("{n} in draft")),
        (counts.empty, N_("{n} empty")),
        (counts.over_limit, N_("{n} over the limit")),
    )


def _columns(codes: Sequence[str]) -> tuple[Column, ...]:
    languages = (Column("language", code) for code in codes)
    return (Column("title"), Column("status"), *languages, Column("marks"), Column("modified"))
