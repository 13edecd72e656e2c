"""Which practice a draft belongs to: one that it names, one that a person chose, or a new one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gptemplate.errors import BadFile
from gptemplate.i18n import Message
from gptemplate.model.listing import Listed
from gptemplate.model.template import Template
from gptemplate.services.bringing_in.drafts import Draft

if TYPE_CHECKING:
    from gptemplate.store.work import Work

NEW = ""
"""Chosen instead of a practice's id: the draft becomes a practice of its own."""

_IDENT = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A practice that a draft may belong to."""

    practice: str
    title: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a draft goes, and where else it may belong."""

    practice: str
    candidates: tuple[Candidate, ...] = ()


def is_id(text: str) -> bool:
    """Return whether a text is the whole id of a practice."""
    return _IDENT.fullmatch(text) is not None


def check_same_form(work: Work, practice_id: str, template: str, name: str) -> None:
    """Raise BadFile where the practice is here and of another form: its fields are not those of the file."""
    if work.has(practice_id) and (here := work.practice(practice_id).template_id) != template:
        raise BadFile(
            Message(
                "{file} is of the form “{theirs}”, and the same practice is here with the form “{here}”. "
                "Nothing was taken from it.",
                file=name,
                theirs=template,
                here=here,
            )
        )


class Placing:
    """Finds the practices of drafts; the table of practices is read once."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._listed: list[Listed] | None = None

    def place(self, draft: Draft, template: Template, chosen: str | None) -> Place:
        """Return where a draft goes. What only its title says is offered, never done unasked. Raises BadFile."""
        if draft.practice:
            place = Place(draft.practice)
        else:
            place = self._guessed(draft, template)
            if chosen is not None:
                place = Place(chosen or _new_id(draft), place.candidates)
        check_same_form(self._work, place.practice, draft.template, draft.file)
        return place

    def _guessed(self, draft: Draft, template: Template) -> Place:
        own = [one for one in self._all() if one.template_id == draft.template]
        begun = [one for one in own if draft.practice_begins and one.id.startswith(draft.practice_begins)]
        if len(begun) == 1:
            return Place(begun[0].id)
        language = draft.shown_in or draft.source_language
        likely = begun or list(_of_title(own, draft, template))
        return Place(_new_id(draft), tuple(Candidate(one.id, one.title(language)[0]) for one in likely))

    def _all(self) -> list[Listed]:
        if self._listed is None:
            self._listed = self._work.listing()
        return self._listed


def _of_title(listed: Iterable[Listed], draft: Draft, template: Template) -> Iterator[Listed]:
    titles = {_small(said.text) for key, said in draft.said.items() if key.field == template.title_field} - {""}
    for one in listed:
        if titles & {_small(counts.title) for counts in one.summary.languages.values()}:
            yield one


def _new_id(draft: Draft) -> str:
    """The same content becomes the same practice, so that a file brought in twice is there once."""
    return hashlib.sha256(f"gptemplate:{draft.ident}".encode()).hexdigest()[:32]


def _small(text: str) -> str:
    return " ".join(text.split()).casefold()
