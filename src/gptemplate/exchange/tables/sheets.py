"""The cells of a CSV file or a workbook, within limits: files come from anywhere."""

from __future__ import annotations

import csv
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from gptemplate.errors import BadFile
from gptemplate.i18n import Message
from gptemplate.model.text import LONGEST

LARGEST_FILE = 50_000_000  # bytes; a thousand practices take about 20 MB
MOST_ROWS = 20_000
MOST_COLUMNS = 4_000
_MOST_CELLS = 10_000_000
_MOST_UNPACKED = 200_000_000  # bytes of a workbook
_MOST_ENTRIES = 2_000
_DELIMITERS = (";", ",", "\t", "|")
_ENCODINGS = (("utf-8-sig", b""), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))

# What archives and their readers raise for bytes that somebody changed; SyntaxError is that of XML.
_FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, SyntaxError,
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError,
)  # fmt: skip

Rows = list[list[str]]


def is_workbook(content: bytes) -> bool:
    """Return whether a file is a workbook or another archive, by its first bytes."""
    return content.startswith(b"PK\x03\x04")


def workbook(content: bytes, name: str) -> Rows:
    """Return the cells of the first sheet that has any. Raises BadFile."""
    from xml.etree.ElementTree import ParseError

    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _look_into(content, name)
        return _sheet(content, name)
    except (*_FAULTS, InvalidFileException, ParseError) as error:
        raise BadFile(_unreadable(name)) from error


def separated(content: bytes, name: str, known: Callable[[Sequence[str]], int]) -> tuple[Rows, bool]:
    """Return the cells of a CSV file, and whether its letters had to be guessed. Raises BadFile.

    `known` tells how many of some heads it knows: the separator is the one with which most are known.
    """
    text, guessed = _decoded(content)
    if "\x00" in text:
        raise BadFile(_unreadable(name))
    csv.field_size_limit(LONGEST * 3)  # the usual one is shorter than a text may be
    try:
        heads = {one: next(_parsed(text, one), []) for one in _DELIMITERS}
        best = max(_DELIMITERS, key=lambda one: (known(heads[one]), len(heads[one])))
        return _limited(_parsed(text, best), name), guessed
    except csv.Error as error:
        raise BadFile(_unreadable(name)) from error


def _decoded(content: bytes) -> tuple[str, bool]:
    for encoding, mark in _ENCODINGS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), False
            except UnicodeDecodeError:
                continue
    return content.decode("cp1252", "replace"), True


def _parsed(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _limited(rows: Iterable[Sequence[str]], name: str) -> Rows:
    found: Rows = []
    cells = 0
    for row in islice(rows, MOST_ROWS + 2):
        cells += len(row)
        if len(row) > MOST_COLUMNS or len(found) > MOST_ROWS or cells > _MOST_CELLS:
            raise BadFile(_too_large(name))
        found.append(list(row))
    return found


def _look_into(content: bytes, name: str) -> None:
    """Refuse archives that grow when they are unpacked, and XML that defines entities."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_ENTRIES or sum(one.file_size for one in entries) > _MOST_UNPACKED:
            raise BadFile(_too_large(name))
        for one in entries:
            if one.filename.lower().endswith((".xml", ".rels", ".vml")):
                try:
                    # A document type can only stand before the first element.
                    next(iter(iterparse(archive.open(one), events=("start",), forbid_dtd=True)), None)
                except DefusedXmlException as error:
                    raise BadFile(_unreadable(name)) from error


def _sheet(content: bytes, name: str) -> Rows:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a sheet says of its size is not believed
            rows = _limited(_texts(sheet.iter_rows(max_row=MOST_ROWS + 2, values_only=True)), name)
            if any(rows):
                return rows
        return []
    finally:
        book.close()


def _texts(rows: Iterable[Sequence[Any]]) -> Iterator[list[str]]:
    for row in rows:
        texts = [_text(one) for one in row]
        while texts and not texts[-1]:
            texts.pop()
        yield texts


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date, time)):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)


def _unreadable(name: str) -> Message:
    return Message("{file} is no table that can be read. Nothing was taken from it.", file=name)


def _too_large(name: str) -> Message:
    return Message("{file} is too large to be a table of practices. Nothing was taken from it.", file=name)
