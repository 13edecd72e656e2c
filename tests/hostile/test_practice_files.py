"""Practice files from anywhere: each is brought in, or refused with a reason, and never does anything else."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from gptemplate.model import values
from gptemplate.model.practice import Key, Practice
from gptemplate.services import bringing_in, editing
from gptemplate.services.templates import Templates
from gptemplate.store.library import Library, open_library
from gptemplate.store.work import BIN, STATUS
from tests.durability.state import faults, fingerprint
from tests.hostile.corpus import corpus
from tests.hostile.limits import with_little_memory
from tests.hostile.shapes import IDENT, spoilt

FORM = "interreg-europe-2021"


def _photo(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(out, "JPEG")
    return out.getvalue()


PHOTO = _photo()
PHOTO_ID = hashlib.sha256(PHOTO).hexdigest()
GOOD: dict[str, Any] = {
    "format": 1,
    "id": IDENT,
    "template": FORM,
    "source_language": "fi",
    "status": "draft",
    "shared": {
        "ie_project_involved": True,
        "project": "milestone",
        "location": {"country": "FI", "region": "FI19", "city": "Jyväskylä"},
        "start_date": "2023-05",
        "end_date": "ongoing",
        "image": {"attachment": PHOTO_ID},
        "documents": [f"{PHOTO_ID} photo.jpg"],
        "further_information": ["https://example.org"],
    },
    "fi": {"title": "Kieli työssä", "summary": "Opitaan suomea työssä.", "keywords": "kieli", "image": "Kuva"},
    "sv": {"title": "Språk i arbetet", "summary": "Man lär sig finska på jobbet."},
    "states": {"fi": {"*": "done", "title": "draft"}, "sv": {"title": "to_check"}},
    "earlier": {"fi": {"summary": "Opitaan kieltä."}},
    "revisions": {"fi": {"title": "0" * 64}},
    "attachments": {PHOTO_ID: base64.b64encode(PHOTO).decode()},
}


def _with(**changes: Any) -> dict[str, Any]:
    return GOOD | changes


def _bring_in(library: Library, content: bytes, folder: Path, suffix: str = ".json") -> bringing_in.Brought | None:
    """Bring in one file; it must be taken or refused, and leave a library with nothing wrong in it."""
    file = folder / f"sent{suffix}"
    file.write_bytes(content)
    brought, _changes, errors = bringing_in.bring_in(library, [file])
    assert len(brought) + len(errors) == 1
    for error in errors:
        assert error.message.msgid
    for one in brought:
        _assert_sane(library, editing.open_practice(library, one.practice))
    assert not faults(library)
    return brought[0] if brought else None


def _assert_sane(library: Library, practice: Practice) -> None:
    """Every value is one that a person could have entered, in a field and a language that the form has."""
    template = library.template(practice.template_id)
    for key, value in practice.values.items():
        if key not in (STATUS, BIN):
            one = editing.field_of(template, key)
            assert values.accept(one, key.language, value.text) == value.text, key
            for language in template.codes:
                values.show(one, value.text, language)
    for ident in (text for key in practice.values for text in _pictures(practice, key)):
        with Image.open(io.BytesIO(editing.attachment(library, ident))) as picture:
            assert picture.format == "JPEG"
            picture.load()


def _pictures(practice: Practice, key: Key) -> list[str]:
    return [practice.text(*key)] if key == Key("image", "*") and practice.text(*key) else []


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder for files that arrive, with a picture in the folder around it that is none of their business."""
    folder = tmp_path / "arrived"
    folder.mkdir()
    (tmp_path / "outside.jpg").write_bytes(_photo("red"))
    return folder


@pytest.mark.parametrize("file", corpus("practices"))
def test_what_once_did_harm_is_taken_or_refused(library: Library, outside: Path, file: Path) -> None:
    _bring_in(library, file.read_bytes(), outside, file.suffix)


