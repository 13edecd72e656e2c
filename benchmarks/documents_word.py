"""Word files against python-docx and docxtpl, warm: `uv run python benchmarks/documents_word.py`. Compare the ratios.

The three write the same content: a form in three languages, with heads, fact tables, long texts and a photo.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from tests.documents.practices import PICTURE, made, photograph, sample, template_of

from gptemplate.documents.language import tag
from gptemplate.documents.read_word import read_word
from gptemplate.documents.word import write_word
from gptemplate.model.outline import Bullets, Fact, Facts, Figure, Heading, Outline, Paragraph

ROUNDS = 40
LANGUAGES = ("fi", "sv", "en")


def content() -> Outline:
    """Return the outlines of one practice in three languages as one document."""
    parts = [made(sample("language-at-work"), code, final=True) for code in LANGUAGES]
    return replace(parts[0], blocks=tuple(block for part in parts for block in part.blocks), languages=LANGUAGES)


def plain(outline: Outline, photo: bytes) -> bytes:
    """Return the content as python-docx writes it when it is used as its manual says."""
    document = docx.Document()
    for block in outline.blocks:
        match block:
            case Heading():
                _spoken(document.add_heading(block.text, min(block.level, 4) - 1), block.language)
            case Paragraph():
                _spoken(document.add_paragraph(block.text, style="Subtitle" if block.role == "lead" else None), block.language)
            case Bullets():
                for item in block.items:
                    _spoken(document.add_paragraph(item, style="List Bullet"), block.language)
            case Figure():
                document.add_picture(io.BytesIO(photo), height=Mm(45))
            case Facts():
                _table(document, block)
            case _:
                pass
    return _saved(document)


def _table(document: Any, block: Facts) -> None:
    table = document.add_table(rows=0, cols=2)
    table.style = document.styles["Table Grid"]
    for fact in block.rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, (fact.label, "\n".join(fact.lines)), strict=True):
            cell.text = text
            _spoken(cell.paragraphs[0], fact.language)


def _spoken(paragraph: Any, language: str) -> None:
    for run in paragraph.runs:
        mark = OxmlElement("w:lang")
        mark.set(qn("w:val"), tag(language))
        run._element.get_or_add_rPr().append(mark)


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def house() -> bytes:
    """Return a template of docxtpl for the content."""
    document = docx.Document()
    for text in (
        "{%p for block in blocks %}",
        "{%p if block.kind == 'heading' %}",
        "{{ block.text }}",
        "{%p elif block.kind == 'facts' %}",
    ):
        document.add_paragraph(text, style="Heading 2" if text == "{{ block.text }}" else None)
    table = document.add_table(rows=3, cols=2)
    marks = (("{%tr for row in block.rows %}", ""), ("{{ row.label }}", "{{ row.text }}"), ("{%tr endfor %}", ""))
    for row, texts in enumerate(marks):
        for cell, text in zip(table.rows[row].cells, texts, strict=True):
            cell.text = text
    for text in ("{%p elif block.kind == 'picture' %}", "{{ picture }}", "{%p else %}", "{{ block.text }}", "{%p endif %}"):
        document.add_paragraph(text)
    document.add_paragraph("{%p endfor %}")
    return _saved(document)


def rendered(outline: Outline, photo: bytes, template: bytes) -> bytes:
    """Return the content as docxtpl fills it in."""
    document = DocxTemplate(io.BytesIO(template))
    picture = InlineImage(document, io.BytesIO(photo), height=Mm(45))
    document.render(
        {"blocks": [part for block in outline.blocks for part in _plain(block)], "picture": picture}, autoescape=True
    )
    return _saved(document)


def _plain(block: Any) -> list[dict[str, Any]]:
    match block:
        case Heading():
            return [{"kind": "heading", "text": block.text}]
        case Bullets():
            return [{"kind": "text", "text": item} for item in block.items]
        case Figure():
            return [{"kind": "picture"}]
        case Facts():
            return [{"kind": "facts", "rows": [_row(fact) for fact in block.rows]}]
        case _:
            return [{"kind": "text", "text": block.text}]


def _row(fact: Fact) -> dict[str, str]:
    return {"label": fact.label, "text": "\n".join(fact.lines)}


def median(write: Callable[[], object]) -> float:
    """Return the milliseconds that it takes, once everything is warm."""
    write()
    taken = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        write()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Print what each takes, and how many times faster ours is."""
    outline, photo, template = content(), photograph(), house()
    written = write_word(outline, {PICTURE: photo})
    templates = (template_of("interreg-europe-2021"), template_of("interreg-europe-2014"))
    ours = median(lambda: write_word(outline, {PICTURE: photo}))
    print(f"{'write_word':12} {ours:6.1f} ms")
    for name, write in (
        ("python-docx", lambda: plain(outline, photo)),
        ("docxtpl", lambda: rendered(outline, photo, template)),
    ):
        taken = median(write)
        print(f"{name:12} {taken:6.1f} ms  {taken / ours:5.1f} times ours")
    print(f"{'read_word':12} {median(lambda: read_word(written, templates)):6.1f} ms")


if __name__ == "__main__":
    main()
