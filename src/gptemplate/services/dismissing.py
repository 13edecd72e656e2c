"""Saying that a finding is no fault, with the reason, and taking that back: each one step that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gptemplate.errors import BadValue
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model.changes import Changes, changed
from gptemplate.model.checks.dismissals import dismissal_of, may_be_dismissed
from gptemplate.model.practice import NOTHING, Value
from gptemplate.model.states import Key, State

if TYPE_CHECKING:
    from gptemplate.model.checks import Finding
    from gptemplate.store.library import Library
    from gptemplate.store.work import Work

LONGEST_REASON = 500  # characters


def dismiss(library: Library, practice_id: str, finding: Finding, reason: str = "") -> Changes:
    """Keep that a finding is no fault; it is not shown or counted until the words it is about change.

    Raises BadValue for what keeps a practice from being submitted, UnknownName, StoreError.
    """
    if not may_be_dismissed(finding):
        raise BadValue(Message("What the form itself asks for cannot be put aside. Nothing was changed."))
    with library.writing() as work:
        one = dismissal_of(work.practice(practice_id), finding, texts.clean_line(reason)[:LONGEST_REASON], work.author)
        return _keep(work, practice_id, one.key, one.to_text())


def show_again(library: Library, practice_id: str, key: Key) -> Changes:
    """Let a finding be shown and counted again; `key` is the register of its dismissal."""
    with library.writing() as work:
        return _keep(work, practice_id, key, "")


def _keep(work: Work, practice_id: str, key: Key, text: str) -> Changes:
    practice = work.practice(practice_id)
    before = practice.values.get(key, NOTHING)
    if before.text == text:
        return Changes()
    change = work.put(practice, key, Value(text, State.DONE, before.head))
    work.record(practice_id, [change])
    work.cut(practice, [key])
    work.finish(practice)
    return changed(practice_id, key)
