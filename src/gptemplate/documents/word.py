"""A practice as a Word document: the blocks of its outline become paragraphs in real styles.

Every value stands in a content control, in a row whose label carries a bookmark (see `word_keys`), so that the
document can be read back. Title and summary stand at the head without a label, and are known by their styles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from gptemplate import i18n
from gptemplate.documents import links, ooxml, style, word_parts
from gptemplate.documents.language import tag
from gptemplate.documents.ooxml import Relations, prose, run
from gptemplate.documents.pictures import Picture, picture
from gptemplate.documents.style import LANDSCAPE, MM, PORTRAIT, Page
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
from gptemplate.i18n import N_
from gptemplate.model.outline import (
    Block,
    Bullets,
    Cell,
    Fact,
    Facts,
    Figure,
    Heading,
    Layout,
    Links,
    Outline,
    Paragraph,
    Parallel,
    Source,
)
from gptemplate.model.states import Key, State

_NOT_KEPT = '<w:keepNext w:val="0"/>'  # LibreOffice moves a whole table for one paragraph that is kept with the next
_IN_CELL = f'{_NOT_KEPT}<w:spacing w:before="0"/>'
_ALONE = ("Title", "Heading1", "Heading2")
_BELOW_COVER = ("Heading1", "Heading2", "Heading3")
"""Styles of the practice, its sections and its fields."""
_WHOLE = 600  # characters of a text whose row is not split between pages


def write_word(outline: Outline, attachments: Mapping[str, bytes]) -> bytes:
    """Return the outline as a Word document; the same outline gives the same bytes.

    `attachments` are pictures by their id. One that is missing or broken is left out, its description stays.
    """
    page = LANDSCAPE if outline.layout is Layout.SIDE_BY_SIDE else PORTRAIT
    held = Held()
    foot = held.relations.add("footer", "footer.xml")
    document = ooxml.document(body(outline, attachments, page, held) + word_parts.sheet(page, foot))
    about = word_parts.About(
        outline.title,
        outline.subject or outline.form,
        outline.author,
        outline.keywords,
        outline.language,
        outline.modified,
        _properties(outline) | held.revisions,
    )
    words = (outline.running, outline.badge)
    parts = word_parts.common(about, page) | {
        "word/document.xml": document,
        "word/_rels/document.xml.rels": held.relations.xml(),
        "word/footer.xml": word_parts.footer(words, outline.title, outline.page_of, tag(outline.language), page),
    }
    return ooxml.package(parts | {f"word/{name}": content for name, content in held.media.items()})


def _properties(outline: Outline) -> dict[str, str]:
    held = {PRACTICE: outline.practice, TEMPLATE: outline.template, VERSION: str(outline.version or "")}
    return {name: one for name, one in held.items() if one} | {LANGUAGES: " ".join(outline.languages)}


class Held:
    """What the bodies of a file refer to, and the names and numbers that may stand in it once only."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.controls = 0
        self.pictures = 0
        self.media: dict[str, bytes] = {}
        self.revisions: dict[str, str] = {}
        self.relations = Relations()
        for kind in ("styles", "theme", "numbering", "settings", "fontTable"):
            self.relations.add(kind, f"{kind}.xml")


def body(outline: Outline, attachments: Mapping[str, bytes], page: Page, held: Held, chapter: str = "") -> str:
    """Return the paragraphs and tables of an outline.

    `chapter` "" is a document of its own; else the name of the bookmark of a chapter, whose headings are a level deeper.
    """
    return _Writer(outline, attachments, page, held, chapter).body()


@dataclass(slots=True)
class _Row:
    """A field whose text has a row of its own."""

    label: Heading
    blocks: list[Block] = field(default_factory=list)


