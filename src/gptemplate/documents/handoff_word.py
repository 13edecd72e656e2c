"""A table for a translator who works in Word or LibreOffice: a row for each text, with the translation in the last column.

`read_word` reads it when it returns: the translation stands in a content control, and below a line that has the bookmark of
its field, since LibreOffice may drop what a control is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from gptemplate import i18n
from gptemplate.documents import ooxml, word_parts
from gptemplate.documents.language import tag
from gptemplate.documents.ooxml import Relations, run
from gptemplate.documents.style import LANDSCAPE, MM
from gptemplate.documents.word_keys import (
    LANGUAGES,
    PRACTICE,
    REVISION,
    SOURCE_LANGUAGE,
    TEMPLATE,
    bookmark_name,
    source_name,
    tag_of,
    words_name,
)
from gptemplate.i18n import N_
from gptemplate.model.handoff import Passage, Sheet

_LABELS = 50 * MM
_AIR = '<w:spacing w:after="80"/>'
_IN_CELL = '<w:keepNext w:val="0"/><w:spacing w:before="0"/>'
_STAMP = datetime(2000, 1, 1, tzinfo=UTC)

TITLE = N_("To be translated: {source} → {target}")
WRITE_HERE = N_("Write the translation here")
INTRODUCTION = (
    N_("Write each translation in the last column, below the line in small print. Leave the other columns as they are."),
    N_("Questions are welcome as comments in the margin. Save the file as .docx and send it back."),
)


def write_handoff_word(sheet: Sheet, names: Mapping[str, str]) -> bytes:
    """Return the texts of a practice as a table to be translated in; `names` are those of the languages, by code.

    The same input gives the same bytes.
    """
    writer = _Table(sheet, names)
    document = writer.document()
    tr = i18n.translator(sheet.target_language)
    title = tr(TITLE, source=writer.name(sheet.source_language), target=writer.name(sheet.target_language))
    about = word_parts.About(sheet.title, title, "", "", sheet.target_language, _STAMP, writer.properties)
    page_of = tr(N_("Page {page} of {pages}"))
    parts = word_parts.common(about, LANDSCAPE) | {
        "word/document.xml": document,
        "word/_rels/document.xml.rels": writer.relations.xml(),
        "word/footer.xml": word_parts.footer((sheet.form, title), "", page_of, tag(sheet.target_language)),
    }
    return ooxml.package(parts)


class _Table:
    def __init__(self, sheet: Sheet, names: Mapping[str, str]) -> None:
        self._sheet, self._names_of = sheet, names
        self._language = tag(sheet.target_language)
        self._tr = i18n.translator(sheet.target_language)
        self._others = tuple(dict.fromkeys(code for one in sheet.passages for code, _text in one.others))
        columns = 2 + len(self._others)
        self._widths = (_LABELS, *(((LANDSCAPE.measure - _LABELS) / columns,) * columns))
        self._numbers = self._controls = 0
        self.properties = {
            PRACTICE: sheet.practice,
            TEMPLATE: sheet.template,
            LANGUAGES: sheet.target_language,
            SOURCE_LANGUAGE: sheet.source_language,
        }
        self.relations = Relations()
        for kind in ("styles", "theme", "numbering", "settings", "fontTable", "footer"):
            self.relations.add(kind, f"{kind}.xml")

    def name(self, code: str) -> str:
        """Return what a language is called."""
        return self._names_of.get(code, code)

    def document(self) -> str:
        """Return the main part."""
        source, target = self._sheet.source_language, self._sheet.target_language
        told = self._tr(TITLE, source=self.name(source), target=self.name(target))
        head = self._words("FormName", told) + self._words("Heading1", self._sheet.title or self._tr(N_("Untitled practice")))
        head += "".join(self._words("BodyText", self._tr(text)) for text in INTRODUCTION)
        named = (self._tr(N_("Field")), self.name(source), *map(self.name, self._others), self.name(target))
        first = ooxml.row([ooxml.cell(width, self._words("ColumnHead", one)) for width, one in self._columns(named)], head=True)
        rows = [first, *(self._row(one) for one in self._sheet.passages)]
        table = ooxml.table("Form", self._widths, rows, told, row_heads=True)
        sheet = word_parts.sheet(LANDSCAPE, self.relations.add("footer", "footer.xml"))
        return ooxml.document(head + table + ooxml.hairline() + sheet)

    def _columns(self, contents: Iterable[str]) -> list[tuple[float, str]]:
        return list(zip(self._widths, contents, strict=True))

    def _row(self, one: Passage) -> str:
        others = dict(one.others)
        label = self._words("Heading2", one.label, placing=_IN_CELL) + (self._words("Help", one.help) if one.help else "")
        cells = (
            label,
            self._text(one.source, self._sheet.source_language) + self._earlier(one),
            *(self._text(others.get(code, ""), code) for code in self._others),
            self._target(one),
        )
        return ooxml.row([ooxml.cell(width, content) for width, content in self._columns(cells)])

    def _text(self, text: str, language: str) -> str:
        lines = [line for line in text.split("\n") if line.strip()] or [""]
        return "".join(self._words("FactValue", line, tag(language), _AIR) for line in lines)

    def _earlier(self, one: Passage) -> str:
        if not one.earlier:
            return ""
        told = self._tr(N_("The translation was made from: {text}"), text=" ".join(one.earlier.split()))
        return self._words("Help", told)

    def _target(self, one: Passage) -> str:
        """The line in small print has the bookmark: what stands below it is the translation, even without the control."""
        self._numbers += 1
        name = bookmark_name(one.key)
        told = ooxml.bookmark(run(self._limit(one), self._language), self._numbers, name)
        self.properties[source_name(name)] = one.revision[:REVISION]
        if one.target_revision:
            self.properties[name] = one.target_revision[:REVISION]
        self._controls += 1
        named = tag_of(self._sheet.practice, one.key, one.target_revision)
        written = self._written(one.target)
        control = ooxml.control(self._controls, named, one.label, written, placeholder=not one.target.strip())
        return ooxml.paragraph("Help", told) + control

    def _limit(self, one: Passage) -> str:
        if one.limit is None:
            return one.label
        words = self._tr.plural("at most {n} character", "at most {n} characters", one.limit)
        return words[:1].upper() + words[1:]

    def _written(self, text: str) -> str:
        if not text.strip():
            return ooxml.paragraph("FactValue", run(self._tr(WRITE_HERE), self._language, "PlaceholderText"), _AIR)
        lines = (line for line in text.split("\n") if line.strip())
        return "".join(ooxml.paragraph("FactValue", run(line, self._language), _AIR) for line in lines)

    def _words(self, style: str, text: str, language: str = "", placing: str = "") -> str:
        """A paragraph that is no value; its bookmark says so as long as nobody changes the words."""
        content = run(text, language or self._language)
        if text.strip():
            self._numbers += 1
            content = ooxml.bookmark(content, self._numbers, words_name(self._numbers, text))
        return ooxml.paragraph(style, content, placing)
