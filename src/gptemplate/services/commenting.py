"""What people say of a text: written, answered, resolved and removed, each as one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from gptemplate.errors import BadValue, UnknownName
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model.changes import Changes, changed
from gptemplate.model.comments import WHOLE, Comment, comment_key, comment_of, threads, to_text
from gptemplate.model.practice import Practice, Value
from gptemplate.model.states import Key
from gptemplate.services import editing

if TYPE_CHECKING:
    from gptemplate.store.library import Library
    from gptemplate.store.work import Work


def comments_of(library: Library, practice_id: str) -> list[Comment]:
    """Return every comment on a practice and its fields, answers included, the oldest first."""
    with library.reading() as work:
        return work.comments(practice_id)


def write(library: Library, practice_id: str, key: Key, text: str, quoted: str = "", answers: str = "") -> Changes:
    """Comment on a field, or on the practice (`WHOLE`); `answers` is the id of the comment that it answers.

    An answer stands where its comment does. Raises BadValue for an empty or endless text, UnknownName, StoreError.
    """
    if not text.strip():
        raise BadValue(Message("A comment without words was not kept."))
    if len(text) > texts.LONGEST:
        raise BadValue(Message("A comment keeps {most} characters at the most. Nothing was changed.", most=texts.LONGEST))
    with library.writing() as work:
        practice = work.practice(practice_id)
        time = work.now
        if answers:
            answered = _found(work, practice, answers)
            key, time = answered.key, max(time, answered.time + 1)
        elif key != WHOLE:
            editing.field_of(work.template(practice.template_id), key)
        return _keep(work, practice, [comment_of(key, work.author, time, text, quoted=quoted, answers=answers)])


def resolve(library: Library, practice_id: str, comment_id: str, resolved: bool = True) -> Changes:  # noqa: FBT001, FBT002
    """Mark a comment as resolved, or as open again. Raises UnknownName, StoreError."""
    with library.writing() as work:
        practice = work.practice(practice_id)
        return _keep(work, practice, [replace(_found(work, practice, comment_id), resolved=resolved)])


def remove(library: Library, practice_id: str, comment_id: str) -> Changes:
    """Remove a comment and all answers to it. Raises UnknownName, StoreError."""
    with library.writing() as work:
        practice = work.practice(practice_id)
        _found(work, practice, comment_id)
        for thread in threads(work.comments(practice_id)):
            if thread.first.id == comment_id:
                return _record(work, practice, {one.id: "" for one in (thread.first, *thread.answers)})
        return _record(work, practice, {comment_id: ""})


def _found(work: Work, practice: Practice, ident: str) -> Comment:
    for one in work.comments(practice.id):
        if one.id == ident:
            return one
    raise UnknownName(Message("That comment is no longer there. Nothing was changed."))


def _keep(work: Work, practice: Practice, comments: Iterable[Comment]) -> Changes:
    return _record(work, practice, {one.id: to_text(one) for one in comments})


def _record(work: Work, practice: Practice, kept: dict[str, str]) -> Changes:
    changes = [work.put(practice, comment_key(ident), Value(text)) for ident, text in kept.items()]
    work.record(practice.id, changes)
    return changed(practice.id, *map(comment_key, kept))
