"""Where the lines of a text end: at spaces, in a narrow column also within long words, elsewhere only within too wide ones."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from gptemplate.documents import fonts, hyphens
from gptemplate.documents.fonts import SOFT_HYPHEN
from gptemplate.documents.style import MM, TextStyle

_NUMBER = re.compile(r"[0-9] [0-9€%]")
_BETWEEN = re.compile(r"(?<![0-9]) | (?![€%]|[0-9]{3}(?![0-9]))")  # spaces, but not those within "14 400 €"
_AFTER = "/-–?&=_.,@"
_NARROW = 95 * MM  # a wider column looks even without hyphens
_LONG = 8  # letters of a word that is worth dividing
_WORD = 300  # characters; what is longer is no word
_GAP = 0.18  # of the line that would stay empty
_IN_TURN = 2  # hyphens below each other
_NEARLY = 1e-6  # what sums of widths may be off


def broken(text: str, style: TextStyle, room: float, language: str = "", *, sparing: bool = False) -> tuple[str, ...]:
    """Return the lines of a drawable text.

    A line that ends between words keeps its space, for those who copy or hear it; one that ends within a word of the
    language ends with a soft hyphen. `sparing` divides only what is wider than the column, as in labels.
    """
    words = _BETWEEN.split(text) if _NUMBER.search(text) else text.split(" ")
    if "" in words:
        words = [word for word in words if word] or [""]
    widths, size, tracking = fonts.words(style.weight), style.size, style.tracking
    space = widths[" "] * size + tracking
    wide = [widths[word] * size for word in words]
    if tracking:
        wide = [each + tracking * len(word) for each, word in zip(wide, words, strict=True)]
    ends = list(accumulate(each + space for each in wide))
    if ends[-1] - space <= room:
        return (" ".join(words),)
    return _Breaker(words, ends, space, style, room, language if room < _NARROW else "").lines(sparing=sparing)


class _Breaker:
    """Breaks words into lines. `ends` is where each word ends, with its space, if all stood on one line."""

    def __init__(self, words: list[str], ends: list[float], space: float, style: TextStyle, room: float, language: str) -> None:
        self._words, self._ends, self._space = words, ends, space
        self._style, self._room, self._language = style, room, language
        self._hyphens = 0
        self._sparing = False

    def lines(self, *, sparing: bool) -> tuple[str, ...]:
        """Return the lines."""
        self._sparing = sparing
        lines: list[str] = []
        words, ends, count = self._words, self._ends, len(self._words)
        at, start = 0, 0.0  # the first word of the line, and where it begins
        while at < count:
            fits = bisect_right(ends, start + self._room + self._space + _NEARLY, at)
            line = " ".join(words[at:fits])
            begun = ends[fits - 1] if fits > at else start  # where the first word begins that does not fit
            head = self._head(fits, start, begun) if fits < count else ""
            self._hyphens = self._hyphens + 1 if head.endswith(SOFT_HYPHEN) else 0
            if head:
                lines.append(f"{line} {head}" if line else head)
                letters = head.removesuffix(SOFT_HYPHEN)
                words[fits] = words[fits][len(letters) :]
                start = begun + fonts.width(letters, self._style)
            else:
                lines.append(line + " " if fits < count else line)
                start = ends[fits - 1]
            at = fits
        return tuple(lines)

    def _head(self, at: int, start: float, begun: float) -> str:
        """The beginning of a word that still goes on the line that the whole does not fit on; "" if it goes below."""
        word, left, alone = self._words[at], self._room - (begun - start), begun == start
        if self._helps(at, left, begun):
            for place in reversed(hyphens.divisions(word, self._language)):
                if fonts.width(word[:place] + SOFT_HYPHEN, self._style) <= left:
                    return word[:place] + SOFT_HYPHEN
        return _cut(word, self._style, self._room) if alone else ""

    def _helps(self, at: int, left: float, begun: float) -> bool:
        """Whether a hyphen is better than the gap; the last word of a text leaves no stub on a line of its own."""
        if not self._language or len(self._words[at]) > _WORD:
            return False
        if self._ends[at] - self._space - begun > self._room:
            return True
        if self._sparing or at == len(self._words) - 1:
            return False
        return len(self._words[at]) >= _LONG and self._hyphens < _IN_TURN and left >= _GAP * self._room


def _cut(word: str, style: TextStyle, room: float) -> str:
    """The beginning of a word that is wider than the column: up to a sign such as a slash, else as much as there is room."""
    used, good = 0.0, 0
    for at, c in enumerate(word):
        used += fonts.width(c, style)
        if used > room + _NEARLY and at:
            return word[:good] if good > at // 2 else word[:at]
        if c in _AFTER:
            good = at + 1
    return word
