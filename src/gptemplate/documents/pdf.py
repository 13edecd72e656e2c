"""A practice as a PDF: the blocks of its outline become pieces, the pieces pages.

Labels stand in a narrow column beside the texts, so that lines stay short enough to read and a heading can never be
left alone at the foot of a page. Side by side, each language has a column of a page on its side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gptemplate.documents import fonts, links, style
from gptemplate.documents.flow import Grid, Photo, Piece, Row, Stack, Text, pages
from gptemplate.documents.language import tag
from gptemplate.documents.pen import Bookmark, Pen, Properties
from gptemplate.documents.pictures import picture
from gptemplate.documents.style import GUTTER, LANDSCAPE, MM, PORTRAIT, Page, TextStyle
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
)

_SEPARATOR = "  ·  "
_SHORT = 0.25  # of a page


def write_pdf(outline: Outline, attachments: Mapping[str, bytes]) -> bytes:
    """Return the outline as a PDF; the same outline gives the same bytes.

    `attachments` are pictures by their id. One that is missing or broken is left out, its description stays.
    """
    page = LANDSCAPE if outline.layout is Layout.SIDE_BY_SIDE else PORTRAIT
    pen = Pen(page, _properties(outline))
    filled = _filled(outline, attachments, page)
    for number, part in enumerate(filled, 1):
        part.draw(pen, page.side, page.height - page.top)
        _foot(pen, page, outline, number, len(filled))
        pen.turn()
    return pen.finish()


def _filled(outline: Outline, attachments: Mapping[str, bytes], page: Page) -> list[Stack]:
    """The pages; set tighter where a few lines would be left for a page of their own."""
    airy = pages(Stack(tuple(_Setter(outline, attachments, page).pieces())), page.room)
    if len(airy) == 1 or airy[-1].height > _SHORT * page.room:
        return airy
    for air in style.TIGHTER:
        tight = pages(Stack(tuple(_Setter(outline, attachments, page, air).pieces())), page.room)
        if len(tight) < len(airy):
            return tight
    return airy


def _properties(outline: Outline) -> Properties:
    language = tag(outline.language)
    subject = outline.subject or outline.form
    return Properties(outline.title, outline.author, subject, outline.keywords, language, outline.modified)


def _foot(pen: Pen, page: Page, outline: Outline, number: int, count: int) -> None:
    top = page.bottom - 8 * MM
    shown = outline.page_of.format(page=number, pages=count)
    room = page.measure - fonts.width(shown, style.FOOT)
    pen.rule(page.side, top + 2 * MM, page.measure, style.RULE)
    pen.lines((shown,), style.FOOT, page.side + room, top)
    words = _SEPARATOR.join(fonts.drawable(part) for part in (outline.running, outline.badge, outline.title) if part)
    pen.lines((fonts.shortened(words, style.FOOT, room - GUTTER),), style.FOOT, page.side, top)


class _Masthead:
    """The line above the title: the form's name, and a badge if the document is not final."""

    before, keep, height, least = 0.0, True, style.FORM.leading + 2, style.FORM.leading + 2

    def __init__(self, form: str, badge: str, width: float) -> None:
        self._form, self._badge, self._width = fonts.drawable(form), fonts.drawable(badge), width

    def split(self, room: float, *, force: bool = False) -> tuple[Piece | None, Piece | None]:
        return (self, None) if force or self.height <= room else (None, self)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        room = self._width
        if self._badge:
            wide = fonts.width(self._badge, style.BADGE) + 14
            room -= wide + GUTTER
            pen.pill(x + self._width - wide, top + 1.5, wide, style.BADGE.leading + 3, style.AMBER_PALE)
            pen.lines((self._badge,), style.BADGE, x + self._width - wide + 7, top)
        pen.lines((fonts.shortened(self._form, style.FORM, room),), style.FORM, x, top)


_SHORT = 6  # lines of a fact that stay together


