"""The index of a book: words in narrow columns, each with the pages that it leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from gptemplate.documents import book_style as look
from gptemplate.documents import fonts, lines, style
from gptemplate.documents.flow import Columns, Piece, Stack, Text
from gptemplate.documents.pen import Goal, Pen
from gptemplate.documents.style import INDENT, Page
from gptemplate.documents.tagging import Node
from gptemplate.model.collection import Collection, Index, Term

_NO_MARKS = b"/A<</O/List/ListNumbering/None>>"
_GAP = "  "
_WHOLE = 12  # lines of a term that stay together


@dataclass(frozen=True, slots=True)
class Reference:
    """The number of a page as it stands in the index, with the comma after it."""

    shown: str
    goal: Goal
    told: str
    node: Node
    line: int = 0
    x: float = 0.0


def index_pieces(index: Index, book: Collection, page: Page, node: Node, pages: Callable[[int], int]) -> Iterator[Piece]:
    """Yield the groups of an index; `pages` tells where a chapter begins."""
    count = look.COLUMNS[page.height > page.width]
    width = (page.measure - (count - 1) * look.COLUMN_GUTTER) / count
    for group in index.groups:
        part = node.add("Sect") if group.label else node
        if group.label:
            heading = lines.broken(fonts.drawable(group.label), style.SECTION, page.measure, book.language, sparing=True)
            yield Text(heading, style.SECTION, part.add("H3"))
        whole = part.add("L", "", _NO_MARKS)
        terms = [_term(term, book, width, whole.add("LI").add("LBody"), pages) for term in group.terms]
        yield Columns(Stack(terms), count, width, look.COLUMN_GUTTER, style.TABLE)


def _term(term: Term, book: Collection, width: float, node: Node, pages: Callable[[int], int]) -> TermPiece:
    words = list(lines.broken(fonts.drawable(term.text), look.TERM, width, book.language, sparing=True))
    words[-1] += " "
    last = len(term.chapters) - 1
    found = []
    for at, number in enumerate(term.chapters):
        goal, on = Goal(f"practice {number}"), pages(number)
        told = f"{book.chapters[number].name}, {on}"
        found.append(Reference(f"{on}, " if at < last else f"{on}", goal, told, node.add("Link")))
    return TermPiece(words, _placed(words, found, width), node)


def _placed(words: Sequence[str], references: Sequence[Reference], width: float) -> list[Reference]:
    """Say on which line each number stands, and where on it."""
    line, x = len(words) - 1, fonts.width(words[-1].rstrip() + _GAP, look.TERM)
    placed = []
    for one in references:
        wide = fonts.width(one.shown.rstrip(), look.REFERENCE)
        if x + wide > width:
            line, x = line + 1, INDENT
        placed.append(replace(one, line=line, x=x))
        x += fonts.width(one.shown, look.REFERENCE)
    return placed


class TermPiece:
    """A term and its numbers, which may run on over some lines."""

    keep = False

    def __init__(self, words: Sequence[str], references: Sequence[Reference], node: Node) -> None:
        self._words, self._references, self._node = tuple(words), tuple(references), node
        self.before = look.TERM.before
        self._count = max([len(words), *(one.line + 1 for one in references)])
        self.height = self._count * look.TERM.leading
        self.least = (self._count if self._count <= _WHOLE else 2) * look.TERM.leading

    def split(self, room: float, *, force: bool = False) -> tuple[Piece | None, Piece | None]:
        """Split between lines, if there are many; a few stay together."""
        fits = max(int((room + 0.01) // look.TERM.leading), int(force))
        if fits >= self._count:
            return self, None
        if not force and (fits < 2 or self._count <= _WHOLE):
            return None, self
        first = [one for one in self._references if one.line < fits]
        rest = [replace(one, line=one.line - fits) for one in self._references if one.line >= fits]
        head, tail = self._words[:fits], self._words[fits:]
        return TermPiece(head, first, self._node), TermPiece(tail, rest, self._node)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Write the words and the numbers, each leading to its page."""
        if self._words:
            pen.lines(self._words, look.TERM, x, top, node=self._node)
        for one in self._references:
            high = top - one.line * look.REFERENCE.leading
            pen.lines((one.shown,), look.REFERENCE, x + one.x, high, node=one.node)
            right = x + one.x + fonts.width(one.shown.rstrip(", "), look.REFERENCE)
            pen.link(one.goal, one.told, (x + one.x, high - look.REFERENCE.leading, right, high), one.node)
