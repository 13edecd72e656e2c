"""The history of a text: who wrote what when, and any of it again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from gptemplate.errors import UnknownName
from gptemplate.i18n import Message
from gptemplate.model import diff, values
from gptemplate.model.changes import Changes
from gptemplate.model.diff import Piece
from gptemplate.model.revisions import heads, newest_first
from gptemplate.model.states import Key, State
from gptemplate.model.template import Field
from gptemplate.services import editing

if TYPE_CHECKING:
    from gptemplate.store.library import Library


@dataclass(frozen=True, slots=True)
class Entry:
    """One text that a field once had. `changes` is what it made of the one before; `apart`: it was never chosen."""

    revision: str
    author: str
    time: int  # milliseconds since 1970
    state: State
    text: str
    changes: tuple[Piece, ...]
    is_current: bool = False
    apart: bool = False


def entries(library: Library, practice_id: str, key: Key, *, language: str = "en", most: int = 30) -> list[Entry]:
    """Return the history of a register, newest first; revisions that only changed the state are left out.

    What is no text (a place, a choice) is told as a person reads it in `language`.
    """
    with library.reading() as work:
        practice = work.practice(practice_id)
        revisions = work.history(practice_id, key)
        one_field = work.template(practice.template_id).fields.get(key.field)
    as_read = partial(_as_read, one_field, language)
    here = practice.value(*key)
    known = {one.id: one for one in revisions}
    tops = {one.id for one in heads(revisions)}
    found: list[Entry] = []
    for one in newest_first(revisions):
        before = known.get(one.parents[0]) if one.parents else None
        text_before = before.text if before else ""
        is_here = one.text == here.text and not any(entry.is_current for entry in found)
        if one.text == text_before and before is not None:
            continue
        apart = one.id in tops and one.id != here.head
        pieces = tuple(diff.words(as_read(text_before), as_read(one.text)))
        found.append(Entry(one.id, one.author, one.time, one.state, as_read(one.text), pieces, is_here, apart))
    return found[:most]


def _as_read(one: Field | None, language: str, text: str) -> str:
    return text if one is None or one.is_written else values.show(one, text, language)


def restore(library: Library, practice_id: str, key: Key, revision_id: str) -> Changes:
    """Make an earlier text the current one again, as one step that can be undone. Raises UnknownName."""
    with library.writing() as work:
        revision = work.revision(revision_id)
        if revision is None or (revision.practice, revision.key) != (practice_id, key):
            raise UnknownName(Message("That version of the text is not in this library."))
        practice = work.practice(practice_id)
        work.cut(practice, [key])
        changes = editing.write_in(work, practice, key, revision.text, typing=False)
        work.cut(practice, [key])
    return changes
