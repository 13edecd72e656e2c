"""The form as a fillable PDF: sound before it is filled in, filled in by other programs, and read back word for word."""

from __future__ import annotations

import ctypes
import io
import json
import subprocess
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Text
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from gptemplate.documents import read_pdf
from gptemplate.documents.blank_pdf import write_blank_pdf
from gptemplate.documents.pdf import write_pdf
from gptemplate.documents.pdf_file import PdfFile
from gptemplate.documents.pdf_names import name_of, place_of
from gptemplate.documents.read_pdf import ReadForm, read
from gptemplate.errors import BadFile
from gptemplate.model.practice import Value
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import Kind
from tests.conftest import ExpectedLog
from tests.documents.practices import PICTURE, made, new_practice, sample, template_of
from tests.documents.structure import read_aloud
from tests.documents.vera import PROFILES, Vera

TEMPLATES = ("interreg-europe-2021", "interreg-europe-2014")
NEW = "interreg-europe-2021"
SCRIPTS = "Åäö – € š Ł Ωμέγα čáŋŋ “x” ≥ (a\\b)"


def blank(language: str = "fi") -> bytes:
    return write_blank_pdf(template_of(NEW), language)


def filled(content: bytes, answers: Mapping[str, str]) -> bytes:
    """Fill in a form as a viewer does."""
    writer = PdfWriter(clone_from=io.BytesIO(content))
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(answers), auto_regenerate=False)
    return saved(writer)


