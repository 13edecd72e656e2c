"""The structure of a PDF: what each mark on the pages is, in reading order, for those who hear the document.

Nodes are made together with the story, so their order is that of the outline however the pieces are laid out. The pen
says which marks belong to which node.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gptemplate.documents.language import tag
from gptemplate.documents.pdf_file import PdfFile, references, text_string
from gptemplate.model.outline import Source
from gptemplate.model.states import Key

SCOPE_COLUMN = b"/A<</O/Table/Scope/Column>>"
SCOPE_ROW = b"/A<</O/Table/Scope/Row>>"
DISC = b"/A<</O/List/ListNumbering/Disc>>"


@dataclass(slots=True)  # frozen ones take three times as long to make
class Mark:
    """A marked part of a page's content, by the page's place and its number there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link or a field that stands on a page."""

    page: int
    number: int  # of its object


class Node:
    """An element of the structure: its kind ("H1", "P", "TD"...), its language, and what it holds, in reading order.

    `shows` is the value that it and what is in it show.
    """

    __slots__ = ("alternative", "attributes", "kids", "kind", "language", "number", "shows")

    def __init__(self, kind: str, language: str = "", attributes: bytes = b"") -> None:
        self.kind, self.language, self.attributes = kind, language, attributes
        self.alternative = ""  # of a picture, or of what a field asks
        self.kids: list[Node | Mark | Annotation] = []
        self.number = 0  # of its object, once written
        self.shows: Key | None = None

    def add(self, kind: str, language: str = "", attributes: bytes = b"", *, source: Source | None = None) -> Node:
        """Append an element, which shows the value of `source` or the same as this one, and return it."""
        kid = Node(kind, language, attributes)
        kid.shows = source.key if source is not None else self.shows
        self.kids.append(kid)
        return kid


@dataclass(frozen=True, slots=True)
class TaggedPage:
    """What the structure has to know of a page: its object, and the node of each of its marks."""

    number: int
    marks: Sequence[Node]


def write_structure(file: PdfFile, root: Node, language: str, pages: Sequence[TaggedPage], annotations: Sequence[Node]) -> int:
    """Write the elements and the tree of parents, and return the number of the root.

    `annotations` are the nodes of the slots after those of the pages, in their order.
    """
    top, tree = file.reserve(), file.reserve()
    _Elements(file, pages).write(root, top, language)
    rows = [b"%d %s" % (at, references([node.number for node in page.marks])) for at, page in enumerate(pages)]
    rows += [b"%d %d 0 R" % (at, node.number) for at, node in enumerate(annotations, len(pages))]
    file.put(tree, b"<</Nums[%s]>>" % b"\n".join(rows))
    following = len(pages) + len(annotations)
    body = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>"
    file.put(top, body % (root.number, tree, following))
    return top


class _Elements:
    def __init__(self, file: PdfFile, pages: Sequence[TaggedPage]) -> None:
        self._file = file
        self._pages = [page.number for page in pages]

    def write(self, node: Node, parent: int, inherited: str) -> None:
        """Write an element and all below it; its language only where it differs from that around it."""
        node.number = self._file.reserve()
        language = node.language or inherited
        more = node.attributes
        if language != inherited:
            more += b"/Lang(%s)" % tag(language).encode()
        if node.alternative:
            more += b"/Alt" + text_string(node.alternative)
        if node.kids:
            more += self._kids(node, language)
        self._file.put(node.number, b"<</S/%s/P %d 0 R%s>>" % (node.kind.encode(), parent, more))

    def _kids(self, node: Node, language: str) -> bytes:
        kids = node.kids
        if len(kids) == 1 and isinstance(kids[0], Mark):  # most are
            return b"/Pg %d 0 R/K %d" % (self._pages[kids[0].page], kids[0].number)
        page = next((kid.page for kid in kids if not isinstance(kid, Node)), None)
        shown = b" ".join([self._kid(kid, node.number, language, page) for kid in kids])
        return (b"" if page is None else b"/Pg %d 0 R" % self._pages[page]) + b"/K[" + shown + b"]"

    def _kid(self, kid: Node | Mark | Annotation, parent: int, language: str, page: int | None) -> bytes:
        if isinstance(kid, Node):
            self.write(kid, parent, language)
            return b"%d 0 R" % kid.number
        if isinstance(kid, Annotation):
            return b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (self._pages[kid.page], kid.number)
        if kid.page == page:
            return b"%d" % kid.number
        return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (self._pages[kid.page], kid.number)
