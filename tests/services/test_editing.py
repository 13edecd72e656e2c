"""Translating and its states; photos; what may be written where."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from gptemplate.errors import BadFile, BadValue
from gptemplate.model.states import Key, State
from gptemplate.services import editing
from gptemplate.services import library as practices
from gptemplate.store.library import Library

FI, SV = Key("summary", "fi"), Key("summary", "sv")


@pytest.fixture
def practice(library: Library) -> str:
    return practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Nimi")[0]


def _state(library: Library, practice: str, key: Key) -> State:
    return editing.open_practice(library, practice).state(*key)


def test_a_translation_remembers_the_revision_it_was_made_from(library: Library, practice: str) -> None:
    editing.write(library, practice, FI, "Lähde.")
    editing.write(library, practice, SV, "Källa.")
    origin = editing.open_practice(library, practice).value(*SV).origin
    assert origin is not None
    assert origin.language == "fi"
    with library.reading() as work:
        made_from = work.revision(origin.revision)
    assert made_from is not None
    assert made_from.text == "Lähde."


def test_a_moved_source_makes_the_translation_stale_until_someone_looks(library: Library, practice: str) -> None:
    editing.write(library, practice, FI, "Lähde.")
    editing.write(library, practice, SV, "Källa.")
    editing.set_state(library, practice, SV, State.DONE)
    editing.write(library, practice, FI, "Toinen lähde.")
    assert _state(library, practice, SV) is State.STALE
    editing.write(library, practice, SV, "Källan.")
    assert _state(library, practice, SV) is State.STALE, "a small change does not say that it fits"
    editing.set_state(library, practice, SV, State.DONE)
    assert _state(library, practice, SV) is State.DONE


def test_a_translation_that_still_fits_keeps_its_state(library: Library, practice: str) -> None:
    editing.write(library, practice, FI, "Lähde.")
    editing.write(library, practice, SV, "Källa.")
    editing.set_state(library, practice, SV, State.DONE)
    editing.write(library, practice, FI, "Lähde!")
    editing.confirm_valid(library, practice, SV)
    assert _state(library, practice, SV) is State.DONE
    editing.undo(library, practice)
    assert _state(library, practice, SV) is State.STALE


def test_text_that_is_done_is_a_draft_again_when_it_changes(library: Library, practice: str) -> None:
    editing.write(library, practice, FI, "Lähde.")
    editing.set_state(library, practice, FI, State.DONE)
    editing.write(library, practice, FI, "Lähde on toinen.")
    assert _state(library, practice, FI) is State.DRAFT


def test_what_is_only_seen_cannot_be_set(library: Library, practice: str) -> None:
    for state in (State.EMPTY, State.STALE):
        with pytest.raises(BadValue):
            editing.set_state(library, practice, FI, state)


def test_typing_is_undone_in_bursts(library: Library, practice: str) -> None:
    now = [1_000_000]
    library._clock = lambda: now[0]
    for typed in ("K", "Ku", "Kunta", "Kunta on"):
        now[0] += 300
        editing.write(library, practice, FI, typed)
    now[0] += 10_000
    editing.write(library, practice, FI, "Kunta on mukana")
    editing.undo(library, practice)
    assert editing.open_practice(library, practice).text(*FI) == "Kunta on"
    editing.undo(library, practice)
    assert editing.open_practice(library, practice).text(*FI) == ""


def test_what_was_typed_and_deleted_at_once_comes_back(library: Library, practice: str) -> None:
    now = [1_000_000]
    library._clock = lambda: now[0]
    typed = "Kunta on mukana, ja naapuritkin tulevat."
    for place in range(10, len(typed) + 10, 10):
        now[0] += 300
        editing.write(library, practice, FI, typed[:place])
    now[0] += 300
    editing.write(library, practice, FI, "")
    editing.undo(library, practice)
    assert editing.open_practice(library, practice).text(*FI) == typed
    editing.undo(library, practice)
    assert editing.open_practice(library, practice).text(*FI) == ""


def test_history_has_what_was_replaced_or_undone_before_the_field_was_left(library: Library, practice: str) -> None:
    editing.write(library, practice, FI, "Tämä on pitkä teksti, jota kukaan ei ole vielä jättänyt.")
    editing.write(library, practice, FI, "Lyhyt.")
    editing.undo(library, practice)
    editing.write(library, practice, FI, "Toinen.")
    editing.undo(library, practice)
    editing.write(library, practice, FI, "Kolmas.")
    with library.reading() as work:
        kept = {one.text for one in work.history(practice, FI)}
    assert kept >= {"Tämä on pitkä teksti, jota kukaan ei ole vielä jättänyt.", "Lyhyt.", "Toinen."}


def test_undo_outlives_the_program(opened, library: Library, practice: str) -> None:
    editing.write(library, practice, FI, "Ennen sulkemista.")
    library.close()
    again = opened()
    changes = editing.undo(again, practice)
    assert changes is not None
    assert changes.focus == (practice, FI, 0)
    assert editing.open_practice(again, practice).text(*FI) == ""


def test_a_clock_set_back_does_not_put_history_out_of_order(library: Library, practice: str) -> None:
    for moment, text in ((5_000_000, "ensin"), (1_000, "sitten")):
        library._clock = lambda moment=moment: moment
        editing.write(library, practice, FI, text)
        editing.leave(library, practice)
    with library.reading() as work:
        history = {one.text: one for one in work.history(practice, FI)}
    assert history["sitten"].time > history["ensin"].time
    assert history["sitten"].parents == (history["ensin"].id,)


def _photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "PNG")
    return out.getvalue()


def test_a_photo_is_kept_in_the_library_with_its_practice(library: Library, practice: str) -> None:
    editing.attach_image(library, practice, "image", _photo(), "kuva.png")
    ident = editing.open_practice(library, practice).text("image", "*")
    assert editing.attachment(library, ident).startswith(b"\xff\xd8")
    editing.undo(library, practice)
    assert editing.open_practice(library, practice).text("image", "*") == ""


def test_a_file_that_is_no_photo_leaves_the_old_one(library: Library, practice: str) -> None:
    editing.attach_image(library, practice, "image", _photo(), "kuva.png")
    before = editing.open_practice(library, practice).text("image", "*")
    with pytest.raises(BadFile, match=r"muistio\.txt"):
        editing.attach_image(library, practice, "image", b"hei", "muistio.txt")
    assert editing.open_practice(library, practice).text("image", "*") == before


def test_files_are_added_one_by_one(library: Library, practice: str) -> None:
    editing.attach_file(library, practice, "documents", b"one", "esite 1.pdf")
    editing.attach_file(library, practice, "documents", b"two", "esite 2.pdf")
    editing.attach_file(library, practice, "documents", b"one", "esite 1.pdf")
    lines = editing.open_practice(library, practice).text("documents", "*").split("\n")
    assert [line.split(" ", 1)[1] for line in lines] == ["esite 1.pdf", "esite 2.pdf"]


def test_strange_text_is_kept_clean_and_a_megabyte_is_refused_whole(library: Library, practice: str) -> None:
    editing.write(library, practice, Key("detailed_information", "fi"), "a\x00b\r\nc\ud800 \u202ed")
    assert editing.open_practice(library, practice).text("detailed_information", "fi") == "ab\nc\ufffd \u202ed"
    with pytest.raises(BadValue):
        editing.write(library, practice, Key("detailed_information", "fi"), "x" * 1_000_000)
    assert editing.open_practice(library, practice).text("detailed_information", "fi").startswith("ab")


def test_the_same_text_again_changes_nothing(library: Library, practice: str) -> None:
    editing.write(library, practice, FI, "sama")
    before = editing.open_practice(library, practice)
    assert not editing.write(library, practice, FI, "sama")
    assert editing.open_practice(library, practice) == replace(before)
