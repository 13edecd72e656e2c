"""A machine's suggestion for the field under the cursor: asked for with one key, looked at, and put in with the same key."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.editor.bench import Bench
from gptemplate.gui.editor.parts import CardsPart, SmallCard
from gptemplate.gui.keys import listen
from gptemplate.model.sources import source_of
from gptemplate.model.states import SHARED, Key, State
from gptemplate.settings import Settings

if TYPE_CHECKING:
    from gptemplate.errors import UserError
    from gptemplate.services.machine import Suggestion
    from gptemplate.translation.machine import Engine

KEYCAP = "Ctrl+M"


class MachinePart(CardsPart):
    """One card: the offer to ask, the wait, the suggestion, or why there is none.

    Signals:
        asked, taken: a person wants a suggestion, or wants it put in.
    """

    asked = Signal()
    taken = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "languages", parent)

    def show_offer(self, problem: str = "") -> None:
        """Offer to ask; after a failure, say what it was."""
        card = self._begin()
        if problem:
            card.say(problem)
        card.offer(self._ctx.tr("Suggest a translation"), "machine_ask_button", self.asked.emit, key=KEYCAP)

    def show_waiting(self) -> None:
        """Say that the machine works."""
        self._begin().say(self._ctx.tr("The machine is translating…"), "muted")

    def show_suggestion(self, found: Suggestion) -> None:
        """Show what the machine made; nothing of it is kept yet."""
        tr = self._ctx.tr
        card = self._begin()
        card.say(found.text).setObjectName("machine_text")
        card.say(tr("By a machine ({engine}). Put in, it is marked “To check”.", engine=found.engine), "small")
        card.offer(tr("Put it in"), "machine_take_button", self.taken.emit, key=KEYCAP)

    def _begin(self) -> SmallCard:
        self.clear()
        self.head(self._ctx.tr("Machine translation"))
        card = SmallCard(self._ctx, "machine_card", self)
        self.add(card)
        self.show()
        return card


class Machine(QObject):
    """Asks the engine that a person chose, only when told to; an answer for another field or text is passed over."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._part = bench.assistant.machine
        self._asked: tuple[Key, str] | None = None
        self._found: Suggestion | None = None
        self._shown: tuple[object, ...] = ()
        bench.opened.connect(self._on_moved)
        bench.renewed.connect(self._on_moved)
        bench.paused.connect(self._on_moved)
        bench.retold.connect(self._on_retold)
        bench.desk.entered.connect(self._on_moved)
        self._part.asked.connect(self.go_on)
        self._part.taken.connect(self.go_on)

    def listen(self, screen: QWidget) -> None:
        """Hear the key."""
        listen(screen, {KEYCAP: self.go_on})

    @Slot()
    def go_on(self) -> None:
        """Ask for a suggestion; where there is one, put it in."""
        wanted = self._wanted()
        if wanted is None or self._asked is not None:
            return
        if self._found is not None and (self._found.key, self._found.original) == (wanted[0], wanted[2]):
            from gptemplate.services import machine

            found, self._found = self._found, None
            self._bench.write(partial(machine.take, practice_id=self._bench.practice_id, found=found))
            return
        key, source, original = wanted
        self._asked = (key, original)
        self._part.show_waiting()
        job = partial(_ask, self._bench.ctx.settings, key, source, original)
        self._bench.ctx.tasks.work(job, partial(self._on_answer, key), partial(self._on_failed, key))

    def _wanted(self) -> tuple[Key, str, str] | None:
        """The empty or outdated translation under the cursor, with the language and text to translate; None for another."""
        state, key, ctx = self._bench.state, self._bench.key, self._bench.ctx
        if state is None or key is None or key.language == SHARED or not ctx.settings.machine or ctx.read_only:
            return None
        if not state.template.fields[key.field].is_written or state.state(key) not in (State.EMPTY, State.STALE):
            return None
        source = source_of(state.template, state.practice, key)
        original = state.practice.text(key.field, source) if source else ""
        return (key, source, original) if original.strip() else None

    @Slot()
    def _on_moved(self) -> None:
        now = (self._bench.practice_id, self._wanted())
        if now != self._shown and self._asked is None:
            self._shown, self._found = now, None
            self._show()

    @Slot()
    def _on_retold(self) -> None:
        if self._asked is None:
            self._show()

    def _show(self, problem: str = "") -> None:
        if self._wanted() is None:
            self._part.hide()
        elif self._found is not None:
            self._part.show_suggestion(self._found)
        else:
            self._part.show_offer(problem)

    def _on_answer(self, key: Key, found: Suggestion) -> None:
        self._asked = None
        wanted = self._wanted()
        self._found = found if wanted is not None and (wanted[0], wanted[2]) == (key, found.original) else None
        self._shown = (self._bench.practice_id, wanted)
        self._show()

    def _on_failed(self, key: Key, error: UserError) -> None:
        self._asked, self._found = None, None
        wanted = self._wanted()
        self._shown = (self._bench.practice_id, wanted)
        self._show(self._bench.ctx.tr(error.message) if wanted is not None and wanted[0] == key else "")


def _ask(settings: Settings, key: Key, source: str, original: str) -> Suggestion:
    from gptemplate.services import machine

    engine = _engine(settings.machine, settings.machine_address, settings.machine_folder)
    made = machine.suggest(engine, original, source, key.language)
    return machine.Suggestion(key, made, source, original, engine.name)


@lru_cache(maxsize=1)
def _engine(name: str, address: str, folder: str) -> Engine:
    """The engine, kept from one question to the next: loading a model takes longer than a sentence."""
    from gptemplate.services import machine

    return machine.engine(Settings(machine=name, machine_address=address, machine_folder=folder))
