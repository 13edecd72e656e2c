"""What comes back in a Word file: every value, whatever program and person had it, and nothing dropped."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gptemplate.documents.blank_word import write_blank_word
from gptemplate.documents.read_word import untouched
from gptemplate.documents.word import write_word
from gptemplate.documents.word_keys import digests, place_of, tag_of
from gptemplate.errors import BadFile
from gptemplate.model.practice import Practice, Value
from gptemplate.model.states import SHARED, Key
from tests.documents.practices import PICTURE, SAMPLES, made, new_practice, photograph, sample, template_of
from tests.documents.word_files import MAIN, TEMPLATES, added, changed, comments, libreoffice, read

REVISION = "0123456789abcdef" * 4
DOCX = "docx:MS Word 2007 XML"
LAYOUTS = [("fi",), ("sv",), ("en",), ("fi", "sv"), ("fi", "sv", "en")]


def written(name: str, *languages: str, final: bool = False) -> bytes:
    outline = made(sample(name), *languages, side=len(languages) > 1, final=final, working=not final)
    return write_word(outline, {PICTURE: photograph()})


def expected(practice: Practice, language: str, keys: set[Key]) -> dict[Key, str]:
    fields = template_of(practice.template_id).fields
    return {key: untouched(fields[key.field], language, practice.text(*key)) for key in keys}


def texts_of(practice: Practice, languages: tuple[str, ...]) -> set[Key]:
    """The registers that a document with working fields must hold: all that are written, but pictures."""
    return {
        key
        for key, value in practice.values.items()
        if value.text and key.language in (*languages, SHARED) and key.field != "image"
    }


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("languages", LAYOUTS, ids="-".join)
def test_a_document_comes_back_as_it_went(name: str, languages: tuple[str, ...]) -> None:
    found = read(written(name, *languages))
    assert texts_of(sample(name), languages) <= set(found.values)
    assert dict(found.values) == expected(sample(name), languages[0], set(found.values))
    assert (found.practice, found.template, found.version) == ("p1", sample(name).template_id, 1)
    assert found.languages[: len(languages)] == languages
    assert not found.remarks
    assert not found.tracked


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_blank_form_comes_back_empty(language: str) -> None:
    found = read(write_blank_word(TEMPLATES[0], language))
    assert found.values
    assert set(found.values.values()) == {""}
    assert (found.practice, found.template, found.languages) == (None, TEMPLATES[0].id, (language,))
    assert not found.remarks


def test_a_form_with_a_practice_in_it_comes_back_with_its_parts_told_apart() -> None:
    found = read(write_blank_word(TEMPLATES[0], "en", sample("language-at-work")))
    assert found.values[Key("location", SHARED)] == "Country: Finland\nRegion (NUTS 2): Länsi-Suomi\nCity: Äänekoski"
    assert found.values[Key("ie_project_involved", SHARED)] == "Yes"
    assert found.values[Key("start_date", SHARED)] == "September 2022"
    assert found.values[Key("detailed_information", "en")] == sample("language-at-work").text("detailed_information", "en")
    assert found.practice == "p1"


def test_what_is_missing_in_a_draft_comes_back_empty() -> None:
    found = read(write_word(made(new_practice(), "fi", working=True), {}))
    assert set(found.values.values()) == {""}
    assert {Key("title", "fi"), Key("summary", "fi"), Key("detailed_information", "fi")} <= set(found.values)
    assert not found.remarks


def test_each_value_says_which_revision_it_was() -> None:
    values = {Key("title", "fi"): Value("Nimi", head=REVISION), Key("summary", "fi"): Value("Lyhyesti", head="f" * 64)}
    content = write_word(made(new_practice(values), "fi"), {})
    assert dict(read(content).revisions) == {Key("title", "fi"): REVISION[:12], Key("summary", "fi"): "f" * 12}
    without_tags = changed(content, lambda text: re.sub(r"<w:tag [^>]*/>", "", text))
    assert dict(read(without_tags).revisions) == {Key("title", "fi"): REVISION[:12], Key("summary", "fi"): "f" * 12}


def test_a_text_written_anew_comes_back_with_its_paragraphs_and_lists() -> None:
    content = changed(written("language-at-work", "fi"), lambda text: text.replace("Käynnistäminen 18\u00a0500", "Uusi 1"))
    assert read(content).values[Key("resources_needed", "fi")].startswith("Uusi 1")
    listed = read(written("language-at-work", "fi")).values[Key("detailed_information", "fi")]
    assert sum(line.startswith("– ") for line in listed.split("\n")) == 4


def test_what_was_written_outside_the_fields_is_a_remark() -> None:
    note = "<w:p><w:r><w:t>Kysy tästä Annalta</w:t></w:r></w:p>"
    content = changed(written("language-at-work", "fi"), lambda text: text.replace("<w:sectPr>", f"{note}<w:sectPr>"))
    assert [one.text for one in read(content).remarks] == ["Kysy tästä Annalta"]
    beside = changed(
        written("language-at-work", "fi"),
        lambda text: text.replace("</w:sdtContent></w:sdt></w:tc>", f"</w:sdtContent></w:sdt>{note}</w:tc>", 1),
    )
    remark = read(beside).remarks[0]
    assert (remark.text, remark.near) == ("Kysy tästä Annalta", Key("ie_project_involved", SHARED))


def test_a_footnote_and_a_text_box_are_remarks() -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Laatikossa</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    content = changed(written("language-at-work", "fi"), lambda text: text.replace("<w:sectPr>", f"<w:p>{box}</w:p><w:sectPr>"))
    ns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    note = f'<w:footnotes xmlns:w="{ns}"><w:footnote><w:p><w:r><w:t>Alaviite</w:t></w:r></w:p></w:footnote></w:footnotes>'
    found = read(added(content, "word/footnotes.xml", note))
    assert {(one.text, one.place) for one in found.remarks} == {("Laatikossa", "text box"), ("Alaviite", "footnote")}


def test_comments_know_their_field() -> None:
    def commented(text: str) -> str:
        marks = ('<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>')
        return re.sub(r"(<w:r>(?:(?!</w:r>).)*Kaksi yritystä lopetti.*?</w:r>)", rf"{marks[0]}\1{marks[1]}", text, count=1)

    content = added(
        changed(written("language-at-work", "fi"), commented),
        "word/comments.xml",
        comments(("7", "Eva", "Miksi?"), ("8", "Eva", "Yleisesti hyvä")),
    )
    about, general = read(content).comments
    assert (about.author, about.text, about.key) == ("Eva", "Miksi?", Key("challenges_encountered", "fi"))
    assert about.time == datetime(2025, 3, 1, 10, tzinfo=UTC)
    assert about.quoted.startswith("Kaksi yritystä lopetti")
    assert general.key is None


def test_tracked_changes_are_accepted_in_the_value_and_told() -> None:
    def tracked(text: str) -> str:
        who = 'w:id="900" w:author="Eva" w:date="2025-03-01T10:00:00Z"'
        out = f"<w:del {who}><w:r><w:delText>Järvikaupungin työpaja (kuvitteellinen)</w:delText></w:r></w:del>"
        new = f"<w:ins {who}><w:r><w:t>Kaupungin paja</w:t></w:r></w:ins>"
        return re.sub(r"<w:r>(?:(?!</w:r>).)*Järvikaupungin työpaja \(kuvitteellinen\)</w:t></w:r>", out + new, text, count=1)

    key = Key("main_institution", SHARED)
    found = read(changed(written("language-at-work", "fi"), tracked))
    assert found.values[key] == "Kaupungin paja"
    assert dict(found.originals) == {key: "Järvikaupungin työpaja (kuvitteellinen)"}
    assert [(one.key, one.author, one.inserted, one.deleted) for one in found.tracked] == [
        (key, "Eva", "", "Järvikaupungin työpaja (kuvitteellinen)"),
        (key, "Eva", "Kaupungin paja", ""),
    ]


def test_a_plain_table_with_labels_is_understood() -> None:
    document = docx.Document()
    document.add_paragraph("Hei! Tässä lomake.")
    table = document.add_table(rows=0, cols=2)
    told = {
        "Käytännön nimi *": "Kielikahvila",
        "Tiivistelmä käytännöstä (max. 160 merkkiä):": "Kieltä kahvilla.",
        "Paikkakunta": "Vaasa",
    }
    for label, value in told.items():
        row = table.add_row().cells
        row[0].text, row[1].text = label, value
    found = read(saved(document))
    assert found.values == {
        Key("title", "fi"): "Kielikahvila",
        Key("summary", "fi"): "Kieltä kahvilla.",
        Key("location", SHARED): "Paikkakunta: Vaasa",
    }
    assert [one.text for one in found.remarks] == ["Hei! Tässä lomake."]
    assert (found.practice, found.template) == (None, "interreg-europe-2021")


def test_headings_that_are_labels_are_understood_in_any_language() -> None:
    document = docx.Document()
    document.add_heading("Resurser som behövs", 2)
    document.add_paragraph("En lärare.")
    document.add_paragraph("En sal.", "List Bullet")
    document.add_paragraph("Startdatum: 5/2024")
    document.add_heading("Något annat", 2)
    document.add_paragraph("Tack!")
    found = read(saved(document))
    assert found.values == {Key("resources_needed", "sv"): "En lärare.\n– En sal.", Key("start_date", SHARED): "5/2024"}
    assert [one.text for one in found.remarks] == ["Något annat", "Tack!"]


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_tags_fit_into_word_and_come_back() -> None:
    long = Key("a_field_whose_name_is_far_too_long_for_the_tag_of_a_control_in_word", "fi")
    for key, part in ((Key("title", "sv"), ""), (Key("location", SHARED), "city"), (long, "")):
        tag = tag_of("ab" * 16, key, REVISION, part)
        place = place_of(tag, digests([(key.field, part)]))
        assert len(tag) <= 64
        assert place is not None
        assert (place.key, place.part, place.practice, place.revision) == (key, part, "abababab", REVISION[:12])
    assert place_of("somebody's own tag", {}) is None


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_libreoffice_drops_the_tags_and_every_value_comes_back_all_the_same(tmp_path: Path) -> None:
    contents = {"-".join(languages): (written("language-at-work", *languages), languages[0]) for languages in LAYOUTS}
    contents["final"] = (written("language-at-work", "sv", final=True), "sv")
    contents["missing"] = (write_word(made(new_practice(), "fi"), {}), "fi")
    contents["blank"] = (write_blank_word(TEMPLATES[0], "fi"), "fi")
    for name, (content, _language) in contents.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    once = libreoffice(tmp_path, sorted(tmp_path.glob("*.docx")), DOCX)
    twice = libreoffice(tmp_path, libreoffice(tmp_path, sorted(tmp_path.glob("*.docx")), "odt"), DOCX)
    assert len(once) == len(twice) == len(contents)
    for file in (*once, *twice):
        content, _language = contents[file.stem]
        assert b"gp1|" not in zipfile.ZipFile(file).read(MAIN)
        before, after = read(content), read(file.read_bytes())
        assert dict(after.values) == dict(before.values), file
        assert (after.practice, after.template, after.languages) == (before.practice, before.template, before.languages)
        assert not after.remarks, file


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_what_was_written_in_libreoffice_comes_back(tmp_path: Path) -> None:
    """Texts are changed in LibreOffice's own format, where no tag is left and its bookmarks hold."""
    (tmp_path / "a.docx").write_bytes(written("language-at-work", "fi", "sv"))
    (odt,) = libreoffice(tmp_path, [tmp_path / "a.docx"], "fodt")
    text = odt.read_text("utf-8")
    assert "Lokal: nuvarande verkstad." in text
    odt.write_text(text.replace("Lokal: nuvarande verkstad.", "Lokal: ny sal."), "utf-8")
    (back,) = libreoffice(tmp_path, [odt], DOCX)
    found = read(back.read_bytes())
    before = read(written("language-at-work", "fi", "sv"))
    differing = {key for key, value in found.values.items() if value != before.values[key]}
    assert differing == {Key("resources_needed", "sv")}
    assert found.values[Key("resources_needed", "sv")].endswith("Lokal: ny sal.")


