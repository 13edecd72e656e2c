"""The one way out: a practice as neutral blocks, which every document and preview is made from.

Nothing here knows Word or PDF. Blocks come in reading order; each says its language, so that a document can mark
every passage that differs, and the field it shows, so that a returned document can be read back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from gptemplate import i18n
from gptemplate.i18n import N_
from gptemplate.model import values
from gptemplate.model.practice import Practice, applies
from gptemplate.model.states import SHARED, Key, State
from gptemplate.model.template import Field, Kind, Section, Template


class Layout(StrEnum):
    """One document a language, or all languages beside each other."""

    ONE_LANGUAGE = "one"
    SIDE_BY_SIDE = "side"


@dataclass(frozen=True, slots=True)
class Source:
    """The register that a block shows, the revision that it was, and what its field is called there."""

    key: Key
    revision: str | None = None
    state: State = State.DRAFT
    label: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the practice, 2 a section, 3 a field."""

    text: str
    language: str
    level: int
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text. `role`: "body", "lead" (the summary below the title) or "missing"."""

    text: str
    language: str
    role: str = "body"
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]
    language: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """Web addresses: shown as written, leading to `values.link`."""

    addresses: tuple[str, ...]
    language: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture from the store, with its description for those who cannot see it."""

    attachment: str
    description: str
    language: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A short value and its label; `lines` has more than one for a contact or a list."""

    label: str
    lines: tuple[str, ...]
    language: str
    missing: bool = False
    link: bool = False
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A table of facts with the labels as row headers."""

    caption: str
    rows: tuple[Fact, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One language's part of a row in a side-by-side table: its label and its blocks."""

    language: str
    label: str
    blocks: tuple[Paragraph | Bullets, ...]


@dataclass(frozen=True, slots=True)
class Parallel:
    """A side-by-side table: a column a language, a row a field. `heads` are the languages' own names."""

    languages: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


Block = Heading | Paragraph | Bullets | Links | Figure | Facts | Parallel


@dataclass(frozen=True, slots=True)
class Outline:
    """A practice ready to be printed.

    `author` is the organisation that hands it in. `running` is the line at the foot of each page, `badge` a word such as
    "Draft" ("" in a final document), `page_of` the translated "Page {page} of {pages}". `modified` is when the practice
    last changed (UTC).
    """

    practice: str
    language: str
    languages: tuple[str, ...]
    layout: Layout
    title: str
    title_language: str
    author: str
    subject: str
    keywords: str
    form: str
    badge: str
    running: str
    page_of: str
    modified: datetime
    blocks: tuple[Block, ...]
    template: str = ""
    version: int = 0


def texts(made: Outline) -> Iterator[str]:
    """Yield every text of an outline in reading order, labels and captions too."""
    for block in made.blocks:
        yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield block.text
        case Bullets():
            yield from block.items
        case Links():
            yield from block.addresses
        case Figure():
            yield block.description
        case Facts():
            yield block.caption
            yield from (text for row in block.rows for text in (row.label, *row.lines))
        case Parallel():
            yield from block.heads
            for cell in (cell for row in block.rows for cell in row if cell.blocks):
                yield cell.label
                yield from (text for one in cell.blocks for text in _texts(one))


def outline(
    template: Template,
    practice: Practice,
    languages: tuple[str, ...],
    *,
    layout: Layout = Layout.ONE_LANGUAGE,
    final: bool = False,
    working: bool = False,
) -> Outline:
    """Return the outline of a practice.

    One language gives running text; `Layout.SIDE_BY_SIDE` gives a column for each of `languages`, with labels of
    shared facts in the first. `final` leaves out what is empty, a draft shows it as missing. `working` includes the
    working fields; a final document never has them.
    """
    return _Builder(template, practice, languages, layout, final=final, working=working and not final).outline()


class _Builder:
    def __init__(
        self, template: Template, practice: Practice, languages: tuple[str, ...], layout: Layout, *, final: bool, working: bool
    ) -> None:
        self._template = template
        self._practice = practice
        self._languages = languages
        self._language = languages[0]
        self._layout = layout
        self._final = final
        self._working = working
        self._tr = i18n.translator(self._language)

    def outline(self) -> Outline:
        title, title_language = self._practice.title(self._template, self._language)
        form = self._template.label(self._language)
        keywords = self._template.fields.get("keywords")
        return Outline(
            practice=self._practice.id,
            language=self._language,
            languages=self._languages,
            layout=self._layout,
            title=title or self._tr(N_("Untitled practice")),
            title_language=title_language or self._language,
            author=self._author(),
            subject=self._practice.text(self._template.summary_field, self._language),
            keywords=self._practice.text(keywords.id, self._language) if keywords else "",
            form=form,
            badge="" if self._final else self._tr(N_("Draft")),
            running=form,
            page_of=self._tr(N_("Page {page} of {pages}")),
            modified=datetime.fromtimestamp(self._practice.modified / 1000, UTC),
            blocks=tuple(self._blocks(title, title_language)),
            template=self._template.id,
            version=self._template.version,
        )

    def _blocks(self, title: str, title_language: str) -> Iterator[Block]:
        title_field = self._template.fields[self._template.title_field]
        source = self._source(title_field, title_language or self._language)
        shown = title or self._tr(N_("Untitled practice"))
        yield Heading(shown, title_language or self._language, 1, source)
        if self._layout is Layout.ONE_LANGUAGE:
            yield from self._lead()
        yield from self._figures()
        if self._layout is Layout.SIDE_BY_SIDE:
            yield from self._parallel(self._head_fields())
        yield from self._facts()
        for section in self._template.sections:
            if section.handed_in or self._working:
                yield from self._section(section)

    def _author(self) -> str:
        contact = self._template.first_of(Kind.CONTACT)
        parts = values.parts_of(self._practice.text(contact.id, SHARED)) if contact else {}
        return parts.get("organisation", "")

    def _head_fields(self) -> list[Field]:
        """Title and summary, which stand at the head of every document."""
        named = (self._template.title_field, self._template.summary_field)
        return [self._template.fields[ident] for ident in named if ident in self._template.fields]

    def _lead(self) -> Iterator[Block]:
        summary = self._template.fields.get(self._template.summary_field)
        if summary is None:
            return
        text = self._practice.text(summary.id, self._language).strip()
        if text:
            yield Paragraph(text, self._language, "lead", self._source(summary, self._language))
        elif not self._final:
            words = f"{summary.label(self._language)}: {self._missing_word(summary)}"
            yield Paragraph(words, self._language, "missing", self._source(summary, self._language))

    def _figures(self) -> Iterator[Block]:
        for one in self._template.fields.values():
            held = self._practice.text(one.id, SHARED)
            if one.kind is Kind.IMAGE and held and (one.handed_in or self._working):
                described = [code for code in self._languages if self._practice.text(one.id, code).strip()]
                language = described[0] if described else self._language
                text = self._practice.text(one.id, language).strip() or one.label(language)
                yield Figure(held, text, language, self._source(one, SHARED))

    def _facts(self, working: Section | None = None) -> Iterator[Block]:
        """The short values that stand together in one table: all that are handed in, or those of a working section."""
        rows: list[Fact] = []
        for one in working.fields if working else self._template.fields.values():
            if one.handed_in is not bool(working) and applies(self._practice, one) and self._is_short(one):
                rows.extend(self._fact_rows(one))
        if rows:
            caption = working.label(self._language) if working else self._tr(N_("Key facts"))
            yield Facts(caption, tuple(rows), self._language)

    def _is_short(self, one: Field) -> bool:
        """Whether a value is a fact of a line or two; beside each other, short texts have their row in the columns."""
        if one.kind in (Kind.LONG_TEXT, Kind.IMAGE):
            return False
        return one.shared or (self._layout is Layout.ONE_LANGUAGE and one not in self._head_fields())

    def _fact_rows(self, one: Field) -> Iterator[Fact]:
        language = SHARED if one.shared else self._language
        held = self._practice.text(one.id, language)
        shown = values.show(one, held, self._language)
        source = self._source(one, language)
        if one.kind is Kind.PLACE:
            shown = values.place_name(one, held, self._language)
        if shown.strip():
            lines = tuple(line for line in shown.split("\n") if line)
            yield Fact(one.label(self._language), lines, self._language, link=one.kind is Kind.WEB_ADDRESSES, source=source)
        elif not self._final and (one.required or one.handed_in):
            yield Fact(one.label(self._language), (self._missing_word(one),), self._language, missing=True, source=source)

    def _section(self, section: Section) -> Iterator[Block]:
        written = [one for one in section.fields if self._stands_alone(one)]
        blocks: list[Block] = []
        if not section.handed_in:
            blocks.extend(self._facts(section))
        if self._layout is Layout.SIDE_BY_SIDE:
            blocks.extend(self._parallel([one for one in written if not one.shared]))
            written = [one for one in written if one.shared]
        for one in written:
            blocks.extend(self._text_field(one))
        if blocks:
            yield Heading(section.label(self._language), self._language, 2)
            yield from blocks

    def _stands_alone(self, one: Field) -> bool:
        """Whether a text has a place of its own below its section."""
        if not one.is_written or not (one.handed_in or self._working) or not applies(self._practice, one):
            return False
        return not self._is_short(one) and one not in self._head_fields()

    def _text_field(self, one: Field) -> Iterator[Block]:
        language = SHARED if one.shared else self._language
        blocks = tuple(self._text_blocks(one, language))
        if blocks:
            yield Heading(one.label(self._language), self._language, 3)
            yield from blocks

    def _parallel(self, fields: list[Field]) -> Iterator[Block]:
        rows = tuple(row for one in fields if (row := self._row(one)))
        if rows:
            yield Parallel(self._languages, self._names(), rows)

    def _row(self, one: Field) -> tuple[Cell, ...]:
        cells = tuple(Cell(code, one.label(code), tuple(self._text_blocks(one, code))) for code in self._languages)
        return cells if any(cell.blocks for cell in cells) else ()

    def _text_blocks(self, one: Field, language: str) -> Iterator[Paragraph | Bullets]:
        text = self._practice.text(one.id, language)
        spoken = self._template.submission_language if language == SHARED else language
        source = self._source(one, language)
        if not text.strip():
            if not self._final:
                yield Paragraph(self._missing_word(one, spoken), spoken, "missing", source)
            return
        for is_list, lines in _paragraphs(text):
            if is_list:
                yield Bullets(lines, spoken, source)
            else:
                yield from (Paragraph(line, spoken, source=source) for line in lines)

    def _missing_word(self, one: Field, language: str = "") -> str:
        tr = i18n.translator(language or self._language)
        return tr(N_("Not yet written (required)")) if one.required else tr(N_("Not yet written"))

    def _source(self, one: Field, language: str) -> Source:
        value = self._practice.value(one.id, language)
        label = one.label(self._language if language == SHARED else language)
        return Source(Key(one.id, language), value.head, self._practice.state(one.id, language), label)

    def _names(self) -> tuple[str, ...]:
        found = (self._template.language(code) for code in self._languages)
        return tuple(one.name if one else code for one, code in zip(found, self._languages, strict=True))


def printed_lines(text: str) -> list[str]:
    """Return the paragraphs and list items of a text as documents show them, the items after "– "."""
    return [f"– {line}" if is_list else line for is_list, lines in _paragraphs(text) for line in lines]


_MARKS = ("– ", "- ", "• ", "* ", "— ")
_BARE_MARKS = tuple(mark.strip() for mark in _MARKS)  # a list item that nobody wrote yet


def _paragraphs(text: str) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """Split a text at its newlines; lines that begin with a list mark, one after the other, are a list."""
    run: list[str] = []
    for line in (*text.split("\n"), ""):
        stripped = line.strip()
        mark = next((mark for mark in _MARKS if stripped.startswith(mark)), None)
        if mark or stripped in _BARE_MARKS:
            run.extend(item for item in (stripped[len(mark or stripped) :].strip(),) if item)
            continue
        if run:
            yield True, tuple(run)
            run = []
        if stripped:
            yield False, (stripped,)
