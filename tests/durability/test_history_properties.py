"""Whatever people do, in whatever order and with whatever clock: every text is where it should be, and so is its history.

The model is as plain as can be: a dictionary of texts, and for each scope a list of what it held before and after a step.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gptemplate.errors import BadValue
from gptemplate.model import values
from gptemplate.model.journal import BURST_LENGTH, BURST_PAUSE, Splice
from gptemplate.model.merge import Outcome
from gptemplate.model.practice import Key, State
from gptemplate.model.revisions import Revision, heads
from gptemplate.services import bringing_in, editing
from gptemplate.services import library as practices
from gptemplate.services.templates import Templates
from gptemplate.store import rows
from gptemplate.store.library import Library, open_library
from gptemplate.store.work import BIN

YEAR = 365 * 24 * 3_600_000
TEMPLATES = Templates(Path(tempfile.gettempdir()) / "no-such-folder")
FIELDS = TEMPLATES("interreg-europe-2021").fields
KEYS = [Key("title", "fi"), Key("summary", "fi"), Key("summary", "sv"), Key("challenges_encountered", "en")]
TEXTS = st.one_of(
    st.sampled_from(["", "a", "ab", "kunta", "kunnan työpaja", "Opitaan suomea työssä."]), st.text("abä \n", max_size=12)
)

EMPTY = ("", State.DRAFT)

Held = dict[tuple[str, Key], tuple[str, State]]
"""What registers hold: a text and a state."""


@dataclass(slots=True)
class Step:
    """What one undo takes back."""

    before: Held
    after: Held
    typing: bool = False
    began: int = 0
    ended: int = 0
    wrote: str = ""  # the practice that something was brought into, in which it is a step as well
    undone: bool = False
    number: int = field(default_factory=count(1).__next__)


@dataclass(slots=True)
class Journal:
    """The steps of one scope."""

    steps: list[Step] = field(default_factory=list)

    def add(self, step: Step) -> None:
        """Do something new; what was undone is gone."""
        self.steps = [*(one for one in self.steps if not one.undone), step]

    @property
    def last(self) -> Step | None:
        """The step that an undo takes back."""
        return next((one for one in reversed(self.steps) if not one.undone), None)

    @property
    def undone(self) -> Step | None:
        """The step that is done again first."""
        return next((one for one in self.steps if one.undone), None)

    def brought(self, practice: str, *, undone: bool) -> Step | None:
        """The last of the recent steps that wrote in a practice, or the first that was undone."""
        found = [one for one in self.steps if one.undone is undone]
        recent = found[:8] if undone else found[-8:][::-1]
        return next((one for one in recent if one.wrote == practice), None)


class History(RuleBasedStateMachine):
    """Two practices in one library, edited, left, marked, undone, carried about, binned, closed and opened again."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="gptemplate-history-"))
        self.now = 1_790_000_000_000
        self.held: Held = {}
        self.left: dict[tuple[str, Key], set[str]] = {}  # texts that must be in the history
        self.unfinished: set[tuple[str, Key]] = set()
        self.in_conflict: set[tuple[str, Key]] = set()
        self.journals: dict[str, Journal] = {"": Journal()}
        self.carried: dict[str, tuple[dict[str, Any], dict[Key, str]]] = {}
        self.library = self._open()

    def teardown(self) -> None:
        self.library.close()
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        self.names = [self._new() for _practice in range(2)]

    # What a person does

    @rule(turn=st.integers(0, 1), key=st.sampled_from(KEYS), text=TEXTS, typing=st.booleans())
    def write(self, turn: int, key: Key, text: str, typing: bool) -> None:
        name = self.names[turn]
        before = self._at(name, key)
        editing.write(self.library, name, key, text, typing=typing)
        kept = values.accept(FIELDS[key.field], key.language, text)
        if kept == before[0]:
            return
        self._source_is_cut(name, key)
        after = (kept, State.DRAFT)
        self.held[name, key] = after
        self.unfinished.add((name, key))
        self._note_writing(name, key, before, after, typing=typing)

    @rule(turn=st.integers(0, 1), keys=st.none() | st.lists(st.sampled_from(KEYS), max_size=3))
    def leave(self, turn: int, keys: list[Key] | None) -> None:
        name = self.names[turn]
        editing.leave(self.library, name, keys)
        self._is_left((name, key) for key in (KEYS if keys is None else keys))

    @rule(turn=st.integers(0, 1), key=st.sampled_from(KEYS), state=st.sampled_from([State.DRAFT, State.TO_CHECK, State.DONE]))
    def mark(self, turn: int, key: Key, state: State) -> None:
        name = self.names[turn]
        before = self._at(name, key)
        changes = editing.set_state(self.library, name, key, state)
        if state is State.DONE:
            self._source_is_cut(name, key)
        if changes:
            self.held[name, key] = (before[0], state)
            self._is_left([(name, key)])
            self._done(name, Step({(name, key): before}, {(name, key): (before[0], state)}))

    @rule(turn=st.integers(0, 1), binned=st.booleans())
    def bin_or_restore(self, turn: int, binned: bool) -> None:
        name = self.names[turn]
        before = self._at(name, BIN)
        (practices.to_bin if binned else practices.restore)(self.library, [name])
        if bool(before[0]) != binned:
            after = (str(self.now) if binned else "", State.DRAFT)
            self.held[name, BIN] = after
            self._done("", Step({(name, BIN): before}, {(name, BIN): after}))
            self._is_left((name, key) for key in KEYS)

    @rule(turn=st.integers(0, 1))
    def carry_away(self, turn: int) -> None:
        """Somebody takes a copy of the practice along, to write in it somewhere else."""
        name = self.names[turn]
        editing.leave(self.library, name)
        self._is_left((name, key) for key in KEYS)
        self.carried[name] = (bringing_in.carried(self.library, name), {key: self._at(name, key)[0] for key in KEYS})

    @precondition(lambda self: self.carried)
    @rule(texts=st.dictionaries(st.sampled_from(KEYS), TEXTS, min_size=1, max_size=3), knows=st.booleans(), data=st.data())
    def bring_in(self, texts: dict[Key, str], knows: bool, data: st.DataObject) -> None:
        """The copy comes back with other texts; `knows`: it says which texts they began with."""
        name = data.draw(st.sampled_from(sorted(self.carried, key=self.names.index)))
        carried, began = self.carried[name]
        sent = {table: value for table, value in carried.items() if table not in ("shared", "fi", "sv", "en")}
        sent["revisions"] = carried["revisions"] if knows else {}
        for key, text in texts.items():
            sent.setdefault(key.language, {})[key.field] = text
        file = self.folder / "sent.json"
        file.write_text(json.dumps(sent), encoding="utf-8")
        self._is_left((name, key) for key in KEYS)
        (brought,), _changes, errors = bringing_in.bring_in(self.library, [file])
        assert not errors
        step = Step({}, {}, wrote=name)
        read = self._read()
        if self._at(name, BIN)[0]:  # what is brought in comes out of the bin
            step.before[name, BIN] = self._at(name, BIN)
            self.held[name, BIN] = step.after[name, BIN] = ("", State.DRAFT)
            step.wrote = ""  # it is not open
        for merged in brought.merged:
            key, text = merged.incoming.key, merged.incoming.text
            base = began[key] if knows and began[key] else None
            assert merged.outcome is self._outcome(self._at(name, key)[0], text, base), key
            if merged.outcome is Outcome.CONFLICT:
                self.in_conflict.add((name, key))
                self.left.setdefault((name, key), set()).add(text)
            elif merged.outcome is Outcome.TAKEN:
                step.before[name, key] = self._at(name, key)
                self.held[name, key] = step.after[name, key] = (text, read[name, key][1])
                self._is_left([(name, key)])
        if brought.changed:
            self._done("", step)

    @staticmethod
    def _outcome(here: str, sent: str, base: str | None) -> Outcome:
        """Only who says what a text began with may change one that is here; an empty text deletes none unasked."""
        if sent == here:
            return Outcome.UNCHANGED
        if not here.strip() or base == here:
            return Outcome.TAKEN
        return Outcome.UNCHANGED if base == sent or not sent.strip() else Outcome.CONFLICT

    @rule(scope=st.integers(-1, 1), turn=st.integers(0, 1), key=st.sampled_from(KEYS), text=TEXTS)
    def undo_and_go_on_in_another_way(self, scope: int, turn: int, key: Key, text: str) -> None:
        self.undo(scope)
        self.write(turn, key, text, typing=False)
        self.redo(scope)

    @rule(scope=st.integers(-1, 1))
    def undo(self, scope: int) -> None:
        self._walk("" if scope < 0 else self.names[scope], back=True)

    @rule(scope=st.integers(-1, 1))
    def redo(self, scope: int) -> None:
        self._walk("" if scope < 0 else self.names[scope], back=False)

    @rule()
    def close_and_open(self) -> None:
        self.library.close()
        self.library = self._open()

    @precondition(lambda self: self.unfinished)
    @rule()
    def be_killed_and_open(self) -> None:
        """Nobody left the fields; the texts get their revisions when the library is opened again."""
        self.library.close()
        self.library = self._open()
        owed = {name for name, _key in self.unfinished}
        assert {one.practice for one in practices.finish_interrupted(self.library)} <= owed
        self._is_left(list(self.unfinished))

    @rule(scope=st.integers(-1, 1))
    def undo_everything_after_opening_again(self, scope: int) -> None:
        """The n-th undo gives the n-th earlier state, and as many redos give everything back."""
        self.close_and_open()
        name = "" if scope < 0 else self.names[scope]
        if self._is_undisturbed(name):
            steps = len(self._to_undo(name))
            for _step in range(steps):
                self._walk(name, back=True)
            assert editing.undo(self.library, name) is None
            for _step in range(steps):
                self._walk(name, back=False)
            self.everything_reads_as_the_model_says()

    @rule(passed=st.one_of(st.integers(0, 3_000), st.integers(0, 60_000), st.sampled_from([YEAR, 30 * YEAR])))
    def time_passes(self, passed: int) -> None:
        self.now += passed

    @rule(back=st.sampled_from([1, 1_000, 60_000, YEAR, 30 * YEAR]))
    def the_clock_is_set_back(self, back: int) -> None:
        self.now = max(0, self.now - back)

    # What is always so

    @invariant()
    def everything_reads_as_the_model_says(self) -> None:
        read = self._read()
        for register in read.keys() | self.held.keys():
            assert read.get(register, EMPTY) == self._at(*register), register

    @invariant()
    def history_has_every_text_and_one_head_in_the_order_of_time(self) -> None:
        histories: dict[tuple[str, Key], dict[str, Revision]] = {}
        with self.library.reading() as work:
            for row in work._connection.exec_driver_sql("SELECT * FROM revision"):
                histories.setdefault((row.practice_id, Key(row.field, row.language)), {})[row.id] = rows.revision(row)
        for register, texts in self.left.items():
            gone = texts - {one.text for one in histories.get(register, {}).values()}
            assert not gone, (register, gone)
        for register, known in histories.items():
            if register not in self.in_conflict:
                assert len(heads(known.values())) == 1, register
                assert all(known[parent].time < one.time for one in known.values() for parent in one.parents), register

    # The model

    def _open(self) -> Library:
        return open_library(self.folder / "a.gptemplate", TEMPLATES, device="here", clock=lambda: self.now)

    def _new(self) -> str:
        name, _changes = practices.new_practice(self.library, template_id="interreg-europe-2021", source_language="fi")
        self.journals[name] = Journal()
        self._done("", Step({(name, BIN): (str(self.now), State.DRAFT)}, {(name, BIN): ("", State.DRAFT)}))
        return name

    def _read(self) -> Held:
        found: Held = {}
        for name in self.names:
            practice = editing.open_practice(self.library, name)
            found |= {(name, key): (practice.text(*key), practice.value(*key).state) for key in KEYS}
            found[name, BIN] = (practice.text(*BIN), State.DRAFT)  # only the moment counts
        return found

    def _at(self, name: str, key: Key) -> tuple[str, State]:
        return self.held.get((name, key), EMPTY)

    def _is_left(self, registers: Iterable[tuple[str, Key]], held: Held | None = None) -> None:
        for register in list(registers):
            text, _state = (held or self.held).get(register, EMPTY)
            if text:
                self.left.setdefault(register, set()).add(text)
            self.unfinished.discard(register)

    def _source_is_cut(self, name: str, key: Key) -> None:
        """A translation remembers the revision that it was made from, so its source gets one."""
        source = (name, Key(key.field, "fi"))
        if key.language != "fi" and self._at(*source)[0].strip():
            with self.library.reading() as work:
                if not any(one == name for one in work.unfinished()):
                    self._is_left([source])

    def _note_writing(self, name: str, key: Key, before: tuple, after: tuple, *, typing: bool) -> None:
        journal = self.journals[name]
        last = journal.last
        goes_on = (
            typing
            and last is not None
            and last.typing
            and last.after.keys() == {(name, key)}
            and self.now - last.ended <= BURST_PAUSE
            and self.now - last.began <= BURST_LENGTH
            and not _takes_back(last, (name, key), before[0], after[0])
        )
        if goes_on and last is not None:
            journal.steps = [one for one in journal.steps if not one.undone]
            last.after, last.ended = {(name, key): after}, self.now
        else:
            self._done(name, Step({(name, key): before}, {(name, key): after}, typing, self.now))

    def _done(self, scope: str, step: Step) -> None:
        step.ended = self.now
        self.journals[scope].add(step)

    def _next(self, scope: str, *, back: bool) -> Step | None:
        """The step that is undone or done again next: in a practice also what was brought into it."""
        journal = self.journals[scope]
        own = journal.last if back else journal.undone
        brought = self.journals[""].brought(scope, undone=not back) if scope else None
        if brought is None or (not back and journal.last is not None and journal.last.number > brought.number):
            return own
        if own is None:
            return brought
        if back:
            return max(own, brought, key=lambda one: (one.ended, one.number))
        return min(own, brought, key=lambda one: one.number)

    def _to_undo(self, scope: str) -> list[Step]:
        """All that is undone one after the other, the last first."""
        found: list[Step] = []
        while (step := self._next(scope, back=True)) is not None:
            step.undone = True
            found.append(step)
        for step in found:
            step.undone = False
        return found

    def _is_undisturbed(self, scope: str) -> bool:
        """Whether every step of a scope still fits what is there: nothing else has touched its registers since."""
        held = dict(self.held)
        for step in self._to_undo(scope):
            if any(held.get(register, EMPTY) != value for register, value in step.after.items()):
                return False
            held |= step.before
        return True

    def _walk(self, scope: str, *, back: bool) -> None:
        step = self._next(scope, back=back)
        if step is None:
            assert (editing.undo if back else editing.redo)(self.library, scope) is None
            return
        here, there = (step.after, step.before) if back else (step.before, step.after)
        fits = all(self._at(*register) == value for register, value in here.items())
        try:
            (editing.undo if back else editing.redo)(self.library, scope)
        except BadValue:
            assert not fits, "a step that fits is taken back"
            return  # everything_reads_as_the_model_says: nothing was changed
        step.undone = back
        if fits:
            self.held |= there
        else:
            # The text has moved on since; only the registers of the step may have changed, and to something of both.
            after = self._read()
            self.held |= {register: after[register] for register in there}
        self._is_left(there)


def _takes_back(burst: Step, register: tuple[str, Key], before: str, after: str) -> bool:
    """Whether something is deleted that was typed in the burst: that begins a step, or no undo would have it."""
    typed = Splice.between(burst.before[register][0], before)
    return Splice.between(before, after).takes_from(typed)


TestHistory = pytest.mark.timeout(600)(History.TestCase)
TestHistory.settings = settings(
    max_examples=8,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
