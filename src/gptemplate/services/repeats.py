"""Sentences that stand in several fields or practices: what is translated once need not be translated again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gptemplate.errors import UserError
from gptemplate.model import segments
from gptemplate.model.practice import Practice, fields_in_force
from gptemplate.model.states import Key
from gptemplate.model.template import Template

if TYPE_CHECKING:
    from gptemplate.store.library import Library

LEAST = 3  # words; shorter ones repeat by chance


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: the practice with its title, the register, and from which character on."""

    practice: str
    title: str
    key: Key
    start: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """A sentence in one language, and every place where it stands."""

    language: str
    sentence: str
    places: tuple[Place, ...]


def repeats(library: Library, language: str, practice_id: str = "") -> list[Repeat]:
    """Return the sentences of a language that stand in two places or more, the most frequent first.

    With a practice, only those of which one place is in it. Spaces and capital letters do not count.
    """
    found: dict[str, tuple[str, list[Place]]] = {}
    with library.reading() as work:
        for listed in work.listing():
            try:
                template = work.template(listed.template_id)
            except UserError:  # a form that is not here; its practices are kept all the same
                continue
            for sentence, place in _places(template, work.practice(listed.id), language):
                found.setdefault(" ".join(sentence.split()).casefold(), (sentence, []))[1].append(place)
    told = (Repeat(language, sentence, tuple(places)) for sentence, places in found.values() if len(places) > 1)
    wanted = [one for one in told if not practice_id or any(place.practice == practice_id for place in one.places)]
    return sorted(wanted, key=lambda one: (-len(one.places), -len(one.sentence)))


def _places(template: Template, practice: Practice, language: str) -> Iterator[tuple[str, Place]]:
    title, _language = practice.title(template, language)
    for _section, one in fields_in_force(template, practice):
        text = practice.text(one.id, language) if one.is_written and not one.shared else ""
        for start, end in segments.spans(text, language) if text else ():
            if len(text[start:end].split()) >= LEAST:
                yield text[start:end], Place(practice.id, title, Key(one.id, language), start)
