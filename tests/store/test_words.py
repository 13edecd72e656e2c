"""The words that everyone who uses a library accepts."""

from __future__ import annotations

import pytest

from gptemplate.errors import BadValue
from gptemplate.store.library import Library


def test_words_are_kept_once_by_language(any_library: Library) -> None:
    with any_library.writing() as work:
        for language, word in (("fi", "Vaasanseutu"), ("sv", "Vasanejden"), ("fi", "Äänekoski"), ("fi", "Vaasanseutu")):
            work.words.add(language, word)
        assert work.words.all() == {"fi": frozenset({"Vaasanseutu", "Äänekoski"}), "sv": frozenset({"Vasanejden"})}
        work.words.remove("fi", "Vaasanseutu")
        work.words.remove("sv", "Vasanejden")
    with any_library.reading() as work:
        assert work.words.all() == {"fi": frozenset({"Äänekoski"})}


def test_the_version_is_another_after_each_change_and_only_then(any_library: Library) -> None:
    with any_library.writing() as work:
        seen = [work.words.version()]
        work.words.add("fi", "Vaasanseutu")
        seen.append(work.words.version())
        work.words.remove("fi", "Vaasanseutu")
        seen.append(work.words.version())
        assert seen == sorted(set(seen))
        work.words.remove("fi", "Vaasanseutu")
        assert work.words.version() == seen[-1]


@pytest.mark.parametrize("word", ["", "x" * 201])
def test_what_is_no_word_is_refused(any_library: Library, word: str) -> None:
    with any_library.writing() as work:
        with pytest.raises(BadValue):
            work.words.add("fi", word)
        work.words.add("fi", "x" * 200)


def test_a_damaged_word_is_told_when_it_is_read(library: Library, expect_log) -> None:
    with library.writing() as work:
        work.words.add("fi", "Vaasanseutu")
        work._connection.exec_driver_sql("UPDATE known_word SET word = 'Vaasanseutv'")
    expect_log("does not match its hash: a word of fi")
    with library.reading() as work:
        assert work.words.all() == {"fi": frozenset({"Vaasanseutv"})}
