"""The text of a Word file, flat: its paragraphs in order, each knowing its style, cell, controls, changes and bookmarks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import Element

from gptemplate.documents.word_package import Package, attribute, child, children, local

CellPath = tuple[tuple[int, int, int], ...]
"""The cells that a paragraph stands in, outermost first, each as (table, row, cell)."""

_INSERTED, _DELETED = ("ins", "moveTo"), ("del", "moveFrom")
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": "\t"}
_HINT_STYLES = ("placeholder text", "missing mark")
_TIED_STYLE = "tied space"  # what holds a figure together where it was a plain space
_MARKS = ("– ", "- ", "• ", "* ", "— ")
LIST_MARK = "– "


@dataclass(frozen=True, slots=True, eq=False)
class Control:
    """A content control; `hint`: it says that what stands in it is only its hint."""

    tag: str
    title: str
    hint: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change: "ins" or "del", who made it and when."""

    kind: str
    author: str
    time: datetime | None


@dataclass(slots=True, eq=False)
class Piece:
    """A stretch of text with the controls around it, innermost last, and the change that it is part of."""

    text: str
    controls: tuple[Control, ...] = ()
    change: Change | None = None
    hint: bool = False

    @property
    def stays(self) -> bool:
        """Whether the text is there once all changes are accepted."""
        return self.change is None or self.change.kind == "ins"

    @property
    def was(self) -> bool:
        """Whether the text was there before the changes."""
        return self.change is None or self.change.kind == "del"


