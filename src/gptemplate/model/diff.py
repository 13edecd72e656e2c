"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|[^\s]+")


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that were kept, removed or added."""

    change: Change
    text: str


def words(before: str, after: str) -> list[Piece]:
    """Return the pieces that make one text of another; those that are not added give `before`, those not removed `after`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Change.SAME, "".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece(Change.REMOVED, "".join(old[a:b])))
        if d > c:
            pieces.append(Piece(Change.ADDED, "".join(new[c:d])))
    return pieces


def shortened(pieces: list[Piece], around: int = 30) -> Iterator[Piece]:
    """Yield the pieces with long unchanged runs cut, between words, to what stands around the changes."""
    last = len(pieces) - 1
    for place, piece in enumerate(pieces):
        if piece.change is not Change.SAME or len(piece.text) <= 2 * around + 5:
            yield piece
            continue
        head = piece.text[:around].rpartition(" ")[0] if place > 0 else ""
        tail = piece.text[-around:].partition(" ")[2] if place < last else ""
        yield Piece(Change.SAME, f"{head} … {tail}" if head else f"… {tail}")


# What carries meaning: words, figures with the marks inside them, and signs of amount. Marks between words do not.
_MEANING = re.compile(r"(?<!\w)[-−–]?\d+(?:[.,:/−–-]\d+)*|[^\W\d_]+|\d+|[%‰€$£°§+=<>×½¼¾]")


def is_cosmetic(before: str, after: str) -> bool:
    """Return whether two texts differ in nothing but spaces, punctuation and capital letters."""
    return _meaning(before) == _meaning(after)


def _meaning(text: str) -> list[str]:
    return [found.replace("−", "-") for found in _MEANING.findall(text.casefold())]
