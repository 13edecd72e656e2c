"""A practice as a Word document: the blocks of its outline become paragraphs in real styles.

The value of each field stands in a bookmark `gp_<language>_<field>`, so that a returned document can be read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from itertools import groupby

import gptemplate
from gptemplate.documents import links, ooxml, style, word_styles, word_theme
from gptemplate.documents.language import tag
from gptemplate.documents.ooxml import DECLARATION, NAMESPACES, Relations, run, twips
from gptemplate.documents.pictures import Picture, picture
from gptemplate.documents.style import LANDSCAPE, MM, PORTRAIT, Page
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
from gptemplate.model.states import SHARED, Key

_LONGEST_NAME = 40  # characters that Word allows a bookmark
_HEADINGS = {1: "Title", 2: "Heading1", 3: "Heading2"}
_PLACES = re.compile(r"(\{page\}|\{pages\})")
_NOT_KEPT = '<w:keepNext w:val="0"/>'  # LibreOffice moves a whole table for one paragraph that is kept with the next
_IN_CELL = f'{_NOT_KEPT}<w:spacing w:before="0"/>'
_CLOSE = '<w:spacing w:after="0"/>'
_RUNNING = 90  # characters of the title in the foot


def write_word(outline: Outline, attachments: Mapping[str, bytes]) -> bytes:
    """Return the outline as a Word document; the same outline gives the same bytes.

    `attachments` are pictures by their id. One that is missing or broken is left out, its description stays.
    """
    page = LANDSCAPE if outline.layout is Layout.SIDE_BY_SIDE else PORTRAIT
    writer = _Writer(outline, attachments, page)
    document = writer.document()
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": ooxml.content_types(),
        "_rels/.rels": ooxml.root_relations(),
        "docProps/core.xml": _core(outline),
        "docProps/app.xml": _application(),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": writer.relations.xml(),
        "word/styles.xml": word_styles.styles(tag(outline.language), page.measure),
        "word/theme.xml": word_theme.theme(word_styles.FONT),
        "word/numbering.xml": word_styles.numbering(),
        "word/settings.xml": word_styles.settings(tag(outline.language)),
        "word/fontTable.xml": word_styles.font_table(),
        "word/footer.xml": _footer(outline),
    }
    return ooxml.package(parts | {f"word/{name}": content for name, content in writer.media.items()})


def bookmark_name(key: Key) -> str:
    """Return the name of the bookmark around a value; what is too long for Word ends in a digest."""
    language = "shared" if key.language == SHARED else key.language
    name = re.sub(r"[^A-Za-z0-9_]", "_", f"gp_{language}_{key.field}")
    if len(name) <= _LONGEST_NAME:
        return name
    digest = blake2b(key.field.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{name[: _LONGEST_NAME - 9]}_{digest}"


class _Writer:
    """Writes the body of one document, and gathers what the body refers to."""

    def __init__(self, outline: Outline, attachments: Mapping[str, bytes], page: Page) -> None:
        self._outline, self._attachments, self._page = outline, attachments, page
        self._language = tag(outline.language)
        self._names: set[str] = set()
        self._pictures = 0
        self._heading = ""
        self.media: dict[str, bytes] = {}
        self.relations = Relations()
        for kind in ("styles", "theme", "numbering", "settings", "fontTable", "footer"):
            self.relations.add(kind, f"{kind}.xml")

    def document(self) -> str:
        """Return the main part."""
        body = "".join((self._masthead(), *self._body(self._outline.blocks)))
        return f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}{self._sheet()}</w:body></w:document>"

    def _sheet(self) -> str:
        page = self._page
        turned = ' w:orient="landscape"' if page.width > page.height else ""
        foot = self.relations.add("footer", "footer.xml")
        return (
            f'<w:sectPr><w:footerReference w:type="default" r:id="{foot}"/>'
            f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{turned}/>'
            f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.side)}" w:bottom="{twips(page.bottom + 4 * MM)}"'
            f' w:left="{twips(page.side)}" w:header="{twips(10 * MM)}" w:footer="{twips(9 * MM)}" w:gutter="0"/></w:sectPr>'
        )

    def _masthead(self) -> str:
        content = run(self._outline.form, self._language)
        if self._outline.badge:
            badge = run(f"\u00a0{self._outline.badge}\u00a0", self._language, "Badge")
            content += f"<w:r><w:tab/></w:r>{badge}"
        return ooxml.paragraph("FormName", content)

    def _body(self, blocks: Sequence[Block]) -> Iterator[str]:
        """The blocks in order; all that shows one value stands in that value's bookmark."""
        for key, group in groupby(blocks, _key):
            paragraphs = [part for one in group for part in self._block(one)]
            yield self._marked(paragraphs, bookmark_name(key) if key else "")

    def _marked(self, paragraphs: Sequence[str], name: str) -> str:
        if not name or not paragraphs or name in self._names:
            return "".join(paragraphs)
        self._names.add(name)
        return ooxml.bookmarked(paragraphs, len(self._names), name)

    def _block(self, one: Block) -> Iterator[str]:
        match one:
            case Heading():
                yield self._title(one.text, one.language, _HEADINGS.get(one.level, "Heading3"))
            case Paragraph():
                yield self._paragraph(one)
            case Bullets():
                yield from (ooxml.paragraph("ListBullet", run(item, tag(one.language))) for item in one.items)
            case Links():
                yield from (self._line(address, one.language, "BodyText") for address in one.addresses)
            case Figure():
                yield self._figure(one)
            case Facts():
                yield self._facts(one)
            case Parallel():
                yield self._parallel(one)

    def _title(self, text: str, language: str, level: str) -> str:
        self._heading = text
        return self._headed(ooxml.paragraph(level, run(text, tag(language))))

    def _headed(self, heading: str) -> str:
        return self._marked([heading], f"gp_heading_{len(self._names) + 1}")

    def _paragraph(self, one: Paragraph) -> str:
        if one.role == "missing":
            return self._missing(one.text, one.language)
        placing = "<w:keepNext/>" if style.introduces(one.text) else ""
        return ooxml.paragraph("Subtitle" if one.role == "lead" else "BodyText", run(one.text, tag(one.language)), placing)

    def _missing(self, text: str, language: str, placing: str = "") -> str:
        mark = run(f"{style.MISSING_MARK}\u00a0", tag(language), "MissingMark")
        return ooxml.paragraph("Missing", mark + run(text, tag(language)), placing)

    def _line(self, text: str, language: str, chosen: str) -> str:
        address = links.target(text)
        if not address:
            return ooxml.paragraph(chosen, run(text, tag(language)))
        relation = self.relations.add("hyperlink", address, outside=True)
        return ooxml.paragraph(chosen, ooxml.link(relation, run(text, tag(language), "Hyperlink")))

    def _figure(self, one: Figure) -> str:
        shown = picture(self._attachments, one.attachment)
        if shown is None:
            return self._missing(one.description, one.language)
        self._pictures += 1
        size = shown.fitted((self._page.measure, style.PICTURE_HIGH))
        drawn = ooxml.drawing(self._embedded(shown), self._pictures, size, one.description)
        return ooxml.paragraph("Picture", drawn)

    def _embedded(self, shown: Picture) -> str:
        name = f"media/{blake2b(shown.content, digest_size=8).hexdigest()}.{shown.suffix}"
        self.media[name] = shown.content
        return self.relations.add("image", name)

    def _facts(self, one: Facts) -> str:
        widths = (self._page.label + 12 * MM, self._page.measure - self._page.label - 12 * MM)
        rows = [self._fact(fact, widths) for fact in one.rows]
        if one.caption != self._heading:
            caption = self._headed(ooxml.paragraph("TableCaption", run(one.caption, tag(one.language)), _NOT_KEPT))
            rows.insert(0, ooxml.row((ooxml.cell(sum(widths), caption, span=2),), head=True))
        return ooxml.table("Facts", widths, rows, one.caption, row_heads=True) + _after_table()

    def _fact(self, fact: Fact, widths: tuple[float, float]) -> str:
        label = ooxml.paragraph("FactLabel", run(fact.label, self._language))
        if fact.missing:
            values = [self._missing(line, fact.language, _CLOSE) for line in fact.lines]
        else:
            values = [self._line(line, fact.language, "FactValue") for line in fact.lines]
        value = self._marked(values, bookmark_name(fact.source.key) if fact.source else "")
        return ooxml.row((ooxml.cell(widths[0], label), ooxml.cell(widths[1], value)), whole=True)

    def _parallel(self, one: Parallel) -> str:
        width = self._page.measure / len(one.languages)
        named = zip(one.heads, one.languages, strict=True)
        heads = [ooxml.cell(width, ooxml.paragraph("TableHead", run(head, tag(code)))) for head, code in named]
        rows = [ooxml.row([ooxml.cell(width, self._cell(cell)) for cell in row]) for row in one.rows]
        widths = [width] * len(heads)
        table = ooxml.table("SideBySide", widths, [ooxml.row(heads, head=True), *rows], self._heading, row_heads=False)
        return table + _after_table()

    def _cell(self, cell: Cell) -> str:
        if not cell.blocks:
            return ooxml.paragraph("BodyText", "")
        label = ooxml.paragraph("Heading2", run(cell.label, tag(cell.language)), _IN_CELL)
        return self._headed(label) + "".join(self._body(cell.blocks))


