"""Makes resources/word/house-sample.docx, which shows every mark: `uv run python packaging/house_sample.py`."""

from __future__ import annotations

import io
import re
from pathlib import Path
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from gptemplate.documents import ooxml

FILE = Path(__file__).parent.parent / "resources" / "word" / "house-sample.docx"
TEAL, INK, SOFT = RGBColor(0x0F, 0x6B, 0x74), RGBColor(0x1B, 0x24, 0x28), RGBColor(0x5D, 0x6B, 0x72)
LEFT_OVER = "stylesWithEffects.xml"
FACTS = ("location", "start_date", "end_date", "topic", "main_institution", "author")
TEXTS = (
    "detailed_information",
    "resources_needed",
    "evidence_of_success",
    "challenges_encountered",
    "potential_for_transfer",
)
OTHERS = ("ie_project_involved", "project", "is_main_institution", "specific_objective", "keywords", "further_information")


def main() -> None:
    """Write the file; the same source gives the same bytes."""
    document = docx.Document()
    _styled(document)
    _head(document)
    _facts(document, FACTS)
    for field in TEXTS:
        document.add_heading(f"{{{{ label.{field} }}}}", 1)
        document.add_paragraph(f"{{{{ {field} }}}}")
    document.add_heading("Classification", 1)
    _facts(document, OTHERS)
    out = io.BytesIO()
    document.save(out)
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(_packed(out.getvalue()))


def _packed(content: bytes) -> bytes:
    """The file without what python-docx leaves in it: a second set of styles, which says something else."""
    with ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in sorted(archive.namelist()) if name != f"word/{LEFT_OVER}"}
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        parts[name] = re.sub(rb"<(Override|Relationship) [^>]*" + LEFT_OVER.encode() + rb"[^>]*/>", b"", parts[name])
    return ooxml.package(parts)


def _styled(document: Document) -> None:
    looks = {"Normal": (10.5, INK), "Title": (24, INK), "Subtitle": (13, SOFT), "Heading 1": (14, TEAL)}
    for name, (size, colour) in looks.items():
        font = document.styles[name].font
        font.name, font.size, font.color.rgb = "Calibri", Pt(size), colour
        faces = document.styles[name].element.rPr.rFonts
        for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            faces.attrib.pop(qn(f"w:{script}"), None)
    line = document.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if line is not None:
        document.styles["Title"].element.pPr.remove(line)
    document.styles["Subtitle"].font.italic = False
    document.styles["Heading 1"].paragraph_format.space_before = Pt(16)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = "House file with marks", "", ""


def _head(document: Document) -> None:
    top = document.sections[0].header.paragraphs[0]
    top.text, top.alignment = "Our partnership", WD_ALIGN_PARAGRAPH.RIGHT
    document.sections[0].footer.paragraphs[0].text = "{{ title }}"
    document.add_paragraph("{{ title }}", "Title")
    document.add_paragraph("{{ summary }}", "Subtitle")
    document.add_paragraph("{%p if image %}")
    document.add_paragraph("{{ image }}")
    document.add_paragraph("{%p endif %}")


def _facts(document: Document, fields: tuple[str, ...]) -> None:
    table = document.add_table(rows=0, cols=2)
    table.style = document.styles["Table Grid"]
    for field in fields:
        label, value = table.add_row().cells
        label.text, value.text = f"{{{{ label.{field} }}}}", f"{{{{ {field} }}}}"
        label.width, value.width = Cm(5.2), Cm(11.4)
        label.paragraphs[0].runs[0].font.color.rgb = SOFT


if __name__ == "__main__":
    main()
