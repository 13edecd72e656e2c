"""Words that people added to a dictionary, known again in every form they take."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from gptemplate.translation.morphology import Morphology
from gptemplate.translation.word_shapes import is_ending

_SHORTEST = 3
_LONGEST_ENDING = 10
_LONG_WORD = 6  # letters of an added word that is seen in Finnish compounds
_SHORTEST_PART = 4  # letters of the rest of such a compound
# What follows “mentoroi” in the forms of a verb whose noun, “mentorointi”, was added.
_OF_VERB = re.compile(
    r"(?:da|n|t|mme|tte|vat|daan|tiin|dakse\w{1,3}|ma(?:an|ssa|sta|lla|tta)|minen|mis[et]\w{0,6}|va\w{0,5}|vi\w{1,6}|j[aoi]\w{0,6}"
    r"|nut|nee[tn]\w{0,5}|tu\w{0,6}|du\w{0,6}|tav[ai]\w{0,6}|ssa|si\w{1,4})"
)

IsRight = Callable[[str], bool]


class Accepted:
    """The added words of one language, in any capitals and inflected.

    `is_right` asks the dictionary: it has all forms of its own words, so that only words that it lacks get forms here.
    """

    def __init__(self, words: Collection[str], language: str, morphology: Morphology, is_right: IsRight | None = None) -> None:
        self._language = language
        self._morphology = morphology
        self._is_right = is_right or (lambda _word: False)
        self._forms = {_plain(word) for word in words}
        self._beginnings = {word[:_LONG_WORD] for word in self._forms if len(word) >= _LONG_WORD}
        self._lemmas: dict[str, list[str]] = {}
        for word in self._forms:
            for lemma in morphology.lemmas(word):
                self._lemmas.setdefault(lemma, []).append(word)

    def has(self, word: str) -> bool:
        """Return whether a word is one of them, or a form of one."""
        if not self._forms:
            return False
        plain = _plain(word.strip("-."))
        if plain in self._forms:
            return True
        if any(self._is_new(base) for lemma in self._morphology.lemmas(plain) for base in self._lemmas.get(lemma, ())):
            return True
        ends = range(max(_SHORTEST, len(plain) - _LONGEST_ENDING), len(plain))
        bases = (plain[:at] for at in ends if plain[:at] in self._forms and is_ending(plain[at:], self._language))
        return any(map(self._is_new, bases))

    def is_right_with(self, word: str, is_right: IsRight) -> bool:
        """Return whether a compound has one of these for a part, and right words for the others.

        Without a hyphen only Finnish ones are seen, and verbs of added nouns: “mentorointiohjelma”, “mentoroitava”.
        """
        parts = [part for part in word.split("-") if part]
        if len(parts) < 2:
            return self._language == "fi" and bool(self._forms) and self._is_finnish(_plain(word), is_right)
        if not any(map(self.has, parts)):
            return False
        return all(self.has(part) or is_right(part) for part in parts)

    def _is_finnish(self, word: str, is_right: IsRight) -> bool:
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            head, tail = word[:at], word[at:]
            if head in self._forms and len(head) >= _LONG_WORD and self._is_new(head) and is_right(tail):
                return True
            if tail[:_LONG_WORD] in self._beginnings and self.has(tail) and is_right(f"{head}-"):
                return True
        at = word.find("oi", _SHORTEST)
        return at > 0 and f"{word[:at]}ointi" in self._forms and _OF_VERB.fullmatch(word[at + 2 :]) is not None

    def _is_new(self, base: str) -> bool:
        return not self._is_right(base)


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").replace("‑", "-")
