"""A book of practices as PDF: what it promises is read back with other programs."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from gptemplate.documents.book_pdf import write_book_pdf
from gptemplate.errors import BadValue
from gptemplate.model.collection import Collection
from tests.documents.books import book
from tests.documents.structure import meant, read_aloud
from tests.documents.vera import PROFILES, Vera

LONG = "An extremely long and hostile title of a practice (with \\ brackets) that goes on and on " * 8
CASES = {
    "one": lambda: book(1, "sv"),
    "seven": lambda: book(7, "fi", final=False),
    "side by side": lambda: book(6, "fi", "sv", "en", side=True),
    "long titles": lambda: book(8, "en", titles={0: LONG, 2: "x" * 400, 3: "", 5: "漢字 😀 <&>"}, title=LONG),
    "sixty": lambda: book(60, "en"),
}


def read(collection: Collection, attachments: dict[str, bytes]) -> PdfReader:
    return PdfReader(io.BytesIO(write_book_pdf(collection, attachments)))


def beginnings(reader: PdfReader) -> dict[str, int]:
    """On which page, from 1, each entry of the outermost level of the bookmarks leads."""
    return {
        one.title: (reader.get_destination_page_number(one) or 0) + 1 for one in reader.outline if not isinstance(one, list)
    }


def links(reader: PdfReader) -> list[tuple[int, str, int]]:
    """Each link within the file: the page it stands on, what it says, and the page it leads to, from 1."""
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages, 1) if page.indirect_reference}
    found = []
    for at, page in enumerate(reader.pages, 1):
        marks: Any = page.get("/Annots", [])
        for mark in (one.get_object() for one in marks):
            if "/Dest" in mark:
                found.append((at, str(mark["/Contents"]), numbers[mark["/Dest"][0].idnum]))
    return found


@pytest.mark.parametrize("name", ["one", "seven", "side by side", "long titles", "sixty"])
@pytest.mark.slow
def test_every_number_is_the_page_that_the_practice_begins_on(name: str, attachments: dict[str, bytes]) -> None:
    collection = CASES[name]()
    reader = read(collection, attachments)
    texts = [" ".join(page.extract_text().replace("\xad", "").split()) for page in reader.pages]
    found = links(reader)
    assert len(found) > 3 * len(collection.chapters)
    for _on, said, to in found:
        told = re.fullmatch(r"(.*), (\d+)", said, re.DOTALL)
        if told:
            assert int(told[2]) == to, said
    for chapter in collection.chapters:
        named = {to for _on, said, to in found if said.removesuffix(f", {to}") == " ".join(chapter.name.split())}
        assert named
        begun = chapter.name.rstrip("…").split()
        squeezed = "".join(begun)[:40]
        if squeezed.isascii():
            assert all(squeezed in texts[page - 1].replace(" ", "") for page in named), chapter.name


def test_poppler_finds_the_title_on_the_page_that_the_contents_name(attachments: dict[str, bytes], tmp_path: Path) -> None:
    collection = book(12, "fi")
    file = tmp_path / "book.pdf"
    file.write_bytes(write_book_pdf(collection, attachments))
    contents = subprocess.run(["pdftotext", "-f", "2", "-l", "2", "-layout", str(file), "-"], capture_output=True, check=True)
    rows = re.findall(r"^ *(\S.*?) {2,}(\d+)$", contents.stdout.decode(), re.MULTILINE)
    pages = {name: int(number) for name, number in rows}
    for chapter in collection.chapters:
        page = str(pages[chapter.name])
        said = subprocess.run(["pdftotext", "-f", page, "-l", page, str(file), "-"], capture_output=True, check=True)
        assert chapter.name in " ".join(said.stdout.decode().split())


def test_bookmarks_name_every_part_and_practice(attachments: dict[str, bytes]) -> None:
    collection = book(7, "en")
    named = beginnings(read(collection, attachments))
    parts = (collection.titles.contents, collection.titles.overview, collection.titles.regions)
    assert list(named) == [
        *parts,
        *(one.outline.title for one in collection.chapters),
        *(one.title for one in collection.indexes),
    ]


def test_every_later_page_of_a_practice_names_it(attachments: dict[str, bytes]) -> None:
    collection = book(6, "en")
    reader = read(collection, attachments)
    starts = beginnings(reader)
    chapter = next(one for one in collection.chapters if starts[one.outline.title] + 1 not in starts.values())
    page = reader.pages[starts[chapter.outline.title]]
    assert chapter.outline.title in page.extract_text()


@pytest.mark.slow
def test_a_book_is_heard_in_order_and_its_practices_as_they_are_alone(attachments: dict[str, bytes], tmp_path: Path) -> None:
    collection = book(6, "fi")
    file = tmp_path / "book.pdf"
    file.write_bytes(write_book_pdf(collection, attachments))
    said = read_aloud(file)
    assert ("H1", collection.title) in said
    at = 0
    for chapter in collection.chapters:
        wanted = [(deeper(kind), text) for kind, text in meant(chapter.outline, pictures=True)]
        begin = said.index(wanted[1], at) - 1
        assert said[begin : begin + len(wanted)] == wanted
        at = begin + len(wanted)


def deeper(kind: str) -> str:
    return f"H{int(kind[1:]) + 1}" if re.fullmatch("H[1-6]", kind) else kind


@pytest.mark.parametrize("name", ["seven", *(pytest.param(name, marks=pytest.mark.slow) for name in CASES if name != "seven")])
def test_a_book_conforms(name: str, attachments: dict[str, bytes], vera: Vera, tmp_path: Path) -> None:
    file = tmp_path / "book.pdf"
    file.write_bytes(write_book_pdf(CASES[name](), attachments))
    assert {profile: vera.failures(file, profile) for profile in PROFILES} == {profile: {} for profile in PROFILES}
    subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)


def test_the_same_book_has_the_same_bytes(attachments: dict[str, bytes]) -> None:
    assert write_book_pdf(book(6, "sv"), attachments) == write_book_pdf(book(6, "sv"), attachments)


@pytest.mark.slow
def test_a_term_with_more_pages_than_a_column_runs_on() -> None:
    collection = book(400, "en")
    term = max((one for each in collection.indexes[1].groups for one in each.terms), key=lambda one: len(one.chapters))
    reader = PdfReader(io.BytesIO(write_book_pdf(collection, {})))
    first = min(
        to for _on, said, to in links(reader) if said == collection.indexes[1].title or said.startswith("Index of topics")
    )
    in_index = {to for on, _said, to in links(reader) if on >= first}
    assert len(in_index) >= len(term.chapters)


def test_no_practice_makes_no_book() -> None:
    with pytest.raises(BadValue, match="at least one practice"):
        book(0, "fi")