@dataclass(slots=True, eq=False)
class Line:
    """A paragraph. `joins` and `joined`: with the next one, once changes are accepted, and before them."""

    place: str
    cell: CellPath
    controls: tuple[Control, ...]
    style: str = ""
    listed: bool = False
    headed: bool = False
    joins: bool = False
    joined: bool = False
    pieces: list[Piece] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    comments: list[tuple[str, int]] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text with all changes accepted."""
        return "".join(one.text for one in self.pieces if one.stays)


@dataclass(frozen=True, slots=True)
class Styles:
    """What the reader needs of styles: names by id, and which are lists and headings."""

    names: dict[str, str]
    lists: frozenset[str]
    headings: frozenset[str]


def read_styles(package: Package) -> Styles:
    """Return the styles of a file."""
    tree = package.tree("word/styles.xml")
    names: dict[str, str] = {}
    lists, headings = set(), set()
    for one in children(tree):
        ident, placing = attribute(one, "styleId"), child(one, "pPr")
        name = child(one, "name")
        names[ident] = attribute(name, "val").lower() if name is not None else ""
        if child(placing, "numPr") is not None or names[ident].startswith("list bullet"):
            lists.add(ident)
        if child(placing, "outlineLvl") is not None or names[ident].startswith(("heading", "title", "subtitle")):
            headings.add(ident)
    return Styles(names, frozenset(lists), frozenset(headings))


def read_lines(root: Element, styles: Styles, place: str) -> list[Line]:
    """Return the paragraphs of a part, those of text boxes after the paragraph that holds the box."""
    walk = _Walk(styles, place)
    walk.blocks(root)
    return walk.lines


def moment(element: Element) -> datetime | None:
    """Return the time of a comment or change."""
    try:
        return datetime.fromisoformat(attribute(element, "date"))
    except ValueError:
        return None


def joined_text(lines: Sequence[Line], *, within: Sequence[Control] = (), original: bool = False) -> str:
    """Return the text of paragraphs one a line, list items with their mark; `within` takes only what those controls hold."""
    out: list[str] = []
    open_line = False
    for line in lines:
        taken = (one for one in line.pieces if not within or not set(within).isdisjoint(one.controls))
        text = "".join(one.text for one in taken if (one.was if original else one.stays))
        if line.listed and text.strip() and not text.lstrip().startswith(_MARKS):
            text = LIST_MARK + text.lstrip()
        if open_line:
            out[-1] += text
        else:
            out.append(text)
        open_line = line.joined if original else line.joins
    return "\n".join(out)


class _Walk:
    def __init__(self, styles: Styles, place: str) -> None:
        self._styles, self._place = styles, place
        self._cell: CellPath = ()
        self._controls: tuple[Control, ...] = ()
        self._change: Change | None = None
        self._tables = 0
        self._waiting: list[str] = []  # bookmarks that begin before their paragraph
        self.lines: list[Line] = []

    def blocks(self, parent: Element) -> None:
        """Walk what holds paragraphs and tables."""
        for one in _shown(parent):
            match local(one.tag):
                case "p":
                    self._paragraph(one)
                case "tbl":
                    self._table(one)
                case "sdt":
                    self._control(one, self.blocks)
                case "ins" | "del" | "moveFrom" | "moveTo":
                    self._changed(one, self.blocks)
                case "bookmarkStart":
                    self._waiting.append(attribute(one, "name"))
                case "sectPr" | "tblPr" | "tblGrid":
                    pass
                case _:
                    self.blocks(one)

    def _control(self, element: Element, walk: Callable[[Element], None]) -> None:
        content = child(element, "sdtContent")
        if content is None:
            return
        outer = self._controls
        self._controls = (*outer, _control(element))
        walk(content)
        self._controls = outer

    def _changed(self, element: Element, walk: Callable[[Element], None]) -> None:
        outer = self._change
        self._change = _change(element)
        walk(element)
        self._change = outer

    def _table(self, table: Element) -> None:
        self._tables += 1
        number, outer = self._tables, self._cell
        for row, (cells, around_row) in enumerate(_within(table, "tr")):
            for column, (cell, around_cell) in enumerate(_within(cells, "tc", around_row)):
                around = self._controls
                self._cell = (*outer, (number, row, column))
                self._controls = (*around, *map(_control, around_cell))
                self.blocks(cell)
                self._controls = around
        self._cell = outer

    def _paragraph(self, element: Element) -> None:
        line = Line(self._place, self._cell, self._controls, bookmarks=self._waiting)
        self._waiting = []
        self.lines.append(line)
        self._properties(line, child(element, "pPr"))
        self._runs(element, line)

    def _properties(self, line: Line, properties: Element | None) -> None:
        style = child(properties, "pStyle")
        ident = attribute(style, "val") if style is not None else ""
        line.style = self._styles.names.get(ident, ident.lower())
        line.headed = ident in self._styles.headings
        numbered = child(child(properties, "numPr"), "numId")
        listed = attribute(numbered, "val") != "0" if numbered is not None else ident in self._styles.lists
        line.listed = listed and not line.headed  # LibreOffice numbers headings, with nothing
        for one in children(child(properties, "rPr")):
            line.joins |= local(one.tag) in _DELETED
            line.joined |= local(one.tag) in _INSERTED

    def _runs(self, parent: Element, line: Line) -> None:
        for one in _shown(parent):
            match local(one.tag):
                case "r":
                    self._run(one, line)
                case "sdt":
                    self._control(one, lambda content: self._runs(content, line))
                case "ins" | "del" | "moveFrom" | "moveTo":
                    self._changed(one, lambda content: self._runs(content, line))
                case "bookmarkStart":
                    line.bookmarks.append(attribute(one, "name"))
                case "commentRangeStart":
                    line.comments.append((attribute(one, "id"), len(line.pieces)))
                case "pPr" | "rPr" | "sdtPr":
                    pass
                case "t":  # of a formula
                    self._add(line, one.text or "", hint=False)
                case _:
                    self._runs(one, line)

    def _run(self, element: Element, line: Line) -> None:
        style = child(child(element, "rPr"), "rStyle")
        named = self._styles.names.get(attribute(style, "val"), "") if style is not None else ""
        hint = named in _HINT_STYLES
        for one in _shown(element):
            name = local(one.tag)
            if name in ("t", "delText"):
                text = one.text or ""
                self._add(line, text.replace("\u00a0", " ") if named == _TIED_STYLE else text, hint=hint)
            elif name in _BREAKS:
                self._add(line, _BREAKS[name], hint=hint)
            elif name == "commentReference":
                line.comments.append((attribute(one, "id"), max(len(line.pieces) - 1, 0)))
            elif name in ("drawing", "pict", "object"):
                self._drawing(one, line)

    def _add(self, line: Line, text: str, *, hint: bool) -> None:
        line.pieces.append(Piece(text, self._controls, self._change, hint))

    def _drawing(self, element: Element, line: Line) -> None:
        boxes = []
        for one in _shown_below(element):
            name = local(one.tag)
            if name == "docPr":
                line.pictures.append((attribute(one, "name"), attribute(one, "descr")))
            elif name == "txbxContent":
                boxes.append(one)
        outer = self._place
        self._place = "text box"
        for box in boxes:
            self.blocks(box)
        self._place = outer


def _control(element: Element) -> Control:
    told = {local(one.tag): attribute(one, "val") for one in children(child(element, "sdtPr"))}
    hint = told.get("showingPlcHdr", "off") not in ("0", "false", "off")
    return Control(told.get("tag", ""), told.get("alias", ""), hint)


def _change(element: Element) -> Change:
    kind = "ins" if local(element.tag) in _INSERTED else "del"
    return Change(kind, attribute(element, "author"), moment(element))


def _shown(parent: Element) -> Iterator[Element]:
    """The children; of alternatives for older programs only the first."""
    for one in parent:
        if local(one.tag) == "AlternateContent":
            for choice in list(one)[:1]:
                yield from _shown(choice)
        else:
            yield one


def _shown_below(parent: Element) -> Iterator[Element]:
    """All elements below, but not what stands inside a text box."""
    for one in _shown(parent):
        yield one
        if local(one.tag) != "txbxContent":
            yield from _shown_below(one)


def _within(parent: Element, wanted: str, controls: Sequence[Element] = ()) -> Iterator[tuple[Element, list[Element]]]:
    """The rows or cells of a parent, looking through the controls and changes around them."""
    for one in _shown(parent):
        name = local(one.tag)
        if name == wanted:
            yield one, list(controls)
        elif name == "sdt":
            content = child(one, "sdtContent")
            if content is not None:
                yield from _within(content, wanted, (*controls, one))
        elif name in ("customXml", "ins", "del", "moveFrom", "moveTo"):
            yield from _within(one, wanted, controls)
