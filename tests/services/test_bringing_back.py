"""What was handed out comes back: nothing changes where nobody wrote, and everything that somebody wrote is there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader, PdfWriter

from gptemplate.documents.blank_pdf import write_blank_pdf
from gptemplate.documents.blank_word import write_blank_word
from gptemplate.documents.pdf_names import name_of
from gptemplate.errors import UserError
from gptemplate.i18n import translator
from gptemplate.model import values
from gptemplate.model.comments import WHOLE
from gptemplate.model.merge import Outcome
from gptemplate.model.revisions import heads
from gptemplate.model.states import SHARED, Key, State
from gptemplate.services import bringing_in, commenting, editing
from gptemplate.services import library as practices
from gptemplate.services.bringing_in import NEW, Brought, NoteKind, telling
from gptemplate.services.templates import Templates
from gptemplate.store.library import Library
from tests.conftest import ExpectedLog
from tests.documents.word_files import added, changed, comments, libreoffice
from tests.services import returned
from tests.services.returned import ONE_LANGUAGE, every_practice, kept, practice_of

FORM = "interreg-europe-2021"
CHALLENGES, SUMMARY, TITLE = (Key(name, "fi") for name in ("challenges_encountered", "summary", "title"))
INSTITUTION, START, PLACE = (Key(name, SHARED) for name in ("main_institution", "start_date", "location"))
WORKSHOP = "Järvikaupungin työpaja (kuvitteellinen)"


def assert_untouched(brought: tuple[Brought, ...], practice: str) -> None:
    (one,) = brought
    assert (one.practice, one.is_new) == (practice, False)
    assert [each for each in one.merged if each.outcome is not Outcome.UNCHANGED] == []
    assert one.merged
    assert (one.misread, one.problems, one.notes) == ((), (), ())


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("form", ONE_LANGUAGE)
def test_an_untouched_file_changes_nothing(samples: Library, tmp_path: Path, form: str, language: str) -> None:
    for practice in every_practice(samples):
        file = kept(tmp_path, ONE_LANGUAGE[form](samples, practice, language))
        seen = bringing_in.look(samples, [file])
        assert not seen.errors
        assert_untouched(seen.brought, practice.id)


@pytest.mark.parametrize("languages", [("fi", "sv"), ("sv", "en"), ("fi", "sv", "en")], ids="-".join)
def test_an_untouched_file_with_languages_side_by_side_changes_nothing(
    samples: Library, tmp_path: Path, languages: tuple[str, ...]
) -> None:
    for practice in every_practice(samples):
        seen = bringing_in.look(samples, [kept(tmp_path, returned.word(samples, practice, *languages))])
        assert_untouched(seen.brought, practice.id)


def test_an_untouched_house_file_changes_nothing(samples: Library, tmp_path: Path) -> None:
    for practice in every_practice(samples):
        if practice.template_id == "interreg-europe-2021":
            seen = bringing_in.look(samples, [kept(tmp_path, returned.house(samples, practice, "fi"))])
            (one,) = seen.brought
            assert (one.practice, one.is_new) == (practice.id, False)
            assert one.count(Outcome.UNCHANGED) == len(one.merged)
            assert not one.misread


_texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=120)


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_texts | st.lists(_texts, max_size=5).map("\n".join) | st.lists(_texts, max_size=4).map("\n- ".join))
def test_any_text_goes_out_and_comes_back_unchanged(samples: Library, tmp_path: Path, text: str) -> None:
    practice = practice_of(samples, "Kielipari kone")
    editing.write(samples, practice.id, CHALLENGES, text)
    editing.leave(samples, practice.id)
    practice = editing.open_practice(samples, practice.id)
    for form in ("word", "word form", "csv", "xlsx"):
        (one,) = bringing_in.look(samples, [kept(tmp_path, ONE_LANGUAGE[form](samples, practice, "fi"))]).brought
        assert [each for each in one.merged if each.outcome is not Outcome.UNCHANGED] == [], form


# ------------------------------------------------------------------- Word, written in and spoken of
def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


def brought_one(library: Library, file: Path, **options: Any) -> Brought:
    (one,), _changes, errors = bringing_in.bring_in(library, [file], **options)
    assert not errors
    return one


def test_what_was_written_is_taken_to_be_checked_and_undone_as_one_step(samples: Library, tmp_path: Path) -> None:
    practice = practice_of(samples, "Kielipari kone")
    before = fingerprint_of(samples)
    content = changed(returned.word(samples, practice, "fi"), replaced(WORKSHOP, "Kaupungin paja"))
    content = changed(content, replaced("Kaksi yritystä lopetti", "Kolme yritystä lopetti"))
    file = kept(tmp_path, content)
    seen = bringing_in.look(samples, [file])
    assert fingerprint_of(samples) == before
    one = brought_one(samples, file, seen=seen)
    assert (one,) == seen.brought
    assert {each.incoming.key for each in one.merged if each.outcome is Outcome.TAKEN} == {INSTITUTION, CHALLENGES}
    after = editing.open_practice(samples, practice.id)
    assert after.text(*INSTITUTION) == "Kaupungin paja"
    assert after.text(*CHALLENGES) == practice.text(*CHALLENGES).replace("Kaksi yritystä", "Kolme yritystä")
    assert after.value(*CHALLENGES).state is State.TO_CHECK
    editing.undo(samples)
    assert fingerprint_of(samples) == before
    editing.redo(samples)
    assert editing.open_practice(samples, practice.id).text(*INSTITUTION) == "Kaupungin paja"


def fingerprint_of(library: Library) -> dict[str, Any]:
    """Every value, state and comment of every practice, and what is in the bin."""
    return {
        practice.id: (
            {key: (value.text, value.state, value.origin) for key, value in practice.values.items() if value.text},
            practice.status,
            commenting.comments_of(library, practice.id),
        )
        for practice in every_practice(library)
    }


def test_what_both_sides_changed_is_kept_twice_however_often_it_comes(samples: Library, tmp_path: Path) -> None:
    practice = practice_of(samples, "Kielipari kone")
    file = kept(tmp_path, changed(returned.word(samples, practice, "fi"), replaced(WORKSHOP, "Heidän pajansa")))
    editing.write(samples, practice.id, INSTITUTION, "Meidän pajamme")
    for _time in range(2):
        one = brought_one(samples, file)
        assert [each.incoming.key for each in one.merged if each.outcome is Outcome.CONFLICT] == [INSTITUTION]
    assert editing.open_practice(samples, practice.id).text(*INSTITUTION) == "Meidän pajamme"
    with samples.reading() as work:
        history = work.history(practice.id, INSTITUTION)
    assert sorted(one.text for one in heads(history)) == ["Heidän pajansa", "Meidän pajamme"]


def test_what_moved_on_here_and_not_there_stays(samples: Library, tmp_path: Path) -> None:
    practice = practice_of(samples, "Kielipari kone")
    file = kept(tmp_path, returned.word(samples, practice, "fi"))
    editing.write(samples, practice.id, INSTITUTION, "Meidän pajamme")
    one = brought_one(samples, file)
    assert one.count(Outcome.UNCHANGED) == len(one.merged)
    assert editing.open_practice(samples, practice.id).text(*INSTITUTION) == "Meidän pajamme"


def test_what_was_cleared_is_cleared_and_stays_in_the_history(samples: Library, tmp_path: Path) -> None:
    practice = practice_of(samples, "Kielipari kone")
    one = brought_one(samples, kept(tmp_path, changed(returned.word(samples, practice, "fi"), replaced(WORKSHOP, ""))))
    (taken,) = [each for each in one.merged if each.outcome is Outcome.TAKEN]
    assert (taken.incoming.key, taken.here, taken.incoming.text) == (INSTITUTION, WORKSHOP, "")
    assert editing.open_practice(samples, practice.id).text(*INSTITUTION) == ""
    with samples.reading() as work:
        assert WORKSHOP in {revision.text for revision in work.history(practice.id, INSTITUTION)}


def test_what_was_never_there_is_not_taken_away(samples: Library, tmp_path: Path) -> None:
    practice = practice_of(samples, "Kielipari kone")
    editing.write(samples, practice.id, INSTITUTION, "", typing=False)
    editing.leave(samples, practice.id)
    file = kept(tmp_path, returned.word(samples, editing.open_practice(samples, practice.id), "fi"))
    editing.write(samples, practice.id, INSTITUTION, "Kirjoitettu sillä välin")
    one = brought_one(samples, file)
    assert one.count(Outcome.TAKEN) == one.count(Outcome.CONFLICT) == 0
    assert editing.open_practice(samples, practice.id).text(*INSTITUTION) == "Kirjoitettu sillä välin"


def test_what_is_not_understood_is_told_and_kept_at_its_field(samples: Library, tmp_path: Path) -> None:
    practice = practice_of(samples, "Kielipari kone")
    content = changed(returned.word(samples, practice, "fi"), replaced("syyskuu 2022", "ensi syksynä"))
    one = brought_one(samples, kept(tmp_path, content))
    assert [(each.key, each.text) for each in one.misread] == [(START, "ensi syksynä")]
    assert one.misread[0].reason is not None
    assert editing.open_practice(samples, practice.id).text(*START) == practice.text(*START)
    (comment,) = commenting.comments_of(samples, practice.id)
    assert (comment.key, comment.text, comment.source) == (START, "ensi syksynä", "returned.bin")


def test_comments_tracked_changes_and_stray_text_become_comments_once(samples: Library, tmp_path: Path) -> None:
    practice = practice_of(samples, "Kielipari kone")
    before = fingerprint_of(samples)
    file = kept(tmp_path, _reviewed(returned.word(samples, practice, "fi")))
    for _time in range(2):
        one = brought_one(samples, file)
        assert [(note.kind, note.key, note.words()) for note in one.notes] == [
            (NoteKind.COMMENT, CHALLENGES, "Miksi?"),
            (NoteKind.TRACKED, INSTITUTION, f"− {WORKSHOP}\n+ Kaupungin paja"),
            (NoteKind.REMARK, one.notes[2].key, "Kiitos, hyvä teksti!"),
        ]
        said = commenting.comments_of(samples, practice.id)
        assert sorted((each.key, each.author, each.text) for each in said) == [
            (WHOLE, "", "Kiitos, hyvä teksti!"),
            (CHALLENGES, "Eva", "Miksi?"),
            (INSTITUTION, "Eva", f"− {WORKSHOP}\n+ Kaupungin paja"),
        ]
    assert editing.open_practice(samples, practice.id).text(*INSTITUTION) == "Kaupungin paja"
    editing.undo(samples)
    assert fingerprint_of(samples) == before


def _reviewed(content: bytes) -> bytes:
    """The file as a reviewer sends it back from Word."""
    who = 'w:id="900" w:author="Eva" w:date="2025-03-01T10:00:00Z"'
    marks = ('<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>')
    out = f"<w:del {who}><w:r><w:delText>{WORKSHOP}</w:delText></w:r></w:del>"
    new = f"<w:ins {who}><w:r><w:t>Kaupungin paja</w:t></w:r></w:ins>"

    def reviewed(text: str) -> str:
        text = re.sub(rf"<w:r>(?:(?!</w:r>).)*{re.escape(WORKSHOP)}</w:t></w:r>", out + new, text, count=1)
        text = re.sub(r"(<w:r>(?:(?!</w:r>).)*Kaksi yritystä lopetti.*?</w:r>)", rf"{marks[0]}\1{marks[1]}", text, count=1)
        return text.replace("<w:sectPr", "<w:p><w:r><w:t>Kiitos, hyvä teksti!</w:t></w:r></w:p><w:sectPr", 1)

    return added(changed(content, reviewed), "word/comments.xml", comments(("7", "Eva", "Miksi?")))


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_a_file_that_libreoffice_saved_comes_back_with_what_was_written_there(samples: Library, tmp_path: Path) -> None:
    practice = practice_of(samples, "Kielipari kone")
    file = kept(tmp_path, returned.word(samples, practice, "fi"), "sent.docx")
    (odt,) = libreoffice(tmp_path, [file], "fodt")
    odt.write_text(odt.read_text("utf-8").replace("Kaksi yritystä lopetti", "Kolme yritystä lopetti"), "utf-8")
    (back,) = libreoffice(tmp_path, [odt], "docx:MS Word 2007 XML")
    one = brought_one(samples, back)
    assert (one.practice, one.is_new) == (practice.id, False)
    (taken,) = [each for each in one.merged if each.outcome is not Outcome.UNCHANGED]
    assert taken.incoming.text == practice.text(*CHALLENGES).replace("Kaksi yritystä", "Kolme yritystä")
    assert one.notes == ()


# ------------------------------------------------------------------- blank forms and tables
def filled_word(language: str, *answers: tuple[str, str]) -> bytes:
    """A table with labels of the form, as anybody makes one."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for label, answer in answers:
        row = table.add_row().cells
        row[0].text, row[1].text = label, answer
    out = io.BytesIO()
    document.save(out)
    assert language
    return out.getvalue()


