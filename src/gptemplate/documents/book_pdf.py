"""A collection of practices as one PDF: cover, contents, overview, regions, the practices, and an index.

The practices are set first: how many pages each takes says on which page it begins, and everything that names a page is
drawn when that is known. Practices are the same as in their own documents, with their headings a level deeper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gptemplate.documents import book_cover, fonts, lines, style
from gptemplate.documents import book_style as look
from gptemplate.documents.book_index import index_pieces
from gptemplate.documents.flow import Grid, Piece, Row, Stack, Text, pages
from gptemplate.documents.metadata import Properties
from gptemplate.documents.pdf import Masthead, foot, set_pages
from gptemplate.documents.pen import HEADER, Bookmark, Goal, Pen
from gptemplate.documents.style import GUTTER, LANDSCAPE, MM, PORTRAIT, Page, TextStyle
from gptemplate.documents.tagging import SCOPE_COLUMN, SCOPE_ROW, Node
from gptemplate.model.collection import Area, Chapter, Collection
from gptemplate.model.outline import Layout, texts

NO_MARKS = b"/A<</O/List/ListNumbering/None>>"
_NOTHING = "–"
_BETWEEN = 3.5  # points between the practices of a region
_HEAD = 8.5 * MM  # from the upper edge to the running head


def write_book_pdf(collection: Collection, attachments: Mapping[str, bytes]) -> bytes:
    """Return the collection as a PDF that is PDF/UA-1 and PDF/A-2a; the same collection gives the same bytes.

    `attachments` are the pictures of all its practices by their id.
    """
    return _Book(collection, attachments).pdf()


def undrawable(collection: Collection) -> str:
    """Return the characters that the PDF shows as a box, since no typeface has them, each once."""
    named = (text for one in collection.chapters for text in (one.name, one.place, one.outline.author))
    told = (text for one in collection.chapters for text in texts(one.outline))
    return fonts.undrawable((collection.title, collection.subtitle, collection.network, *named, *told))


def page_counts(collection: Collection, attachments: Mapping[str, bytes]) -> list[int]:
    """Return how many pages each practice takes."""
    page = sheet(collection)
    return [len(set_pages(one.outline, attachments, page)[1]) for one in collection.chapters]


def sheet(collection: Collection) -> Page:
    """Return the page that a book is set on."""
    return LANDSCAPE if collection.layout is Layout.SIDE_BY_SIDE else PORTRAIT


@dataclass(frozen=True, slots=True)
class _Set:
    """Some pages that belong together: what stands at their head from the second on, and where each part begins."""

    node: Node
    filled: Sequence[Stack]
    running: str
    goals: Sequence[str] = ()


class _Entry:
    """A row of words that leads somewhere, and the number of the page there."""

    keep = False

    def __init__(
        self, text: Text, goal: Goal, node: Node, width: float, page_of: Callable[[Goal], int], words: str, *, rule: bool
    ) -> None:
        self._text, self._goal, self._node, self._width, self._words = text, goal, node, width, words
        self._page_of, self._rule = page_of, rule
        self._padding = style.FACT_ROW if rule else 0.0
        self.before = self._padding if rule else _BETWEEN
        self.height = self.least = text.height + self._padding

    def split(self, room: float, *, force: bool = False) -> tuple[Piece | None, Piece | None]:
        """Return the entry as head or as rest."""
        return (self, None) if force or self.height <= room else (None, self)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the words and the number, and make all of it lead there."""
        if self._rule:
            pen.rule(x, top, self._width, style.RULE)
        first = top - self._padding
        self._text.draw(pen, x, first)
        shown = f" {self._page_of(self._goal)}"  # the space parts it from the words for those who hear it
        wide = fonts.width(shown, look.NUMBER)
        pen.lines((shown,), look.NUMBER, x + self._width - wide, first, node=self._node)
        box = (x, top - self.height, x + self._width, first)
        pen.link(self._goal, f"{self._words}, {shown.strip()}", box, self._node)


