"""Spelling of the three languages with dictionaries that the tests write."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from gptemplate.errors import BadFile
from gptemplate.translation.hunspell_reader import Aside, Here
from gptemplate.translation.spelling import Speller, speller_for
from tests.translation.vfst import dictionary
from tests.translation.words import FINNISH, english, hunspell, swedish


@pytest.fixture(scope="module")
def spellers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Speller]:
    folder = tmp_path_factory.mktemp("dictionaries")
    dictionary(folder, *FINNISH)
    swedish(folder)
    english(folder)
    found = {language: speller_for(language, [folder]) for language in ("fi", "sv", "en")}
    return {language: speller for language, speller in found.items() if speller}


RIGHT = {
    "fi": "kissa Kissa KISSA EU:n ELY:lle NMK:ssa 5:n 20-vuotias 2030 B1 A eNorssi MILEstone-hanke COVID-19-hanke TE-talo",
    "sv": "kommun Kommun KOMMUN EU:s MILEstone-projekt utbildning- vän-verksamhet 5:e vänverksamhet Vasas",
    "en": "colour Colour COLOUR council's Vaasa’s EU's MILEstone 21st EU-project MILEstone-training",
}
WRONG = {
    "fi": "kisssa helsingissä KIssa EUssa:x kissa-talo kuntatalo MILEstone-hnake kISSA",
    "sv": "komun KOmmun kommunprojekx projekttet MILEstone-projeckt",
    "en": "color COlour councils's MILEstone-trainin",
}


@pytest.mark.parametrize(("language", "word"), [(code, word) for code in RIGHT for word in RIGHT[code].split()])
def test_what_is_right(spellers: Mapping[str, Speller], language: str, word: str) -> None:
    assert spellers[language].is_right(word)


@pytest.mark.parametrize(("language", "word"), [(code, word) for code in WRONG for word in WRONG[code].split()])
def test_what_is_wrong(spellers: Mapping[str, Speller], language: str, word: str) -> None:
    assert not spellers[language].is_right(word)


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [("fi", "hankeessa", "hankkeessa"), ("sv", "komunen", "kommunen"), ("en", "recieve", "receive")],
)
def test_what_was_meant(spellers: Mapping[str, Speller], language: str, typed: str, meant: str) -> None:
    assert spellers[language].suggestions(typed)[0] == meant
    assert len(spellers[language].suggestions(typed, most=1)) == 1


def test_no_more_suggestions_than_asked_for(spellers: Mapping[str, Speller]) -> None:
    assert all(len(spellers[code].suggestions(word, most=2)) <= 2 for code in WRONG for word in WRONG[code].split())


def test_an_unknown_word_with_a_capital_may_be_a_name(spellers: Mapping[str, Speller]) -> None:
    finnish = spellers["fi"]
    assert finnish.is_name("Zalando", first=False)
    assert finnish.is_name("Zalando", first=True)
    assert not finnish.is_name("Helsingisä", first=False), "a slip in a name that is known"
    assert not finnish.is_name("Knta", first=True), "a slip at the beginning of a sentence"
    assert not finnish.is_name("zalando", first=False)
    english = spellers["en"]
    assert english.is_name("Jyväskylä", first=False)
    assert not english.is_name("Recieve", first=True)
    assert english.is_name("Jyväskylä", first=True)


def test_no_dictionary_no_speller(tmp_path: Path) -> None:
    assert [speller_for(language, [tmp_path]) for language in ("fi", "sv", "en")] == [None] * 3


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 rubbish", b"<html>not found</html>"])
def test_what_is_no_hunspell_dictionary_is_refused_and_not_taken_as_one_without_words(tmp_path: Path, content: bytes) -> None:
    hunspell(tmp_path, "sv_FI", ("grupp",)).write_bytes(content)
    with pytest.raises(BadFile, match="is not a Hunspell dictionary"):
        speller_for("sv", [tmp_path])


def test_a_damaged_finnish_dictionary_is_refused(tmp_path: Path) -> None:
    dictionary(tmp_path, *FINNISH).write_bytes(b"x" * 50)
    with pytest.raises(BadFile, match=r"mor\.vfst"):
        speller_for("fi", [tmp_path])


def test_letters_that_the_dictionary_cannot_write_are_no_trouble(tmp_path: Path) -> None:
    file = hunspell(tmp_path, "sv_FI", ("grupp",))
    file.with_suffix(".aff").write_text("SET ISO8859-1\n")
    speller = speller_for("sv", [tmp_path])
    assert speller is not None
    assert not speller.is_right("Łódźer")
    assert speller.suggestions("Łódźer") == []


def test_a_process_of_its_own_answers_the_same(tmp_path: Path) -> None:
    words = Aside(swedish(tmp_path))
    try:
        assert words.spell("kommun")
        assert not words.spell("komun")
        assert words.suggest("komunen") == Here(swedish(tmp_path)).suggest("komunen")
    finally:
        words.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_nobody_has_to_wait_while_a_dictionary_is_loaded(tmp_path: Path) -> None:
    words = Aside(swedish(tmp_path))
    (process,) = (one for one in multiprocessing.active_children() if one.name == "dictionary")
    assert process.pid is not None
    os.kill(process.pid, signal.SIGSTOP)
    try:
        assert not words.is_ready()
        os.kill(process.pid, signal.SIGCONT)
        assert words.spell("kommun"), "what is asked waits for the dictionary"
        assert words.is_ready()
    finally:
        words.close()


def test_a_process_that_ends_is_told_of_and_takes_nobody_with_it(tmp_path: Path) -> None:
    swedish(tmp_path)
    speller = speller_for("sv", [tmp_path], aside=True)
    assert speller is not None
    assert speller.is_right("kommun")
    for process in multiprocessing.active_children():
        if process.name == "dictionary":
            process.kill()
            process.join()
    assert speller.is_right("kommun"), "that was answered before"
    with pytest.raises(BadFile, match="the program that reads it ended"):
        speller.is_right("utbildning")


def test_a_folder_with_letters_of_its_own(tmp_path: Path) -> None:
    swedish(tmp_path / "Äidin tiedostot ☂")
    speller = speller_for("sv", [tmp_path / "Äidin tiedostot ☂"])
    assert speller is not None
    assert speller.is_right("kommun")
