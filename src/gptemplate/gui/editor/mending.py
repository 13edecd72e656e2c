"""Findings at their place: underlined in the text, told in the assistant, put right or put aside with one key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from gptemplate.gui.editor.bench import Bench
from gptemplate.gui.editor.controls.written import Written
from gptemplate.gui.editor.findings import FindingCard, Told
from gptemplate.gui.editor.state import EditorState
from gptemplate.gui.editor.watch import Watch
from gptemplate.gui.keys import listen
from gptemplate.gui.widgets.growing_edit import GrowingEdit
from gptemplate.gui.widgets.marks import Line, Mark
from gptemplate.model.checks import Finding, Severity
from gptemplate.model.checks.dismissals import DISMISSED, about
from gptemplate.model.checks.spelling import CHECK as SPELLING
from gptemplate.model.states import Key, State
from gptemplate.services import dismissing, editing

RESTING = 60  # milliseconds that the cursor rests before the assistant points at what is there
LAYER = "findings"


class Mending(QObject):
    """Looks for findings and does what a person wants done about them.

    Signals:
        pointed: the assistant points at another `Finding`, or at none.
        word_wanted: one key is to put an unknown word right; the `Finding`.
    """

    pointed = Signal(object)
    word_wanted = Signal(object)

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self.watch = Watch(self)
        self._part = bench.assistant.findings
        self._words = bench.assistant.words
        self._edited: set[str] = set()
        self._current: Finding | None = None
        self._gone: frozenset[tuple[str, str]] = frozenset()
        self._resting = QTimer(self, singleShot=True, interval=RESTING)
        self._resting.timeout.connect(self._on_resting)
        self._connect()

    def listen(self, screen: QWidget) -> None:
        """Hear the keys."""
        keys: dict[str, Callable[[], object]] = {
            "F8": partial(self.step, 1),
            "Shift+F8": partial(self.step, -1),
            "Alt+Return": self.fix_here,
            "Alt+Enter": self.fix_here,
            "Alt+Del": self.ask_here,
        }
        listen(screen, keys)

    def step(self, way: int) -> None:
        """Go to the next finding (1) or the one before (-1), from the last to the first."""
        found = self._in_order()
        if not found:
            return
        if self._current in found and self._bench.key == _key(self._current):
            place = found.index(self._current) + way
        else:
            place = self._from_cursor(found, way)
        self.show(found[place % len(found)])

    def show(self, finding: Finding) -> None:
        """Put the cursor where a finding is, its words selected."""
        self._bench.go_to(_key(finding))
        edit = self._edit(_key(finding))
        if edit is not None and finding.end > finding.start:
            edit.select(finding.start, finding.end)
        self._bench.show_assistant()
        self._point(finding)

    def fix_here(self) -> None:
        """Put right what the cursor is at, where one key can."""
        finding = self._here(fixable=True)
        if finding is not None and finding.check == SPELLING:
            self.word_wanted.emit(finding)
        elif finding is not None:
            self._on_fix_requested(finding)

    def ask_here(self) -> None:
        """Ask why what the cursor is at is no fault."""
        finding = self._here(fixable=False)
        self._point(finding)
        card = self._card_of(finding)
        if card is not None:
            self._bench.show_assistant()
            self._bench.assistant.ensureWidgetVisible(card)
            card.ask_reason()

    # looking

    @Slot(object, str)
    def _on_edited(self, key: Key, _text: str) -> None:
        self._edited.add(key.field)
        self.watch.hold()

    @Slot()
    def _on_paused(self) -> None:
        fields, self._edited = self._edited, set()
        self.watch.ask(fields)

    @Slot()
    def _on_settled(self) -> None:
        if self._bench.key is not None:
            self.watch.look_now(self._bench.key.field)
        self._tell()
        self._resting.start()

    @Slot(object)
    def _on_left(self, _key: Key) -> None:
        """What was written in one field may be right or wrong beside another."""
        if self._bench.state is not None and self._edited:
            self._edited.clear()
            self.watch.ask(self._bench.state.template.fields)

    @Slot()
    def _on_opened(self) -> None:
        state = self._bench.state
        self._edited.clear()
        self._current = None
        self._bench.marking.clear()
        if state is not None:
            self._gone = _dismissed(state)
            self.watch.begin(state)
        self._tell()

    @Slot(object)
    def _on_renewed(self, fields: set[str]) -> None:
        state = self._bench.state
        if state is None:
            return
        gone = _dismissed(state)
        if gone != self._gone:
            self._gone = gone
            self.watch.ask(state.template.fields)
        elif fields:
            self.watch.ask(fields)

    @Slot(str)
    def _on_looked(self, field: str) -> None:
        self._mark(field)
        if self._bench.key is not None and self._bench.key.field == field:
            self._tell()
        self._bench.grid.refresh_marks(field)

    @Slot()
    def _on_retold(self) -> None:
        if self._bench.state is not None:
            for field in self._bench.state.template.fields:
                self._mark(field)
        self._part.refresh()
        self._words.refresh()

    def _mark(self, field: str) -> None:
        state = self._bench.state
        if state is None:
            return
        for language in state.template.languages_of(state.template.fields[field]):
            key = Key(field, language)
            found = [one for one in self.watch.found(key) if one.check != SPELLING]  # words have marks of their own
            self._bench.marking.put(key, LAYER, state.text(key), [self._drawn(one) for one in found])

    def _drawn(self, one: Finding) -> Mark:
        theme = self._bench.ctx.theme
        colour = theme.danger if one.severity is Severity.BLOCKS else theme.warning
        return Mark(one.start, one.end, colour, Line.DOUBLE, self._bench.ctx.tr(one.message))

    def _tell(self) -> None:
        state, key = self._bench.state, self._bench.key
        if state is None or key is None:
            self._part.hide()
            self._words.hide()
            return
        told = [Told(one, about(state.practice, one) if one.end > one.start else "") for one in self.watch.found(key)]
        told.sort(key=lambda one: (one.finding.start, one.finding.end))
        words = [one for one in told if one.finding.check == SPELLING]
        self._part.show_findings(key, [one for one in told if one not in words], self.watch.dismissed(key))
        self._words.show_words(key, words)

    # pointing

    @Slot()
    def _on_caret_moved(self) -> None:
        self._resting.start()

    @Slot()
    def _on_resting(self) -> None:
        self._point(self._at_cursor())

    def _point(self, finding: Finding | None) -> None:
        self._current = finding
        self._part.point_at(finding)
        self._words.point_at(finding)
        self.reveal_soon()
        self.pointed.emit(finding)

    def reveal_soon(self) -> None:
        """Bring the card at which the assistant points in sight, when it has its place."""
        if self._current is not None:
            QTimer.singleShot(0, self, self._reveal)

    @Slot()
    def _reveal(self) -> None:
        card = self._card_of(self._current)
        if card is not None:
            self._bench.assistant.ensureWidgetVisible(card, 0, 12)

    def _card_of(self, finding: Finding | None) -> FindingCard | None:
        return (self._part.card_of(finding) or self._words.card_of(finding)) if finding is not None else None

    def _at_cursor(self) -> Finding | None:
        key = self._bench.key
        edit = self._edit(key) if key is not None else None
        if key is None or edit is None:
            return None
        touching = [one for one in self.watch.found(key) if one.end > one.start and one.start <= edit.place <= one.end]
        if self._current in touching:
            return self._current
        return min(touching, key=lambda one: one.end - one.start, default=None)

    def _here(self, *, fixable: bool) -> Finding | None:
        key = self._bench.key
        if key is None:
            return None
        self.watch.look_now(key.field)
        self._tell()
        at = self._at_cursor() or (self._current if self._current in self.watch.found(key) else None)
        return None if at is None or (fixable and not _can_be_fixed(at)) else at

    def _in_order(self) -> list[Finding]:
        """What is to be mended in the languages that are shown; what is empty is a thing to write, not to mend."""
        state = self._bench.state
        if state is None:
            return []
        place = {key: number for number, key in enumerate(state.walk())}
        found = [one for one in self.watch.in_order() if _key(one) in place and state.state(_key(one)) is not State.EMPTY]
        return sorted(found, key=lambda one: (place[_key(one)], one.start, one.end))

    def _from_cursor(self, found: list[Finding], way: int) -> int:
        state, key = self._bench.state, self._bench.key
        if state is None or key is None:
            return 0 if way > 0 else -1
        place = {one: number for number, one in enumerate(state.walk())}
        edit = self._edit(key)
        here = (place.get(key, -1), edit.place if edit is not None else 0)
        if way > 0:
            return next((n for n, one in enumerate(found) if (place[_key(one)], one.start) >= here), 0)
        before = [n for n, one in enumerate(found) if (place[_key(one)], one.start) < here]
        return before[-1] if before else -1

    def _edit(self, key: Key) -> GrowingEdit | None:
        card = self._bench.grid.card(key)
        return card.control.edit if card is not None and isinstance(card.control, Written) else None

    @Slot(object)
    def _on_wanted(self, key: Key) -> None:
        found = [one for one in self._in_order() if _key(one) == key and one.check != SPELLING]
        if found:
            self.show(found[0])

    # doing

    @Slot(object)
    def _on_fix_requested(self, finding: Finding) -> None:
        state = self._bench.state
        if state is None or finding.fix is None or self._bench.ctx.read_only:
            return
        job = partial(
            editing.replace_part,
            practice_id=self._bench.practice_id,
            key=_key(finding),
            start=finding.start,
            words=about(state.practice, finding),
            by=finding.fix,
        )
        self._bench.write(job)

    @Slot(object, str)
    def _on_dismissed(self, finding: Finding, reason: str) -> None:
        self._bench.go_to(_key(finding))
        self._bench.write(partial(dismissing.dismiss, practice_id=self._bench.practice_id, finding=finding, reason=reason))

    @Slot(object)
    def _on_shown_again(self, key: Key) -> None:
        self._bench.write(partial(dismissing.show_again, practice_id=self._bench.practice_id, key=key))

    def _connect(self) -> None:
        bench, desk = self._bench, self._bench.desk
        desk.edited.connect(self._on_edited)
        bench.settled.connect(self._on_settled, Qt.ConnectionType.QueuedConnection)  # after what is asked of other threads
        desk.left.connect(self._on_left)
        desk.caret_moved.connect(self._on_caret_moved)
        desk.findings_wanted.connect(self._on_wanted)
        bench.paused.connect(self._on_paused)
        bench.opened.connect(self._on_opened)
        bench.renewed.connect(self._on_renewed)
        bench.retold.connect(self._on_retold)
        self.watch.looked.connect(self._on_looked)
        self._part.fix_requested.connect(self._on_fix_requested)
        self._part.place_wanted.connect(self.show)
        self._part.dismissed.connect(self._on_dismissed)
        self._part.shown_again.connect(self._on_shown_again)
        self._words.place_wanted.connect(self.show)
        self._words.dismissed.connect(self._on_dismissed)


def _key(finding: Finding) -> Key:
    return Key(finding.field, finding.language)


def _can_be_fixed(finding: Finding) -> bool:
    """Whether one key may put it right; what may have been meant by a word is asked for later."""
    return finding.end > finding.start and (finding.fix is not None or finding.check == SPELLING)


def _dismissed(state: EditorState) -> frozenset[tuple[str, str]]:
    return frozenset((key.language, value.text) for key, value in state.practice.values.items() if key.field == DISMISSED)
