"""Whether two strings are a slip of the keys apart."""

from __future__ import annotations

import unicodedata


def is_slip(one: str, other: str) -> bool:
    """Return whether a letter more, less or another one, or two that changed places, make one of the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    mine, theirs = one[start:], other[start:]
    if len(mine) == len(theirs):
        return mine[1:] == theirs[1:] or (mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:])
    return mine[1:] == theirs or mine == theirs[1:]


def without_marks(word: str) -> str:
    """Return a word without the dots and rings over its letters."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
