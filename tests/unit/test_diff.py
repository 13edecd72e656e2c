"""What changed between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from gptemplate.model.diff import Change, Piece, shortened, words


@given(st.text(), st.text())
def test_the_pieces_hold_both_texts(before: str, after: str) -> None:
    pieces = words(before, after)
    assert "".join(one.text for one in pieces if one.change is not Change.ADDED) == before
    assert "".join(one.text for one in pieces if one.change is not Change.REMOVED) == after


def test_whole_words_are_told() -> None:
    assert words("kunta maksaa kaiken", "kunta maksaa puolet") == [
        Piece(Change.SAME, "kunta maksaa "),
        Piece(Change.REMOVED, "kaiken"),
        Piece(Change.ADDED, "puolet"),
    ]


def test_a_run_of_new_words_is_one_change() -> None:
    assert words("kunta maksaa kaiken heti kuussa", "kunta maksaa puolet vasta kuussa")[1:3] == [
        Piece(Change.REMOVED, "kaiken heti"),
        Piece(Change.ADDED, "puolet vasta"),
    ]


def test_texts_that_have_hardly_a_word_in_common_stand_one_after_the_other() -> None:
    before, after = "Joku muu on jo kirjoittanut tähän", "Uudet yrittäjät kokeilevat jo ideaansa hallissa"
    assert words(before, after) == [Piece(Change.REMOVED, before), Piece(Change.ADDED, after)]


def test_long_runs_that_stayed_are_cut_to_what_stands_around_a_change() -> None:
    same = "sana " * 40
    short = list(shortened(words(f"{same}vanha {same}", f"{same}uusi {same}")))
    assert sum(len(one.text) for one in short) < 150
    assert Piece(Change.REMOVED, "vanha") in short


def test_very_long_texts_are_compared_at_once_and_told_by_their_ends() -> None:
    before = "Halli avaa tiskinsä uusille yrittäjille. " * 1_900
    added = "uutta " * 30_000
    pieces = words(before, f"{before}{added}")
    assert [one.change for one in pieces] == [Change.SAME, Change.ADDED]
    assert "".join(one.text for one in pieces) == f"{before}{added}"
    assert sum(len(one.text) for one in shortened(pieces)) < 2_500
