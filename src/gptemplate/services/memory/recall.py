"""The memory as a window keeps it: read once, brought up to date when it changed, asked on a worker thread."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from gptemplate.errors import StoreError
from gptemplate.i18n import Message
from gptemplate.model import segments
from gptemplate.model.memory import Unit
from gptemplate.services.memory import offering
from gptemplate.services.memory.offering import Offer
from gptemplate.translation.memory import LEAST, Found, Match, Memory, Wanted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from gptemplate.store.library import Library
    from gptemplate.store.memory import Passage
    from gptemplate.store.work import Work

MOST_HELD = 1_500_000  # texts kept in mind; beyond them the language that was asked longest ago goes
MOST_AHEAD = 400_000  # texts read before anybody asks
_SLICE = 1_000  # texts read at a time while other questions wait: about ten milliseconds
_REMEMBERED = 2_000  # answers


@dataclass(slots=True)
class _Reading:
    """A language of which some texts are read: the memory's version when that began, the last row, and the units."""

    version: int
    after: int = 0
    numbers: array[int] = field(default_factory=lambda: array("q"))


class Recall:
    """Answers from a library's memory. Not for two threads at once: a window keeps it on one worker.

    A language is read when it is first asked for; `bring_up_to_date` reads what changed since.
    """

    def __init__(self) -> None:
        self._library: Library | None = None
        self._version = -1
        self._memory = Memory(self._fetch)
        self._seen: dict[str, NDArray[np.int64]] = {}  # the numbers of the units that have a language
        self._newest: dict[int, tuple[int, str, str]] = {}
        self._readings: dict[str, _Reading] = {}
        self._held: dict[str, None] = {}  # the languages whose texts are held, that asked last at the end
        self._answers: dict[tuple[str, str, str, int, int], list[Match]] = {}

    def bring_up_to_date(self, library: Library) -> bool:
        """Read what came into the memory since; return whether anything changed. Raises StoreError."""
        self._library = library
        with library.reading() as work:
            version = work.memory.version()
            if version == self._version:
                return False
            self._take_news(work)
        self._version = version
        self._answers.clear()
        return True

    def learn(self, language: str) -> bool:
        """Read some texts of a language that may be asked from; return whether there are more.

        Other questions can be asked in between; one in this language reads the rest first. Where there are many texts, only
        one language is read before somebody asks.
        """
        if language in self._held:
            return False
        others = sum(self._memory.count(one) for one in self._memory.languages if one != language)
        if others and others + self._memory.count(language) > MOST_AHEAD:
            self._memory.forget(language)
            self._readings.pop(language, None)
            return False
        with self._open().reading() as work:
            return self._read_on(work, language)

    def languages(self) -> list[str]:
        """Return the languages that the memory has texts in."""
        with self._open().reading() as work:
            return work.memory.languages()

    def matches(
        self, text: str, source: str, target: str, *, least: int = LEAST, most: int = 5, is_wanted: Wanted = None
    ) -> list[Match]:
        """Return the nearest texts that were translated before, the best first; none where they are not wanted any more."""
        stages = list(self.stages(text, source, target, least=least, most=most, is_wanted=is_wanted))
        return stages[1] if len(stages) == 2 else []

    def stages(
        self, text: str, source: str, target: str, *, least: int = LEAST, most: int = 5, is_wanted: Wanted = None
    ) -> Iterator[list[Match]]:
        """Yield the strong matches as soon as they are there, then all; ends where they are not wanted any more."""
        asked = (text, source, target, least, most)
        found = self._answers.get(asked)
        if found is not None:
            yield from (found, found)
            return
        self._need(source, target)
        stages = self._memory.stages(text, source, target, least=least, most=most, is_wanted=is_wanted)
        for stage, found in enumerate(stages):
            if stage == 1 and (is_wanted is None or is_wanted()):
                self._remember(asked, found)
            yield found

    def _remember(self, asked: tuple[str, str, str, int, int], found: list[Match]) -> None:
        if len(self._answers) >= _REMEMBERED:
            self._answers.clear()
        self._answers[asked] = found

    def by_sentence(
        self, text: str, source: str, target: str, *, least: int = LEAST, most: int = 5, is_wanted: Wanted = None
    ) -> Iterator[tuple[int, int, list[Match]]]:
        """Yield where each sentence of a text begins and ends, and its matches."""
        for start, end in segments.spans(text, source):
            if is_wanted is not None and not is_wanted():
                return
            said = text[start:end]
            yield start, end, self.matches(said, source, target, least=least, most=most, is_wanted=is_wanted)

    def concordance(self, words: str, language: str = "", *, most: int = 50, is_wanted: Wanted = None) -> list[Found]:
        """Return the units with all the words in any inflected form, in one language or in any, with where they are."""
        asked = [language] if language else self.languages()
        found: list[Found] = []
        for code in asked:
            self._need(code)
            found.extend(self._memory.concordance(words, code, most=most, is_wanted=is_wanted))
        return _each_once(found)[:most]

    def offers(self, practice_id: str, target: str, *, is_wanted: Wanted = None) -> list[Offer]:
        """Return a translation for each empty field of a practice that was translated before to the letter.

        Raises UnknownName, StoreError.
        """
        with self._open().reading() as work:
            practice = work.practice(practice_id)
            template = work.template(practice.template_id)

        def exact(text: str, source: str) -> Match | None:
            found = self.matches(text, source, target, least=99, most=3, is_wanted=is_wanted)
            return next((one for one in found if one.is_exact), None)

        return list(offering.offers(template, practice, target, exact))

    def _open(self) -> Library:
        if self._library is None:
            raise StoreError(Message("The translation memory is not open yet."))
        return self._library

    def _fetch(self, numbers: Sequence[int]) -> Mapping[int, Unit]:
        if not numbers:
            return {}
        with self._open().reading() as work:
            found = ((number, work.memory.unit(number)) for number in numbers)
            return {number: unit for number, unit in found if unit is not None}

    def _need(self, source: str, target: str = "") -> None:
        """Read a language whose texts are asked for, and which units have the other one."""
        if source not in self._held:
            with self._open().reading() as work:
                while self._read_on(work, source):
                    pass
        if target and target not in self._seen:
            with self._open().reading() as work:
                self._know(target, array("q", chain.from_iterable(work.memory.numbers(target))))
        self._held[source] = self._held.pop(source, None)
        self._let_go(source)

    def _read_on(self, work: Work, language: str) -> bool:
        """Read the next texts of a language; return whether there are more."""
        version = work.memory.version()
        reading = self._readings.setdefault(language, _Reading(version))
        if reading.version != version:  # what came meanwhile may be in rows that were passed
            self._memory.forget(language)
            reading = self._readings[language] = _Reading(version)
        rows = work.memory.passages(language, reading.after, _SLICE)
        self._memory.put(language, ((one.unit, one.text) for one in rows))
        reading.numbers.extend(one.unit for one in rows)
        if len(rows) == _SLICE:
            reading.after = rows[-1].row
            return True
        del self._readings[language]
        self._know(language, reading.numbers)
        self._held[language] = None
        return False

    def _know(self, language: str, numbers: array[int] | NDArray[np.int64]) -> None:
        import numpy as np

        self._seen[language] = np.array(numbers, np.int64)
        self._memory.know(language, self._seen[language])

    def _take_news(self, work: Work) -> None:
        """Take in the texts that came since. Those that went are dropped when they are come across.

        New rows are above old ones, but a row that went may be given again while it was the last: as long as one that was
        seen is still there, nothing new is below it.
        """
        before, self._newest = self._newest, work.memory.newest()
        rows = _after(work, min(before, default=1) - 1) if self._seen else ()
        new = [one for one in rows if before.get(one.row) != (one.unit, one.language, one.digest)]
        if len(rows) == len(new):
            self._forget_all()
        for language in {one.language for one in new} & self._seen.keys():
            self._take(language, {one.unit: one.text for one in new if one.language == language})

    def _take(self, language: str, new: Mapping[int, str]) -> None:
        import numpy as np

        numbers = np.fromiter(new, np.int64, len(new))
        again = np.intersect1d(self._seen[language], numbers)
        self._know(language, np.concatenate([self._seen[language], np.setdiff1d(numbers, again)]))
        if language in self._held:
            self._memory.drop(language, again.tolist())
            self._memory.put(language, new.items())

    def _forget_all(self) -> None:
        for language in self._memory.languages:
            self._memory.forget(language)
        self._seen, self._held, self._readings = {}, {}, {}

    def _let_go(self, needed: str) -> None:
        held = list(self._held)
        while len(held) > 1 and sum(map(self._memory.count, held)) > MOST_HELD:
            gone = next(code for code in held if code != needed)
            held.remove(gone)
            del self._held[gone]
            self._memory.forget(gone)


def _after(work: Work, row: int) -> list[Passage]:
    found: list[Passage] = []
    while part := work.memory.passages(after=found[-1].row if found else row):
        found += part
    return found


def _each_once(found: Sequence[Found]) -> list[Found]:
    return list({one.unit.number: one for one in reversed(found)}.values())[::-1]
