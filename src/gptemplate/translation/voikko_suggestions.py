"""What was probably meant where a Finnish word is not known, the likeliest first, found in a bounded number of steps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gptemplate.translation.voikko_near import Slip, near
from gptemplate.translation.voikko_spelling import LONGEST, Finnish, Fit

_CUT_OFF = re.compile(r"-\w$")  # “paljon-n”: the dictionary takes it, and nobody means it
_SHORTEST_PART = 3
_MOST_SPLITS = 40
_EVERY_DOT = LONGEST
_FEW_DOTS = 4
_LETTERS_MORE = 3  # what each further part of a compound weighs: rare compounds are seldom meant


def suggestions(words: Finnish, word: str, most: int = 5) -> list[str]:
    """Return at most `most` right words for a wrong one, written with its capitals. Raises BadFile."""
    small = word.lower()
    if len(small) > LONGEST or len(small) < 2:
        return []
    found = _close(words, small)
    ranked = sorted(found, key=lambda one: (_weight(words, one, found[one], small), one))
    spelt = [_written_like(words.standard(one), word) for one in ranked]
    spelt += [_written_like(pair, word) for pair in _splits(words, small)]
    return [one for one in dict.fromkeys(spelt) if one != word and (word.count("-") or not _CUT_OFF.search(one))][:most]


def slips(words: Finnish, word: str) -> dict[str, Slip]:
    """Return right words in small letters that are one slip from `word`, and which slip it is. Raises BadFile."""
    small = word.lower()
    return _right(words, near(words.transducer, small, dots=_EVERY_DOT, slips=0)) | _right(
        words, near(words.transducer, small, dots=0)
    )


def _close(words: Finnish, small: str) -> dict[str, Slip]:
    return slips(words, small) or _right(words, near(words.transducer, small, dots=_FEW_DOTS))


def _right(words: Finnish, found: dict[str, Slip]) -> dict[str, Slip]:
    return {one: slip for one, slip in found.items() if one.strip("-") == one and words.fit(one) < Fit.UNKNOWN}


def _weight(words: Finnish, one: str, slip: Slip, typed: str) -> int:
    analyses = words.analyses(one)
    parts = min((len(analysis.bases) for analysis in analyses), default=1)
    if one.replace("-", "") == typed:
        slip = Slip.DOTS  # only the hyphen was left out
    weight = int(slip) * 2 + (parts - 1) * _LETTERS_MORE
    if one[0] != typed[0]:
        weight += 4  # the first letter is seldom wrong
    if one.count("-") != typed.count("-") and slip is not Slip.DOTS:
        weight += 3
    if words.fit(one) is not Fit.RIGHT:
        weight += 2  # a name
    return weight


def _splits(words: Finnish, small: str) -> Iterator[str]:
    """Yield two words that were written as one."""
    ends = range(_SHORTEST_PART, len(small) - _SHORTEST_PART + 1)
    for at in ends[:_MOST_SPLITS]:
        if "-" not in (small[at - 1], small[at]) and words.fit(small[:at]) is Fit.RIGHT and words.fit(small[at:]) is Fit.RIGHT:
            yield f"{small[:at]} {small[at:]}"


def _written_like(one: str, word: str) -> str:
    if len(word) > 1 and word.isupper():
        return one.upper()
    return one[0].upper() + one[1:] if word[0].isupper() else one