# ------------------------------------------------------------------- files made to do harm
def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    return out.getvalue()


def with_main(body: bytes) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", MAIN: body})


HOSTILE = {
    "nothing": b"",
    "no zip": b"PK\x03\x04 but no more",
    "old word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "another zip": zipped({"a.txt": b"a"}),
    "no text": zipped({"[Content_Types].xml": b"<Types/>"}),
    "paths": zipped({"[Content_Types].xml": b"<Types/>", "../../evil.xml": b"<a/>", MAIN: b"<a/>"}),
    "entities": with_main(b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'),
    "outside": with_main(b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'),
    "deep": with_main(b"<a>" * 5_000 + b"</a>" * 5_000),
    "bomb": with_main(b"<a>" + b" " * 20_000_000 + b"</a>"),
    "unfinished": with_main(b"<a><b>"),
    "no encoding": with_main(b'<?xml version="1.0" encoding="no-such"?><a/>'),
    "many": zipped({"[Content_Types].xml": b"<Types/>"} | {f"{n}.xml": b"" for n in range(5_000)}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_word_file_is_refused_in_words(name: str) -> None:
    with pytest.raises(BadFile, match=r"returned\.docx") as refused:
        read(HOSTILE[name])
    assert "Nothing was taken from it" in str(refused.value)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(at=st.integers(0, 10**6), put=st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused(at: int, put: bytes) -> None:
    content = bytearray(written("first-job-students", "fi"))
    at %= len(content)
    content[at : at + len(put)] = put
    try:
        read(bytes(content))
    except BadFile as refused:
        assert "returned.docx" in str(refused)


_NAMES = (
    "p",
    "r",
    "t",
    "sdt",
    "sdtPr",
    "sdtContent",
    "tag",
    "tbl",
    "tr",
    "tc",
    "ins",
    "del",
    "pPr",
    "bookmarkStart",
    "drawing",
)
_TREES = st.recursive(
    st.text(max_size=8).map(lambda text: text.encode("ascii", "xmlcharrefreplace").decode().replace("<", "").replace("&", "")),
    lambda inner: st.builds(
        lambda name, value, held: f'<w:{name} w:val="{value}" w:id="{value}" w:name="{value}">{"".join(held)}</w:{name}>',
        st.sampled_from(_NAMES),
        st.sampled_from(("gp1||title|fi|", "gp_fi_title", "1", "x")),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=_TREES)
def test_any_order_of_elements_is_read(body: str) -> None:
    clean = "".join(c for c in body if c.isprintable())
    ns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    found = read(with_main(f'<w:document xmlns:w="{ns}"><w:body>{clean}</w:body></w:document>'.encode()))
    assert set(found.values) <= {Key("title", "fi")}
