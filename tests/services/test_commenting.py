"""Comments in a library: written, answered, resolved, removed, and each of it taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gptemplate.errors import BadValue, UnknownName
from gptemplate.model.comments import WHOLE, Comment, comment_of, threads
from gptemplate.model.states import Key
from gptemplate.services import commenting, editing
from gptemplate.services import library as practices
from gptemplate.store.library import Library

SUMMARY = Key("summary", "fi")


@pytest.fixture
def ident(any_library: Library) -> str:
    """A practice to comment on."""
    return practices.new_practice(any_library, template_id="interreg-europe-2021", source_language="fi", title="Kieli")[0]


@pytest.fixture
def said(any_library: Library, ident: str) -> Iterator[Comment]:
    """A comment on its summary."""
    commenting.write(any_library, ident, SUMMARY, "Montako osallistujaa?", quoted="osallistujat")
    (one,) = commenting.comments_of(any_library, ident)
    yield one


def _texts(library: Library, ident: str) -> list[str]:
    return [one.text for one in commenting.comments_of(library, ident)]


def test_a_comment_has_its_author_its_time_and_the_words_it_is_about(any_library: Library, said: Comment) -> None:
    assert (said.key, said.author, said.quoted, said.resolved) == (SUMMARY, "group 1", "osallistujat", False)
    assert said.time > 0


def test_an_answer_stands_where_its_comment_does(any_library: Library, ident: str, said: Comment) -> None:
    commenting.write(any_library, ident, WHOLE, "42.", answers=said.id)
    (thread,) = threads(commenting.comments_of(any_library, ident))
    (answer,) = thread.answers
    assert (answer.key, answer.answers) == (SUMMARY, said.id)
    assert answer.time > said.time


def test_a_comment_may_be_on_the_whole_practice(any_library: Library, ident: str) -> None:
    commenting.write(any_library, ident, WHOLE, "Hyvä kokonaisuus.")
    assert [one.key for one in commenting.comments_of(any_library, ident)] == [WHOLE]


def test_every_step_is_taken_back_and_done_again(any_library: Library, ident: str, said: Comment) -> None:
    commenting.write(any_library, ident, SUMMARY, "42.", answers=said.id)
    commenting.resolve(any_library, ident, said.id)
    assert commenting.comments_of(any_library, ident)[0].resolved
    changes = commenting.remove(any_library, ident, said.id)
    assert changes.practices == {ident}
    assert _texts(any_library, ident) == [], "its answers go with it"
    editing.undo(any_library, ident)
    assert _texts(any_library, ident) == ["Montako osallistujaa?", "42."]
    editing.undo(any_library, ident)
    assert not commenting.comments_of(any_library, ident)[0].resolved
    editing.undo(any_library, ident)
    editing.undo(any_library, ident)
    assert _texts(any_library, ident) == []
    for _step in range(3):
        editing.redo(any_library, ident)
    assert [one.resolved for one in commenting.comments_of(any_library, ident)] == [True, False]


def test_an_answer_is_removed_by_itself(any_library: Library, ident: str, said: Comment) -> None:
    commenting.write(any_library, ident, SUMMARY, "42.", answers=said.id)
    commenting.remove(any_library, ident, commenting.comments_of(any_library, ident)[1].id)
    assert _texts(any_library, ident) == ["Montako osallistujaa?"]


def test_a_comment_changes_nothing_of_the_practice(any_library: Library, ident: str) -> None:
    before = editing.open_practice(any_library, ident)
    commenting.write(any_library, ident, SUMMARY, "Montako?")
    editing.undo(any_library, ident)
    assert editing.open_practice(any_library, ident) == before


def test_what_cannot_be_kept_is_refused(any_library: Library, ident: str, said: Comment) -> None:
    with pytest.raises(BadValue, match="without words"):
        commenting.write(any_library, ident, SUMMARY, " \n")
    with pytest.raises(BadValue, match="200,000"):
        commenting.write(any_library, ident, SUMMARY, "x" * 200_001)
    with pytest.raises(UnknownName, match="no field"):
        commenting.write(any_library, ident, Key("no_such", "fi"), "x")
    with pytest.raises(UnknownName, match="no longer there"):
        commenting.resolve(any_library, ident, "0" * 64)
    with pytest.raises(UnknownName, match="no longer there"):
        commenting.write(any_library, ident, SUMMARY, "x", answers="0" * 64)
    assert _texts(any_library, ident) == ["Montako osallistujaa?"]


def test_the_same_comment_twice_is_kept_once_and_is_no_step(any_library: Library, ident: str) -> None:
    one = comment_of(SUMMARY, "Lukija", 1_000, "Montako?", source="a.docx")
    for _time in range(2):
        with any_library.writing() as work:
            change = work.comment(work.practice(ident), one)
            work.record("", [change])
    assert not change.changes_something
    assert _texts(any_library, ident) == ["Montako?"]
    editing.undo(any_library)
    assert _texts(any_library, ident) == [], "the second time left no step of its own"


def test_comments_go_with_their_practice(any_library: Library, ident: str, said: Comment) -> None:
    practices.to_bin(any_library, [ident])
    practices.remove_for_good(any_library, [ident])
    assert commenting.comments_of(any_library, ident) == []
