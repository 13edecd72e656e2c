"""The glossary: listing it, changing it, and finding its terms in texts. Its files are in `term_files`."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.errors import BadValue, UnknownName
from gptemplate.i18n import Message
from gptemplate.model import terms as model
from gptemplate.model.checks import LEAST_PRECISION, Finding, without_dismissed
from gptemplate.model.checks import terms as rules
from gptemplate.model.practice import Practice, fields_in_force
from gptemplate.model.template import Template
from gptemplate.model.term_joining import Words, filled, partner_of_pair, with_words
from gptemplate.model.terms import Designation, Term

if TYPE_CHECKING:
    from gptemplate.store.library import Library
    from gptemplate.store.work import Work
    from gptemplate.translation.glossary import Found, Recogniser
    from gptemplate.translation.morphology import Morphology

_LANGUAGES = ("fi", "sv", "en")
_BY_ENDINGS = frozenset(("sv", "en"))  # see translation.inflections


@dataclass(frozen=True, slots=True)
class Added:
    """A term that was made of two words; `joined` says whether a concept that was there took them in."""

    term: Term
    joined: bool


# Listing and changing


def list_terms(library: Library, words: str = "", *, language: str = "") -> list[Term]:
    """Return the terms that have `words` in a name or definition (only in a language's names where one is given), by name."""
    with library.reading() as work:
        held = work.terms.all()
    return _sorted((one for one in held if _has(one, words.casefold(), language)), language)


def in_bin(library: Library) -> list[Term]:
    """Return the terms in the bin, by name."""
    with library.reading() as work:
        return _sorted(work.terms.in_bin(), "")


def find(library: Library, name: str) -> Term:
    """Return the term that a person means: by its id, the first digits of it, or a name in any language. Raises UnknownName."""
    with library.reading() as work:
        return meant(work.terms.all(), name)


def meant(held: Sequence[Term], name: str) -> Term:
    """Return which of some terms a person means: see `find`. Raises UnknownName."""
    small = name.casefold().strip()
    near = [one for one in held if len(small) >= 4 and one.id.startswith(small)] or [
        one for one in held if small in (each.text.casefold() for each in one.designations)
    ]
    if len(near) != 1:
        several = Message("“{name}” means more than one term; use its id.", name=name)
        raise UnknownName(several if near else Message("There is no term “{name}”.", name=name))
    return near[0]


def put(library: Library, term: Term) -> Term:
    """Keep a term, cleaned, and return it as it is kept; one without an id is new. Raises BadValue where it names nothing."""
    made = _cleaned(term)
    with library.writing() as work:
        return keep(work, made)


def add(library: Library, term: Term) -> Added:
    """Keep a new term; one that shares a word in each language with a term that is there gives it the words that it lacks.

    Raises BadValue where it names nothing.
    """
    made = _cleaned(term)
    with library.writing() as work:
        held = Words(work.terms.all()).partner(made)
        if held is None:
            return Added(keep(work, made), joined=False)
        joined = filled(held, made)
        return Added(held if joined == held else keep(work, joined), joined=True)


def remove(library: Library, ids: Iterable[str]) -> None:
    """Put terms in the bin."""
    with library.writing() as work:
        for ident in ids:
            work.terms.remove(ident)


def restore(library: Library, ids: Iterable[str]) -> None:
    """Take terms out of the bin."""
    with library.writing() as work:
        for ident in ids:
            work.terms.restore(ident)


def add_starter(library: Library) -> tuple[str, ...]:
    """Add the programme's own terms that were never in this library, and return their ids.

    Those that a person changed stay as they are, and those in the bin stay there.
    """
    from gptemplate.translation.starter_terms import starter_terms

    with library.writing() as work:
        known = {one.id for one in (*work.terms.all(), *work.terms.in_bin())}
        new = [one for one in starter_terms() if one.id not in known]
        work.terms.put(*new)
    return tuple(one.id for one in new)


def bring_back_starter(library: Library) -> tuple[str, ...]:
    """Add the programme's own terms that are not there, also those that lie in the bin, and return their ids."""
    from gptemplate.translation.starter_terms import starter_terms

    own = {one.id for one in starter_terms()}
    with library.reading() as work:
        back = tuple(one.id for one in work.terms.in_bin() if one.id in own)
    restore(library, back)
    return (*add_starter(library), *back)


def add_starter_once(library: Library) -> tuple[str, ...]:
    """Add the programme's own terms to a library whose glossary nobody ever touched, and return their ids."""
    with library.reading() as work:
        if work.terms.version():
            return ()
    return add_starter(library)


# Finding terms in texts


class Glossary:
    """What a window or a command keeps to find terms: dictionaries, and a recogniser for the present state of the glossary."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._morphologies: dict[str, Morphology] = {}
        self._held: tuple[Library, int, Recogniser] | None = None

    def recogniser(self, library: Library) -> Recogniser:
        """Return what finds the library's terms; it is made anew when they have changed."""
        with library.reading() as work:
            version = work.terms.version()
            if self._held and self._held[0] is library and self._held[1] == version:
                return self._held[2]
            held = work.terms.all()
        from gptemplate.translation.glossary import Recogniser

        made = Recogniser(held, self._known({one.language for term in held for one in term.designations}))
        self._held = (library, version, made)
        return made

    def base_form(self, language: str, text: str) -> str:
        """Return words as a glossary has them: in the base form as far as it is known."""
        from gptemplate.translation.base_forms import base_form

        return base_form(text, language, self._known([language]).get(language))

    def add_pair(self, library: Library, language_a: str, text_a: str, language_b: str, text_b: str) -> Added:
        """Make a term of two words that mean the same, in their base forms; a concept that has one of them takes in the other.

        Raises BadValue where one of them is empty or both are of one language.
        """
        from gptemplate.translation.base_forms import base_forms

        if language_a == language_b:
            raise BadValue(Message("A term is made of words of two languages. Nothing was added."))
        texts = base_forms({language_a: text_a, language_b: text_b}, self._known((language_a, language_b)))
        first, second = (Designation(code, texts[code]) for code in (language_a, language_b))
        if not first.text or not second.text:
            raise BadValue(Message("Select a word in each of the two languages. Nothing was added."))
        with library.writing() as work:
            held = partner_of_pair(work.terms.all(), first, second)
            if held is None:
                return Added(keep(work, _cleaned(Term("", (first, second)))), joined=False)
            joined = with_words(held, (first, second))
            return Added(held if joined == held else keep(work, joined), joined=True)

    def _known(self, languages: Iterable[str]) -> Mapping[str, Morphology]:
        from gptemplate.translation.morphology import morphology_for

        for language in set(languages) - self._morphologies.keys() - _BY_ENDINGS:
            self._morphologies[language] = morphology_for(language, self._folders)
        return self._morphologies


def findings(
    recogniser: Recogniser,
    template: Template,
    practice: Practice,
    languages: Collection[str] = (),
    *,
    field: str = "",
    also_dismissed: bool = False,
) -> list[Finding]:
    """Return what the checks of terms find in a practice, in the order of the form, without what a person dismissed.

    `languages` narrows it to those, `field` to one. A check that is right less often than nine times in ten is not asked.
    """
    fields = (one for _section, one in fields_in_force(template, practice) if field in ("", one.id))
    found = [each for one in fields for each in rules.findings(template, practice, one, recogniser.found)]
    trusted = {name for name, share in rules.PRECISION.items() if share >= LEAST_PRECISION}
    wanted = [each for each in found if each.check in trusted and (not languages or each.language in languages)]
    return wanted if also_dismissed else without_dismissed(practice, wanted)


def equivalents(found: Found, target_language: str, country: str = "") -> tuple[Designation, ...]:
    """Return what may be written in another language for a term that was found, what is best first."""
    return found.term.in_use(target_language, country)


def as_written(found: Found, target: Designation) -> str:
    """Return a designation with the capital letters that the found words have because of their place."""
    is_named_so = found.designation.text[:1].isupper()
    return target.text if is_named_so else model.as_written(target.text, found.written)


def keep(work: Work, term: Term) -> Term:
    """Keep a term as the work of whoever writes here, and return it as it is kept."""
    kept = replace(term, author=work.author or term.author, modified=work.now)
    work.terms.put(kept)
    return kept


def _cleaned(term: Term) -> Term:
    from gptemplate.translation.term_drafts import Draft, Name, term_of

    names = [Name(one.language, one.text, one.standing, one.region) for one in term.designations]
    ident = term.id or uuid.uuid4().hex
    made = term_of(Draft("", ident, names, term.definition, term.note, term.source))
    if made is None:
        raise BadValue(Message("A term needs a name in at least one language, of at most 300 characters. Nothing was changed."))
    return replace(made, author=term.author)


def _has(term: Term, small: str, language: str) -> bool:
    named = term.named(language) if language else term.designations
    if any(small in one.text.casefold() for one in named):
        return True
    return not language and small in term.definition.casefold()


def _sorted(terms: Iterable[Term], language: str) -> list[Term]:
    order = (language, *_LANGUAGES) if language else _LANGUAGES

    def name(term: Term) -> str:
        return next(
            (one.text for code in order for one in term.named(code)), term.designations[0].text if term.designations else ""
        )

    return sorted(terms, key=lambda term: (name(term).casefold(), term.id))
