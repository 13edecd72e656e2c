"""The translation memory while one writes: matches for the field under the cursor, put in by key and to be checked."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from gptemplate.gui.editor.asking import Asking
from gptemplate.gui.editor.bench import Bench
from gptemplate.gui.editor.controls.written import Written
from gptemplate.gui.editor.matches_part import MOST, Shown
from gptemplate.gui.keys import listen
from gptemplate.model.sources import source_of
from gptemplate.model.states import SHARED, Key, State
from gptemplate.services import editing

if TYPE_CHECKING:
    from gptemplate.model.changes import Changes
    from gptemplate.services.memory import Offer, Recall
    from gptemplate.store.library import Library
    from gptemplate.translation.memory import Match

LEAST = 70  # per cent


class Matches(QObject):
    """Asks the memory about the field under the cursor; the latest question wins."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._part = bench.assistant.matches
        self._asking = Asking(bench.ctx.tasks, self)
        self._offering = Asking(bench.ctx.tasks, self)
        self._recall: Recall | None = None
        self._asked: tuple[object, ...] = ()
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
        self._asked, self._offered, self._offers = (), None, []
        self._part.show_matches((), 0)

    @Slot()
    def _on_asked(self) -> None:
        state, key = self._bench.state, self._bench.key
        if state is None or key is None or key.language == SHARED or not state.template.fields[key.field].is_written:
            self._asked = ()
            self._part.show_matches((), 0)
            return
        source = source_of(state.template, state.practice, key)
        text = state.text(Key(key.field, source)) if source else ""
        asked = (self._bench.practice_id, key, source, text, state.text(key))
        if asked == self._asked:
            return
        if self._asked[:2] != asked[:2]:
            self._part.show_matches((), len(self._offers) if self._offered == (asked[0], key.language) else 0)
        self._asked = asked
        if text.strip():
            job = partial(_matches, self._recall, text, source, key, state.text(key))
            self._asking.ask(job, partial(self._on_found, asked))

    def _on_found(self, asked: tuple[object, ...], answer: tuple[Recall, list[Shown]]) -> None:
        self._recall, found = answer
        key = self._bench.key
        if asked != self._asked or key is None:
            return
        self._part.show_matches(found, len(self._offers) if self._offered == (asked[0], key.language) else 0)
        self._ask_offers(key.language)

    def _ask_offers(self, language: str) -> None:
        """What could be filled in at once is asked once for each practice and language."""
        wanted = (self._bench.practice_id, language)
        if self._recall is not None and self._offered != wanted:
            self._offered, self._offers = wanted, []
            self._offering.ask(partial(_offers, self._recall, *wanted), partial(self._on_offered, wanted))

    def _on_offered(self, wanted: tuple[str, str], offers: list[Offer]) -> None:
        if wanted == self._offered:
            self._offers = offers
            self._part.show_matches(self._part.shown, len(offers))

    @Slot()
    def _on_offers_taken(self) -> None:
        offers, self._offers, self._offered = self._offers, [], None
        self._part.show_matches(self._part.shown, 0)
        self._bench.write(partial(_take, practice_id=self._bench.practice_id, offers=offers))


def _matches(
    recall: Recall | None, text: str, source: str, key: Key, here: str, library: Library
) -> tuple[Recall, list[Shown]]:
    from gptemplate.services.memory import Recall as Made

    made = recall or Made()
    made.bring_up_to_date(library)
    near_all = made.matches(text, source, key.language, least=LEAST, most=MOST)
    found = [_shown(one, text, whole=True) for one in near_all if _is_news(one, here)]
    sentences = list(made.by_sentence(text, source, key.language, least=LEAST, most=1))
    if len(sentences) > 1:
        near = [(text[start:end], one) for start, end, matches in sentences for one in matches if _is_news(one, here)]
        found += [_shown(one, said, whole=False) for said, one in near]
    return made, list(_once(found))[:MOST]


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


def _offers(recall: Recall, practice_id: str, language: str, library: Library) -> list[Offer]:
    recall.bring_up_to_date(library)
    return recall.offers(practice_id, language)


def _take(library: Library, practice_id: str, offers: list[Offer]) -> Changes:
    from gptemplate.services.memory import take_offers

    return take_offers(library, practice_id, offers)
