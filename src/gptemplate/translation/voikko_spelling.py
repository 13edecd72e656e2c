"""Whether a Finnish word is spelt right, capitals and hyphens included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from gptemplate.translation.voikko_analysis import Analysis, analysis_of
from gptemplate.translation.voikko_transducer import Transducer, read_transducer

LONGEST = 255
_MEMORY = 20_000
_VOWELS = frozenset("aeiouyäöå")
_CONSONANTS = frozenset("bcdfghjklmnpqrstvwxzšž")


class Fit(IntEnum):
    """How well the capitals of a word fit; lower is better."""

    RIGHT = 0
    FIRST_IS_CAPITAL = 1  # right with a capital at its beginning
    OTHER_CAPITALS = 2
    UNKNOWN = 3


class Finnish:
    """The words of Finnish as Voikko's dictionary has them. Its methods raise BadFile where the file is damaged inside."""

    def __init__(self, transducer: Transducer) -> None:
        self.transducer = transducer
        self.analyses = lru_cache(maxsize=_MEMORY)(self._analyses)
        self._fit_kept = lru_cache(maxsize=_MEMORY)(self._fit)

    def is_right(self, word: str) -> bool:
        """Return whether a word is spelt right as it stands, at the beginning of a sentence or amid one."""
        word = word.replace("’", "'")
        if not word or len(word) > LONGEST:
            return not word
        small = word[0].lower() + word[1:]
        if word.isupper() and len(word) > 1:
            return self._fit_kept(word.lower()) < Fit.UNKNOWN
        fit = self._fit_kept(small)
        return fit is Fit.RIGHT or (fit is Fit.FIRST_IS_CAPITAL and word[0].isupper())

    def _analyses(self, word: str) -> tuple[Analysis, ...]:
        """Return every way to understand a word in small letters, each once."""
        return tuple(dict.fromkeys(self._one_by_one(word)))

    def _one_by_one(self, word: str) -> Iterator[Analysis]:
        found = (analysis_of(output) for output in self.transducer.outputs(word))
        return (one for one in found if one is not None)

    def standard(self, word: str) -> str:
        """Return a word in small letters with the capitals of its standard form, the fewest there may be."""
        ways = (one.capitals for one in self.analyses(word))
        capitals = min(ways, key=sum, default=())
        pairs = zip(word, capitals, strict=False) if len(capitals) == len(word) else ()
        return "".join(letter.upper() if capital else letter for letter, capital in pairs) or word

    def fit(self, word: str) -> Fit:
        """Return how well a word fits the dictionary; its first letter is small, or a capital that belongs there."""
        return self._fit_kept(word)

    def _fit(self, word: str) -> Fit:
        plain = self._plain_fit(word)
        inner = word.find("-", 1, -1)
        if plain is Fit.RIGHT or len(word) <= 3 or inner < 0:
            return plain
        return min((plain, *self._hyphen_fits(word, inner)))

    def _plain_fit(self, word: str) -> Fit:
        best = Fit.UNKNOWN
        for one in self._one_by_one(word.lower()):
            best = min(best, _capitals_fit(word, one.capitals))
            if best is Fit.RIGHT:
                break  # nearly always the first: the others are not even looked for
        return best

    def _hyphen_fits(self, word: str, at: int) -> Iterator[Fit]:
        """Yield how the word fits where its hyphen is one that a writer may set or leave out."""
        joined = word[:at] + word[at + 1 :]
        if _repeats(word[:at].lower(), word[at + 1 :].lower()):  # pop-opisto
            yield self._plain_fit(joined)
        last = word.rindex("-", 0, -1)
        after = self.analyses(word[last + 1 :].lower())
        if any(one.may_follow for one in after):  # ja-sana
            yield self.fit(word[:last])
        joined_ways = self.analyses(joined.lower())
        with_seam = [_capitals_fit(joined, one.capitals) for one in joined_ways if at in one.seams]
        without = [_capitals_fit(joined, one.capitals) for one in joined_ways if at not in one.seams]
        if with_seam and without:  # syys-ilta, syy-silta
            yield min(with_seam)


def _capitals_fit(word: str, capitals: Sequence[bool]) -> Fit:
    fit = Fit.RIGHT
    for at, (letter, is_capital) in enumerate(zip(word, capitals, strict=False)):
        if is_capital and letter.islower():
            if at:
                return Fit.OTHER_CAPITALS
            fit = Fit.FIRST_IS_CAPITAL
        elif not is_capital and letter.isupper():
            return Fit.OTHER_CAPITALS
    return fit


def _repeats(before: str, after: str) -> bool:
    """Whether a part ends in the vowel and consonant that the next begins with."""
    end = before[-2:]
    return len(end) == 2 and len(after) >= 3 and end == after[:2] and end[0] in _VOWELS and end[1] in _CONSONANTS


def finnish(file: Path) -> Finnish:
    """Return the words of a dictionary file; asked again for the same file, it is not read again. Raises BadFile."""
    try:
        changed = file.stat().st_mtime_ns
    except OSError:
        changed = 0  # reading it says why
    return _finnish(file, changed)


@lru_cache(maxsize=2)
def _finnish(file: Path, _changed: int) -> Finnish:
    return Finnish(read_transducer(file))