def saved(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_blank_form_conforms(template: str, language: str, vera: Vera, tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    file.write_bytes(write_blank_pdf(template_of(template), language))
    assert {profile: vera.failures(file, profile) for profile in PROFILES} == {profile: {} for profile in PROFILES}
    subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)


@pytest.mark.parametrize("name", ["language-at-work", "newcomer-pilots"])
def test_a_form_that_is_filled_in_beforehand_conforms(name: str, vera: Vera, tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    file.write_bytes(write_blank_pdf(template_of(NEW), "sv", sample(name)))
    assert {profile: vera.failures(file, profile) for profile in PROFILES} == {profile: {} for profile in PROFILES}


def test_every_field_is_asked_for_and_says_its_limit() -> None:
    template = template_of(NEW)
    found = {place.key: one for name, one in widgets(blank()).items() if (place := place_of(name))}
    for one in template.fields.values():
        if one.handed_in and one.kind is not Kind.FILES:
            key = Key(one.id, SHARED if one.shared and one.kind is not Kind.IMAGE else "fi")
            assert one.label("fi") in found[key]["/TU"]
            if one.is_written:
                assert found[key]["/MaxLen"] == one.limit.of("fi")
                assert str(one.limit.of("fi")) in found[key]["/TU"]


def widgets(content: bytes) -> dict[str, DictionaryObject]:
    found = {}
    for page in PdfReader(io.BytesIO(content)).pages:
        for mark in page.get("/Annots", []):
            one = mark.get_object()
            one = one.get("/Parent", one).get_object()
            found[str(one["/T"])] = one
    return found


def test_limits_and_help_are_heard_before_the_field(tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    file.write_bytes(blank("en"))
    said = [text for _kind, text in read_aloud(file)]
    at = said.index("Short summary of the practice")
    assert "160" in said[at + 1]
    assert "subtitle" in said[at + 2]


def test_the_same_form_gives_the_same_bytes() -> None:
    assert blank() == blank()


ANSWERS = {
    "fi_title": "Kielikahvila kirjastossa",
    "fi_summary": SCRIPTS,
    "fi_detailed_information": "Ensimmäinen rivi\nToinen rivi\n– kohta",
    "fi_image": "Kuvassa on kirjasto.",
    "shared_ie_project_involved": "/yes",
    "shared_topic": "/social",
    "shared_location:country": "FI",
    "shared_location:region": "FI19",
    "shared_location:city": "Äänekoski",
    "shared_start_date@month": "5/2024",
    "shared_end_date@ongoing": "/Yes",
    "shared_further_information": "https://example.org/a\nhttps://example.org/b",
    "shared_author:email": "a@example.org",
}
EXPECTED = {
    Key("title", "fi"): "Kielikahvila kirjastossa",
    Key("summary", "fi"): SCRIPTS,
    Key("detailed_information", "fi"): "Ensimmäinen rivi\nToinen rivi\n– kohta",
    Key("image", "fi"): "Kuvassa on kirjasto.",
    Key("ie_project_involved", SHARED): "yes",
    Key("topic", SHARED): "social",
    Key("location", SHARED): json.dumps({"city": "Äänekoski", "country": "FI", "region": "FI19"}, ensure_ascii=False),
    Key("start_date", SHARED): "2024-05",
    Key("end_date", SHARED): "ongoing",
    Key("further_information", SHARED): "https://example.org/a\nhttps://example.org/b",
    Key("author", SHARED): json.dumps({"email": "a@example.org"}),
}


def test_what_is_filled_in_comes_back(expect_log: ExpectedLog) -> None:
    expect_log("font")  # pypdf draws what it fills in with what it has
    found = read(filled(blank(), ANSWERS))
    assert (found.template_id, found.template_version, found.practice_id) == (NEW, 1, None)
    assert found.languages == ("fi",)
    assert {key: value for key, value in found.values.items() if value} == EXPECTED
    assert found.remarks == ()


def test_an_empty_form_holds_nothing() -> None:
    found = read(blank("sv"))
    assert found.languages == ("sv",)
    assert not any(found.values.values())
    assert Key("summary", "sv") in found.values


@pytest.mark.parametrize("name", ["language-at-work", "trial-counter", "skills-at-the-bedside"])
def test_a_practice_goes_through_a_form_unchanged(name: str) -> None:
    practice = sample(name)
    found = read(write_blank_pdf(template_of(NEW), "fi", practice))
    assert found.practice_id == practice.id
    assert found.values
    for key, value in found.values.items():
        assert value == practice.text(*key), key


def test_a_text_over_its_limit_is_not_cut() -> None:
    long = "Liian pitkä. " * 40
    practice = new_practice({Key("summary", "fi"): Value(long)})
    content = write_blank_pdf(template_of(NEW), "fi", practice)
    assert "/MaxLen" not in widgets(content)["fi_summary"]
    assert read(content).values[Key("summary", "fi")] == long


def test_a_viewer_of_another_make_fills_it_in() -> None:
    text = "Ääkkösiä – ja € merkkejä"
    content = typed(blank(), "fi_summary", text)
    assert read(content).values[Key("summary", "fi")] == text


def typed(content: bytes, name: str, text: str) -> bytes:
    """Click on a field and type, in the engine of Chrome's viewer."""
    number, box = spot(content, name)
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    forms, page = document.formenv, document[number]
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    pdfium.FORM_OnMouseMove(forms, page, 0, x, y)
    pdfium.FORM_OnLButtonDown(forms, page, 0, x, y)
    pdfium.FORM_OnLButtonUp(forms, page, 0, x, y)
    units = (text + "\0").encode("utf-16-le")
    letters = (ctypes.c_ushort * (len(units) // 2)).from_buffer_copy(units)
    pdfium.FORM_ReplaceSelection(forms, page, letters)
    pdfium.FORM_ForceToKillFocus(forms)
    out = io.BytesIO()
    document.save(out)
    page.close()
    document.close()
    return out.getvalue()


def spot(content: bytes, name: str) -> tuple[int, list[float]]:
    for number, page in enumerate(PdfReader(io.BytesIO(content)).pages):
        for mark in page.get("/Annots", []):
            if mark.get_object().get("/T") == name:
                return number, [float(side) for side in mark.get_object()["/Rect"]]
    raise AssertionError(name)


def test_notes_on_the_pages_are_remarks() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(filled(blank(), {"fi_title": "x"})))
    writer.add_annotation(0, Text(rect=(50, 50, 80, 80), text="Tarkista tämä"))
    writer.add_annotation(1, FreeText(rect=(50, 50, 80, 80), text="Lisätty jälkeenpäin"))
    assert read(saved(writer)).remarks == ("1: Tarkista tämä", "2: Lisätty jälkeenpäin")


def test_a_field_that_is_not_ours_is_a_remark() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(blank()))
    field = DictionaryObject({NameObject("/FT"): NameObject("/Tx")})
    field |= {NameObject("/T"): TextStringObject("Signature"), NameObject("/V"): TextStringObject("Maija")}
    writer.root_object["/AcroForm"]["/Fields"].append(field)  # type: ignore[index]
    assert read(saved(writer)).remarks == ("Signature: Maija",)


def test_a_form_without_its_hidden_field_is_known_by_its_properties() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(blank()))
    fields: ArrayObject = writer.root_object["/AcroForm"]["/Fields"]  # type: ignore[index,assignment]
    del fields[len(fields) - 1]
    assert read(saved(writer)).template_id == NEW


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("5/2024", "2024-05"),
        ("05.2024", "2024-05"),
        ("2024-5", "2024-05"),
        (" 12 / 2024 ", "2024-12"),
        ("toukokuu 2024", "toukokuu 2024"),
        ("13/2024", "13/2024"),
        ("", ""),
    ],
)
def test_months_are_read_as_people_write_them(written: str, kept: str) -> None:
    assert read_pdf.month(written) == kept


@given(field=st.from_regex(r"[a-z0-9_.-]{1,60}", fullmatch=True), language=st.sampled_from(["fi", "pt-BR", SHARED]))
def test_any_id_makes_a_name_that_can_be_read(field: str, language: str) -> None:
    key = Key(field, language)
    for piece in ("", ":city", "=a.b", "@month"):
        name = name_of(key, piece)
        place = place_of(name)
        assert "." not in name
        assert place is not None
        assert (place.key, place.piece) == (key, piece)


# files from outside


