"""From one thing to do to the next, with the keyboard alone: in this practice, and on to the next one of the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from gptemplate.gui.editor.bench import Bench
from gptemplate.gui.editor.filters import FilterRow
from gptemplate.gui.editor.state import EditorState
from gptemplate.gui.editor.todo import Todo, fields_with, first_with, next_practice, next_to_do, tally
from gptemplate.gui.editor.unmatched import Unmatched
from gptemplate.gui.keys import listen
from gptemplate.gui.library.state import Entry
from gptemplate.gui.widgets.banner import Tone
from gptemplate.i18n import Message
from gptemplate.model.states import SHARED

if TYPE_CHECKING:
    from gptemplate.services.repeats import Place


class Rounds(QObject):
    """Goes to what is to be done, and shows only that where a person wants it.

    Signals:
        place_wanted: a person wants to be in another practice; its id and the field.
        next_wanted: there is nothing more to do here; the next (1) or previous (-1) practice is to be opened.
        counted: what is to be done was counted again.
    """

    place_wanted = Signal(str, object)
    next_wanted = Signal(int)
    counted = Signal()

    def __init__(self, bench: Bench, filters: FilterRow, unmatched: Unmatched, parent: QObject) -> None:
        super().__init__(parent)
        self._bench, self._filters, self._unmatched = bench, filters, unmatched
        self._awaited = False  # whether those without a match are to be shown when they are known
        self._arriving = 0
        bench.opened.connect(self._on_opened)
        bench.paused.connect(self._count)
        bench.retold.connect(filters.refresh)
        filters.chosen.connect(self.show_only)
        unmatched.told.connect(self._on_unmatched_told)
        self._calm = QTimer(self, singleShot=True, interval=0)
        self._calm.timeout.connect(self._count)

    def listen(self, screen: QWidget) -> None:
        """Hear the keys."""
        following, previous = partial(self.step, 1), partial(self.step, -1)
        keys = {"F7": following, "Shift+F7": previous, "Ctrl+Shift+Down": following, "Ctrl+Shift+Up": previous}
        listen(screen, keys | {"Ctrl+L": self.next_filter, "Ctrl+Shift+R": partial(self.show_repeats, screen)})

    def arrive(self, way: int) -> None:
        """Let the practice that is opened next begin at its first (1) or last (-1) thing to do."""
        self._arriving = way

    def go_on(self, table: Sequence[Entry], way: int, open_practice: Callable[[str], None]) -> None:
        """Open the next practice of the table with something to do; say so where there is none."""
        ident = next_practice(table, self._bench.practice_id, way)
        if ident:
            self.arrive(way)
            open_practice(ident)
        else:
            self._bench.tell(Tone.INFO, Message("Nothing is left to do in any practice of the table."))

    def step(self, way: int) -> None:
        """Go to the next (1) or previous (-1) thing to do, after the last to another practice."""
        state = self._bench.state
        if state is None:
            return
        target = next_to_do(state, self._bench.key, way)
        if target is None:
            self.next_wanted.emit(way)
        else:
            self._bench.go_to(target)

    def next_filter(self) -> None:
        """Show only the next kind of thing to do, after the last everything."""
        shown = [one for one, chip in self._filters.chips.items() if not chip.isHidden()]
        choices = [None, *shown]
        now = self._filters.only
        self.show_only(choices[(choices.index(now) + 1) % len(choices)] if now in choices else None)

    def show_repeats(self, screen: QWidget) -> None:
        """List the sentences of this practice that stand in other places too, in the language of the cursor."""
        from gptemplate.gui.editor.repeats import RepeatsDialog

        state, key = self._bench.state, self._bench.key
        if state is None:
            return
        language = key.language if key is not None and key.language != SHARED else state.practice.source_language
        dialog = RepeatsDialog(self._bench.ctx, state.template, self._bench.practice_id, language, screen)
        dialog.place_chosen.connect(dialog.accept)
        dialog.place_chosen.connect(partial(self._on_place_chosen, screen))
        dialog.open()

    def _on_place_chosen(self, screen: QWidget, place: Place) -> None:
        screen.activateWindow()  # the dialog had the keys
        if place.practice == self._bench.practice_id:
            self._bench.go_to(place.key, place.start)
        else:
            self.place_wanted.emit(place.practice, place.key)

    @Slot(object)
    def show_only(self, wanted: Todo | None) -> None:
        """Show only the fields with something to do, or all again. What is worked on does not vanish meanwhile."""
        state = self._bench.state
        if state is None:
            return
        self._awaited = wanted is Todo.NO_MATCH and not self._unmatched.is_known
        state.only = fields_with(state, wanted) if wanted is not None and not self._awaited else None
        self._show_counts(state, wanted)
        key = self._bench.key  # a row that is hidden gives the cursor to another one
        self._bench.grid.apply_conditions()
        target = first_with(state, wanted, key) if wanted is not None and state.only is not None else None
        if target is not None and target != key:
            self._bench.go_to(target)
        elif key is not None:
            self._bench.grid.keep_in_sight(key)

    @Slot()
    def _on_opened(self) -> None:
        state, way, self._arriving = self._bench.state, self._arriving, 0
        self._awaited = False
        if state is None:
            self._filters.show_counts(Counter(), None)
        else:
            self._show_counts(state, None)
        if state is None or not way:
            return
        target = next_to_do(state, None, way)
        if target is not None:
            self._bench.go_to(target)
        else:
            self._bench.tell(Tone.INFO, Message("Nothing is left to do here in the languages that are shown."))

    @Slot()
    def recount_soon(self) -> None:
        """Count again once; something was looked at."""
        self._calm.start()

    @Slot()
    def _count(self) -> None:
        state = self._bench.state
        if state is not None:
            self._show_counts(state, self._filters.only if state.only is not None or self._awaited else None)
            self.counted.emit()

    def _show_counts(self, state: EditorState, only: Todo | None) -> None:
        self._filters.show_counts(tally(state), only, looking=self._unmatched.is_looking or self._awaited)

    @Slot()
    def _on_unmatched_told(self) -> None:
        if self._awaited and self._unmatched.is_known:
            self.show_only(Todo.NO_MATCH)
        else:
            self.recount_soon()
