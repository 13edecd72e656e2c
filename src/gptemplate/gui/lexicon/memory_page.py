"""The tab of the memory: what was translated before, searched, mended and carried in files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHeaderView, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.lexicon import memory_state as state
from gptemplate.gui.lexicon.import_strip import ImportStrip
from gptemplate.gui.lexicon.memory_delegate import MemoryDelegate
from gptemplate.gui.lexicon.memory_feed import MemoryFeed, Page, Sums
from gptemplate.gui.lexicon.memory_filter import MemoryFilter
from gptemplate.gui.lexicon.memory_jobs import MemoryJobs
from gptemplate.gui.lexicon.memory_model import ORIGIN, SOURCE, TARGET, MemoryModel
from gptemplate.gui.lexicon.page import LexiconPage, Words
from gptemplate.gui.lexicon.steps import Steps
from gptemplate.gui.lexicon.tools import Tool, ToolRow
from gptemplate.gui.lexicon.unit_panel import UnitPanel
from gptemplate.gui.theme import text_scale
from gptemplate.gui.widgets.rows import RowTable
from gptemplate.i18n import N_

if TYPE_CHECKING:
    from gptemplate.model.memory import Unit

_TOOLS: tuple[Tool, ...] = (
    ("import_memory", N_("Bring in…"), "file-up", N_("Bring in a translation memory (TMX)")),
    ("export_memory", N_("Export…"), "file-output", N_("Write the memory as one TMX file for other programs")),
)


class MemoryPage(LexiconPage):
    """Entries in a table, and one of them at the right."""

    model: MemoryModel
    panel: UnitPanel

    def __init__(self, ctx: Context, steps: Steps, parent: QWidget | None = None) -> None:
        super().__init__(ctx, ToolRow(ctx, _TOOLS), parent)
        self._sums: Sums | None = None
        self.filter = MemoryFilter(ctx, self)
        self.feed = MemoryFeed(ctx, self.filter.wish, self)
        self.jobs = MemoryJobs(ctx, steps, self)
        self.model = MemoryModel(ctx.tr, self)
        self._delegate = MemoryDelegate(ctx.theme)
        self.table = RowTable(ctx, self._delegate, self)
        self.table.setObjectName("memory_table")
        self.panel = UnitPanel(ctx, self)
        self.strip = ImportStrip(ctx, self)
        self._lay_out("database", top=self.strip, above=self.filter)
        self._connect()
        self.retranslate()

    def reload(self) -> None:
        self.feed.reload()
        self.feed.count()

    def look_up(self, words: str) -> None:
        """Search for words, wherever they come from."""
        self.tools.search_field.setText(words)
        self.focus_search()

    def bring_in(self, file: Path) -> None:
        """Bring in a translation memory."""
        if not self._ctx.read_only:
            self.jobs.bring_in(file)

    def chosen(self) -> list[Unit]:
        """Return the entries that are selected."""
        return [self.model.units[row] for row in self.table.chosen_rows() if row < len(self.model.units)]

    @Slot()
    def delete(self) -> None:
        chosen = self.chosen()
        if chosen and not self._ctx.read_only:
            self._keep_place()
            self.jobs.delete(chosen)

    def retranslate(self) -> None:
        self.filter.retranslate()
        super().retranslate()

    def restyle(self) -> None:
        self.filter.restyle()
        super().restyle()

    def _words(self) -> Words:
        tr = self._ctx.tr
        text = tr(N_("Every pair marked Done is remembered, in all directions, and offered where something like it is to be "
                     "translated. A memory of another program can be brought in as TMX."))  # fmt: skip
        ways = [("first_memory", tr(N_("Bring in…")), "file-up")]
        name, search = tr(N_("Translation memory")), tr(N_("Search in what was translated"))
        nothing = tr(N_("No entry has all of these words there."))
        return Words(name, search, tr(N_("Nothing is remembered yet")), text, ways, nothing, "all_units")

    def _total(self) -> int:
        return self._sums.count if self._sums is not None else 0

    def _is_empty(self) -> bool:
        return self._sums is not None and not self._sums.count and not self.jobs.is_busy

    def _connect(self) -> None:
        super()._connect()
        header = self.table.horizontalHeader()
        for column in (SOURCE, TARGET):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(ORIGIN, QHeaderView.ResizeMode.Fixed)
        self.table.resized.connect(self._fit_columns)
        self.model.more_wanted.connect(self._on_more_wanted)
        self.feed.found.connect(self._on_found)
        self.feed.counted.connect(self._on_counted)
        self.filter.wish_changed.connect(self._on_wish)
        self.filter.merge_requested.connect(self._on_merge)
        self.filter.forget_requested.connect(self._on_forget)
        self.panel.kept.connect(self._on_kept)
        self.panel.delete_requested.connect(self.delete)
        self.tools.search_field.textChanged.connect(self._on_typed)
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
        super()._place()
        self._fit_columns()

    @Slot()
    def _fit_columns(self) -> None:
        room, scale = self.table.viewport().width(), text_scale()
        self.table.setColumnHidden(ORIGIN, room < 520 * scale)
        self.table.horizontalHeader().resizeSection(ORIGIN, round(min(190 * scale, room * 0.28)))

    def _show_count(self) -> None:
        total, wish, shown = self._total(), self.model.wish, len(self.model.units)
        is_search = bool(wish.words or wish.source or wish.project)
        said = state.count_words(self._ctx.tr, total, shown, is_search=is_search, has_more=self.model.has_more)
        self.tools.show_count(said if self._sums is not None else "")
        may = not self._ctx.read_only
        self.tools.set_able(import_memory=may and not self.jobs.is_busy, export_memory=total > 0 and not self.jobs.is_busy)
        self.filter.set_able(may and total > 0 and not self.jobs.is_busy)

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
