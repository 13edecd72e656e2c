"""Room within the limits: what each language will probably need while the original is written, and what can go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from gptemplate import i18n
from gptemplate.gui.context import Context
from gptemplate.gui.editor.bench import Bench
from gptemplate.gui.editor.controls.written import Written
from gptemplate.gui.editor.parts import CardsPart, SmallCard
from gptemplate.gui.editor.state import LOOKED_INTO, EditorState
from gptemplate.gui.keys import listen
from gptemplate.gui.widgets.marks import Line, Mark
from gptemplate.i18n import Translator
from gptemplate.model import fitting
from gptemplate.model.fitting import NOTHING_LEARNED, Fit, Forecast, Ratios
from gptemplate.model.shortening import Cut, saved
from gptemplate.model.states import SHARED, Key
from gptemplate.services import editing
from gptemplate.services.fitting import Fitting, cuts, phrases

if TYPE_CHECKING:
    from gptemplate.store.library import Library

LAYER = "room"
MOST = 12  # cards; a text has more only when it is far too long
KEYCAP = "Alt+Shift+↵"


class RoomPart(CardsPart):
    """What the other languages will need, and a card for each place that can be shorter.

    Signals:
        cut_requested, place_wanted: a person takes an offer, or wants to be where it is; the `Cut`.
    """

    cut_requested = Signal(object)
    place_wanted = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "target", parent)
        self._told: tuple[str, ...] = ()
        self._cuts: tuple[tuple[Cut, str], ...] = ()

    def show_room(self, told: Sequence[str], offers: Sequence[tuple[Cut, str]]) -> None:
        """Show sentences about the room there is, and offers with the words they mark."""
        if (tuple(told), tuple(offers)) != (self._told, self._cuts) or not (told or offers):
            self._told, self._cuts = tuple(told), tuple(offers)
            self.refresh()

    def refresh(self) -> None:
        """Say it again in the current language and colours."""
        self.clear()
        self.setVisible(bool(self._told or self._cuts))
        if self.isHidden():
            return
        tr = self._ctx.tr
        self.head(tr("What can go") if self._cuts else tr("Room"), len(self._cuts))
        if self._told:
            first = SmallCard(self._ctx, "room_card", self)
            first.be_bare()
            for sentence in self._told:
                first.say(sentence, "small")
            self.add(first)
        for number, (cut, words) in enumerate(self._cuts[:MOST]):
            self.add(self._card(number, cut, words))

    def _card(self, number: int, cut: Cut, words: str) -> SmallCard:
        tr = self._ctx.tr
        card = SmallCard(self._ctx, f"cut_{number}_card", self)
        card.say(tr(cut.message))
        if cut.fix is None or self._ctx.read_only:
            card.offer(tr("Show"), f"cut_{number}_show_button", partial(self.place_wanted.emit, cut))
            return card
        word = tr("Take it out") if len(cut.fix) < 2 else tr("Change to “{fix}”", fix=cut.fix)
        button = card.offer(word, f"cut_{number}_button", partial(self.cut_requested.emit, cut), key="" if number else KEYCAP)
        button.setToolTip(tr.plural("saves {n} character", "saves {n} characters", cut.saved))
        button.setAccessibleDescription(words)
        return card


class Room(QObject):
    """Asks for what was learned, marks the counters, and does the cuts that a person takes."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._part = bench.assistant.room
        self._fitting = Fitting()
        self._ratios = NOTHING_LEARNED
        self._is_ready = False
        bench.opened.connect(self._on_opened)
        bench.renewed.connect(self._on_renewed)
        bench.paused.connect(self._on_paused)
        bench.retold.connect(self._on_paused)
        bench.desk.entered.connect(self._on_entered)
        bench.grid.completed.connect(self._mark_all)
        self._part.cut_requested.connect(self.take)
        self._part.place_wanted.connect(self.show)

    def listen(self, screen: QWidget) -> None:
        """Hear the keys."""
        listen(screen, {"Alt+Shift+Return": self.take_next, "Alt+Shift+Enter": self.take_next})

    @Slot()
    def take_next(self) -> None:
        """Make the first cut that is offered here."""
        fixable = [cut for cut, _words in self._offers() if cut.fix is not None]
        if fixable:
            self.take(fixable[0])

    @Slot(object)
    def take(self, cut: Cut) -> None:
        """Make a cut, where its words are still there."""
        state, key = self._bench.state, self._bench.key
        if state is None or key is None or cut.fix is None or self._bench.ctx.read_only:
            return
        words = state.text(key)[cut.start : cut.end]
        job = partial(
            editing.replace_part, practice_id=self._bench.practice_id, key=key, start=cut.start, words=words, by=cut.fix
        )
        self._bench.write(job)

    @Slot(object)
    def show(self, cut: Cut) -> None:
        """Select the place of an offer."""
        key = self._bench.key
        card = self._bench.grid.card(key) if key is not None else None
        if card is not None and isinstance(card.control, Written):
            card.control.edit.setFocus()
            card.control.edit.select(cut.start, cut.end)

    # learning

    @Slot()
    def _on_opened(self) -> None:
        self._part.hide()
        self._learn()

    @Slot()
    def _on_renewed(self) -> None:
        self._mark_all()
        self._tell()

    def _learn(self) -> None:
        """Once for each practice that is opened: one more finished pair changes little."""
        state = self._bench.state
        if state is not None:
            codes = state.template.codes
            self._bench.ctx.tasks.advise(partial(_learn, self._fitting, codes), self._on_learned)

    def _on_learned(self, ratios: Ratios) -> None:
        self._ratios, self._is_ready = ratios, True
        self._mark_all()
        self._tell()

    # telling

    @Slot(object)
    def _on_entered(self, _key: Key) -> None:
        self._tell()

    @Slot()
    def _on_paused(self) -> None:
        key = self._bench.key
        if key is not None:
            self._mark_field(key.field)
        self._tell()

    @Slot()
    def _mark_all(self) -> None:
        state = self._bench.state
        for row in state.rows if state is not None else ():
            self._mark_field(row.field.id)

    def _mark_field(self, field: str) -> None:
        state, tr = self._bench.state, self._bench.ctx.tr
        if state is None or field not in state.template.fields:
            return
        for code in state.template.languages_of(state.template.fields[field]):
            card = self._bench.grid.card(Key(field, code))
            if card is None or code == SHARED:
                continue
            found = fitting.forecast(state.template, state.practice, Key(field, code), self._ratios)
            if found is None or found.limit is None:
                card.counter.set_need(None)
            else:
                need, limit = found.need.likely, found.limit
                name = tr("Will probably need {n} of {limit} characters", n=need, limit=limit)
                card.counter.set_need(need, f"~ {need} / {limit}", name)

    def _tell(self) -> None:
        state, key = self._bench.state, self._bench.key
        if state is None or key is None or not self._is_ready:
            self._part.show_room((), ())
            return
        told, offers = self._sentences(state, key), self._offers()
        theme = self._bench.ctx.theme
        marks = [Mark(cut.start, cut.end, theme.muted, Line.DASHES, self._bench.ctx.tr(cut.message)) for cut, _words in offers]
        self._bench.marking.clear(LAYER, key.field)
        self._bench.marking.put(key, LAYER, state.text(key), marks)
        self._part.show_room(told, offers)

    def _offers(self) -> list[tuple[Cut, str]]:
        """What can go in the text under the cursor, where it is too long here or its translation will be."""
        state, key = self._bench.state, self._bench.key
        if state is None or key is None or not self._is_ready or not state.is_looked_into(key.field):
            return []
        if not _is_tight(state, key, self._ratios):
            return []
        text = state.text(key)
        return [(cut, text[cut.start : cut.end]) for cut in cuts(text, key.language)]

    def _sentences(self, state: EditorState, key: Key) -> list[str]:
        tr = self._bench.ctx.tr
        told = [_said(tr, state, one) for one in _tight(state, key, self._ratios)]
        if not state.is_looked_into(key.field):
            most = i18n.format_number(LOOKED_INTO, tr.language)
            told.insert(0, tr("A text of more than {n} characters is kept, but not checked.", n=most))
        spared = saved(cut for cut, _words in self._offers())
        if spared:
            told.append(tr.plural("The offers below save {n} character.", "The offers below save {n} characters.", spared))
        return told


def _tight(state: EditorState, key: Key, ratios: Ratios) -> list[Forecast]:
    if not state.text(key).strip():
        return []
    found = fitting.forecasts(state.template, state.practice, key, ratios)
    return [one for one in found if one.fit is not Fit.FITS]


def _is_tight(state: EditorState, key: Key, ratios: Ratios) -> bool:
    if key.language == SHARED or not state.template.fields[key.field].is_written:
        return False
    is_over = state.count(key).over > 0
    return is_over or any(one.fit is Fit.OVERRUNS for one in _tight(state, key, ratios))


def _said(tr: Translator, state: EditorState, one: Forecast) -> str:
    language = state.template.language(one.target)
    name = language.name if language is not None else one.target.upper()
    values = {"language": name, "need": one.need.likely, "limit": one.limit, "room": one.room}
    if one.fit is Fit.OVERRUNS:
        return tr("{language}: about {need} of {limit} characters. It usually fits up to {room} here.", **values)
    return tr("{language}: about {need} of {limit} characters; it may become too long.", **values)


def _learn(known: Fitting, codes: Sequence[str], library: Library) -> Ratios:
    for code in codes:
        phrases(code)  # read and compiled here, so that the window need not
    return known.ratios(library)