class _Number:
    """The number of a page, set to the right of its column."""

    keep, before, height, least = False, 0.0, look.CELL.leading, look.CELL.leading

    def __init__(self, goal: Goal, width: float, node: Node, page_of: Callable[[Goal], int]) -> None:
        self._goal, self._width, self._node, self._page_of = goal, width, node, page_of

    def split(self, room: float, *, force: bool = False) -> tuple[Piece | None, Piece | None]:
        """Return the number as head or as rest."""
        return (self, None) if force or self.height <= room else (None, self)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Write the number."""
        shown = str(self._page_of(self._goal))
        pen.lines((shown,), look.CELL, x + self._width - fonts.width(shown, look.CELL), top, node=self._node)


class _Book:
    def __init__(self, collection: Collection, attachments: Mapping[str, bytes]) -> None:
        self._collection, self._attachments = collection, attachments
        self._page = sheet(collection)
        self._language = collection.language
        self._pages: dict[Goal, int] = {}  # from 1

    def pdf(self) -> bytes:
        book = self._collection
        cover = Node("Sect", book.language)
        practices = [self._practice(number, one) for number, one in enumerate(book.chapters)]
        front = self._front()
        self._number([*front, *practices])
        back = self._together([(one.title, one.title) for one in book.indexes], self._index)
        sets = [*front, *practices, *back]
        self._number(sets)
        root = Node("Document", book.language)
        root.kids += [cover, *(one.node for one in sets)]
        pen = Pen(self._page, _properties(book))
        book_cover.draw(pen, self._page, book, cover)
        pen.turn()
        self._draw(pen, sets)
        return pen.finish(root)

    def _number(self, sets: Sequence[_Set]) -> None:
        """Know on which page each part begins."""
        at = 2  # after the cover
        for one in sets:
            starts = [at] * len(one.goals)
            self._pages |= {Goal(name): page for name, page in zip(one.goals, starts, strict=True)}
            at += len(one.filled)

    def _page_of(self, goal: Goal) -> int:
        return self._pages[goal]

    def _draw(self, pen: Pen, sets: Sequence[_Set]) -> None:
        book, page = self._collection, self._page
        count, number = 1 + sum(len(one.filled) for one in sets), 1
        for one in sets:
            for at, part in enumerate(one.filled):
                number += 1
                if at == 0:
                    for name in one.goals:
                        pen.goal(Goal(name), page.height)
                elif one.running:
                    self._running_head(pen, one.running)
                part.draw(pen, page.side, page.height - page.top)
                foot(pen, page, (book.title, book.badge), book.page_of.format(page=number, pages=count))
                pen.turn()

    def _running_head(self, pen: Pen, words: str) -> None:
        page = self._page
        with pen.decoration(HEADER):
            shown = fonts.shortened(fonts.drawable(words), style.FOOT, page.measure)
            pen.lines((shown,), style.FOOT, page.side, page.height - _HEAD + style.FOOT.leading / 2)

    # The parts

    def _practice(self, number: int, chapter: Chapter) -> _Set:
        node, filled = set_pages(chapter.outline, self._attachments, self._page, whole="Part", deeper=1)
        return _Set(node, filled, chapter.outline.title, (goal_of(number).name,))

    def _front(self) -> list[_Set]:
        titles = self._collection.titles
        named = [("contents", titles.contents), ("overview", titles.overview), ("regions", titles.regions)]
        makers = {"contents": self._contents, "overview": self._overview, "regions": self._regions}
        return self._together(named, lambda name, node: makers[name](node))

    def _together(self, named: Sequence[tuple[str, str]], pieces: Callable[[str, Node], Iterator[Piece]]) -> list[_Set]:
        """Parts on one page if they find room there, else each begins a page."""
        if not named:
            return []
        node = Node("Part", self._language)
        stacks = [Stack(tuple(self._part(title, node, pieces, name, first=not at))) for at, (name, title) in enumerate(named)]
        together = pages(Stack([Stack(one.pieces, look.APART) for one in stacks]), self._page.room)
        if len(together) == 1:
            return [_Set(node, together, "", [name for name, _title in named])]
        sets = []
        for name, title in named:
            node = Node("Part", self._language)
            story = Stack(tuple(self._part(title, node, pieces, name, first=True)))
            sets.append(_Set(node, pages(story, self._page.room), title, (name,)))
        return sets

    def _part(
        self, title: str, node: Node, pieces: Callable[[str, Node], Iterator[Piece]], name: str, *, first: bool
    ) -> Iterator[Piece]:
        node = node.add("Sect")
        if first:
            yield Masthead(self._collection.title, self._collection.badge, self._page.measure, node)
        heading = node.add("H2")
        yield self._text(title, look.HEADING, self._page.measure, heading, bookmark=Bookmark(title, 0))
        yield from pieces(name, node)

    def _contents(self, node: Node) -> Iterator[Piece]:
        book, whole = self._collection, node.add("TOC")
        yield self._entry("overview", book.titles.overview, look.PART, whole)
        yield self._entry("regions", book.titles.regions, look.PART, whole)
        for number, one in enumerate(book.chapters):
            yield self._entry(goal_of(number).name, one.name, look.ENTRY, whole, one.outline.title_language)
        for index in book.indexes:
            yield self._entry(index.title, index.title, look.PART, whole)

    def _entry(self, name: str, words: str, chosen: TextStyle, parent: Node, language: str = "") -> _Entry:
        node = parent.add("TOCI").add("Reference").add("Link", language)
        return self._leading(Goal(name), words, chosen, self._page.measure, node, rule=True)

    def _leading(self, goal: Goal, words: str, chosen: TextStyle, width: float, node: Node, *, rule: bool = False) -> _Entry:
        text = self._text(words, chosen, width - look.NUMBER_WIDE - GUTTER, node)
        return _Entry(text, goal, node, width, self._page_of, words, rule=rule)

    def _overview(self, node: Node) -> Iterator[Piece]:
        book, gutter = self._collection, GUTTER / 2
        measure = self._page.measure + gutter
        widths = [part * measure - gutter for part in look.OVERVIEW]
        starts = [sum(look.OVERVIEW[:at]) * measure for at in range(len(widths))]
        yield self._text(book.note, look.NOTE, self._page.measure, node.add("P"))
        table = node.add("Table")
        names, body = table.add("THead").add("TR"), table.add("TBody")
        heads = [
            self._text(head, style.HEAD, width, names.add("TH", "", SCOPE_COLUMN))
            for head, width in zip(book.columns, widths, strict=True)
        ]
        places = [*starts[:-1], self._page.measure - min(fonts.width(fonts.drawable(book.columns[-1]), style.HEAD), widths[-1])]
        head = Row([(x, Stack((one,))) for x, one in zip(places, heads, strict=True)])
        rows = [self._overview_row(number, one, starts, widths, body) for number, one in enumerate(book.chapters)]
        yield Grid(head, Stack(rows), before=style.TABLE + 4)

    def _overview_row(self, number: int, one: Chapter, starts: Sequence[float], widths: Sequence[float], body: Node) -> Row:
        row, goal = body.add("TR"), goal_of(number)
        link = row.add("TH", one.outline.title_language, SCOPE_ROW).add("Link")
        cells: list[Piece] = [self._text(one.name, look.CELL_NAME, widths[0], link, link=goal)]
        spoken = " ".join(code.upper() for code in one.done)
        told = (one.place, one.outline.author, one.status, spoken)
        for text, width in zip(told, widths[1:-1], strict=True):
            cells.append(self._text(text or _NOTHING, look.CELL, width, row.add("TD").add("P")))
        cells.append(_Number(goal, widths[-1], row.add("TD").add("P"), self._page_of))
        columns = [(x, Stack((cell,))) for x, cell in zip(starts, cells, strict=True)]
        space = style.FACT_ROW
        return Row(columns, before=space, padding=space, rule=self._page.measure, whole=True)

    def _regions(self, node: Node) -> Iterator[Piece]:
        for country in self._collection.areas:
            part = node.add("Sect")
            yield self._text(country.name, style.SECTION, self._page.measure, part.add("H3"))
            yield self._text(country.count, look.COUNT, self._page.measure, part.add("P"), keep=True)
            if country.chapters:
                yield self._area(None, country.chapters, part)
            for region in country.areas:
                yield self._area(region, region.chapters, part)

    def _area(self, region: Area | None, chapters: Sequence[int], part: Node) -> Row:
        """A row of a region: its name and count on the left, its practices on the right."""
        page, label = self._page, []
        if region is not None:
            label.append(self._text(region.name, style.FIELD, page.label, part.add("H4")))
            label.append(self._text(region.count, look.COUNT, page.label, part.add("P")))
        beside = page.label + GUTTER
        whole = part.add("L", "", NO_MARKS)
        entries = []
        for number in chapters:
            one = self._collection.chapters[number]
            link = whole.add("LI").add("LBody").add("Link", one.outline.title_language)
            entries.append(self._leading(goal_of(number), one.name, look.ENTRY, page.measure - beside, link))
        columns = ((0.0, Stack(label)), (beside, Stack(entries)))
        return Row(columns, before=style.FIELD_ROW, padding=style.FIELD_ROW, rule=page.measure)

    def _index(self, title: str, node: Node) -> Iterator[Piece]:
        index = next(one for one in self._collection.indexes if one.title == title)
        return index_pieces(index, self._collection, self._page, node, lambda number: self._pages[goal_of(number)])

    def _text(
        self,
        text: str,
        chosen: TextStyle,
        width: float,
        node: Node,
        *,
        link: Goal | str = "",
        keep: bool = False,
        bookmark: Bookmark | None = None,
    ) -> Text:
        found = lines.broken(fonts.drawable(text), chosen, width, node.language or self._language, sparing=True)
        return Text(found, chosen, node, link=link, keep=keep, bookmark=bookmark)


def goal_of(number: int) -> Goal:
    """Return where a chapter begins."""
    return Goal(f"practice {number}")


def _properties(book: Collection) -> Properties:
    return Properties(book.title, book.network, book.subtitle, "", book.language, book.modified)
