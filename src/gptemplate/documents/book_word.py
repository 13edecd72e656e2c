"""A collection of practices as one Word document: cover, contents, overview, regions, the practices, and an index.

Every practice is a section with its own running head. Whatever names a page is a field, which Word counts when it opens
the file; until then it shows the page of a quick reckoning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from gptemplate.documents import book_style as look
from gptemplate.documents import ooxml, word_parts
from gptemplate.documents.book_pdf import page_counts, sheet
from gptemplate.documents.language import tag
from gptemplate.documents.ooxml import run
from gptemplate.documents.word import Held, body
from gptemplate.documents.word_keys import COLLECTION
from gptemplate.model.collection import Area, Chapter, Collection, Term, cut

_NOTHING = "–"
_CONTENTS, _ROWS, _NAMES = 34, 14, 24
"""How many entries of the contents, rows of the overview and practices of the regions stand on a page."""
_LONGEST_HEAD = 110
_COLUMNS = 2


def write_book_word(collection: Collection, attachments: Mapping[str, bytes]) -> bytes:
    """Return the collection as a Word document; the same collection gives the same bytes.

    `attachments` are the pictures of all its practices by their id.
    """
    return _Book(collection, attachments).word()


class _Book:
    def __init__(self, collection: Collection, attachments: Mapping[str, bytes]) -> None:
        self._collection, self._attachments = collection, attachments
        self._page, self._language = sheet(collection), tag(collection.language)
        self._held = Held()
        self._foot = self._held.relations.add("footer", "footer.xml")
        self._heads: list[str] = []
        self._pages = self._reckoned()

    def word(self) -> bytes:
        book = self._collection
        document = ooxml.document("".join((*self._cover(), *self._front(), *self._practices(), *self._back())))
        properties = {COLLECTION: str(len(book.chapters))}
        about = word_parts.About(book.title, book.subtitle, book.network, "", book.language, book.modified, properties)
        footer = word_parts.footer((book.title, book.badge), "", book.page_of, self._language)
        parts = word_parts.common(about, self._page, headers=len(self._heads), book=True) | {
            "word/document.xml": document,
            "word/_rels/document.xml.rels": self._held.relations.xml(),
            "word/footer.xml": footer,
        }
        parts |= {f"word/header{number}.xml": one for number, one in enumerate(self._heads, 1)}
        return ooxml.package(parts | {f"word/{name}": content for name, content in self._held.media.items()})

    def _reckoned(self) -> dict[str, int]:
        """The page on which each part begins, as near as it can be known without Word."""
        book, count = self._collection, len(self._collection.chapters)
        overview = 2 + -(-count // _CONTENTS)
        regions = overview + -(-count // _ROWS)
        first = regions + -(-count // _NAMES)
        starts = list(accumulate(page_counts(book, self._attachments), initial=first))
        found = {"overview": overview, "regions": regions}
        found |= {_chapter(number): page for number, page in enumerate(starts[:-1])}
        return found | {_index(at): starts[-1] + at for at in range(len(book.indexes))}

    # The sections

    def _section(self, head: str = "", language: str = "", columns: int = 1, *, last: bool = False) -> str:
        """What ends a section: the next begins a page."""
        if not head:
            return word_parts.sheet(self._page, self._foot, ends=False)
        self._heads.append(word_parts.header(cut(head, _LONGEST_HEAD), tag(language)))
        relation = self._held.relations.add("header", f"header{len(self._heads)}.xml")
        return word_parts.sheet(self._page, self._foot, relation, ends=last, first=self._foot, columns=columns)

    def _cover(self) -> Iterator[str]:
        book = self._collection
        yield ooxml.paragraph("Title", self._run(book.title))
        for line in (book.subtitle, book.network):
            if line:
                yield ooxml.paragraph("CoverLine", self._run(line))
        if book.badge:
            yield ooxml.paragraph("CoverLine", run(f"\u00a0{book.badge}\u00a0", self._language, "Badge"))
        for label, value in book.facts:
            yield ooxml.paragraph("CoverLabel", self._run(label))
            yield ooxml.paragraph("CoverValue", self._run(value))
        yield word_parts.sheet(self._page, ends=False)

    def _front(self) -> Iterator[str]:
        titles = self._collection.titles
        yield ooxml.paragraph("TOCHeading", self._run(titles.contents))
        yield from self._contents()
        yield self._heading(titles.overview, "overview", new_page=True)
        yield ooxml.paragraph("Note", self._run(self._collection.note))
        yield self._overview()
        yield self._heading(titles.regions, "regions", new_page=True)
        yield from self._regions()
        yield self._section()

    def _practices(self) -> Iterator[str]:
        book = self._collection
        for number, one in enumerate(book.chapters):
            drawn = one.outline
            last = not book.indexes and number == len(book.chapters) - 1
            yield body(drawn, self._attachments, self._page, self._held, _chapter(number))
            yield self._section(drawn.title, drawn.title_language, last=last)

    def _back(self) -> Iterator[str]:
        indexes = self._collection.indexes
        for at, index in enumerate(indexes):
            yield self._heading(index.title, _index(at))
            for group in index.groups:
                if group.label:
                    yield ooxml.paragraph("Heading2", self._run(group.label))
                yield from map(self._term, group.terms)
            yield self._section(index.title, self._collection.language, _COLUMNS, last=at == len(indexes) - 1)

    # The lists

    def _contents(self) -> Iterator[str]:
        """The field of the contents, with its entries filled in."""
        start = ooxml.mark_field("begin") + ooxml.instruction('TOC \\o "1-1" \\h \\z') + ooxml.mark_field("separate")
        for at, (anchor, words, language) in enumerate(self._entries()):
            yield ooxml.paragraph("TOC1", ("" if at else start) + self._leading(anchor, words, language))
        yield ooxml.paragraph("Hairline", ooxml.mark_field("end"))

    def _entries(self) -> Iterator[tuple[str, str, str]]:
        book = self._collection
        yield "overview", book.titles.overview, self._language
        yield "regions", book.titles.regions, self._language
        for number, one in enumerate(book.chapters):
            yield _chapter(number), one.name, tag(one.outline.title_language)
        for at, index in enumerate(book.indexes):
            yield _index(at), index.title, self._language

    def _overview(self) -> str:
        book = self._collection
        widths = [part * self._page.measure for part in look.WORD_OVERVIEW]
        heads = [
            ooxml.cell(width, ooxml.paragraph("TableHead", self._run(head)))
            for width, head in zip(widths, book.columns, strict=True)
        ]
        rows = [self._row(_chapter(number), one, widths) for number, one in enumerate(book.chapters)]
        table = ooxml.table("Facts", widths, [ooxml.row(heads, head=True), *rows], book.titles.overview, row_heads=True)
        return table + ooxml.hairline()

    def _row(self, anchor: str, one: Chapter, widths: Sequence[float]) -> str:
        name = ooxml.jump(anchor, run(one.name, tag(one.outline.title_language), "Hyperlink"))
        spoken = " ".join(code.upper() for code in one.done)
        told = [self._run(text or _NOTHING) for text in (one.place, one.outline.author, one.status, spoken)]
        contents = (name, *told, ooxml.jump(anchor, self._page_of(anchor)))
        cells = [ooxml.cell(width, ooxml.paragraph("Cell", content)) for width, content in zip(widths, contents, strict=True)]
        return ooxml.row(cells, whole=True)

    def _regions(self) -> Iterator[str]:
        for country in self._collection.areas:
            yield from self._area(country, "Heading2")
            for region in country.areas:
                yield from self._area(region, "Heading3")

    def _area(self, area: Area, level: str) -> Iterator[str]:
        yield ooxml.paragraph(level, self._run(area.name))
        yield ooxml.paragraph("Note", self._run(area.count), "<w:keepNext/>")
        for number in area.chapters:
            one = self._collection.chapters[number]
            yield ooxml.paragraph("PageEntry", self._leading(_chapter(number), one.name, tag(one.outline.title_language)))

    def _term(self, term: Term) -> str:
        anchors = [_chapter(number) for number in term.chapters]
        pages = self._run(", ").join(ooxml.jump(anchor, self._page_of(anchor)) for anchor in anchors)
        return ooxml.paragraph("Term", self._run(f"{term.text}  ") + pages)

    # Small things

    def _run(self, text: str) -> str:
        return run(text, self._language)

    def _heading(self, text: str, anchor: str, *, new_page: bool = False) -> str:
        self._held.names.add(anchor)
        marked = ooxml.bookmark(self._run(text), len(self._held.names), anchor)
        return ooxml.paragraph("Heading1", marked, "<w:pageBreakBefore/>" if new_page else "")

    def _leading(self, anchor: str, words: str, language: str) -> str:
        """Words that lead somewhere, and the page there at the right edge."""
        return ooxml.jump(anchor, run(words, language) + ooxml.tab(self._language) + self._page_of(anchor))

    def _page_of(self, anchor: str) -> str:
        return ooxml.field(f"PAGEREF {anchor} \\h", str(self._pages[anchor]), self._language)


def _chapter(number: int) -> str:
    return f"c{number + 1}"


def _index(at: int) -> str:
    return f"index_{at + 1}"
