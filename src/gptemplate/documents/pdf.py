"""A practice as a PDF: the blocks of its outline become pieces, the pieces pages.

Labels stand in a narrow column beside the texts, so that lines stay short enough to read and a heading can never be
left alone at the foot of a page. Side by side, each language has a column of a page on its side.

The nodes of the structure are made in the order of the outline, which is the order in which the document is read aloud.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gptemplate.documents import fonts, lines, links, style
from gptemplate.documents.flow import Grid, Item, Photo, Piece, Row, Stack, Text, pages
from gptemplate.documents.metadata import Properties
from gptemplate.documents.pen import FOOTER, Bookmark, Pen, Place
from gptemplate.documents.pictures import picture
from gptemplate.documents.style import GUTTER, LANDSCAPE, MM, PORTRAIT, Page, TextStyle
from gptemplate.documents.tagging import DISC, SCOPE_COLUMN, SCOPE_ROW, Node
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
    texts,
)
from gptemplate.model.states import Key

_SEPARATOR = "  ·  "
_SHORT = 0.25  # of a page


def write_pdf(outline: Outline, attachments: Mapping[str, bytes]) -> bytes:
    """Return the outline as a PDF that is PDF/UA-1 and PDF/A-2a; the same outline gives the same bytes.

    `attachments` are pictures by their id. One that is missing or broken is left out, its description stays.
    """
    return write_placed_pdf(outline, attachments)[0]


def write_placed_pdf(outline: Outline, attachments: Mapping[str, bytes]) -> tuple[bytes, dict[Key, tuple[Place, ...]]]:
    """Return the outline as a PDF, and where on its pages each value stands, in reading order."""
    page = LANDSCAPE if outline.layout is Layout.SIDE_BY_SIDE else PORTRAIT
    pen = Pen(page, _properties(outline))
    root, filled = set_pages(outline, attachments, page)
    words = (outline.running, outline.badge, outline.title)
    for number, part in enumerate(filled, 1):
        part.draw(pen, page.side, page.height - page.top)
        foot(pen, page, words, outline.page_of.format(page=number, pages=len(filled)))
        pen.turn()
    return pen.finish(root), {key: tuple(places) for key, places in pen.places.items()}


def undrawable(outline: Outline) -> str:
    """Return the characters that the PDF shows as a box, since no typeface has them, each once."""
    return fonts.undrawable((outline.title, outline.form, *texts(outline)))


def set_pages(
    outline: Outline, attachments: Mapping[str, bytes], page: Page, *, whole: str = "Document", deeper: int = 0
) -> tuple[Node, list[Stack]]:
    """Return the structure and the pages; set tighter where a few lines would be left for a page of their own.

    `whole` is what the outline is in the structure, `deeper` how many levels of headings are above it.
    """
    setter = _Setter(outline, attachments, page, whole=whole, deeper=deeper)
    airy = pages(Stack(tuple(setter.pieces())), page.room)
    if len(airy) == 1 or airy[-1].height > _SHORT * page.room:
        return setter.root, airy
    for air in style.TIGHTER:
        closer = _Setter(outline, attachments, page, air, setter.broken, whole=whole, deeper=deeper)
        tight = pages(Stack(tuple(closer.pieces())), page.room)
        if len(tight) < len(airy):
            return closer.root, tight
    return setter.root, airy


def _properties(outline: Outline) -> Properties:
    subject = outline.subject or outline.form
    return Properties(outline.title, outline.author, subject, outline.keywords, outline.language, outline.modified)


def foot(pen: Pen, page: Page, parts: Sequence[str], number: str) -> None:
    """Draw the foot of a page: some words, and which page it is."""
    top = page.bottom - 8 * MM
    shown = fonts.drawable(number)
    room = page.measure - fonts.width(shown, style.FOOT)
    words = _SEPARATOR.join(fonts.drawable(part) for part in parts if part)
    with pen.decoration(FOOTER):
        pen.rule(page.side, top + 2 * MM, page.measure, style.RULE)
        pen.lines((shown,), style.FOOT, page.side + room, top)
        pen.lines((fonts.shortened(words, style.FOOT, room - GUTTER),), style.FOOT, page.side, top)


class Masthead:
    """The line above the title: the form's name, and a badge if the document is not final."""

    before, keep, height, least = 0.0, True, style.FORM.leading + 2, style.FORM.leading + 2

    def __init__(self, form: str, badge: str, width: float, node: Node) -> None:
        self._form, self._badge, self._width = fonts.drawable(form), fonts.drawable(badge), width
        self._form_node, self._badge_node = node.add("P"), node.add("P") if badge else node

    def split(self, room: float, *, force: bool = False) -> tuple[Piece | None, Piece | None]:
        return (self, None) if force or self.height <= room else (None, self)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        room = self._width
        if self._badge:
            wide = fonts.width(self._badge, style.BADGE) + 14
            room -= wide + GUTTER
            pen.pill(x + self._width - wide, top + 1.5, wide, style.BADGE.leading + 3, style.AMBER_PALE)
            pen.lines((self._badge,), style.BADGE, x + self._width - wide + 7, top, node=self._badge_node)
        pen.lines((fonts.shortened(self._form, style.FORM, room),), style.FORM, x, top, node=self._form_node)


