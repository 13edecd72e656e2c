"""Translations whose source moved on: what changed there, keeping them valid, and which text they are made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gptemplate.errors import BadValue
from gptemplate.i18n import Message
from gptemplate.model import diff
from gptemplate.model import text as texts
from gptemplate.model.changes import Changes, changed
from gptemplate.model.diff import Piece
from gptemplate.model.practice import Origin, Practice
from gptemplate.model.revisions import newest_first
from gptemplate.model.states import Key
from gptemplate.services.editing import field_of, origin_in
from gptemplate.services.feeding import feed

if TYPE_CHECKING:
    from gptemplate.store.library import Library
    from gptemplate.store.work import Work


@dataclass(frozen=True, slots=True)
class Moved:
    """How the source of a translation moved on.

    `pieces` is None where the earlier text is not in this library. `author` and `time` (milliseconds since 1970) are those
    of the newest wording. `alike` counts the translations of the practice whose source changed in punctuation only.
    """

    language: str
    now: str
    pieces: tuple[Piece, ...] | None
    is_cosmetic: bool
    author: str
    time: int
    alike: int


def moved(library: Library, practice_id: str, key: Key) -> Moved | None:
    """Return how the source of a stale translation moved on; None where it is not stale. Raises UnknownName."""
    with library.reading() as work:
        practice = work.practice(practice_id)
        origin = practice.value(*key).origin
        if origin is None or not practice.is_stale(key):
            return None
        source = Key(key.field, origin.language)
        before, now = _earlier(work, practice_id, source, origin), practice.text(*source)
        author, time = _writer(work, practice, source)
        alike = sum(1 for _key in _cosmetic(work, practice))
    pieces = None if before is None else tuple(diff.words(before, now))
    is_cosmetic = before is not None and diff.is_cosmetic(before, now)
    return Moved(origin.language, now, pieces, is_cosmetic, author, time, alike)


def keep_where_cosmetic(library: Library, practice_id: str) -> Changes:
    """Say that every translation whose source changed in spaces, punctuation and capitals only still fits, as one step."""
    with library.writing() as work:
        practice = work.practice(practice_id)
        keys = list(_cosmetic(work, practice))
        sources = {key: practice.values[key].origin for key in keys}
        return _set_origins(work, practice, {key: one.language for key, one in sources.items() if one is not None})


def make_from(library: Library, practice_id: str, key: Key, language: str) -> Changes:
    """Say which language a text is made from, as it reads now; its own language makes it an original.

    Raises BadValue where there is no text in that language, UnknownName.
    """
    with library.writing() as work:
        practice = work.practice(practice_id)
        field_of(work.template(practice.template_id), key)
        if language != key.language and not practice.text(key.field, language).strip():
            raise BadValue(Message("There is no text in that language to be made from. Nothing was changed."))
        return _set_origins(work, practice, {key: language})


def make_all_from(library: Library, practice_id: str, language: str, source: str) -> Changes:
    """Say that the texts of one language are made from another in the whole practice, as one step.

    A text that was made from that language already keeps what it remembers; where there is no text to be made from, or
    the other text is made from this one, nothing changes. Raises UnknownName.
    """
    with library.writing() as work:
        practice = work.practice(practice_id)
        template = work.template(practice.template_id)
        if {language, source} - set(template.codes):
            raise BadValue(Message("There is no text in that language to be made from. Nothing was changed."))
        wanted = {}
        for one in template.fields.values():
            key = Key(one.id, language)
            if language in template.languages_of(one) and _may_be_made_from(practice, key, source):
                wanted[key] = source
        return _set_origins(work, practice, wanted)


def _may_be_made_from(practice: Practice, key: Key, source: str) -> bool:
    here, there = practice.value(*key), practice.value(key.field, source)
    if not here.text.strip() or not there.text.strip():
        return False
    if here.origin is not None and here.origin.language == source:
        return False
    return there.origin is None or there.origin.language != key.language


def _cosmetic(work: Work, practice: Practice) -> Iterable[Key]:
    for key, value in practice.values.items():
        if value.origin is None or not practice.is_stale(key):
            continue
        source = Key(key.field, value.origin.language)
        before = _earlier(work, practice.id, source, value.origin)
        if before is not None and diff.is_cosmetic(before, practice.text(*source)):
            yield key


def _earlier(work: Work, practice_id: str, source: Key, origin: Origin) -> str | None:
    """The text that a translation was made from: by its revision, else any one in the history that reads the same."""
    revision = work.revision(origin.revision) if origin.revision else None
    if revision is not None and texts.digest(revision.text) == origin.digest:
        return revision.text
    history = work.history(practice_id, source)
    return next((one.text for one in history if texts.digest(one.text) == origin.digest), None)


def _writer(work: Work, practice: Practice, source: Key) -> tuple[str, int]:
    """Who wrote the newest wording of a text, and when; what is being typed has no author yet."""
    here = practice.value(*source)
    history = newest_first(work.history(practice.id, source))
    same = [one for one in history if one.text == here.text]
    if not history or not same or history[0].text != here.text:
        return "", here.modified
    first = same[0]
    for one in history:
        if one.text != here.text:
            break
        first = one
    return first.author, first.time


def _set_origins(work: Work, practice: Practice, wanted: dict[Key, str]) -> Changes:
    """Let translations be made from texts as these are now, as one step."""
    changes, done = [], []
    for key, language in wanted.items():
        before = practice.value(*key)
        origin = Origin(language, "", "") if language == key.language else origin_in(work, practice, Key(key.field, language))
        if before.text and before.origin != origin:
            changes.append(work.put(practice, key, replace(before, origin=origin)))
            done.append(key)
    if not done:
        return Changes()
    work.record(practice.id, changes)
    work.cut(practice, done)
    work.finish(practice)
    feed(work, work.template(practice.template_id), practice, done)
    return changed(practice.id, *done)
