"""Base forms and the parts of compounds, with and without a dictionary."""

from __future__ import annotations

from pathlib import Path

import pytest

from gptemplate.translation.morphology import Morphology, morphology_for
from gptemplate.translation.tokens import words
from tests.conftest import ExpectedLog
from tests.translation.vfst import dictionary
from tests.translation.words import FINNISH


@pytest.fixture(scope="module")
def finnish(tmp_path_factory: pytest.TempPathFactory) -> Morphology:
    folder = tmp_path_factory.mktemp("voikko")
    dictionary(folder, *FINNISH)
    return morphology_for("fi", [folder])


@pytest.mark.parametrize(
    ("word", "lemmas", "parts"),
    [
        ("Kuntien", ("kunta",), ("kunta",)),
        ("kissatalot", ("kissatalo",), ("kissa", "talo")),
        ("HELSINGISSÄ", ("helsinki",), ("helsinki",)),
        ("EU:n", ("eu",), ("eu",)),
        ("MILEstone-hankkeessa", ("milestone-hanke",), ("mileston", "hanke")),
        ("Xyzq:n", ("xyzq",), ("xyzq",)),
    ],
)
def test_finnish_words_have_base_forms(finnish: Morphology, word: str, lemmas: tuple[str, ...], parts: tuple[str, ...]) -> None:
    assert (finnish.lemmas(word), finnish.parts(word)) == (lemmas, parts)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_forms_of_a_word_meet_without_a_dictionary(language: str, tmp_path: Path) -> None:
    forms = {
        "fi": ("asiakkaille", "asiakkailta"),
        "sv": ("kommunerna", "kommunernas"),
        "en": ("placements", "placement’s"),
    }[language]
    found = morphology_for(language, [tmp_path])
    first, second = map(found.lemmas, forms)
    assert first == second
    assert found.parts(forms[0]) == first


def test_a_compound_with_a_hyphen_has_parts_without_a_dictionary(tmp_path: Path) -> None:
    assert morphology_for("sv", [tmp_path]).parts("EU-kommunernas") == ("eu", "kommun")


def test_a_language_without_rules_has_small_letters(tmp_path: Path) -> None:
    assert morphology_for("et", [tmp_path]).lemmas("Vallad") == ("vallad",)


def test_a_damaged_dictionary_leaves_the_stems(tmp_path: Path, expect_log: ExpectedLog) -> None:
    dictionary(tmp_path, *FINNISH).write_bytes(b"nothing of the kind")
    expect_log("is not a Voikko dictionary")
    assert morphology_for("fi", [tmp_path]).lemmas("koulutukset") == ("koulutuks",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("EU:n ja linja-auton", ["EU:n", "ja", "linja-auton"]),
        ("don’t stop: now", ["don’t", "stop", "now"]),
        ("18–29-vuotiaat, 1 500,50 €", ["18", "29-vuotiaat", "1", "500", "50"]),
        ("maahanmuutto- ja -palvelut", ["maahanmuutto", "ja", "palvelut"]),
        ("klo 9:30 huom:seuraava", ["klo", "9", "30", "huom:seuraava"]),
        ("”Åbo”/(Turku)", ["Åbo", "Turku"]),
        ("", []),
    ],
)
def test_words_of_a_text(text: str, found: list[str]) -> None:
    told = list(words(text))
    assert [word for _start, _end, word in told] == found
    assert all(text[start:end] == word for start, end, word in told)