_LABELS = frozenset({style.TITLE, style.SECTION, style.FIELD, style.LABEL, style.HEAD})
_LINES = 6  # of a fact that stay together
_Broken = dict[tuple[str, TextStyle, float, str], tuple[str, ...]]


class _Setter:
    """Sets the blocks of one outline. `broken` remembers where lines end, for another try with less air."""

    def __init__(
        self,
        outline: Outline,
        attachments: Mapping[str, bytes],
        page: Page,
        air: float = 1.0,
        broken: _Broken | None = None,
        *,
        whole: str = "Document",
        deeper: int = 0,
    ) -> None:
        self._outline, self._attachments, self._page, self._air = outline, attachments, page, air
        self._beside = page.label + GUTTER
        self._column = page.measure - self._beside
        self._heading = ""
        self.broken: _Broken = {} if broken is None else broken
        self.root, self._deeper = Node(whole, outline.language), deeper
        self._part = self.root.add("Sect")

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces of the document in reading order."""
        yield Masthead(self._outline.form, self._outline.badge, self._page.measure, self._part)
        for group in _groups(self._outline.blocks):
            match group[0]:
                case Heading(level=1):
                    yield self._opening(group)
                case Heading(level=3) as heading:
                    yield self._field(heading, group[1:])
                case _:
                    yield from self._block(group[0], self._part)

    def _opening(self, group: Sequence[Block]) -> Piece:
        """The title and the lead, with the first picture to their right."""
        found = next((one for one in group if isinstance(one, Figure)), None)
        shown = picture(self._attachments, found.attachment) if found else None
        if found is None or shown is None:
            return Stack(tuple(self._opening_words(group, self._page.measure)), style.TITLE.before)
        size = shown.fitted(self._page.photo)
        room = self._page.measure - size[0] - GUTTER
        words = Stack(tuple(self._opening_words([one for one in group if one is not found], room)))
        photo = Stack((Photo(shown, size, self._figure_node(found, self._part)),))
        return Row(((0, words), (self._page.measure - size[0], photo)), before=style.TITLE.before + 3)

    def _opening_words(self, group: Sequence[Block], width: float) -> Iterator[Piece]:
        for one in group:
            match one:
                case Heading():
                    node = self._part.add(self._level(1), one.language, source=one.source)
                    yield self._text(one.text, style.TITLE, width, node, bookmark=Bookmark(one.text, 0))
                case Paragraph(role="lead"):
                    yield self._text(one.text, style.LEAD, width, self._part.add("P", one.language, source=one.source))
                case _:
                    yield from self._body(one, width, self._part)

    def _level(self, level: int) -> str:
        return f"H{level + self._deeper}"

    def _block(self, one: Block, parent: Node) -> Iterator[Piece]:
        match one:
            case Heading():
                self._part = self.root.add("Sect")
                yield self._section(one.text, one.language)
            case Facts():
                yield from self._facts(one)
            case Parallel():
                yield self._parallel(one)
            case _:
                yield from self._body(one, self._page.measure, parent)

    def _section(self, text: str, language: str) -> Text:
        self._heading = text
        node = self._part.add(self._level(2), language)
        return self._text(text, style.SECTION, self._page.measure, node, bookmark=Bookmark(text, 1))

    def _field(self, heading: Heading, blocks: Sequence[Block]) -> Piece:
        node = self._part.add(self._level(3), heading.language)
        label = self._text(heading.text, style.FIELD, self._page.label, node, bookmark=Bookmark(heading.text, 2))
        body = [piece for one in blocks for piece in self._body(one, self._column, self._part)]
        columns = ((0.0, Stack((label,))), (self._beside, Stack(body)))
        return self._row(columns, style.FIELD_ROW)

    def _body(self, one: Block, width: float, parent: Node) -> Iterator[Piece]:
        match one:
            case Paragraph(role="missing"):
                yield self._missing(one.text, width, parent.add("P", one.language, source=one.source))
            case Paragraph():
                node = parent.add("P", one.language, source=one.source)
                yield self._text(one.text, style.BODY, width, node, keep=style.introduces(one.text))
            case Bullets():
                yield from self._bullets(one, width, parent)
            case Links():
                yield from (
                    self._line(address, width, parent.add("P", one.language, source=one.source)) for address in one.addresses
                )
            case Figure():
                yield self._figure(one, width, parent)
            case _:
                yield from self._block(one, parent)

    def _bullets(self, one: Bullets, width: float, parent: Node) -> Iterator[Piece]:
        whole = parent.add("L", one.language, DISC, source=one.source)
        for words in one.items:
            item = whole.add("LI")
            mark, node = Item(style.BULLET, item.add("Lbl")), item.add("LBody")
            yield self._text(words, style.ITEM, width, node, mark=mark)

    def _missing(self, text: str, width: float, node: Node) -> Text:
        return self._text(text, style.MISSING, width, node, mark=Item(style.MISSING_MARK))

    def _figure(self, one: Figure, width: float, parent: Node) -> Piece:
        shown = picture(self._attachments, one.attachment)
        if shown is None:
            return self._missing(one.description, width, parent.add("P", one.language, source=one.source))
        return Photo(shown, shown.fitted((width, style.PICTURE_HIGH)), self._figure_node(one, parent), before=10)

    def _figure_node(self, one: Figure, parent: Node) -> Node:
        node = parent.add("Figure", one.language, source=one.source)
        node.alternative = fonts.plain(one.description) or fonts.plain(self._outline.title)
        return node

    def _facts(self, one: Facts) -> Iterator[Piece]:
        """A table of labels and values; a page on its side has room for two of them."""
        if one.caption != self._heading:
            self._part = self.root.add("Sect")
            yield self._section(one.caption, one.language)
        body = self._part.add("Table", one.language).add("TBody")
        if self._page is PORTRAIT:
            yield Stack([self._fact(row, self._page.measure, body) for row in one.rows], before=style.TABLE)
            return
        width, half = (self._page.measure - GUTTER) / 2, (len(one.rows) + 1) // 2
        left, right = ([self._fact(row, width, body) for row in part] for part in (one.rows[:half], one.rows[half:]))
        yield Row(((0, Stack(left)), (width + GUTTER, Stack(right))), before=style.TABLE)

    def _fact(self, row: Fact, width: float, body: Node) -> Row:
        room, node = width - self._beside, body.add("TR")
        label = self._text(row.label, style.LABEL, self._page.label, node.add("TH", row.language, SCOPE_ROW))
        cell = node.add("TD", row.language, source=row.source)
        set_line = self._missing if row.missing else self._line
        values = [set_line(line, room, cell.add("P")) for line in row.lines]
        columns = ((0, Stack((label,))), (self._beside, Stack(values)))
        return self._row(columns, style.FACT_ROW, width, whole=len(values) <= _LINES)

    def _line(self, text: str, width: float, node: Node) -> Text:
        """A line of a fact, which leads somewhere if it is an address."""
        address = links.target(text)
        if address:
            return self._text(text, style.LINK, width, node.add("Link"), link=address)
        return self._text(text, style.VALUE, width, node)

    def _text(self, text: str, chosen: TextStyle, width: float, node: Node, **more: Any) -> Text:
        room = width - style.INDENT if "mark" in more else width
        language = "" if "link" in more else node.language or self._outline.language  # an address has no syllables
        asked = (text, chosen, room, language)
        found = self.broken.get(asked)
        if found is None:
            found = self.broken[asked] = lines.broken(fonts.drawable(text), chosen, room, language, sparing=chosen in _LABELS)
        return Text(found, style.aired(chosen, self._air), node, **more)

    def _row(self, columns: Sequence[tuple[float, Stack]], space: float, width: float = 0, *, whole: bool = False) -> Row:
        """A row with as much space above its rule as below it."""
        space *= self._air
        return Row(columns, before=space, padding=space, rule=width or self._page.measure, whole=whole)

    def _parallel(self, one: Parallel) -> Piece:
        count = len(one.languages)
        width = (self._page.measure - (count - 1) * GUTTER) / count
        starts = [at * (width + GUTTER) for at in range(count)]
        table = self._part.add("Table")
        names, body = table.add("THead").add("TR"), table.add("TBody")
        heads = [
            (x, Stack((self._text(head, style.HEAD, width, names.add("TH", language, SCOPE_COLUMN)),)))
            for x, head, language in zip(starts, one.heads, one.languages, strict=True)
        ]
        rows = [self._parallel_row(row, starts, width, body.add("TR")) for row in one.rows]
        return Grid(Row(heads), Stack(rows), before=style.TABLE)

    def _parallel_row(self, row: Sequence[Cell], starts: Sequence[float], width: float, node: Node) -> Row:
        cells = [(x, self._cell(cell, width, node.add("TD", cell.language))) for x, cell in zip(starts, row, strict=True)]
        return self._row(cells, style.FIELD_ROW)

    def _cell(self, cell: Cell, width: float, node: Node) -> Stack:
        if not cell.blocks:
            return Stack(())
        label = self._text(cell.label, style.FIELD, width, node.add("P", cell.language))
        return Stack((label, *(piece for one in cell.blocks for piece in self._body(one, width, node))))


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield each heading of a practice or a field with the texts below it; every other block by itself."""
    group: list[Block] = []
    for one in blocks:
        below = group and isinstance(group[0], Heading) and not isinstance(one, Heading | Facts | Parallel)
        if not (below and isinstance(group[0], Heading) and group[0].level != 2):
            if group:
                yield group
            group = []
        group.append(one)
    if group:
        yield group
