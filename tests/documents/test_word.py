"""What a Word file promises: read back with python-docx, with a parser of XML, and with LibreOffice."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from gptemplate.documents.word import write_word
from gptemplate.documents.word_keys import bookmark_name
from gptemplate.model.outline import Outline
from gptemplate.model.practice import Value
from gptemplate.model.states import SHARED, Key
from tests.documents.practices import PICTURE, SAMPLES, made, new_practice, photograph, sample, template_of
from tests.documents.reading import shown_values, words_in_order
from tests.documents.word_files import read

LAYOUTS = [("fi",), ("sv",), ("en",), ("fi", "sv"), ("fi", "sv", "en")]


def opened(outline: Outline, attachments: dict[str, bytes]) -> Any:
    return docx.Document(io.BytesIO(write_word(outline, attachments)))


def words_of(document: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p")))


def styles_of(document: Any) -> set[str]:
    named = (p.find(qn("w:pPr")).find(qn("w:pStyle")) for p in document.element.body.iter(qn("w:p")))
    return {one.get(qn("w:val")) for one in named if one is not None}


@pytest.mark.parametrize("languages", LAYOUTS, ids="-".join)
def test_every_value_stands_in_the_file_word_for_word_and_in_order(
    languages: tuple[str, ...], attachments: dict[str, bytes]
) -> None:
    outline = made(sample("language-at-work"), *languages, side=len(languages) > 1, final=True)
    text = words_of(opened(outline, attachments))
    for value in shown_values(outline):
        assert words_in_order(value, text), value[:60]
        assert value in text


def test_headings_are_real_headings(attachments: dict[str, bytes]) -> None:
    document = opened(made(sample("language-at-work"), "en", final=True), attachments)
    assert {"Title", "Subtitle", "Heading1", "Heading2", "BodyText", "ListBullet"} <= styles_of(document)
    named = {p.text: p.style.name for p in document.paragraphs}
    assert named["Detailed information"] == "Heading 1"
    named = {p.text: p.style.name for table in document.tables for row in table.rows for p in row.cells[0].paragraphs}
    assert named["Resources needed"] == "Heading 2"


@pytest.mark.parametrize("languages", LAYOUTS, ids="-".join)
def test_tables_have_heads(languages: tuple[str, ...], attachments: dict[str, bytes]) -> None:
    document = opened(made(sample("language-at-work"), *languages, side=len(languages) > 1), attachments)
    assert document.tables
    for table in document.tables:
        head = table.rows[0]._tr.trPr.find(qn("w:tblHeader"))
        assert head is not None
        assert not head.attrib
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert look.get(qn("w:firstRow")) == "1"
    facts = document.tables[1 if len(languages) > 1 else 0]
    assert facts._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"


def test_side_by_side_lies_on_its_side_with_a_column_a_language(attachments: dict[str, bytes]) -> None:
    document = opened(made(sample("language-at-work"), "fi", "sv", "en", side=True), attachments)
    assert document.sections[0].page_width > document.sections[0].page_height
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["Suomi", "Svenska", "English"]


def test_the_file_says_what_it_is(attachments: dict[str, bytes]) -> None:
    outline = made(sample("language-at-work"), "sv", final=True)
    told = opened(outline, attachments).core_properties
    assert (told.title, told.subject, told.keywords) == (outline.title, outline.subject, outline.keywords)
    assert told.language == "sv-FI"
    assert told.modified == told.created
    assert told.modified.replace(tzinfo=None) == outline.modified.replace(tzinfo=None)


def test_every_run_has_its_language(attachments: dict[str, bytes]) -> None:
    document = opened(made(sample("language-at-work"), "fi", "sv", side=True), attachments)
    runs = [r for r in document.element.body.iter(qn("w:r")) if r.find(qn("w:t")) is not None]
    languages = {r.find(qn("w:rPr")).find(qn("w:lang")).get(qn("w:val")) for r in runs}
    assert languages == {"fi-FI", "sv-FI"}
    default = next(document.styles.element.iter(qn("w:lang")))
    assert default.get(qn("w:val")) == "fi-FI"


def test_the_picture_has_its_description(attachments: dict[str, bytes]) -> None:
    practice = sample("language-at-work")
    document = opened(made(practice, "en", final=True), attachments)
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert described == [practice.text("image", "en")]


def test_the_foot_counts_pages_by_fields(attachments: dict[str, bytes]) -> None:
    foot = opened(made(sample("language-at-work"), "en"), attachments).sections[0].footer._element
    instructions = [one.get(qn("w:instr")).strip() for one in foot.iter(qn("w:fldSimple"))]
    assert instructions == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("languages", LAYOUTS, ids="-".join)
def test_every_label_has_a_bookmark_of_its_own(languages: tuple[str, ...], attachments: dict[str, bytes]) -> None:
    body = opened(made(sample("language-at-work"), *languages, side=len(languages) > 1), attachments).element.body
    names = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    numbers = [one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkStart"))]
    assert len(set(names)) == len(names)
    assert sorted(numbers) == sorted(one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkEnd")))
    last = languages[-1]
    assert {f"gp_{last}_title", f"gp_{last}_detailed_information", "gp_shared_location", "gp_heading_1"} <= set(names)


@pytest.mark.parametrize("languages", LAYOUTS, ids="-".join)
def test_every_value_stands_in_a_control_of_its_own(languages: tuple[str, ...], attachments: dict[str, bytes]) -> None:
    body = opened(made(sample("language-at-work"), *languages, side=len(languages) > 1), attachments).element.body
    controls = {one.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")): one for one in body.iter(qn("w:sdt"))}
    assert len(controls) == len(list(body.iter(qn("w:sdt"))))
    shown = controls[f"gp1|p1|resources_needed|{languages[0]}|"]
    texts = ["".join(t.text for t in p.iter(qn("w:t"))) for p in shown.iter(qn("w:p"))]
    assert texts == sample("language-at-work").text("resources_needed", languages[0]).split("\n")
    assert all(len(tag) <= 64 for tag in controls)
    row = next(one for one in shown.iterancestors() if one.tag == qn("w:tr"))
    assert f"gp_{languages[0]}_resources_needed" in [one.get(qn("w:name")) for one in row.iter(qn("w:bookmarkStart"))]


def test_what_is_missing_is_a_hint_that_the_first_key_replaces() -> None:
    body = opened(made(new_practice(), "fi"), {}).element.body
    assert all(one.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None for one in body.iter(qn("w:sdt")))


def test_names_of_bookmarks_suit_word() -> None:
    assert bookmark_name(Key("title", "fi")) == "gp_fi_title"
    assert bookmark_name(Key("location", SHARED)) == "gp_shared_location"
    long, other = (bookmark_name(Key("a-very.long_name_of_a_field_that_goes_on_" + end, "fi")) for end in "ab")
    assert len(long) == 40
    assert long != other
    assert long.replace("_", "").isalnum()


def test_addresses_lead_somewhere(attachments: dict[str, bytes]) -> None:
    document = opened(made(sample("language-at-work"), "fi"), attachments)
    targets = {one.target_ref for one in document.part.rels.values() if one.is_external}
    assert {"https://example.org/language-at-work", "mailto:koordinaattori@example.org"} <= targets


@pytest.mark.parametrize("side", [False, True])
def test_what_is_missing_shows_in_a_draft_only(side: bool) -> None:
    draft = opened(made(new_practice(), "en", "fi", side=side), {})
    final = opened(made(new_practice(), "en", "fi", side=side, final=True), {})
    assert "Not yet written" in words_of(draft)
    assert "Draft" in words_of(draft)
    assert "Not yet written" not in words_of(final)
    assert "Draft" not in words_of(final)


def test_working_fields_are_never_in_a_final_file(attachments: dict[str, bytes]) -> None:
    practice = sample("language-at-work")
    secret = practice.text("participation", "fi")
    assert secret in words_of(opened(made(practice, "fi", working=True), attachments))
    assert secret not in words_of(opened(made(practice, "fi", working=True, final=True), attachments))


@pytest.mark.parametrize("picture", [b"", b"\xff\xd8\xff\xe0broken", photograph()[:4000], b"GIF89a"])
def test_a_broken_picture_leaves_its_description(picture: bytes) -> None:
    practice = sample("language-at-work")
    assert practice.text("image", "fi") in words_of(opened(made(practice, "fi"), {PICTURE: picture}))


def test_the_same_practice_gives_the_same_bytes(attachments: dict[str, bytes]) -> None:
    outline = made(sample("language-at-work"), "fi", "sv", side=True)
    assert write_word(outline, attachments) == write_word(outline, attachments)


def test_text_that_xml_cannot_hold_is_written_all_the_same() -> None:
    text = 'a\x00b\ud800c\ufffed & <e> "f" 😀 \u202eg\nh\ti'
    values = {Key(field, "fi"): Value(text) for field in ("title", "summary", "keywords", "detailed_information")}
    shown = words_of(opened(made(new_practice(values), "fi"), {}))
    assert 'ab\ufffdc\ufffdd & <e> "f" 😀 \u202eg' in shown


@pytest.mark.timeout(30)
def test_a_very_long_text_is_not_cut() -> None:
    values = {Key("detailed_information", "fi"): Value("sana lause kappale " * 50_000)}
    assert words_of(opened(made(new_practice(values), "fi"), {})).count("kappale") == 50_000


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=300), side=st.booleans(), name=st.sampled_from(["interreg-europe-2021", "interreg-europe-2014"]))
def test_any_text_can_be_written(text: str, side: bool, name: str) -> None:
    template = template_of(name)
    values = {Key(field.id, code): Value(text) for field, code in template.registers()}
    content = write_word(made(new_practice(values, name), "fi", "en", side=side, working=True), {})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            etree.fromstring(archive.read(part))
    docx.Document(io.BytesIO(content))


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_libreoffice_opens_every_file_and_shows_all_of_it(attachments: dict[str, bytes], tmp_path: Path) -> None:
    outlines = {name: made(sample(name), "fi", final=True) for name in SAMPLES}
    outlines["side"] = made(sample("language-at-work"), "fi", "sv", "en", side=True, final=True)
    for name, outline in outlines.items():
        (tmp_path / f"{name}.docx").write_bytes(write_word(outline, attachments))
    files = [str(tmp_path / f"{name}.docx") for name in outlines]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, capture_output=True)
    for name, outline in outlines.items():
        read = subprocess.run(["pdftotext", "-raw", str(tmp_path / f"{name}.pdf"), "-"], check=True, capture_output=True)
        text = read.stdout.decode()
        for value in shown_values(outline):
            if name == "side":  # poppler reads LibreOffice's columns line by line where a row runs over the page
                assert {word for word in value.split() if "-" not in word} <= set(text.split())
            else:
                assert words_in_order(value, text), (name, value[:60])


def test_a_figure_stays_with_what_it_counts_and_comes_back_as_it_was_written() -> None:
    practice = new_practice()
    text = "Maksu on 3 700 € ja 80 % työajasta, 12 kertaa."
    practice.values[Key("summary", "fi")] = Value(text)
    file = write_word(made(practice, "fi"), {})
    assert "Maksu on 3\u00a0700\u00a0€ ja 80\u00a0% työajasta, 12 kertaa." in words_of(docx.Document(io.BytesIO(file)))
    assert read(file).values[Key("summary", "fi")] == text


def test_the_foot_takes_one_line() -> None:
    practice = new_practice()
    practice.values[Key("title", "fi")] = Value("Koetiski maahan muuttaneen yrittäjän avuksi kauppahalliin " * 3)
    file = write_word(made(practice, "fi"), {})
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        foot = "".join(etree.fromstring(package.read("word/footer.xml")).itertext())
    assert "…" in foot
    assert len(foot) < 125
