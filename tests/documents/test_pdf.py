"""What a PDF promises: read back with other programs than the one that wrote it."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from gptemplate.documents import fonts, style
from gptemplate.documents.pdf import write_pdf
from gptemplate.model.outline import Outline
from gptemplate.model.practice import Value
from gptemplate.model.states import Key
from tests.documents.practices import PICTURE, SAMPLES, made, new_practice, photograph, sample, template_of
from tests.documents.reading import draft_words, shown_values, words_in_order

LAYOUTS = [("fi",), ("sv",), ("en",), ("fi", "sv"), ("fi", "sv", "en")]


def poppler(program: str, content: bytes, tmp_path: Path, *options: str) -> str:
    path = tmp_path / "one.pdf"
    path.write_bytes(content)
    command = [program, *options, str(path), *(["-"] if program == "pdftotext" else [])]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def words_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def entries(outline: list[object]) -> list[str]:
    found: list[str] = []
    for one in outline:
        found.extend(entries(one) if isinstance(one, list) else [one.title])  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("languages", LAYOUTS, ids="-".join)
def test_every_value_stands_in_the_file_word_for_word_and_in_order(
    languages: tuple[str, ...], attachments: dict[str, bytes], tmp_path: Path
) -> None:
    outline = made(sample("language-at-work"), *languages, side=len(languages) > 1, final=True)
    raw = poppler("pdftotext", write_pdf(outline, attachments), tmp_path, "-raw")
    text = re.sub(r"\n[^\n]*(Page|Sivu|Sida) \d+ [^\n]*\n?\f", "\n", raw)
    for value in shown_values(outline):
        assert words_in_order(value, text), value[:60]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_file_is_sound_and_brings_its_typefaces(name: str, attachments: dict[str, bytes], tmp_path: Path) -> None:
    content = write_pdf(made(sample(name), "fi"), attachments)
    listed = poppler("pdffonts", content, tmp_path).splitlines()[2:]
    assert listed
    assert all("Inter" in line and " yes yes yes " in line for line in listed)
    poppler("qpdf", content, tmp_path, "--check")


def test_the_file_says_what_it_is(attachments: dict[str, bytes]) -> None:
    outline = made(sample("language-at-work"), "sv", final=True)
    reader = PdfReader(io.BytesIO(write_pdf(outline, attachments)))
    assert reader.metadata is not None
    assert reader.metadata.title == outline.title
    assert reader.metadata.subject == outline.subject
    assert reader.metadata["/Keywords"] == outline.keywords
    assert str(reader.metadata.creator).startswith("gptemplate")
    assert reader.metadata.modification_date == outline.modified
    assert reader.root_object["/Lang"] == "sv-FI"
    assert reader.page_labels == [str(number) for number in range(1, len(reader.pages) + 1)]


def test_headings_are_bookmarks(attachments: dict[str, bytes]) -> None:
    outline = made(sample("language-at-work"), "en", final=True)
    titles = entries(PdfReader(io.BytesIO(write_pdf(outline, attachments))).outline)
    assert titles[0] == outline.title
    for expected in ("Detailed information", "Resources needed", "Potential for learning or transfer"):
        assert expected in titles


def test_addresses_lead_somewhere(attachments: dict[str, bytes]) -> None:
    reader = PdfReader(io.BytesIO(write_pdf(made(sample("language-at-work"), "fi"), attachments)))
    marks = [mark.get_object() for page in reader.pages for mark in page.get("/Annots", [])]
    targets = [mark["/A"]["/URI"] for mark in marks if mark["/Subtype"] == "/Link"]
    assert "https://example.org/language-at-work" in targets
    assert "mailto:koordinaattori@example.org" in targets


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_full_practice_takes_at_most_two_pages(name: str, language: str, attachments: dict[str, bytes]) -> None:
    content = write_pdf(made(sample(name), language, final=True), attachments)
    assert len(PdfReader(io.BytesIO(content)).pages) <= 2


def test_side_by_side_lies_on_its_side_and_repeats_the_names_of_the_languages(attachments: dict[str, bytes]) -> None:
    content = write_pdf(made(sample("language-at-work"), "fi", "sv", "en", side=True), attachments)
    pages = PdfReader(io.BytesIO(content)).pages
    assert all(page.mediabox.width > page.mediabox.height for page in pages)
    for page in pages[1:]:
        assert {"Suomi", "Svenska", "English"} <= set(page.extract_text().split())


def test_each_page_counts_all_pages(attachments: dict[str, bytes]) -> None:
    outline = made(sample("language-at-work"), "fi")
    pages = PdfReader(io.BytesIO(write_pdf(outline, attachments))).pages
    for number, page in enumerate(pages, 1):
        assert outline.page_of.format(page=number, pages=len(pages)) in page.extract_text()


@pytest.mark.parametrize("side", [False, True])
def test_what_is_missing_shows_in_a_draft_only(side: bool) -> None:
    draft, final = (words_of(write_pdf(made(new_practice(), "en", "fi", side=side, final=end), {})) for end in (False, True))
    assert draft_words("en") <= set(re.findall(r"Not yet written|Draft", draft))
    assert not re.search(r"Not yet written|Draft", final)


def test_working_fields_are_never_in_a_final_file(attachments: dict[str, bytes]) -> None:
    practice = sample("language-at-work")
    secret = practice.text("participation", "fi").split()[:4]
    working = words_of(write_pdf(made(practice, "fi", working=True), attachments)).split()
    final = words_of(write_pdf(made(practice, "fi", working=True, final=True), attachments)).split()
    assert " ".join(secret) in " ".join(working)
    assert " ".join(secret) not in " ".join(final)


def test_the_same_practice_gives_the_same_bytes(attachments: dict[str, bytes]) -> None:
    outline = made(sample("language-at-work"), "fi", "sv", side=True)
    assert write_pdf(outline, attachments) == write_pdf(outline, attachments)


@pytest.mark.parametrize("picture", [b"", b"\xff\xd8\xff\xe0broken", photograph()[:4000], b"GIF89a"])
def test_a_broken_picture_leaves_its_description(picture: bytes) -> None:
    practice = sample("language-at-work")
    text = words_of(write_pdf(made(practice, "fi"), {PICTURE: picture})).split()
    assert " ".join(practice.text("image", "fi").split()[:3]) in " ".join(text)


@pytest.mark.parametrize("size", [(3000, 400), (400, 3000), (5, 5)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_pictures_of_any_shape_fit(size: tuple[int, int], kind: str, tmp_path: Path) -> None:
    content = write_pdf(made(sample("language-at-work"), "fi"), {PICTURE: photograph(*size, kind)})
    assert len(poppler("pdfimages", content, tmp_path, "-list").splitlines()) == 3


def written(text: str, *fields: str) -> Outline:
    values = {Key(field, code): Value(text) for field in fields for code in ("fi", "en")}
    return made(new_practice(values), "fi", "en", side=True)


@pytest.mark.timeout(60)
def test_a_very_long_text_is_not_cut() -> None:
    content = write_pdf(written("sana lause kappale " * 10_000, "detailed_information"), {})
    text = words_of(content)
    assert text.count("kappale") == 20_000


def test_a_word_without_spaces_is_broken_not_cut() -> None:
    content = write_pdf(written("x" * 5000, "resources_needed", "title"), {})
    assert words_of(content).count("x") >= 4 * 5000


def test_what_the_typeface_lacks_is_seen() -> None:
    assert fonts.drawable("Ä € − → ≥ Ж Ω š") == "Ä € − → ≥ Ж Ω š"
    assert fonts.drawable("😀 漢字 שלום") == "😀 □□ □□□□"
    assert fonts.undrawable(["😀 a", "漢字 漢", "א\u200d"]) == "漢字א"
    assert fonts.drawable("a\u200d\u202eb\x00\tc") == "ab c"
    assert fonts.drawable("𝐀") == "A"


def test_a_running_title_is_shortened_between_words() -> None:
    short = fonts.shortened("Yksi kaksi kolme neljä " * 20, style.FOOT, 200)
    assert short.endswith("…")
    assert fonts.width(short, style.FOOT) <= 200


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=300), side=st.booleans(), name=st.sampled_from(["interreg-europe-2021", "interreg-europe-2014"]))
def test_any_text_can_be_printed(text: str, side: bool, name: str) -> None:
    template = template_of(name)
    values = {Key(field.id, code): Value(text) for field, code in template.registers()}
    outline = made(new_practice(values, name), "fi", "en", side=side, working=True)
    assert write_pdf(outline, {}).startswith(b"%PDF")
