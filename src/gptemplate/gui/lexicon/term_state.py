"""What the table of terms shows: which terms, in which order, in which words. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gptemplate.gui.lexicon.words import COUNTRIES, STANDING_WORDS
from gptemplate.i18n import N_, Translator
from gptemplate.model.sorting import sort_key
from gptemplate.model.terms import Designation, Standing, Term
from gptemplate.services.term_files import Brought

USUAL = ("fi", "sv", "en")
MOST_LANGUAGES = 5  # columns of languages; the panel shows the rest


@dataclass(frozen=True, slots=True)
class Row:
    """A term with what is searched in it."""

    term: Term
    words: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, by the name in the first language that has one."""

    rows: tuple[Row, ...] = ()
    languages: tuple[str, ...] = USUAL

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Glossary:
        """Return the glossary of some terms."""
        rows = tuple(Row(one, _words(one)) for one in terms)
        found = {name.language for row in rows for name in row.term.designations}
        return cls(rows, (*USUAL, *sorted(found - set(USUAL))))

    @property
    def columns(self) -> tuple[str, ...]:
        """The languages that have a column."""
        return self.languages[:MOST_LANGUAGES]

    def shown(self, query: str, language: str = "", *, down: bool = False) -> list[Term]:
        """Return the terms that have all words of a query, sorted by their names in a language where one is given."""
        wanted = query.casefold().split()
        found = [row.term for row in self.rows if all(word in row.words for word in wanted)]
        if not language:
            return found
        with_name = [one for one in found if one.named(language)]
        without = [one for one in found if not one.named(language)]
        with_name.sort(key=lambda one: sort_key(_first(one, language), language), reverse=down)
        return [*with_name, *without]


def draft(ident: str, language: str) -> Term:
    """Return a term that is not kept yet."""
    return Term(ident, (Designation(language, ""),))


def without_empty(term: Term) -> Term:
    """Return a term without the names that are not written yet."""
    return replace(term, designations=tuple(one for one in term.designations if one.text.strip()))


def is_alike(one: Term, other: Term) -> bool:
    """Return whether two terms say the same, whoever wrote them and when."""
    return _said(one) == _said(other)


def lines(term: Term, language: str) -> tuple[tuple[Designation, ...], tuple[Designation, ...]]:
    """Return what a cell has above, the names to use, and below: the others, forbidden ones last."""
    named = term.named(language)
    above = tuple(one for one in named if one.standing is Standing.PREFERRED)
    below = [one for one in named if one.standing is not Standing.PREFERRED]
    return above, tuple(sorted(below, key=lambda one: one.standing is Standing.FORBIDDEN))


def spoken(tr: Translator, term: Term, language: str) -> str:
    """Return a cell in words: each name, where it is used, and whether it may be."""
    return ", ".join(_spoken(tr, one) for one in (name for part in lines(term, language) for name in part))


def name_of(term: Term, language: str) -> str:
    """Return what a term is called in a language, or in the first one that has a name for it."""
    order = (language, *(code for code in USUAL if code != language))
    best = next((one for code in order for one in term.in_use(code)), None)
    named = best or next(iter(term.designations), None)
    return named.text if named else ""


def told_brought(tr: Translator, file: str, brought: Brought) -> str:
    """Return in a sentence what a file of terms brought."""
    parts = [
        (len(brought.new), tr.plural("{n} new", "{n} new", len(brought.new))),
        (len(brought.before), tr.plural("{n} changed", "{n} changed", len(brought.before))),
        (brought.same, tr.plural("{n} as before", "{n} as before", brought.same)),
        (brought.skipped, tr.plural("{n} left out", "{n} left out", brought.skipped)),
    ]
    said = ", ".join(words for n, words in parts if n)
    return tr(N_("Terms from {file}: {what}"), file=file, what=said or tr(N_("none")))


def country(tr: Translator, code: str) -> str:
    """Return the name of a country, or its code where it is not known here."""
    return tr(COUNTRIES[code]) if code in COUNTRIES else code


def _said(term: Term) -> tuple[object, ...]:
    named = frozenset((one.language, " ".join(one.text.split()), one.standing, one.region) for one in term.designations)
    return (term.id, named, term.definition.strip(), term.note.strip(), term.source.strip())


def _spoken(tr: Translator, one: Designation) -> str:
    marks = [country(tr, one.region)] if one.region else []
    if one.standing is not Standing.PREFERRED:
        marks.append(tr(STANDING_WORDS[one.standing]))
    return f"{one.text} ({', '.join(marks)})" if marks else one.text


def _first(term: Term, language: str) -> str:
    named = term.in_use(language) or term.named(language)
    return named[0].text if named else ""


def _words(term: Term) -> str:
    return "\n".join((*(one.text for one in term.designations), term.definition, term.note)).casefold()
