"""Spelling while a person writes: dictionaries, and the words that a person, the project and its terms add to them."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.errors import BadFile
from gptemplate.i18n import Message
from gptemplate.model.checks import Finding, without_dismissed
from gptemplate.model.checks import spelling as rules
from gptemplate.model.checks.spelling import Misspelt
from gptemplate.model.practice import Practice, fields_in_force
from gptemplate.model.template import COMPOSITE, Template
from gptemplate.model.tokens import words
from gptemplate.model.values import parts_of
from gptemplate.paths import Paths
from gptemplate.services.own_words import OwnWords
from gptemplate.services.spelling_answers import Answers
from gptemplate.translation.accepted import Accepted
from gptemplate.translation.dictionaries import OWN_DICTIONARIES, dictionary_folders, find
from gptemplate.translation.morphology import Morphology, morphology_for
from gptemplate.translation.spelling import Speller, speller_for

if TYPE_CHECKING:
    from gptemplate.store.library import Library

log = logging.getLogger(__name__)


def proofreader(paths: Paths, *, aside: bool = True) -> Proofreader:
    """Return a proofreader with the dictionaries of this machine and the person's own words. Reads nothing yet.

    With `aside`, dictionaries that would keep a window waiting are read in processes of their own, which end with this one.
    """
    return Proofreader(dictionary_folders(paths), OwnWords(paths.data / "words"), aside=aside)


def no_dictionary(language: str, paths: Paths) -> Message:
    """Say that a language's spelling is not checked, and what to do; `language` is its name."""
    return Message(
        "There is no dictionary for {language} on this computer, so its spelling is not checked. Put one into {folder}.",
        language=language,
        folder=str(paths.data / OWN_DICTIONARIES),
    )


def names_in(template: Template, practice: Practice) -> set[str]:
    """Return the words of the names of people, places and organisations that the practice tells."""
    told = (
        parts_of(value.text).get(part.id, "")
        for key, value in practice.values.items()
        if (one := template.fields.get(key.field)) and one.kind in COMPOSITE
        for part in one.parts
        if part.kind == "text"
    )
    return {word for text in told for _start, _end, word in words(text)}


def findings(
    reader: Proofreader,
    template: Template,
    practice: Practice,
    languages: Collection[str] = (),
    *,
    also_dismissed: bool = False,
) -> list[Finding]:
    """Return the misspelt words of a practice, in the order of the form, without those that a person dismissed.

    `languages` narrows it to those. The names that the practice tells are accepted from now on.
    """
    reader.know_names(names_in(template, practice))
    fields = (one for _section, one in fields_in_force(template, practice))
    found = [each for one in fields for each in rules.check(template, practice, one, reader.misspelt)]
    wanted = [each for each in found if not languages or each.language in languages]
    return wanted if also_dismissed else without_dismissed(practice, wanted)


