"""What draws on a PDF page: every kind of mark has one method here, and each says what it is to those who hear the page.

What belongs to a node of the structure is read aloud; everything else is decoration.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

from gptemplate.documents import embedding, fonts, metadata
from gptemplate.documents.fonts import Cut
from gptemplate.documents.language import tag
from gptemplate.documents.metadata import Properties
from gptemplate.documents.pdf_file import PdfFile, escaped, references, text_string
from gptemplate.documents.pictures import Picture, stream_of
from gptemplate.documents.style import MM, Page, TextStyle
from gptemplate.documents.tagging import Annotation, Mark, Node, TaggedPage, write_structure
from gptemplate.model.states import Key

_BASELINE = 0.76  # of the leading, so that different sizes beside each other stand on one line
_RADIUS = 1.6 * MM
_ROUND = 0.5523  # how far the handles of a quarter of a circle reach
_ARTIFACT = b"/Artifact BMC"
REPEATED = b"/Artifact<</Type/Pagination>>BDC"
FOOTER = b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC"
HEADER = b"/Artifact<</Type/Pagination/Subtype/Header>>BDC"
_XMP = b"/Type/Metadata/Subtype/XML"
_NAMES = {cut: b"/F%d" % at for at, cut in enumerate(Cut)}


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the list of contents beside the pages; level 0 is the outermost."""

    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Goal:
    """A place in the document that links lead to, before or after it is drawn."""

    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of a value stands: the page from 0, and points from its upper edge; how wide the page is."""

    page: int
    top: float
    bottom: float
    page_width: float


@dataclass(slots=True)
class _Entry:
    """A bookmark and where it leads."""

    title: str
    level: int
    page: int
    top: float
    node: Node
    number: int = 0
    parent: _Entry | None = None
    below: list[_Entry] = field(default_factory=list)


class Pen:
    """Draws on one page after the other."""

    def __init__(self, page: Page, properties: Properties) -> None:
        self.file = PdfFile()
        self.places: dict[Key, list[Place]] = {}
        self.resources = self.file.reserve()
        self._page, self._properties = page, properties
        self._written: dict[Cut, list[str]] = {cut: [] for cut in Cut}
        self._pictures: dict[Picture, bytes] = {}
        self._drawn: list[int] = []
        self._entries: list[_Entry] = []
        self._done: list[TaggedPage] = []
        self._contents: list[tuple[bytes, list[int]]] = []
        self._answering: list[tuple[Node, int, bytes]] = []
        self._goals: dict[Goal, tuple[int, float]] = {}
        self._leading: dict[int, Goal] = {}  # links, by the number of their object
        self._artifact, self._as_decoration = _ARTIFACT, False
        self._begin()

    def _begin(self) -> None:
        self._ops: list[bytes] = []
        self._marks: list[Node] = []
        self._annotations: list[int] = []

    # what is drawn

    def lines(
        self, lines: Sequence[str], style: TextStyle, x: float, top: float, *, node: Node | None = None, colour: str = ""
    ) -> None:
        """Write lines of a drawable text below each other; those of no node are decoration."""
        self._open(node)
        self._note(node, top, len(lines) * style.leading)
        self._ops += self.written(lines, style, x, top, colour)
        self._ops.append(b"EMC")

    def written(self, lines: Sequence[str], style: TextStyle, x: float, top: float, colour: str = "") -> list[bytes]:
        """Return what writes lines of a drawable text, for a page or for the look of a field."""
        baseline = top + style.leading * (1 - _BASELINE)
        ops = [b"BT %s 1 0 0 1 %.2f %.2f Tm" % (_setting(style, colour or style.colour), x, baseline)]
        plain, foreign = fonts.cut_of(style.weight), fonts.foreign().search
        for line in lines:
            if line.isascii() or not foreign(line):
                self._written[plain].append(line)
                ops.append(b"(%s)'" % escaped(line.encode("utf-16-be")))
            else:
                ops += self._mixed(fonts.runs(line, style.weight), style)
        ops.append(b"ET")
        return ops

    def _mixed(self, parts: list[tuple[Cut, str]], style: TextStyle) -> Iterator[bytes]:
        """Yield what writes a line of more than one typeface."""
        yield b"T*"
        for cut, run in parts:
            self._written[cut].append(run)
            yield b"%s %.2f Tf (%s) Tj" % (_NAMES[cut], style.size, embedding.shown(run, cut))
        yield b"%s %.2f Tf" % (_NAMES[fonts.cut_of(style.weight)], style.size)

    def rule(self, x: float, y: float, width: float, colour: str, weight: float = 0.6) -> None:
        """Draw a thin line."""
        shape = b"%.2f w %s RG %.2f %.2f m %.2f %.2f l S" % (weight, _rgb(colour), x, y, x + width, y)
        self._ops.append(b"%s %s EMC" % (self._artifact, shape))

    def bar(self, x: float, top: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle."""
        shape = b"%.2f %.2f %.2f %.2f re" % (x, top - height, width, height)
        self._ops.append(b"%s %s rg %s f EMC" % (self._artifact, _rgb(colour), shape))

    def pill(self, x: float, top: float, width: float, height: float, colour: str) -> None:
        """Fill a shape with round ends, to write a word on."""
        shape = _rounded(x, top - height, width, height, height / 2)
        self._ops.append(b"%s %s rg %s f EMC" % (self._artifact, _rgb(colour), shape))

    def box(self, x: float, top: float, width: float, height: float, fill: str, edge: str, radius: float = 2.0) -> None:
        """Draw a filled shape with a thin edge, to write in."""
        shape = _rounded(x, top - height, width, height, radius)
        self._ops.append(b"%s 0.6 w %s rg %s RG %s b EMC" % (self._artifact, _rgb(fill), _rgb(edge), shape))

    def chevron(self, x: float, y: float, colour: str) -> None:
        """Draw the sign of a list that opens: a small angle, its upper left end and the middle of its height."""
        shape = b"1 w %s RG %.2f %.2f m %.2f %.2f l %.2f %.2f l S" % (
            _rgb(colour),
            x,
            y + 1.6,
            x + 3.2,
            y - 1.6,
            x + 6.4,
            y + 1.6,
        )
        self._ops.append(b"%s %s EMC" % (self._artifact, shape))

    def photo(self, picture: Picture, x: float, top: float, width: float, height: float, node: Node) -> None:
        """Draw a picture with rounded corners."""
        if picture not in self._pictures:
            self._drawn.append(_write_picture(self.file, picture))
            self._pictures[picture] = b"/I%d" % (len(self._drawn) - 1)
        low = top - height
        node.attributes = b"/A<</O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]>>" % (x, low, x + width, top)
        self._open(node)
        self._note(node, top, height)
        clip = _rounded(x, low, width, height, _RADIUS)
        place = b"%.2f 0 0 %.2f %.2f %.2f cm" % (width, height, x, low)
        self._ops.append(b"q %s W n %s %s Do Q\nEMC" % (clip, place, self._pictures[picture]))

    def link(self, target: str | Goal, shown: str, box: tuple[float, float, float, float], node: Node) -> None:
        """Make a rectangle lead to an address or to a place in the document; `shown` says it in words."""
        action = b"/A<</S/URI/URI%s>>" % text_string(target) if isinstance(target, str) else b""
        parts = (b"%.2f %.2f %.2f %.2f" % box, action, text_string(shown))
        number = self.annotation(b"/Subtype/Link/Border[0 0 0]/Rect[%s]%s/Contents%s" % parts, node)
        if isinstance(target, Goal):
            self._leading[number] = target

    def goal(self, goal: Goal, top: float) -> None:
        """Let links lead here."""
        self._goals[goal] = (len(self._done), top)

    def annotation(self, entries: bytes, node: Node, number: int = 0) -> int:
        """Put something on the page that answers to a click, tell the structure, and return its number."""
        number = number or self.file.reserve()
        node.kids.append(Annotation(len(self._done), number))
        self._answering.append((node, number, entries))
        self._annotations.append(number)
        return number

    # what it means

    @contextmanager
    def decoration(self, kind: bytes = REPEATED) -> Iterator[None]:
        """Draw what is for the eye only, such as what every page repeats."""
        before = self._artifact, self._as_decoration
        self._artifact, self._as_decoration = kind, True
        yield
        self._artifact, self._as_decoration = before

    def _open(self, node: Node | None) -> None:
        if node is None or self._as_decoration:
            self._ops.append(self._artifact)
            return
        mark = len(self._marks)
        self._marks.append(node)
        node.kids.append(Mark(len(self._done), mark))
        self._ops.append(b"/%s <</MCID %d>> BDC" % (node.kind.encode(), mark))

    def _note(self, node: Node | None, top: float, height: float) -> None:
        """Remember where a value stands."""
        if node is not None and node.shows is not None:
            high = self._page.height
            place = Place(len(self._done), high - top, high - top + height, self._page.width)
            self.places.setdefault(node.shows, []).append(place)

    def bookmark(self, mark: Bookmark, top: float, node: Node) -> None:
        """Add an entry to the list of contents that leads here."""
        deepest = self._entries[-1].level + 1 if self._entries else 0
        title = fonts.plain(mark.title)[:200]
        self._entries.append(_Entry(title, min(mark.level, deepest), len(self._done), top + 6, node))

    def turn(self) -> None:
        """End the page."""
        self._contents.append((b"\n".join(self._ops), self._annotations))
        self._done.append(TaggedPage(self.file.reserve(), self._marks))
        self._begin()

    # how it is kept

    def finish(self, root: Node, form: bytes = b"") -> bytes:
        """Return the file, structured as the nodes say; `form` is an entry of the catalogue."""
        file, said = self.file, self._properties
        pages = self._write_pages()
        structure = write_structure(
            file, root, said.language, self._done, [node for node, _number, _entries in self._answering]
        )
        for slot, (_node, number, entries) in enumerate(self._answering, len(self._done)):
            file.put(number, b"<</Type/Annot/F 4%s%s/StructParent %d>>" % (entries, self._destination(number), slot))
        described = metadata.description(said)
        parts = [
            b"<</Type/Catalog/Pages %d 0 R/StructTreeRoot %d 0 R/Metadata %d 0 R"
            % (pages, structure, file.stream(described, _XMP)),
            b"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/Lang(%s)" % tag(said.language).encode(),
            b"/OutputIntents[%d 0 R]/PageLabels<</Nums[0<</S/D>>]>>" % metadata.write_intent(file),
            b"/Outlines %d 0 R" % self._write_entries() if self._entries else b"",
            form,
            b">>",
        ]
        catalogue = file.add(b"".join(parts))
        information = metadata.write_information(file, said)
        return file.finish(catalogue, information, b"".join([described, *(content for content, _clickable in self._contents)]))

    def _destination(self, annotation: int) -> bytes:
        """Where in the document an annotation leads, nothing where it does not."""
        if annotation not in self._leading:
            return b""
        page, top = self._goals[self._leading[annotation]]
        return b"/Dest[%d 0 R/XYZ 0 %.2f null]" % (self._done[page].number, top)

    def _write_pages(self) -> int:
        file, top = self.file, self.file.reserve()
        size = b"/MediaBox[0 0 %.2f %.2f]" % (self._page.width, self._page.height)
        for at, (page, (content, clickable)) in enumerate(zip(self._done, self._contents, strict=True)):
            parts = (top, self.resources, file.packed(content), size, at)
            body = b"<</Type/Page/Parent %d 0 R/Resources %d 0 R/Contents %d 0 R%s/StructParents %d/Tabs/S" % parts
            file.put(page.number, body + (b"/Annots" + references(clickable) if clickable else b"") + b">>")
        file.put(self.resources, self._resources())
        file.put(top, b"<</Type/Pages/Count %d/Kids%s>>" % (len(self._done), references([page.number for page in self._done])))
        return top

    def _resources(self) -> bytes:
        typefaces = [(cut, embedding.embed(self.file, cut, "".join(lines))) for cut, lines in self._written.items() if lines]
        shown = b"".join(b"%s %d 0 R" % (_NAMES[cut], number) for cut, number in typefaces)
        pictures = b"".join(b"/I%d %d 0 R" % pair for pair in enumerate(self._drawn))
        return b"<</Font<<%s>>/XObject<<%s>>>>" % (shown, pictures)

    def _write_entries(self) -> int:
        """Write the list of contents: each entry leads to a place on a page and to its node."""
        top = self.file.reserve()
        outer: list[_Entry] = []
        line: list[_Entry] = []
        for entry in self._entries:
            entry.number = self.file.reserve()
            while line and line[-1].level >= entry.level:
                line.pop()
            entry.parent = line[-1] if line else None
            (entry.parent.below if entry.parent else outer).append(entry)
            line.append(entry)
        self._put_entries(outer, top)
        ends = (outer[0].number, outer[-1].number, len(outer))
        self.file.put(top, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % ends)
        return top

    def _put_entries(self, entries: Sequence[_Entry], parent: int) -> None:
        """Write entries that stand beside each other, and those below them."""
        for at, entry in enumerate(entries):
            parts = [b"<</Title%s/Parent %d 0 R" % (text_string(entry.title), parent)]
            place = (self._done[entry.page].number, entry.top, entry.node.number)
            parts.append(b"/Dest[%d 0 R/XYZ 0 %.2f null]/SE %d 0 R" % place)
            if at:
                parts.append(b"/Prev %d 0 R" % entries[at - 1].number)
            if at + 1 < len(entries):
                parts.append(b"/Next %d 0 R" % entries[at + 1].number)
            if entry.below:
                ends = (entry.below[0].number, entry.below[-1].number, len(entry.below))
                parts.append(b"/First %d 0 R/Last %d 0 R/Count -%d" % ends)
            self.file.put(entry.number, b"".join((*parts, b">>")))
            self._put_entries(entry.below, entry.number)


