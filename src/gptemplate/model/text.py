"""What a text is: how it is counted, cleaned and compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

LONGEST = 200_000
"""Characters one field keeps. Far above every limit; a paste beyond it is refused whole, never cut."""

_BREAKS = {"\r\n": "\n", "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DROPPED = frozenset("\xad\ufeff")  # soft hyphens and byte order marks are left over from other programs
_UNCLEAN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u2028\u2029\ufeff\ufdd0-\ufdef\ud800-\udfff\ufffe\uffff"
    + "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)


def length(text: str) -> int:
    """Return the characters as the real form counts them: code points, and a newline is one."""
    return len(text)


def clean(text: str) -> str:
    """Return the text as it can be kept, searched, printed and read by every other program.

    Line ends become newlines; control characters, soft hyphens and byte order marks go; half characters and
    noncharacters become U+FFFD; the rest is composed (NFC). Marks of writing direction stay: see `bidi_marks`.
    """
    if _UNCLEAN.search(text) is None:
        return unicodedata.normalize("NFC", text)
    for found, newline in _BREAKS.items():
        text = text.replace(found, newline)
    return unicodedata.normalize("NFC", "".join(map(_kept, text)))


def clean_line(text: str) -> str:
    """Return a text for one line: clean, without newlines, tabs and marks of writing direction."""
    line = "".join(c for c in clean(text) if c not in _BIDI)
    return " ".join(line.split())


def lost(text: str, *, line: bool = False) -> int:
    """Return how many characters `clean` (for a `line`, `clean_line`) takes away or replaces that a person should hear of.

    Line ends are kept in another form, and nobody misses soft hyphens and byte order marks.
    """
    unclean = sum(c not in _BREAKS and c not in _DROPPED for c in _UNCLEAN.findall(text))
    return unclean + (bidi_marks(text) if line else 0)


def bidi_marks(text: str) -> int:
    """Return how many invisible marks of writing direction the text has; they can make it read as another."""
    return sum(c in _BIDI for c in text)


@lru_cache(maxsize=1024)  # the same few texts are asked at every save and every look at a practice
def digest(text: str) -> str:
    """Return a short hash of a text, to notice that a disk changed it. 32 hex digits of BLAKE2b."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def words(text: str) -> int:
    """Return the number of words."""
    return len(text.split())


def _kept(c: str) -> str:
    code = ord(c)
    if code < 0x20:
        return c if c in "\n\t" else ""
    if 0x7F <= code < 0xA0 or c in _DROPPED:
        return ""
    if 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE:
        return "\ufffd"
    return c
