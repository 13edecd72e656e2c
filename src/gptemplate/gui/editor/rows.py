"""A row of the grid: the cards of one field, all as tall as the tallest."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.editor.cards import FieldCard
from gptemplate.gui.editor.desk import Desk
from gptemplate.gui.editor.state import EditorState, Row
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import Section

GAP = 10


class FieldRow(QWidget):
    """The cards of a field. Cards are made when their language is first shown."""

    def __init__(self, ctx: Context, desk: Desk, state: EditorState, row: Row, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx, self._desk = ctx, desk
        self.row = row
        self.cards: dict[str, FieldCard] = {}
        self._shown: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAutoFillBackground(True)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP)
        self._split = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._split.setSpacing(GAP)
        if row.is_shared:
            self._box.addWidget(self._card(state, SHARED))
        self._box.addLayout(self._split)

    def arrange(self, state: EditorState, *, stacked: bool, narrow: bool) -> None:
        """Show the languages that the state shows, side by side or stacked."""
        wanted = tuple(key.language for key in state.keys(self.row, state.columns.shown) if key.language != SHARED)
        self._split.setDirection(QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight)
        if wanted != self._shown:
            self._show_languages(state, wanted)
        for code, card in self.cards.items():
            card.set_stacked(stacked and code in wanted)
            card.set_narrow(narrow)

    def visible_cards(self) -> list[FieldCard]:
        """Return the cards that are shown, in reading order."""
        across = [self.cards[SHARED]] if self.row.is_shared else []
        return across + [self.cards[code] for code in self._shown]

    def card(self, key: Key) -> FieldCard | None:
        """Return a card that is there, shown or not."""
        return self.cards.get(key.language)

    def _show_languages(self, state: EditorState, wanted: tuple[str, ...]) -> None:
        for code in self._shown:
            self._split.removeWidget(self.cards[code])
            self.cards[code].setVisible(code in wanted)
        for code in wanted:
            card = self.cards.get(code) or self._card(state, code)
            self._split.addWidget(card, 1)
            card.show()
        self._shown = wanted
        self._order_tabs()

    def _order_tabs(self) -> None:
        stops = [stop for card in self.visible_cards() for stop in (*card.control.inputs(), card.chip)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _card(self, state: EditorState, language: str) -> FieldCard:
        card = FieldCard(self._ctx, self._desk, state.template, self.row, Key(self.row.field.id, language))
        card.setParent(self)
        card.set_read_only(self._ctx.read_only)
        self.cards[language] = card
        card.show_value(state)
        return card


class SectionHead(QWidget):
    """The name of a section, and whether it stays in the house."""

    def __init__(self, section: Section, parent: QWidget) -> None:
        super().__init__(parent)
        self.section = section
        self._name, self._note = QLabel(self), QLabel(self)
        self._name.setProperty("role", "heading")
        self._note.setProperty("role", "small")
        self.setAutoFillBackground(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(2, 10, 0, 0)
        box.setSpacing(1)
        box.addWidget(self._name)
        box.addWidget(self._note)

    def set_words(self, ctx: Context) -> None:
        """Show the name in the interface language."""
        self._name.setText(self.section.label(ctx.tr.language))
        self._note.setText(ctx.tr("Working notes: not handed in"))
        self._note.setVisible(not self.section.handed_in)
