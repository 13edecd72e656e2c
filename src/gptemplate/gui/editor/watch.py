"""What the checks find in the open practice: looked for field by field, between keys, never while one is pressed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gptemplate.gui.editor.state import EditorState
from gptemplate.model import checks
from gptemplate.model.checks import Dismissal, Finding
from gptemplate.model.checks.spelling import CHECK as SPELLING
from gptemplate.model.states import Key

HELD = 300  # milliseconds after a key
BETWEEN = 1  # milliseconds between two fields; keys that wait are heard first


class Brought(NamedTuple):
    """What somebody else found in a text; it holds while the text is that."""

    text: str
    findings: tuple[Finding, ...]


class Watch(QObject):
    """Looks at one field at a time, the edited one first, and keeps what dictionaries and the glossary find as well.

    Signals:
        looked: a field was looked at and something of it is new; its id.
        finished: every field that was asked for was looked at.
    """

    looked = Signal(str)
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state: EditorState | None = None
        self._queue: dict[str, None] = {}
        self._ran: dict[str, list[Finding]] = {}  # what the checks found, with what is dismissed
        self._brought: dict[Key, dict[str, Brought]] = {}
        self._found: dict[str, list[Finding]] = {}
        self._gone: dict[str, list[tuple[Finding, Dismissal]]] = {}
        self._timer = QTimer(self, singleShot=True, interval=BETWEEN)
        self._timer.timeout.connect(self._on_timeout)

    def begin(self, state: EditorState) -> None:
        """Turn to another practice."""
        self._state = state
        self._found, self._gone, self._queue = {}, {}, {}
        self._ran, self._brought = {}, {}
        self.ask(state.template.fields)

    def ask(self, fields: Iterable[str]) -> None:
        """Look at these fields soon, before those that wait already."""
        self._queue = dict.fromkeys([*fields, *self._queue])
        if self._queue and not self._timer.isActive():
            self._timer.start(BETWEEN)

    def hold(self) -> None:
        """Wait: a key was pressed."""
        if self._queue:
            self._timer.start(HELD)

    def look_now(self, field: str) -> None:
        """Look at a field at once; somebody is there."""
        state = self._state
        if state is None or field not in state.template.fields:
            return
        self._queue.pop(field, None)
        prose = state.is_looked_into(field)
        self._ran[field] = checks.run(state.template, state.practice, field=field, prose=prose, also_dismissed=True)
        self._put_together(state, field)

    def take(self, source: str, key: Key, text: str, findings: Sequence[Finding]) -> None:
        """Take what somebody found in a text in place of what the same found before."""
        self._brought.setdefault(key, {})[source] = Brought(text, tuple(findings))
        if self._state is not None and key.field in self._ran:
            self._put_together(self._state, key.field)

    def found(self, key: Key) -> list[Finding]:
        """Return what was found in a register."""
        return [one for one in self._found.get(key.field, []) if one.language == key.language]

    def dismissed(self, key: Key) -> list[tuple[Finding, Dismissal]]:
        """Return what was found in a register and is dismissed."""
        return [(one, said) for one, said in self._gone.get(key.field, []) if one.language == key.language]

    def in_order(self) -> list[Finding]:
        """Return everything that was found and has a place or a fault to mend, in the order of the form."""
        fields = self._state.template.fields if self._state is not None else ()
        return [one for field in fields for one in self._found.get(field, [])]

    def _put_together(self, state: EditorState, field: str) -> None:
        found = [*self._ran[field], *self._still_true(state, field)]
        gone = checks.dismissed(state.practice, found)
        left = checks.without_dismissed(state.practice, found)
        if (left, gone) != (self._found.get(field, []), self._gone.get(field, [])):
            self._found[field], self._gone[field] = left, gone
            state.take_findings(field, left)
            self.looked.emit(field)

    def _still_true(self, state: EditorState, field: str) -> list[Finding]:
        """What was brought for the texts as they are. Where a text is in another language, that alone is said of it."""
        foreign = [one for one in self._ran[field] if one.check == "wrong_language"]
        brought = [
            each
            for key in (Key(field, language) for language in state.template.codes)
            for one in self._brought.get(key, {}).values()
            if one.text == state.text(key)
            for each in one.findings
        ]
        return [one for one in brought if one.check != SPELLING or not any(_lies_in(one, other) for other in foreign)]

    @Slot()
    def _on_timeout(self) -> None:
        field = next(iter(self._queue), None)
        if field is not None:
            self._queue.pop(field)
            self.look_now(field)
        if self._queue:
            self._timer.start(BETWEEN)
        else:
            self.finished.emit()


def _lies_in(one: Finding, other: Finding) -> bool:
    return one.language == other.language and other.start <= one.start and one.end <= other.end