def test_a_plain_table_becomes_a_new_practice_in_its_language_and_is_there_once(library: Library, tmp_path: Path) -> None:
    content = filled_word("fi", ("Käytännön nimi", "Kielikahvila"), ("Tiivistelmä käytännöstä", "x" * 400))
    file = kept(tmp_path, content)
    one = brought_one(library, file)
    assert (one.is_new, one.title, one.over) == (True, "Kielikahvila", (SUMMARY,))
    assert telling.sentence(translator("en"), one) == "2 fields, 1 over its limit"
    practice = editing.open_practice(library, one.practice)
    assert practice.source_language == "fi"
    assert practice.value(*TITLE).state is State.TO_CHECK
    again = brought_one(library, file)
    assert (again.practice, again.is_new, again.count(Outcome.TAKEN)) == (one.practice, False, 0)


def test_what_was_undone_and_comes_again_is_taken_out_of_the_bin(library: Library, tmp_path: Path) -> None:
    file = kept(tmp_path, filled_word("fi", ("Käytännön nimi", "Kielikahvila")))
    brought_one(library, file)
    editing.undo(library)
    assert practices.list_practices(library) == []
    assert brought_one(library, file).was_in_bin
    assert [row.title("fi")[0] for row in practices.list_practices(library)] == ["Kielikahvila"]
    editing.undo(library)
    assert practices.list_practices(library) == []


