"""A book of practices as Word: read by python-docx, openxml-audit and LibreOffice."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from gptemplate.documents.book_word import write_book_word
from gptemplate.documents.read_word import read_word
from gptemplate.errors import BadFile
from gptemplate.model.collection import cut
from tests.documents.books import book
from tests.documents.practices import template_of
from tests.documents.word_files import libreoffice

HOSTILE = {0: "An extremely long & <hostile> title of a practice " * 8, 2: "x" * 400, 3: ""}


def main_part(content: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()


def headings(content: bytes, level: int) -> list[str]:
    """The headings of a level; python-docx's own list leaves out those within content controls."""
    body = docx.Document(io.BytesIO(content)).element.body
    found = body.xpath(f'.//w:p[w:pPr/w:pStyle/@w:val="Heading{level}"]')
    return ["".join(one.xpath(".//w:t/text()")) for one in found]


def test_practices_are_headings_of_the_first_level_below_the_title(attachments: dict[str, bytes]) -> None:
    collection = book(6, "en", title="Practices of the network")
    content = write_book_word(collection, attachments)
    titles = collection.titles
    named = [titles.overview, titles.regions, *(one.outline.title for one in collection.chapters)]
    assert headings(content, 1) == [*named, *(one.title for one in collection.indexes)]
    document = docx.Document(io.BytesIO(content))
    assert document.paragraphs[0].text == "Practices of the network"
    assert len(document.sections) == 2 + len(collection.chapters) + len(collection.indexes)
    heads = [section.header.paragraphs[0].text for section in list(document.sections)[2:8]]
    assert heads == [cut(one.outline.title, 110) for one in collection.chapters]


@pytest.mark.parametrize("side", [False, True])
def test_names_and_numbers_stand_once_and_links_lead_somewhere(side: bool, attachments: dict[str, bytes]) -> None:
    body = main_part(write_book_word(book(14, "fi", "sv", side=side, titles=HOSTILE), attachments))
    names = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="([^"]+)"', body)
    assert len({number for number, _name in names}) == len({name for _number, name in names}) == len(names)
    assert max(len(name) for _number, name in names) <= 40
    tags = re.findall(r'<w:tag w:val="([^"]+)"', body)
    assert len(set(tags)) == len(tags)
    anchors = set(re.findall(r'w:anchor="([^"]+)"', body)) | set(re.findall(r"PAGEREF (\S+)", body))
    assert anchors <= {name for _number, name in names}
    assert {f"c{number}" for number in range(1, 15)} <= anchors


def test_the_contents_are_a_field_with_its_entries(attachments: dict[str, bytes]) -> None:
    collection = book(6, "sv")
    document = docx.Document(io.BytesIO(write_book_word(collection, attachments)))
    entries = [one.text.split("\t")[0] for one in document.paragraphs if one.style and one.style.name == "toc 1"]
    assert [one.name for one in collection.chapters] == entries[2:8]
    body = main_part(write_book_word(collection, attachments))
    assert [body.count(f'w:fldCharType="{kind}"') for kind in ("begin", "separate", "end")] == [1, 1, 1]
    assert 'TOC \\o "1-1" \\h \\z' in body


@pytest.mark.parametrize("count", [1, 8])
def test_openxml_audit_finds_nothing(count: int, attachments: dict[str, bytes], tmp_path: Path) -> None:
    for name, side in (("one", False), ("side", True)):
        file = tmp_path / f"{name}.docx"
        file.write_bytes(write_book_word(book(count, "en", "fi", side=side, titles=HOSTILE), attachments))
        assert [str(one) for one in OpenXmlValidator().validate(file).errors] == []


def test_the_same_book_has_the_same_bytes(attachments: dict[str, bytes]) -> None:
    assert write_book_word(book(6, "sv"), attachments) == write_book_word(book(6, "sv"), attachments)


def test_a_book_is_not_taken_for_a_practice(attachments: dict[str, bytes]) -> None:
    with pytest.raises(BadFile, match="book of several practices"):
        read_word(write_book_word(book(2, "fi"), attachments), [template_of("interreg-europe-2021")], "book.docx")


@pytest.mark.slow
def test_libreoffice_prints_every_practice_on_the_page_that_the_index_names(
    attachments: dict[str, bytes], tmp_path: Path
) -> None:
    collection = book(6, "en")
    file = tmp_path / "book.docx"
    file.write_bytes(write_book_word(collection, attachments))
    (printed,) = libreoffice(tmp_path, [file], "pdf")
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(printed).pages]
    index = next(text for text in pages if text.startswith(collection.indexes[0].title))
    for term in collection.indexes[0].groups[0].terms:
        shown = re.search(rf"{re.escape(term.text)} +([\d, ]*\d)", index)
        assert shown, term.text
        named = [int(number) for number in shown[1].split(",")]
        for number, chapter in zip(named, term.chapters, strict=True):
            assert collection.chapters[chapter].outline.title in pages[number - 1]