class _Writer:
    """Writes the body of one document, and gathers what the body refers to."""

    def __init__(self, outline: Outline, attachments: Mapping[str, bytes], page: Page, held: Held, chapter: str = "") -> None:
        self._outline, self._attachments, self._page = outline, attachments, page
        self._held, self._chapter = held, chapter
        self._title_style, self._section, self._field_style = _BELOW_COVER if chapter else _ALONE
        self._language = tag(outline.language)
        self._tr = i18n.translator(outline.language)
        self._widths = (page.label + 4 * MM, page.measure - page.label - 4 * MM)
        self._heading = ""

    def body(self) -> str:
        """Return the masthead and everything below it."""
        return "".join((self._masthead(), *self._body()))

    def _masthead(self) -> str:
        content = run(self._outline.form, self._language)
        if self._outline.badge:
            badge = run(f"\u00a0{self._outline.badge}\u00a0", self._language, "Badge")
            content += ooxml.tab(self._language) + badge
        return ooxml.paragraph("FormName", self._headed(content))

    def _body(self) -> Iterator[str]:
        """The blocks in order; facts and fields below one heading share a table."""
        rows: list[str] = []
        for one in _in_rows(self._outline.blocks):
            belongs = isinstance(one, _Row) or (isinstance(one, Facts) and one.caption == self._heading)
            if rows and not belongs:
                yield self._table(rows)
                rows = []
            match one:
                case _Row():
                    rows.append(self._field(one))
                case Facts():
                    if not belongs:
                        yield self._title(one.caption, one.language)
                    rows.extend(map(self._fact, one.rows))
                case _:
                    yield self._block(one)
        if rows:
            yield self._table(rows)

    def _block(self, one: Block) -> str:
        match one:
            case Heading(level=1) if self._stands_again(one):
                return ooxml.paragraph(self._title_style, self._named(self._headed(self._shown(one, one.text))))
            case Heading(level=1):
                return self._value((one,), self._alone(one))
            case Heading():
                return self._title(one.text, one.language)
            case Figure():
                return self._figure(one)
            case Parallel():
                return self._parallel(one)
            case _:
                return self._value((one,), self._alone(one))

    def _stands_again(self, title: Heading) -> bool:
        """Whether the title has a row of its own below; a value must stand in one place only."""
        outline = self._outline
        return outline.layout is Layout.SIDE_BY_SIDE and (
            title.source is None or title.source.key.language in outline.languages
        )

    def _alone(self, one: Block) -> str:
        """A value that stands without a label: the bookmark is on its own text."""
        source = _source(one)
        name = self._bookmark(source)
        if isinstance(one, Heading):
            content = self._marked(self._shown(one, one.text), name)
            return ooxml.paragraph(self._title_style, self._named(content))
        if isinstance(one, Paragraph):
            content = self._marked(self._shown(one, one.text), name)
            return ooxml.paragraph("BodyText" if one.role == "body" else "Subtitle", content)
        return "".join(self._paragraphs(one))

    def _shown(self, one: Heading | Paragraph, text: str) -> str:
        if _is_missing(one):
            return self._hint(text, one.language)
        return prose(text, tag(one.language))

    def _hint(self, text: str, language: str) -> str:
        return run(f"{style.MISSING_MARK}\u00a0", tag(language), "MissingMark") + run(text, tag(language), "PlaceholderText")

    def _value(self, blocks: Sequence[Block], content: str) -> str:
        """The paragraphs of a value in its control; what shows no value stands as it is."""
        source = _source(blocks[0])
        if source is None or not content:
            return content
        return self._control(source, content, placeholder=_is_missing(blocks[0]))

    def _control(self, source: Source, content: str, *, kind: str = "", placeholder: bool = False) -> str:
        self._held.controls += 1
        if source.revision:
            self._held.revisions[self._bookmark(source)] = source.revision[:REVISION]
        named = tag_of(self._outline.practice, source.key, source.revision)
        return ooxml.control(self._held.controls, named, source.label, content, kind=kind, placeholder=placeholder)

    def _marked(self, content: str, name: str) -> str:
        """Runs in a bookmark; a name that is there already is not used again."""
        if not name or name in self._held.names:
            return content
        self._held.names.add(name)
        return ooxml.bookmark(content, len(self._held.names), name)

    def _headed(self, content: str) -> str:
        return self._marked(content, f"{HEADING}{len(self._held.names) + 1}")

    def _named(self, content: str) -> str:
        """The title of a chapter, which other pages lead to."""
        return self._marked(content, self._chapter)

    def _bookmark(self, source: Source | None) -> str:
        return bookmark_name(source.key, chapter=self._chapter) if source else ""

    def _title(self, text: str, language: str) -> str:
        self._heading = text
        return ooxml.paragraph(self._section, self._headed(run(text, tag(language))))

    def _paragraphs(self, one: Block) -> Iterator[str]:
        match one:
            case Paragraph(role="missing"):
                yield ooxml.paragraph("BodyText", self._hint(one.text, one.language))
            case Paragraph():
                placing = "<w:keepNext/>" if style.introduces(one.text) else ""
                yield ooxml.paragraph("BodyText", prose(one.text, tag(one.language)), placing)
            case Bullets():
                yield from (ooxml.paragraph("ListBullet", prose(item, tag(one.language))) for item in one.items)
            case Links():
                yield from (self._line(address, one.language, "BodyText") for address in one.addresses)
            case _:
                yield self._block(one)

    def _line(self, text: str, language: str, chosen: str) -> str:
        address = links.target(text)
        if not address:
            return ooxml.paragraph(chosen, run(text, tag(language)))
        relation = self._held.relations.add("hyperlink", address, outside=True)
        return ooxml.paragraph(chosen, ooxml.link(relation, run(text, tag(language), "Hyperlink")))

    def _figure(self, one: Figure) -> str:
        shown = picture(self._attachments, one.attachment)
        if shown is None:
            return ooxml.paragraph("BodyText", self._headed(self._hint(one.description, one.language)))
        self._held.pictures += 1
        size = shown.fitted((self._page.measure, style.PICTURE_HIGH))
        name = bookmark_name(Key(one.source.key.field, one.language)) if one.source else f"Picture {self._held.pictures}"
        drawn = ooxml.drawing(self._embedded(shown), self._held.pictures, name, size, one.description)
        return ooxml.paragraph("Picture", drawn)

    def _embedded(self, shown: Picture) -> str:
        name = f"media/{blake2b(shown.content, digest_size=8).hexdigest()}.{shown.suffix}"
        self._held.media[name] = shown.content
        return self._held.relations.add("image", name)

    def _heads(self) -> str:
        """The first row of a table of labels and values."""
        words = (self._tr(N_("Field")), self._tr(N_("Content")))
        cells = zip(self._widths, words, strict=True)
        return ooxml.row(
            [
                ooxml.cell(width, ooxml.paragraph("ColumnHead", self._headed(run(word, self._language))))
                for width, word in cells
            ],
            head=True,
        )

    def _table(self, rows: Sequence[str]) -> str:
        style = "Texts" if any(f'"{self._field_style}"' in row for row in rows) else "Facts"
        return ooxml.table(style, self._widths, [self._heads(), *rows], self._heading, row_heads=True) + ooxml.hairline()

    def _fact(self, fact: Fact) -> str:
        name = self._bookmark(fact.source)
        label = ooxml.paragraph("FactLabel", self._marked(run(fact.label, self._language), name))
        if fact.missing:
            shown = "".join(ooxml.paragraph("FactValue", self._hint(line, fact.language)) for line in fact.lines)
        else:
            shown = "".join(self._line(line, fact.language, "FactValue") for line in fact.lines)
            # LibreOffice shows the code of a link in the first paragraph of a control.
            shown = f"{ooxml.hairline()}{shown}" if links.target(fact.lines[0]) else shown
        value = self._control(fact.source, shown, placeholder=fact.missing) if fact.source else shown
        return self._label_and_value(label, value, whole=True)

    def _field(self, one: _Row) -> str:
        source = _source(one.blocks[0])
        marked = self._marked(run(one.label.text, tag(one.label.language)), self._bookmark(source))
        label = ooxml.paragraph(self._field_style, marked, _IN_CELL)
        content = "".join(part for block in one.blocks for part in self._paragraphs(block))
        return self._label_and_value(label, self._value(one.blocks, content), whole=_length(one.blocks) < _WHOLE)

    def _label_and_value(self, label: str, value: str, *, whole: bool) -> str:
        return ooxml.row((ooxml.cell(self._widths[0], label), ooxml.cell(self._widths[1], value)), whole=whole)

    def _parallel(self, one: Parallel) -> str:
        width = self._page.measure / len(one.languages)
        named = zip(one.heads, one.languages, strict=True)
        heads = [ooxml.cell(width, ooxml.paragraph("TableHead", self._headed(run(head, tag(code))))) for head, code in named]
        rows = [
            ooxml.row(
                [ooxml.cell(width, self._cell(cell)) for cell in row],
                whole=max(_length(cell.blocks) for cell in row) * len(row) < _WHOLE,
            )
            for row in one.rows
        ]
        title = self._heading or self._outline.title
        table = ooxml.table("SideBySide", [width] * len(heads), [ooxml.row(heads, head=True), *rows], title, row_heads=False)
        return table + ooxml.hairline()

    def _cell(self, cell: Cell) -> str:
        if not cell.blocks:
            return ooxml.paragraph("BodyText", "")
        source = _source(cell.blocks[0])
        marked = self._marked(run(cell.label, tag(cell.language)), self._bookmark(source))
        content = "".join(part for block in cell.blocks for part in self._paragraphs(block))
        return ooxml.paragraph(self._field_style, marked, _IN_CELL) + self._value(cell.blocks, content)


def _in_rows(blocks: Sequence[Block]) -> Iterator[Block | _Row]:
    """The blocks in order; a field that has a heading of its own is a row."""
    row: _Row | None = None
    for one in blocks:
        if row and isinstance(one, Paragraph | Bullets | Links):
            row.blocks.append(one)
            continue
        if row:
            yield row
        row = _Row(one) if isinstance(one, Heading) and one.level > 2 else None
        if row is None:
            yield one
    if row:
        yield row


def _source(one: Block) -> Source | None:
    source: Source | None = getattr(one, "source", None)
    return source


def _is_missing(one: Block) -> bool:
    source = _source(one)
    return source is not None and source.state is State.EMPTY


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(text) for one in blocks for text in _texts(one))


def _texts(one: Block) -> Sequence[str]:
    match one:
        case Paragraph():
            return (one.text,)
        case Bullets():
            return one.items
        case _:
            return ()
