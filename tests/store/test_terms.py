"""The glossary in a library."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gptemplate.errors import NotALibrary
from gptemplate.model.terms import Designation, Standing, Term
from gptemplate.store import lexical
from gptemplate.store.library import Library

PRACTICE = Term(
    "a" * 32,
    (
        Designation("fi", "hyvä käytäntö"),
        Designation("sv", "god praxis", Standing.PREFERRED, "FI"),
        Designation("sv", "bästa praxis", Standing.FORBIDDEN),
    ),
    definition="Toimii “muuallakin”.",
    source="Interreg Europe",
    author="group 1",
    modified=5,
)
PARTNER = Term("b" * 32, (Designation("en", "partner"),), modified=6)


def test_a_term_comes_back_as_it_was_given_and_changes_in_its_place(any_library: Library) -> None:
    with any_library.writing() as work:
        work.terms.put(PARTNER)
        work.terms.put(PRACTICE)
        assert work.terms.all() == [PRACTICE, PARTNER]
        work.terms.put(replace(PARTNER, note="Ei kumppani."))
    with any_library.reading() as work:
        assert work.terms.all() == [PRACTICE, replace(PARTNER, note="Ei kumppani.")]


def test_what_is_removed_lies_in_the_bin_and_comes_back(any_library: Library) -> None:
    with any_library.writing() as work:
        work.terms.put(PARTNER)
        work.terms.remove(PARTNER.id)
        assert (work.terms.all(), work.terms.in_bin()) == ([], [PARTNER])
        work.terms.restore(PARTNER.id)
        assert (work.terms.all(), work.terms.in_bin()) == ([PARTNER], [])
        work.terms.remove(PARTNER.id)
        work.terms.put(PARTNER)
        assert work.terms.all() == [PARTNER]


def test_the_version_is_another_after_each_change_and_only_then(any_library: Library) -> None:
    with any_library.writing() as work:
        seen = [work.terms.version()]
        for change in (
            lambda: work.terms.put(PARTNER),
            lambda: work.terms.remove(PARTNER.id),
            lambda: work.terms.restore(PARTNER.id),
        ):
            change()
            seen.append(work.terms.version())
        assert seen == sorted(set(seen))
        work.terms.remove("c" * 32)
        work.terms.restore(PARTNER.id)
        assert work.terms.version() == seen[-1]


def test_a_damaged_term_is_told_when_it_is_read(library: Library, expect_log) -> None:
    with library.writing() as work:
        work.terms.put(PARTNER)
        work._connection.exec_driver_sql("UPDATE term SET text = replace(text, 'partner', 'partnes')")
    expect_log(f"does not match its hash: term {PARTNER.id}")
    with library.reading() as work:
        assert work.terms.all()[0].designations[0].text == "partnes"


@pytest.mark.parametrize(
    "kept", ["x", "[]", "{}", '{"designations": [["fi"]]}', '{"designations": [["fi", "x", "best", ""]]}', "[" * 9_000]
)
def test_what_no_program_writes_is_refused_in_words(library: Library, expect_log, kept: str) -> None:
    expect_log("does not match its hash")
    with library.writing() as work:
        work.terms.put(PARTNER)
        work._connection.exec_driver_sql("UPDATE term SET text = ?", (kept,))
    with library.reading() as work, pytest.raises(NotALibrary, match="doctor"):
        work.terms.all()


def test_a_term_with_an_id_that_is_none_is_not_kept(library: Library) -> None:
    with library.writing() as work, pytest.raises(NotALibrary):
        work.terms.put(replace(PARTNER, id="partner"))


_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_NAMED = st.builds(Designation, _WORDS, _WORDS, st.sampled_from(Standing), _WORDS)
_TERMS = st.builds(
    Term, st.just("a" * 32), st.lists(_NAMED, max_size=3).map(tuple), _WORDS, _WORDS, _WORDS, _WORDS, st.integers(0, 10**12)
)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(_TERMS)
def test_every_term_is_read_as_it_was_written(term: Term) -> None:
    assert lexical.term_of(term.id, lexical.term_text(term), term.modified) == term
