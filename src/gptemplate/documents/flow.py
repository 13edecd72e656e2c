"""The pieces that a PDF page is made of, and how they run from page to page.

Every piece knows its width from the start, so its height is known too; pages are filled first and drawn afterwards,
when their number is known. A piece splits where a typographer would allow it: never a lonely heading, never one line
of a paragraph alone. `force` splits anyway, for a piece that fits on no page.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Protocol

from gptemplate.documents import fonts
from gptemplate.documents.pen import Bookmark, Goal, Pen
from gptemplate.documents.pictures import Picture
from gptemplate.documents.style import AMBER, INDENT, RULE, TextStyle, Weight
from gptemplate.documents.tagging import Node

_BELOW_HEAD = 4.0
_FINER = 3.0  # points by which columns grow until they hold everything
_ALONE = 2  # the fewest lines of a paragraph that stand alone on a page


class Piece(Protocol):
    """Something that takes room on a page."""

    @property
    def before(self) -> float:
        """The distance to what stands above it."""

    @property
    def keep(self) -> bool:
        """Whether it must stand on the same page as what follows."""

    @property
    def height(self) -> float:
        """The room it takes."""

    @property
    def least(self) -> float:
        """The room that its first part takes at least."""

    def split(self, room: float, *, force: bool = False) -> tuple[Piece | None, Piece | None]:
        """Return what fits in the room, and the rest."""

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw it, with its top left corner there."""


Parts = tuple[Piece | None, Piece | None]


@dataclass(frozen=True, slots=True)
class Item:
    """What stands before the first line of a list's item; one without a node is decoration."""

    sign: str
    node: Node | None = None


