"""The room of terms and memory: two tabs, and a strip that takes back what was done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.keys import listen
from gptemplate.gui.lexicon.steps import Steps
from gptemplate.gui.lexicon.terms_page import TermsPage
from gptemplate.gui.widgets.segmented import Segmented
from gptemplate.gui.widgets.undo_strip import UndoStrip
from gptemplate.i18n import N_

if TYPE_CHECKING:
    from gptemplate.gui.lexicon.memory_page import MemoryPage

TERMS, MEMORY = "terms", "memory"


class LexiconView(QWidget):
    """Terms, and what was translated before.

    Signals:
        noticed: something to say above the screens: a name, and the `Notice`.
    """

    noticed = Signal(str, object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.steps = Steps(ctx, self)
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self.tabs = Segmented(ctx.theme, self)
        self.terms = TermsPage(ctx, self.steps, self)
        self._memory: MemoryPage | None = None
        self._lay_out()
        self.strip = UndoStrip(ctx.theme, self)
        self._connect()
        self.retranslate()
        self.tabs.set_value(TERMS)

    @property
    def memory(self) -> MemoryPage:
        """The tab of the memory; made when first wanted."""
        if self._memory is None:
            from gptemplate.gui.lexicon.memory_page import MemoryPage

            self._memory = MemoryPage(self._ctx, self.steps, self)
            self._memory.told.connect(self.tell)
            self._memory.noticed.connect(self.noticed)
            self._tools.addWidget(self._memory.tools)
            self._pages.addWidget(self._memory)
        return self._memory

    @Slot(str)
    def show_tab(self, name: str) -> None:
        """Show "terms" or "memory"."""
        page = self.memory if name == MEMORY else self.terms
        self.tabs.set_value(name)
        self._tools.setCurrentWidget(page.tools)
        self._pages.setCurrentWidget(page)
        if self.isVisible() and not self.tabs.isAncestorOf(self.window().focusWidget() or self):
            page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_up(self, words: str) -> None:
        """Show where words stand in the memory."""
        self.show_tab(MEMORY)
        self.memory.look_up(words)

    def bring_in(self, files: Sequence[Path]) -> None:
        """Bring in translation memories and terms, each where it belongs."""
        from gptemplate.gui.lexicon.recognising import is_memory

        for file in files:
            self.show_tab(MEMORY if is_memory(file) else TERMS)
            self._page.bring_in(file)

    def library_opened(self) -> None:
        """Show what there is now: the library is open, or another state of it."""
        if self.isVisible():
            self._page.reload()

    @Slot(str, bool)
    def tell(self, text: str, can_undo: bool) -> None:
        """Say what was done, with a way to take it back."""
        self.strip.show_message(text, self._ctx.tr(N_("Undo")) if can_undo else "")

    def retranslate(self) -> None:
        """Take new words."""
        tr = self._ctx.tr
        self._title.setText(tr(N_("Terms & memory")))
        self.tabs.set_options([(TERMS, tr(N_("Terms")), "book-open"), (MEMORY, tr(N_("Memory")), "database")])
        self.tabs.setAccessibleName(tr(N_("Terms & memory")))
        self.terms.retranslate()
        if self._memory is not None:
            self._memory.retranslate()

    def restyle(self) -> None:
        """Take new colours and the current text size."""
        self.terms.restyle()
        if self._memory is not None:
            self._memory.restyle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _page(self) -> TermsPage | MemoryPage:
        return self.memory if self.tabs.value == MEMORY else self.terms

    def _lay_out(self) -> None:
        self._tools, self._pages = QStackedWidget(self), QStackedWidget(self)
        self._tools.addWidget(self.terms.tools)
        self._pages.addWidget(self.terms)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._title)
        head.addWidget(self.tabs)
        head.addWidget(self._tools, 1, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.show_tab)
        self.terms.told.connect(self.tell)
        self.terms.noticed.connect(self.noticed)
        self.strip.undo_requested.connect(self._undo)
        self.steps.taken_back.connect(self._on_taken_back)
        self.steps.nothing_left.connect(self._on_nothing_left)
        keys = {"Ctrl+Z": self._undo, "Ctrl+F": self._focus_search, "Ctrl+N": self.terms_add}
        listen(self, keys)

    @Slot()
    def terms_add(self) -> None:
        """Begin a new term."""
        self.show_tab(TERMS)
        self.terms.add()

    @Slot()
    def _focus_search(self) -> None:
        self._page.focus_search()

    @Slot()
    def _undo(self) -> None:
        self.terms.panel.flush()
        if self._memory is not None:
            self._memory.flush()
        self.steps.undo()

    @Slot()
    def _on_taken_back(self) -> None:
        self.tell(self._ctx.tr(N_("Undone")), False)
        self._page.reload()

    @Slot()
    def _on_nothing_left(self) -> None:
        self.tell(self._ctx.tr(N_("There is nothing to undo")), False)
