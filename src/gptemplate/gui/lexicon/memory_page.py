"""The tab of the memory: what was translated before, searched, mended and carried in files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QMenu, QStackedWidget, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.lexicon import memory_state as state
from gptemplate.gui.lexicon.import_strip import ImportStrip
from gptemplate.gui.lexicon.memory_delegate import MemoryDelegate
from gptemplate.gui.lexicon.memory_feed import MemoryFeed, Page, Sums
from gptemplate.gui.lexicon.memory_filter import MemoryFilter
from gptemplate.gui.lexicon.memory_jobs import MemoryJobs
from gptemplate.gui.lexicon.memory_model import ORIGIN, SOURCE, TARGET, MemoryModel
from gptemplate.gui.lexicon.steps import Steps
from gptemplate.gui.lexicon.table import RowTable
from gptemplate.gui.lexicon.tools import Tool, ToolRow
from gptemplate.gui.lexicon.unit_panel import UnitPanel
from gptemplate.gui.theme import text_scale
from gptemplate.gui.widgets.empty_state import EmptyState
from gptemplate.i18n import N_

if TYPE_CHECKING:
    from gptemplate.model.memory import Unit

MARGIN = 170  # pixels beside what an empty page says
WIDE = 1000  # pixels of the window from which the panel stands beside the table
_TOOLS: tuple[Tool, ...] = (
    ("import_memory", N_("Bring in…"), "file-up", N_("Bring in a translation memory (TMX)")),
    ("export_memory", N_("Export…"), "file-output", N_("Write the memory as one TMX file for other programs")),
)


class MemoryPage(QWidget):
    """Entries in a table, and one of them at the right.

    Signals:
        told: something was done; what, and whether it can be taken back.
        noticed: something to say above the screens: a name, and the `Notice`.
    """

    told = Signal(str, bool)
    noticed = Signal(str, object)

    def __init__(self, ctx: Context, steps: Steps, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._sums: Sums | None = None
        self._select = 0
        self.tools = ToolRow(ctx, _TOOLS)
        self.filter = MemoryFilter(ctx, self)
        self.feed = MemoryFeed(ctx, self.filter.wish, self)
        self.jobs = MemoryJobs(ctx, steps, self)
        self.model = MemoryModel(ctx.tr, self)
        self._delegate = MemoryDelegate(ctx.theme)
        self.table = RowTable(ctx, self._delegate, self)
        self.table.setObjectName("memory_table")
        self.panel = UnitPanel(ctx, self)
        self.strip = ImportStrip(ctx, self)
        self._empty = EmptyState(ctx.theme, "database", self)
        self._none = EmptyState(ctx.theme, "search", self)
        self._empty.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._lay_out()
        self._connect()
        self.retranslate()

    def reload(self) -> None:
        """Read what is shown anew."""
        self.feed.reload()
        self.feed.count()

    def look_up(self, words: str) -> None:
        """Search for words, wherever they come from."""
        self.tools.search_field.setText(words)
        self.focus_search()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.tools.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tools.search_field.selectAll()

    def bring_in(self, file: Path) -> None:
        """Bring in a translation memory."""
        if not self._ctx.read_only:
            self.jobs.bring_in(file)

    def flush(self) -> None:
        """Hand over what is written now."""
        self.panel.flush()

    def chosen(self) -> list[Unit]:
        """Return the entries that are selected."""
        return [self.model.units[row] for row in self.table.chosen_rows() if row < len(self.model.units)]

    @Slot()
    def delete(self) -> None:
        """Remove the selected entries; they can be taken back."""
        chosen = self.chosen()
        if chosen and not self._ctx.read_only:
            rows, gone = self.table.chosen_rows(), {one.number for one in chosen}
            after = (*self.model.units[rows[-1] :], *reversed(self.model.units[: rows[-1]]))
            self._select = next((one.number for one in after if one.number not in gone), 0)
            self.jobs.delete(chosen)

    def retranslate(self) -> None:
        """Take new words."""
        tr = self._ctx.tr
        self.tools.retranslate(tr(N_("Search in what was translated")), tr(N_("Search in what was translated")))
        self.table.setAccessibleName(tr(N_("Translation memory")))
        self.model.set_language(tr)
        self.filter.retranslate()
        text = tr(N_("Every pair marked Done is remembered, in all directions, and offered where something like it is to be "
                     "translated. A memory of another program can be brought in as TMX."))  # fmt: skip
        ways = [("first_memory", tr(N_("Bring in…")), "file-up")]
        self._empty.set_words(tr(N_("Nothing is remembered yet")), text, [] if self._ctx.read_only else ways)
        nothing = tr(N_("No entry has all of these words there."))
        self._none.set_words(tr(N_("Nothing found")), nothing, [("all_units", tr(N_("Show all")), "x")])
        self.panel.retranslate()
        self._show_count()
        self.restyle()

    def restyle(self) -> None:
        """Take new colours and the current text size."""
        self.tools.restyle()
        self.filter.restyle()
        self.table.restyle()
        self.panel.restyle()
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _lay_out(self) -> None:
        self._inner = QStackedWidget(self)
        self._inner.addWidget(self.table)
        self._inner.addWidget(self._none)
        both = QWidget(self)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._inner, 1)
        row.addWidget(self.panel)
        inside = QVBoxLayout(both)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.filter)
        inside.addLayout(row, 1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(both)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.strip)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.table.show_model(self.model)
        header = self.table.horizontalHeader()
        for column in (SOURCE, TARGET):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(ORIGIN, QHeaderView.ResizeMode.Fixed)
        self.table.chosen_changed.connect(self._on_chosen)
        self.table.resized.connect(self._fit_columns)
        self.table.open_requested.connect(self._on_open)
        self.table.delete_requested.connect(self.delete)
        self.table.menu_requested.connect(self._on_menu)
        self.model.more_wanted.connect(self._on_more_wanted)
        self.feed.found.connect(self._on_found)
        self.feed.counted.connect(self._on_counted)
        self.filter.wish_changed.connect(self._on_wish)
        self.filter.merge_requested.connect(self._on_merge)
        self.filter.forget_requested.connect(self._on_forget)
        self.panel.kept.connect(self._on_kept)
        self.panel.delete_requested.connect(self.delete)
        self.tools.chosen.connect(self._on_tool)
        self.tools.search_field.textChanged.connect(self._on_typed)
        self.tools.search_field.left.connect(self.table.setFocus)
        self._empty.chosen.connect(self._on_tool)
        self._none.chosen.connect(self._on_show_all)
        self.jobs.told.connect(self.told)
        self.jobs.noticed.connect(self.noticed)
        self.jobs.changed.connect(self.reload)
        self.jobs.kept.connect(self.panel.told_kept)
        self.jobs.progressed.connect(self.strip.show_progress)
        self.jobs.progressed.connect(self._show_page)
        self.jobs.ended.connect(self.strip.hide)
        self.strip.cancelled.connect(self.jobs.cancel)

    def _place(self) -> None:
        window, scale = self.window().width(), text_scale()
        self.panel.setVisible(window >= WIDE * scale)
        self._fit_columns()

    @Slot()
    def _fit_columns(self) -> None:
        room, scale = self.table.viewport().width(), text_scale()
        self.table.setColumnHidden(ORIGIN, room < 520 * scale)
        self.table.horizontalHeader().resizeSection(ORIGIN, round(min(190 * scale, room * 0.28)))

    def _show_count(self) -> None:
        total = self._sums.count if self._sums is not None else 0
        wish, shown = self.model.wish, len(self.model.units)
        is_search = bool(wish.words or wish.source or wish.project)
        said = state.count_words(self._ctx.tr, total, shown, is_search=is_search, has_more=self.model.has_more)
        self.tools.show_count(said if self._sums is not None else "")
        may = not self._ctx.read_only
        self.tools.set_able(import_memory=may and not self.jobs.is_busy, export_memory=total > 0 and not self.jobs.is_busy)
        self.filter.set_able(may and total > 0 and not self.jobs.is_busy)

    @Slot()
    def _show_page(self) -> None:
        is_empty = self._sums is not None and not self._sums.count and not self.jobs.is_busy
        self._stack.setCurrentIndex(1 if is_empty else 0)
        is_nothing = self._sums is not None and self._sums.count > 0 and not self.model.units
        self._inner.setCurrentWidget(self._none if is_nothing else self.table)
        self._show_count()

    # What there is

    @Slot(object)
    def _on_found(self, page: Page) -> None:
        self._delegate.marks, self._delegate.shows_language = page.marks, not page.wish.source
        if page.skip:
            self.model.add_units(page.units, has_more=page.has_more)
            self.table.viewport().update()
            self._choose_some()
        else:
            self.model.show_units(page.units, page.wish, has_more=page.has_more)
            self._choose_some()
        self._show_page()

    def _choose_some(self) -> None:
        row = self.model.row_of(str(self._select)) if self._select else None
        self._select = 0
        if row is not None:
            self.table.choose_row(row)
        elif not self.table.chosen_rows() and self.model.units:
            self.table.choose_row(0)

    @Slot(object)
    def _on_counted(self, sums: Sums) -> None:
        self._sums = sums
        self.filter.show_projects(sums.projects)
        self._show_page()

    @Slot()
    def _on_more_wanted(self) -> None:
        self.feed.read_on(len(self.model.units))

    @Slot()
    def _on_typed(self) -> None:
        words = " ".join(self.tools.search_field.text().split())
        self.feed.wish(replace(self.filter.wish, words=words), soon=True)

    @Slot(object)
    def _on_wish(self, wish: state.Wish) -> None:
        self.feed.wish(replace(wish, words=" ".join(self.tools.search_field.text().split())))

    @Slot()
    def _on_show_all(self) -> None:
        self.tools.search_field.clear()
        self.filter.show_all()

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self.chosen()
        if not (len(chosen) == 1 and chosen[0].number == self.jobs.edited):
            self.jobs.edited = 0
        self.panel.show_units(chosen)

    @Slot()
    def _on_open(self) -> None:
        self.panel.setVisible(True)
        self.panel.focus_first()

    # What is done

    @Slot(object)
    def _on_kept(self, unit: Unit) -> None:
        before = next((one for one in self.model.units if one.number == unit.number), unit)
        self.jobs.keep(unit, before)

    @Slot(str)
    def _on_tool(self, name: str) -> None:
        from gptemplate.gui.lexicon import asking

        if name == "export_memory":
            asking.ask_export_memory(self._ctx, self, self._on_export_file)
        else:
            asking.ask_memory_file(self._ctx, self, self._on_file)

    @Slot(str)
    def _on_file(self, name: str) -> None:
        self.bring_in(Path(name))

    @Slot(str)
    def _on_export_file(self, name: str) -> None:
        self.jobs.export(Path(name))

    @Slot()
    def _on_merge(self) -> None:
        from gptemplate.gui.lexicon import asking

        asking.confirm_merge(self._ctx, self, self.jobs.merge)

    @Slot()
    def _on_forget(self) -> None:
        from gptemplate.gui.lexicon import asking

        name = self.filter.wish.project
        count = dict(self._projects).get(name, 0)
        if name and count:
            asking.confirm_forget(self._ctx, name, count, self, partial(self.jobs.forget, name))

    @property
    def _projects(self) -> Sequence[tuple[str, int]]:
        return self._sums.projects if self._sums is not None else ()

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        tr, look, menu = self._ctx.tr, self._ctx.theme, QMenu(self)
        menu.addAction(icons.icon("pencil", look.muted), tr(N_("Open")), self._on_open)
        delete = menu.addAction(icons.icon("trash-2", look.danger), tr(N_("Delete")), self.delete)
        delete.setEnabled(not self._ctx.read_only)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)
