"""Are the terms those of the glossary?

The glossary and what it takes to find its words are handed in: a model has no dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from gptemplate.i18n import Message
from gptemplate.model import values
from gptemplate.model.checks.boxes import Box, boxes, where
from gptemplate.model.checks.finding import Finding
from gptemplate.model.practice import Practice
from gptemplate.model.states import SHARED
from gptemplate.model.template import Field, Kind, Template
from gptemplate.model.terms import Designation, Standing, Term, as_written

PRECISION = {"term_missing": 94, "term_forbidden": 97, "term_region": 100}
"""Per cent of a check's findings on the labelled set (tests/data/terms) that are right; a test holds them to the truth."""

USUAL_COUNTRY = "FI"
"""Whose Swedish is written where the practice is neither of Finland nor of Sweden."""

_VARIETIES = ("FI", "SE")
_QUOTES = "\"”“„»«'’‘"
_WORD_BEFORE = re.compile(r"([^\W_]+)[ \t\u00a0]+$")
_WORD_AFTER = re.compile(r"[ \t\u00a0]+([^\W_])")
_ENDS_SENTENCE = re.compile(r"(?:^|[.!?:;\n–—•*-])[\s\"”“»(]*$")
_ARTICLES = {
    "en": frozenset(("a", "an")),
    "sv": frozenset(("en", "ett", "den", "det", "denna", "detta", "någon", "något", "varje", "vårt", "vår", "ingen", "inget")),
}
_MOST_OF_WORD = 0.6  # of its letters are enough to see that a word of the equivalent was meant


class FoundLike(Protocol):
    """A designation in a text; see translation.glossary.Found."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def term(self) -> Term: ...
    @property
    def designation(self) -> Designation: ...
    @property
    def inside(self) -> bool: ...


Finder = Callable[[str, str], Sequence[FoundLike]]
"""Returns the terms in a text of a language."""


def findings(template: Template, practice: Practice, one: Field, found: Finder) -> Iterator[Finding]:
    """Yield terms of the original that have an agreed equivalent which is missing, forbidden ones, and another country's."""
    country = _country(template, practice)
    for box in boxes(template, practice, one):
        here = found(box.text, box.language)
        yield from _forbidden(box, here, country)
        yield from _of_elsewhere(box, here, country)
        if box.is_translation and not box.is_begun:
            yield from _missing(box, found(box.original, box.source), here, country)


def _country(template: Template, practice: Practice) -> str:
    place = template.first_of(Kind.PLACE)
    country = values.parts_of(practice.text(place.id, SHARED)).get("country", "") if place else ""
    return country if country in _VARIETIES else USUAL_COUNTRY


def _forbidden(box: Box, here: Sequence[FoundLike], country: str) -> Iterator[Finding]:
    welcome = {(one.start, one.end) for one in here if one.designation.standing is not Standing.FORBIDDEN}
    for one in here:
        if one.designation.standing is not Standing.FORBIDDEN or one.inside or (one.start, one.end) in welcome:
            continue
        if _is_name(box.text, one) or _is_quoted(box.text, one):
            continue
        written = box.text[one.start : one.end]
        better = one.term.in_use(box.language, country)
        if better:
            message = Message("“{here}” is not to be used; the agreed term is “{there}”.", here=written, there=better[0].text)
        else:
            message = Message("“{here}” is not to be used.", here=written)
        fix = _fix(box, one, better[0].text) if better else None
        yield box.warn("term_forbidden", message, one.start, one.end, fix)


def _of_elsewhere(box: Box, here: Sequence[FoundLike], country: str) -> Iterator[Finding]:
    for one in here:
        region = one.designation.region
        if one.inside or one.designation.standing is Standing.FORBIDDEN or region in ("", country) or _is_name(box.text, one):
            continue
        better = [each for each in one.term.in_use(box.language, country) if each.region in ("", country)]
        if better and not _is_also_of(country, one, here):
            message = _regional(box, region, here=box.text[one.start : one.end], there=better[0].text)
            yield box.warn("term_region", message, one.start, one.end, _fix(box, one, better[0].text))


def _regional(box: Box, region: str, **told: str) -> Message:
    if box.language == "sv" and region == "SE":
        return Message("“{here}” is Swedish of Sweden; in Finland it is “{there}”.", **told)
    if box.language == "sv" and region == "FI":
        return Message("“{here}” is Swedish of Finland; in Sweden it is “{there}”.", **told)
    return Message("“{here}” is said elsewhere; here it is “{there}”.", **told)


def _is_also_of(country: str, one: FoundLike, here: Sequence[FoundLike]) -> bool:
    at = [each for each in here if (each.start, each.end) == (one.start, one.end)]
    return any(each.designation.region in ("", country) for each in at)


def _missing(box: Box, there: Sequence[FoundLike], here: Sequence[FoundLike], country: str) -> Iterator[Finding]:
    said = {one.term.id for one in here}
    low = box.text.casefold()
    told: set[str] = set()
    for place in _places(there):
        wanted = {one.term.id: one.term.in_use(box.language, country) for one in place}
        if not all(wanted.values()) or said & wanted.keys() or told & wanted.keys() or _is_name(box.original, place[0]):
            continue
        if any(_may_be_said(each.text, low) for equivalents in wanted.values() for each in equivalents):
            continue
        told |= wanted.keys()
        term = place[0]
        message = Message(
            "“{agreed}”, the agreed term for “{there}” {where}, is missing here.",
            agreed=wanted[term.term.id][0].text,
            there=box.original[term.start : term.end],
            where=where(box.source),
        )
        yield box.warn("term_missing", message)


def _places(there: Sequence[FoundLike]) -> Iterable[list[FoundLike]]:
    """The terms that stand for themselves, those of one place together: any of them may be meant."""
    places: dict[tuple[int, int], list[FoundLike]] = {}
    for one in there:
        if not one.inside:
            places.setdefault((one.start, one.end), []).append(one)
    return places.values()


def _may_be_said(equivalent: str, low: str) -> bool:
    """Whether most letters of each word stand in the text: a translator may have made a verb of a noun, or parted the words."""
    words = equivalent.casefold().replace("-", " ").split()
    return all(word[: max(3, round(len(word) * _MOST_OF_WORD))] in low for word in words)


def _fix(box: Box, one: FoundLike, agreed: str) -> str | None:
    """What may stand there instead: only for a base form, and not after an article that may have to change too."""
    written = box.text[one.start : one.end]
    if written.casefold() != one.designation.text.casefold():
        return None
    before = _WORD_BEFORE.search(box.text, max(0, one.start - 40), one.start)
    if before and before[1].casefold() in _ARTICLES.get(box.language, ()):
        return None
    return as_written(agreed, written)


def _is_name(text: str, one: FoundLike) -> bool:
    """Whether the words are a name or a part of one: a capital letter within a sentence, or before another word with one."""
    if not text[one.start].isupper() or one.designation.text[:1].isupper():
        return False
    if one.start and not _ENDS_SENTENCE.search(text[max(0, one.start - 6) : one.start]):
        return True
    after = _WORD_AFTER.match(text, one.end)
    return after is not None and after[1].isupper()


def _is_quoted(text: str, one: FoundLike) -> bool:
    return text[one.start - 1 : one.start] in (*_QUOTES,) and text[one.end : one.end + 1] in (*_QUOTES,)
