"""How the tests read an outline and a document side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gptemplate.model.outline import Block, Bullets, Facts, Heading, Outline, Paragraph, Parallel


def shown_values(outline: Outline) -> list[str]:
    """Return every text that the document must hold, in one piece each."""
    return [text for block in outline.blocks for text in _texts(block)]


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield block.text
        case Bullets():
            yield from block.items
        case Facts():
            yield from (line for row in block.rows for line in row.lines)
        case Parallel():
            yield from (text for row in block.rows for cell in row for one in cell.blocks for text in _texts(one))


def words_in_order(value: str, text: str) -> bool:
    """Return whether the words stand in the text in their order, however lines and columns part them."""
    at = 0
    for word in value.split():
        found = _found(word, text, at)
        if found < 0:
            return False
        at = found
    return True


def _found(word: str, text: str, at: int) -> int:
    """Where a word ends that begins at or after a place; a long or hyphenated word may be parted at a line's end."""
    parted = len(word) >= 8 or "-" in word
    pattern = r"(?:\xad?\n)?".join(map(re.escape, word)).replace(r"\-", r"-?") if parted else re.escape(word)
    match = re.compile(pattern).search(text, at)
    return match.end() if match else -1


def draft_words(language: str) -> set[str]:
    """Return the words that only a draft has."""
    return {"Not yet written", "Draft"} if language == "en" else set()
