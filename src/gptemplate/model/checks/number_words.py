"""Numbers that are plainly told in words, to be compared with those of another language.

Where `numerals` knows whatever may mean a number, this knows only cardinals and shares that mean nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gptemplate.model.checks.figures_in import unit_after
from gptemplate.model.checks.numerals import worth

_CASES = "(?:n|a|ä|ssa|ssä|sta|stä|an|än|en|lla|llä|lta|ltä|lle|na|nä|ksi)?"
_SOFT = "(?:n|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi)"
_FI_ONES = (
    rf"(?:ka(?:ksi|hta|hteen|htena|hde{_SOFT}|hdeksi)|kolme{_CASES}|neljä{_CASES}|vii(?:si|ttä|teen|tenä|de{_SOFT})"
    rf"|kuu(?:si|tta|teen|tena|de{_SOFT})|seitsemä{_CASES}|kahdeksa{_CASES}|yhdeksä{_CASES})"
)
_FI_TENS = rf"(?:kymmentä|kymmene{_CASES})"
_FI = (
    rf"{_FI_ONES}{_FI_TENS}(?:yksi|{_FI_ONES})?|(?:yksi|yhde{_SOFT}|yhtä|{_FI_ONES})toista|{_FI_ONES}(?:sataa|tuhatta)|{_FI_ONES}"
    rf"|{_FI_TENS}"
)
_SV_ONES = "två|tre|fyra|fem|sex|sju|åtta|nio"
_SV = (
    rf"(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio)(?:ett|en|{_SV_ONES})?|tio|elva|tolv|tretton|fjorton|femton"
    rf"|sexton|sjutton|arton|nitton|(?:{_SV_ONES})(?:hundra|tusen)?"
)
_EN_ONES = "two|three|four|five|six|seven|eight|nine"
_EN = (
    rf"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|{_EN_ONES}))?|ten|eleven|twelve|thirteen|fourteen"
    rf"|fifteen|sixteen|seventeen|eighteen|nineteen|(?:{_EN_ONES})(?: (?:hundred|thousand))?"
)
_ROUGHLY = re.compile(r"\b(?:pari|parin|paria|muutama\w?|ett par|några|several|a few)[ -]$", re.IGNORECASE)
_WORDS = {
    code: re.compile(rf"(?<![\w-])(?:{one})(?![\w-])", re.IGNORECASE) for code, one in {"fi": _FI, "sv": _SV, "en": _EN}.items()
}
_SHARES = {
    "fi": (
        (r"puolet", 50),
        (r"(?:kaksi|kahta|kahden) ?kolmas(?:osa\w*|ta)", 67),
        (r"(?:kolme|kolmea|kolmen) ?neljäsosa\w*", 75),
        (r"kolmasos(?:a|an|aa|alla|alle)|kolmannes\w{0,3}|kolmannekse\w{1,4}", 33),
        (r"neljäsos(?:a|an|aa|alla|alle)|neljännes|neljännekse\w{1,4}", 25),
        (r"viidesos(?:a|an|aa|alla|alle)|viidennes|viidennekse\w{1,4}", 20),
        (r"kymmenesos(?:a|an|aa)|kymmenes|kymmenykse\w{1,4}", 10),
    ),
    "sv": (
        (r"hälften", 50),
        (r"två tredjedelar", 67),
        (r"tre fjärdedelar", 75),
        (r"en tredjedel", 33),
        (r"en fjärdedel", 25),
        (r"en femtedel", 20),
        (r"en tiondel", 10),
    ),
    "en": (
        (r"half(?= (?:of|the|are|were|found|got))", 50),
        (r"two[ -]thirds", 67),
        (r"three[ -]quarters", 75),
        (r"(?:a|one)[ -]third", 33),
        (r"(?:a|one)[ -](?:quarter|fourth)", 25),
        (r"(?:a|one)[ -]fifth", 20),
        (r"(?:a|one)[ -]tenth", 10),
    ),
}
_SHARES_FOUND = {
    code: tuple((re.compile(rf"(?<![\w-])(?:{one})(?![\w-])", re.IGNORECASE), share) for one, share in shares)
    for code, shares in _SHARES.items()
}


@dataclass(frozen=True, slots=True)
class Told:
    """A number in words: its worth, the unit after it or "", and its place; `is_share` where it is per cent."""

    worth: float
    unit: str
    start: int
    end: int
    is_share: bool = False


@lru_cache(maxsize=64)
def told(text: str, language: str) -> tuple[Told, ...]:
    """Return the numbers of a text that stand there as words, in their order."""
    pattern = _WORDS.get(language)
    if pattern is None:
        return ()
    shares = list(_shares(text, language))
    free = (
        found
        for found in pattern.finditer(text)
        if not _ROUGHLY.search(text, max(0, found.start() - 12), found.start())
        and all(found.end() <= share.start or share.end <= found.start() for share in shares)
    )
    words = [
        Told(number, unit_after(text, one.end(), language), *one.span()) for one in free if (number := worth(one[0], language))
    ]
    return tuple(sorted((*words, *shares), key=lambda one: one.start))


def _shares(text: str, language: str) -> Iterator[Told]:
    taken: list[tuple[int, int]] = []
    for pattern, share in _SHARES_FOUND[language]:
        for one in pattern.finditer(text):
            if all(one.end() <= start or end <= one.start() for start, end in taken):
                taken.append(one.span())
                yield Told(share, "", *one.span(), is_share=True)