@cache
def _setting(style: TextStyle, colour: str) -> bytes:
    name = _NAMES[fonts.cut_of(style.weight)]
    return b"%s %.2f Tf %.2f TL %.2f Tc %s rg" % (name, style.size, style.leading, style.tracking, _rgb(colour))


@cache
def _rgb(code: str) -> bytes:
    return b" ".join(b"%.3f" % (part / 255) for part in bytes.fromhex(code[1:]))


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> bytes:
    """A rectangle with round corners, from its lower left corner against the clock."""
    right, top, near = x + width, y + height, radius * (1 - _ROUND)
    points = (
        (x + radius, y, right - radius, y),
        (right - near, y, right, y + near, right, y + radius, right, top - radius),
        (right, top - near, right - near, top, right - radius, top, x + radius, top),
        (x + near, top, x, top - near, x, top - radius, x, y + radius),
        (x, y + near, x + near, y, x + radius, y),
    )
    first = b"%.2f %.2f m %.2f %.2f l" % points[0]
    sides = b" ".join(b"%.2f %.2f %.2f %.2f %.2f %.2f c %.2f %.2f l" % side for side in points[1:4])
    return b"%s %s %.2f %.2f %.2f %.2f %.2f %.2f c h" % (first, sides, *points[4])


def _write_picture(file: PdfFile, picture: Picture) -> int:
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/%s/Filter/%s"
    content, grey = stream_of(picture)
    way = b"DCTDecode" if picture.suffix == "jpeg" else b"FlateDecode"
    return file.stream(content, entries % (picture.width, picture.height, b"DeviceGray" if grey else b"DeviceRGB", way))
