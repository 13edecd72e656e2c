"""A filled PDF form, read back: which template and practice it is for, its values, and what has no place in the form.

The file comes from outside, so everything about it may be wrong: its size, its structure, its depth. What cannot be
read is refused with a sentence; what is understood only in part is told as a remark, never dropped.
"""

from __future__ import annotations

import binascii
import io
import logging
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gptemplate.documents import pdf_names
from gptemplate.documents.pdf_names import MONTH, ONGOING, Place
from gptemplate.errors import BadFile
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.states import SHARED, Key

LARGEST_FILE = 40_000_000  # bytes
MOST_PAGES = 500
MOST_FIELDS = 5_000
MOST_REMARKS = 200
DEEPEST = 12  # fields within fields

_MONTHS = (
    re.compile(r"(?P<month>\d{1,2})\s*[./-]\s*(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})\s*[./-]\s*(?P<month>\d{1,2})"),
)
_NOTES = ("/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Stamp", "/Ink")


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What a filled form says.

    `values` are as the program keeps them, empty for a field that was left empty; a month that is none of the usual ways to
    write one is as it was written. `remarks` are notes on the pages and answers that belong to no field.
    `revisions` are the first 12 digits of those that the values of a form filled in beforehand were written from.
    """

    template_id: str
    template_version: int
    practice_id: str | None
    languages: tuple[str, ...]
    values: dict[Key, str]
    remarks: tuple[str, ...] = ()
    revisions: Mapping[Key, str] = field(default_factory=dict)


def read(content: bytes) -> ReadForm:
    """Return what a filled PDF form says.

    Raises BadFile for a file that is too large, damaged or locked, has no fields, or is no form of this program.
    """
    if len(content) > LARGEST_FILE:
        raise BadFile(Message("The PDF is larger than {n} MB. Nothing was brought in.", n=LARGEST_FILE // 1_000_000))
    try:
        return _read(content)
    except _faults():
        raise BadFile(Message("The PDF is damaged and cannot be read. Nothing was brought in.")) from None


def _faults() -> tuple[type[Exception], ...]:
    """What the library raises for files that break the rules of the format."""
    from pypdf.errors import PyPdfError

    broken = (ValueError, TypeError, LookupError, AttributeError, AssertionError, ArithmeticError, EOFError, OSError)
    return (PyPdfError, *broken, RecursionError, NotImplementedError, MemoryError, struct.error, zlib.error, binascii.Error)


def _read(content: bytes) -> ReadForm:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells the log of every oddity of a file from outside
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise BadFile(Message("The PDF is locked with a password. Save it without one, and bring it in again."))
    root: Any = reader.trailer["/Root"].get_object()
    form = root.get("/AcroForm")
    if form is None:
        raise BadFile(
            Message(
                "The PDF has no fields: it was printed or scanned. Nothing was brought in. Bring in the file in which the"
                " form was filled in."
            )
        )
    answers = _Answers()
    for name, value in _fields(form.get_object().get("/Fields", ())):
        answers.take(name, value)
    told = answers.about or pdf_names.read_about(_text(_dictionary(reader.metadata).get(f"/{pdf_names.ABOUT}")))
    if told is None:
        raise BadFile(Message("The PDF is not a form of this program. Nothing was brought in."))
    remarks = [*answers.remarks, *_notes(reader)]
    held = answers.values()
    languages = tuple(dict.fromkeys(key.language for key in held if key.language != SHARED))
    begun = pdf_names.read_revisions(_text(_dictionary(reader.metadata).get(f"/{pdf_names.REVISIONS}")))
    return ReadForm(*told, languages, held, tuple(remarks[:MOST_REMARKS]), begun)


def _fields(roots: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Yield the name and the value of each field; one that is a part of another has a name of both."""
    seen: set[int] = set()
    waiting = [(one, "", None, 0) for one in reversed(list(roots))]
    while waiting:
        found, above, inherited, depth = waiting.pop()
        one = found.get_object()
        if id(one) in seen or not hasattr(one, "get"):
            continue
        seen.add(id(one))
        if len(seen) > MOST_FIELDS or depth > DEEPEST:
            raise BadFile(Message("The PDF has more fields than any form. Nothing was brought in."))
        name = ".".join(part for part in (above, _text(one.get("/T"))) if part)
        value = one.get("/V", inherited)
        kids = [kid for kid in _list(one.get("/Kids")) if _text(_dictionary(kid).get("/T"))]
        if kids:
            waiting.extend((kid, name, value, depth + 1) for kid in reversed(kids))
        elif name:
            yield name, value


