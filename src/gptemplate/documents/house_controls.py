"""Puts content controls around the values of a filled house file, whose places are kept by signs until then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from gptemplate.documents.word_keys import words_name

BEGIN, MIDDLE, END = "\ue000", "\ue001", "\ue002"
PRIVATE = re.compile("[\ue000-\ue002]")
_SIGNS = re.compile(f"({BEGIN}\\d+{MIDDLE}|{END})")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LONGEST_TITLE = 64


def without_signs(part: bytes) -> bytes:
    """Return a part without signs: properties have no controls."""
    return _SIGNS.sub("", part.decode("utf-8")).encode("utf-8") if BEGIN.encode() in part else part


def with_controls(part: bytes, tags: Sequence[tuple[str, str]]) -> bytes:
    """Return a part with a control around every value, and bookmarks on the words of the house itself.

    A value of several paragraphs has one control in each.
    """
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    numbers = [int(one.get(f"{_W}val", "0")) for one in root.iter(f"{_W}id") if one.get(f"{_W}val", "").isdecimal()]
    writer = _Writer(tags, max(numbers, default=0))
    for paragraph in list(root.iter(f"{_W}p")):
        writer.paragraph(paragraph)
        writer.words(paragraph)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return without_signs(written)


class _Writer:
    def __init__(self, tags: Sequence[tuple[str, str]], number: int) -> None:
        self._tags, self._number = tags, number
        self._open: int | None = None

    def paragraph(self, paragraph: Any) -> None:
        """Wrap what stands between signs; a value may have begun in a paragraph before."""
        children = list(paragraph)
        for one in children:
            paragraph.remove(one)
            if one.tag == f"{_W}pPr":
                paragraph.append(one)
        content: Any = self._control(paragraph) if self._open is not None else None
        for one in children:
            if one.tag == f"{_W}r":
                for run, sign in _parted(one):
                    content = self._placed(paragraph, content, run, sign)
            elif one.tag != f"{_W}pPr":
                (paragraph if content is None else content).append(one)
        for empty in [one for one in paragraph.iter(f"{_W}sdt") if len(one.find(f"{_W}sdtContent")) == 0]:
            empty.getparent().remove(empty)

    def words(self, paragraph: Any) -> None:
        """Put a bookmark on what the house file itself says there."""
        free = (one for one in paragraph.iter(f"{_W}t") if next(one.iterancestors(f"{_W}sdt"), None) is None)
        said = "".join(one.text or "" for one in free)
        if not said.strip():
            return
        self._number += 1
        at = 1 if len(paragraph) and paragraph[0].tag == f"{_W}pPr" else 0
        for kind, attributes in (("End", {}), ("Start", {"name": words_name(self._number, said)})):
            mark = etree.Element(f"{_W}bookmark{kind}")
            for name, value in {"id": str(self._number), **attributes}.items():
                mark.set(f"{_W}{name}", value)
            paragraph.insert(at, mark)

    def _placed(self, paragraph: Any, content: Any, run: Any, sign: str) -> Any:
        if sign == END:
            self._open = None
            return None
        if sign:
            self._open = int(sign[1:-1])
            return self._control(paragraph)
        (paragraph if content is None else content).append(run)
        return content

    def _control(self, paragraph: Any) -> Any:
        assert self._open is not None
        tag, title = self._tags[self._open]
        self._number += 1
        control = etree.SubElement(paragraph, f"{_W}sdt")
        properties = etree.SubElement(control, f"{_W}sdtPr")
        for name, value in (("alias", title[:_LONGEST_TITLE]), ("tag", tag), ("id", str(self._number))):
            etree.SubElement(properties, f"{_W}{name}").set(f"{_W}val", value)
        return etree.SubElement(control, f"{_W}sdtContent")


def _parted(run: Any) -> list[tuple[Any, str]]:
    """A run as runs without signs, and the signs between them as (None, sign)."""
    properties = run.find(f"{_W}rPr")
    parts: list[tuple[Any, str]] = []
    for one in (child for child in run if child.tag != f"{_W}rPr"):
        texts = _SIGNS.split(one.text or "") if one.tag == f"{_W}t" else [None]
        for text in texts:
            if text is not None and _SIGNS.fullmatch(text):
                parts.append((None, text))
            elif text != "":
                parts.append((_run(properties, one, text), ""))
    return parts


def _run(properties: Any, content: Any, text: str | None) -> Any:
    run = etree.Element(f"{_W}r")
    if properties is not None:
        run.append(deepcopy(properties))
    held = deepcopy(content)
    if text is not None:
        held.text = text
        held.set(_SPACE, "preserve")
    run.append(held)
    return run
