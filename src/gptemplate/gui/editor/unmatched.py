"""Which texts still to be translated are nothing like any that was translated before: asked between keys, and kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gptemplate.gui.editor.asking import Asking
from gptemplate.gui.editor.bench import Bench
from gptemplate.gui.editor.matches import is_matched
from gptemplate.gui.editor.once import Once
from gptemplate.gui.editor.state import EditorState
from gptemplate.gui.editor.todo import TO_TRANSLATE, todos
from gptemplate.model.sources import source_of
from gptemplate.model.states import SHARED, Key

if TYPE_CHECKING:
    from gptemplate.services.memory import Recall
    from gptemplate.store.library import Library

CALM = 1_000  # milliseconds without a key; what helps with the field under the cursor comes first
PATIENCE = 300  # milliseconds until it is worth saying that something is being looked up
MOST_KEPT = 5_000  # answers


class Question(NamedTuple):
    """A text to be translated, from which language into which, and what stands there already."""

    text: str
    source: str
    target: str
    here: str


class Unmatched(QObject):
    """Asks the memory about one text at a time; while the memory is as it was, no text is asked about twice.

    Signals:
        told: what is known is another, or the looking began or ended.
    """

    told = Signal()

    def __init__(self, bench: Bench, recall: Once[Recall], parent: QObject) -> None:
        super().__init__(parent)
        self._bench, self._recall = bench, recall
        self._asking = Asking(bench.ctx.tasks, self)
        self._version = -1
        self._known: dict[Question, bool] = {}
        self._waiting: list[tuple[Key, Question]] = []
        self._is_known = False
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self._begin)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self.told)
        for happened in (bench.opened, bench.renewed, bench.paused, bench.settled):
            happened.connect(self._wait)
        bench.desk.edited.connect(self._wait)
        bench.ctx.changed.connect(self._wait)
        bench.opened.connect(self._on_opened)

    @property
    def is_known(self) -> bool:
        """Whether every text of the open practice was asked about."""
        return self._is_known

    @property
    def is_looking(self) -> bool:
        """Whether texts wait to be asked about, and have waited for a while."""
        return bool(self._waiting) and not self._patience.isActive()

    @Slot()
    def _on_opened(self) -> None:
        self._is_known, self._waiting = False, []

    @Slot()
    def _wait(self) -> None:
        if self._bench.state is not None:
            self._calm.start()

    @Slot()
    def _begin(self) -> None:
        """Ask first whether the memory is still the same."""
        if self._bench.state is not None:
            self._asking.ask(partial(_version, self._recall), self._on_version)

    def _on_version(self, version: int) -> None:
        if version != self._version or len(self._known) > MOST_KEPT:
            self._version, self._known = version, {}
        self._waiting = [(key, one) for key, one in self._questions() if one not in self._known]
        if self._waiting:
            self._is_known = False
            self._patience.start()
        self._go_on()

    def _go_on(self) -> None:
        if self._calm.isActive():
            return  # a key was pressed; everything is looked at anew afterwards
        if not self._waiting:
            self._tell()
            return
        key, one = self._waiting[-1]
        job = partial(is_matched, self._recall, one.text, one.source, key, one.here)
        self._asking.ask(job, partial(self._on_answered, one))

    def _on_answered(self, one: Question, matched: bool) -> None:
        self._known[one] = matched
        if self._waiting and self._waiting[-1][1] == one:
            self._waiting.pop()
        self._go_on()

    def _tell(self) -> None:
        state = self._bench.state
        if state is None:
            return
        found = frozenset(key for key, one in self._questions() if not self._known.get(one, True))
        self._patience.stop()
        if found != state.unmatched or not self._is_known:
            state.unmatched, self._is_known = found, True
            self.told.emit()

    def _questions(self) -> list[tuple[Key, Question]]:
        """Every text that is to be translated, shown or not, the last first."""
        state = self._bench.state
        if state is None:
            return []
        keys = [key for row in state.in_force() for key in state.keys(row, state.template.codes)]
        asked = ((key, _question(state, key)) for key in reversed(keys))
        return [(key, one) for key, one in asked if one is not None]


def _question(state: EditorState, key: Key) -> Question | None:
    """What to ask about a text; None where nothing is to be translated."""
    if key.language == SHARED or not state.template.fields[key.field].is_written:
        return None
    if not todos(state, key) & TO_TRANSLATE or not state.is_looked_into(key.field):
        return None
    source = source_of(state.template, state.practice, key)
    text = state.text(Key(key.field, source)) if source else ""
    return Question(text, source, key.language, state.text(key)) if text.strip() else None


def _version(recall: Once[Recall], library: Library) -> int:
    recall().bring_up_to_date(library)
    with library.reading() as work:
        return work.memory.version()
