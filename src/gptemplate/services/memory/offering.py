"""What was translated before to the letter, offered for all empty fields of a practice, and taken as one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gptemplate.model import segments
from gptemplate.model import text as texts
from gptemplate.model.changes import Changes
from gptemplate.model.merge import Incoming
from gptemplate.model.practice import NOTHING, Origin, Practice, fields_in_force
from gptemplate.model.sources import source_of
from gptemplate.model.states import Key, State
from gptemplate.model.template import Template
from gptemplate.translation.memory import Match

if TYPE_CHECKING:
    from gptemplate.store.library import Library

Exact = Callable[[str, str], Match | None]
"""Returns what is the same as a text in a language to the letter, with its translation; None where nothing is."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A translation for an empty field: where it goes, the text, what it translates, and the matches that it is made of.

    One match stands for the whole field; several are its sentences. `limit` is the most characters that the field takes
    where the text is longer than that, else None.
    """

    key: Key
    text: str
    source: str
    source_text: str
    matches: tuple[Match, ...]
    limit: int | None = None


def offers(template: Template, practice: Practice, target: str, exact: Exact) -> Iterator[Offer]:
    """Yield an offer for every empty field of which each sentence was translated before."""
    for _section, one in fields_in_force(template, practice):
        key = Key(one.id, target)
        if not one.is_written or one.shared or one.personal or practice.text(*key).strip():
            continue
        source = source_of(template, practice, key)
        said = practice.text(one.id, source) if source else ""
        text, matches = _translated(said, source, exact)
        if text:
            limit = one.limit.of(target)
            is_over = limit is not None and texts.length(text) > limit
            yield Offer(key, text, source, said, matches, limit if is_over else None)


def take_offers(library: Library, practice_id: str, taken: Iterable[Offer]) -> Changes:
    """Write offers into the fields that are still empty, to be checked; one step to undo. Raises UnknownName, StoreError.

    An offer whose source has changed since is left out.
    """
    from gptemplate.services.bringing_in.meeting import Meeting

    with library.writing() as work:
        practice = work.practice(practice_id)
        meeting = Meeting.begin(work, work.template(practice.template_id), practice_id, practice.source_language)
        for one in taken:
            incoming = _incoming(meeting.practice, one)
            if incoming is not None:
                meeting.meet(incoming)
        meeting.finish()
        work.record(practice_id, meeting.changes)
        return meeting.touched() if meeting.changes else Changes()


def _incoming(practice: Practice, one: Offer) -> Incoming | None:
    source = Key(one.key.field, one.source)
    there = practice.values.get(source, NOTHING)
    if there.text != one.source_text or practice.text(*one.key).strip():
        return None
    origin = Origin(one.source, there.head or "", texts.digest(there.text))
    return Incoming(one.key, one.text, State.TO_CHECK, practice.text(*one.key), origin)


def _translated(said: str, source: str, exact: Exact) -> tuple[str, tuple[Match, ...]]:
    """A text put together of what was translated before; "" where a part of it never was."""
    if not said.strip():
        return "", ()
    whole = exact(said, source)
    if whole is not None:
        return whole.target, (whole,)
    spans = segments.spans(said, source)
    if len(spans) < 2:
        return "", ()
    return _joined(said, spans, source, exact)


def _joined(said: str, spans: Iterable[segments.Span], source: str, exact: Exact) -> tuple[str, tuple[Match, ...]]:
    pieces: list[str] = []
    matches: list[Match] = []
    at = 0
    for start, end in spans:
        match = exact(said[start:end], source)
        if match is None:
            return "", ()
        pieces += [said[at:start], match.target]
        matches.append(match)
        at = end
    return "".join([*pieces, said[at:]]).strip(), tuple(matches)