class _Setter:
    """Sets the blocks of one outline."""

    def __init__(self, outline: Outline, attachments: Mapping[str, bytes], page: Page, air: float = 1.0) -> None:
        self._outline, self._attachments, self._page, self._air = outline, attachments, page, air
        self._beside = page.label + GUTTER
        self._column = page.measure - self._beside
        self._heading = ""

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces of the document in reading order."""
        yield _Masthead(self._outline.form, self._outline.badge, self._page.measure)
        for group in _groups(self._outline.blocks):
            match group[0]:
                case Heading(level=1):
                    yield self._opening(group)
                case Heading(level=3) as heading:
                    yield self._field(heading, group[1:])
                case _:
                    yield from self._block(group[0])

    def _opening(self, group: Sequence[Block]) -> Piece:
        """The title and the lead, with the first picture to their right."""
        found = next((one for one in group if isinstance(one, Figure)), None)
        shown = picture(self._attachments, found.attachment) if found else None
        if shown is None:
            return Stack(tuple(self._opening_words(group, self._page.measure)), style.TITLE.before)
        wide, high = shown.fitted(self._page.photo)
        room = self._page.measure - wide - GUTTER
        words = Stack(tuple(self._opening_words([one for one in group if one is not found], room)))
        photo = Stack((Photo(shown, wide, high),))
        return Row(((0, words), (self._page.measure - wide, photo)), before=style.TITLE.before + 3)

    def _opening_words(self, group: Sequence[Block], width: float) -> Iterator[Piece]:
        for one in group:
            match one:
                case Heading():
                    yield self._text(one.text, style.TITLE, width, bookmark=Bookmark(one.text, 0))
                case Paragraph(role="lead"):
                    yield self._text(one.text, style.LEAD, width)
                case _:
                    yield from self._body(one, width)

    def _block(self, one: Block) -> Iterator[Piece]:
        match one:
            case Heading():
                self._heading = one.text
                yield self._text(one.text, style.SECTION, self._page.measure, bookmark=Bookmark(one.text, 1))
            case Facts():
                yield from self._facts(one)
            case Parallel():
                yield self._parallel(one)
            case _:
                yield from self._body(one, self._page.measure)

    def _field(self, heading: Heading, blocks: Sequence[Block]) -> Piece:
        label = self._text(heading.text, style.FIELD, self._page.label, bookmark=Bookmark(heading.text, 2))
        body = [piece for one in blocks for piece in self._body(one, self._column)]
        columns = ((0.0, Stack((label,))), (self._beside, Stack(body)))
        return self._row(columns, style.FIELD_ROW)

    def _body(self, one: Block, width: float) -> Iterator[Piece]:
        match one:
            case Paragraph(role="missing"):
                yield self._text(one.text, style.MISSING, width, mark=style.MISSING_MARK)
            case Paragraph():
                yield self._text(one.text, style.BODY, width, keep=style.introduces(one.text))
            case Bullets():
                yield from (self._text(item, style.ITEM, width, mark=style.BULLET) for item in one.items)
            case Links():
                yield from (self._line(address, width) for address in one.addresses)
            case Figure():
                yield self._figure(one, width)
            case _:
                yield from self._block(one)

    def _figure(self, one: Figure, width: float) -> Piece:
        shown = picture(self._attachments, one.attachment)
        if shown is None:
            return self._text(one.description, style.MISSING, width, mark=style.MISSING_MARK)
        return Photo(shown, *shown.fitted((width, style.PICTURE_HIGH)), before=10)

    def _facts(self, one: Facts) -> Iterator[Piece]:
        """A table of labels and values; a page on its side has room for two of them."""
        if one.caption != self._heading:
            yield self._text(one.caption, style.SECTION, self._page.measure, bookmark=Bookmark(one.caption, 1))
        if self._page is PORTRAIT:
            yield Stack([self._fact(row, self._page.measure) for row in one.rows], before=style.TABLE)
            return
        width, half = (self._page.measure - GUTTER) / 2, (len(one.rows) + 1) // 2
        left, right = ([self._fact(row, width) for row in part] for part in (one.rows[:half], one.rows[half:]))
        yield Row(((0, Stack(left)), (width + GUTTER, Stack(right))), before=style.TABLE)

    def _fact(self, row: Fact, width: float) -> Row:
        room = width - self._beside
        if row.missing:
            values = [self._text(line, style.MISSING, room, mark=style.MISSING_MARK) for line in row.lines]
        else:
            values = [self._line(line, room) for line in row.lines]
        label = self._text(row.label, style.LABEL, self._page.label)
        columns = ((0, Stack((label,))), (self._beside, Stack(values)))
        return self._row(columns, style.FACT_ROW, width, whole=len(values) <= _SHORT)

    def _line(self, text: str, width: float) -> Text:
        """A line of a fact, which leads somewhere if it is an address."""
        address = links.target(text)
        return self._text(text, style.LINK if address else style.VALUE, width, link=address)

    def _text(self, text: str, chosen: TextStyle, width: float, **more: Any) -> Text:
        return Text(text, style.aired(chosen, self._air), width, **more)

    def _row(self, columns: Sequence[tuple[float, Stack]], space: float, width: float = 0, *, whole: bool = False) -> Row:
        """A row with as much space above its rule as below it."""
        space *= self._air
        return Row(columns, before=space, padding=space, rule=width or self._page.measure, whole=whole)

    def _parallel(self, one: Parallel) -> Piece:
        count = len(one.languages)
        width = (self._page.measure - (count - 1) * GUTTER) / count
        starts = [at * (width + GUTTER) for at in range(count)]
        heads = [(x, Stack((self._text(head, style.HEAD, width),))) for x, head in zip(starts, one.heads, strict=True)]
        rows = [
            self._row([(x, self._cell(cell, width)) for x, cell in zip(starts, row, strict=True)], style.FIELD_ROW)
            for row in one.rows
        ]
        return Grid(Row(heads), Stack(rows), before=style.TABLE)

    def _cell(self, cell: Cell, width: float) -> Stack:
        if not cell.blocks:
            return Stack(())
        body = (piece for one in cell.blocks for piece in self._body(one, width))
        return Stack((self._text(cell.label, style.FIELD, width), *body))


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
