"""The texts of one language, and which of them are nearest to another text.

Likeness is 1 - edits / the longer length, in characters. Comparing with every text is slow, so each has a sketch: 256 bits,
one for every three letters in a row that it has, by their hash. How many bits two sketches share is counted for a hundred
thousand texts in a millisecond, and only those that share most are compared. In longer texts every eighth such
three letters counts, in very long ones every sixty-fourth, lest all bits be set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

STRONG = 0.85
BITS = 256
_WORDS = BITS // 64
_SPARSER = 8  # from level to level
_LEVELS = (320, 2_560, 20_480)  # characters from which on a sketch is of the next level
_ROUNDING = 1e-6  # so that a text of exactly the asked likeness is one
_WORK = 150_000  # characters compared for one answer, about
_FEWEST, _MOST = 64, 8_000  # texts compared for one answer
_FIRST = 128  # texts compared first: what is found in them spares work with others
_AT_ONCE = 512  # texts compared between two looks at whether the answer is still wanted
_TAIL = 512  # texts that wait unsorted; they are compared one and all
_BLOCK = 20_000  # texts searched for words at a time
_SKETCHED = 2_000  # texts sketched at a time: more of them would leave the processor's cache, and take memory meanwhile

_ODD = (np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), np.uint32(0xC2B2AE3D), np.uint32(0x27D4EB2F))  # the constants of xxHash

Bools = NDArray[np.bool_]
Numbers = NDArray[np.int64]
Shares = NDArray[np.float32]
Sketches = NDArray[np.uint64]  # `_WORDS` rows, a column for each text
Texts = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that is near: the number it was given with, and how near from 0 to 1."""

    number: int
    likeness: float


def always() -> bool:
    """Say that an answer is still wanted."""
    return True


