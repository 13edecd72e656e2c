"""The translation memory ready to be asked: what was translated before that is the same, or nearly.

Texts are compared as `plain` gives them: spaces, capital letters and the shapes of quotation marks and dashes do not count.
A match has 100 per cent only where the text is the same to the letter; what differs in those alone has 99.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from gptemplate.model import diff, stems
from gptemplate.model.memory import Unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from gptemplate.translation.matching import Hit, Index

Wanted = Callable[[], bool] | None
"""Says whether an answer is still waited for, so that the latest question wins; None: it is."""

LEAST = 70
STRONG = 85
_FETCHED = 50  # units fetched at a time
_SPARE = 3  # more than asked for, since some say the same
_SHAPES = str.maketrans(
    {**dict.fromkeys("”“„‟«»", '"'), **dict.fromkeys("’‘‚‛`´", "'"), **dict.fromkeys("–—−‐‑", "-"), "…": "..."}
)
_SHAPED = re.compile(f"[{''.join(map(chr, _SHAPES))}]")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def plain(text: str) -> str:
    """Return a text as it is compared."""
    shaped = text.translate(_SHAPES) if _SHAPED.search(text) else text  # looking is ten times as fast as translating
    return " ".join(shaped.split()).casefold()


def figures(text: str) -> list[str]:
    """Return the figures of a text as they are written, in order of size."""
    return sorted(_FIGURE.findall(text))


@dataclass(frozen=True, slots=True)
class Match:
    """A text that was translated before: the unit, how near it is in per cent, and the two texts.

    `figures_differ`: the figures in it are others, so its translation cannot be taken as it is.
    """

    unit: Unit
    score: int
    source: str
    target: str
    figures_differ: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether the source is the same to the letter."""
        return self.score == 100


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that has the words looked for: in which language, and where they are (start, end) in its text."""

    unit: Unit
    language: str
    places: tuple[tuple[int, int], ...]


def difference(match: Match, text: str) -> list[diff.Piece]:
    """Return how a text differs from the one that was translated before, word by word."""
    return diff.words(match.source, text)


class Memory:
    """Texts by language, ready to be asked; the units stay where `units` fetches them from, by number.

    A language can be asked from once texts were put for it, and for once it is `known` which units have it; `put` and `drop`
    bring it up to date. What `units` gives no more is dropped when it is come across.
    """

    def __init__(self, units: Callable[[Sequence[int]], Mapping[int, Unit]]) -> None:
        self._units = units
        self._known: dict[str, NDArray[np.int64]] = {}
        self._indexes: dict[str, Index] = {}
        self._among: dict[tuple[str, str], NDArray[np.bool_]] = {}

    @classmethod
    def of(cls, units: Iterable[Unit]) -> Memory:
        """Return a memory of units that have numbers."""
        held = {one.number: one for one in units}
        made = cls(lambda numbers: {number: held[number] for number in numbers})
        for language in sorted({language for one in held.values() for language in one.texts}):
            made.put(language, ((number, one.texts[language]) for number, one in held.items() if language in one.texts))
        return made

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that texts were put for."""
        return tuple(self._indexes)

    def count(self, language: str) -> int:
        """Return how many texts there are in a language."""
        return len(self._indexes[language]) if language in self._indexes else 0

    def put(self, language: str, texts: Iterable[tuple[int, str]]) -> None:
        """Add texts of a language with the numbers of their units."""
        from gptemplate.translation.matching import Index

        index = self._indexes.setdefault(language, Index())
        index.add((number, plain(text)) for number, text in texts)
        self._among = {}

    def know(self, language: str, numbers: NDArray[np.int64]) -> None:
        """Note which units have a text in a language, without the texts."""
        self._known[language] = numbers
        self._among = {}

    def drop(self, language: str, numbers: Iterable[int]) -> None:
        """Take out the texts of units in a language."""
        if language in self._indexes:
            self._indexes[language].drop(numbers)
            self._among = {}

    def forget(self, language: str) -> None:
        """Let go of a language."""
        self._indexes.pop(language, None)
        self._among = {}

    def matches(
        self,
        text: str,
        source: str,
        target: str,
        *,
        least: int = LEAST,
        most: int = 5,
        is_wanted: Wanted = None,
    ) -> list[Match]:
        """Return the nearest texts of a language that have a translation in another, the best first; none if not wanted."""
        found: list[Match] = []
        answers = 0
        for found in self.stages(text, source, target, least=least, most=most, is_wanted=is_wanted):  # noqa: B007
            answers += 1
        return found if answers == 2 else []

    def stages(
        self,
        text: str,
        source: str,
        target: str,
        *,
        least: int = LEAST,
        most: int = 5,
        is_wanted: Wanted = None,
    ) -> Iterator[list[Match]]:
        """Yield the matches of `STRONG` per cent and more, then all; ends as soon as they are not wanted any more."""
        from gptemplate.translation import matching

        index = self._indexes.get(source)
        if index is None or not text.strip():
            yield from ([], [])
            return
        wanted = is_wanted or matching.always
        hits = index.search(plain(text), least / 100, most + _SPARE, self._having(source, target), wanted)
        for stage, found in enumerate(hits):
            told, gone = self._told(text, source, target, found)
            if gone and stage == 1:  # units that are there no more stood in the way of others
                self.drop(source, gone)
                told = self.matches(text, source, target, least=least, most=most, is_wanted=is_wanted)
            yield told[:most]

    def concordance(self, words: str, language: str = "", *, most: int = 50, is_wanted: Wanted = None) -> list[Found]:
        """Return the units whose text has all the words in any inflected form, the closest to what was asked first."""
        from gptemplate.translation import matching

        asked = stems.query_words(words)
        groups, whole = [stems.variants(word) for word in asked], plain(words)
        if not groups:
            return []
        found: list[tuple[tuple[bool, int], int, str]] = []
        for code in (language,) if language else self.languages:
            if index := self._indexes.get(code):
                rows = index.having(groups, is_wanted or matching.always)
                found.extend(((whole not in text, len(text)), number, code) for number, text in rows)
        found.sort()
        return list(islice(self._shown(found, groups), most))

    def _shown(self, found: Sequence[tuple[object, int, str]], groups: Sequence[Sequence[str]]) -> Iterator[Found]:
        seen: set[int] = set()
        for start in range(0, len(found), _FETCHED):
            part = found[start : start + _FETCHED]
            units = self._units([number for _rank, number, _language in part])
            for _rank, number, language in part:
                unit = units.get(number)
                if unit and number not in seen and (places := _places(unit.texts.get(language, ""), groups)):
                    seen.add(number)
                    yield Found(unit, language, places)

    def _having(self, source: str, target: str) -> NDArray[np.bool_] | None:
        """Of each text in a language, whether its unit has another language as well; None where every one has."""
        import numpy as np

        pair = (source, target)
        if pair not in self._among:
            index = self._indexes.get(target)
            others = self._known.get(target, np.empty(0, np.int64)) if index is None else index.numbers()
            self._among[pair] = np.isin(self._indexes[source].numbers(), others)
        return self._among[pair]

    def _told(self, text: str, source: str, target: str, hits: Sequence[Hit]) -> tuple[list[Match], list[int]]:
        """What was found, the best first, and the numbers of units that have no such text any more."""
        said, gone = figures(text), []
        found: dict[tuple[str, str], Match] = {}
        units = self._units([hit.number for hit in hits])
        for hit in hits:
            unit = units.get(hit.number)
            if unit is None or source not in unit.texts:
                gone.append(hit.number)
                continue
            if target not in unit.texts:
                continue
            match = _match(text, said, unit, source, target, hit.likeness)
            found.setdefault((match.source, match.target), match)
        return sorted(found.values(), key=lambda one: (-one.score, one.figures_differ, -one.unit.modified)), gone


def _match(text: str, said: list[str], unit: Unit, source: str, target: str, likeness: float) -> Match:
    before, after = unit.texts[source], unit.texts[target]
    score = 100 if before.strip() == text.strip() else min(99, int(100 * likeness + 1e-4))
    return Match(unit, score, before, after, figures(before) != said)


def _places(text: str, groups: Sequence[Sequence[str]]) -> tuple[tuple[int, int], ...]:
    """Where the words of a text are that have a piece of one of the groups."""
    pieces = tuple(piece for group in groups for piece in group)
    words = _WORD.finditer(text)
    return tuple(one.span() for one in words if any(piece in one[0].casefold() for piece in pieces))