def _list(found: Any) -> list[Any]:
    held = found.get_object() if found is not None else None
    return list(held) if isinstance(held, list) else []


def _dictionary(found: Any) -> dict[str, Any]:
    held = found.get_object() if found is not None else None
    return held if isinstance(held, dict) else {}


def _text(found: Any) -> str:
    """A value as text: strings, names without their slash, streams; nothing for everything else."""
    held = found.get_object() if hasattr(found, "get_object") else found
    if isinstance(held, bytes):
        held = held.decode("utf-8", "replace")
    if hasattr(held, "get_data"):
        held = held.get_data().decode("utf-8", "replace")
    if not isinstance(held, str):
        return ""
    return held[: texts.LONGEST + 1].replace("\r\n", "\n").replace("\r", "\n")


@dataclass(slots=True)
class _Answers:
    """The values of fields, put together from their pieces."""

    about: tuple[str, int, str | None] | None = None
    remarks: list[str] = field(default_factory=list)
    _whole: dict[Key, str] = field(default_factory=dict)
    _parts: dict[Key, dict[str, str]] = field(default_factory=dict)
    _ticked: dict[Key, list[str]] = field(default_factory=dict)

    def take(self, name: str, raw: Any) -> None:
        """Take the value of a field."""
        value = "\n".join(map(_text, raw)) if isinstance(raw, list) else _text(raw)
        if name == pdf_names.HIDDEN:
            self.about = pdf_names.read_about(value)
            return
        place = pdf_names.place_of(name)
        if place is None:
            if value.strip() not in ("", "/Off"):
                self.remarks.append(f"{name}: {value.strip()}")
            return
        self._place(place, value)

    def _place(self, place: Place, value: str) -> None:
        key, piece = place.key, place.piece
        if piece.startswith(":"):
            self._parts.setdefault(key, {})[piece[1:]] = _chosen(value)
        elif piece.startswith("=") or piece == ONGOING:
            kept = values.ONGOING if piece == ONGOING else piece[1:]
            self._ticked.setdefault(key, []).extend([kept] if value not in ("", "/Off") else [])
        elif piece == MONTH:
            self._whole[key] = month(value)
        else:
            self._whole[key] = _chosen(value)

    def values(self) -> dict[Key, str]:
        """Return the values as the program keeps them."""
        found = dict(self._whole)
        for key, ticked in self._ticked.items():
            written = found.get(key, "")
            if written and ticked:
                self.remarks.append(f"{key.field}: {written}, {', '.join(ticked)}")
            else:
                found[key] = written or values.from_lines(ticked)
        return found | {key: values.from_parts(parts) for key, parts in self._parts.items()}


def _chosen(value: str) -> str:
    """A text, or what a mark stands for, which has a slash before it."""
    if value == "/Off":
        return ""
    return value[1:] if re.fullmatch(r"/[a-z0-9_.-]+", value) else value


def month(written: str) -> str:
    """Return a month as the program keeps it, "2024-05", from the usual ways to write one; anything else as it is."""
    for pattern in _MONTHS:
        found = pattern.fullmatch(written.strip())
        if found and 1 <= int(found["month"]) <= 12:
            return f"{found['year']}-{int(found['month']):02}"
    return written.strip()


def _notes(reader: Any) -> Iterator[str]:
    """Yield what people wrote on the pages beside the form."""
    for number, page in enumerate(reader.pages, 1):
        if number > MOST_PAGES:
            return
        for mark in _list(page.get("/Annots")):
            one = _dictionary(mark)
            words = _text(one.get("/Contents")).strip()
            if one.get("/Subtype") in _NOTES and words:
                author = _text(one.get("/T")).strip()
                yield f"{author}, {number}: {words}" if author else f"{number}: {words}"
