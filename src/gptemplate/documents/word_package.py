"""Opens a Word file that came from outside: bounded in size, entries, elements and depth, and without entities."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from gptemplate.errors import BadFile
from gptemplate.i18n import Message

LARGEST_FILE = 80_000_000
MOST_ENTRIES = 4_000
LARGEST_PART = 40_000_000
MOST_RATIO = 400  # XML of real files is 5 to 40 times smaller in its package
SMALL = 1_000_000  # below this a high ratio is harmless
MOST_ELEMENTS = 1_500_000
DEEPEST = 150
_OLD_WORD = b"\xd0\xcf\x11\xe0"  # also what a document with a password looks like


def not_word(name: str) -> BadFile:
    """Return the error that a file cannot be read."""
    return BadFile(Message("{file} is not a Word file that can be read. Nothing was taken from it.", file=name))


class _Bounded:
    """Builds a tree, and gives up where it becomes too deep or too large."""

    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._depth = self._elements = 0

    def start(self, name: str, attributes: dict[str, str]) -> Any:
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST or self._elements > MOST_ELEMENTS:
            raise OverflowError
        return self._builder.start(name, attributes)

    def end(self, name: str) -> Any:
        self._depth -= 1
        return self._builder.end(name)

    def data(self, text: str) -> None:
        self._builder.data(text)

    def close(self) -> Element:
        return self._builder.close()


class Package:
    """The XML parts of a Word file. Every way in raises BadFile, saying what is wrong."""

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        if content.startswith(_OLD_WORD):
            raise BadFile(
                Message(
                    "{file} is protected by a password or saved in the old Word format. Save it as a .docx without a password"
                    " and bring it in again. Nothing was taken from it.",
                    file=name,
                )
            )
        if len(content) > LARGEST_FILE:
            raise self._broken()
        try:
            self._zip = ZipFile(io.BytesIO(content))
            self._entries = self._checked(self._zip.infolist())
        except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise self._broken() from error
        if "[Content_Types].xml" not in self._entries:
            raise self._broken()

    def _broken(self) -> BadFile:
        return not_word(self._name)

    def _checked(self, entries: list[ZipInfo]) -> Mapping[str, ZipInfo]:
        if len(entries) > MOST_ENTRIES:
            raise self._broken()
        named = {one.filename: one for one in entries}
        if any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in named):
            raise self._broken()
        return named

    def names(self, begin: str) -> list[str]:
        """Return the names of the parts that begin so."""
        return sorted(name for name in self._entries if name.startswith(begin) and name.endswith(".xml"))

    def check(self) -> None:
        """Look at every part, before a library that does not look reads them all."""
        for name, entry in self._entries.items():
            if name.endswith((".xml", ".rels")):
                self.tree(name)
            else:
                self._content(entry)

    def tree(self, part: str) -> Element | None:
        """Return a part, or None where the file has none of that name."""
        entry = self._entries.get(part)
        if entry is None:
            return None
        content = self._content(entry)
        parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True)
        try:
            parser.feed(content)
            tree: Element = parser.close()
        except (ParseError, DefusedXmlException, OverflowError, ValueError, LookupError, AssertionError) as error:
            raise self._broken() from error
        return tree

    def _content(self, entry: ZipInfo) -> bytes:
        bomb = entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
        if entry.file_size > LARGEST_PART or bomb or entry.flag_bits & 1:
            raise self._broken()
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(LARGEST_PART + 1)
        except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError, zlib.error) as error:
            raise self._broken() from error
        if len(content) > LARGEST_PART:
            raise self._broken()
        return content


def local(name: str) -> str:
    """Return the name of an element or attribute without its namespace: files saved as "strict" have other ones."""
    return name.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its local name, "" where there is none."""
    return next((held for key, held in element.attrib.items() if local(key) == name), "")


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child by its local name."""
    return None if element is None else next((one for one in element if local(one.tag) == name), None)


def children(element: Element | None) -> Iterator[Element]:
    """Return the children of an element, none where there is no element."""
    return iter(()) if element is None else iter(element)