def test_a_practice_of_the_same_title_is_offered_and_taken_when_chosen(samples: Library, tmp_path: Path) -> None:
    practice = practice_of(samples, "Kielipari kone")
    answers = [("Käytännön nimi", practice.text(*TITLE)), ("Paikkakunta", "Vaasa")]
    file = kept(tmp_path, filled_word("fi", *answers))
    (one,) = bringing_in.look(samples, [file]).brought
    assert (one.is_new, [each.practice for each in one.candidates]) == (True, [practice.id])
    (other,) = bringing_in.look(samples, [file], {one.ident: practice.id}).brought
    assert (other.practice, other.is_new, other.candidates) == (practice.id, False, one.candidates)
    assert [each.incoming.key for each in other.merged if each.outcome is Outcome.CONFLICT] == [PLACE]
    place = next(each.incoming.text for each in other.merged if each.incoming.key == PLACE)
    assert values.parts_of(place) == values.parts_of(practice.text(*PLACE)) | {"city": "Vaasa"}
    assert brought_one(samples, file, choices={one.ident: NEW}).is_new


def test_a_blank_word_form_that_is_not_filled_in_is_refused(library: Library, tmp_path: Path, templates: Templates) -> None:
    blanks = [write_blank_word(templates(FORM), "fi"), write_blank_pdf(templates(FORM), "sv")]
    files = [kept(tmp_path, content, str(number)) for number, content in enumerate(blanks)]
    brought, _changes, errors = bringing_in.bring_in(library, files)
    assert (brought, ["filled in" in str(error.message) for error in errors]) == ([], [True, True])


