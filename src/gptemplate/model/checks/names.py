"""Are addresses and names the same as in the original?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from gptemplate.model.checks.boxes import Box, boxes
from gptemplate.model.checks.finding import Finding
from gptemplate.model.checks.finnish_names import is_form_of
from gptemplate.model.checks.likeness import is_slip, without_marks
from gptemplate.model.practice import Practice
from gptemplate.model.template import Field, Template
from gptemplate.model.values import link

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>“”\"»]*[^\s<>“”\"».,;:!?)\]]", re.IGNORECASE)
_NAME = re.compile(r"[A-ZÅÄÖÜÉ][a-zåäöüéáíóøæß]+(?:-[A-ZÅÄÖ][a-zåäö]+)?")
_PAIR = re.compile(rf"\b({_NAME.pattern}) ({_NAME.pattern})\b")
_STREET = re.compile(
    r"\b([A-ZÅÄÖ][a-zåäöé-]{1,24}(?:katu|kadu|tie|kuja|polku|polu|raitti|väylä|rinne|kaari|gatan?|väg(?:en)?|gränd(?:en)?|stigen)[a-zåäö]{0,4})"
    r" ([0-9]{1,4})(?![0-9])"
)
_NAME_ALONE = re.compile(r"(?<![\w-])[A-ZÅÄÖ][a-zåäö]{4,}(?![\w-])")
_MARKED = re.compile("[åäöÅÄÖ]")
_ENDING = 4  # letters of a Finnish case: “Jyväskylässä”
_SHORTEST = 4  # letters of a name whose slip is told from another name
_QUOTED = re.compile(r"[“”„\"»]([^“”„\"»«\n]{3,60})[“”\"»«]")
_LANGUAGE_PART = re.compile(r"/(?:fi|sv|en|suomi|svenska|english|fi-fi|sv-fi|en-gb)(?=/|$)", re.IGNORECASE)
_ALIKE = 0.8
# Words that each language writes in its own way, though they look alike.
_TRANSLATED = frozenset({
    "europe", "europa", "eurooppa", "centre", "center", "centrum", "keskus", "university", "universitet", "yliopisto",
    "institute", "institut", "instituutti", "council", "program", "programme", "project", "projekt", "projekti", "region",
    "academy", "akademi", "akatemia", "finland", "suomi", "sweden", "sverige", "norra", "north", "nord", "pohjois", "west",
    "väst", "länsi", "east", "öst", "south", "söder", "etelä", "café", "cafe", "kafé", "kahvila", "club", "klubb", "klubi",
    "consul", "konsul", "doctor", "doktor", "professor", "professori", "minister", "ministeri", "director", "direktör",
    "rektor", "rehtori", "forum", "foorumi", "digital", "nordic", "nordisk", "baltic", "baltisk", "culture", "kultur",
    "kulttuuri", "social", "sosiaali", "central", "regional", "international", "music", "musik", "fond", "fund", "action",
    "aktion", "start", "group", "grupp", "team", "tiimi", "data", "school", "skola",
})  # fmt: skip


def check(template: Template, practice: Practice, one: Field) -> Iterator[Finding]:
    """Yield e-mail addresses, links and names that are nearly, but not quite, the original's, and those that are missing."""
    for box in boxes(template, practice, one):
        if box.is_translation:
            yield from _emails(box)
            yield from _links(box)
            yield from _names(box)


def _emails(box: Box) -> Iterator[Finding]:
    if "@" not in box.text and "@" not in box.original:
        return
    here = list(_EMAIL.finditer(box.text))
    there = {found[0].casefold(): found[0] for found in _EMAIL.finditer(box.original)}
    told = {found[0].casefold() for found in here}
    missing = [address for key, address in there.items() if key not in told]
    partners: dict[str, str] = {}
    for found in [] if box.is_ahead else here:
        key = found[0].casefold()
        if key in there:
            continue
        if key not in partners:
            partners[key] = max(missing, key=lambda one: _likeness(one, key), default="")
            missing = [one for one in missing if one != partners[key]]
        yield _other("email_differs", box, found.span(), partners[key])
    if not box.is_begun:
        yield from (box.lacks("email_differs", one) for one in missing)


def _links(box: Box) -> Iterator[Finding]:
    here, there = list(_LINK.finditer(box.text)), [found[0] for found in _LINK.finditer(box.original)]
    for is_same in (_is_same_page, _may_be_same_page):  # the surest pairs first, so that each has one partner
        for found in list(here):
            theirs = next((one for one in there if is_same(one, found[0])), None)
            if theirs is not None:
                here.remove(found)
                there.remove(theirs)
    for found in [] if box.is_ahead else here:
        theirs = max(there, key=lambda one: _likeness(one, found[0]), default="")
        if theirs:
            there.remove(theirs)
        yield _other("link_differs", box, found.span(), theirs)
    if not box.is_begun:
        low = box.text.casefold()
        yield from (box.lacks("link_differs", one) for one in there if "/".join(_parts(one)).strip("/") not in low)


def _is_same_page(one: str, other: str) -> bool:
    return _parts(one) == _parts(other)


def _may_be_same_page(one: str, other: str) -> bool:
    """Whether links to one host may be of two language versions: pages of other languages have names of their own."""
    (host, path), (other_host, other_path) = _parts(one), _parts(other)
    return host == other_host and _likeness(path, other_path) < _ALIKE


