"""Words of a dictionary that are a slip of the finger away from what was typed, found in one bounded walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from gptemplate.translation.voikko_transducer import Flags, Transducer, Way, after

MOST_STEPS = 300_000
"""Steps of one walk, however long the word and however wide the dictionary: at most about half a second."""

_MOST_FOUND = 60
_DOTS = dict(zip("aäoöåeészšž", "äaöoaéezšsž", strict=True))


class Slip(IntEnum):
    """What went wrong between the word that was meant and the one that was typed; the likelier, the smaller."""

    NONE = 0
    DOTS = 1  # a for ä
    DOUBLED = 2  # a letter once or twice, when twice or once was meant
    SWAPPED = 3
    MISSING = 4
    ADDED = 5
    OTHER = 6


@dataclass(frozen=True, slots=True)
class _At:
    state: int
    read: int
    flags: Flags
    built: str
    slip: Slip
    dots: int


def near(transducer: Transducer, word: str, *, dots: int, slips: int = 1, steps: int = MOST_STEPS) -> dict[str, Slip]:
    """Return words in small letters that differ by at most one slip, and by `dots` letters whose dots were forgotten.

    Without `slips` only dots are tried. Raises BadFile.
    """
    walk = _Walk(transducer, word, dots, slips)
    pending = [_At(0, 0, transducer.unset, "", Slip.NONE, 0)]
    while pending and steps > 0 and len(walk.found) < _MOST_FOUND:
        at = pending.pop()
        before = len(pending) + transducer.cells_read
        steps -= 1 + walk.on(at, pending.append)
        steps -= len(pending) + transducer.cells_read - before
    return walk.found


class _Walk:
    def __init__(self, transducer: Transducer, word: str, dots: int, slips: int) -> None:
        self._transducer = transducer
        self._word = word
        self._dots = dots
        self._slips = slips
        self.found: dict[str, Slip] = {}

    def on(self, at: _At, push: Callable[[_At], None]) -> int:
        """Push every place that is one step further on; return how many ways were looked at."""
        state = self._transducer.state(at.state)
        if at.read == len(self._word):
            self._end(at, state.ending)
        looked = 0
        for letter, read, slip, dots in self._readings(at, state.reading):
            for asked, _written, target in state.reading[letter]:
                looked += 1
                flags = after(at.flags, asked) if asked else at.flags
                if flags is not None:
                    push(_At(target, read, flags, at.built + letter, slip, dots))
        for place in self._skips(at):
            push(place)
        return looked

    def _end(self, at: _At, ending: list[Way]) -> None:
        if any(not asked or after(at.flags, asked) is not None for asked, _written, _target in ending):
            slip = at.slip or (Slip.DOTS if at.dots else Slip.NONE)
            self.found[at.built] = min(slip, self.found.get(at.built, slip))

    def _readings(self, at: _At, reading: dict[str, list[Way]]) -> Iterator[tuple[str, int, Slip, int]]:
        """Yield (letter, characters read after it, slip so far, dots so far) of each letter that may be meant here."""
        typed = self._word[at.read : at.read + 1]
        may_slip = self._slips and not at.slip
        if may_slip:
            for letter in reading:
                if letter != typed:
                    yield letter, at.read, self._missing(at, letter), at.dots
                    if typed:
                        yield letter, at.read + 1, Slip.OTHER, at.dots
        if not typed:
            return
        dotted = _DOTS.get(typed)
        if dotted in reading and at.dots < self._dots:
            yield dotted, at.read + 1, at.slip, at.dots + 1
        if typed in reading:
            yield typed, at.read + 1, at.slip, at.dots
            if may_slip:
                yield typed, at.read, self._missing(at, typed), at.dots

    def _missing(self, at: _At, letter: str) -> Slip:
        """The slip of leaving out a letter, which is small where it stands twice."""
        beside = (at.built[-1:], self._word[at.read : at.read + 1])
        return Slip.DOUBLED if letter in beside else Slip.MISSING

    def _skips(self, at: _At) -> Iterator[_At]:
        """Yield the places after a letter too many, and after two that changed places."""
        if not self._slips or at.slip or at.read >= len(self._word):
            return
        typed, after_it = self._word[at.read], self._word[at.read + 1 : at.read + 2]
        slip = Slip.DOUBLED if typed in (at.built[-1:], after_it) else Slip.ADDED
        yield _At(at.state, at.read + 1, at.flags, at.built, slip, at.dots)
        if after_it and after_it != typed:
            yield from self._swapped(at, after_it, typed)

    def _swapped(self, at: _At, first: str, second: str) -> Iterator[_At]:
        state = self._transducer.state(at.state)
        for asked, _written, middle in state.reading.get(first, ()):
            flags = after(at.flags, asked)
            if flags is None:
                continue
            for asked_then, _written_then, target in self._transducer.state(middle).reading.get(second, ()):
                flags_then = after(flags, asked_then)
                if flags_then is not None:
                    yield _At(target, at.read + 2, flags_then, at.built + first + second, Slip.SWAPPED, at.dots)
