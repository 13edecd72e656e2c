"""Parts of a word to look for, so that one form of a Finnish (or Swedish, or English) word finds the others.

Finnish words change at their end and inside their last syllables: kunta, kunnan; nuori, nuoren; nainen, naisia.
Looking for a few rule-made stems anywhere in a word finds them, compounds included, with no dictionary.
"""

from __future__ import annotations

import re

SHORTEST = 3  # characters; a trigram index cannot look for less

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_VOWELS = "aeiouyäöå"
# Case endings and their plurals, longest first; a question is as likely to be inflected as the text.
_ENDINGS = (
    "oiden", "oitten", "eiden", "ojen", "öjen", "uiden", "yiden", "issa", "issä", "ista", "istä", "illa", "illä", "ille",
    "ilta", "iltä", "ihin", "iksi", "iden", "itten", "jen", "ssa", "ssä", "sta", "stä", "lla", "llä", "lle", "lta", "ltä",
    "ksi", "een", "aan", "ään", "oon", "uun", "oja", "öjä", "oita", "öitä", "eita", "eitä",
    "ita", "itä", "ia", "iä", "na", "nä", "ta", "tä",
    "erna", "arna", "orna", "ingen", "ning", "ens", "ets", "ing", "et", "er", "ar", "or", "ed", "es",
    "en", "an", "än", "in", "on", "un", "yn", "ön", "n", "t", "s",
)  # fmt: skip
# The last consonants in their strong and weak grades.
_GRADES = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nt", "nn"), ("nk", "ng"), ("mp", "mm"), ("lt", "ll"), ("rt", "rr"),
    ("ht", "hd"), ("uku", "uvu"), ("yky", "yvy"), ("t", "d"), ("p", "v"),
)  # fmt: skip


def query_words(query: str) -> list[str]:
    """Return the words of a question, in small letters."""
    return [word for word in _WORD.findall(query.casefold()) if word]


def variants(word: str) -> tuple[str, ...]:
    """Return the strings of which one is part of most forms of a word. `word` is in small letters."""
    if len(word) <= SHORTEST:
        return (word,)
    found: set[str] = set()
    for stem in _stems(word):
        found.update(_graded(stem))
    # A variant that contains another finds nothing more than that one does.
    kept = {one for one in found if not any(other != one and other in one for other in found)}
    return tuple(sorted(kept))


def _stems(word: str) -> set[str]:
    """The word without its ending, and without the vowel that its endings change."""
    shortest = 4 if len(word) > 5 else 3
    stems = {word}
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            stems.add(word[: -len(ending)])
            break
    if word.endswith("nen") and len(word) > 5:
        stems = {word[:-3] + "s", word}
    elif word.endswith(("us", "ys")) and len(word) > 4:
        stems |= {word[:-1] + "ks", word[:-1] + "d", word[:-1] + "t"}
    elif word.endswith(("is", "as", "äs", "es")) and len(word) > 4:
        stems.add(word[:-1])
    for stem in tuple(stems):
        if stem[-1] in _VOWELS and len(stem) > shortest:
            stems.add(stem[:-1])
    return {stem for stem in stems if len(stem) >= SHORTEST}


def _graded(stem: str) -> set[str]:
    """The stem in both grades of its last consonants, wherever a vowel or nothing follows them."""
    tail = next((n for n in range(3) if len(stem) > n and stem[len(stem) - 1 - n] not in _VOWELS), None)
    if tail is None:
        return {stem}
    body, vowels = (stem[: len(stem) - tail], stem[len(stem) - tail :]) if tail else (stem, "")
    graded = {stem}
    for strong, weak in _GRADES:
        if body.endswith(strong):
            graded.add(body[: -len(strong)] + weak + vowels)
            break
        if len(weak) > 1 and body.endswith(weak):
            graded.add(body[: -len(weak)] + strong + vowels)
            break
        if weak in ("k", "d", "v") and body.endswith(weak) and body[-2:-1] in _VOWELS:
            graded.add(body[: -len(weak)] + strong + vowels)
    return {one for one in graded if len(one) >= SHORTEST}
