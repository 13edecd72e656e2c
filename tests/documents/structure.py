"""What a PDF says to those who hear it, as poppler reads it, and what its outline means it to say."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from gptemplate.documents import fonts, links
from gptemplate.model.outline import Block, Bullets, Facts, Figure, Heading, Links, Outline, Paragraph, Parallel

Said = tuple[str, str]
"""The kind of an element and its text."""

_ELEMENT = re.compile(r"( *)([A-Z][A-Za-z0-9]*)(?: \((?:block|inline)\))?(?: .*)?:?")
_TEXT = re.compile(r'( *)"(.*)"', re.DOTALL)


def read_aloud(file: Path) -> list[Said]:
    """Return the elements that hold text, in reading order; soft hyphens are no part of a word."""
    dump = subprocess.run(["pdfinfo", "-struct-text", str(file)], capture_output=True, check=True).stdout.decode()
    said: list[tuple[int, str, list[str]]] = []
    elements: dict[int, tuple[int, str]] = {}
    for number, line in enumerate(dump.splitlines()):
        if found := _TEXT.fullmatch(line):
            ident, kind = next(elements[depth] for depth in range(len(found[1]) - 1, -1, -1) if depth in elements)
            if said and said[-1][0] == ident:
                said[-1][2].append(found[2])
            else:
                said.append((ident, kind, [found[2]]))
        elif found := _ELEMENT.fullmatch(line):
            depth = len(found[1])
            elements = {level: one for level, one in elements.items() if level < depth} | {depth: (number, found[2])}
    return [(kind, words("".join(parts))) for _ident, kind, parts in said if "".join(parts)]


def words(text: str) -> str:
    """Return a text with one space between its words, and none of the hyphens that only end a line."""
    return " ".join(text.replace(fonts.SOFT_HYPHEN, "").split(" ")).strip()


def meant(outline: Outline, pictures: bool) -> list[Said]:
    """Return what the document of an outline shall say."""
    said = [("P", outline.form), ("P", outline.badge)]
    heading = ""
    for block in outline.blocks:
        if isinstance(block, Facts) and block.caption != heading:
            said.append(("H2", block.caption))
            heading = block.caption
        if isinstance(block, Heading) and block.level == 2:
            heading = block.text
        said += _said(block, pictures)
    drawn = ((kind, " ".join(part for part in fonts.drawable(text).split(" ") if part)) for kind, text in said)
    return [(kind, text) for kind, text in drawn if text]


def _said(block: Block, pictures: bool) -> Iterator[Said]:
    match block:
        case Heading():
            yield f"H{block.level}", block.text
        case Paragraph():
            yield "P", block.text
        case Bullets():
            yield from (said for item in block.items for said in (("Lbl", "•"), ("LBody", item)))
        case Links():
            yield from (_line(address) for address in block.addresses)
        case Figure():
            yield from () if pictures else (("P", block.description),)
        case Facts():
            for row in block.rows:
                yield "TH", row.label
                yield from (("P", line) if row.missing else _line(line) for line in row.lines)
        case Parallel():
            yield from (("TH", head) for head in block.heads)
            for cell in (cell for row in block.rows for cell in row if cell.blocks):
                yield "P", cell.label
                yield from (said for one in cell.blocks for said in _said(one, pictures))


def _line(text: str) -> Said:
    return ("Link" if links.target(text) else "P"), text
