"""The base forms of words, so that a word is found in every form it takes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from gptemplate.errors import BadFile
from gptemplate.translation import dictionaries
from gptemplate.translation.voikko_spelling import Finnish, finnish

log = logging.getLogger(__name__)

_MEMORY = 20_000
_STEMMERS = {
    "fi": "finnish",
    "sv": "swedish",
    "en": "english",
    "nb": "norwegian",
    "da": "danish",
    "de": "german",
    "fr": "french",
}

Answers = Callable[[str], tuple[str, ...]]


class Morphology(Protocol):
    """What a language's words are made of. All answers are in small letters; the first is the likeliest."""

    def lemmas(self, word: str) -> tuple[str, ...]:
        """Return the base forms that a word may have, or its stem where they are not known; never nothing."""

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the base forms of a compound's parts; one for a simple word."""


def morphology_for(language: str, folders: Sequence[Path]) -> Morphology:
    """Return the morphology of a language: Voikko's for Finnish where it is found, else stems, else only small letters.

    A damaged dictionary is logged and stems take its place.
    """
    if language == "fi":
        found = dictionaries.find("fi", folders)
        try:
            if found:
                return VoikkoMorphology(finnish(found.file))
        except BadFile as bad:
            log.warning("%s", bad)
    return StemMorphology(language)


class StemMorphology:
    """Stems by rules, which need no dictionary."""

    def __init__(self, language: str) -> None:
        self._stem = _stemmer(language)
        self.lemmas: Answers = lru_cache(maxsize=_MEMORY)(self._lemmas)
        self.parts: Answers = lru_cache(maxsize=_MEMORY)(self._parts)

    def _lemmas(self, word: str) -> tuple[str, ...]:
        head, hyphen, tail = _plain(word).partition(":")[0].rpartition("-")
        return (head + hyphen + self._stem(tail),)

    def _parts(self, word: str) -> tuple[str, ...]:
        return tuple(self._stem(part) for part in _plain(word).split("-") if part) or (_plain(word),)


class VoikkoMorphology:
    """Base forms from Voikko's dictionary; words that it does not know have their stem."""

    def __init__(self, words: Finnish) -> None:
        self._words = words
        self._stems = StemMorphology("fi")
        self.lemmas: Answers = lru_cache(maxsize=_MEMORY)(self._lemmas)
        self.parts: Answers = lru_cache(maxsize=_MEMORY)(self._parts)

    def _lemmas(self, word: str) -> tuple[str, ...]:
        plain = _plain(word)
        found = self._known(plain)
        if found:
            return tuple(dict.fromkeys(bases[0] for bases in found))
        head, hyphen, tail = plain.rpartition("-")
        if hyphen and head and tail:
            return tuple(f"{head}-{lemma}" for lemma in self.lemmas(tail))
        return self._stems.lemmas(plain.partition(":")[0])

    def _parts(self, word: str) -> tuple[str, ...]:
        plain = _plain(word)
        found = self._known(plain)
        if found:
            return min((bases[1:] for bases in found), key=len)
        if "-" in plain.strip("-"):
            return tuple(one for part in plain.split("-") if part for one in self.parts(part))
        return self.lemmas(word)

    def _known(self, plain: str) -> list[tuple[str, ...]]:
        """Return (base form, base forms of the parts) of each analysis."""
        try:
            return [(one.base.lower(), *(base.lower() for base in one.bases)) for one in self._words.analyses(plain)]
        except BadFile:
            return []  # the speller tells of it


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").replace("‑", "-")


def _stemmer(language: str) -> Callable[[str], str]:
    name = _STEMMERS.get(language)
    if name is None:
        return str
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return stem
