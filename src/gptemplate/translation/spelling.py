"""Whether words are spelt right, and what was meant where they are not: Voikko for Finnish, Hunspell for other languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from gptemplate.model.checks.detector import is_common
from gptemplate.translation import dictionaries, word_shapes
from gptemplate.translation.dictionaries import Dictionary, Kind
from gptemplate.translation.hunspell_reader import Aside, Here, HunspellReader
from gptemplate.translation.voikko_near import Slip
from gptemplate.translation.voikko_spelling import Finnish, finnish
from gptemplate.translation.voikko_suggestions import slips, suggestions

_MEMORY = 20_000
_MOST_ASKED = 1_000
_LONGEST = 100  # characters; Hunspell cuts longer words
_LONGEST_COMPOUND = 40
_SHORTEST_HEAD, _SHORTEST_TAIL, _LONG_TAIL = 3, 4, 7
_MARKED = {"a": "åä", "å": "aä", "ä": "aå", "o": "ö", "ö": "o"}
_ARCHAIC = frozenset(("thee", "thou", "thy", "hath", "doth"))  # in the texts of our time a slip
_SEAMS = re.compile("[ -]")
_PLAIN = str.maketrans({"’": "'", "‑": "-"})


class Vocabulary(Protocol):
    """The words of a dictionary, as they are found there."""

    def is_ready(self) -> bool:
        """Return whether an answer comes at once."""

    def has(self, word: str) -> bool:
        """Return whether the dictionary takes a word as it is written."""

    def near(self, word: str, most: int) -> list[str]:
        """Return words that may have been meant."""

    def may_be_name(self, word: str, *, first: bool) -> bool:
        """Return whether an unknown word with a capital is a name rather than a slip; `first`: it begins a sentence."""


class Speller:
    """Spelling of one language. What is asked again is answered at once. Its methods raise BadFile for a damaged dictionary."""

    def __init__(self, language: str, words: Vocabulary) -> None:
        self.language = language
        self._words = words
        self._kept = lru_cache(maxsize=_MEMORY)(self._is_right)
        self._meant = lru_cache(maxsize=_MOST_ASKED)(words.near)
        self._names = lru_cache(maxsize=_MOST_ASKED)(words.may_be_name)

    def is_ready(self) -> bool:
        """Return whether an answer comes at once, and not after a dictionary was loaded."""
        return self._words.is_ready()

    def is_right(self, word: str) -> bool:
        """Return whether a word is right. It may keep a hyphen at an end (“työllisyys-”) and an abbreviation its full stop."""
        return self._kept(word.translate(_PLAIN))

    def suggestions(self, word: str, most: int = 5) -> list[str]:
        """Return what was probably meant, the likeliest first."""
        return list(self._meant(word.translate(_PLAIN), most))

    def is_name(self, word: str, *, first: bool) -> bool:
        """Return whether a word that is not right is probably a name; `first` says that it begins a sentence."""
        plain = word.translate(_PLAIN)
        return plain[:1].isupper() and not plain.isupper() and self._names(plain, first=first)

    def _is_right(self, word: str) -> bool:
        if word.count("-") and not word.isalpha():
            return self._words.has(word) or self._is_right_in_parts(word)
        return self._is_right_alone(word)

    def _is_right_alone(self, word: str) -> bool:
        if word_shapes.needs_no_dictionary(word, self.language) or self._words.has(word):
            return True
        return word_shapes.is_mixed(word) and not (
            word_shapes.may_be_slip_of_shift(word) and self._words.has(word.capitalize())
        )

    def _is_right_in_parts(self, word: str) -> bool:
        """A compound with hyphens: in Finnish only what no dictionary has may come before the last part."""
        parts = [part for part in word.split("-") if part]
        if not parts:
            return True
        if self.language != "fi":
            return all(map(self._is_right_alone, parts))
        special = [part for part in parts if word_shapes.needs_no_dictionary(part, "fi") or word_shapes.is_mixed(part)]
        joined = "-".join(part for part in parts if part not in special)
        if not special:
            return False
        return not joined or self._words.has(joined) or all(map(self._is_right_alone, parts))


class FinnishVocabulary:
    """The Finnish words that Voikko's dictionary makes."""

    def __init__(self, words: Finnish) -> None:
        self._words = words

    def is_ready(self) -> bool:
        """Return whether an answer comes at once: it was loaded with this."""
        return True

    def has(self, word: str) -> bool:
        """Return whether the dictionary takes a word as it is written."""
        return self._words.is_right(word)

    def near(self, word: str, most: int) -> list[str]:
        """Return words that may have been meant."""
        return suggestions(self._words, word, most)

    def may_be_name(self, word: str, *, first: bool) -> bool:
        """Return whether nothing that the dictionary has is close; amid a sentence only a slip in a name is close enough."""
        close = slips(self._words, word)
        if first:
            return not close
        small = (Slip.DOTS, Slip.DOUBLED, Slip.SWAPPED)
        return not any(slip in small or any(one.is_name for one in self._words.analyses(near)) for near, slip in close.items())


