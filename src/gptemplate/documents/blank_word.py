"""A form to be filled in with Word, LibreOffice or a pen: every field with its help, limit, questions and room to write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from gptemplate import i18n
from gptemplate.documents import ooxml, word_parts
from gptemplate.documents.language import tag
from gptemplate.documents.ooxml import DECLARATION, NAMESPACES, Relations, run
from gptemplate.documents.style import MM, PORTRAIT
from gptemplate.documents.word_keys import (
    HEADING,
    LANGUAGES,
    PRACTICE,
    REVISION,
    TEMPLATE,
    VERSION,
    bookmark_name,
    tag_of,
)
from gptemplate.i18n import N_, Message, Translator
from gptemplate.model import values
from gptemplate.model.practice import NOTHING, Practice
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import COMPOSITE, Choice, Field, Kind, Part, Section, Template, label_in

LABELS = 62 * MM
BOX, TICKED = "☐", "☒"
_FEW = 8  # choices that are told in words too, for those who fill it in by hand
_AIR = '<w:spacing w:after="80"/>'
_LINE = 18.0  # points: a line written by hand
_A_LINE = 58  # characters written by hand on a line
_MOST_LINES = 14
_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_ALONE = frozenset({Kind.FILES})  # cannot be given in a form


def write_blank_word(template: Template, language: str, practice: Practice | None = None) -> bytes:
    """Return a template as a form in a language; with a practice, what is written already stands in it.

    The same input gives the same bytes. `read_word` reads the returned form.
    """
    writer = _Form(template, language, practice)
    document = writer.document()
    tr = i18n.translator(language)
    name = template.label(language)
    moment = datetime.fromtimestamp(practice.modified / 1000, UTC) if practice else _STAMP
    about = word_parts.About(tr(TITLE), name, "", "", language, moment, writer.properties)
    page_of = tr(N_("Page {page} of {pages}"))
    parts = word_parts.common(about, PORTRAIT) | {
        "word/document.xml": document,
        "word/_rels/document.xml.rels": writer.relations.xml(),
        "word/footer.xml": word_parts.footer((name,), tr(TITLE), page_of, tag(language)),
    }
    return ooxml.package(parts)


TITLE = N_("Good practice form")
INTRODUCTION = (
    N_("Fill in this form on a computer, on a phone or on paper. You need not fill in everything at once."),
    N_("Send the file back to the person you got it from. The program reads what stands in the boxes."),
)
WRITE_HERE = N_("Write here")
CHOOSE = N_("Choose from the list")


def fields_of(section: Section) -> Iterator[Field]:
    """Yield the fields of a section that a form asks for."""
    return (one for one in section.fields if section.handed_in and one.handed_in and one.kind not in _ALONE)


def hints(template: Template, one: Field, language: str) -> list[str]:
    """Return what stands below the label of a field: whether it must be filled in, its limit, help and how to answer."""
    tr = i18n.translator(language)
    demands = [tr(N_("Required"))] if one.required and one.kind not in COMPOSITE else []
    limit = one.limit.of(language)
    if limit:
        demands.append(tr.plural("at most {n} character", "at most {n} characters", limit))
    line = " · ".join(demands)
    told = [line[:1].upper() + line[1:], label_in(one.help, language), _condition(template, one, language), _how(one, language)]
    return [text for text in told if text]


def part_label(part: Part, language: str) -> str:
    """Return the label of a part of a place or contact; what must be filled in says so."""
    label = label_in(part.labels, language)
    return i18n.translator(language)(Message("{label} (required)", label=label)) if part.required else label


def _condition(template: Template, one: Field, language: str) -> str:
    asked = template.fields.get(one.when.field) if one.when else None
    if asked is None or one.when is None:
        return ""
    shown = values.show(asked, one.when.value, language)
    return i18n.translator(language)(Message("Only if “{field}” is “{value}”.", field=asked.label(language), value=shown))


def _how(one: Field, language: str) -> str:
    tr = i18n.translator(language)
    match one.kind:
        case Kind.MONTH if one.ongoing:
            word = label_in(one.ongoing, language)
            return tr(Message("Month and year, such as 5/2024, or “{word}”.", word=word))
        case Kind.MONTH:
            return tr(N_("Month and year, such as 5/2024."))
        case Kind.WEB_ADDRESSES:
            return tr(N_("One address a line."))
        case Kind.IMAGE:
            return tr(N_("Write here what the picture shows. Send the picture itself as a file of its own."))
        case Kind.CHOICE if len(one.choices) <= _FEW:
            named = " · ".join(label_in(choice.labels, language) for choice in one.choices)
            return tr(Message("Choices: {choices}", choices=named))
        case _:
            return ""


class _Form:
    def __init__(self, template: Template, language: str, practice: Practice | None) -> None:
        self._template, self._code, self._practice = template, language, practice
        self._language = tag(language)
        self._tr: Translator = i18n.translator(language)
        self._widths = (LABELS, PORTRAIT.measure - LABELS)
        self._controls = self._names = 0
        self.properties = {TEMPLATE: template.id, VERSION: str(template.version), LANGUAGES: language}
        if practice:
            self.properties[PRACTICE] = practice.id
        self.relations = Relations()
        for kind in ("styles", "theme", "numbering", "settings", "fontTable", "footer"):
            self.relations.add(kind, f"{kind}.xml")

    def document(self) -> str:
        """Return the main part."""
        sections = (self._section(one) for one in self._template.sections)
        sheet = word_parts.sheet(PORTRAIT, self.relations.add("footer", "footer.xml"))
        body = "".join((self._head(), *sections, sheet))
        return f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"

    def _head(self) -> str:
        name = self._line("FormName", self._template.label(self._code))
        told = "".join(self._line("BodyText", self._tr(text)) for text in INTRODUCTION)
        return name + self._line("Title", self._tr(TITLE)) + told

    def _line(self, style: str, text: str, placing: str = "") -> str:
        """A paragraph that is no value; its bookmark says so."""
        return self._labelled(style, text, f"{HEADING}{self._names + 1}", placing)

    def _labelled(self, style: str, text: str, name: str, placing: str = "") -> str:
        self._names += 1
        return ooxml.paragraph(style, ooxml.bookmark(run(text, self._language), self._names, name), placing)

    def _section(self, section: Section) -> str:
        rows = [self._row(one) for one in fields_of(section)]
        if not rows:
            return ""
        label, told = section.label(self._code), label_in(section.help, self._code)
        heads = [self._line("ColumnHead", self._tr(text)) for text in (N_("Field"), N_("Your answer"))]
        head = ooxml.row([ooxml.cell(*one) for one in zip(self._widths, heads, strict=True)], head=True)
        table = ooxml.table("Form", self._widths, [head, *rows], label, row_heads=True)
        # The help is kept with the table: a heading alone at the foot of a page helps nobody.
        help_line = self._line("Help", told, "<w:keepNext/>") if told else ""
        return self._line("Heading1", label) + help_line + table + ooxml.hairline()

    def _row(self, one: Field) -> str:
        language = self._language_of(one)
        label = self._labelled("Heading2", one.label(self._code), bookmark_name(Key(one.id, language)), _IN_CELL)
        told = "".join(self._line("Help", text) for text in hints(self._template, one, self._code))
        asked = "".join(self._line("Question", label_in(question.labels, self._code)) for question in one.questions)
        answer = self._parts(one) if one.kind in COMPOSITE else self._answer(one, Key(one.id, language))
        cells = (ooxml.cell(self._widths[0], label + told + asked), ooxml.cell(self._widths[1], answer))
        return ooxml.row(cells, whole=True, height=_height(one, self._code))

    def _language_of(self, one: Field) -> str:
        return SHARED if one.shared and one.kind is not Kind.IMAGE else self._code

    def _answer(self, one: Field, key: Key) -> str:
        held = self._held(key)
        if one.kind in (Kind.YES_NO, Kind.CHOICES):
            return self._control(key, one.label(self._code), self._boxes(one, held))
        shown = values.show(one, held, self._code)
        kind, hint = "", WRITE_HERE
        if one.kind is Kind.CHOICE:
            kind, hint = self._list(one.choices), CHOOSE
        return self._control(key, one.label(self._code), self._written(shown, hint), kind=kind, placeholder=not shown.strip())

    def _parts(self, one: Field) -> str:
        key = Key(one.id, SHARED)
        return "".join(self._part(one, part, key) for part in one.parts)

    def _part(self, one: Field, part: Part, key: Key) -> str:
        held = {found.id: shown for found, shown in values.show_parts(one, self._held(key), self._code)}
        shown = held.get(part.id, "")
        label = self._labelled("PartLabel", part_label(part, self._code), bookmark_name(key, part.id))
        kind, hint = (self._list(part.choices), CHOOSE) if part.kind == "choice" else ("", WRITE_HERE)
        title = label_in(part.labels, self._code)
        return label + self._control(key, title, self._written(shown, hint), kind=kind, placeholder=not shown, part=part.id)

    def _held(self, key: Key) -> str:
        return self._practice.values.get(key, NOTHING).text if self._practice else ""

    def _list(self, choices: Sequence[Choice]) -> str:
        return ooxml.drop_down([label_in(choice.labels, self._code) for choice in choices])

    def _written(self, shown: str, hint: str) -> str:
        if not shown.strip():
            return ooxml.paragraph("FactValue", run(self._tr(hint), self._language, "PlaceholderText"), _AIR)
        return "".join(ooxml.paragraph("FactValue", run(line, self._language), _AIR) for line in shown.split("\n"))

    def _boxes(self, one: Field, held: str) -> str:
        if one.kind is Kind.YES_NO:
            offered = {ident: values.show(one, ident, self._code) for ident in (values.YES, values.NO)}
        else:
            offered = {choice.id: label_in(choice.labels, self._code) for choice in one.choices}
        chosen = values.lines_of(held)
        return "".join(self._box(label, ticked=ident in chosen) for ident, label in offered.items())

    def _box(self, label: str, *, ticked: bool) -> str:
        self._controls += 1
        box = run(TICKED if ticked else BOX, self._language, "Box")
        held = ooxml.control(self._controls, "", label, box, kind=ooxml.check_box(ticked=ticked))
        return ooxml.paragraph("FactValue", held + run(f" {label}", self._language))

    def _control(self, key: Key, title: str, content: str, *, kind: str = "", placeholder: bool = False, part: str = "") -> str:
        self._controls += 1
        value = self._practice.values.get(key, NOTHING) if self._practice else NOTHING
        if value.head:
            self.properties[bookmark_name(key)] = value.head[:REVISION]
        named = tag_of(self._practice.id if self._practice else "", key, value.head, part)
        return ooxml.control(self._controls, named, title, content, kind=kind, placeholder=placeholder)


_IN_CELL = '<w:keepNext w:val="0"/><w:spacing w:before="0"/>'


def _height(one: Field, language: str) -> float:
    """The room that an answer needs when it is written by hand, in points."""
    if one.kind is Kind.WEB_ADDRESSES:
        return 3 * _LINE
    if not one.is_written:
        return 0
    lines = -(-(one.limit.of(language) or 150) // _A_LINE)
    return min(max(lines, 2), _MOST_LINES) * _LINE
