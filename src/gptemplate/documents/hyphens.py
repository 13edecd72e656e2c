"""Where words may be divided: Swedish and English by their usual patterns, Finnish by the rule of its syllables.

Pure: nothing here knows a page. A division leaves at least `BEFORE` letters on its line and `AFTER` on the next.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

BEFORE, AFTER = 3, 4
"""The fewest letters that stand before a hyphen, and after it."""

_PATTERNS = {"sv": "sv", "en": "en_GB"}
_VOWELS = "aeiouyåäöü"
_SYLLABLE = re.compile(rf"(?<=.)(?=[^\W\d_{_VOWELS}][{_VOWELS}])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(20_000)
def divisions(word: str, language: str) -> tuple[int, ...]:
    """Return the places at which a word may be divided, in order; punctuation around it and its own hyphens stay whole.

    A language without rules divides nothing.
    """
    found: list[int] = []
    for part in _WORD.finditer(word):
        if len(part.group()) >= BEFORE + AFTER:
            places = _places(part.group(), language)
            found.extend(part.start() + at for at in places if BEFORE <= at <= len(part.group()) - AFTER)
    return tuple(found)


def _places(letters: str, language: str) -> list[int]:
    if language == "fi":
        return finnish(letters)
    name = _PATTERNS.get(language)
    return list(map(int, _dictionary(name).positions(letters))) if name else []


def finnish(letters: str) -> list[int]:
    """Return where the syllables of a Finnish word begin: each begins with the last consonant before a vowel.

    Two vowels are never parted: where one syllable ends between them, a reader would stumble over the hyphen.
    """
    return [found.start() for found in _SYLLABLE.finditer(letters)]


@cache
def _dictionary(name: str) -> Any:
    import pyphen

    return pyphen.Pyphen(lang=name, left=BEFORE, right=AFTER)
