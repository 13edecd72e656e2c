"""The cover of a book: the title on a calm field of colour, and below it in few words what is inside."""

from __future__ import annotations

from gptemplate.documents import book_style as look
from gptemplate.documents import fonts, lines, style
from gptemplate.documents.pen import Pen
from gptemplate.documents.style import GUTTER, MM, Page, TextStyle
from gptemplate.documents.tagging import Node
from gptemplate.model.collection import Collection, cut

_INSET = 16 * MM  # from the edges of the field to the words in it
_LONGEST = 260  # characters of a title
_NEXT = 15 * MM  # from the field to the facts


def draw(pen: Pen, page: Page, book: Collection, node: Node) -> None:
    """Draw the cover on the pen's page."""
    high = page.height * look.COVER_BLOCK
    foot = page.height - high
    pen.bar(0, page.height, page.width, high, style.TEAL)
    above = _line(book.network or book.subtitle, page)
    pen.lines(above, look.COVER_LINE, page.side, page.height - _INSET, node=node.add("P"))
    if book.badge:
        _badge(pen, page, book.badge, node)
    title, chosen = _title(book.title, page.measure, book.language)
    below = _line(book.subtitle, page) if book.network else ()
    top = foot + _INSET + len(below) * look.COVER_LINE.leading + (8 if below else 0) + len(title) * chosen.leading
    pen.lines(title, chosen, page.side, top, node=node.add("H1"))
    if below:
        pen.lines(below, look.COVER_LINE, page.side, foot + _INSET + len(below) * look.COVER_LINE.leading, node=node.add("P"))
    _facts(pen, page, book, node, foot - _NEXT)


def _line(text: str, page: Page) -> tuple[str, ...]:
    room = page.measure - 40 * MM
    return lines.broken(fonts.drawable(cut(text, _LONGEST)), look.COVER_LINE, room, sparing=True)


def _title(text: str, width: float, language: str) -> tuple[tuple[str, ...], TextStyle]:
    """The title in the largest size in which it stands in few lines."""
    words = fonts.drawable(cut(text, _LONGEST))
    for chosen in look.COVER_TITLES:
        found = lines.broken(words, chosen, width, language, sparing=True)
        if len(found) <= look.COVER_LINES:
            break
    return found, chosen


def _badge(pen: Pen, page: Page, badge: str, node: Node) -> None:
    shown = fonts.drawable(badge)
    wide, top = fonts.width(shown, style.BADGE) + 14, page.height - _INSET
    left = page.width - page.side - wide
    pen.pill(left, top - 1, wide, style.BADGE.leading + 3, style.AMBER_PALE)
    pen.lines((shown,), style.BADGE, left + 7, top - 2.5, node=node.add("P"))


def _facts(pen: Pen, page: Page, book: Collection, node: Node, top: float) -> None:
    """Labels and values beside each other, each a paragraph."""
    width = (page.measure - (len(book.facts) - 1) * GUTTER) / len(book.facts)
    for at, (label, value) in enumerate(book.facts):
        x, one = page.side + at * (width + GUTTER), node.add("P")
        shown = lines.broken(fonts.drawable(value), look.COVER_VALUE, width, book.language)
        pen.rule(x, top, width, style.RULE)
        label_top = top - 7
        pen.lines((f"{fonts.drawable(label)} ",), look.COVER_LABEL, x, label_top, node=one)
        pen.lines(shown, look.COVER_VALUE, x, label_top - look.COVER_LABEL.leading - 2, node=one)
