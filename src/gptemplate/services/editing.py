"""Writing in a practice: what is typed, chosen, marked and undone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from gptemplate.errors import BadValue, UnknownName
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.changes import Changes, changed
from gptemplate.model.comments import COMMENT
from gptemplate.model.journal import BESIDE, Change, Splice, Step
from gptemplate.model.practice import NOTHING, Origin, Practice, Value
from gptemplate.model.sources import source_of
from gptemplate.model.states import SHARED, Key, State, Status
from gptemplate.model.template import Field, Kind, Template
from gptemplate.services.feeding import feed

if TYPE_CHECKING:
    from gptemplate.store.library import Library
    from gptemplate.store.work import Work

MUCH = 40  # characters; where so much is deleted or replaced at once, the history has the text as it was


def open_practice(library: Library, practice_id: str) -> Practice:
    """Return a practice with all its values. Raises UnknownName."""
    with library.reading() as work:
        return work.practice(practice_id)


def write(library: Library, practice_id: str, key: Key, text: str, *, typing: bool = True) -> Changes:
    """Keep a value as it is now; history gets a revision later, when the field is left (`leave`).

    Raises BadValue when it does not fit its field, UnknownName, StoreError; the old value stays then.
    """
    with library.writing() as work:
        practice = work.practice(practice_id)
        return write_in(work, practice, key, text, typing=typing)


def write_in(work: Work, practice: Practice, key: Key, text: str, *, typing: bool = True) -> Changes:
    """Keep a value within a unit of work that is already open."""
    template = work.template(practice.template_id)
    one = field_of(template, key)
    text = values.accept(one, key.language, text)
    before = practice.values.get(key, NOTHING)
    if text == before.text:
        return Changes()
    origin = before.origin or _origin(work, template, practice, key)
    after = Value(text, State.DRAFT if one.is_written else State.DONE, before.head, origin if text else None)
    if len(Splice.between(before.text, text).removed) >= MUCH:
        work.cut(practice, [key])
    change = work.put(practice, key, after)
    if typing:
        work.record_typing(change, before, after)
    else:
        work.record(practice.id, [change])
    work.finish(practice)
    return changed(practice.id, key)


def replace_part(
    library: Library, practice_id: str, key: Key, start: int, words: str, by: str, state: State | None = None
) -> Changes:
    """Put other words in the place of some, as one step.

    The text keeps its state, for a person chose just this; what comes from a memory or a machine names another (`state`).
    Raises BadValue where the words are not there any more, or the text does not fit its field then.
    """
    with library.writing() as work:
        practice = work.practice(practice_id)
        before = practice.values.get(key, NOTHING)
        if before.text[start : start + len(words)] != words:
            raise BadValue(Message("The text has changed in the meantime. Nothing was changed."))
        template = work.template(practice.template_id)
        one = field_of(template, key)
        text = values.accept(one, key.language, before.text[:start] + by + before.text[start + len(words) :])
        origin = before.origin or _origin(work, template, practice, key)
        after = replace(before, text=text, state=state or before.state, origin=origin if text else None)
        return _mark(work, practice, key, after).at(practice_id, key, start + len(by))


def leave(library: Library, practice_id: str, keys: Iterable[Key] | None = None) -> None:
    """Cut a revision of the fields that a person left; of every changed one where `keys` is None."""
    with library.writing() as work:
        work.cut(work.practice(practice_id), keys)


def set_state(library: Library, practice_id: str, key: Key, state: State) -> Changes:
    """Mark a value as draft, to check or done. A translation marked done belongs to the source text as it is now."""
    if state not in (State.DRAFT, State.TO_CHECK, State.DONE):
        raise BadValue(Message("A value cannot be marked “{state}”; the program works that out itself.", state=state.value))
    with library.writing() as work:
        practice = work.practice(practice_id)
        before = practice.values.get(key, NOTHING)
        origin = before.origin
        if state is State.DONE:
            origin = _origin(work, work.template(practice.template_id), practice, key) or origin
        return _mark(work, practice, key, replace(before, state=state, origin=origin))


def confirm_valid(library: Library, practice_id: str, key: Key) -> Changes:
    """Say that a translation still fits its source text, which has changed."""
    with library.writing() as work:
        practice = work.practice(practice_id)
        before = practice.values.get(key, NOTHING)
        origin = _origin(work, work.template(practice.template_id), practice, key)
        return _mark(work, practice, key, replace(before, origin=origin or before.origin))


def set_status(library: Library, practice_id: str, status: Status) -> Changes:
    """Move one practice to a status, as a step of that practice."""
    from gptemplate.store.work import STATUS

    with library.writing() as work:
        practice = work.practice(practice_id)
        before = practice.values.get(STATUS, NOTHING)
        return _mark(work, practice, STATUS, replace(before, text=status.value, state=State.DONE))


def attach_image(library: Library, practice_id: str, field_id: str, content: bytes, name: str) -> Changes:
    """Keep a photo as the value of an image field: upright, scaled, without position data.

    Raises BadFile when the content is not a picture; what was there stays then.
    """
    from gptemplate.exchange.pictures import prepare

    picture = prepare(content, name)
    ident = hashlib.sha256(picture).hexdigest()
    with library.writing() as work:
        work.attach(ident, "image/jpeg", picture)
        practice = work.practice(practice_id)
        changes = write_in(work, practice, Key(field_id, SHARED), ident, typing=False)
        work.cut(practice, [Key(field_id, SHARED)])
        return changes


def attach_file(library: Library, practice_id: str, field_id: str, content: bytes, name: str) -> Changes:
    """Add a file to a field that holds files."""
    from gptemplate.exchange.pictures import check_size

    check_size(content, name)
    ident = hashlib.sha256(content).hexdigest()
    with library.writing() as work:
        work.attach(ident, "application/octet-stream", content)
        practice = work.practice(practice_id)
        key = Key(field_id, SHARED)
        lines = (*values.lines_of(practice.text(*key)), f"{ident} {texts.clean_line(name)}")
        changes = write_in(work, practice, key, "\n".join(dict.fromkeys(lines)), typing=False)
        work.cut(practice, [key])
        return changes


def attachment(library: Library, attachment_id: str) -> bytes:
    """Return the content of an attachment. Raises UnknownName."""
    with library.reading() as work:
        content = work.attachment(attachment_id)
    if content is None:
        raise UnknownName(Message("The picture or file is not in this library."))
    return content


def undo(library: Library, practice_id: str = "") -> Changes | None:
    """Take back the last step of a practice, or of the library ("" : bin, import, status); None where there is none."""
    return _step(library, practice_id, redo_it=False)


def redo(library: Library, practice_id: str = "") -> Changes | None:
    """Do again the step that was undone last; None where there is none."""
    return _step(library, practice_id, redo_it=True)


def can_undo(library: Library, practice_id: str = "") -> tuple[bool, bool]:
    """Return whether there is a step to undo, and one to redo."""
    with library.reading() as work:
        return _next(work, practice_id, redo_it=False) is not None, _next(work, practice_id, redo_it=True) is not None


def field_of(template: Template, key: Key) -> Field:
    """Return the field of a register. Raises UnknownName when the template has no such field or language."""
    one = template.fields.get(key.field)
    if one is None:
        raise UnknownName(Message("The template has no field “{name}”.", name=key.field))
    if key.language not in template.languages_of(one):
        raise UnknownName(_no_language(template, one, key.language))
    return one


def _no_language(template: Template, one: Field, language: str) -> Message:
    known = ", ".join(template.languages_of(one))
    if one.shared and one.kind is not Kind.IMAGE:
        return Message("“{field}” is the same in every language; use “*” as its language.", field=one.labels)
    return Message("“{field}” has no language “{name}”; it has: {known}", field=one.labels, name=language, known=known)


def check_languages(template: Template, languages: Iterable[str]) -> None:
    """Raise UnknownName for a language that the form does not have."""
    unknown = ", ".join(code for code in languages if code not in template.codes)
    if unknown:
        known = ", ".join(template.codes)
        raise UnknownName(Message("The template has no language “{name}”; it has: {known}", name=unknown, known=known))


def _mark(work: Work, practice: Practice, key: Key, after: Value) -> Changes:
    before = practice.values.get(key, NOTHING)
    if (before.text, before.state, before.origin) == (after.text, after.state, after.origin):
        return Changes()
    change = work.put(practice, key, after)
    work.record(practice.id, [change])
    work.cut(practice, [key])
    work.finish(practice)
    if after.state is State.DONE:
        feed(work, work.template(practice.template_id), practice, [key])
    return changed(practice.id, key)


def _origin(work: Work, template: Template, practice: Practice, key: Key) -> Origin | None:
    """The source text as it is now, with a revision cut of it, if `key` is a translation of something."""
    source = Key(key.field, source_of(template, practice, key))
    if not source.language or not practice.text(*source).strip():
        return None
    return origin_in(work, practice, source)


def origin_in(work: Work, practice: Practice, source: Key) -> Origin:
    """Return a text as it is now as the origin of a translation; a revision is cut of it, to be compared with later."""
    work.cut(practice, [source])
    text = practice.values[source]
    return Origin(source.language, text.head or "", texts.digest(text.text))


def _step(library: Library, scope: str, *, redo_it: bool) -> Changes | None:
    with library.writing() as work:
        step = _next(work, scope, redo_it=redo_it)
        if step is None:
            return None
        done = Changes()
        for change in step.changes if redo_it else reversed(step.changes):
            done |= _apply(work, change if redo_it else change.inverse)
        work.mark(step, undone=not redo_it)
        return done


def _next(work: Work, scope: str, *, redo_it: bool) -> Step | None:
    """The step that is undone or redone next; in a practice, what was brought into it is one of its steps."""
    last, undone = work.step_to_undo(scope), work.step_to_redo(scope)
    own = undone if redo_it else last
    brought = work.step_of_library(scope, undone=redo_it) if scope else None
    if brought is None or (redo_it and last is not None and last.number > brought.number):
        return own
    if own is None:
        return brought
    if redo_it:
        return min(own, brought, key=lambda one: one.number)
    return max(own, brought, key=lambda one: (one.ended, one.number))


def _apply(work: Work, change: Change) -> Changes:
    if not work.has(change.practice):
        return Changes()  # removed for good since
    practice = work.practice(change.practice)
    if change.key.field == BESIDE:
        from gptemplate.store.branching import set_beside

        beside = set_beside(work, practice, change.key.language, apart=change.states[1] is State.TO_CHECK)
        return changed(practice.id, beside, focus=(beside, 0)) if beside else Changes()
    after = change.apply(work.value(practice, change.key))
    if after is None:
        moved = Message("The text has changed in another way since, so the step cannot be taken back. Nothing was changed.")
        raise BadValue(moved)
    work.cut(practice, [change.key])
    work.put(practice, change.key, after)
    work.cut(practice, [change.key])
    is_said = change.key.field == COMMENT
    work.finish(practice, touched=not is_said)
    return changed(practice.id, change.key, focus=None if is_said else (change.key, change.position))
