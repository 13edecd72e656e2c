"""Sorting as people of a language sort, without any locale data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

# In Finnish and Swedish these are letters of their own, after z; "{", "|" and "}" follow "z" in every encoding.
_NORTHERN = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "õ": "o", "ü": "y"})
_TABLES: Mapping[str, dict[int, str]] = {"fi": _NORTHERN, "sv": _NORTHERN}
_OTHERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "œ": "oe", "þ": "th"})
_DIGITS = re.compile(r"(\d+)")
_MARKS = str.maketrans(dict.fromkeys("!\"#$%&'()*+,-./:;<=>?@[\\]^_`~–—’‘”“„«»…·•§", " "))


@lru_cache(maxsize=65_536)
def sort_key(text: str, language: str) -> tuple[str, ...]:
    """Return what `text` is sorted by: letters in the language's order, numbers by their size, no accents."""
    small = unicodedata.normalize("NFC", text.casefold()).translate(_TABLES.get(language, {})).translate(_OTHERS)
    plain = small if small.isascii() else _without_accents(small)
    words = " ".join(plain.translate(_MARKS).split())
    parts = _DIGITS.split(words)
    return tuple(part.rjust(12, "0") if place % 2 else part for place, part in enumerate(parts))


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
