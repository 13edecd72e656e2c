"""Spelling as the window and the command line use it: added words, names, what is missing, what is known already."""

from __future__ import annotations

from pathlib import Path

import pytest

from gptemplate.errors import BadFile
from gptemplate.model.practice import Practice, Value
from gptemplate.model.states import SHARED, Key
from gptemplate.model.terms import Designation, Term
from gptemplate.model.values import from_parts
from gptemplate.paths import Paths
from gptemplate.services import spelling
from gptemplate.services.own_words import OwnWords
from gptemplate.services.spelling import Proofreader
from gptemplate.services.templates import Templates
from gptemplate.store.library import Library
from tests.conftest import ExpectedLog, Opened
from tests.translation.vfst import dictionary, lexicon
from tests.translation.words import FINNISH, english, swedish


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with dictionaries of three languages."""
    found = tmp_path / "dictionaries"
    dictionary(found, *FINNISH)
    swedish(found)
    english(found)
    return found


@pytest.fixture
def own(tmp_path: Path) -> OwnWords:
    return OwnWords(tmp_path / "words")


@pytest.fixture
def reader(folder: Path, own: OwnWords) -> Proofreader:
    return Proofreader([folder], own)


def wrong(reader: Proofreader, text: str, language: str = "fi") -> list[str]:
    return [word for _start, _end, word in reader.misspelt(text, language)]


def test_each_language_has_its_dictionary(reader: Proofreader) -> None:
    assert wrong(reader, "Kissalla kisssa.") == ["kisssa"]
    assert wrong(reader, "kommun komun", "sv") == ["komun"]
    assert wrong(reader, "the color", "en") == ["color"]
    assert reader.suggestions("kisssa", "fi")[0] == "kissa"
    assert reader.missing(["fi", "sv", "en", "et"]) == ["et"]


def test_a_language_without_dictionary_underlines_nothing(own: OwnWords, tmp_path: Path) -> None:
    reader = Proofreader([tmp_path], own)
    assert wrong(reader, "kisssa") == []
    assert reader.suggestions("kisssa", "fi") == []
    assert reader.missing(["fi", "sv"]) == ["fi", "sv"]
    assert reader.told_already("kisssa", "fi") == ([], True)
    assert reader.damaged() == {}


def test_who_has_no_dictionary_is_told_where_to_put_one(where: Paths) -> None:
    told = str(spelling.no_dictionary("suomi", where))
    assert "suomi" in told
    assert str(where.data / "dictionaries") in told


def test_the_persons_own_folder_of_dictionaries_is_used(where: Paths) -> None:
    dictionary(where.data / "dictionaries", "[Ln]zzyxa")
    assert wrong(spelling.proofreader(where), "zzyxa zzyxaa") == ["zzyxaa"]


def test_a_damaged_dictionary_is_given_up_and_told_once(folder: Path, own: OwnWords, expect_log: ExpectedLog) -> None:
    (folder / "5" / "mor-standard" / "mor.vfst").write_bytes(b"rubbish")
    expect_log("spelling of fi is given up")
    reader = Proofreader([folder], own)
    assert wrong(reader, "kisssa") == []
    assert wrong(reader, "kisssa") == []
    assert "mor.vfst" in str(reader.damaged()["fi"])
    assert reader.missing(["fi"]) == []
    assert wrong(reader, "komun", "sv") == ["komun"]


def test_a_dictionary_damaged_inside_is_given_up_when_a_word_leads_there(
    folder: Path, own: OwnWords, expect_log: ExpectedLog
) -> None:
    file = folder / "5" / "mor-standard" / "mor.vfst"
    content = bytearray(lexicon("[Ln]kissa"))
    cells = range(len(content) - 8, 0, -8)
    last_letter = next(at for at in cells if content[at : at + 2] != b"\xff\xff")
    content[last_letter + 4 : last_letter + 7] = b"\xff\xff\xff"  # it leads to a state that is not there
    file.write_bytes(bytes(content))
    expect_log("spelling of fi is given up")
    reader = Proofreader([folder], own)
    assert wrong(reader, "talo") == ["talo"]
    assert wrong(reader, "talo kissa") == []
    assert set(reader.damaged()) == {"fi"}


# Words that people add


def test_an_accepted_word_is_right_from_now_on_inflected_and_in_compounds(reader: Proofreader, own: OwnWords) -> None:
    text = "kotokummi kotokummit kotokummi-hanke"
    assert wrong(reader, text) == ["kotokummi", "kotokummit", "kotokummi-hanke"]
    reader.accept("kotokummi", "fi")
    assert wrong(reader, text) == []
    assert wrong(reader, "kotokummi", "sv") == ["kotokummi"]
    assert own.of("fi") == {"kotokummi"}


def test_a_finnish_word_is_right_in_compounds_and_as_a_verb(reader: Proofreader) -> None:
    text = "mentorointitalo kissamentorointi mentoroitava mentoroidaan mentorointixalo"
    assert wrong(reader, text) == text.split()
    reader.accept("mentorointi", "fi")
    assert wrong(reader, text) == ["kissamentorointi", "mentorointixalo"]  # this dictionary has no “kissa-”


def test_a_word_that_the_dictionary_has_takes_no_forms_that_it_does_not_have(reader: Proofreader) -> None:
    reader.accept("kommun", "sv")
    assert wrong(reader, "kommun kommunen kommunn kommunt", "sv") == ["kommunn", "kommunt"]
    reader.accept("skolia", "sv")
    assert wrong(reader, "skolia skolian skolias", "sv") == []


def test_another_session_knows_the_word(folder: Path, own: OwnWords) -> None:
    Proofreader([folder], own).accept("kotokummi", "fi")
    assert wrong(Proofreader([folder], OwnWords(own.folder)), "kotokummi") == []


def test_a_word_for_everyone_is_kept_in_the_library(reader: Proofreader, own: OwnWords, folder: Path, library: Library) -> None:
    reader.accept("kotokummi", "fi", for_everyone=library)
    assert wrong(reader, "kotokummi") == []
    assert own.of("fi") == frozenset()
    colleague = Proofreader([folder], OwnWords(own.folder.with_name("others")))
    assert wrong(colleague, "kotokummi") == ["kotokummi"]
    assert colleague.bring_up_to_date(library)
    assert wrong(colleague, "kotokummi") == []
    assert not colleague.bring_up_to_date(library), "nothing is new"


def test_terms_are_right_in_their_language(reader: Proofreader, library: Library) -> None:
    named = (Designation("fi", "selviytymispolku"), Designation("sv", "klaringsstig"))
    with library.writing() as work:
        work.terms.put(Term("a" * 32, named))
    reader.bring_up_to_date(library)
    assert wrong(reader, "selviytymispolku klaringsstig") == ["klaringsstig"]
    assert wrong(reader, "selviytymispolku klaringsstig", "sv") == ["selviytymispolku"]


def test_names_of_the_practice_are_right_in_every_language(reader: Proofreader, templates: Templates) -> None:
    template = templates.default()
    one = next(field for field in template.fields.values() if any(part.kind == "text" for part in field.parts))
    part = next(part.id for part in one.parts if part.kind == "text")
    kept = Value(from_parts({part: "Knta ry"}))
    practice = Practice("p" * 32, template.id, "fi", values={Key(one.id, SHARED if one.shared else "fi"): kept})
    assert spelling.names_in(template, practice) == {"Knta", "ry"}
    assert wrong(reader, "Knta auttaa", "fi")[0] == "Knta"
    assert reader.know_names(spelling.names_in(template, practice))
    assert not reader.know_names(["Knta"])
    assert "Knta" not in wrong(reader, "Knta auttaa", "fi")


def test_findings_follow_the_form_and_the_languages_asked_for(reader: Proofreader, templates: Templates) -> None:
    template = templates.default()
    key = template.summary_field
    values = {Key(key, "fi"): Value("kisssa"), Key(key, "sv"): Value("komun")}
    practice = Practice("p" * 32, template.id, "fi", values=values)
    found = spelling.findings(reader, template, practice)
    assert [(one.language, str(one.message)) for one in found] == [
        ("fi", "“kisssa” may be spelt wrong."),
        ("sv", "“komun” may be spelt wrong."),
    ]
    assert [one.language for one in spelling.findings(reader, template, practice, ["sv"])] == ["sv"]


# While a person types


def test_what_was_asked_before_is_told_without_a_dictionary(reader: Proofreader) -> None:
    text = "kissa kisssa esim. Zalando"
    assert reader.told_already(text, "fi") == ([], False), "nobody asked yet"
    found = reader.misspelt(text, "fi")
    assert [word for _start, _end, word in found] == ["kisssa"]
    assert reader.told_already(text, "fi") == (found, True)
    assert reader.told_already(text + " talo", "fi") == (found, False)
    reader.accept("kisssa", "fi")
    assert reader.told_already(text, "fi") == ([], False), "what was wrong may be right now"


# The person's own list


def test_a_list_edited_by_hand_is_read_as_it_is(own: OwnWords) -> None:
    own.folder.mkdir()
    (own.folder / "fi.txt").write_bytes("\ufeff# omat sanat\r\nkotokummi  # Vaasasta\r\n\r\n  ystäväperhe \r\n".encode())
    assert own.of("fi") == {"kotokummi", "ystäväperhe"}
    own.add("opastaja", "fi")
    assert own.of("fi") == {"kotokummi", "ystäväperhe", "opastaja"}
    assert "# omat sanat\nkotokummi  # Vaasasta\n" in (own.folder / "fi.txt").read_text("utf-8")
    own.remove("kotokummi", "fi")
    assert own.of("fi") == {"ystäväperhe", "opastaja"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_saved_by_any_editor_is_read(own: OwnWords, encoding: str) -> None:
    own.folder.mkdir()
    (own.folder / "sv.txt").write_bytes("vänö\nåbergö".encode(encoding))
    assert own.of("sv") == {"vänö", "åbergö"}
    own.add("byagård", "sv")
    assert own.of("sv") == {"vänö", "åbergö", "byagård"}


def test_a_word_is_added_once_and_on_one_line(own: OwnWords) -> None:
    own.add("koto\nkummi #1", "fi")
    own.add("koto kummi 1", "fi")
    assert (own.folder / "fi.txt").read_text("utf-8") == "koto kummi 1\n"


def test_a_change_by_hand_counts_at_once(reader: Proofreader, own: OwnWords) -> None:
    assert wrong(reader, "kotokummi") == ["kotokummi"]
    own.folder.mkdir()
    (own.folder / "fi.txt").write_text("kotokummi\n", "utf-8")
    assert wrong(reader, "kotokummi") == []


def test_a_list_that_cannot_be_a_list_is_passed_over(own: OwnWords, expect_log: ExpectedLog) -> None:
    own.folder.mkdir()
    with (own.folder / "fi.txt").open("wb") as huge:
        huge.truncate(5 << 20)
    expect_log("the list of words fi.txt cannot be read")
    assert own.of("fi") == frozenset()
    with pytest.raises(BadFile, match="too large"):
        own.add("kotokummi", "fi")


def test_no_language_leads_out_of_the_folder(own: OwnWords) -> None:
    with pytest.raises(ValueError, match="not a language"):
        own.add("word", "../fi")


def test_a_library_on_another_database_keeps_the_words_too(opened: Opened, reader: Proofreader) -> None:
    library = opened()
    reader.accept("kotokummi", "fi", for_everyone=library)
    with library.reading() as work:
        assert work.words.all() == {"fi": frozenset({"kotokummi"})}
