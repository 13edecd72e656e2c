"""Numbers written in words: enough of them that “two” is not missed where the original has “2”.

They are only looked up, never compared with each other, so a word too many costs a finding and never makes a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

_FINNISH: Mapping[str, int] = {
    "nolla": 0, "yksi": 1, "yhde": 1, "yht": 1, "ensimmäi": 1, "ainoa": 1, "kerran": 1,
    "kaksi": 2, "kahde": 2, "kahta": 2, "kahte": 2, "kahd": 2, "toinen": 2, "toise": 2, "tois": 2, "molem": 2, "pari": 2,
    "puolison": 2, "kolm": 3, "nelj": 4, "neli": 4, "viisi": 5, "viide": 5, "viit": 5, "viid": 5, "kuusi": 6, "kuude": 6,
    "kuut": 6, "kuud": 6, "seitsem": 7, "kahdeksa": 8, "yhdeksä": 9, "kymmen": 10, "tusina": 12, "vuosikymmen": 10,
    "vuosisa": 100, "sata": 100, "sada": 100, "sato": 100, "tuhat": 1000, "tuhan": 1000, "tuhans": 1000, "miljoona": 1000000,
}  # fmt: skip
_SWEDISH: Mapping[str, int] = {
    "noll": 0, "en": 1, "ett": 1, "första": 1, "två": 2, "tvenne": 2, "andra": 2, "par": 2, "båda": 2, "bägge": 2,
    "varannan": 2, "vartannat": 2, "dubb": 2, "tre": 3, "tredje": 3, "trippel": 3, "fyr": 4, "fjärde": 4, "fem": 5,
    "sex": 6, "sjätte": 6, "sju": 7, "åtta": 8, "åtto": 8, "nio": 9, "tio": 10, "elva": 11, "elfte": 11, "tolv": 12,
    "tolfte": 12, "dussin": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17, "arton": 18,
    "nitton": 19, "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80,
    "nittio": 90, "hundra": 100, "tusen": 1000, "miljon": 1000000, "decenni": 10, "årtionde": 10, "sekel": 100,
}  # fmt: skip
_ENGLISH: Mapping[str, int] = {
    "zero": 0, "no": 0, "none": 0, "one": 1, "once": 1, "first": 1, "two": 2, "twice": 2, "second": 2, "double": 2, "both": 2,
    "couple": 2, "pair": 2, "other": 2, "three": 3, "third": 3, "triple": 3, "four": 4, "fourth": 4, "five": 5, "fifth": 5,
    "six": 6, "sixth": 6, "seven": 7, "seventh": 7, "eight": 8, "eighth": 8, "nine": 9, "ninth": 9, "ten": 10, "tenth": 10,
    "decade": 10, "eleven": 11, "eleventh": 11, "twelve": 12, "twelfth": 12, "dozen": 12, "thirteen": 13, "fourteen": 14,
    "fortnight": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
    "century": 100, "thousand": 1000, "million": 1000000,
}  # fmt: skip

_PARTS = {
    "fi": {
        r"\bpuolitoista|\bpuoltatoista": (1.5, 18, 90),
        r"\bpuol(?!iso|ue)": (50, 0.5, 6, 30),
        r"\bnelj[äa]nne|neljäsos": (25, 0.25),
        r"vuorokau": (24,),
        r"\bvuoden mitt|\byhden vuo|\bvuosi": (12,),
        r"kah(?:den|dessa) viiko|kaksi viikko": (14,),
    },
    "sv": {
        r"\bhalvanna|och en halv|och ett halvt": (1.5, 18, 90),
        r"\bhalv|\bhälft": (50, 0.5, 6, 30),
        r"fjärdedel|\bkvart": (25, 0.25),
        r"\bdygn": (24,),
        r"\bettårig|\bett år": (12,),
        r"två veckor": (14,),
    },
    "en": {
        r"and a half": (1.5, 18, 90),
        r"\bhal(f|ve)": (50, 0.5, 6, 30),
        r"\bquarter": (25, 0.25, 3, 15),
        r"\b(?:a|one) day\b": (24,),
        r"\b(?:a|one)[ -]year": (12,),
        r"\btwo weeks": (14,),
    },
}
_THIRDS = re.compile(r"kolmasosa|kolmanne|tredjedel|\bthirds?\b")
_OF_TEN = re.compile(r"kymmenestä|\bav tio\b|\b(?:in|out of) (?:every )?ten\b")
_PARTS_FOUND = {code: tuple((re.compile(one), held) for one, held in parts.items()) for code, parts in _PARTS.items()}


def _prefix(words: Mapping[str, int]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


_WORD = re.compile(r"[^\W\d_]+")
_FI, _SV = _prefix(_FINNISH), _prefix(_SWEDISH)
_TWELVES = ("dozen", "tusina", "tusinaa", "dussin")
_NEW_DIGIT = 10  # what follows a ten or more in the same word is added: “tjugofem”


@lru_cache(maxsize=64)
def spoken(text: str, language: str) -> frozenset[float]:
    """Return the numbers that the words of a text may stand for: “kahden” is 2, “half” may be 50 (per cent) or 6 (months)."""
    low = text.casefold()
    counted = set(_counted(low, language))
    found: set[float] = set(counted)
    for pattern, meant in _PARTS_FOUND.get(language, ()):
        if pattern.search(low):
            found.update(meant)
    if _OF_TEN.search(low):
        found.update(10 * one for one in counted if one < 10)
    if _THIRDS.search(low):
        found.update((33, 34, 66, 67))
    return frozenset(found | {round(100 / one) for one in counted if 2 < one <= 10})  # every fifth is 20 per cent


def worth(words: str, language: str) -> float:
    """Return what one number in words is worth, 0 where that is not known: “twenty-five” is 25."""
    return max(_counted(words.casefold(), language), default=0)


def _counted(low: str, language: str) -> Iterator[float]:
    last = 0
    for word in _WORD.findall(low):
        value = _value(word, language)
        if value is None:
            last = 0
            continue
        yield value
        if last:  # “twenty five”, “two hundred”
            value = last * value if value >= 100 or word in _TWELVES else last + value
            yield value
        last = value


def _value(word: str, language: str) -> int | None:
    match language:
        case "fi":
            return _finnish(word)
        case "sv":
            return _compound(word, _SV, _SWEDISH)
        case _:
            return _ENGLISH.get(word, _ENGLISH.get(word.removesuffix("s")))


def _finnish(word: str) -> int | None:
    first = _FI.match(word)
    if first is None:
        return None
    value, rest = _FINNISH[first[0]], word[first.end() :]
    if "toista" in rest:
        return value + 10
    ten = re.search("kymmen(?:tä|enä|en|iä|issä|ellä|estä|een)?", rest)
    if ten and value < _NEW_DIGIT:
        return value * 10 + (_FINNISH[more[0]] if (more := _FI.match(rest, ten.end())) else 0)
    for stem, times in (("sata", 100), ("sada", 100), ("tuhat", 1000), ("tuhan", 1000)):
        if stem in rest and value < _NEW_DIGIT:
            return value * times
    return value


def _compound(word: str, pattern: re.Pattern[str], words: Mapping[str, int]) -> int | None:
    first = pattern.match(word)
    if first is None:
        return None
    value = words[first[0]]
    more = pattern.match(word, first.end())
    if more is None:
        return value
    return value * words[more[0]] if words[more[0]] >= 100 else value + words[more[0]] if value >= 20 else value
