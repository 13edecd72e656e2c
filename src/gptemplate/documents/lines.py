"""Where the lines of a text end: at spaces, and inside a word only where the word is wider than the column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gptemplate.documents import fonts
from gptemplate.documents.style import TextStyle

_SPACES = re.compile(" +")
_AFTER = "/-–?&=_.,@"


def broken(text: str, style: TextStyle, room: float) -> tuple[str, ...]:
    """Return the lines of a drawable text. A line that ends between words keeps its space, for those who copy it."""
    lines: list[str] = []
    line, used, space = "", 0.0, fonts.width(" ", style)
    for word in _SPACES.split(text.strip(" ")):
        for part in _parts(word, style, room):
            wide = fonts.width(part, style)
            if line and used + wide > room:
                lines.append(line)
                line, used = "", 0.0
            line += part
            used += wide
        line += " "
        used += space
    lines.append(line[:-1])
    return tuple(lines)


def _parts(word: str, style: TextStyle, room: float) -> Iterator[str]:
    """The word, or the parts of one that is wider than the column: broken after a sign, else anywhere."""
    if fonts.width(word, style) <= room:
        yield word
        return
    start, used, good = 0, 0.0, 0
    for at, c in enumerate(word):
        wide = fonts.width(c, style)
        if used + wide > room and at > start:
            end = good if good > start + (at - start) // 2 else at
            yield word[start:end]
            start, used = end, sum(fonts.width(each, style) for each in word[end:at])
        used += wide
        if c in _AFTER:
            good = at + 1
    yield word[start:]
