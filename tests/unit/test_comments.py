"""What a comment is: the same one everywhere, and nothing that is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gptemplate.model.comments import (
    LONGEST_QUOTE,
    WHOLE,
    Comment,
    comment_of,
    from_plain,
    from_text,
    open_counts,
    threads,
    to_plain,
    to_text,
)
from gptemplate.model.states import Key

SUMMARY = Key("summary", "fi")
FIRST = comment_of(SUMMARY, "Lukija", 1_000, "Montako osallistujaa?", quoted="osallistujat", source="kommentit.docx")


def test_the_same_comment_has_the_same_id_wherever_it_is_from() -> None:
    again = comment_of(
        SUMMARY, " Lukija ", 1_000, "Montako osallistujaa?\n", quoted="muut sanat", source="v2.docx", resolved=True
    )
    assert again.id == FIRST.id
    assert comment_of(SUMMARY, "Lukija", 1_001, "Montako osallistujaa?").id != FIRST.id
    assert comment_of(Key("summary", "sv"), "Lukija", 1_000, "Montako osallistujaa?").id != FIRST.id
    assert comment_of(SUMMARY, "Lukija", 1_000, "Montako osallistujaa?", answers=FIRST.id).id != FIRST.id


def test_a_comment_comes_back_whole() -> None:
    for one in (FIRST, replace(FIRST, resolved=True), comment_of(WHOLE, "", 0, "a\nb", answers=FIRST.id)):
        assert from_text(to_text(one)) == one
        assert from_plain(to_plain(one)) == one
    assert set(to_plain(comment_of(WHOLE, "", 0, "a"))) == {"field", "language", "author", "time", "text"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": " "},
        {"text": 5},
        {"time": -1},
        {"time": "yesterday"},
        {"time": 10**18},
        {"answers": "x"},
        {"resolved": "yes"},
        {"author": None},
        {"quoted": []},
    ],
)
def test_what_is_no_comment_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no comment"):
        from_plain(to_plain(FIRST) | wrong)


@pytest.mark.parametrize("text", ["", "5", "[]", "{}", "[" * 5_000])
def test_a_text_that_is_no_comment_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        from_text(text)


def test_a_long_quotation_is_cut_between_words() -> None:
    quoted = comment_of(SUMMARY, "", 0, "x", quoted="sana " * 100).quoted
    assert len(quoted) <= LONGEST_QUOTE
    assert quoted.endswith("sana …")


def test_answers_stand_below_what_they_answer_oldest_first() -> None:
    answer = comment_of(SUMMARY, "Kirjoittaja", 2_000, "42.", answers=FIRST.id)
    to_answer = comment_of(SUMMARY, "Lukija", 3_000, "Kiitos.", answers=answer.id)
    other = comment_of(WHOLE, "Lukija", 500, "Hyvä.")
    found = threads([to_answer, answer, other, FIRST])
    assert [(one.first, one.answers) for one in found] == [(other, ()), (FIRST, (answer, to_answer))]


def test_an_answer_to_what_is_not_here_stands_for_itself() -> None:
    answer = comment_of(SUMMARY, "", 2_000, "42.", answers=FIRST.id)
    assert [one.first for one in threads([answer])] == [answer]


def test_open_ones_are_counted_by_field_and_answers_not() -> None:
    said: list[Comment] = [
        FIRST,
        comment_of(SUMMARY, "", 2_000, "42.", answers=FIRST.id),
        replace(comment_of(SUMMARY, "", 5, "Valmis"), resolved=True),
        comment_of(WHOLE, "", 6, "Hyvä."),
    ]
    assert open_counts(said) == {SUMMARY: 1, WHOLE: 1}
