"""The tab of terms: the table, the term that is selected, and terms as files."""

from __future__ import annotations

import uuid
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtWidgets import QHeaderView, QWidget

from gptemplate.gui.banners import Notice
from gptemplate.gui.context import Context
from gptemplate.gui.lexicon import term_state as state
from gptemplate.gui.lexicon.disk import readable, writable
from gptemplate.gui.lexicon.page import LexiconPage, Words
from gptemplate.gui.lexicon.steps import Steps
from gptemplate.gui.lexicon.term_delegate import TermDelegate
from gptemplate.gui.lexicon.term_model import TermModel
from gptemplate.gui.lexicon.term_panel import TermPanel
from gptemplate.gui.lexicon.tools import Tool, ToolRow
from gptemplate.gui.widgets.rows import RowTable
from gptemplate.i18n import N_
from gptemplate.services import term_files, terms

if TYPE_CHECKING:
    from gptemplate.errors import UserError
    from gptemplate.model.terms import Term
    from gptemplate.services.term_files import Brought
    from gptemplate.store.library import Library

PAUSE = 90  # milliseconds after the last key of a search
MOST_REMARKS = 3
_TOOLS: tuple[Tool, ...] = (
    ("import_terms", N_("Bring in…"), "file-up", N_("Bring in terms: TBX, or a table (TSV, CSV)")),
    ("export_terms", N_("Export…"), "file-output", N_("Write all terms to a file: TBX, a table, or a glossary of OmegaT")),
)
_ADD: Tool = ("add_term", N_("Add term"), "plus", N_("Write a new term (Ctrl+N)"))


class TermsPage(LexiconPage):
    """All terms, and one of them at the right."""

    model: TermModel
    panel: TermPanel

    def __init__(self, ctx: Context, steps: Steps, parent: QWidget | None = None) -> None:
        super().__init__(ctx, ToolRow(ctx, _TOOLS, _ADD), parent)
        self._steps = steps
        self._is_read = False
        self._draft = ""
        self._edited = ""
        self._typed = QTimer(self, singleShot=True, interval=PAUSE)
        self.model = TermModel(ctx.tr, self)
        self._delegate = TermDelegate(ctx.theme, ctx.tr)
        self.table = RowTable(ctx, self._delegate, self)
        self.table.setObjectName("term_table")
        self.panel = TermPanel(ctx, self)
        self._lay_out("book-open")
        self._connect()
        self.retranslate()

    def reload(self) -> None:
        self._ctx.tasks.read(terms.list_terms, self._on_listed)

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

    @Slot()
    def delete(self) -> None:
        chosen = self.chosen()
        if not chosen or self._ctx.read_only:
            return
        ids = tuple(one.id for one in chosen)
        self._keep_place()
        self._ctx.tasks.write(partial(_remove, ids=ids), partial(self._on_removed, ids))

    def chosen(self) -> list[Term]:
        """Return the terms that are selected."""
        return [self.model.terms[row] for row in self.table.chosen_rows() if row < len(self.model.terms)]

    def bring_in(self, file: Path) -> None:
        """Add the terms of a file."""
        if not self._ctx.read_only:
            self._ctx.tasks.write(partial(_bring_in, file=file), partial(self._on_brought, file))

    def retranslate(self) -> None:
        self._delegate.tr_ = self._ctx.tr
        super().retranslate()

    def _words(self) -> Words:
        tr = self._ctx.tr
        text = tr(N_("Terms that are agreed on are shown while you translate, and checked. Add your own, or begin with those "
                     "of the programme."))  # fmt: skip
        ways = [
            ("starter", tr(N_("Add the programme's terms")), "book-open"),
            ("first_term", tr(N_("Add term")), "plus"),
            ("first_file", tr(N_("Bring in…")), "file-up"),
        ]
        search, nothing = tr(N_("Search in terms and definitions")), tr(N_("No term has these words."))
        return Words(tr(N_("Terms")), search, tr(N_("No terms yet")), text, ways, nothing, "all_terms")

    def _total(self) -> int:
        return len(self.model.glossary.rows)

    def _is_empty(self) -> bool:
        return self._is_read and not self._total() and not self._draft

    def _is_drafting(self) -> bool:
        return bool(self._draft)

    def _connect(self) -> None:
        super()._connect()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        self.panel.kept.connect(self._on_kept)
        self.panel.delete_requested.connect(self._on_panel_delete)
        self.tools.search_field.textChanged.connect(self._typed.start)
        self._typed.timeout.connect(self._on_typed)
        self._none.chosen.connect(self.tools.search_field.clear)

    def _show_count(self) -> None:
        tr, shown, total = self._ctx.tr, len(self.model.terms), self._total()
        words = tr.plural("{n} term", "{n} terms", total)
        self.tools.show_count(words if shown == total else tr(N_("{shown} of {total}"), shown=shown, total=total))
        may = not self._ctx.read_only
        self.tools.set_able(import_terms=may, export_terms=total > 0, add_term=may)

    # What there is

    def _on_listed(self, held: list[Term]) -> None:
        if held or self._is_read or self._ctx.read_only:
            self._show(held)
        else:
            self._ctx.tasks.write(terms.add_starter_once, self._on_begun, self._on_not_begun)

    def _on_begun(self, added: tuple[str, ...]) -> None:
        """A glossary that nobody touched has the programme's terms now; one that was emptied stays empty."""
        self._is_read = True
        if added:
            self.reload()
        else:
            self._show([])

    def _on_not_begun(self, error: UserError) -> None:
        self._show([])
        self.noticed.emit("terms_0", Notice("warning", error.message))

    def _show(self, held: list[Term]) -> None:
        self._is_read = True
        self.model.set_glossary(state.Glossary.of(held))
        self._show_page()
        self._choose_some()

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
            self._ctx.tasks.write(terms.bring_back_starter, self._on_starter)
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