class Index:
    """Texts by number, each number once, ready to be compared."""

    def __init__(self) -> None:
        self._texts: Texts = np.empty(0, object)
        self._numbers: Numbers = np.empty(0, np.int64)
        self._lengths: NDArray[np.int32] = np.empty(0, np.int32)  # in rising order
        self._sketches: Sketches = np.empty((_WORDS, 0), np.uint64)
        self._blocks: list[_Block] = []  # sketched, and sorted in when somebody asks
        self._waiting: list[tuple[int, str]] = []

    def __len__(self) -> int:
        return len(self._texts) + sum(len(one.texts) for one in self._blocks) + len(self._waiting)

    def add(self, rows: Iterable[tuple[int, str]]) -> None:
        """Add numbers and texts. A few of them wait in a tail until there are more to be sketched."""
        left = iter(rows)
        while part := list(islice(left, _SKETCHED)):
            self._waiting.extend(part)
            if len(self._waiting) > _TAIL:
                self._blocks.append(_Block.of(self._waiting))
                self._waiting = []

    def drop(self, numbers: Iterable[int]) -> None:
        """Take texts out."""
        gone = np.fromiter(numbers, np.int64)
        if not len(gone):
            return
        if self._waiting:
            self._blocks.append(_Block.of(self._waiting))
            self._waiting = []
        self._sort_in()
        kept = ~np.isin(self._numbers, gone)
        self._texts, self._numbers, self._lengths = self._texts[kept], self._numbers[kept], self._lengths[kept]
        self._sketches = np.ascontiguousarray(self._sketches[:, kept])

    def numbers(self) -> Numbers:
        """Return the numbers of all texts, in the order in which `search` is told which of them count."""
        self._sort_in()
        return np.concatenate([self._numbers, np.fromiter((number for number, _text in self._waiting), np.int64)])

    def having(self, groups: Sequence[Sequence[str]], is_wanted: Callable[[], bool] = always) -> Iterator[tuple[int, str]]:
        """Yield the numbers and texts that have one piece of each group in them."""
        self._sort_in()
        for start in range(0, len(self._texts), _BLOCK):
            if not is_wanted():
                return
            texts = self._texts[start : start + _BLOCK].tolist()
            for place in _having(texts, groups):
                yield int(self._numbers[start + place]), texts[place]
        for place in _having([text for _number, text in self._waiting], groups):
            yield self._waiting[place]

    def search(
        self, text: str, least: float, most: int, among: Bools | None = None, is_wanted: Callable[[], bool] = always
    ) -> Iterator[list[Hit]]:
        """Yield the nearest texts of at least that likeness, the best first: the strong ones that are found at once, then all.

        `among` says of each text, in the order of `numbers`, whether it counts. Ends as soon as `is_wanted` says no.
        """
        if not text or not is_wanted():
            return
        self._sort_in()
        best = _Best(text, least, most)
        tail = [row for place, row in enumerate(self._waiting) if among is None or among[len(self._texts) + place]]
        best.compare([number for number, _text in tail], [one for _number, one in tail])
        places = self._likely(text, least, among)
        if is_wanted():
            self._compare(best, places[:_FIRST])
            yield best.hits(max(least, STRONG))
        for start in range(_FIRST, len(places), _AT_ONCE):
            if not is_wanted():
                return
            self._compare(best, places[start : start + _AT_ONCE])
        if is_wanted():
            yield best.hits(least)

    def _compare(self, best: _Best, places: Numbers) -> None:
        best.compare(self._numbers[places].tolist(), self._texts[places].tolist())

    def _likely(self, text: str, least: float, among: Bools | None) -> Numbers:
        """The places of the texts that share most with a text, in this order; those that are too long or too short are none."""
        length = len(text)
        low = int(np.searchsorted(self._lengths, length * least - _ROUNDING))
        high = int(np.searchsorted(self._lengths, length / least + _ROUNDING, side="right"))
        shares = self._shares(text, low, high)
        if among is not None:
            shares[~among[low:high]] = -1
        most = min(max(_WORK // length, _FEWEST), _MOST if least < STRONG else _FIRST)
        likely = np.argpartition(shares, -most)[-most:] if len(shares) > most else np.arange(len(shares))
        likely = likely[np.argsort(-shares[likely], kind="stable")]
        return likely[shares[likely] >= 0] + low

    def _shares(self, text: str, low: int, high: int) -> Shares:
        """Of each text between two places, how much it shares with a text; a longer one has to share more."""
        length = len(text)
        longer = np.maximum(self._lengths[low:high], length).astype(np.float32)
        shares = np.zeros(high - low, np.float32)
        borders = [0, *np.searchsorted(self._lengths, _LEVELS).tolist(), len(self._texts)]
        for level in range(len(borders) - 1):
            start, end = max(borders[level], low), min(borders[level + 1], high)
            if start < end:
                sketch = _sketches([text], level)[:, 0]
                shared = np.zeros(end - start, np.uint16)
                for word, bits in zip(self._sketches, sketch, strict=True):
                    shared += np.bitwise_count(word[start:end] & bits)
                shares[start - low : end - low] = shared * (length / max(1, int(np.bitwise_count(sketch).sum())))
        return shares / longer

    def _sort_in(self) -> None:
        """Put the blocks between the other texts, column by column, so that little is there twice."""
        if not self._blocks:
            return
        blocks, self._blocks = self._blocks, []
        self._lengths = np.concatenate([self._lengths, *(one.lengths for one in blocks)])
        order = np.argsort(self._lengths, kind="stable")
        self._lengths = self._lengths[order]
        self._texts = np.concatenate([self._texts, *(one.texts for one in blocks)])[order]
        self._numbers = np.concatenate([self._numbers, *(one.numbers for one in blocks)])[order]
        sketches = np.empty((_WORDS, len(order)), np.uint64)
        for word in range(_WORDS):
            sketches[word] = np.concatenate([self._sketches[word], *(one.sketches[word] for one in blocks)])[order]
        self._sketches = sketches


@dataclass(frozen=True, slots=True)
class _Block:
    """Texts that are sketched, in rising order of their lengths."""

    texts: Texts
    numbers: Numbers
    lengths: NDArray[np.int32]
    sketches: Sketches

    @classmethod
    def of(cls, rows: Sequence[tuple[int, str]]) -> _Block:
        ordered = sorted(rows, key=lambda row: len(row[1]))
        said = [text for _number, text in ordered]
        texts = np.empty(len(said), object)
        texts[:] = said
        lengths = np.fromiter(map(len, said), np.int32, len(said))
        numbers = np.fromiter((number for number, _text in ordered), np.int64, len(said))
        return cls(texts, numbers, lengths, np.concatenate(list(_by_level(said, lengths)), axis=1))


@dataclass(slots=True)
class _Best:
    """The nearest texts so far."""

    text: str
    least: float
    most: int
    found: list[Hit] = field(default_factory=list)

    def compare(self, numbers: Sequence[int], texts: Sequence[str]) -> None:
        """Compare with more texts; what cannot be among the best is given up early."""
        if not texts:
            return
        worst = self.found[-1].likeness if len(self.found) == self.most else self.least
        scorer = Levenshtein.normalized_similarity
        # `cdist` lets other threads run meanwhile, unlike `extract`.
        likeness = process.cdist([self.text], texts, scorer=scorer, score_cutoff=worst - _ROUNDING, dtype=np.float64)[0]
        near = np.flatnonzero(likeness >= worst - _ROUNDING).tolist()
        self.found.extend(Hit(numbers[place], float(likeness[place])) for place in near)
        self.found.sort(key=lambda hit: (-hit.likeness, -hit.number))
        del self.found[self.most :]

    def hits(self, least: float) -> list[Hit]:
        """Return the best of at least that likeness."""
        return [hit for hit in self.found if hit.likeness >= least - _ROUNDING]


def _having(texts: Sequence[str], groups: Sequence[Sequence[str]]) -> list[int]:
    """The places of the texts with one piece of each group. One long text is searched faster than many short ones."""
    left = list(range(len(texts)))
    for group in groups:
        joined = "\n".join(texts[place] for place in left)
        ends = np.cumsum([len(texts[place]) + 1 for place in left])
        found = np.searchsorted(ends, [at for piece in group for at in _places(joined, piece)], side="right")
        left = [left[place] for place in np.unique(found).tolist()]
    return left


def _places(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece)
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)


def _by_level(texts: Sequence[str], lengths: NDArray[np.int32]) -> Iterator[Sketches]:
    """The sketches of texts that are in the order of their length."""
    borders = [0, *np.searchsorted(lengths, _LEVELS).tolist(), len(texts)]
    for level, (start, end) in enumerate(pairwise(borders)):
        most = max(1, _SKETCHED >> 2 * level)  # long texts take more room
        for first in range(start, end, most):
            yield _sketches(texts[first : min(first + most, end)], level)


def _sketches(texts: Sequence[str], level: int) -> Sketches:
    """One column for each text; bits for its runs of three letters, at higher levels only for some of them."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    hashes = (codes[:-2] * _ODD[0] + codes[1:-1] * _ODD[1] + codes[2:] * _ODD[2]) ^ (codes[1:-1] << np.uint32(7))
    hashes *= _ODD[3]
    bits = np.repeat(np.arange(len(texts), dtype=np.int32) * np.int32(BITS), lengths)[:-2]
    bits |= (hashes >> np.uint32(24)).view(np.int32)
    counts = np.ones(len(codes), np.bool_)
    counts[np.cumsum(lengths)[lengths > 0] - 1] = False  # a run does not go on in the next text
    counts = counts[1:-1] & counts[:-2] if len(codes) > 2 else counts[:0]
    if level:
        counts &= (hashes >> np.uint32(4)) % np.uint32(_SPARSER**level) == 0
    found = np.zeros(len(texts) * BITS, np.bool_)
    found[bits[counts]] = True
    return np.ascontiguousarray(np.packbits(found).view(np.uint64).reshape(len(texts), _WORDS).T)