def refused(content: bytes) -> str:
    with pytest.raises(BadFile) as caught:
        read(content)
    return str(caught.value)


def test_other_files_are_refused_in_words() -> None:
    assert "damaged" in refused(b"")
    assert "damaged" in refused(b"PK\x03\x04 no PDF at all")
    assert "no fields" in refused(write_pdf(made(sample("language-at-work"), "fi"), {PICTURE: b""}))
    assert "larger" in refused(bytes(read_pdf.LARGEST_FILE + 1))


def test_the_form_of_somebody_else_is_refused() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(blank()))
    fields: ArrayObject = writer.root_object["/AcroForm"]["/Fields"]  # type: ignore[index,assignment]
    del fields[len(fields) - 1]
    writer.metadata = {}
    assert "not a form" in refused(saved(writer))


def test_a_locked_file_is_refused() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(blank()))
    writer.encrypt("secret", algorithm="RC4-128")
    assert "password" in refused(saved(writer))


@pytest.mark.timeout(30)
def test_fields_without_end_are_refused_or_read() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(blank()))
    fields: ArrayObject = writer.root_object["/AcroForm"]["/Fields"]  # type: ignore[index,assignment]
    ring = writer._add_object(DictionaryObject({NameObject("/T"): TextStringObject("a")}))
    ring.get_object()[NameObject("/Kids")] = ArrayObject([ring])
    fields.insert(0, ring)
    assert isinstance(read(saved(writer)), ReadForm)
    for _each in range(read_pdf.MOST_FIELDS + 1):
        fields.append(DictionaryObject({NameObject("/T"): TextStringObject("b")}))
    assert "more fields" in refused(saved(writer))


def crafted(make: Callable[[PdfFile, int], None]) -> bytes:
    file = PdfFile()
    catalogue = file.reserve()
    make(file, catalogue)
    return file.finish(catalogue, file.add(b"<</GPForm(interreg-europe-2021 1)>>"), b"")


def form_of(file: PdfFile, catalogue: int, fields: bytes, pages: int = 0) -> None:
    pages = pages or file.add(b"<</Type/Pages/Count 0/Kids[]>>")
    file.put(catalogue, b"<</Type/Catalog/Pages %d 0 R/AcroForm<</Fields[%s]>>>>" % (pages, fields))


def pages_in_a_ring(file: PdfFile, catalogue: int) -> None:
    ring = file.reserve()
    file.put(ring, b"<</Type/Pages/Count 9/Kids[%d 0 R %d 0 R]>>" % (ring, ring))
    form_of(file, catalogue, b"", ring)


def pages_without_end(file: PdfFile, catalogue: int) -> None:
    top = file.reserve()
    page = file.add(b"<</Type/Page/Parent %d 0 R>>" % top)
    file.put(top, b"<</Type/Pages/Count 2000000/Kids[%s]>>" % (b"%d 0 R " % page * 200_000))
    form_of(file, catalogue, b"", top)


def fields_without_bottom(file: PdfFile, catalogue: int) -> None:
    first = below = file.reserve()
    for _each in range(3_000):
        above, below = below, file.reserve()
        file.put(above, b"<</T(a)/Kids[%d 0 R]>>" % below)
    form_of(file, catalogue, b"%d 0 R" % first)


def a_value_that_swells(file: PdfFile, catalogue: int) -> None:
    value = file.stream(zlib.compress(bytes(300_000_000)), b"/Filter/FlateDecode")
    form_of(file, catalogue, b"<</T(fi_title)/V %d 0 R>>" % value)


def references_in_a_ring(file: PdfFile, catalogue: int) -> None:
    one, other = file.reserve(), file.reserve()
    file.put(one, b"%d 0 R" % other)
    file.put(other, b"%d 0 R" % one)
    file.put(catalogue, b"<</Type/Catalog/AcroForm<</Fields %d 0 R>>>>" % one)


def brackets_without_end(file: PdfFile, catalogue: int) -> None:
    form_of(file, catalogue, b"[" * 60_000 + b"]" * 60_000)


SHAPES = [
    pages_in_a_ring,
    pages_without_end,
    fields_without_bottom,
    a_value_that_swells,
    references_in_a_ring,
    brackets_without_end,
]


@pytest.mark.timeout(30)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_crafted_file_is_refused_before_it_takes_long(shape: Callable[[PdfFile, int], None]) -> None:
    assert "Nothing was brought in" in refused(crafted(shape))


@settings(max_examples=25, deadline=5_000, suppress_health_check=list(HealthCheck))
@given(at=st.floats(0, 1), change=st.binary(min_size=1, max_size=12), cut=st.booleans())
def test_damaged_forms_are_read_or_refused(at: float, change: bytes, cut: bool) -> None:
    content = SMALL
    place = int(at * len(content))
    broken = content[:place] + change + (b"" if cut else content[place + len(change) :])
    try:
        assert isinstance(read(broken), ReadForm)
    except BadFile as error:
        assert "Nothing was brought in" in str(error) or "password" in str(error)


SMALL = blank()
