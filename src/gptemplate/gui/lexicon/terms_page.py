"""The tab of terms: the table, the term that is selected, and terms as files."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QMenu, QStackedWidget, QWidget

from gptemplate.gui import icons
from gptemplate.gui.banners import Notice
from gptemplate.gui.context import Context
from gptemplate.gui.lexicon import term_state as state
from gptemplate.gui.lexicon.disk import readable, writable
from gptemplate.gui.lexicon.steps import Steps
from gptemplate.gui.lexicon.table import RowTable
from gptemplate.gui.lexicon.term_delegate import TermDelegate
from gptemplate.gui.lexicon.term_model import TermModel
from gptemplate.gui.lexicon.term_panel import TermPanel
from gptemplate.gui.lexicon.tools import Tool, ToolRow
from gptemplate.gui.theme import text_scale
from gptemplate.gui.widgets.empty_state import EmptyState
from gptemplate.i18n import N_
from gptemplate.services import term_files, terms

if TYPE_CHECKING:
    from gptemplate.model.terms import Term
    from gptemplate.services.term_files import Brought
    from gptemplate.store.library import Library

PAUSE = 90  # milliseconds after the last key of a search
MOST_REMARKS = 3
MARGIN = 170  # pixels beside what an empty page says
WIDE = 1000  # pixels of the window from which the panel stands beside the table
_TOOLS: tuple[Tool, ...] = (
    ("import_terms", N_("Bring in…"), "file-up", N_("Bring in terms: TBX, or a table (TSV, CSV)")),
    ("export_terms", N_("Export…"), "file-output", N_("Write all terms to a file: TBX, a table, or a glossary of OmegaT")),
)
_ADD: Tool = ("add_term", N_("Add term"), "plus", N_("Write a new term (Ctrl+N)"))


class TermsPage(QWidget):
    """All terms, and one of them at the right.

    Signals:
        told: something was done; what, and whether it can be taken back.
        noticed: something to say above the screens: a name, and the `Notice`.
    """

    told = Signal(str, bool)
    noticed = Signal(str, object)

    def __init__(self, ctx: Context, steps: Steps, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._steps = ctx, steps
        self._is_read = False
        self._draft = ""
        self._select = ""
        self._edited = ""
        self._typed = QTimer(self, singleShot=True, interval=PAUSE)
        self.tools = ToolRow(ctx, _TOOLS, _ADD)
        self.model = TermModel(ctx.tr, self)
        self._delegate = TermDelegate(ctx.theme, ctx.tr)
        self.table = RowTable(ctx, self._delegate, self)
        self.table.setObjectName("term_table")
        self.panel = TermPanel(ctx, self)
        self._empty = EmptyState(ctx.theme, "book-open", self)
        self._none = EmptyState(ctx.theme, "search", self)
        self._empty.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._lay_out()
        self._connect()
        self.retranslate()

    def reload(self) -> None:
        """Read the terms anew."""
        self._ctx.tasks.read(terms.list_terms, self._on_listed)

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.tools.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tools.search_field.selectAll()

    @Slot()
    def add(self) -> None:
        """Begin a new term in the panel."""
        if self._ctx.read_only:
            return
        self.panel.flush()
        self._draft = uuid.uuid4().hex
        self._stack.setCurrentWidget(self._both)
        self.table.clearSelection()
        self.panel.show_terms([state.draft(self._draft, self._ctx.language)])
        self.panel.setVisible(True)
        self.panel.focus_first()

    def delete(self) -> None:
        """Remove the selected terms; they can be taken back."""
        chosen = self.chosen()
        if not chosen or self._ctx.read_only:
            return
        ids = tuple(one.id for one in chosen)
        self._keep_place(chosen)
        self._ctx.tasks.write(partial(_remove, ids=ids), partial(self._on_removed, ids))

    def chosen(self) -> list[Term]:
        """Return the terms that are selected."""
        return [self.model.terms[row] for row in self.table.chosen_rows() if row < len(self.model.terms)]

    def bring_in(self, file: Path) -> None:
        """Add the terms of a file."""
        if not self._ctx.read_only:
            self._ctx.tasks.write(partial(_bring_in, file=file), partial(self._on_brought, file))

    def retranslate(self) -> None:
        """Take new words."""
        tr = self._ctx.tr
        self.tools.retranslate(tr(N_("Search in terms and definitions")), tr(N_("Search in terms and definitions")))
        self.table.setAccessibleName(tr(N_("Terms")))
        self._delegate.tr_ = tr
        self.model.set_language(tr)
        text = tr(N_("Terms that are agreed on are shown while you translate, and checked. Add your own, or begin with those "
                     "of the programme."))  # fmt: skip
        ways = [
            ("starter", tr(N_("Add the programme's terms")), "book-open"),
            ("first_term", tr(N_("Add term")), "plus"),
            ("first_file", tr(N_("Bring in…")), "file-up"),
        ]
        self._empty.set_words(tr(N_("No terms yet")), text, [] if self._ctx.read_only else ways)
        nothing = tr(N_("No term has these words."))
        self._none.set_words(tr(N_("Nothing found")), nothing, [("all_terms", tr(N_("Show all")), "x")])
        self.panel.retranslate()
        self._show_count()
        self.restyle()

    def restyle(self) -> None:
        """Take new colours and the current text size."""
        self.tools.restyle()
        self.table.restyle()
        self.panel.restyle()
        self._place_panel()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_panel()

    def _lay_out(self) -> None:
        self._both = QWidget(self)
        self._inner = QStackedWidget(self)
        self._inner.addWidget(self.table)
        self._inner.addWidget(self._none)
        row = QHBoxLayout(self._both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._inner, 1)
        row.addWidget(self.panel)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._both)
        self._stack.addWidget(self._empty)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        self.table.show_model(self.model)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        self.table.chosen_changed.connect(self._on_chosen)
        self.table.open_requested.connect(self._on_open)
        self.table.delete_requested.connect(self.delete)
        self.table.menu_requested.connect(self._on_menu)
        self.panel.kept.connect(self._on_kept)
        self.panel.delete_requested.connect(self._on_panel_delete)
        self.tools.chosen.connect(self._on_tool)
        self.tools.search_field.textChanged.connect(self._typed.start)
        self.tools.search_field.left.connect(self.table.setFocus)
        self._typed.timeout.connect(self._on_typed)
        self._empty.chosen.connect(self._on_tool)
        self._none.chosen.connect(self.tools.search_field.clear)

    def _place_panel(self) -> None:
        self.panel.setVisible(bool(self._draft) or self.window().width() >= WIDE * text_scale())

    def _show_count(self) -> None:
        tr, shown, total = self._ctx.tr, len(self.model.terms), len(self.model.glossary.rows)
        words = tr.plural("{n} term", "{n} terms", total)
        self.tools.show_count(words if shown == total else tr(N_("{shown} of {total}"), shown=shown, total=total))
        may = not self._ctx.read_only
        self.tools.set_able(import_terms=may, export_terms=total > 0, add_term=may)

    def _show_page(self) -> None:
        is_empty = self._is_read and not self.model.glossary.rows and not self._draft
        self._stack.setCurrentWidget(self._empty if is_empty else self._both)
        is_nothing = bool(self.model.glossary.rows) and not self.model.terms
        self._inner.setCurrentWidget(self._none if is_nothing else self.table)
        self._show_count()

    # What there is

    def _on_listed(self, held: list[Term]) -> None:
        self._is_read = True
        self.model.set_glossary(state.Glossary.of(held))
        self._show_page()
        self._choose_some()

    def _choose_some(self) -> None:
        wanted, self._select = self._select, ""
        row = self.model.row_of(wanted) if wanted else None
        if row is not None:
            self.table.choose_row(row)
        elif not self.table.chosen_rows() and self.model.terms and not self._draft:
            self.table.choose_row(0)

    @Slot()
    def _on_typed(self) -> None:
        self.model.search(self.tools.search_field.text())
        self._show_page()
        self._choose_some()

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self.chosen()
        if chosen:
            self._draft = ""
        elif self._draft:
            return
        if not (len(chosen) == 1 and chosen[0].id == self._edited):
            self._edited = ""
        self.panel.show_terms(chosen)

    @Slot()
    def _on_open(self) -> None:
        self.panel.setVisible(True)
        self.panel.focus_first()

    # What is done

    @Slot(object)
    def _on_kept(self, term: Term) -> None:
        """One step to undo for all that is written in a term before another is selected."""
        before = next((row.term for row in self.model.glossary.rows if row.term.id == term.id), None)
        if self._edited != term.id:
            self._edited = term.id
            ident = term.id
            self._steps.add(partial(_put, term=before) if before is not None else partial(_remove, ids=(ident,)))
        if self._draft == term.id:
            self._draft, self._select = "", term.id
        self._ctx.tasks.write(partial(_put, term=term), self._on_put)

    def _on_put(self, kept: Term) -> None:
        self.panel.told_kept(kept)
        self.reload()

    @Slot()
    def _on_panel_delete(self) -> None:
        if self._draft:
            self._draft = ""
            self._show_page()
            self.panel.show_terms([])
            self._choose_some()
        else:
            self.delete()

    def _keep_place(self, going: Sequence[Term]) -> None:
        """The row after those that go is selected next."""
        last = max(self.table.chosen_rows())
        ids = {one.id for one in going}
        rest = [one.id for one in (*self.model.terms[last:], *reversed(self.model.terms[:last])) if one.id not in ids]
        self._select = rest[0] if rest else ""

    def _on_removed(self, ids: tuple[str, ...], _nothing: None) -> None:
        self._steps.add(partial(_restore, ids=ids))
        self.told.emit(self._ctx.tr.plural("Deleted {n} term", "Deleted {n} terms", len(ids)), True)
        self.reload()

    def _on_brought(self, file: Path, brought: Brought) -> None:
        tr = self._ctx.tr
        has_changed = bool(brought.new or brought.before)
        if has_changed:
            self._steps.add(partial(_take_back, brought=brought))
        self._select = brought.new[0] if brought.new else ""
        for place, remark in enumerate(brought.remarks[:MOST_REMARKS]):
            self.noticed.emit(f"terms_{place}", Notice("warning", remark))
        self.told.emit(state.told_brought(tr, file.name, brought), has_changed)
        self.reload()

    def _on_starter(self, ids: tuple[str, ...]) -> None:
        if ids:
            self._steps.add(partial(_remove, ids=ids))
        self.told.emit(self._ctx.tr.plural("Added {n} term", "Added {n} terms", len(ids)), bool(ids))
        self.reload()

    # Files and menus

    @Slot(str)
    def _on_tool(self, name: str) -> None:
        from gptemplate.gui.lexicon import asking

        if name in ("add_term", "first_term"):
            self.add()
        elif name == "starter":
            self._ctx.tasks.write(terms.add_starter, self._on_starter)
        elif name == "export_terms":
            button = self.tools.buttons["export_terms"]
            place = button.mapToGlobal(QPoint(0, button.height() + 2))
            asking.ask_export_terms(self._ctx, self.model.glossary.languages, self, place, self._export)
        else:
            asking.ask_terms_file(self._ctx, self, self._on_file)

    @Slot(str)
    def _on_file(self, name: str) -> None:
        self.bring_in(Path(name))

    def _export(self, file: Path, kind: str, source: str, target: str) -> None:
        job = partial(_export, file=file, kind=kind, source=source, target=target)
        self._ctx.tasks.read(job, partial(self._on_exported, file))

    def _on_exported(self, file: Path, n: int) -> None:
        words = self._ctx.tr.plural("{n} term written to {path}", "{n} terms written to {path}", n, path=str(file))
        self.told.emit(words, False)

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        tr, look, menu = self._ctx.tr, self._ctx.theme, QMenu(self)
        menu.addAction(icons.icon("pencil", look.muted), tr(N_("Open")), self._on_open)
        delete = menu.addAction(icons.icon("trash-2", look.danger), tr(N_("Delete")), self.delete)
        delete.setEnabled(not self._ctx.read_only)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)


def _put(library: Library, *, term: Term) -> Term:
    return terms.put(library, term)


def _remove(library: Library, *, ids: tuple[str, ...]) -> None:
    terms.remove(library, ids)


def _restore(library: Library, *, ids: tuple[str, ...]) -> None:
    terms.restore(library, ids)


def _bring_in(library: Library, *, file: Path) -> Brought:
    with readable(file):
        return term_files.bring_in(library, file)


def _take_back(library: Library, *, brought: Brought) -> None:
    term_files.take_back(library, brought)


def _export(library: Library, *, file: Path, kind: str, source: str, target: str) -> int:
    with writable(file):
        return term_files.export(library, file, kind=kind, source=source, target=target)
