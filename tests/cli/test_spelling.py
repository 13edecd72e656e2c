"""`gptemplate check --spelling`: words that no dictionary has, and what is told of a dictionary that cannot be used."""

from __future__ import annotations

from tests.cli.conftest import LANGUAGE_PARTNERS, Terminal
from tests.conftest import ExpectedLog
from tests.translation.vfst import dictionary
from tests.translation.words import FINNISH, english, swedish


def _dictionaries(terminal: Terminal) -> None:
    """Small dictionaries in the person's own folder, which come before those of the machine."""
    folder = terminal.data / "dictionaries"
    dictionary(folder, *FINNISH)
    swedish(folder)
    english(folder)


def test_words_that_no_dictionary_has_are_warned_of(filled: Terminal) -> None:
    _dictionaries(filled)
    ended = filled("check", LANGUAGE_PARTNERS, "--spelling", "--json")
    spelt = [one for one in ended.json[0]["findings"] if one["check"] == "spelling"]
    assert ended.code == 0, "they only warn"
    assert {one["language"] for one in spelt} == {"fi", "sv", "en"}
    assert all(one["severity"] == "warns" and one["end"] > one["start"] for one in spelt)
    assert ended.err == ""


def test_only_in_the_languages_asked_for(filled: Terminal) -> None:
    _dictionaries(filled)
    found = filled("check", LANGUAGE_PARTNERS, "--spelling", "--languages", "sv", "--json").json[0]["findings"]
    assert {one["language"] for one in found if one["check"] == "spelling"} == {"sv"}


def test_an_added_word_is_not_warned_of(filled: Terminal) -> None:
    _dictionaries(filled)
    before = filled("check", LANGUAGE_PARTNERS, "--spelling", "--languages", "sv").out
    word = before.partition("[sv]: “")[2].partition("”")[0]
    assert word
    (filled.data / "words").mkdir()
    (filled.data / "words" / "sv.txt").write_text(f"{word}\n", "utf-8")
    after = filled("check", LANGUAGE_PARTNERS, "--spelling", "--languages", "sv").out
    assert f"“{word}” may be spelt wrong." in before
    assert f"“{word}” may be spelt wrong." not in after


def test_without_asking_nothing_is_said_of_spelling(filled: Terminal) -> None:
    _dictionaries(filled)
    assert "spelt" not in filled("check", LANGUAGE_PARTNERS).out


def test_a_damaged_dictionary_is_told_of_and_the_others_are_used(filled: Terminal, expect_log: ExpectedLog) -> None:
    _dictionaries(filled)
    (filled.data / "dictionaries" / "5" / "mor-standard" / "mor.vfst").write_bytes(b"rubbish")
    expect_log("is not a Voikko dictionary")
    ended = filled("check", LANGUAGE_PARTNERS, "--spelling")
    assert ended.code == 0
    assert "mor.vfst” is not a Voikko dictionary of format 5." in ended.err
    assert "[sv]: “" in ended.out
