"""The words of a text: what spelling, terms and memory take as one."""

from __future__ import annotations

import re
from collections.abc import Iterator

# An apostrophe, hyphen or colon belongs to a word that goes on after it: don't, linja-auto, EU:n.
_WORD = re.compile(r"[^\W_]+(?:(?:['’‑-]|:(?=[a-zåäöšž]))[^\W_]+)*")


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, word) of each word and figure, in code points; apostrophes, hyphens and colons inside belong to it."""
    for found in _WORD.finditer(text):
        yield found.start(), found.end(), found.group()
