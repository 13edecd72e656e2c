"""The translation memory while one writes: matches for the field under the cursor, put in by key and to be checked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from gptemplate.gui.editor.ahead import Ahead, Learning
from gptemplate.gui.editor.asking import Asking
from gptemplate.gui.editor.bench import Bench
from gptemplate.gui.editor.controls.written import Written
from gptemplate.gui.editor.matches_part import MOST, Shown
from gptemplate.gui.editor.once import Once
from gptemplate.gui.keys import listen
from gptemplate.model import segments
from gptemplate.model.sources import source_of
from gptemplate.model.states import SHARED, Key, State
from gptemplate.services import editing

if TYPE_CHECKING:
    from gptemplate.model.changes import Changes
    from gptemplate.services.memory import Offer, Recall
    from gptemplate.store.library import Library
    from gptemplate.translation.memory import Match

LEAST = 70  # per cent
SLOW = 0.05  # seconds after which what is found already is shown
MOST_KNOWN = 500  # answers


class Question(NamedTuple):
    """A field that is asked about: where it is, from which language it is translated, that text, and what stands there."""

    practice: str
    key: Key
    source: str
    text: str
    here: str


class Matches(QObject):
    """Asks the memory about the field under the cursor; the latest question wins. The fields beside it are asked about after.

    Signals:
        answered: what is shown is all that there is for the field under the cursor.
    """

    answered = Signal()

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._part = bench.assistant.matches
        self._asking = Asking(bench.ctx.tasks, self)
        self._offering = Asking(bench.ctx.tasks, self)
        self.recall = Once(_made)
        self._learning = Learning(bench, self.recall, self)
        self._ahead = Ahead(bench, self)
        self._asked: Question | None = None
        self._known: dict[Question, list[Shown]] = {}
        self._offers: list[Offer] = []
        self._offered: tuple[str, str] | None = None
        bench.opened.connect(self._on_opened)
        bench.settled.connect(self._on_asked)
        bench.paused.connect(self._on_asked)
        bench.retold.connect(self._part.refresh)
        self._part.insert_requested.connect(self.insert)
        self._part.offers_taken.connect(self._on_offers_taken)

    def listen(self, screen: QWidget) -> None:
        """Hear the keys."""
        listen(screen, {f"Ctrl+{number + 1}": partial(self.insert, number) for number in range(MOST)})

    def insert(self, number: int) -> None:
        """Put a match in: for the whole field, or its sentence where the cursor is. It is to be checked then."""
        state, key = self._bench.state, self._bench.key
        if state is None or key is None or number >= len(self._part.shown) or self._bench.ctx.read_only:
            return
        one, text = self._part.shown[number], state.text(key)
        start, words, by = (0, text, one.target) if one.whole else self._at_cursor(key, text, one.target)
        job = partial(
            editing.replace_part,
            practice_id=self._bench.practice_id,
            key=key,
            start=start,
            words=words,
            by=by,
            state=State.TO_CHECK,
        )
        self._bench.write(job)

    def _at_cursor(self, key: Key, text: str, target: str) -> tuple[int, str, str]:
        card = self._bench.grid.card(key)
        place = card.control.edit.place if card is not None and isinstance(card.control, Written) else len(text)
        before, after = text[:place], text[place:]
        gap = "" if not before or before[-1].isspace() else " "
        rest = "" if not after or after[0].isspace() else " "
        return place, "", f"{gap}{target}{rest}"

    # asking

    @Slot()
    def _on_opened(self) -> None:
        self._asked, self._offered, self._offers = None, None, []
        self._ahead.stop()
        self._part.show_matches((), 0)

    @Slot()
    def _on_asked(self) -> None:
        before, key = self._asked, self._bench.key
        asked = self._question(key) if key is not None else None
        if asked is not None and asked == before:
            return
        self._asked = asked
        self._ahead.stop()
        if asked is None:
            self._part.show_matches((), 0)
        elif asked in self._known:
            self._show(asked, self._known[asked])
            self.answered.emit()
        elif before is None or before[:2] != asked[:2]:
            self._show(asked, ())
        if asked is not None and asked.text.strip():  # what is known is asked again: the memory may have changed
            job = partial(_matches, self.recall, asked, partial(self._is_asked, asked), partial(self._tell_soon, asked))
            self._asking.ask(job, partial(self._on_found, asked))

    def _question(self, key: Key) -> Question | None:
        state = self._bench.state
        if state is None or key.language == SHARED or not state.template.fields[key.field].is_written:
            return None
        if not state.is_looked_into(key.field):
            return None
        source = source_of(state.template, state.practice, key)
        text = state.text(Key(key.field, source)) if source else ""
        return Question(self._bench.practice_id, key, source, text, state.text(key))

    def _is_asked(self, asked: Question) -> bool:
        """Whether an answer is still wanted; the adviser's thread asks."""
        return asked is self._asked

    def _tell_soon(self, asked: Question, found: list[Shown]) -> None:
        """Show what is found already; the adviser's thread says so."""
        self._bench.ctx.tasks.post(partial(self._on_some_found, asked, found))

    def _on_some_found(self, asked: Question, found: list[Shown]) -> None:
        if asked is self._asked and asked not in self._known:
            self._show(asked, found)

    def _on_found(self, asked: Question, found: list[Shown]) -> None:
        if asked is not self._asked:
            return
        self._keep(asked, found)
        self._show(asked, found)
        self.answered.emit()
        self._ask_offers(asked.key.language)
        self._look_ahead(asked.key)

    def _show(self, asked: Question, found: Sequence[Shown]) -> None:
        is_offered = self._offered == (asked.practice, asked.key.language)
        self._part.show_matches(found, len(self._offers) if is_offered else 0)

    def _keep(self, asked: Question, found: list[Shown]) -> None:
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[asked] = found

    def _look_ahead(self, key: Key) -> None:
        """Ask about the fields that a person may go to from here."""
        now, jobs = self._asked, []
        for asked in map(self._question, self._beside(key)):
            if asked is not None and asked.text.strip() and asked not in self._known:
                job = partial(_matches, self.recall, asked, lambda: self._asked is now, None)
                jobs.append((job, partial(self._on_found_ahead, now, asked)))
        self._ahead.ask(jobs)

    def _beside(self, key: Key) -> list[Key]:
        state = self._bench.state
        if state is None:
            return []
        keys = [one for one in state.walk() if one.language == key.language]
        place = keys.index(key) if key in keys else 0
        return [*keys[place + 1 : place + 3], *keys[max(0, place - 1) : place], *_in_others(state.walk(), key)]

    def _on_found_ahead(self, now: Question | None, asked: Question, found: list[Shown]) -> None:
        if now is self._asked:  # else it was not looked for to the end
            self._keep(asked, found)

    def _ask_offers(self, language: str) -> None:
        """What could be filled in at once is asked once for each practice and language."""
        wanted = (self._bench.practice_id, language)
        if self._offered != wanted:
            self._offered, self._offers = wanted, []
            self._offering.ask(partial(_offers, self.recall, *wanted), partial(self._on_offered, wanted))

    def _on_offered(self, wanted: tuple[str, str], offers: list[Offer]) -> None:
        if wanted == self._offered:
            self._offers = offers
            self._part.show_matches(self._part.shown, len(offers))

    @Slot()
    def _on_offers_taken(self) -> None:
        offers, self._offers, self._offered = self._offers, [], None
        self._part.show_matches(self._part.shown, 0)
        self._bench.write(partial(_take, practice_id=self._bench.practice_id, offers=offers))