def test_a_good_file_is_taken_whole(library: Library, outside: Path) -> None:
    good = {name: value for name, value in GOOD.items() if name not in ("shared", "revisions")}
    shared = {name: value for name, value in GOOD["shared"].items() if name != "documents"}
    brought = _bring_in(library, json.dumps({**good, "shared": shared}).encode(), outside)
    assert brought is not None
    assert not brought.problems


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the many files of one test."""
    return tmp_path_factory.mktemp("hostile")


def _in_a_new_library(place: Path, content: bytes, suffix: str) -> None:
    shutil.rmtree(place)
    (place / "arrived").mkdir(parents=True)
    library = open_library(place / "a.gptemplate", TEMPLATES)
    try:
        _bring_in(library, content, place / "arrived", suffix)
    finally:
        library.close()


TEMPLATES = Templates(Path("/no/templates"))
MANY = settings(
    max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
HARMFUL = {**GOOD, "shared": {**GOOD["shared"], "image": {"file": ["x"]}}}


@MANY
@example(HARMFUL)
@given(spoilt(GOOD))
def test_spoilt_json_is_taken_or_refused(place: Path, data: dict[str, Any]) -> None:
    _in_a_new_library(place, json.dumps(data).encode(), ".json")


@settings(MANY, max_examples=25)
@given(st.integers(0, 2_000), st.binary(max_size=12), st.sampled_from(bringing_in.sample_files()))
def test_spoilt_toml_is_taken_or_refused(place: Path, at: int, noise: bytes, sample: Path) -> None:
    good = sample.read_bytes()
    _in_a_new_library(place, good[:at] + noise + good[at + len(noise) :], ".toml")


@pytest.mark.skipif(sys.platform == "win32", reason="needs symbolic links")
def test_a_link_beside_the_file_does_not_lead_out_of_the_folder(library: Library, outside: Path) -> None:
    (outside / "photo.jpg").symlink_to(outside.parent / "outside.jpg")
    brought = _bring_in(library, json.dumps(_with(shared={"image": {"file": "photo.jpg"}})).encode(), outside)
    assert brought is not None
    assert not editing.open_practice(library, IDENT).text("image", "*")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that is there and cannot be read")
def test_a_picture_that_cannot_be_read_is_told(library: Library, outside: Path) -> None:
    (outside / "photo.jpg").symlink_to("/proc/self/mem")
    _bring_in(library, json.dumps(_with(shared={"image": {"file": "photo.jpg"}})).encode(), outside)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a limit of memory")
def test_a_picture_of_four_gigabytes_beside_the_file_is_refused_unread(outside: Path) -> None:
    with (outside / "photo.jpg").open("wb") as stream:
        stream.truncate(4_000_000_000)  # it takes no room on the disk
    (outside / "sent.json").write_text(json.dumps(_with(shared={"image": {"file": "photo.jpg"}})), encoding="utf-8")
    assert with_little_memory("bring in", str(outside / "sent.json")) == "taken or refused"


def test_null_is_nothing(library: Library, outside: Path) -> None:
    _bring_in(library, json.dumps(_with(shared={}, fi={"title": None}, revisions={}, earlier={})).encode(), outside)
    assert editing.open_practice(library, IDENT).text("title", "fi") == ""


def test_the_files_of_a_practice_come_with_it(library: Library, outside: Path) -> None:
    _bring_in(library, json.dumps(_with(shared={"documents": GOOD["shared"]["documents"]})).encode(), outside)
    assert editing.attachment(library, PHOTO_ID) == PHOTO


def test_undo_takes_back_all_that_a_file_changed(library: Library, outside: Path) -> None:
    _bring_in(library, json.dumps(_with(shared={}, revisions={}, earlier={}, sv={})).encode(), outside)
    before = {key: value.text for key, value in editing.open_practice(library, IDENT).values.items() if value.text}
    later = _with(shared={}, revisions={}, fi={}, sv={}, earlier={"sv": {"summary": "Någonting annat."}})
    _bring_in(library, json.dumps(later).encode(), outside)
    editing.undo(library)
    after = {key: value.text for key, value in editing.open_practice(library, IDENT).values.items() if value.text}
    assert after == before


def test_a_file_of_another_form_does_not_change_a_practice(library: Library, outside: Path) -> None:
    _bring_in(library, json.dumps(_with(shared={}, earlier={})).encode(), outside)
    before = fingerprint(library)
    _bring_in(library, json.dumps(_with(template="interreg-europe-2014", shared={}, en={"title": "x"})).encode(), outside)
    assert fingerprint(library) == before


def test_a_revision_of_another_value_is_no_base(library: Library, outside: Path) -> None:
    """A file that names any revision as its base must not pass for one that went on from what is here."""
    _bring_in(library, json.dumps(_with(shared={}, revisions={}, earlier={})).encode(), outside)
    here = editing.open_practice(library, IDENT)
    other = here.value("title", "fi").head
    named = {"sv": {"summary": other}}
    _bring_in(library, json.dumps(_with(shared={}, sv={"summary": "Nytt."}, revisions=named, earlier={})).encode(), outside)
    assert editing.open_practice(library, IDENT).text("summary", "sv") == GOOD["sv"]["summary"]
    with library.reading() as work:
        beside = [one for one in work.history(IDENT, Key("summary", "sv")) if one.text == "Nytt."]
    assert [one.parents for one in beside] == [()]


def test_half_a_character_is_marked_as_when_it_is_pasted(library: Library, outside: Path) -> None:
    _bring_in(library, json.dumps(_with(shared={}, fi={"title": "Kieli \ud800"}, revisions={}, earlier={})).encode(), outside)
    assert editing.open_practice(library, IDENT).text("title", "fi") == "Kieli \ufffd"


def test_a_long_toml_file_is_refused_unread(library: Library, outside: Path) -> None:
    assert _bring_in(library, b"#" * 2_000_001, outside, ".toml") is None


def test_one_bad_file_among_good_ones_is_the_only_one_left_out(library: Library, outside: Path) -> None:
    bad = outside / "bad.json"
    bad.write_text(json.dumps(_with(template=5)), encoding="utf-8")
    brought, _changes, errors = bringing_in.bring_in(library, [bad, *bringing_in.sample_files()])
    assert (len(brought), len(errors)) == (6, 1)


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a limit of time")
def test_a_small_file_does_not_take_minutes(outside: Path) -> None:
    file = outside / "sent.toml"
    file.write_text("a." * 50_000 + "b = 1\n", encoding="ascii")
    assert with_little_memory("bring in", str(file)) == "taken or refused"
