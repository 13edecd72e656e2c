"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|[^\s]+")
MOST_PAIRS = 4_000_000  # words of one text times those of the other; beyond, a comparison would take minutes
LONGEST_RUN = 2_000  # characters of one change that are shown
LEAST_KEPT = 0.25  # of the longer text, in letters; below it the texts are two


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
    """Return the pieces that make one text of another; those that are not added give `before`, those not removed `after`.

    Where hardly a word is left, the whole texts stand one after the other: single words between them would only be in the way.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    runs = [(is_same, "".join(old[a:b]), "".join(new[c:d])) for is_same, a, b, c, d in _runs(old, new)]
    kept = sum(_letters(text) for is_same, text, _text in runs if is_same)
    if kept < LEAST_KEPT * max(_letters(before), _letters(after)):
        runs = [(False, before, after)]
    return [piece for run in _joined(runs) for piece in _pieces(*run) if piece.text]


def _runs(old: list[str], new: list[str]) -> list[tuple[bool, int, int, int, int]]:
    """Return what is the same and what is not, as places in both; of very long texts only where they begin and end alike."""
    if len(old) * len(new) <= MOST_PAIRS:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        return [(tag == "equal", a, b, c, d) for tag, a, b, c, d in matcher.get_opcodes()]
    head = _alike(old, new)
    tail = min(_alike(old[::-1], new[::-1]), min(len(old), len(new)) - head)
    middle, end = (len(old) - tail, len(new) - tail), (len(old), len(new))
    found = [(True, 0, head, 0, head), (False, head, middle[0], head, middle[1]), (True, middle[0], end[0], middle[1], end[1])]
    return [run for run in found if run[1] < run[2] or run[3] < run[4]]


def _alike(one: list[str], other: list[str]) -> int:
    """Return how many words two texts share from the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def _letters(text: str) -> int:
    return sum(not one.isspace() for one in text)


def _joined(runs: list[tuple[bool, str, str]]) -> list[tuple[bool, str, str]]:
    """Take the bare spaces between two changes for part of them: a run of new words is one change."""
    found: list[tuple[bool, str, str]] = []
    for place, (is_same, old, new) in enumerate(runs):
        is_gap = is_same and not old.strip() and 0 < place < len(runs) - 1
        if found and not found[-1][0] and (is_gap or not is_same):
            _same, old_before, new_before = found.pop()
            found.append((False, old_before + old, new_before + new))
        else:
            found.append((is_same, old, new))
    return found


def _pieces(is_same: bool, old: str, new: str) -> tuple[Piece, ...]:  # noqa: FBT001 - as a run is written
    return (Piece(Change.SAME, old),) if is_same else (Piece(Change.REMOVED, old), Piece(Change.ADDED, new))


def shortened(pieces: list[Piece], around: int = 30) -> Iterator[Piece]:
    """Yield the pieces with long unchanged runs cut, between words, to what stands around the changes.

    A change of several pages is told by how it begins and ends.
    """
    last = len(pieces) - 1
    for place, piece in enumerate(pieces):
        if piece.change is not Change.SAME or len(piece.text) <= 2 * around + 5:
            yield piece if len(piece.text) <= LONGEST_RUN else Piece(piece.change, _ends_of(piece.text))
            continue
        head = piece.text[:around].rpartition(" ")[0] if place > 0 else ""
        tail = piece.text[-around:].partition(" ")[2] if place < last else ""
        yield Piece(Change.SAME, f"{head} … {tail}" if head else f"… {tail}")


def _ends_of(text: str) -> str:
    return f"{text[: LONGEST_RUN // 2].rpartition(' ')[0]} … {text[-LONGEST_RUN // 4 :].partition(' ')[2]}"


# What carries meaning: words, figures with the marks inside them, and signs of amount. Marks between words do not.
_MEANING = re.compile(r"(?<!\w)[-−–]?\d+(?:[.,:/−–-]\d+)*|[^\W\d_]+|\d+|[%‰€$£°§+=<>×½¼¾]")


def is_cosmetic(before: str, after: str) -> bool:
    """Return whether two texts differ in nothing but spaces, punctuation and capital letters."""
    return _meaning(before) == _meaning(after)


def _meaning(text: str) -> list[str]:
    return [found.replace("−", "-") for found in _MEANING.findall(text.casefold())]
