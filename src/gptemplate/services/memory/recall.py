"""The memory as a window keeps it: read once, brought up to date when it changed, asked on a worker thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    from gptemplate.store.work import Work

MOST_HELD = 1_500_000  # texts kept in mind; beyond them the language that was asked longest ago goes
_FEW = 500  # texts fetched one by one instead of going through all
_MIX = 0x9E3779B97F4A7C15 & (1 << 63) - 1


@dataclass(slots=True)
class _Seen:
    """What the library had in one language: the numbers of units, and a stamp of each number with its text."""

    numbers: NDArray[np.int64]
    stamps: NDArray[np.int64]


class Recall:
    """Answers from a library's memory. Not for two threads at once: a window keeps it on one worker.

    A language is read when it is first asked for; `bring_up_to_date` reads what changed since.
    """

    def __init__(self) -> None:
        self._library: Library | None = None
        self._version = -1
        self._memory = Memory(self._fetch)
        self._seen: dict[str, _Seen] = {}
        self._held: dict[str, None] = {}  # the languages whose texts are held, that asked last at the end

    def bring_up_to_date(self, library: Library) -> bool:
        """Read what changed in the memory since; return whether anything did. Raises StoreError."""
        self._library = library
        with library.reading() as work:
            version = work.memory.version()
            if version == self._version:
                return False
            for language in self._seen:
                self._read(work, language)
        self._version = version
        return True

    def languages(self) -> list[str]:
        """Return the languages that the memory has texts in."""
        with self._open().reading() as work:
            return work.memory.languages()

    def matches(
        self, text: str, source: str, target: str, *, least: int = LEAST, most: int = 5, is_wanted: Wanted = None
    ) -> list[Match]:
        """Return the nearest texts that were translated before, the best first; none where they are not wanted any more."""
        self._need(source, target)
        return self._memory.matches(text, source, target, least=least, most=most, is_wanted=is_wanted)

    def stages(
        self, text: str, source: str, target: str, *, least: int = LEAST, most: int = 5, is_wanted: Wanted = None
    ) -> Iterator[list[Match]]:
        """Yield the strong matches as soon as they are there, then all; ends where they are not wanted any more."""
        self._need(source, target)
        yield from self._memory.stages(text, source, target, least=least, most=most, is_wanted=is_wanted)

    def by_sentence(
        self, text: str, source: str, target: str, *, least: int = LEAST, most: int = 5, is_wanted: Wanted = None
    ) -> Iterator[tuple[int, int, list[Match]]]:
        """Yield where each sentence of a text begins and ends, and its matches."""
        self._need(source, target)
        for start, end in segments.spans(text, source):
            if is_wanted is not None and not is_wanted():
                return
            said = text[start:end]
            yield start, end, self._memory.matches(said, source, target, least=least, most=most, is_wanted=is_wanted)

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
        missing = [source] if source not in self._held else []
        unknown = [target] if target and target not in self._seen else []
        self._held.pop(source, None)
        self._held[source] = None
        if missing or unknown:
            with self._open().reading() as work:
                for language in missing:
                    self._seen.pop(language, None)
                for language in {*missing, *unknown}:
                    self._read(work, language)
        self._let_go(source)

    def _read(self, work: Work, language: str) -> None:
        """Read a language, or what changed in it."""
        import numpy as np

        now, before = _digested(work, language), self._seen.get(language)
        if language in self._held:
            if before is None:
                self._memory.put(language, work.memory.said(language))
            else:
                gone = before.numbers[~np.isin(before.stamps, now.stamps)]
                new = now.numbers[~np.isin(now.stamps, before.stamps)]
                self._memory.drop(language, gone.tolist())
                self._memory.put(language, _texts(work, language, new.tolist()))
        self._seen[language] = now
        self._memory.know(language, now.numbers)

    def _let_go(self, needed: str) -> None:
        held = list(self._held)
        while len(held) > 1 and sum(map(self._memory.count, held)) > MOST_HELD:
            gone = next(code for code in held if code != needed)
            held.remove(gone)
            del self._held[gone]
            self._memory.forget(gone)


def _digested(work: Work, language: str) -> _Seen:
    import numpy as np

    numbers: list[int] = []
    digests: list[int] = []
    for number, digest in work.memory.digests(language):
        numbers.append(number)
        digests.append(int(digest[:15], 16))
    held = np.array(numbers, np.int64)
    return _Seen(held, np.array(digests, np.int64) ^ held * np.int64(_MIX))


def _texts(work: Work, language: str, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
    if len(numbers) > _FEW:
        wanted = set(numbers)
        yield from ((number, text) for number, text in work.memory.said(language) if number in wanted)
        return
    for number in numbers:
        unit = work.memory.unit(number)
        if unit is not None and language in unit.texts:
            yield number, unit.texts[language]


def _each_once(found: Sequence[Found]) -> list[Found]:
    return list({one.unit.number: one for one in reversed(found)}.values())[::-1]
