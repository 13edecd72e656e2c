"""The grid of fields: rows that are made in time for being seen, and kept for the next practice."""

from __future__ import annotations

import time
from collections.abc import Collection

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.editor.cards import FieldCard
from gptemplate.gui.editor.desk import Desk
from gptemplate.gui.editor.rows import GAP, FieldRow, SectionHead
from gptemplate.gui.editor.state import EditorState, Shape
from gptemplate.gui.theme import text_scale
from gptemplate.model.practice import applies
from gptemplate.model.states import Key
from gptemplate.model.template import Section, Template

FIRST_ROWS = 7  # as many as a laptop shows
SLICE = 0.008  # seconds of one slice of work between two paints
NARROWEST_COLUMN = 232  # pixels; below it columns become a stack
NARROW = 560  # pixels; below it label and control stand one above the other
SETTLING = 25  # milliseconds in which texts find their heights after their width has changed
HOLDING = 500  # milliseconds in which the layout comes to rest after the window has changed
MARGIN = 18


class Grid(QScrollArea):
    """All fields of a practice.

    Signals:
        completed: the last row was made.
        section_seen: the section at the top of what is in sight.
    """

    completed = Signal()
    section_seen = Signal(object)

    def __init__(self, ctx: Context, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._desk = ctx, desk
        self._state: EditorState | None = None
        self._template: Template | None = None
        self._rows: dict[str, FieldRow] = {}
        self._unfilled: dict[str, FieldRow] = {}
        self._heads: dict[str, SectionHead] = {}
        self._is_stacked = self._is_narrow = False
        self._sought: FieldCard | None = None
        self._sight = QTimer(self, singleShot=True, interval=SETTLING)
        self._sight.timeout.connect(self._on_settled)
        self._held: FieldCard | None = None  # stays in sight until all is calm after another size
        self._holding = QTimer(self, singleShot=True, interval=HOLDING)
        self._holding.timeout.connect(self._let_go)
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._on_more)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("field_grid")
        self._new_page()
        desk.caret_moved.connect(self._on_caret_moved)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    @property
    def is_complete(self) -> bool:
        """Whether every row is made and filled."""
        return self._state is not None and len(self._rows) == len(self._state.rows) and not self._unfilled

    @property
    def is_stacked(self) -> bool:
        """Whether the languages of a field stand one above the other."""
        return self._is_stacked

    def show_state(self, state: EditorState) -> None:
        """Show a practice. Rows of the same template are kept and filled again."""
        if state.template != self._template:
            self._template = state.template
            self._new_page()
        self._state = state
        self._measure()
        self._unfilled = dict(self._rows)
        self.apply_conditions()
        self.verticalScrollBar().setValue(0)
        if self._rows:
            self._fill_rows(FIRST_ROWS, None)
        else:
            self._make_rows(FIRST_ROWS, None)
        self._more.start()

    def refresh(self, fields: Collection[str] | None = None) -> None:
        """Show the values of some fields, or of all, as they are now."""
        if self._state is not None:
            self.apply_conditions()
            for ident, row in self._rows.items():
                if ident not in self._unfilled and (fields is None or ident in fields):
                    self._fill_row(self._state, row)

    def refresh_marks(self, field: str) -> None:
        """Show what was found in a field, where its cards are made."""
        row = self._rows.get(field)
        if row is not None and self._state is not None and field not in self._unfilled:
            for card in row.visible_cards():
                card.refresh(self._state)

    def touched(self, key: Key) -> None:
        """Show what follows from one change: its own card, and the rows that depend on its answer."""
        state = self._state
        if state is None:
            return
        card = self.card(key)
        if card is not None:
            card.refresh(state)
        for row in self._rows.values():
            one = row.row.field
            if one.parent == key.field:
                row.visible_cards()[0].show_value(state)
            elif one.id == key.field and row.row.shape is Shape.IMAGE:
                row.arrange(state, stacked=self._is_stacked, narrow=self._is_narrow)
            elif one.when is not None and one.when.field == key.field:
                self.apply_conditions()

    def arrange(self) -> None:
        """Show the languages that the state has, in the room there is."""
        state = self._state
        if state is None:
            return
        self._measure()
        self._page.setUpdatesEnabled(False)
        self.refresh()
        self._sink_source()
        self._page.setUpdatesEnabled(True)

    def card(self, key: Key) -> FieldCard | None:
        """Return a card, if it is made."""
        row = self._rows.get(key.field)
        return row.card(key) if row is not None else None

    def put_cursor(self, key: Key, position: int | None = None) -> None:
        """Give the cursor to a card, making rows up to it where need be."""
        self._complete()
        card = self.card(key)
        if card is None or card.isHidden():
            return
        self.settle()
        card.control.put_cursor(position)
        self._seek(card)

    def keep_in_sight(self, key: Key) -> None:
        """Scroll to a card that is there, wherever it has moved."""
        card = self.card(key)
        if card is not None and not card.isHidden():
            self.settle()
            self._seek(card)

    def go_to_section(self, section: Section) -> None:
        """Bring a section to the top."""
        self._complete()
        self.settle()
        head = self._heads.get(section.id)
        if head is not None:
            self.verticalScrollBar().setValue(head.y() - 4)

    def settle(self) -> None:
        """Give every row its place now rather than with the next paint."""
        self._column.activate()
        # The scroll area gives the page its size; `adjustSize` gives it another width, and all rows are laid out twice.
        QApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def set_words(self) -> None:
        """Show labels in the interface language where they are not in their own."""
        for head in self._heads.values():
            head.set_words(self._ctx)
        for row in self._rows.values():
            for card in row.cards.values():
                card.set_words()
        self.refresh()

    def restyle(self) -> None:
        """Follow another text size; colours reach the cards by themselves."""
        self._measure()
        self.arrange()

    def set_read_only(self, read_only: bool) -> None:
        """Let values be changed or only read."""
        for row in self._rows.values():
            for card in row.cards.values():
                card.set_read_only(read_only)

    def resizeEvent(self, event: QResizeEvent) -> None:
        written = self._written_in_sight(event.oldSize().height())
        super().resizeEvent(event)
        if self._measure():
            self.arrange()
        if written is not None:
            self._held = written
            self._holding.start()
            self._seek(written)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._let_go()
        super().wheelEvent(event)

    # making rows

    def _new_page(self) -> None:
        self._more.stop()
        self._sought = self._held = None
        self._rows, self._unfilled, self._heads = {}, {}, {}
        self._page = QWidget()
        self._page.setObjectName("field_page")
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(MARGIN, 0, MARGIN - 8, MARGIN)
        self._column.setSpacing(GAP)
        # The page grows with its rows at once; else every new line would be laid out and painted twice.
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        self._column.addStretch(1)
        self.setWidget(self._page)

    def _make_rows(self, count: int, until: float | None) -> None:
        """Make rows in order: `count` of them, or as many as there is time for."""
        state = self._state
        if state is None:
            return
        for _row in state.rows[len(self._rows) : len(self._rows) + count]:
            self._make_row(state, len(self._rows))
            if until is not None and time.perf_counter() > until:
                break
        self._sink_source()

    def _make_row(self, state: EditorState, place: int) -> None:
        row = state.rows[place]
        if row.section.id not in self._heads:
            head = SectionHead(row.section, self._page)
            head.set_words(self._ctx)
            self._heads[row.section.id] = head
            self._column.insertWidget(self._column.count() - 1, head)
        made = FieldRow(self._ctx, self._desk, state, row, self._page)
        made.move(0, self._page.height())  # a paint may come before the layout does: not over what is there
        made.arrange(state, stacked=self._is_stacked, narrow=self._is_narrow)
        made.setVisible(applies(state.practice, row.field) and state.is_wanted(row.field.id))
        self._rows[row.field.id] = made
        self._column.insertWidget(self._column.count() - 1, made)

    def _fill_rows(self, count: int, until: float | None) -> None:
        """Fill rows that still show the practice before: `count` of them, or as many as there is time for."""
        state = self._state
        for ident in list(self._unfilled)[:count]:
            if state is not None:
                self._fill_row(state, self._unfilled.pop(ident))
            if until is not None and time.perf_counter() > until:
                break
        self.apply_conditions()
        self._sink_source()

    def _fill_row(self, state: EditorState, row: FieldRow) -> None:
        row.arrange(state, stacked=self._is_stacked, narrow=self._is_narrow)
        for card in row.visible_cards():
            card.show_value(state)

    def _complete(self) -> None:
        """Make and fill every row now; somebody wants to go there."""
        if self._state is not None and not self.is_complete:
            self._fill_rows(len(self._unfilled), None)
            self._make_rows(len(self._state.rows), None)

    @Slot()
    def _on_more(self) -> None:
        if self.is_complete or self._state is None:
            self.completed.emit()
            return
        until = time.perf_counter() + SLICE
        if self._unfilled:
            self._fill_rows(len(self._unfilled), until)
        else:
            self._make_rows(len(self._state.rows), until)
        self._more.start()

    def apply_conditions(self) -> None:
        """Show the rows that apply, are filled, and that no filter hides; those that still show another practice wait."""
        state = self._state
        if state is None:
            return
        shown: set[str] = set()
        for field, row in self._rows.items():
            fits = field not in self._unfilled and applies(state.practice, row.row.field) and state.is_wanted(field)
            if fits == row.isHidden():
                row.setVisible(fits)
            if fits:
                shown.add(row.row.section.id)
        for ident, head in self._heads.items():
            if (ident in shown) == head.isHidden():
                head.setVisible(ident in shown)

    def _sink_source(self) -> None:
        """With two languages the left one is there to read from."""
        state = self._state
        source = state.columns.pair[0] if state is not None and state.columns.mode == "two" else ""
        for row in self._rows.values():
            for code, card in row.cards.items():
                card.set_sunken(code == source)

    # what is in sight

    def _measure(self) -> bool:
        """Note how much room there is; return whether that changes the arrangement."""
        columns = len(self._state.columns.shown) if self._state is not None else 1
        width = self.viewport().width() - 2 * MARGIN + 8
        column = (width - GAP * (columns - 1)) / max(columns, 1)
        now = (columns > 1 and column < NARROWEST_COLUMN * text_scale(), width < NARROW * text_scale())
        was = (self._is_stacked, self._is_narrow)
        self._is_stacked, self._is_narrow = now
        return now != was

    def _seek(self, card: FieldCard) -> None:
        """Scroll to a card now, and again when texts have found their heights."""
        self._bring_in_sight(card)
        self._sought = card
        self._sight.start()

    def _written_in_sight(self, height: int) -> FieldCard | None:
        """Return the card with the cursor where it is in sight, or about to be, in a view of that height."""
        cards = (card for row in self._rows.values() for card in row.visible_cards() if card.is_written_in())
        card = next(cards, None)
        if card is None or card in (self._sought, self._held):
            return card
        top = card.mapTo(self._page, QPoint(0, 0)).y() - self.verticalScrollBar().value()
        return card if top < height and top + card.height() > 0 else None

    @Slot()
    def _on_settled(self) -> None:
        if self._sought is not None and not self._sought.isHidden():
            self.settle()
            self._bring_in_sight(self._sought)
            self._sought.tell_caret()
        self._sought = None
        self._on_scrolled(self.verticalScrollBar().value())

    def _bring_in_sight(self, card: FieldCard) -> None:
        top = card.mapTo(self._page, QPoint(0, 0)).y()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        shown = min(card.height(), height - 24)
        if top < bar.value() or top + shown > bar.value() + height:
            bar.setValue(top - max(12, (height - card.height()) // 3))

    @Slot()
    def _on_range_changed(self) -> None:
        """Rows above may find their heights later than the one that is written in."""
        if self._held is not None:
            self._seek(self._held)

    @Slot()
    def _let_go(self) -> None:
        self._held = None

    @Slot(QWidget, QRect)
    def _on_caret_moved(self, widget: QWidget, rect: QRect) -> None:
        place = widget.mapTo(self._page, rect.center())
        self.ensureVisible(place.x(), place.y(), 0, 48)

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        line = value + self.viewport().height() // 3
        passed = [head for head in self._heads.values() if not head.isHidden() and head.y() <= line]
        if passed:
            self.section_seen.emit(passed[-1].section)
