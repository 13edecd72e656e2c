"""Our reader of Voikko's dictionary files, with dictionaries that the tests write; the real one is in test_voikko_native."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gptemplate.errors import BadFile
from gptemplate.translation.voikko_analysis import analysis_of
from gptemplate.translation.voikko_near import Slip, near
from gptemplate.translation.voikko_spelling import Finnish, Fit, finnish
from gptemplate.translation.voikko_suggestions import suggestions
from gptemplate.translation.voikko_transducer import Transducer, read_transducer
from tests.translation.vfst import dictionary, lexicon, written
from tests.translation.words import FINNISH


@pytest.fixture(scope="module")
def words() -> Finnish:
    return Finnish(Transducer(lexicon(*FINNISH), "mor.vfst"))


def outputs(content: bytes, word: str) -> list[str]:
    return ["".join(one) for one in Transducer(content, "mor.vfst").outputs(word)]


# The file


def test_what_the_dictionary_writes_for_a_word() -> None:
    content = lexicon("[Ln][Xp]kissa[X]kissa[Sade][Ny]lla", "[Ln][Xp]kissa[X]kissa[Sn][Ny]")
    assert outputs(content, "kissalla") == ["[Ln][Xp]kissa[X]kissa[Sade][Ny]lla"]
    assert outputs(content, "kissal") == []
    assert outputs(content, "kissallaa") == []
    assert outputs(content, "źłoty") == []


def test_a_word_with_two_meanings_has_both() -> None:
    content = lexicon("[Lt][Xp]tulla[X]tule[Tk]", "[Ln][Xp]tuli[X]tule")
    assert sorted(outputs(content, "tule")) == ["[Ln][Xp]tuli[X]tule", "[Lt][Xp]tulla[X]tule[Tk]"]


@pytest.mark.parametrize(
    ("entry", "passes"),
    [
        ("@P.A.ON@x@R.A.ON@", True),
        ("@P.A.ON@x@R.A.OFF@", False),
        ("x@R.A@", False),
        ("@P.A.ON@x@R.A@", True),
        ("@P.A.ON@x@D.A@", False),
        ("x@D.A@", True),
        ("@P.A.ON@x@D.A.ON@", False),
        ("@P.A.ON@x@D.A.OFF@", True),
        ("@P.A.ON@x@C.A@@D.A@", True),
        ("@U.A.ONE@x@U.A.ONE@", True),
        ("@U.A.ONE@x@U.A.TWO@", False),
        ("@P.A.ON@x@R.B@", False),
    ],
)
def test_flags_forbid_and_allow(entry: str, passes: bool) -> None:
    assert outputs(lexicon(entry), "x") == (["x"] if passes else [])


def test_a_state_with_more_ways_than_a_byte_counts() -> None:
    letters = [chr(0x4E00 + number) for number in range(400)]
    content = written([[(letter, letter)] for letter in letters])
    assert [outputs(content, letter) for letter in letters] == [[letter] for letter in letters]


def test_exactly_as_many_ways_as_the_byte_holds() -> None:
    for count in (254, 255, 256, 257):
        letters = [chr(0x4E00 + number) for number in range(count)]
        content = written([[(letter, letter)] for letter in letters])
        assert outputs(content, letters[-1]) == [letters[-1]], count


def test_another_file_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "mor.vfst"
    file.write_bytes(b"SQLite format 3\0" + bytes(100))
    with pytest.raises(BadFile, match=r"mor\.vfst.* is not a Voikko dictionary of format 5"):
        read_transducer(file)
    with pytest.raises(BadFile, match="cannot be read"):
        read_transducer(tmp_path / "none.vfst")


def test_a_dictionary_with_weights_is_refused_in_words() -> None:
    content = bytearray(lexicon(*FINNISH))
    content[8] = 1
    with pytest.raises(BadFile, match="with weights"):
        Transducer(bytes(content), "mor.vfst")


def test_a_file_cut_short_is_refused_or_has_fewer_words() -> None:
    content = lexicon(*FINNISH)
    for length in range(0, len(content), 7):
        try:
            Transducer(content[:length], "mor.vfst").outputs("kissalla")
        except BadFile as refused:
            assert "mor.vfst" in str(refused)


def test_a_circle_that_reads_nothing_ends() -> None:
    content = bytearray(written([[("", "a"), ("x", "x")]]))
    content[-24 + 4 : -24 + 7] = (0).to_bytes(3, "little")  # the first way leads back to the first state
    with pytest.raises(BadFile, match="damaged"):
        Transducer(bytes(content), "mor.vfst")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6),
    st.sampled_from(["kissalla", "ax-"]),
)
def test_a_damaged_file_is_refused_or_answers_but_never_fails(damage: list[tuple[int, int]], word: str) -> None:
    content = bytearray(lexicon(*FINNISH))
    for place, value in damage:
        content[8 + place % (len(content) - 8)] = value
    try:
        words = Finnish(Transducer(bytes(content), "mor.vfst"))
        words.is_right(word)
        suggestions(words, word)
    except BadFile as refused:
        assert "mor.vfst" in str(refused)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_no_rubbish_behind_the_head_does_harm(rubbish: bytes) -> None:
    try:
        Finnish(Transducer(lexicon("x")[:16] + rubbish, "mor.vfst")).is_right("x")
    except BadFile as refused:
        assert "mor.vfst" in str(refused)


def test_the_steps_for_one_word_are_bounded() -> None:
    doubled = written([[(letter, letter), *rest] for letter in "a" for rest in ([("", "[A]")], [("", "[B]")])])
    transducer = Transducer(doubled, "mor.vfst")
    assert list(transducer.outputs("a", steps=0)) == []
    assert len(list(transducer.outputs("a", most=1))) == 1


# What a word is made of


@pytest.mark.parametrize(
    ("word", "base", "parts"),
    [
        ("kissalla", "kissa", ("kissa",)),
        ("kissatalot", "kissatalo", ("kissa", "talo")),
        ("kuntien", "kunta", ("kunta",)),
        ("palvelut", "palvelu", ("palvelu",)),
        ("linja-auto", "linja-auto", ("linja", "auto")),
        ("helsingissä", "Helsinki", ("Helsinki",)),
        ("suomalainen", "suomalainen", ("suomalainen",)),
        ("eu:n", "EU", ("EU",)),
        ("dna-sana", "DNA-sana", ("DNA", "sana")),
        ("isolla-britannialla", "Iso-Britannia", ("iso", "Britannia")),
        ("kahdenkymmenen", "kaksikymmentä", ("kaksi", "kymmentä")),
        ("20-vuotias", "20-vuotias", ("20", "vuotias")),
    ],
)
def test_base_forms(words: Finnish, word: str, base: str, parts: tuple[str, ...]) -> None:
    assert [(one.base, one.bases) for one in words.analyses(word)] == [(base, parts)]


def test_a_compound_that_needs_a_hyphen_has_no_analysis_without() -> None:
    symbols = ("[Ln]", *"linja", "[Bh]", "[Bc]", "[Ln]", *"auto")
    assert analysis_of(symbols) is None
    assert analysis_of(("[Ln]", *"linja-", "[Bh]", "[Bc]", "[Ln]", *"auto")) is not None


# Spelling


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("kissa", True),
        ("Kissa", True),
        ("KISSA", True),
        ("kIssa", False),
        ("kisssa", False),
        ("Helsingissä", True),
        ("helsingissä", False),
        ("HELSINGISSÄ", True),
        ("suomalainen", True),
        ("EU:n", True),
        ("eu:n", False),
        ("Eu:n", False),
        ("DNA-sana", True),
        ("dna-sana", False),
        ("linja-auto", True),
        ("linjaauto", False),
        ("kissatalot", True),
        ("kissa-talo", False),
        ("Iso-Britannia", True),
        ("iso-Britannia", False),
        ("20-vuotias", True),
        ("20vuotias", False),
        ("ja-sana", True),
        ("kissa-sana", True),
        ("talo-kissa", False),
        ("", True),
        ("a" * 300, False),
    ],
)
def test_capitals_and_hyphens(words: Finnish, word: str, right: bool) -> None:
    assert words.is_right(word) is right


def test_a_typographic_apostrophe_is_an_apostrophe() -> None:
    words = Finnish(Transducer(lexicon("[Ln]vaa'an"), "mor.vfst"))
    assert words.is_right("vaa’an")


def test_the_best_fit_of_several_readings_counts() -> None:
    words = Finnish(Transducer(lexicon("[Lee][Xp]Toivo[X]toivo", "[Ln][Xp]toivo[X]toivo"), "mor.vfst"))
    assert words.fit("toivo") is Fit.RIGHT
    assert {one.is_name for one in words.analyses("toivo")} == {True, False}


# Suggestions


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kayttaa", "käyttää"),
        ("hankeessa", "hankkeessa"),
        ("Hankeessa", "Hankkeessa"),
        ("kisssa", "kissa"),
        ("kisas", "kissa"),
        ("kuntein", "kuntien"),
        ("knta", "kunta"),
        ("kuntaa", "kunta"),
        ("linjaauto", "linja-auto"),
        ("helsingisä", "Helsingissä"),
        ("KISA", "KISSA"),
        ("kissakunta", "kissa kunta"),
    ],
)
def test_what_was_meant(words: Finnish, typed: str, meant: str) -> None:
    assert suggestions(words, typed)[0] == meant


def test_nothing_is_suggested_for_what_is_near_no_word(words: Finnish) -> None:
    assert suggestions(words, "zzzzzzz") == []
    assert suggestions(words, "x") == []
    assert suggestions(words, "y" * 500) == []


def test_slips_are_told_apart(words: Finnish) -> None:
    assert near(words.transducer, "kisssa", dots=0)["kissa"] is Slip.DOUBLED
    assert near(words.transducer, "kunat", dots=0)["kunta"] is Slip.SWAPPED
    assert near(words.transducer, "kayttää", dots=1, slips=0) == {"käyttää": Slip.DOTS}


def test_looking_for_what_is_near_is_bounded(words: Finnish) -> None:
    assert near(words.transducer, "kisssa", dots=9, steps=1) == {}


def test_a_dictionary_file_is_read_once_and_again_when_it_changed(tmp_path: Path) -> None:
    file = dictionary(tmp_path, "[Ln]eka")
    first = finnish(file)
    assert finnish(file) is first
    assert not first.is_right("toka")
    import os

    file.write_bytes(lexicon("[Ln]toka"))
    os.utime(file, ns=(1, 1))
    assert finnish(file).is_right("toka")
