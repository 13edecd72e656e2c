"""Looking words up in the translation memory: every text that has them, with what it was in the other languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.editor.asking import Asking
from gptemplate.gui.editor.bench import Bench
from gptemplate.gui.editor.controls.written import Written
from gptemplate.gui.editor.parts import SmallCard
from gptemplate.gui.keys import listen

if TYPE_CHECKING:
    from gptemplate.services.memory import Recall
    from gptemplate.store.library import Library
    from gptemplate.translation.memory import Found

PAUSE = 150  # milliseconds after a key
MOST = 40


class ConcordanceDialog(QDialog):
    """A field for the words, and the texts below it."""

    def __init__(self, ctx: Context, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._recall: Recall | None = None
        self._asking = Asking(ctx.tasks, self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._ask)
        tr = ctx.tr
        self.setObjectName("concordance_dialog")
        self.setWindowTitle(tr("Search in the memory"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit(words, self)
        self.field.setObjectName("concordance_edit")
        self.field.setPlaceholderText(tr("Words, in any form and any language"))
        self.field.setAccessibleName(tr("Search in the memory"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._pause.start)
        self._told = QLabel(self)
        self._told.setProperty("role", "small")
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(10)
        box.addWidget(self.field)
        box.addWidget(self._told)
        box.addWidget(self._area, 1)
        self.resize(680, 520)
        self.field.selectAll()
        self._ask()

    @Slot()
    def _ask(self) -> None:
        words = self.field.text().strip()
        if words:
            self._asking.ask(partial(_found, self._recall, words), self._on_found)
        else:
            self._asking.forget()
            self._show([])
            self._told.clear()

    def _on_found(self, answer: tuple[Recall, Sequence[Found]]) -> None:
        self._recall, found = answer
        self._show(found)

    def _show(self, found: Sequence[Found]) -> None:
        tr = self._ctx.tr
        self._told.setText(
            tr.plural("{n} text", "{n} texts", len(found)) if found else tr("Nothing in the memory has these words.")
        )
        page = QWidget()
        page.setObjectName("concordance_page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for number, one in enumerate(found):
            column.addWidget(self._card(number, one, page))
        column.addStretch(1)
        self._area.setWidget(page)

    def _card(self, number: int, one: Found, page: QWidget) -> SmallCard:
        card = SmallCard(self._ctx, f"concordance_{number}_card", page)
        if one.unit.project:
            card.say(one.unit.project, "small")
        for code in (one.language, *(code for code in one.unit.texts if code != one.language)):
            text = one.unit.texts[code]
            told = _marked(text, one.places) if code == one.language else escape(text)
            ink = self._ctx.theme.language(code)
            card.say(f'<b style="color:{ink}">{escape(code.upper())}</b>&nbsp; {told}', rich=True, spoken=f"{code}: {text}")
        return card


class Concordance(QObject):
    """Opens the dialog with the words that are selected."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench, self._screen = bench, parent

    def listen(self, screen: QWidget) -> None:
        """Hear the key."""
        listen(screen, {"Ctrl+Shift+F": self.open})

    def open(self) -> None:
        """Look up what is selected, or ask what to look up."""
        key = self._bench.key
        card = self._bench.grid.card(key) if key is not None else None
        words = card.marked_text() if card is not None and isinstance(card.control, Written) else ""
        ConcordanceDialog(self._bench.ctx, " ".join(words.split()), self._screen).open()


def _marked(text: str, places: Sequence[tuple[int, int]]) -> str:
    """The text with the words that were looked up in bold type."""
    said, at = "", 0
    for start, end in sorted(places):
        if start >= at:
            said += f"{escape(text[at:start])}<b>{escape(text[start:end])}</b>"
            at = end
    return said + escape(text[at:])


def _found(recall: Recall | None, words: str, library: Library) -> tuple[Recall, Sequence[Found]]:
    from gptemplate.services.memory import Recall as Made

    made = recall or Made()
    made.bring_up_to_date(library)
    return made, made.concordance(words, most=MOST)