class Proofreader:
    """Holds the spellers of all languages, each loaded when it is first asked: up to half a second.

    Meant for a worker, one thread at a time; `told_already` may be asked from any thread and never waits.
    """

    def __init__(self, folders: Sequence[Path], own: OwnWords, *, aside: bool = False) -> None:
        self._folders = tuple(folders)
        self._own = own
        self._aside = aside
        self._spellers: dict[str, Speller | None] = {}
        self._morphologies: dict[str, Morphology] = {}
        self._damaged: dict[str, Message] = {}
        self._shared: dict[str, frozenset[str]] = {}
        self._names: frozenset[str] = frozenset()
        self._accepted: dict[str, tuple[frozenset[str], Accepted]] = {}
        self._answers = Answers()

    def bring_up_to_date(self, library: Library) -> bool:
        """Take the project's words and terms as they are now; return whether texts should be looked at again."""
        with library.reading() as work:
            shared = {language: set(held) for language, held in work.words.all().items()}
            for term in work.terms.all():
                for one in term.designations:
                    shared.setdefault(one.language, set()).update(word for _start, _end, word in words(one.text))
        return self._take({language: frozenset(held) for language, held in shared.items()}, self._names)

    def know_names(self, names: Iterable[str]) -> bool:
        """Accept names in every language, inflected too (see `names_in`); return whether any was new."""
        return self._take(self._shared, self._names | frozenset(names))

    def accept(self, word: str, language: str, *, for_everyone: Library | None = None) -> None:
        """Accept a word from now on: for this person, or for everyone who has the library.

        Raises OSError or BadFile where the person's list cannot be kept, StoreError where the library cannot.
        """
        if for_everyone is None:
            self._own.add(word, language)
        else:
            with for_everyone.writing() as work:
                work.words.add(language, word)
            self._shared = {**self._shared, language: self._shared.get(language, frozenset()) | {word}}
        self._answers.forget()

    def prepare(self, languages: Iterable[str]) -> None:
        """Begin to load the dictionaries of some languages, those in processes of their own beside each other."""
        for language in languages:
            self.is_ready(language)

    def is_ready(self, language: str) -> bool:
        """Return whether `misspelt` answers at once; what begins to load its dictionary if nothing did yet."""
        try:
            speller = self._speller(language)
        except BadFile as bad:
            self._give_up(language, bad)
            return True
        return speller is None or speller.is_ready()

    def misspelt(self, text: str, language: str) -> list[Misspelt]:
        """Return (start, end, word) of each word that is not right; nothing where the language has no dictionary."""
        try:
            speller = self._speller(language)
            if speller is None:
                return []
            accepted = self._accepted_in(language, speller)
            return rules.misspelt(
                text,
                language,
                lambda word: self._is_right(speller, accepted, word),
                lambda word, first: self._is_name(speller, word, first=first),
            )
        except BadFile as bad:
            self._give_up(language, bad)
            return []

    def told_already(self, text: str, language: str) -> tuple[list[Misspelt], bool]:
        """Return what is known without asking a dictionary, and whether that is all; if not, ask `misspelt` on a worker."""
        if self._spellers.get(language, ...) is None:
            return [], True
        return self._answers.told(text, language)

    def suggestions(self, word: str, language: str, most: int = 5) -> list[str]:
        """Return what may have been meant, the likeliest first. May take half a second."""
        try:
            speller = self._speller(language)
            return speller.suggestions(word, most) if speller else []
        except BadFile as bad:
            self._give_up(language, bad)
            return []

    def missing(self, languages: Iterable[str]) -> list[str]:
        """Return those languages that have no dictionary on this machine. Loads none."""
        return [code for code in languages if code not in self._damaged and find(code, self._folders) is None]

    def damaged(self) -> dict[str, Message]:
        """Return what was wrong with the dictionaries that were given up, by language."""
        return dict(self._damaged)

    def _speller(self, language: str) -> Speller | None:
        if language not in self._spellers:
            self._spellers[language] = speller_for(language, self._folders, aside=self._aside)
        return self._spellers[language]

    def _give_up(self, language: str, bad: BadFile) -> None:
        log.warning("spelling of %s is given up: %s", language, bad)
        self._spellers[language] = None
        self._damaged[language] = bad.message

    def _is_right(self, speller: Speller, accepted: Accepted, word: str) -> bool:
        known = self._answers.is_right(speller.language, word)
        if known is None:
            known = speller.is_right(word) or accepted.has(word) or accepted.is_right_with(word, speller.is_right)
            self._answers.keep(speller.language, word, right=known)
        return known

    def _is_name(self, speller: Speller, word: str, *, first: bool) -> bool:
        known = self._answers.is_name(speller.language, word, first=first)
        if known is None:
            known = speller.is_name(word, first=first)
            self._answers.keep_name(speller.language, word, first=first, name=known)
        return known

    def _accepted_in(self, language: str, speller: Speller) -> Accepted:
        added = self._own.of(language) | self._shared.get(language, frozenset()) | self._names
        kept = self._accepted.get(language)
        if kept is None or kept[0] != added:
            if kept is not None:
                self._answers.forget()  # the person's file was edited
            morphology = self._morphologies.setdefault(language, morphology_for(language, self._folders))
            kept = self._accepted[language] = (added, Accepted(added, language, morphology, speller.is_right))
        return kept[1]

    def _take(self, shared: dict[str, frozenset[str]], names: frozenset[str]) -> bool:
        if shared == self._shared and names == self._names:
            return False
        self._shared, self._names = shared, names
        self._answers.forget()
        return True
