"""Joining terms: which concept words belong to, and what it has afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gptemplate.model.terms import Designation, Standing, Term


class Words:
    """Which terms have a word."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms: dict[tuple[str, str], dict[str, Term]] = {}
        for one in terms:
            self.add(one)

    def add(self, term: Term) -> None:
        """Know a term by its words."""
        for one in term.designations:
            self._terms.setdefault((one.language, one.text.casefold()), {})[term.id] = term

    def partner(self, term: Term) -> Term | None:
        """Return the term that may be the same concept: in each language that both name, they share a word."""
        near = (held for one in term.designations for held in self._terms.get((one.language, one.text.casefold()), {}).values())
        return next((one for one in near if _agree(one, term)), None)


def _agree(one: Term, other: Term) -> bool:
    both = {each.language for each in one.designations} & {each.language for each in other.designations}
    return all(_texts(one, language) & _texts(other, language) for language in both)


def _texts(term: Term, language: str) -> set[str]:
    return {one.text.casefold() for one in term.named(language)}


def partner_of_pair(terms: Iterable[Term], first: Designation, second: Designation) -> Term | None:
    """Return the concept that two words belong to.

    That is one that has both, else one that lacks the other's language, else one that has the first.
    """
    pair = (first, second)
    near = [(one, [each.text.casefold() in _texts(one, each.language) for each in pair]) for one in terms]
    near = [(one, has) for one, has in near if any(has)]

    def nearness(held: tuple[Term, list[bool]]) -> tuple[bool, bool, bool]:
        one, has = held
        lacks = any(not one.named(each.language) for each in pair)
        return not all(has), not lacks, not has[0]

    return min(near, key=nearness)[0] if near else None


def filled(held: Term, other: Term) -> Term:
    """Return a term with the words of another that it does not have, and what is said of that where nothing is said of it."""
    joined = with_words(held, other.designations)
    return replace(
        joined,
        definition=held.definition or other.definition,
        note=held.note or ("" if held.definition and other.note.startswith(held.definition) else other.note),
        source=held.source or other.source,
    )


def with_words(held: Term, more: Iterable[Designation]) -> Term:
    """Return a term with more words; where there is one to use already, a new one is only admitted."""
    named = list(held.designations)
    for one in more:
        if one.text.casefold() in {each.text.casefold() for each in named if each.language == one.language}:
            continue
        of_region = [each.standing for each in named if (each.language, each.region) == (one.language, one.region)]
        is_second = one.standing is Standing.PREFERRED and Standing.PREFERRED in of_region
        named.append(replace(one, standing=Standing.ADMITTED) if is_second else one)
    order = tuple(Standing)
    return replace(held, designations=tuple(sorted(named, key=lambda one: order.index(one.standing))))