def pdf_filled(content: bytes, answers: dict[Key, str]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    for page in writer.pages:
        told = {name_of(key): answer for key, answer in answers.items()}
        writer.update_page_form_field_values(page, told, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_filled_pdf_form_becomes_a_practice(
    library: Library, tmp_path: Path, templates: Templates, expect_log: ExpectedLog
) -> None:
    expect_log("font")
    content = pdf_filled(write_blank_pdf(templates(FORM), "fi"), {TITLE: "Kielikahvila", CHALLENGES: "Ensin.\nSitten."})
    one = brought_one(library, kept(tmp_path, content))
    practice = editing.open_practice(library, one.practice)
    assert (one.is_new, practice.text(*TITLE), practice.text(*CHALLENGES)) == (True, "Kielikahvila", "Ensin.\nSitten.")


def test_a_pdf_form_that_was_handed_out_filled_in_knows_what_it_began_with(
    samples: Library, tmp_path: Path, expect_log: ExpectedLog
) -> None:
    expect_log("font")
    practice = practice_of(samples, "Kielipari kone")
    file = kept(tmp_path, pdf_filled(returned.form_pdf(samples, practice, "fi"), {CHALLENGES: "Uusi teksti."}))
    editing.write(samples, practice.id, INSTITUTION, "Kirjoitettu täällä")
    one = brought_one(samples, file)
    assert {each.incoming.key: each.outcome for each in one.merged if each.outcome is not Outcome.UNCHANGED} == {
        CHALLENGES: Outcome.TAKEN
    }


def test_a_row_that_was_changed_in_a_spreadsheet_is_taken(samples: Library, tmp_path: Path) -> None:
    rows = [(samples.template(practice.template_id), practice) for practice in every_practice(samples)]
    book = load_workbook(io.BytesIO(returned.write_xlsx(rows, "fi")))
    sheet = book.active
    heads_ = {str(cell.value).rpartition("[")[2].strip("]"): cell.column for cell in sheet[1]}
    number = next(row for row in range(2, 9) if str(sheet.cell(row, 1).value).startswith("Kielipari kone"))
    sheet.cell(number, heads_["location/city"]).value = "Vaasa"
    sheet.cell(number, heads_["start_date"]).value = "joskus"
    out = io.BytesIO()
    book.save(out)
    seen = bringing_in.look(samples, [kept(tmp_path, out.getvalue())])
    assert len(seen.brought) == len(rows)
    (one,) = [each for each in seen.brought if each.number == number]
    assert [each.incoming.key for each in one.merged if each.outcome is not Outcome.UNCHANGED] == [PLACE]
    assert [(each.key, each.text) for each in one.misread] == [(START, "joskus")]
    assert all(each.count(Outcome.UNCHANGED) == len(each.merged) for each in seen.brought if each is not one)


def test_a_table_of_somebody_else_gives_a_practice_a_row(library: Library, tmp_path: Path) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(
        [["title_fi", "start_date", "Muuta"], ["Yksi", "syyskuu 2022", "x"], ["", "", ""], ["Kaksi", "", ""]]
    )
    brought, _changes, errors = bringing_in.bring_in(library, [kept(tmp_path, out.getvalue().encode())])
    assert ([one.title for one in brought], errors) == (["Yksi", "Kaksi"], [])
    assert editing.open_practice(library, brought[0].practice).text(*START) == "2022-09"
    assert "Muuta" in str(brought[0].problems[0])
    (said,) = commenting.comments_of(library, brought[0].practice)
    assert (said.key, "Muuta" in said.text) == (WHOLE, True)
    editing.undo(library)
    assert practices.list_practices(library) == []


# ------------------------------------------------------------------- several files, and none of ours
def test_files_of_all_kinds_are_one_step_and_a_bad_one_stops_none(samples: Library, tmp_path: Path) -> None:
    before = fingerprint_of(samples)
    practice = practice_of(samples, "Kielipari kone")
    files = [
        kept(tmp_path, changed(returned.word(samples, practice, "fi"), replaced(WORKSHOP, "Kaupungin paja")), "1"),
        kept(tmp_path, b"%PDF-1.7 nothing", "2"),
        kept(tmp_path, b"\x89PNG\r\n", "3"),
        kept(tmp_path, b"PK\x03\x04 word/document.xml", "4"),
        kept(tmp_path, b"a;b;c\n1;2;3\n", "5"),
        kept(tmp_path, b"", "6"),
        tmp_path / "7",
        kept(tmp_path, filled_word("fi", ("Käytännön nimi", "Kielikahvila")), "8"),
    ]
    brought, _changes, errors = bringing_in.bring_in(samples, files)
    assert [one.file for one in brought] == ["1", "8"]
    assert [any(name in str(error.message) for name in "234567") for error in errors] == [True] * 6
    editing.undo(samples)
    assert fingerprint_of(samples) == before


def test_two_files_of_one_practice_meet_each_other_too(samples: Library, tmp_path: Path) -> None:
    practice = practice_of(samples, "Kielipari kone")
    content = returned.word(samples, practice, "fi")
    files = [
        kept(tmp_path, changed(content, replaced(WORKSHOP, "Yksi paja")), "1"),
        kept(tmp_path, changed(content, replaced(WORKSHOP, "Toinen paja")), "2"),
    ]
    first, second = bringing_in.look(samples, files).brought
    assert (first.count(Outcome.TAKEN), second.count(Outcome.CONFLICT)) == (1, 1)


def test_nothing_is_brought_in_that_is_not_what_was_looked_at(samples: Library, tmp_path: Path) -> None:
    practice = practice_of(samples, "Kielipari kone")
    file = kept(tmp_path, changed(returned.word(samples, practice, "fi"), replaced(WORKSHOP, "Kaupungin paja")))
    seen = bringing_in.look(samples, [file])
    editing.write(samples, practice.id, INSTITUTION, "Kirjoitettu sillä välin")
    before = fingerprint_of(samples)
    with pytest.raises(UserError, match="preview"):
        bringing_in.bring_in(samples, [file], seen=seen)
    assert fingerprint_of(samples) == before


def test_a_translation_that_comes_back_stays_a_translation(samples: Library, tmp_path: Path) -> None:
    practice = practice_of(samples, "Kielipari kone")
    key = Key("challenges_encountered", "sv")
    first = practice.text(*key).split()[0]
    content = changed(returned.word(samples, practice, "sv"), replaced(practice.text(*key)[:30], f"Nytt {first} "))
    one = brought_one(samples, kept(tmp_path, content))
    assert one.count(Outcome.TAKEN) == 1
    after = editing.open_practice(samples, practice.id)
    assert after.value(*key).origin == practice.value(*key).origin


def test_a_practice_that_is_not_here_comes_with_its_id(samples: Library, opened, tmp_path: Path) -> None:
    practice = practice_of(samples, "Kielipari kone")
    other = opened(tmp_path / "other.gptemplate")
    one = brought_one(other, kept(tmp_path, returned.word(samples, practice, "sv", "fi")))
    assert (one.practice, one.is_new) == (practice.id, True)
    there = editing.open_practice(other, practice.id)
    assert (there.source_language, there.text(*INSTITUTION)) == ("sv", WORKSHOP)
    assert there.text(*PLACE) == practice.text(*PLACE)
