"""Whether the parts of a Finnish compound may stand together as they do: with a hyphen, or without one.

A hyphen stands where a part ends in the vowel that the next begins with (linja-auto) or in a figure (20-vuotias), and in no
other place, unless a part allows or asks for it. The dictionary marks the places with `[Bh]`, parts that allow a hyphen
anywhere with `[Isf]`, and parts that ask for one with `[Icu]`, which `[Ica]` forgives.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_VOWELS = frozenset("aeiouyäöåàáâãèéêëìíîïòóôõùúûüýÿ")
_FIGURES = frozenset("0123456789")


def seams_are_right(tokens: Iterable[tuple[str, str]]) -> bool:
    """Return whether every seam of a word has a hyphen exactly where one is needed."""
    walk = _Walk()
    tokens = list(tokens)
    for at, (tag, held) in enumerate(tokens):
        if tag:
            walk.tag(tag)
        elif held == "-":
            walk.hyphen(at_seam=tokens[at + 1 : at + 2] == [("[Bh]", "")])
        else:
            walk.letter(held)
        if walk.wrong:
            return False
    return walk.ends_well


@dataclass(slots=True)
class _Walk:
    """What is known of the word so far."""

    wrong: bool = False
    last: str = ""
    before_last: str = ""
    at_seam: bool = False
    has_hyphen: bool = False  # at the seam that was passed last
    hyphen_free: bool = False  # a hyphen is allowed at the next seam
    free_is_new: bool = False
    hyphen_asked: bool = False
    hyphen_lacking: bool = False
    name_first: bool = False
    noun_last: bool = False
    _seam_is_told: bool = False

    @property
    def ends_well(self) -> bool:
        return not self.hyphen_lacking and not (self.name_first and self.noun_last)

    def tag(self, tag: str) -> None:
        match tag:
            case "[Bh]":
                self._seam()
            case "[Isf]":
                self.hyphen_free = self.free_is_new = True
            case "[Icu]":
                self.at_seam, self.hyphen_free, self.hyphen_asked = False, True, True
            case "[Ica]":
                self.hyphen_lacking = self.noun_last = False
            case "[Dg]":
                self.name_first = False
            case "[Lee]" | "[Lem]" | "[Lep]" | "[Les]":
                self.name_first, self.noun_last = True, False
            case "[Ln]" | "[Lnl]":
                self.noun_last = True

    def hyphen(self, *, at_seam: bool) -> None:
        self.name_first = self.noun_last = False
        if at_seam:
            self.at_seam = self.has_hyphen = self._seam_is_told = True

    def letter(self, letter: str) -> None:
        if self.at_seam:
            self._cross(letter)
        self.before_last, self.last = self.last, letter

    def _seam(self) -> None:
        if self._seam_is_told:  # the hyphen before it has said so
            self._seam_is_told = False
            return
        self.at_seam, self.has_hyphen = True, False
        self.wrong = self.wrong or self.hyphen_lacking
        self.hyphen_lacking = self.hyphen_lacking or self.hyphen_asked

    def _cross(self, letter: str) -> None:
        if not self.last or self.before_last + self.last == "is":
            self.hyphen_free = True
        if self.has_hyphen:
            self.hyphen_asked = False
        if not (self.hyphen_free and self.has_hyphen):
            last = self.last.lower()
            needed = (last == letter.lower() and last in _VOWELS) or last in _FIGURES
            self.wrong = self.wrong or needed != self.has_hyphen
        self.at_seam = False
        if self.free_is_new:
            self.free_is_new = False
        else:
            self.hyphen_free = False
