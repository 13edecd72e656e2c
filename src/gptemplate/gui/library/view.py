"""The screen with the table of practices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.library.actions import Actions
from gptemplate.gui.library.chips import FilterBar
from gptemplate.gui.library.feed import Feed
from gptemplate.gui.library.header import LibraryHeader
from gptemplate.gui.library.model import PracticeModel
from gptemplate.gui.library.pages import Pages
from gptemplate.gui.library.state import Entry, Overview, Wish
from gptemplate.gui.library.table import PracticeTable
from gptemplate.gui.theme import text_scale
from gptemplate.model.states import Status

if TYPE_CHECKING:
    from gptemplate.gui.library.detail import DetailPanel
    from gptemplate.store.library import Library

PAUSE = 2_000  # milliseconds without a change until the table follows what is done on another screen
WIDE = 1200  # pixels of the window from which the detail panel stands beside the table by itself


class PracticesView(QWidget):
    """Search, filters, table and details.

    Signals:
        open_requested: a practice is to be opened; its id.
        export_requested: practices are to be exported; the ids selected, and the ids shown.
        handoff_requested: the same for practices that are to be translated.
        told: something was done; what, and whether it can be taken back.
    """

    open_requested = Signal(str)
    export_requested = Signal(list, list)
    handoff_requested = Signal(list, list)
    told = Signal(str, bool)

    def __init__(self, ctx: Context, first: Overview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._is_open = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._detail_wish: bool | None = None
        self._select_next = ""
        self.model = PracticeModel(ctx.tr, self)
        self.feed = Feed(ctx, self)
        self._pause.timeout.connect(self.feed.reload)
        self._detail_soon = QTimer(self, singleShot=True, interval=0)  # the table answers first, the panel follows
        self._detail_soon.timeout.connect(self._show_detail)
        self.actions_ = Actions(ctx, self)
        self.header = LibraryHeader(ctx, self)
        self.filters = FilterBar(ctx, self)
        self.table = PracticeTable(ctx, self.model, self)
        self._lay_out()
        self._connect()
        self.table.restore(ctx.settings.table)
        self.model.set_overview(first)
        self._show_state()

    @property
    def detail(self) -> DetailPanel | None:
        """The panel at the right; made when it is first shown."""
        return self._detail

    def library_opened(self) -> None:
        """Show all practices: the library is open."""
        self._is_open = True
        self.header.name_search()
        self.feed.reload()
        self._show_state()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.header.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.header.search_field.selectAll()

    def retranslate(self) -> None:
        """Take new words, and the titles in the new language."""
        self.header.retranslate()
        self.header.name_search()
        self.filters.retranslate()
        self.table.retranslate()
        self._pages.retranslate()
        if self._detail is not None:
            self._detail.retranslate()
        overview = self.model.overview
        self._on_listed(Overview.of([one.listed for one in overview.entries], self._ctx.language))

    def restyle(self) -> None:
        """Take new colours."""
        self.header.restyle()
        self.table.restyle()
        if self._detail is not None:
            self._detail.restyle()

    def shown_ids(self) -> list[str]:
        """Return the ids of the practices shown."""
        return [one.id for one in self.model.rows]

    def chosen_ids(self) -> list[str]:
        """Return the ids of the practices selected."""
        return [one.id for one in self.table.chosen()]

    def bring_in(self, files: list[Path]) -> None:
        """Bring in files; what they would do is shown first, where there is anything to see."""
        if self._may_write and files:
            self.actions_.bring_in(files, self)

    @property
    def _may_write(self) -> bool:
        return self._is_open and not self._ctx.read_only

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_detail()

    # What there is

    def _lay_out(self) -> None:
        self._detail: DetailPanel | None = None
        self._pages = Pages(self._ctx, self.table, self)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._pages, 1)
        self._body = body
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addWidget(self.header)
        column.addWidget(self.filters)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self.feed.listed.connect(self._on_listed)
        self.feed.found.connect(self._on_found)
        self._ctx.changed.connect(self._on_changed)
        self.header.search_field.textChanged.connect(self.feed.search)
        self.header.search_field.left.connect(self.table.setFocus)
        self.header.search_field.returnPressed.connect(self._on_search_entered)
        self.header.new_requested.connect(self.ask_new)
        self.header.bring_in_requested.connect(self.ask_files)
        self.header.export_requested.connect(self.ask_export)
        self.header.bin_requested.connect(self._on_bin_requested)
        self.header.status_requested.connect(self._on_status_requested)
        self.header.detail_toggled.connect(self._on_detail_toggled)
        self.filters.wish_changed.connect(self._on_wish_changed)
        self.table.open_requested.connect(self._on_row_opened)
        self.table.chosen_changed.connect(self._on_chosen_changed)
        self.table.menu_requested.connect(self._on_menu_requested)
        self.table.delete_requested.connect(self._on_bin_requested)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._on_sorted)
        self.actions_.told.connect(self.told)
        self.actions_.begun.connect(self._on_begun)
        self._pages.first_chosen.connect(self._on_first_chosen)
        self._pages.all_requested.connect(self._on_all_requested)

    def listen(self) -> None:
        """Hear keys from now on."""
        from gptemplate.gui.keys import listen

        keys = {
            "Ctrl+N": self.ask_new,
            "Ctrl+E": self.ask_export,
            "Ctrl+F": self.focus_search,
            "Ctrl+Z": self._on_undo,
            "Ctrl+Shift+Z": self._on_redo,
            "Ctrl+Y": self._on_redo,
        }
        listen(self, keys)

    def _show_state(self) -> None:
        model, chosen = self.model, self.table.chosen()
        overview = model.overview
        is_empty = not overview.entries and self._is_open
        is_nothing = bool(overview.entries) and not model.rows
        self._pages.show_page(is_empty=is_empty, is_nothing=is_nothing, writable=self._may_write)
        self.filters.show_tally(model.wish, overview.tally(model.wish))
        self.filters.setVisible(not is_empty)
        self.header.show_count(len(model.rows), len(overview.entries), len(chosen))
        self.header.set_able(chosen=bool(chosen), any_shown=bool(model.rows) and self._is_open, writable=self._may_write)
        self._place_detail()

    def _place_detail(self) -> None:
        window = self.window().width()
        wanted = self._detail_wish if self._detail_wish is not None else window >= WIDE * text_scale()
        wanted = wanted and bool(self.model.overview.entries) and self._is_open
        if wanted and self._detail is None:
            from gptemplate.gui.library.detail import DetailPanel

            self._detail = DetailPanel(self._ctx, self)
            self._detail.open_requested.connect(self.open_requested)
            self._detail.export_requested.connect(self.ask_export)
            self._body.addWidget(self._detail)
            self._detail.show_entries(self.table.chosen())
        if self._detail is not None and self._detail.isHidden() == wanted:
            self._detail.setVisible(wanted)
        with QSignalBlocker(self.header.detail_button):
            self.header.detail_button.setChecked(wanted)

    # What happens

    @Slot()
    def _on_changed(self) -> None:
        """While another screen is shown the table waits for a pause: listing takes time that typing needs."""
        if self.isVisible():
            self.feed.reload_soon()
        else:
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._pause.isActive():
            self._pause.stop()
            self.feed.reload()

    @Slot(object)
    def _on_listed(self, overview: Overview) -> None:
        self.model.set_overview(overview)
        if self._select_next and self.model.row_of(self._select_next) is not None:
            self.table.choose(self._select_next)
            self._select_next = ""
        elif not self.table.chosen() and self.model.rows and self._is_open:
            self.table.choose(self.model.entry(0).id)
        if not overview.entries and self._is_open:
            self._ctx.tasks.read(_binned, self._pages.set_binned)
        self._show_state()
        self._on_chosen_changed()

    @Slot(object)
    def _on_found(self, ids: tuple[str, ...] | None) -> None:
        wish = self.model.wish
        is_new = ids != wish.found
        self._on_wish_changed(Wish(wish.statuses, wish.marks, ids))
        if ids and is_new and self.model.rows:
            self.table.choose(self.model.entry(0).id)

    @Slot(object)
    def _on_wish_changed(self, wish: Wish) -> None:
        self.model.set_wish(wish)
        if not self.table.chosen() and self.model.rows:
            self.table.choose(self.model.entry(0).id)
        self._show_state()

    @Slot()
    def _on_all_requested(self) -> None:
        self.header.search_field.clear()
        self._on_wish_changed(Wish())

    @Slot()
    def _on_search_entered(self) -> None:
        chosen = self.table.chosen()
        if chosen:
            self.open_requested.emit(chosen[0].id)

    @Slot()
    def _on_chosen_changed(self) -> None:
        chosen = self.table.chosen()
        self._detail_soon.start()
        model = self.model
        self.header.show_count(len(model.rows), len(model.overview.entries), len(chosen))
        self.header.set_able(chosen=bool(chosen), any_shown=bool(model.rows) and self._is_open, writable=self._may_write)

    @Slot()
    def _show_detail(self) -> None:
        if self._detail is not None:
            self._detail.show_entries(self.table.chosen())

    @Slot(bool)
    def _on_detail_toggled(self, wanted: bool) -> None:
        self._detail_wish = wanted
        self._place_detail()

    @Slot()
    def _on_sorted(self) -> None:
        self._ctx.change(table=self.table.record())

    @Slot(QPoint)
    def _on_menu_requested(self, place: QPoint) -> None:
        menu, actions = self.header.menu_for(self, writable=self._may_write)
        actions["open"].triggered.connect(self._on_open)
        actions["export"].triggered.connect(self.ask_export)
        actions["handoff"].triggered.connect(self.ask_handoff)
        actions["bin"].triggered.connect(self._on_bin_requested)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    @Slot(int)
    def _on_row_opened(self, row: int) -> None:
        self.open_requested.emit(self.model.entry(row).id)

    @Slot()
    def _on_open(self) -> None:
        chosen: list[Entry] = self.table.chosen()
        if chosen:
            self.open_requested.emit(chosen[0].id)

    @Slot()
    def ask_new(self) -> None:
        """Ask on which form a new practice is begun."""
        if self._may_write:
            self.actions_.ask_new(self)

    @Slot()
    def ask_files(self) -> None:
        """Ask which practice files to bring in."""
        if self._may_write:
            self.actions_.ask_files(self)

    @Slot(str)
    def _on_begun(self, practice_id: str) -> None:
        self._select_next = practice_id
        self.feed.reload()
        self.open_requested.emit(practice_id)

    @Slot()
    def ask_export(self) -> None:
        """Ask for an export of what is selected, or shown."""
        if self._is_open and self.model.rows:
            self.export_requested.emit(self.chosen_ids(), self.shown_ids())

    @Slot()
    def ask_handoff(self) -> None:
        """Ask what a translator is to get of what is selected, or shown."""
        if self._is_open and self.model.rows:
            self.handoff_requested.emit(self.chosen_ids(), self.shown_ids())

    @Slot(str)
    def _on_first_chosen(self, name: str) -> None:
        {"write": self.ask_new, "samples": self.actions_.bring_in_samples, "bring_in": self.ask_files}[name]()

    @Slot()
    def _on_bin_requested(self) -> None:
        ids = self.chosen_ids()
        if ids and self._may_write:
            self._keep_place(ids)
            self.actions_.to_bin(ids)

    def _keep_place(self, going: list[str]) -> None:
        """The row after those that go is selected next."""
        shown = self.shown_ids()
        last = max(shown.index(ident) for ident in going)
        rest = [ident for ident in shown[last + 1 :] + shown[:last][::-1] if ident not in set(going)]
        self._select_next = rest[0] if rest else ""

    @Slot(Status)
    def _on_status_requested(self, status: Status) -> None:
        ids = self.chosen_ids()
        if ids and self._may_write:
            self.actions_.set_status(ids, status)

    @Slot()
    def _on_undo(self) -> None:
        if self._may_write:
            self.actions_.undo()

    @Slot()
    def _on_redo(self) -> None:
        if self._may_write:
            self.actions_.redo()


def _binned(library: Library) -> int:
    from gptemplate.services.library import list_practices

    return len(list_practices(library, in_bin=True))
