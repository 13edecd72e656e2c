"""Looking words up in the translation memory: every text that has them, with what it was in the other languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.editor.asking import Asking
from gptemplate.gui.editor.bench import Bench
from gptemplate.gui.editor.controls.written import Written
from gptemplate.gui.editor.once import Once
from gptemplate.gui.editor.parts import SmallCard
from gptemplate.gui.keys import listen
from gptemplate.gui.widgets.key_hint import Keycap

if TYPE_CHECKING:
    from gptemplate.services.memory import Recall
    from gptemplate.store.library import Library
    from gptemplate.translation.memory import Found

PAUSE = 150  # milliseconds after a key
MOST = 40


class ConcordanceDialog(QDialog):
    """A field for the words, and the texts below it.

    Signals:
        room_wanted: a person wants to see and change the texts in the room of terms and memory; the words.
    """

    room_wanted = Signal(str)

    def __init__(self, ctx: Context, recall: Once[Recall], words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx, self._recall = ctx, recall
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
        self._lay_out()
        listen(self, {"Ctrl+Return": self._on_room, "Ctrl+Enter": self._on_room})
        self.field.selectAll()
        self._ask()

    def _lay_out(self) -> None:
        room = QPushButton(self._ctx.tr("Show in Terms & memory").replace("&", "&&"), self)
        room.setObjectName("room_button")
        room.setAccessibleName(self._ctx.tr("Show in Terms & memory"))
        room.setProperty("kind", "link")
        room.setAutoDefault(False)
        room.clicked.connect(self._on_room)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addStretch(1)
        foot.addWidget(room)
        foot.addWidget(Keycap(self._ctx.theme, "Ctrl+↵", self))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(10)
        box.addWidget(self.field)
        box.addWidget(self._told)
        box.addWidget(self._area, 1)
        box.addLayout(foot)
        self.resize(680, 520)

    @Slot()
    def _on_room(self) -> None:
        self.accept()
        self.room_wanted.emit(self.field.text().strip())

    @Slot()
    def _ask(self) -> None:
        words = self.field.text().strip()
        if words:
            self._asking.ask(partial(_found, self._recall, words), self._show)
        else:
            self._asking.forget()
            self._show([])
            self._told.clear()

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
    """Opens the dialog with the words that are selected.

    Signals:
        room_wanted: a person wants the words looked up in the room of terms and memory; the words.
    """

    room_wanted = Signal(str)

    def __init__(self, bench: Bench, recall: Once[Recall], parent: QWidget) -> None:
        super().__init__(parent)
        self._bench, self._recall, self._screen = bench, recall, parent

    def listen(self, screen: QWidget) -> None:
        """Hear the key."""
        listen(screen, {"Ctrl+Shift+F": self.open})

    def open(self) -> None:
        """Look up what is selected, or ask what to look up."""
        key = self._bench.key
        card = self._bench.grid.card(key) if key is not None else None
        words = card.marked_text() if card is not None and isinstance(card.control, Written) else ""
        dialog = ConcordanceDialog(self._bench.ctx, self._recall, " ".join(words.split()), self._screen)
        dialog.room_wanted.connect(self.room_wanted)
        dialog.open()


def _marked(text: str, places: Sequence[tuple[int, int]]) -> str:
    """The text with the words that were looked up in bold type."""
    said, at = "", 0
    for start, end in sorted(places):
        if start >= at:
            said += f"{escape(text[at:start])}<b>{escape(text[start:end])}</b>"
            at = end
    return said + escape(text[at:])


def _found(recall: Once[Recall], words: str, library: Library) -> Sequence[Found]:
    made = recall()
    made.bring_up_to_date(library)
    return made.concordance(words, most=MOST)
