"""When a word of a text is a form of a word of the glossary.

Finnish goes by the base forms of a dictionary where there is one. Swedish and English go by a list of endings: stemmers make
“learn” of “learning” and leave “policyinstrumentet” as it is, and then say too much or too little.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gptemplate.translation.morphology import Morphology

_SHORTEST = 3  # letters that stay when an ending is taken off
_SHORT_TERM = 5  # letters of a word of the glossary whose beginning may change in some forms
_SHORT = 8  # letters of such a form
_SURE = 5  # letters that an unknown Finnish word must share with the term
_SHORTEST_PART = 5  # letters of a term that is looked for inside compounds without a dictionary
_SHORTEST_REST = 4  # letters of the rest of such a compound

_SWEDISH = frozenset((
    "", "s", "n", "ns", "t", "ts", "en", "ens", "et", "ets", "er", "ers", "erna", "ernas", "ar", "ars", "arna", "arnas",
    "or", "ors", "orna", "ornas", "na", "nas", "a", "as", "e", "es", "r", "rs", "ren", "rens", "are", "aren", "arens",
))  # fmt: skip
_ENGLISH = (frozenset(("", "s", "es", "'s", "’s", "s'", "s’")), frozenset(("y", "ies", "y's", "y’s")), frozenset(("is", "es")))
# The consonant that a stem ends with in some cases, perhaps a plural's vowels, an ending, a possessive suffix, a particle.
_FINNISH = re.compile(
    r"(?:(?:ks[ei]|s[ei]|d[ei]|m[ei]|[dgjklmnprtv])?[aäeiouöy]{0,2}"
    r"(?:n|t|a|ä|i|j|ja|jä|ta|tä|tta|ttä|na|nä|ksi|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|hin|ihin|en|den|tten|ien|jen|"
    r"iden|itten|oiden|öiden|sen|seen|sten|sia|siä|ita|itä|een|aan|ään|oon|uun|yyn|öön|iin))?"
    r"(?:nsa|nsä|mme|nne|ni|si|an|än)?(?:kin|kaan|kään|ko|kö|han|hän)?"
)
# What follows a stem in a word of its own rather than in a compound: “kommunikation”, “projektering”.
_DERIVED = re.compile(r"s?(?:ering|iser|icer|erad|ikat|ations?|ande|arna|erna|orna|het|lig|isk|else|skap|ism|ist|ell)")
_CHANGING = "dgkpstn"  # letters within a Finnish stem that are others in some of its forms
_COMPLETE = re.compile(r"[aeiouyäöå][nslrt]?$")  # how a Finnish word ends; a stem may end otherwise
_ADVERBS = {"hyvin": ("hyvä", "hyvät"), "parhaiten": ("paras", "parhaat"), "paremmin": ("parempi",)}
_LETTERS = re.compile(r"[a-zåäöéü-]+")
_OF_ACRONYM = re.compile(r"(?:[:’']?[a-zåäö]{1,5})?")


class Inflections:
    """Tells which keys to look a word of one language up by, and whether two words are forms of one."""

    def __init__(self, language: str, morphology: Morphology | None = None) -> None:
        self._agrees: Callable[[str, str], bool] = {"sv": _in_swedish, "en": _in_english}.get(language, _in_finnish)
        self._by_endings = _stripped_swedish if language == "sv" else _stripped_english if language == "en" else None
        knows_forms = morphology is not None and (language != "fi" or "kunta" in morphology.lemmas("kuntien"))
        self._morphology = morphology if knows_forms and self._by_endings is None else None
        self._is_finnish = language == "fi"
        self._short: set[str] = set()  # first letters of short words of the glossary
        self._is_compounding = language in ("fi", "sv")

    def keys(self, word: str) -> frozenset[str]:
        """Return the strings of which two forms of one word share at least one. `word` is as it is written."""
        low = bare(word).casefold()
        if self._by_endings is not None:
            return frozenset(self._by_endings(low))
        if not self._is_finnish:
            return frozenset((low, *self._lemmas(low)))
        # What a word begins with changes only in short ones, “työ” and “töissä”. A dictionary is slow beside letters.
        is_short = len(low) <= _SHORT and low[:1] in self._short
        return frozenset((low[:_SHORTEST], *(self._lemmas(low) if is_short else ())))

    def learn(self, word: str) -> None:
        """Know a word of the glossary before the keys of any word are asked for."""
        if len(word) <= _SHORT_TERM:
            self._short.add(word[:1].casefold())

    def agree(self, term: str, word: str) -> bool:
        """Return whether `word` may be a form of `term`, two words that share a key."""
        if is_acronym(term):
            return word.startswith(term) and _OF_ACRONYM.fullmatch(word[len(term) :]) is not None
        one, other = term.casefold(), bare(word).casefold()
        if one == other:
            return True
        if self._morphology is None:
            return (self._by_endings is not None or self._is_finnish) and self._agrees(one, other)
        return self._may_agree(one, other) and self._in_dictionary(one, other)

    def is_adverb(self, term: str, word: str) -> bool:
        """Return whether a form of an adjective is as often an adverb: “hyvin”, which is an adjective in “hyvin käytännöin”."""
        return self._is_finnish and term.casefold() in _ADVERBS.get(word.casefold(), ())

    def base(self, word: str) -> str:
        """Return the base form of a word, or the word as it is written where that is not known."""
        if self._is_finnish:
            base = self._finnish_base(bare(word))
            return base[:1].upper() + base[1:] if word[:1].isupper() else base
        return _singular(word) if self._agrees is _in_english else word

    def _finnish_base(self, word: str) -> str:
        low = word.casefold()
        if self._morphology is None or is_acronym(word):
            return word
        lemmas = sorted(self._lemmas(word), key=lambda one: (-shared(one, low), one))
        best = lemmas[0] if lemmas else low
        verbal = low.rfind("mis")
        if verbal > 2 and best[-1:] in "aä" and shared(best, low) >= verbal - 2:
            return f"{low[:verbal]}minen"
        return best if _COMPLETE.search(best) else word

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the base forms of the parts of a compound; of a simple word that word alone."""
        if self._morphology is None:
            return (word.casefold(),)
        return tuple(one.casefold() for one in self._morphology.parts(bare(word)))

    @property
    def knows_compounds(self) -> bool:
        """Whether `parts` can tell the parts of a compound."""
        return self._morphology is not None and self._is_finnish

    def pieces(self, word: str) -> Iterator[str]:
        """Yield what a compound may begin or end with, by its letters alone."""
        low = bare(word).casefold()
        if not self._is_compounding or len(low) < _SHORTEST_PART + _SHORTEST_REST or not _LETTERS.fullmatch(low):
            return
        for cut in range(_SHORTEST_PART, len(low) - _SHORTEST_REST + 1):
            if not _DERIVED.match(low[cut:]):
                yield low[:cut]
        for cut in range(_SHORTEST_REST, len(low) - _SHORTEST_PART + 1):
            yield low[cut:]

    def in_compounds(self, word: str) -> frozenset[str]:
        """Return the forms that a word of the glossary takes inside compounds, by its letters alone."""
        low = word.casefold()
        if not self._is_compounding or len(low) < _SHORTEST_PART or not _LETTERS.fullmatch(low) or is_acronym(word):
            return frozenset()
        joined = {low, f"{low}s"}
        if self._is_finnish:
            joined |= {f"{low[:-3]}s"} if low.endswith("nen") else {f"{low}n"}
            return frozenset(joined)
        return frozenset(joined | {low + ending for ending in _SWEDISH})

    def _may_agree(self, term: str, word: str) -> bool:
        """Whether it is worth asking the dictionary: Finnish forms differ in the base form's last four letters at most."""
        return not self._is_finnish or shared(term, word) >= max(1, len(term) - 4)

    def _in_dictionary(self, term: str, word: str) -> bool:
        """Whether two Finnish words have a base form in common."""
        mine, theirs = self._lemmas(term), self._lemmas(word)
        if mine & theirs:
            # The base form of “kotoutuminen” is the verb, whose own forms are other words, and that of “paras” is “hyvä”.
            return word.startswith(term[:-3] if term.endswith("minen") else term[:1])
        is_strange = len(theirs) == 1 and word.startswith(next(iter(theirs)))  # a stem: the dictionary may not know the word
        return self._is_finnish and is_strange and shared(term, word) >= _SURE and _in_finnish(term, word)

    def _lemmas(self, word: str) -> set[str]:
        return {one.casefold() for one in self._morphology.lemmas(word)} if self._morphology else set()