def _key(one: Block) -> Key | None:
    """The register that a block shows by itself; tables mark the values in their cells."""
    source: Source | None = getattr(one, "source", None)
    return source.key if source else None


def _after_table() -> str:
    """Word joins tables that have no paragraph between them, and wants one at the end of a document."""
    flat = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>'
    return f"<w:p><w:pPr>{flat}</w:pPr></w:p>"


def _footer(outline: Outline) -> str:
    language = tag(outline.language)
    title = outline.title if len(outline.title) <= _RUNNING else outline.title[:_RUNNING].rsplit(" ", 1)[0] + "…"
    words = "  ·  ".join(part for part in (outline.running, outline.badge, title) if part)
    fields = {"{page}": ooxml.field("PAGE", "1", language), "{pages}": ooxml.field("NUMPAGES", "1", language)}
    parts = (fields.get(part) or run(part, language) for part in _PLACES.split(outline.page_of) if part)
    content = f"{run(words, language)}<w:r><w:tab/></w:r>{''.join(parts)}"
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{ooxml.paragraph('Footer', content)}</w:ftr>"


def _core(outline: Outline) -> str:
    moment = _stamp(outline.modified)
    parts = {
        "dc:title": outline.title,
        "dc:subject": outline.subject or outline.form,
        "dc:creator": outline.author,
        "cp:keywords": outline.keywords,
        "dc:language": tag(outline.language),
    }
    told = "".join(f"<{name}>{ooxml.text(held)}</{name}>" for name, held in parts.items())
    dates = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified"))
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{told}{dates}</cp:coreProperties>'
    )


def _application() -> str:
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>gptemplate</Application><AppVersion>{_version()}</AppVersion></Properties>"
    )


def _version() -> str:
    """The version as Word wants it: two numbers."""
    major, minor = f"{gptemplate.__version__}.0".split(".")[:2]
    return f"{major}.{int(re.sub(r'[^0-9]', '', minor) or 0):04d}"


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
