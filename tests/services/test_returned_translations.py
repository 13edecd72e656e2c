"""A translator's file comes back: compared by its texts with what was sent and with what is here, never by its states."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from gptemplate.errors import UserError
from gptemplate.model import text as texts
from gptemplate.model.comments import WHOLE
from gptemplate.model.handoff import Sheet
from gptemplate.model.merge import Outcome
from gptemplate.model.revisions import heads
from gptemplate.model.states import Key, State
from gptemplate.services import bringing_in, editing
from gptemplate.services.bringing_in import Brought, Form, Look, NoteKind
from gptemplate.services.handing_off import gathering
from gptemplate.store.library import Library
from gptemplate.translation import xliff12, xliff21
from tests.services.returned import kept, practice_of
from tests.translation.sheets import local, translated

PRACTICE = "Ensimmäinen työpaikka"  # in Finnish only
TITLE_FI, TITLE, SUMMARY_FI, SUMMARY, IMAGE = (
    Key("title", "fi"), Key("title", "sv"), Key("summary", "fi"), Key("summary", "sv"), Key("image", "sv"),
)  # fmt: skip
WRITERS = {"1.2": xliff12.write, "1.2 filled": lambda one: xliff12.write(one, filled=True), "2.1": xliff21.write}
SAID = {"title": "Den första arbetsplatsen", "summary": "Studerande får ett arbete."}


class Desk:
    """A library, one practice of it, and the sheet that a translator gets."""

    def __init__(self, library: Library, folder: Path) -> None:
        self.library, self.folder = library, folder
        self.practice = practice_of(library, PRACTICE).id

    def sheet(self, *, target: str = "sv", everything: bool = False) -> Sheet:
        with self.library.writing() as work:
            work.cut(work.practice(self.practice))
        with self.library.reading() as work:
            (sheet,) = gathering.sheets(work, work.practice(self.practice), target, everything=everything)
        return sheet

    def returned(self, said: Mapping[str, str], version: str = "2.1") -> Path:
        """What a translator returns, in a file whose name says nothing."""
        return kept(self.folder, translated(WRITERS[version](self.sheet()), said))

    def write(self, key: Key, text: str) -> None:
        editing.write(self.library, self.practice, key, text, typing=False)
        editing.leave(self.library, self.practice)

    def value(self, key: Key):
        return editing.open_practice(self.library, self.practice).value(*key)

    def state(self, key: Key) -> State:
        return editing.open_practice(self.library, self.practice).state(*key)

    def look(self, *files: Path, **more: object) -> Look:
        return bringing_in.look(self.library, files, **more)  # type: ignore[arg-type]

    def bring(self, *files: Path, **more: object) -> Brought:
        (one,), _changes, errors = bringing_in.bring_in(self.library, files, **more)  # type: ignore[arg-type]
        assert not errors
        return one


@pytest.fixture
def desk(samples: Library, tmp_path: Path) -> Desk:
    return Desk(samples, tmp_path)


def outcome(one: Brought, key: Key) -> Outcome:
    return next(each.outcome for each in one.merged if each.incoming.key == key)


# ------------------------------------------------------------------- what is sent
def test_only_texts_that_are_missing_stale_or_to_check_are_sent(desk: Desk) -> None:
    fields = [one.key.field for one in desk.sheet().passages]
    assert fields[0] == "title"
    desk.write(TITLE, "Den första arbetsplatsen")
    editing.set_state(desk.library, desk.practice, TITLE, State.DONE)
    assert "title" not in [one.key.field for one in desk.sheet().passages]
    assert "title" in [one.key.field for one in desk.sheet(everything=True).passages]
    desk.write(TITLE_FI, "Ensimmäinen työpaikka Suomessa")
    (stale,) = (one for one in desk.sheet().passages if one.key == TITLE)
    assert (stale.state, stale.target) == (State.STALE, "Den första arbetsplatsen")
    assert stale.earlier.startswith("Ensimmäinen työpaikka:")
    assert stale.source == "Ensimmäinen työpaikka Suomessa"


def test_an_original_is_never_sent_to_be_translated_from_its_translation(desk: Desk) -> None:
    desk.write(TITLE, "Den första arbetsplatsen")
    with desk.library.reading() as work:
        assert gathering.sheets(work, work.practice(desk.practice), "fi", everything=True) == []


# ------------------------------------------------------------------- taken
@pytest.mark.parametrize("version", WRITERS)
def test_what_was_translated_is_taken_to_be_checked_and_undone_as_one_step(desk: Desk, version: str) -> None:
    one = desk.bring(desk.returned(SAID, version))
    assert (one.form, one.practice, one.is_new) == (Form.XLIFF, desk.practice, False)
    assert (outcome(one, TITLE), outcome(one, SUMMARY)) == (Outcome.TAKEN, Outcome.TAKEN)
    assert one.untranslated == tuple(each.key for each in desk.sheet().passages if each.key not in (TITLE, SUMMARY))
    for key in (TITLE, SUMMARY):
        assert (desk.value(key).text, desk.state(key)) == (SAID[key.field], State.TO_CHECK)
    editing.undo(desk.library)
    assert (desk.value(TITLE).text, desk.value(SUMMARY).text) == ("", "")
    editing.redo(desk.library)
    assert desk.value(TITLE).text == SAID["title"]


def test_a_second_time_nothing_changes(desk: Desk) -> None:
    file = desk.returned(SAID)
    desk.bring(file)
    again = desk.bring(file)
    assert {each.outcome for each in again.merged} == {Outcome.UNCHANGED}
    assert len(history(desk, TITLE)) == 1


def history(desk: Desk, key: Key):
    with desk.library.reading() as work:
        return work.history(desk.practice, key)


def comments(desk: Desk):
    with desk.library.reading() as work:
        return work.comments(desk.practice)


def test_a_translation_belongs_to_the_text_that_was_sent(desk: Desk) -> None:
    """Where the original moves on while the translator works, what comes back is stale at once, and knows of what."""
    sent = desk.value(TITLE_FI)
    file = desk.returned(SAID)
    desk.write(TITLE_FI, "Ensimmäinen työpaikka Suomessa")
    desk.bring(file)
    assert desk.state(TITLE) is State.STALE
    assert desk.state(SUMMARY) is State.TO_CHECK
    origin = desk.value(TITLE).origin
    assert (origin.language, origin.revision, origin.digest) == ("fi", sent.head, texts.digest(sent.text))


def test_the_text_that_was_sent_is_found_by_its_words_where_the_file_lost_its_revision(desk: Desk) -> None:
    sent = desk.value(TITLE_FI)
    root = etree.fromstring(desk.returned(SAID).read_bytes())
    for one in [each for each in root.iter() if local(each) == "metadata"]:
        one.getparent().remove(one)
    desk.write(TITLE_FI, "Ensimmäinen työpaikka Suomessa")
    desk.bring(kept(desk.folder, etree.tostring(root)))
    assert (desk.value(TITLE).origin.revision, desk.state(TITLE)) == (sent.head, State.STALE)


def test_longer_names_of_languages_are_understood(desk: Desk) -> None:
    """Programs write "sv-SE" where we wrote "sv", and some drop everything but the id."""
    root = etree.fromstring(desk.returned(SAID).read_bytes())
    root.set("srcLang", "fi-FI")
    root.set("trgLang", "sv-SE")
    for one in [each for each in root.iter() if local(each) == "metadata"]:
        one.getparent().remove(one)
    desk.bring(kept(desk.folder, etree.tostring(root)))
    assert (desk.value(TITLE).text, desk.value(TITLE).origin.language) == (SAID["title"], "fi")


@pytest.mark.parametrize("version", WRITERS)
def test_a_file_in_another_language_than_it_was_made_for_is_refused(desk: Desk, version: str) -> None:
    file = desk.returned(SAID, version)
    content = file.read_bytes().replace(b'trgLang="sv"', b'trgLang="de"')
    file.write_bytes(content.replace(b'target-language="sv"', b'target-language="de"'))
    seen = desk.look(file)
    assert seen.brought == ()
    assert "“de”" in str(seen.errors[0].message)
    assert "“sv”" in str(seen.errors[0].message)


def test_a_picture_s_description_is_taken_too(samples: Library, tmp_path: Path) -> None:
    desk = Desk(samples, tmp_path)
    desk.practice = practice_of(samples, "Kielipari").id
    desk.write(IMAGE, "")
    desk.bring(desk.returned({"image": "Ett bord i verkstaden."}))
    assert desk.value(IMAGE).text == "Ett bord i verkstaden."


# ------------------------------------------------------------------- unchanged
@pytest.mark.parametrize("version", WRITERS)
def test_what_the_translator_left_alone_changes_nothing_even_where_here_has_moved_on(desk: Desk, version: str) -> None:
    desk.bring(desk.returned(SAID))
    third = desk.sheet().passages[2].key
    file = desk.returned({third.field: "Ny text."}, version)
    desk.write(TITLE, "Första jobbet")
    desk.write(SUMMARY, "")
    desk.bring(file)
    assert [desk.value(key).text for key in (TITLE, SUMMARY, third)] == ["Första jobbet", "", "Ny text."]


@pytest.mark.parametrize("version", WRITERS)
def test_states_are_never_believed(desk: Desk, version: str) -> None:
    root = etree.fromstring(WRITERS[version](desk.sheet()))
    for one in root.iter():
        if local(one) in ("segment", "target"):
            one.set("state", "final")
    seen = desk.look(kept(desk.folder, etree.tostring(root)))
    assert seen.brought == ()
    (error,) = seen.errors
    assert "nothing is filled in" in str(error.message)


# ------------------------------------------------------------------- conflicts
def test_what_was_written_here_meanwhile_is_kept_and_the_translator_s_text_beside_it(desk: Desk) -> None:
    file = desk.returned(SAID)
    desk.write(TITLE, "Första jobbet")
    one = desk.bring(file)
    (met,) = (each for each in one.merged if each.incoming.key == TITLE)
    assert (met.outcome, met.here, met.incoming.text) == (Outcome.CONFLICT, "Första jobbet", SAID["title"])
    assert desk.value(TITLE).text == "Första jobbet"
    assert {each.text for each in heads(history(desk, TITLE))} == {"Första jobbet", SAID["title"]}
    assert desk.value(SUMMARY).text == SAID["summary"]


def test_a_person_may_choose_the_translator_s_text_and_take_that_back(desk: Desk) -> None:
    file = desk.returned(SAID)
    desk.write(TITLE, "Första jobbet")
    items = list(bringing_in.read_files([file], lambda: [desk.library.template("interreg-europe-2021")]))
    preferred = {(items[0].ident, TITLE)}
    seen = desk.look(*items, preferred=preferred)
    assert [each.chosen for each in seen.brought[0].merged if each.outcome is Outcome.CONFLICT] == [True]
    desk.bring(*items, preferred=preferred, seen=seen)
    assert (desk.value(TITLE).text, desk.state(TITLE)) == (SAID["title"], State.TO_CHECK)
    assert "Första jobbet" in {each.text for each in history(desk, TITLE)}
    editing.undo(desk.library)
    assert desk.value(TITLE).text == "Första jobbet"


def test_what_was_chosen_is_not_done_where_something_changed_since_it_was_shown(desk: Desk) -> None:
    file = desk.returned(SAID)
    desk.write(TITLE, "Första jobbet")
    seen = desk.look(file)
    desk.write(TITLE, "Första arbetet")
    with pytest.raises(UserError):
        bringing_in.bring_in(desk.library, [file], seen=seen)


# ------------------------------------------------------------------- what is said
def test_a_text_over_its_limit_is_taken_and_said(desk: Desk) -> None:
    one = desk.bring(desk.returned({"title": "å" * 101, "summary": "å" * 160}))
    assert (one.over, desk.value(TITLE).text) == ((TITLE,), "å" * 101)


def test_a_change_of_the_source_by_the_translator_is_said_and_kept(desk: Desk) -> None:
    root = etree.fromstring(desk.returned(SAID).read_bytes())
    next(one for one in root.iter() if local(one) == "source").text = "Ensimmäinen työpaikka, korjattu"
    one = desk.bring(kept(desk.folder, etree.tostring(root)))
    assert len(one.problems) == 1
    assert "korjattu" in str(one.problems[0])
    assert any("korjattu" in each.text for each in comments(desk))
    assert desk.value(TITLE_FI).text.startswith("Ensimmäinen työpaikka:")


def test_a_translator_s_notes_become_comments_at_their_fields(desk: Desk) -> None:
    root = etree.fromstring(desk.returned(SAID).read_bytes())
    notes = [one for one in root.iter() if local(one) == "notes"][1]
    etree.SubElement(notes, notes[0].tag).text = "Mikä on ”työpaikka” tässä?"
    one = desk.bring(kept(desk.folder, etree.tostring(root)))
    assert [note.kind for note in one.notes] == [NoteKind.COMMENT]
    (comment,) = comments(desk)
    assert (comment.key, comment.text) == (TITLE, "Mikä on ”työpaikka” tässä?")


def test_a_field_that_the_form_does_not_have_is_said_and_kept_as_a_remark(desk: Desk) -> None:
    content = desk.returned(SAID).read_bytes().replace(b">title<", b">headline<").replace(b'.title"', b'.headline"')
    one = desk.bring(kept(desk.folder, content))
    assert [(each.key.field, each.text) for each in one.misread] == [("headline", SAID["title"])]
    assert any(each.text == SAID["title"] and each.key == WHOLE for each in comments(desk))
    assert desk.value(SUMMARY).text == SAID["summary"]


def test_a_practice_that_is_not_here_is_said_and_never_begun(desk: Desk) -> None:
    content = desk.returned(SAID).read_bytes().replace(desk.practice.encode(), b"f" * 32)
    seen = desk.look(kept(desk.folder, content, "a.xlf"))
    assert seen.brought == ()
    assert "a.xlf: the practice that it was made from is not here" in str(seen.errors[0].message)


def test_texts_that_are_not_ours_are_kept_on_the_practice(desk: Desk) -> None:
    root = etree.fromstring(desk.returned(SAID).read_bytes())
    units = [one for one in root.iter() if local(one) == "unit"]
    units[1].set("id", "u7")
    for one in [each for each in units[1] if local(each) == "metadata"]:
        units[1].remove(one)
    said = units[1].find("{*}segment/{*}target")
    text = said.text if said is not None else ""
    one = desk.bring(kept(desk.folder, etree.tostring(root)))
    assert [note.kind for note in one.notes] == ([NoteKind.REMARK] if text else [])


def test_a_file_with_no_text_of_ours_is_refused_in_words(desk: Desk) -> None:
    foreign = b'<xliff version="1.2"><file source-language="fi"><body><trans-unit id="1"><source>a</source></trans-unit></body></file></xliff>'  # noqa: E501
    (error,) = desk.look(kept(desk.folder, foreign, "b.xml")).errors
    assert str(error.message) == "b.xml has no text of a practice. Nothing was taken from it."


# ------------------------------------------------------------------- in an archive
def zipped(folder: Path, **members: bytes) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return kept(folder, out.getvalue(), "returned.bin")


def test_a_package_comes_back_with_only_what_was_touched_in_it(desk: Desk) -> None:
    sheet = desk.sheet()
    done = translated(xliff12.write(sheet, filled=True), SAID)
    file = zipped(
        desk.folder, new__a=xliff21.write(sheet), source__a=xliff12.write(sheet, filled=True), target__a=done, read=b"Hello"
    )
    one = desk.bring(file)
    assert one.count(Outcome.TAKEN) == 2
    assert desk.value(TITLE).text == SAID["title"]


def test_an_untouched_package_is_said_to_be_untouched(desk: Desk) -> None:
    desk.write(TITLE, "Den första arbetsplatsen")
    sheet = desk.sheet(everything=True)
    (error,) = desk.look(zipped(desk.folder, new__a=xliff21.write(sheet), source__a=xliff12.write(sheet, filled=True))).errors
    assert "nothing in it was translated or changed since it was sent" in str(error.message)


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: zipped(folder, a=b"text", b=b"%PDF-1.7"),
        lambda folder: kept(folder, zipped(folder, a=b"text").read_bytes()[:-30]),
        lambda folder: zipped(folder, **{f"a{n}": b"" for n in range(5_000)}),
    ],
    ids=["nothing of ours", "damaged", "too many files"],
)
def test_an_archive_without_translations_or_made_to_do_harm_is_refused(desk: Desk, make) -> None:
    seen = desk.look(make(desk.folder))
    assert (seen.brought, len(seen.errors)) == ((), 1)


def test_a_file_that_lies_about_its_size_is_refused(desk: Desk) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xlf", b"<xliff>" + b" " * 60_000_000)
    seen = desk.look(kept(desk.folder, out.getvalue()))
    assert (seen.brought, len(seen.errors)) == ((), 1)