def _parts(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(link(address))
    except ValueError:
        return address.casefold(), ""
    return parts.netloc.casefold().removeprefix("www."), _LANGUAGE_PART.sub("", parts.path).strip("/").casefold()


def _names(box: Box) -> Iterator[Finding]:
    slips = list(_pairs(box))
    yield from slips
    yield from _quotes(box)
    yield from _streets(box)
    yield from (one for one in _unmarked(box) if all(one.end <= slip.start or slip.end <= one.start for slip in slips))


def _pairs(box: Box) -> Iterator[Finding]:
    pairs = {found.groups() for found in _PAIR.finditer(box.original)}
    here = list(_PAIR.finditer(box.text)) if pairs else []
    right = {pair for pair in pairs for found in here if found.groups() == pair or _is_same(found.groups(), pair, box)}
    for found in here:
        if found.groups() in pairs or any(_is_same(found.groups(), pair, box) for pair in pairs):
            continue
        meant = next((pair for pair in sorted(pairs - right) if _is_slip(found.groups(), pair, box)), None)
        if meant:
            yield _other("name_differs", box, found.span(), " ".join(meant), safe=False)


def _quotes(box: Box) -> Iterator[Finding]:
    quotes = [found[1].strip() for found in _QUOTED.finditer(box.original)]
    for found in _QUOTED.finditer(box.text) if quotes else ():
        mine = found[1].strip()
        theirs = "" if mine in quotes else next((one for one in quotes if _is_misquoted(mine, one)), "")
        if theirs:
            yield _other("name_differs", box, found.span(1), theirs, safe=False)


def _streets(box: Box) -> Iterator[Finding]:
    """“Kuppakatu 12” where the original has “Kauppakatu 12”."""
    there = {(found[1], found[2]) for found in _STREET.finditer(box.original)}
    for found in _STREET.finditer(box.text) if there else ():
        street, number = found.groups()
        meant = [its for its, its_number in there if its_number == number]
        if street in meant or any(is_form_of(street, its) or is_form_of(its, street) for its in meant):
            continue
        if near := next((its for its in meant if is_slip(street, its)), ""):
            yield _other("name_differs", box, found.span(1), near, safe=False)


def _unmarked(box: Box) -> Iterator[Finding]:
    """“Jyvaskyla” where the original has “Jyväskylässä”."""
    for found in _NAME_ALONE.finditer(box.text) if _MARKED.search(box.original) else ():
        name = found[0]
        if not _MARKED.search(name) and name not in box.original:
            marked = (one[0] for one in _NAME_ALONE.finditer(box.original) if _MARKED.search(one[0][: len(name)]))
            near = next((one for one in marked if without_marks(one).startswith(name) and len(one) - len(name) <= _ENDING), "")
            if near:
                yield _other("name_differs", box, found.span(), near, safe=False)


def _is_same(mine: tuple[str, ...], theirs: tuple[str, ...], box: Box) -> bool:
    """Whether two pairs of words are one name, in Finnish perhaps inflected."""
    (first, last), (its_first, its_last) = mine, theirs
    firsts = _bare(first, box.language) == _bare(its_first, box.source) or first == f"{its_first}n" or its_first == f"{first}n"
    return firsts and _are_forms(last, box.language, its_last, box.source)


def _are_forms(mine: str, language: str, theirs: str, source: str) -> bool:
    if mine == theirs or _bare(mine, language) == _bare(theirs, source):
        return True
    if language == "fi" and any(is_form_of(mine, one) for one in (theirs, _bare(theirs, source))):
        return True
    return source == "fi" and any(is_form_of(theirs, one) for one in (mine, _bare(mine, language)))


def _is_slip(mine: tuple[str, ...], theirs: tuple[str, ...], box: Box) -> bool:
    """Whether one of the two words is the same and the other a letter or so away, where no ending explains it."""
    (first, last), (its_first, its_last) = mine, theirs
    if first == its_first:
        return _may_be_slip(last, its_last) and not _are_forms(last, box.language, its_last, box.source)
    bare, its_bare = _bare(first, box.language), _bare(its_first, box.source)
    is_same = _are_forms(last, box.language, its_last, box.source)
    return (
        is_same
        and bare != its_bare
        and _may_be_slip(bare, its_bare)
        and not {first + "n", its_first + "n"} & {first, its_first}
    )


def _may_be_slip(one: str, other: str) -> bool:
    if {one.casefold(), other.casefold()} & _TRANSLATED:
        return False
    if without_marks(one) == without_marks(other) or (min(len(one), len(other)) >= _SHORTEST and is_slip(one, other)):
        return True
    return _likeness(one, other) >= _ALIKE and not _is_inflected(one, other)


def _bare(name: str, language: str) -> str:
    return name if language == "fi" else name.removesuffix("s")


def _is_inflected(one: str, other: str) -> bool:
    """Whether the words begin alike for so long that the rest may be an ending: “Virtasen”, “Virtanen”."""
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return (shared >= min(len(one), len(other)) - 3 and len(one) != len(other)) or shared >= max(len(one), len(other)) - 3


def _is_misquoted(mine: str, theirs: str) -> bool:
    if min(len(mine), len(theirs)) < 6 or " " in mine or mine[0] != theirs[0] or not mine[0].isupper():
        return False
    return mine != theirs and _likeness(mine, theirs) >= 0.85 and not _is_inflected(mine, theirs)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if len(one) + len(other) < 800 else float(one == other)


def _other(check: str, box: Box, span: tuple[int, int], theirs: str, *, safe: bool = True) -> Finding:
    here = box.text[slice(*span)]
    return box.other(check, here, theirs, *span, theirs if theirs and safe and _likeness(here, theirs) >= _ALIKE else None)
