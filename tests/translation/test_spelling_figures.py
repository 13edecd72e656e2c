"""How well spelling does with real dictionaries: against Voikko's own library, and on the labelled sentences."""

from __future__ import annotations

import re

import pytest

from gptemplate.translation.dictionaries import find, system_folders
from gptemplate.translation.voikko_spelling import Finnish
from gptemplate.translation.voikko_suggestions import suggestions
from gptemplate.translation.voikko_transducer import read_transducer
from tests.translation import spelling_labelled as labelled
from tests.translation.native import Native, native, running_text, words_of

pytestmark = pytest.mark.slow

LEAST_AGREEMENT = 0.995
LEAST_PRECISION = 0.9
LEAST_RECALL = 0.85


@pytest.fixture(scope="module")
def finnish() -> Finnish:
    found = find("fi", system_folders())
    if found is None:
        pytest.skip("no Finnish dictionary on this machine (Debian: voikko-fi)")
    return Finnish(read_transducer(found.file))


@pytest.fixture(scope="module")
def voikko() -> Native:
    found = native()
    if found is None:
        pytest.skip("no libvoikko with a Finnish dictionary on this machine (Debian: libvoikko1 voikko-fi)")
    return found


@pytest.fixture(scope="module")
def words() -> list[str]:
    found = words_of(running_text())
    assert len(found) >= 2000
    return found


def test_our_reader_and_voikko_agree_on_what_is_right(finnish: Finnish, voikko: Native, words: list[str]) -> None:
    differ = [word for word in words if finnish.is_right(word) != voikko.is_right(word)]
    assert len(differ) <= (1 - LEAST_AGREEMENT) * len(words), differ


def test_our_reader_and_voikko_agree_on_base_forms(finnish: Finnish, voikko: Native, words: list[str]) -> None:
    ours = {word: {one.base.casefold() for one in finnish.analyses(word.lower())} for word in words}
    differ = [word for word in words if ours[word] != voikko.bases(word)]
    assert len(differ) <= (1 - LEAST_AGREEMENT) * len(words), differ


def test_they_agree_on_words_that_are_wrong_too(finnish: Finnish, voikko: Native, words: list[str]) -> None:
    some = words[::3]
    pairs = zip(some, reversed(some), strict=True)
    mangled = [
        form for one, other in pairs for form in (one[1:] + one[:1], one + other.lower(), f"{one}-{other}", one.swapcase())
    ]
    differ = [word for word in mangled if finnish.is_right(word) != voikko.is_right(word)]
    assert len(differ) <= (1 - LEAST_AGREEMENT) * len(mangled), differ


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tyollisyyspalveluihin", "työllisyyspalveluihin"),
        ("maahanmuutaja", "maahanmuuttaja"),
        ("koulutuksesa", "koulutuksessa"),
        ("opiskelioiden", "opiskelijoiden"),
        ("järejstää", "järjestää"),
        ("Osalistujat", "Osallistujat"),
        ("Helsingisä", "Helsingissä"),
        ("linjaauto", "linja-auto"),
    ],
)
def test_the_likeliest_suggestion_comes_first(finnish: Finnish, typed: str, meant: str) -> None:
    assert suggestions(finnish, typed)[0] == meant


@pytest.mark.parametrize("language", labelled.LANGUAGES)
def test_underlined_words_are_seldom_right_and_wrong_ones_seldom_missed(language: str) -> None:
    if find(language, system_folders()) is None:
        pytest.skip(f"no dictionary for {language} on this machine (Debian: voikko-fi hunspell-sv hunspell-en-gb)")
    score = labelled.measure(language)
    assert score.precision >= LEAST_PRECISION, score.wrong
    assert score.recall >= LEAST_RECALL, score.missed


def test_the_documentation_tells_these_figures() -> None:
    told = re.search(f"{labelled.BEGIN}\n(.*?)\n{labelled.END}", labelled.DOCS.read_text("utf-8"), re.DOTALL)
    assert told is not None
    if labelled.measured_with() not in told[1]:
        pytest.skip("this machine has other dictionaries than those of the figures")
    assert told[1] == labelled.section(), "run: uv run python -m tests.translation.spelling_labelled"


def test_the_set_is_large_and_has_good_and_bad_sentences() -> None:
    sentences = [case for language in labelled.LANGUAGES for case in labelled.cases(language)]
    bad = sum(bool(wrong) for _text, wrong in sentences)
    assert len(sentences) >= 120
    assert min(bad, len(sentences) - bad) >= 60
    assert [text for text, wrong in sentences if any(word not in text for word in wrong)] == []
