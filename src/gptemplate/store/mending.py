"""Taking back a single bit that a disk or memory changed: the hash proves when the right one was found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from gptemplate.model.comments import Comment, from_text
from gptemplate.model.revisions import Revision
from gptemplate.model.text import clean
from gptemplate.store import raw

LONGEST = 8_000  # bytes; every bit of the text is tried, which takes half a second for that many
MOST_TRIED = 3_000  # bytes of a revision, whose id takes longer to work out


def mended_text(row: Any) -> str | None:
    """Return the text of a value as its hash knows it, or None where more than one bit is wrong."""
    for candidate in _one_bit_away(_bytes(row["text"])):
        if hashlib.blake2b(candidate, digest_size=16).hexdigest() == row["digest"]:
            return _decoded(candidate)
    return None


def readable_comment(row: Any) -> Comment | None:
    """Return the comment in a damaged row: as its hash knows it or, where more is wrong, as far as it can be read."""
    if not isinstance(row["text"], str):
        return None
    for text in (row["text"] if raw.holds(row) else mended_text(row), row["text"]):
        try:
            return from_text(clean(text or ""))
        except ValueError:
            continue
    return None


def mended_revision(row: Any) -> Revision | None:
    """Return a revision whose text was one bit wrong, or None."""
    given = dict(row)
    for candidate in _one_bit_away(_bytes(given["text"]), MOST_TRIED):
        text = _decoded(candidate)
        found = raw.revision_of({**given, "text": text}) if text is not None else None
        if found is not None:
            return found
    return None


def _bytes(text: object) -> bytes:
    return text.encode("utf-8", "surrogateescape") if isinstance(text, str) else b""


def _decoded(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def _one_bit_away(content: bytes, longest: int = LONGEST) -> Iterator[bytes]:
    if len(content) > longest:
        return
    changed = bytearray(content)
    for place in range(len(changed)):
        for bit in range(8):
            changed[place] ^= 1 << bit
            yield bytes(changed)
            changed[place] ^= 1 << bit
