"""The partnership's own Word file: a .docx with marks such as `{{ summary }}`, checked and filled in by docxtpl.

Every bit of its layout stays. What is filled in stands in content controls, so that the file can be read back.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

from docx.shared import Pt
from docxtpl import DocxTemplate, InlineImage
from jinja2 import TemplateError
from markupsafe import Markup

from gptemplate.documents import ooxml, style
from gptemplate.documents.house_controls import BEGIN, END, MIDDLE, PRIVATE, with_controls, without_signs
from gptemplate.documents.house_marks import (
    DESCRIPTION,
    LABELS,
    LINES,
    MarkProblem,
    Marks,
    missing_from,
    name_of,
    problems_of,
)
from gptemplate.documents.pictures import picture
from gptemplate.documents.word_keys import tag_of
from gptemplate.documents.word_package import Package
from gptemplate.errors import BadFile
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.outline import printed_lines
from gptemplate.model.practice import Practice
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import COMPOSITE, Field, Kind, Template

_PARAGRAPH = "\a"  # docxtpl's own sign for a new paragraph
_TEXTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_WIDEST = 160  # points of a picture


def check_house(content: bytes, template: Template, name: str = "Word") -> tuple[MarkProblem, ...]:
    """Return what is wrong with the marks of a house file, what blocks first; `name` is the file's, for messages.

    Raises BadFile when it is no Word file.
    """
    used: set[tuple[str, ...]] = set()
    found = [problem for source in _sources(content, name) for problem in problems_of(source, template, used)]
    missing = missing_from(template, used) if not any(one.mark == "" for one in found) else ()
    return (*(one for at, one in enumerate(found) if one not in found[:at]), *missing)


def fill_house(
    content: bytes,
    practice: Practice,
    template: Template,
    language: str,
    attachments: Mapping[str, bytes] | None = None,
    name: str = "Word",
) -> bytes:
    """Return the house file filled in with a practice; marks without a language are in `language`.

    `attachments` are pictures by their id. The same input gives the same bytes. Raises BadFile when it is no Word file or
    `check_house` finds something that blocks.
    """
    blocking = next((one for one in check_house(content, template, name) if one.blocks), None)
    if blocking is not None:
        raise BadFile(Message("{file}: {reason} Nothing was written.", file=name, reason=blocking.message))
    filler = _Filler(practice, template, language, attachments or {})
    document = DocxTemplate(io.BytesIO(content))
    try:
        document.render(filler.context(document), Marks())
    except (TemplateError, ValueError) as error:
        problem = Message("{file}: a mark cannot be filled in with this practice. Nothing was written.", file=name)
        raise BadFile(problem) from error
    out = io.BytesIO()
    document.save(out)
    return _packed(out.getvalue(), filler)


def _sources(content: bytes, name: str) -> Iterator[str]:
    """The parts of a file that may have marks, as docxtpl hands them to Jinja."""
    Package(content, name).check()
    try:
        document = DocxTemplate(io.BytesIO(content))
        document.init_docx()
        yield document.patch_xml(document.get_xml())
        for uri in (document.HEADER_URI, document.FOOTER_URI):
            for _key, part in document.get_headers_footers(uri):
                yield document.patch_xml(document.get_part_xml(part))
    except (KeyError, ValueError, AttributeError) as error:
        raise BadFile(Message("{file} is not a Word file that can be read. Nothing was taken from it.", file=name)) from error


class _Names:
    """What a dot leads to."""

    def __init__(self, offered: Mapping[str, Any]) -> None:
        self.offered = offered


class _Shown(str):
    """A value as it is shown: a text for conditions and filters, a text in signs where it is set."""

    __slots__ = ("offered", "sign")
    offered: Mapping[str, Any]
    sign: int

    def __html__(self) -> str:
        return f"{BEGIN}{self.sign}{MIDDLE}{escape(str(self))}{END}" if self else ""


class _Picture:
    """A picture with its description."""

    def __init__(self, drawn: InlineImage | None, description: _Shown) -> None:
        self._drawn = drawn
        self.offered = {DESCRIPTION: description}

    def __bool__(self) -> bool:
        return self._drawn is not None

    def __html__(self) -> str:
        if self._drawn is None:
            return ""
        told = ooxml.quoted(str(self.offered[DESCRIPTION]))
        return str(Markup(str(self._drawn)).replace("<wp:docPr ", Markup(f"<wp:docPr descr={told} "), 1))  # noqa: S704


class _Filler:
    def __init__(self, practice: Practice, template: Template, language: str, attachments: Mapping[str, bytes]) -> None:
        self._practice, self._template, self._language = practice, template, language
        self._attachments = attachments
        self.tags: list[tuple[str, str]] = []
        """The tag and title of the control for each sign."""

    def context(self, document: DocxTemplate) -> dict[str, Any]:
        """Return what the marks may name."""
        fields = self._template.fields.values()
        labels = {name_of(one.id): one.label(self._language) for one in fields}
        languages = {code: _Names(self._fields(document, code)) for code in self._template.codes}
        return {LABELS: _Names(labels), **languages, **self._fields(document, self._language)}

    def _fields(self, document: DocxTemplate, code: str) -> dict[str, Any]:
        return {name_of(one.id): self._value(document, one, code) for one in self._template.fields.values()}

    def _value(self, document: DocxTemplate, one: Field, code: str) -> Any:
        if one.kind is Kind.IMAGE:
            described = self._shown(self._practice.text(one.id, code).split("\n"), Key(one.id, code), one.label(code))
            return _Picture(self._drawn(document, one), described)
        key = Key(one.id, SHARED if one.shared else code)
        held = self._practice.text(*key)
        if one.kind is Kind.PLACE:
            lines = [values.place_name(one, held, code)]
        elif one.is_written:
            lines = printed_lines(texts.clean(held))
        else:
            lines = values.show(one, held, code).split("\n")
        shown = self._shown(lines, key, one.label(code))
        parts = {part.id: found for part, found in values.show_parts(one, held, code)} if one.kind in COMPOSITE else {}
        offered: dict[str, Any] = {
            name_of(part.id): self._shown([parts.get(part.id, "")], key, one.label(code), part.id) for part in one.parts
        }
        shown.offered = {**offered, LINES: [line for line in lines if line]}
        return shown

    def _shown(self, lines: list[str], key: Key, title: str, part: str = "") -> _Shown:
        clean = (ooxml.clean(PRIVATE.sub("", line)) for line in lines)
        shown = _Shown(_PARAGRAPH.join(line for line in clean if line))
        shown.offered = {}
        shown.sign = len(self.tags)
        self.tags.append((tag_of(self._practice.id, key, self._practice.value(*key).head, part), title))
        return shown

    def _drawn(self, document: DocxTemplate, one: Field) -> InlineImage | None:
        shown = picture(self._attachments, self._practice.text(one.id, SHARED))
        if shown is None:
            return None
        width, height = shown.fitted((_WIDEST, style.PICTURE_HIGH))
        return InlineImage(document, io.BytesIO(shown.content), width=Pt(width), height=Pt(height))


def _packed(content: bytes, filler: _Filler) -> bytes:
    """The file with its controls, in an order and with dates that do not change from one time to the next."""
    parts: dict[str, str | bytes] = {}
    with ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if _TEXTS.fullmatch(name):
                part = with_controls(part, filler.tags)
            elif name.endswith(".xml"):
                part = without_signs(part)
            parts[name] = part
    return ooxml.package(parts)
