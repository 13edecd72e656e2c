"""Office Open XML by hand: paragraphs, runs and tables as strings, and the package that holds them.

Strings are an order of magnitude faster than a tree of objects, and the same input gives the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMESPACES = (
    f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}" xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"'
    f' xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_EMU = 12_700  # units of a point
_TIED = re.compile(r"(?<=[0-9]) (?=[€%]|[0-9]{3}(?![0-9]))")
TIED = "TiedSpace"  # the character style of a space that must not break
_STAMP = (1980, 1, 1, 0, 0, 0)
_STORED = (".jpeg", ".png")
_LONGEST_TITLE = 64  # characters that Word allows the title of a control
_BOXES = "MS Gothic"

_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_UNPAIRED = re.compile("[\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return the text with what XML cannot hold taken out, or shown as U+FFFD where it was half a character."""
    return _UNPAIRED.sub("\ufffd", _IMPOSSIBLE.sub("", text))


def text(content: str) -> str:
    """Return a text as the content of an element."""
    return escape(clean(content))


def quoted(content: str) -> str:
    """Return the text as the value of an attribute, with its quotation marks."""
    safe = escape(clean(content), {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
    return f'"{safe}"'


def twips(points: float) -> int:
    """Return a length as most of Word measures it: in twentieths of a point."""
    return round(points * 20)


def emu(points: float) -> int:
    """Return a length as drawings measure it."""
    return round(points * _EMU)


def run(text: str, language: str, style: str = "") -> str:
    """Return a run of text in a language, perhaps in a character style."""
    chosen = f'<w:rStyle w:val="{style}"/>' if style else ""
    return f"<w:r><w:rPr>{chosen}<w:lang w:val={quoted(language)}/></w:rPr>{_content(text)}</w:r>"


def prose(text: str, language: str) -> str:
    """Return runs of a text whose figures stay with what they count: "3 700 €" is not broken between two lines.

    The spaces that hold it together have a style of their own, by which a returned document is read as it was written.
    """
    if not _TIED.search(text):
        return run(text, language)
    return run("\u00a0", language, TIED).join(run(part, language) for part in _TIED.split(text))


def _content(text: str) -> str:
    body = escape(clean(text))
    if "\n" in body or "\t" in body or "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
        body = body.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        body = body.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:t xml:space="preserve">{body}</w:t>'


def field(instruction: str, shown: str, language: str) -> str:
    """Return a field that Word computes, such as PAGE, with what stands there until it does."""
    return f'<w:fldSimple w:instr=" {instruction} ">{run(shown, language)}</w:fldSimple>'


def link(relation: str, content: str) -> str:
    """Return a run that leads to the target of a relation."""
    return f'<w:hyperlink r:id="{relation}" w:history="1">{content}</w:hyperlink>'


def jump(anchor: str, content: str) -> str:
    """Return runs that lead to a bookmark of the document."""
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{content}</w:hyperlink>'


def mark_field(kind: str) -> str:
    """Return a mark of a field that goes over several paragraphs: "begin", "separate" or "end"."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(code: str) -> str:
    """Return what a field that goes over several paragraphs computes."""
    return f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'


def paragraph(style: str, content: str, placing: str = "") -> str:
    """Return a paragraph in a style, with properties that differ from it."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{placing}</w:pPr>{content}</w:p>'


def tab(language: str) -> str:
    """Return a run that is a tab."""
    return f"<w:r><w:rPr><w:lang w:val={quoted(language)}/></w:rPr><w:tab/></w:r>"


def bookmark(content: str, number: int, name: str) -> str:
    """Return the runs of a paragraph in a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def control(number: int, tag: str, title: str, content: str, *, kind: str = "", placeholder: bool = False) -> str:
    """Return a content control around paragraphs or runs, which a person can change but not remove.

    `placeholder`: what stands there is a hint that the first key replaces. `kind` is the element that says more, such
    as "<w:picture/>".
    """
    titled = f"<w:alias w:val={quoted(title[:_LONGEST_TITLE])}/>" if title else ""
    tagged = f"<w:tag w:val={quoted(tag)}/>" if tag else ""
    hint = "<w:showingPlcHdr/>" if placeholder else ""
    locked = f'<w:id w:val="{number}"/><w:lock w:val="sdtLocked"/>'
    return f"<w:sdt><w:sdtPr>{titled}{tagged}{locked}{hint}{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def drop_down(items: Sequence[str]) -> str:
    """Return the kind of a control that offers a list."""
    offered = "".join(f"<w:listItem w:displayText={quoted(one)} w:value={quoted(one)}/>" for one in dict.fromkeys(items))
    return f"<w:dropDownList>{offered}</w:dropDownList>"


def check_box(*, ticked: bool) -> str:
    """Return the kind of a control that is a box to tick."""
    return (
        f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/><w14:checkedState w14:val="2612" w14:font="{_BOXES}"/>'
        f'<w14:uncheckedState w14:val="2610" w14:font="{_BOXES}"/></w14:checkbox>'
    )


def cell(width: float, content: str, *, span: int = 1) -> str:
    """Return a cell of a table."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{spanned}</w:tcPr>{content}</w:tc>'


def row(cells: Sequence[str], *, head: bool = False, whole: bool = False, height: float = 0) -> str:
    """Return a row at least that high; a head stands again on every page, a whole row is not split between pages."""
    marks = "<w:cantSplit/>" if whole or head else ""
    marks += f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>' if height else ""
    marks += "<w:tblHeader/>" if head else ""
    properties = f"<w:trPr>{marks}</w:trPr>" if marks else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def hairline() -> str:
    """Return an empty paragraph that hardly shows. Word joins tables without one between them, and wants one at the end."""
    flat = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>'
    return f"<w:p><w:pPr>{flat}</w:pPr></w:p>"


def table(style: str, widths: Sequence[float], rows: Sequence[str], caption: str, *, row_heads: bool) -> str:
    """Return a table whose first row is a head, and whose first column too if `row_heads`."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{"06A0" if row_heads else "0620"}" w:firstRow="1" w:lastRow="0"'
        f' w:firstColumn="{int(row_heads)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoted(caption)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def drawing(relation: str, number: int, name: str, size: tuple[float, float], description: str) -> str:
    """Return a picture that stands in the text, with its description for those who cannot see it."""
    extent = f'cx="{emu(size[0])}" cy="{emu(size[1])}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{number}" name={quoted(name)} descr={quoted(description)}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name={quoted(name)}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


class Relations:
    """What a part of the package refers to: other parts, pictures and addresses outside."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._known: dict[tuple[str, str], str] = {}

    def add(self, kind: str, target: str, *, outside: bool = False, base: str = _OFFICE) -> str:
        """Return the name of the relation to a target; the same target keeps its name."""
        if (kind, target) not in self._known:
            name = self._known[kind, target] = f"rId{len(self._known) + 1}"
            mode = ' TargetMode="External"' if outside else ""
            self._lines.append(f'<Relationship Id="{name}" Type="{base}/{kind}" Target={quoted(target)}{mode}/>')
        return self._known[kind, target]

    def xml(self) -> str:
        """Return the part that lists the relations."""
        return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(self._lines)}</Relationships>'


def root_relations() -> str:
    """Return the relations of the package itself."""
    relations = Relations()
    relations.add("officeDocument", "word/document.xml")
    relations.add("metadata/core-properties", "docProps/core.xml", base=f"{_PACKAGE}/relationships")
    relations.add("extended-properties", "docProps/app.xml")
    relations.add("custom-properties", "docProps/custom.xml")
    return relations.xml()


def document(body: str) -> str:
    """Return the main part."""
    return f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def content_types(headers: int = 0) -> str:
    """Return the part that says what every part is; `headers` is how many running heads there are."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    names = {"document": "document.main", "styles": "styles", "numbering": "numbering", "settings": "settings"}
    names |= {"footer": "footer", "fontTable": "fontTable"}
    parts = {f"/word/{part}.xml": f"{word}.{kind}+xml" for part, kind in names.items()}
    parts |= {f"/word/header{number}.xml": f"{word}.header+xml" for number in range(1, headers + 1)}
    parts["/word/theme.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    parts["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    parts["/docProps/app.xml"] = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    parts["/docProps/custom.xml"] = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    suffixes = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    suffixes |= {"jpeg": "image/jpeg", "png": "image/png"}
    defaults = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in suffixes.items())
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in parts.items())
    return f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return the parts as one file; the same parts give the same bytes."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, _STAMP)
            entry.create_system = 0  # the same bytes whichever system writes them
            entry.compress_type = ZIP_STORED if name.endswith(_STORED) else ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()
