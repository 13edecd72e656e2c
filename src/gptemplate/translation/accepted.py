"""Words that people added to a dictionary, known again in every form they take."""

from __future__ import annotations

from collections.abc import Callable, Collection

from gptemplate.translation.morphology import Morphology
from gptemplate.translation.word_shapes import is_ending

_SHORTEST = 3
_LONGEST_ENDING = 10


class Accepted:
    """The added words of one language, in any capitals and inflected."""

    def __init__(self, words: Collection[str], language: str, morphology: Morphology) -> None:
        self._language = language
        self._morphology = morphology
        self._forms = {_plain(word) for word in words}
        self._lemmas = {lemma for word in self._forms for lemma in morphology.lemmas(word)}

    def has(self, word: str) -> bool:
        """Return whether a word is one of them, or a form of one."""
        if not self._forms:
            return False
        plain = _plain(word.strip("-."))
        if plain in self._forms or any(lemma in self._lemmas for lemma in self._morphology.lemmas(plain)):
            return True
        ends = range(max(_SHORTEST, len(plain) - _LONGEST_ENDING), len(plain))
        return any(plain[:at] in self._forms and is_ending(plain[at:], self._language) for at in ends)

    def is_right_with(self, word: str, is_right: Callable[[str], bool]) -> bool:
        """Return whether a word with hyphens has one of these for a part, and right words for the others."""
        parts = [part for part in word.split("-") if part]
        if len(parts) < 2 or not any(map(self.has, parts)):
            return False
        return all(self.has(part) or is_right(part) for part in parts)


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").replace("‑", "-")