class Text:
    """A paragraph, a heading or an item of a list, of lines that `lines.broken` found, set for a node of the structure."""

    def __init__(
        self,
        lines: tuple[str, ...],
        style: TextStyle,
        node: Node,
        *,
        mark: Item | None = None,
        link: str | Goal = "",
        bookmark: Bookmark | None = None,
        keep: bool = False,
    ) -> None:
        self.style, self.before, self.keep = style, style.before, style.keep or keep
        self._indent = INDENT if mark else 0.0
        self._mark, self._link, self._bookmark = mark, link, bookmark
        self._lines, self._node = lines, node
        self._measure()

    def _measure(self) -> None:
        """Know the room that the lines take, and that of as many as may stand alone."""
        count, leading = len(self._lines), self.style.leading
        self.height = count * leading
        self.least = (count if count < 2 * _ALONE else _ALONE) * leading

    def split(self, room: float, *, force: bool = False) -> Parts:
        """Split between lines, leaving none alone."""
        fits, count = int((room + 0.01) // self.style.leading), len(self._lines)
        if fits >= count:
            return self, None
        if force:
            fits = max(fits, 1)
        else:
            fits = min(fits, count - _ALONE)
            if fits < _ALONE:
                return None, self
        return self._part(self._lines[:fits], first=True), self._part(self._lines[fits:], first=False)

    def _part(self, chosen: tuple[str, ...], *, first: bool) -> Text:
        part = object.__new__(Text)
        part.style, part.before, part.keep = self.style, self.before, self.keep and not first
        part._indent, part._link, part._lines, part._node = self._indent, self._link, chosen, self._node
        part._mark, part._bookmark = (self._mark, self._bookmark) if first else (None, None)
        part._measure()
        return part

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Write the lines."""
        if self._bookmark:
            pen.bookmark(self._bookmark, top, self._node)
        if self._mark:
            amber = AMBER if self.style.weight is Weight.ITALIC else ""
            pen.lines((self._mark.sign,), self.style, x, top, node=self._mark.node, colour=amber)
        x += self._indent
        pen.lines(self._lines, self.style, x, top, node=self._node)
        if self._link:
            widest = max(fonts.width(line, self.style) for line in self._lines)
            pen.link(self._link, "".join(self._lines), (x, top - self.height, x + widest, top), self._node)


class Photo:
    """A picture with softly rounded corners; it never splits."""

    keep = False

    def __init__(self, picture: Picture, size: tuple[float, float], node: Node, before: float = 0) -> None:
        self._picture, self._node, self.before = picture, node, before
        self.width, self.height = size

    @property
    def least(self) -> float:
        """The room of the whole picture."""
        return self.height

    def split(self, room: float, *, force: bool = False) -> Parts:
        """Return the picture as head or as rest."""
        return (self, None) if force or self.height <= room else (None, self)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the picture."""
        pen.photo(self._picture, x, top, self.width, self.height, self._node)


class Stack:
    """Pieces below each other: a column, a cell or the whole document."""

    def __init__(self, pieces: Sequence[Piece], before: float = 0) -> None:
        self.pieces, self.before, self.keep = tuple(pieces), before, False
        self.height = sum([piece.height + piece.before for piece in self.pieces])
        if self.pieces:
            self.height -= self.pieces[0].before
        self.least = self._company(0)

    def _gap(self, at: int) -> float:
        return self.pieces[at].before if at else 0.0

    def _company(self, start: int) -> float:
        """The room that a piece takes with all that must stand beside it: headings and the first lines below."""
        total = 0.0
        for at, piece in enumerate(self.pieces[start:], start):
            total += self._gap(at) if at > start else 0.0
            if not piece.keep:
                return total + piece.least
            total += piece.height
        return total

    def split(self, room: float, *, force: bool = False) -> Parts:
        """Split between pieces or within one."""
        used = 0.0
        for at, piece in enumerate(self.pieces):
            used += self._gap(at)
            forced = force and at == 0
            if used + self._company(at) > room and not forced:
                return self._parted(at)
            if used + piece.height > room:
                return self._parted(at, *piece.split(room - used, force=forced))
            used += piece.height
        return self, None

    def _parted(self, at: int, head: Piece | None = None, tail: Piece | None = None) -> Parts:
        first = (*self.pieces[:at], *((head,) if head else ()))
        rest = (tail, *self.pieces[at + 1 :]) if head and tail else self.pieces[at + 1 :] if head else self.pieces[at:]
        return Stack(first, self.before) if first else None, Stack(rest, self.before) if rest else None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the pieces below each other."""
        for at, piece in enumerate(self.pieces):
            top -= self._gap(at)
            piece.draw(pen, x, top)
            top -= piece.height


class Row:
    """Columns beside each other, perhaps below a quiet rule; a long row runs on over the page, a `whole` one does not."""

    keep = False

    def __init__(
        self,
        columns: Sequence[tuple[float, Stack]],
        *,
        before: float = 0,
        padding: float = 0,
        rule: float = 0,
        whole: bool = False,
    ) -> None:
        self._columns, self.before = tuple(columns), before
        self._padding, self._rule = padding, rule  # the distance from the rule to the text; how wide the rule is
        self.height = max([stack.height for _x, stack in self._columns]) + padding
        self.least = self.height if whole else max([stack.least for _x, stack in self._columns]) + padding

    def split(self, room: float, *, force: bool = False) -> Parts:
        """Split every column, or none."""
        if self.height <= room:
            return self, None
        if self.least > room and not force:
            return None, self
        parts = [(x, *stack.split(room - self._padding, force=force)) for x, stack in self._columns]
        head = [(x, _stack(first)) for x, first, _rest in parts]
        first = Row(head, before=self.before, padding=self._padding, rule=self._rule)
        if not any(rest for _x, _first, rest in parts):
            return first, None
        return first, Row([(x, _stack(rest)) for x, _first, rest in parts], before=self.before)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the rule and the columns."""
        if self._rule:
            pen.rule(x, top, self._rule, RULE)
        for offset, stack in self._columns:
            stack.draw(pen, x + offset, top - self._padding)


class Columns:
    """Pieces in narrow columns beside each other, of the same height where they end."""

    keep = False

    def __init__(self, pieces: Stack, count: int, width: float, gutter: float, before: float = 0) -> None:
        self._pieces, self._count, self.before = pieces, count, before
        self._width, self._gutter = width, gutter
        self.height, self._filled = self._balanced()

    @property
    def least(self) -> float:
        """The room of the first piece in each column."""
        return self._pieces.least

    def _balanced(self) -> tuple[float, list[Stack]]:
        """The least height at which all pieces find room, and the columns."""
        height = max(self._pieces.height / self._count, self._pieces.least)
        while True:
            filled, rest = self._poured(height)
            if rest is None:
                return max([one.height for one in filled], default=0.0), filled
            height += _FINER

    def _poured(self, room: float, *, force: bool = False) -> tuple[list[Stack], Piece | None]:
        filled: list[Stack] = []
        rest: Piece | None = self._pieces
        while rest and len(filled) < self._count:
            head, rest = rest.split(room, force=force)
            if head is None:
                break
            filled.append(_stack(head))
        return filled, rest

    def split(self, room: float, *, force: bool = False) -> Parts:
        """Fill every column as far as there is room."""
        if self.height <= room:
            return self, None
        filled, rest = self._poured(room, force=force)
        if not filled:
            return None, self
        head = Row([(at * (self._width + self._gutter), one) for at, one in enumerate(filled)], before=self.before)
        return head, Columns(_stack(rest), self._count, self._width, self._gutter, self.before) if rest else None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the columns."""
        for at, one in enumerate(self._filled):
            one.draw(pen, x + at * (self._width + self._gutter), top)


class Grid:
    """Rows below a head that stands again on every page."""

    keep = False

    def __init__(self, head: Row, rows: Stack, before: float = 0, *, again: bool = False) -> None:
        self._head, self._rows, self.before, self._again = head, rows, before, again
        self._top = head.height + _BELOW_HEAD

    @property
    def height(self) -> float:
        """The room of the head and all rows."""
        return self._top + self._rows.height

    @property
    def least(self) -> float:
        """The room of the head and the first row's beginning."""
        return self._top + self._rows.least

    def split(self, room: float, *, force: bool = False) -> Parts:
        """Split below a row or within one; the head stands on both parts."""
        first, rest = self._rows.split(room - self._top, force=force)
        if first is None:
            return None, self
        below = Grid(self._head, _stack(rest), self.before, again=True) if rest else None
        return Grid(self._head, _stack(first), self.before, again=self._again), below

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the head and the rows."""
        with pen.decoration() if self._again else nullcontext():
            self._head.draw(pen, x, top)
        self._rows.draw(pen, x, top - self._top)


def pages(story: Stack, room: float) -> list[Stack]:
    """Return the story cut into pages."""
    filled: list[Stack] = []
    rest: Piece | None = story
    while rest:
        head, tail = rest.split(room)
        if head is None:
            head, tail = rest.split(room, force=True)
        filled.append(_stack(head))
        rest = tail
    return filled


def _stack(piece: Piece | None) -> Stack:
    if isinstance(piece, Stack):
        return piece
    return Stack((piece,) if piece else ())