class HunspellVocabulary:
    """The words of a Hunspell dictionary."""

    def __init__(self, language: str, words: HunspellReader) -> None:
        self._language = language
        self._words = words

    def is_ready(self) -> bool:
        """Return whether an answer comes at once."""
        return self._words.is_ready()

    def has(self, word: str) -> bool:
        """Return whether the dictionary takes a word as it is written."""
        plain = word.strip("-") or word
        if len(plain) > _LONGEST or (self._language == "en" and plain.lower() in _ARCHAIC):
            return False
        if self._words.spell(plain) or self._is_genitive(plain):
            return True
        return self._language == "sv" and (self._is_first_part(word, plain) or self._is_compound(plain))

    def near(self, word: str, most: int) -> list[str]:
        """Return words that may have been meant."""
        return self._words.suggest(word)[:most] if len(word) <= _LONGEST else []

    def may_be_name(self, word: str, *, first: bool) -> bool:
        """Return whether the word stands amid a sentence, or nothing is close to it."""
        return not first or not self._is_close(word, 2)

    def _is_close(self, word: str, most: int) -> bool:
        from rapidfuzz.distance import OSA

        close = (one.lower() for one in self.near(word, 3) if _SEAMS.sub("", one) != word)
        return any(OSA.distance(word.lower(), one) <= most for one in close)

    def _is_first_part(self, word: str, plain: str) -> bool:
        """The first part of a compound whose last part stands later: “utbildnings- och kulturcentrum”."""
        return word.endswith("-") and plain.endswith("s") and self._words.spell(plain[:-1])

    def _is_compound(self, word: str) -> bool:
        """Swedish makes compounds that no list has: vänverksamhet. With a short end, a slip from a known word is none."""
        word = word[:1].lower() + word[1:]
        if not (word.isalpha() and word.islower()) or len(word) > _LONGEST_COMPOUND:
            return False
        seams = range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1)
        ends = [len(word) - at for at in seams if self._words.spell(word[at:]) and self._is_head(word[:at])]
        if not ends or self._has_other_dots(word):
            return False
        return max(ends) >= _LONG_TAIL or not self._is_close(word, 1)

    def _has_other_dots(self, word: str) -> bool:
        """Whether the dictionary has the word with another mark over one of its first letters: “nårvårdare”, “närvårdare”."""
        places = ((at, others) for at, letter in enumerate(word[:_SHORTEST_HEAD]) if (others := _MARKED.get(letter)))
        return any(self._words.spell(word[:at] + other + word[at + 1 :]) for at, others in places for other in others)

    def _is_head(self, head: str) -> bool:
        return not is_common(head, "sv") and (self._words.spell(head) or (head.endswith("s") and self._words.spell(head[:-1])))

    def _is_genitive(self, word: str) -> bool:
        if self._language == "en":
            head = word.removesuffix("'s")
        else:
            head = word[:-1] if word.endswith("s") and word[:1].isupper() else word
        return head != word and bool(head) and self._words.spell(head)


def speller_for(language: str, folders: Sequence[Path], *, aside: bool = False) -> Speller | None:
    """Return the speller of a language, None where there is no dictionary. Takes up to half a second. Raises BadFile.

    With `aside`, what would keep every other thread waiting is done in a process of its own.
    """
    found = dictionaries.find(language, folders)
    return None if found is None else Speller(language, _vocabulary(found, aside=aside))


def _vocabulary(found: Dictionary, *, aside: bool) -> Vocabulary:
    match found.kind:
        case Kind.VOIKKO:
            return FinnishVocabulary(finnish(found.file))
        case Kind.HUNSPELL:
            return HunspellVocabulary(found.language, Aside(found.file) if aside else Here(found.file))