def bare(word: str) -> str:
    """Return a word without the ending that Finnish and Swedish put after a colon: “EU:n” is “EU”."""
    head, _colon, _ending = word.partition(":")
    return head or word


def is_acronym(word: str) -> bool:
    """Return whether a word means what it means only in capital letters: “IT” is not “it”."""
    return len(word) <= 6 and len(word) >= 2 and word.isupper()


def shared(one: str, other: str) -> int:
    """Return with how many letters both words begin."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _singular(word: str) -> str:
    """An English noun without its plural, by rules that are right for most."""
    for ending, instead, least in (("ies", "y", 5), ("sses", "ss", 5), ("ches", "ch", 6), ("shes", "sh", 6), ("xes", "x", 5)):
        if word.endswith(ending) and len(word) >= least:
            return word[: -len(ending)] + instead
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def _in_swedish(one: str, other: str) -> bool:
    same = shared(one, other)
    # An ending may begin with the letters that both have: “möte”, “möten”; “medborgare”, “medborgarna”.
    return same >= _SHORTEST and one[same:] in _SWEDISH and other[same:] in _SWEDISH


def _in_english(one: str, other: str) -> bool:
    same = shared(one, other)
    return same >= 2 and any(one[at:] in ends and other[at:] in ends for ends in _ENGLISH for at in (same, same - 1))


def _in_finnish(one: str, other: str) -> bool:
    stem = one[:-1] if len(one) > 4 and one.endswith(("at", "ät", "et", "it", "ot", "öt", "ut", "yt")) else one
    same = shared(stem, other)
    lost, ending = stem[same:], other[same:]
    if same < _SHORTEST or len(lost) > 3 or len(ending) > 9 or _FINNISH.fullmatch(ending) is None:
        return False
    return not lost or (ending != "" and (len(lost) < 2 or lost[0] in _CHANGING))


def _stripped_swedish(word: str) -> Iterator[str]:
    yield word
    for ending in _SWEDISH:
        if ending and word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            yield word[: -len(ending)]


def _stripped_english(word: str) -> Iterator[str]:
    yield word
    for ends in _ENGLISH:
        for ending in ends:
            if ending and word.endswith(ending) and len(word) - len(ending) >= 2:
                yield word[: -len(ending)]
