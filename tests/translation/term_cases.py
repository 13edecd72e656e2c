"""Terms of every kind, for round trips."""

from __future__ import annotations

from hypothesis import strategies as st

from gptemplate.model import text as texts
from gptemplate.model.terms import Designation, Standing, Term

ORDER = tuple(Standing)
_ANY = st.characters(codec="utf-8")
_NAMES = st.text(_ANY, max_size=40).map(texts.clean_line).filter(bool)
_HOSTILE = st.sampled_from((
    "=1+1", "'=x", "a;=b", "-", "@me", "a|b", "a\\|b", "\\", "<b>&amp;", "]]>", '"', '"q" r', "a\tb", "fi", "＝1",
))  # fmt: skip
_TEXTS = st.one_of(st.text(_ANY, max_size=80), _HOSTILE).map(lambda one: texts.clean(one).strip())
_DESIGNATIONS = st.builds(
    Designation,
    language=st.sampled_from(["fi", "sv", "en", "de", "fin"]),
    text=st.one_of(_NAMES, _HOSTILE.map(texts.clean_line)),
    standing=st.sampled_from(ORDER),
    region=st.sampled_from(["", "", "FI", "SE"]),
)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    """A term as the program keeps it: no name twice in a language, the preferred ones first."""
    named = {(one.language, one.text): one for one in draw(st.lists(_DESIGNATIONS, min_size=1, max_size=8))}
    ordered = sorted(named.values(), key=lambda one: ORDER.index(one.standing))
    ident = draw(st.text("0123456789abcdef", min_size=32, max_size=32))
    return Term(ident, tuple(ordered), draw(_TEXTS), draw(_TEXTS), draw(_TEXTS))


GLOSSARIES = st.lists(terms(), max_size=5, unique_by=lambda one: one.id)


def plain(term: Term) -> tuple[object, ...]:
    """Return what a term says; the order of languages and of countries does not count."""
    return term.id, term.definition, term.note, term.source, sorted(map(repr, term.designations))