def _made() -> Recall:
    from gptemplate.services.memory import Recall

    return Recall()


def _matches(
    recall: Once[Recall],
    asked: Question,
    is_wanted: Callable[[], bool],
    tell: Callable[[list[Shown]], None] | None,
    library: Library,
) -> list[Shown]:
    """What is shown for a field: matches of the whole text, then of its sentences. What takes long is told on the way."""
    made, started, told = recall(), time.monotonic(), 0
    made.bring_up_to_date(library)
    found: list[Shown] = []
    for said, matches, whole in _nearest(made, asked, is_wanted):
        found += [_shown(one, said, whole=whole) for one in matches if _is_news(one, asked.here)]
        if tell is not None and len(found) > told and time.monotonic() - started > SLOW:
            told, started = len(found), time.monotonic()
            tell(list(_once(found))[:MOST])
    return list(_once(found))[:MOST]


def _nearest(made: Recall, asked: Question, is_wanted: Callable[[], bool]) -> Iterator[tuple[str, list[Match], bool]]:
    """Yield a text, what is near it, and whether it is the whole of the field."""
    text, source, target = asked.text, asked.source, asked.key.language
    for found in made.stages(text, source, target, least=LEAST, most=MOST, is_wanted=is_wanted):
        yield text, found, True
    if len(segments.spans(text, source)) > 1:
        for start, end, near in made.by_sentence(text, source, target, least=LEAST, most=1, is_wanted=is_wanted):
            yield text[start:end], near, False


def is_matched(recall: Once[Recall], text: str, source: str, key: Key, here: str, library: Library) -> bool:  # noqa: ARG001
    """Return whether anything would be shown for a text to be translated; `recall` is up to date."""
    made = recall()
    whole = made.matches(text, source, key.language, least=LEAST, most=MOST)
    if any(_is_news(one, here) for one in whole):
        return True
    near = made.by_sentence(text, source, key.language, least=LEAST, most=1)
    return any(_is_news(one, here) for _start, _end, matches in near for one in matches)


def _in_others(keys: Iterable[Key], key: Key) -> list[Key]:
    """The same field in the other languages."""
    return [one for one in keys if one.field == key.field and one.language != key.language]


def _is_news(match: Match, here: str) -> bool:
    """Whether a translation is not written here already."""
    return match.target not in here


def _shown(match: Match, text: str, *, whole: bool) -> Shown:
    from gptemplate.translation.memory import difference

    unit = match.unit
    return Shown(
        match.score, tuple(difference(match, text)), match.target, unit.project, unit.modified, whole, match.figures_differ
    )


def _once(found: Iterable[Shown]) -> Iterable[Shown]:
    seen: set[str] = set()
    for one in found:
        if one.target not in seen:
            seen.add(one.target)
            yield one


def _offers(recall: Once[Recall], practice_id: str, language: str, library: Library) -> list[Offer]:
    made = recall()
    made.bring_up_to_date(library)
    return made.offers(practice_id, language)


def _take(library: Library, practice_id: str, offers: list[Offer]) -> Changes:
    from gptemplate.services.memory import take_offers

    return take_offers(library, practice_id, offers)
