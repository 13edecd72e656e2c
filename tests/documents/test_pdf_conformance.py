"""Every PDF is PDF/UA-1 and PDF/A-2a at once, and is heard as its outline reads: word for word and in order."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from gptemplate.documents.pdf import write_pdf
from gptemplate.model.outline import Figure, Outline
from gptemplate.model.practice import Practice, Value
from gptemplate.model.states import SHARED, Key
from tests.documents.practices import PICTURE, SAMPLES, made, new_practice, sample, template_of
from tests.documents.structure import meant, read_aloud
from tests.documents.vera import PROFILES, Vera

CODES = ("fi", "sv", "en")
COMBINATIONS = [some for count in (1, 2, 3) for some in combinations(CODES, count)]


@dataclass(frozen=True)
class Case:
    practice: Callable[[], Practice]
    languages: tuple[str, ...]
    final: bool
    name: str
    working: bool = False

    def outline(self) -> Outline:
        side = len(self.languages) > 1
        return made(self.practice(), *self.languages, side=side, final=self.final, working=self.working)


def every_case() -> Iterator[Case]:
    for name in SAMPLES:
        for languages in COMBINATIONS:
            for final in (False, True):
                label = f"{name}-{'-'.join(languages)}-{'final' if final else 'draft'}"
                yield Case(lambda name=name: sample(name), languages, final, label, working=not final)


def nasty(text: str, template: str = "interreg-europe-2021") -> Practice:
    """A practice with the same text everywhere; one that is long stands in two fields, for poppler reads for hours else."""
    form = template_of(template)
    if len(text) > 400:
        return new_practice(
            {Key(field, code): Value(text) for field in ("title", "resources_needed") for code in CODES}, template
        )
    return new_practice({Key(one.id, code): Value(text) for one, code in form.registers() if code != SHARED}, template)


NASTY = {
    "nothing": "",
    "spaces": "  a  b   c \u00a0 d \u2003 e \t f",
    "brackets": "a) (b \\ c \\( d) <<e>> %f /G [h] {i}",
    "other scripts": "Ελληνικά, кириллица, Łódź, čáŋŋŧŽ ǯ ǥ, ≥ ≤ ≠ → ✓ ☎ ♥ ᚠ ጀ ქართ, Tiếng Việt",
    "undrawable": "漢字 😀 👩‍👩‍👧 שלום مرحبا नमस्ते \ue000 \U0010ffff",
    "beyond the first plane": "𝔸𝔹 😀 😃 𝟘 𐌰 🀰",
    "unseen": "a\u200db\u202ec\u00ad\ufeffd\ufffe\uffff\x01e",
    "one long word": "x" * 900,
    "one long Finnish word": "kolmivaihekilowattituntimittari" * 9,
    "addresses": "https://example.org/" + "a/" * 120 + "?q=(å)",
    "lists": "Näin:\n- yksi\n– kaksi\n• kolme\n-\n* neljä\nja\n- viisi",
    "many lines": "\n".join(f"- rivi {number} ja muuta tekstiä siihen perään" for number in range(150)),
    "long": "Sana lausetta pidemmässä kappaleessa, jossa on paljon samanlaista. " * 120,
}
FEW = [
    Case(lambda: sample("language-at-work"), ("fi",), True, "one language"),
    Case(lambda: sample("language-at-work"), CODES, False, "side by side", working=True),
    Case(lambda: sample("first-job-students"), ("sv",), False, "nearly empty"),
    Case(lambda: sample("language-at-work"), ("sv", "fi"), True, "two languages"),
]


def check(outline: Outline, attachments: dict[str, bytes], vera: Vera, folder: Path) -> None:
    file = folder / "one.pdf"
    file.write_bytes(write_pdf(outline, attachments))
    assert {profile: vera.failures(file, profile) for profile in PROFILES} == {profile: {} for profile in PROFILES}
    assert read_aloud(file) == meant(outline, bool(attachments))
    assert_sound(file)


def assert_sound(file: Path) -> None:
    subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)
    listed = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert listed
    assert all(" yes yes yes " in line for line in listed), "embedded, cut to what is used, and readable"


@pytest.mark.parametrize("case", FEW, ids=lambda case: case.name)
def test_a_document_conforms_and_is_heard_as_it_reads(
    case: Case, attachments: dict[str, bytes], vera: Vera, tmp_path: Path
) -> None:
    check(case.outline(), attachments, vera, tmp_path)


@pytest.mark.parametrize("name", ["brackets", "other scripts", "undrawable", "beyond the first plane", "unseen"])
def test_any_character_conforms(name: str, vera: Vera, tmp_path: Path) -> None:
    check(made(nasty(NASTY[name]), *CODES, side=True), {}, vera, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("case", list(every_case()), ids=lambda case: case.name)
def test_every_sample_conforms_in_every_layout(case: Case, attachments: dict[str, bytes], vera: Vera, tmp_path: Path) -> None:
    check(case.outline(), attachments, vera, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("template", ["interreg-europe-2021", "interreg-europe-2014"])
@pytest.mark.parametrize("languages", [("fi",), ("en", "sv"), CODES], ids="-".join)
@pytest.mark.parametrize("name", NASTY)
def test_nasty_practices_conform(name: str, languages: tuple[str, ...], template: str, vera: Vera, tmp_path: Path) -> None:
    check(made(nasty(NASTY[name], template), *languages, side=len(languages) > 1, working=True), {}, vera, tmp_path)


def elements(file: Path) -> list[DictionaryObject]:
    return [one for _parent, one in _below(PdfReader(file).root_object["/StructTreeRoot"])]  # type: ignore[arg-type]


def _below(node: DictionaryObject) -> Iterator[tuple[DictionaryObject, DictionaryObject]]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        one = kid.get_object()
        if isinstance(one, DictionaryObject) and "/S" in one:
            yield node, one
            yield from _below(one)


def test_passages_in_another_language_say_so(attachments: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "one.pdf"
    file.write_bytes(write_pdf(made(sample("language-at-work"), *CODES, side=True, final=True), attachments))
    assert PdfReader(file).root_object["/Lang"] == "fi-FI"
    found = [(one["/S"], one.get("/Lang", "fi-FI")) for one in elements(file)]
    for kind in ("/TH", "/TD"):
        assert {language for each, language in found if each == kind} == {"fi-FI", "sv-FI", "en-GB"}


def test_pictures_are_described_in_their_own_language(attachments: dict[str, bytes], tmp_path: Path) -> None:
    outline = made(sample("language-at-work"), "en", final=True)
    file = tmp_path / "one.pdf"
    file.write_bytes(write_pdf(outline, attachments))
    figure = next(one for one in elements(file) if one["/S"] == "/Figure")
    assert figure["/Alt"] == next(one.description for one in outline.blocks if isinstance(one, Figure))
    assert figure["/A"]["/BBox"]  # type: ignore[index]


def test_bookmarks_lead_to_headings_of_the_structure(attachments: dict[str, bytes]) -> None:
    reader = PdfReader(io.BytesIO(write_pdf(made(sample("language-at-work"), "en", final=True), attachments)))
    entry: Any = reader.root_object["/Outlines"]["/First"]  # type: ignore[index]
    assert entry["/SE"]["/S"] == "/H1"
    assert entry["/First"]["/SE"]["/S"] == "/H2"


# A check that cannot fail says nothing: each of these files has one fault, and is caught.


def _first(writer: PdfWriter, kind: str, having: str = "/S") -> DictionaryObject:
    root: Any = writer.root_object["/StructTreeRoot"]
    return next(one for _parent, one in _below(root) if one["/S"] == kind and having in one)


def _no_description(writer: PdfWriter) -> None:
    del _first(writer, "/Figure")["/Alt"]


def _no_scope(writer: PdfWriter) -> None:
    root: Any = writer.root_object["/StructTreeRoot"]
    for one in (one for _parent, one in _below(root) if one["/S"] == "/TH"):
        one.pop("/A", None)


def _skipped_level(writer: PdfWriter) -> None:
    _first(writer, "/H2")[NameObject("/S")] = NameObject("/H4")


def _row_as_text(writer: PdfWriter) -> None:
    _first(writer, "/TR")[NameObject("/S")] = NameObject("/P")


def _untagged(writer: PdfWriter) -> None:
    page = writer.pages[0]
    content: Any = page["/Contents"].get_object()  # type: ignore[union-attr]
    content.set_data(content.get_data().replace(b"/P <</MCID 0>> BDC", b"q").replace(b"ET\nEMC", b"ET\nQ", 1))


def _no_meaning(writer: PdfWriter) -> None:
    for typeface in writer.pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        typeface.get_object().pop("/ToUnicode")


def _speechless_link(writer: PdfWriter) -> None:
    for mark in writer.pages[0]["/Annots"]:  # type: ignore[union-attr]
        mark.get_object().pop("/Contents")


def _gone(*names: str) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        for name in names:
            del writer.root_object[name]

    return change


def _no_parents(writer: PdfWriter) -> None:
    del writer.pages[0]["/StructParents"]


FAULTS: dict[str, tuple[Callable[[PdfWriter], None], set[str]]] = {
    "a picture without words": (_no_description, {"ua1"}),
    "header cells without scope": (_no_scope, {"ua1"}),
    "a heading's level is skipped": (_skipped_level, {"ua1"}),
    "a row that is a paragraph": (_row_as_text, {"ua1"}),
    "text that nobody hears": (_untagged, {"ua1"}),
    "characters without meaning": (_no_meaning, {"ua1", "2a"}),
    "a link without words": (_speechless_link, {"ua1"}),
    "no language": (_gone("/Lang"), {"ua1"}),
    "not marked": (_gone("/MarkInfo"), {"ua1", "2a"}),
    "no title shown": (_gone("/ViewerPreferences"), {"ua1"}),
    "no declaration": (_gone("/Metadata"), {"ua1", "2a"}),
    "no colours": (_gone("/OutputIntents"), {"2a"}),
    "content without its elements": (_no_parents, {"ua1"}),
}


def rewritten(content: bytes, change: Callable[[PdfWriter], None] | None) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(content))
    if change:
        change(writer)
    out = io.BytesIO()
    writer.pdf_header = "%PDF-1.7"
    writer.write(out)
    return out.getvalue()


def test_a_file_that_is_only_written_again_is_as_good(attachments: dict[str, bytes], vera: Vera, tmp_path: Path) -> None:
    file = tmp_path / "one.pdf"
    file.write_bytes(rewritten(write_pdf(made(sample("language-at-work"), "fi"), attachments), None))
    assert vera.failures(file, "ua1") == {}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_single_fault_is_found(fault: str, attachments: dict[str, bytes], vera: Vera, tmp_path: Path) -> None:
    change, profiles = FAULTS[fault]
    file = tmp_path / "one.pdf"
    file.write_bytes(rewritten(write_pdf(made(sample("language-at-work"), "fi"), attachments), change))
    for profile in profiles:
        assert vera.failures(file, profile), profile


def _joined_words(writer: PdfWriter) -> None:
    for page in writer.pages:
        content: StreamObject = page["/Contents"].get_object()  # type: ignore[assignment,union-attr]
        content.set_data(content.get_data().replace(b"\x00 )'", b")'"))


def _swapped(writer: PdfWriter) -> None:
    root: Any = writer.root_object["/StructTreeRoot"]
    kids = next(one for _parent, one in _below(root) if one["/S"] == "/Sect" and len(one["/K"]) > 2)["/K"]  # type: ignore[arg-type]
    kids[1], kids[2] = kids[2], kids[1]  # type: ignore[index]


@pytest.mark.parametrize("change", [_joined_words, _swapped])
def test_what_the_validator_cannot_hear_is_found_by_listening(
    change: Callable[[PdfWriter], None], attachments: dict[str, bytes], vera: Vera, tmp_path: Path
) -> None:
    outline = made(sample("language-at-work"), "fi")
    file = tmp_path / "one.pdf"
    file.write_bytes(rewritten(write_pdf(outline, attachments), None))
    assert read_aloud(file) == meant(outline, pictures=True)
    file.write_bytes(rewritten(write_pdf(outline, attachments), change))
    assert vera.failures(file, "ua1") == {}
    assert read_aloud(file) != meant(outline, pictures=True)


def test_the_title_is_the_same_in_both_tables_of_properties(vera: Vera, tmp_path: Path) -> None:
    outline = replace(made(sample("language-at-work"), "fi"), title="A & <B> “C” \ud800\x00", author="Å & Ö", keywords="x, y")
    file = tmp_path / "one.pdf"
    file.write_bytes(write_pdf(outline, {PICTURE: b""}))
    assert {profile: vera.failures(file, profile) for profile in PROFILES} == {profile: {} for profile in PROFILES}
    reader = PdfReader(file)
    assert reader.metadata is not None
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.dc_title == {"x-default": reader.metadata.title}
