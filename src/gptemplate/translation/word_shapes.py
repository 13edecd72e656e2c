"""Words that no dictionary has and that are right all the same: figures, acronyms, names with capitals inside."""

from __future__ import annotations

import re

LONGEST_ACRONYM = 5
"""Capitals that need no dictionary: EU, ELY, KELA."""

_ENDING = {
    "fi": re.compile(
        r"(?:n|t|a|ä|ta|tä|na|nä|ksi|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|h[aeiouyäö]n|seen|iin|[aeiouyäö]n"
        r"|ien|iden|jen|[ij]?[aä]|it[aä]|iss[aä]|ist[aä]|ill[aä]|ilt[aä]|ille|iksi|ihin|es|nt[aä]|s|nnen|tt[aä])"
        r"(?:ni|si|mme|nne|ns[aä]|an|än|en)?(?:kin|k[aä]{2}n|k[oö])?"
    ),
    "sv": re.compile(r"s|n|en|ns|ens|t|et|ets|ar|er|arna|erna|ers|e|a|or|orna|åriga?s?|åringar"),
    "en": re.compile(r"'?s|th|st|nd|rd"),
}
_MIXED = re.compile(r"[^\W\d_]+[A-ZÅÄÖÜÆØ]")
_SHIFT_HELD = re.compile(r"[A-ZÅÄÖ]{2}[a-zåäö]+|[a-zåäö][A-ZÅÄÖ]{2,}")


def needs_no_dictionary(word: str, language: str) -> bool:
    """Return whether a word without hyphens is a figure, an acronym or a letter, with an ending of the language or none."""
    head, colon, ending = word.partition(":")
    if colon and not is_ending(ending, language):
        return False
    return len(head) == 1 or is_figure(head) or is_acronym(head) or (bool(colon) and is_mixed(head))


def is_figure(word: str) -> bool:
    """Return whether a word has a figure in it: 2030, 3D, B1."""
    return any(letter.isdigit() for letter in word)


def is_acronym(word: str) -> bool:
    """Return whether a word is written in a few capitals."""
    return len(word) <= LONGEST_ACRONYM and word.isupper()


def is_mixed(word: str) -> bool:
    """Return whether capitals stand inside a word, as in names such as MILEstone; all capitals are not mixed."""
    return _MIXED.match(word) is not None and not word.isupper() and ":" not in word


def may_be_slip_of_shift(word: str) -> bool:
    """Return whether a word looks as if the shift key was held too long, or shifted the wrong way: HElsinki, hELSINKI."""
    return _SHIFT_HELD.fullmatch(word) is not None


def is_ending(ending: str, language: str) -> bool:
    """Return whether names and new words take an ending in a language: EU:n, Zalandossa, Vasas."""
    known = _ENDING.get(language)
    return known is None or known.fullmatch(ending) is not None
