"""Whether a name is a Finnish form of another: “Virtasen” of “Virtanen”, “Mäelle” of “Mäki”."""

from __future__ import annotations

import re

_VOWELS = "aeiouyäöå"
_CASE = r"(?:n|t|a|ä|t{1,2}[aä]|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|n[aä]|ksi|h[aeiouyäöå]n|seen|den|tten|j[aä]|jen)"
_AFTER_STEM = re.compile(rf"[bcdfghjklmnprstv]{{0,2}}[{_VOWELS}]{{1,3}}{_CASE}")
_OF_NEN = re.compile(r"s(?:en|e(?:ss|st|ll|lt|n|h|k)\w{1,3}|een|t[aä]|ten|i\w{1,6})")
_OF_S = re.compile(rf"(?:(?:ks)?[{_VOWELS}]{{1,3}}{_CASE}|st[aä])")
_OF_LOAN = re.compile(rf"i?{_CASE}|i{_CASE}|iin|i")
_CHANGING = 4  # letters at the end of a name that may be others in some of its forms: “Lehti”, “Lehden”


def is_form_of(form: str, base: str) -> bool:
    """Return whether Finnish endings may make one name of another. It is lavish: what it takes is never called a slip."""
    if form == base:
        return True
    if base.endswith("nen"):
        return form.startswith(base[:-3]) and _OF_NEN.fullmatch(form[len(base) - 3 :]) is not None
    if form.startswith(base) and _OF_LOAN.fullmatch(form[len(base) :]):
        return True
    if base[-1:] not in _VOWELS:
        return base[-1:] == "s" and form.startswith(base[:-1]) and _OF_S.fullmatch(form[len(base) - 1 :]) is not None
    stem = _unchanging(base)
    return form.startswith(stem) and _AFTER_STEM.fullmatch(form[len(stem) :]) is not None


def _unchanging(base: str) -> str:
    """The beginning of a name that is the same in all cases: without the last vowel, and the consonants before it."""
    stem = base.rstrip(_VOWELS)
    while len(base) - len(stem) < _CHANGING and len(stem) > 1 and stem[-1] not in _VOWELS:
        stem = stem[:-1]
    return stem
