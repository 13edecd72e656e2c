"""One unit of work: everything read and written in it is of one moment, and is kept whole or not at all."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from gptemplate.errors import UnknownName
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model.comments import COMMENT, Comment, comment_key, to_text
from gptemplate.model.journal import Change, Step
from gptemplate.model.listing import Listed, Summary
from gptemplate.model.practice import NOTHING, Practice, Value
from gptemplate.model.revisions import Revision
from gptemplate.model.states import SHARED, Key
from gptemplate.model.summary import summarise
from gptemplate.model.template import Template
from gptemplate.store import rows, search
from gptemplate.store.beside import Beside
from gptemplate.store.branching import wrote_in
from gptemplate.store.raw import columns_of
from gptemplate.store.schema import AttachmentRow, CommentRow, PracticeRow, RevisionRow, StepRow, ValueRow, table

log = logging.getLogger(__name__)

STATUS = Key("@status", SHARED)
"""The register of a practice's status; "" is a draft."""
BIN = Key("@bin", SHARED)
"""The register that says when a practice was put in the bin (milliseconds since 1970); "" is not in it."""

MOST_STEPS = 2_000  # steps kept for one scope: several working days of one practice

_practice = table(PracticeRow)
_value = table(ValueRow)
_revision = table(RevisionRow)
_comment = table(CommentRow)
_attachment = table(AttachmentRow)
_step = table(StepRow)

# Built once: saving a key's worth of typing takes seven statements, and building them takes longer than running them.
_ONE_PRACTICE = select(_practice).where(_practice.c.id == bindparam("ident"))
_ITS_VALUES = select(_value).where(_value.c.practice_id == bindparam("ident"))
_CHANGE_VALUE = update(_value).where(
    _value.c.practice_id == bindparam("its_practice"),
    _value.c.field == bindparam("its_field"),
    _value.c.language == bindparam("its_language"),
)
_ONE_COMMENT = select(_comment).where(
    _comment.c.practice_id == bindparam("its_practice"), _comment.c.comment == bindparam("its_language")
)
_CHANGE_PRACTICE = update(_practice).where(_practice.c.id == bindparam("ident"))
_CHANGE_STEP = update(_step).where(_step.c.id == bindparam("number"))
_ITS_STEPS = select(_step).where(_step.c.scope == bindparam("its_scope")).limit(1)
_LAST_DONE = _ITS_STEPS.where(_step.c.undone.is_(False)).order_by(_step.c.id.desc())
_FIRST_UNDONE = _ITS_STEPS.where(_step.c.undone.is_(True)).order_by(_step.c.id)
_DROP_UNDONE = delete(_step).where(_step.c.scope == bindparam("its_scope"), _step.c.undone.is_(True))


class Work(Beside):
    """Reads and writes within one transaction. Made by `Library.writing` and `Library.reading`."""

    def __init__(
        self, connection: Connection, template: Callable[[str], Template], now: int, author: str = "", device: str = ""
    ) -> None:
        super().__init__(connection, now, author)
        self.template = template
        self._device = device

    @property
    def author(self) -> str:
        """Who writes here, as the settings say; may be nothing."""
        return self._author

    def write_as(self, author: str) -> None:
        """Let the revisions that follow name another author, such as a machine."""
        self._author = author

    # Practices

    def create(self, practice: Practice) -> None:
        """Add a practice that has no values yet."""
        self._connection.execute(
            insert(_practice).values(
                id=practice.id,
                template=practice.template_id,
                source_language=practice.source_language,
                status=practice.status,
                summary=json.dumps(Summary().to_json()),
                created=practice.created,
                modified=practice.modified,
                deleted=practice.deleted,
            )
        )

    def has(self, practice_id: str) -> bool:
        """Return whether there is a practice with that id."""
        return self._connection.execute(select(_practice.c.id).where(_practice.c.id == practice_id)).first() is not None

    def practice(self, practice_id: str) -> Practice:
        """Return a practice with all its values. Raises UnknownName."""
        row = self._connection.execute(_ONE_PRACTICE, {"ident": practice_id}).one_or_none()
        if row is None:
            raise UnknownName(Message("There is no practice “{name}”.", name=practice_id))
        held = rows.registers(self._connection.execute(_ITS_VALUES, {"ident": practice_id}).all())
        for key, _value, is_intact in held:
            if not is_intact:
                log.error("a stored text does not match its hash: practice %s, field %s", practice_id, key.field)
        return rows.practice(row, ((key, value) for key, value, _is_intact in held))

    def find(self, name: str) -> str:
        """Return the id of the practice that a person means: an id, its first digits, or a title.

        Raises UnknownName when there is none, or more than one.
        """
        if not name.strip():
            raise UnknownName(Message("The name of a practice is missing."))
        if self.has(name):
            return name
        listed = self.listing() + self.listing(in_bin=True)
        small = name.casefold()
        near = [one for one in listed if len(name) >= 4 and one.id.startswith(small)] or [
            one for one in listed if small in (counts.title.casefold() for counts in one.summary.languages.values())
        ]
        if len(near) != 1:
            several = Message("“{name}” means more than one practice; use its id.", name=name)
            raise UnknownName(several if near else Message("There is no practice “{name}”.", name=name))
        return near[0].id

    def listing(self, *, in_bin: bool = False, only: Collection[str] | None = None) -> list[Listed]:
        """Return all practices, or only those named, newest first; those in the bin apart."""
        columns = select(
            _practice.c.id, _practice.c.template, _practice.c.source_language, _practice.c.status,
            _practice.c.summary, _practice.c.created, _practice.c.modified, _practice.c.deleted,
        )  # fmt: skip
        columns = columns.where(_practice.c.deleted.is_not(None) if in_bin else _practice.c.deleted.is_(None))
        if only is not None:
            columns = columns.where(_practice.c.id.in_(only))
        found = self._connection.execute(columns.order_by(_practice.c.modified.desc(), _practice.c.id))
        return [rows.listed(row) for row in found]

    def count(self) -> int:
        """Return the number of practices that are not in the bin."""
        return self._connection.execute(select(func.count()).where(_practice.c.deleted.is_(None))).scalar_one()

    def search(self, query: str, most: int = search.MOST) -> tuple[list[str], bool]:
        """Return the ids of the practices that have every word of `query`, up to `most` texts, and whether they are all."""
        return search.search(self._connection, query, most)

    def remove(self, practice_id: str) -> None:
        """Remove a practice and all its history for good."""
        search.forget(self._connection, practice_id)
        self._forget_steps(practice_id)
        self._connection.execute(delete(_step).where(_step.c.scope == practice_id))
        self._connection.execute(delete(_practice).where(_practice.c.id == practice_id))

    def _forget_steps(self, practice_id: str) -> None:
        """Take a practice's texts out of the library's own undo steps."""
        for row in self._connection.execute(select(_step).where(_step.c.scope == "")).all():
            changes = rows.step(row).changes
            left = [one for one in changes if one.practice != practice_id]
            if len(left) < len(changes):
                self._connection.execute(_CHANGE_STEP, {"number": row.id, "changes": _changes_text(left)})

    # Values

    def put(self, practice: Practice, key: Key, value: Value) -> Change:
        """Keep a value and return what changed; `practice` has it afterwards. A comment is put by its `comment_key`."""
        if key.field == COMMENT:
            return self._put_comment(practice, key, value)
        before = practice.values.get(key, NOTHING)
        value = replace(value, modified=self.now, head=before.head)
        columns = {**_columns_of(value), "dirty": True}
        if key in practice.values:
            self._connection.execute(_CHANGE_VALUE, _register(practice.id, key) | columns)
        else:
            names = {"practice_id": practice.id, "field": key.field, "language": key.language}
            self._connection.execute(insert(_value).values(**names, **columns))
        practice.values[key] = value
        if key == STATUS:
            practice.status = rows.status(value.text)
        elif key == BIN:
            practice.deleted = rows.moment(value.text)
        return Change.between(practice.id, key, before, value)

    def value(self, practice: Practice, key: Key) -> Value:
        """Return what a register holds: a value of the practice or, by its `comment_key`, a comment."""
        if key.field != COMMENT:
            return practice.values.get(key, NOTHING)
        row = self._connection.execute(_ONE_COMMENT, _register(practice.id, key)).one_or_none()
        return NOTHING if row is None else Value(rows.comment_text(row.comment, row.text), modified=row.modified)

    def finish(self, practice: Practice, *, touched: bool = True) -> None:
        """Bring what is read off a practice's values up to date; call it once after the last `put`."""
        if touched:
            practice.modified = max(self.now, practice.modified)
        summary = summarise(self.template(practice.template_id), practice)
        columns = {
            "status": practice.status,
            "deleted": practice.deleted,
            "modified": practice.modified,
            "summary": json.dumps(summary.to_json(), ensure_ascii=False),
        }
        self._connection.execute(_CHANGE_PRACTICE, {"ident": practice.id, **columns})

    # Comments

    def comments(self, practice_id: str) -> list[Comment]:
        """Return every comment on a practice and its fields, the oldest first."""
        found = self._connection.execute(select(_comment).where(_comment.c.practice_id == practice_id)).all()
        for row in found:
            if not rows.is_intact(row):
                log.error("a stored text does not match its hash: practice %s, comment %s", practice_id, row.comment)
        return sorted(map(rows.comment, found), key=lambda one: (one.time, one.id))

    def comment(self, practice: Practice, one: Comment) -> Change:
        """Keep a comment and return what changed, which is nothing where the same one is here, resolved or not."""
        key = comment_key(one.id)
        here = self.value(practice, key)
        return Change.between(practice.id, key, here, here) if here.text else self.put(practice, key, Value(to_text(one)))

    def _put_comment(self, practice: Practice, key: Key, value: Value) -> Change:
        before, after = self.value(practice, key), Value(value.text, modified=self.now)
        where = (_comment.c.practice_id == practice.id, _comment.c.comment == key.language)
        self._connection.execute(delete(_comment).where(*where))
        if after.text:
            text = rows.comment_text(key.language, after.text)
            columns = {"text": text, "digest": texts.digest(text), "modified": self.now}
            self._connection.execute(insert(_comment).values(practice_id=practice.id, comment=key.language, **columns))
        return Change.between(practice.id, key, before, after)

    # History

    def cut(self, practice: Practice, keys: Iterable[Key] | None = None) -> list[Revision]:
        """Cut a revision of every register that changed since its last one; all of them where `keys` is None."""
        query = select(_value.c.field, _value.c.language).where(_value.c.practice_id == practice.id, _value.c.dirty)
        dirty = {Key(field, language) for field, language in self._connection.execute(query)}
        wanted = dirty if keys is None else dirty & set(keys)
        revisions = [one for key in sorted(wanted) if (one := self._cut_one(practice, key)) is not None]
        if wanted:
            search.index(self._connection, self.template(practice.template_id), practice)
        return revisions

    def unfinished(self) -> list[str]:
        """Return the ids of practices with values that no revision holds yet: the program ended in the middle of them."""
        return list(self._connection.execute(select(_value.c.practice_id).where(_value.c.dirty).distinct()).scalars())

    def history(self, practice_id: str, key: Key) -> list[Revision]:
        """Return every revision of a register, in no order."""
        query = select(_revision).where(
            _revision.c.practice_id == practice_id, _revision.c.field == key.field, _revision.c.language == key.language
        )
        return [rows.revision(row) for row in self._connection.execute(query)]

    def revision(self, ident: str) -> Revision | None:
        """Return a revision, or None."""
        row = self._connection.execute(select(_revision).where(_revision.c.id == ident)).one_or_none()
        return rows.revision(row) if row is not None else None

    def add_branch(self, practice: Practice, key: Key, value: Value, base: str | None) -> Revision:
        """Keep a text beside the one that is shown, as a second head that a person can choose."""
        began_with = self.revision(base) if base else None
        made = self._make(practice, key, value, () if base is None else (base,), began_with)
        self._insert(made)
        return made

    def join(self, practice: Practice, key: Key, others: Iterable[Revision]) -> None:
        """Let texts that stand beside the shown one be earlier texts of it."""
        here, apart = practice.values[key], list(others)
        parents = (*([here.head] if here.head else []), *(one.id for one in apart))
        made = self._make(practice, key, here, parents, max(apart, key=lambda one: one.time))
        self._insert(made)
        practice.values[key] = replace(here, head=made.id)
        self._connection.execute(_CHANGE_VALUE, _register(practice.id, key) | {"head": made.id})

    def _cut_one(self, practice: Practice, key: Key) -> Revision | None:
        value = practice.values[key]
        last = self.revision(value.head) if value.head else None
        made = None
        if last is None or (last.text, last.state, last.origin) != (value.text, value.state, value.origin):
            made = self._make(practice, key, value, (value.head,) if value.head else (), last)
            self._insert(made)
        head = made.id if made else value.head
        practice.values[key] = replace(value, head=head)
        self._connection.execute(_CHANGE_VALUE, _register(practice.id, key) | {"head": head, "dirty": False})
        return made

    def _make(
        self, practice: Practice, key: Key, value: Value, parents: tuple[str, ...], last: Revision | None = None
    ) -> Revision:
        time = max(self.now, last.time + 1) if last else self.now
        return Revision(
            practice=practice.id, key=key, text=value.text, state=value.state, parents=parents,
            origin=value.origin, author=self._author, device=self._device, time=time,
        )  # fmt: skip

    def _insert(self, made: Revision) -> None:
        known = select(_revision.c.id).where(_revision.c.id == made.id)
        if self._connection.execute(known).first() is None:
            self._connection.execute(insert(_revision).values(**columns_of(made)))

    # Undo

    def record(self, scope: str, changes: Iterable[Change]) -> None:
        """Remember a step that can be undone; what could be redone before can be no more."""
        step = Step(scope, tuple(one for one in changes if one.changes_something), self.now, self.now)
        if step.changes:
            self._drop_undone(scope)
            self._add_step(step)

    def record_typing(self, change: Change, before: Value, after: Value) -> None:
        """Remember typing, in one step with the burst that it goes on with."""
        scope = change.practice
        last = self.step_to_undo(scope)
        self._drop_undone(scope)
        joined = last.joined(change, before, after, self.now) if last else None
        if joined is None:
            self._add_step(Step(scope, (change,), self.now, self.now, typing=True))
        else:
            content = {"changes": _changes_text(joined.changes), "ended": joined.ended}
            self._connection.execute(_CHANGE_STEP, {"number": joined.number, **content})

    def step_to_undo(self, scope: str) -> Step | None:
        """Return the last step that is not undone, or None."""
        return self._step(scope, undone=False)

    def step_to_redo(self, scope: str) -> Step | None:
        """Return the step that was undone last, or None."""
        return self._step(scope, undone=True)

    def step_of_library(self, practice_id: str, *, undone: bool) -> Step | None:
        """Return the last library step that wrote in a practice (not one that only moved it), or the first that was undone."""
        row = self._connection.execute(wrote_in(practice_id, (BIN, STATUS), undone=undone)).one_or_none()
        return rows.step(row) if row is not None else None

    def mark(self, step: Step, *, undone: bool) -> None:
        """Note that a step was undone, or redone."""
        self._connection.execute(_CHANGE_STEP, {"number": step.number, "undone": undone})

    def _step(self, scope: str, *, undone: bool) -> Step | None:
        query = _FIRST_UNDONE if undone else _LAST_DONE
        row = self._connection.execute(query, {"its_scope": scope}).one_or_none()
        return rows.step(row) if row is not None else None

    def _add_step(self, step: Step) -> None:
        content = {"began": step.began, "ended": step.ended, "typing": step.typing, "undone": False}
        self._connection.execute(insert(_step).values(scope=step.scope, changes=_changes_text(step.changes), **content))
        newest = self._connection.execute(select(func.max(_step.c.id)).where(_step.c.scope == step.scope)).scalar_one()
        if newest % 100 == 0:
            self._thin(step.scope)

    def _thin(self, scope: str) -> None:
        kept = select(_step.c.id).where(_step.c.scope == scope).order_by(_step.c.id.desc()).limit(MOST_STEPS)
        oldest = min(self._connection.execute(kept).scalars(), default=0)
        self._connection.execute(delete(_step).where(_step.c.scope == scope, _step.c.id < oldest))

    def _drop_undone(self, scope: str) -> None:
        self._connection.execute(_DROP_UNDONE, {"its_scope": scope})

    # Attachments

    def attach(self, ident: str, media_type: str, content: bytes) -> None:
        """Keep a photo or file; the same content is kept once."""
        if self._connection.execute(select(_attachment.c.id).where(_attachment.c.id == ident)).first() is None:
            self._connection.execute(
                insert(_attachment).values(id=ident, media_type=media_type, content=content, created=self.now)
            )

    def attachment(self, ident: str) -> bytes | None:
        """Return the content of an attachment, or None where it is not here."""
        return self._connection.execute(select(_attachment.c.content).where(_attachment.c.id == ident)).scalar_one_or_none()


def _register(practice_id: str, key: Key) -> dict[str, Any]:
    return {"its_practice": practice_id, "its_field": key.field, "its_language": key.language}


def _columns_of(value: Value) -> dict[str, Any]:
    origin = value.origin
    return {
        "text": value.text,
        "digest": texts.digest(value.text),
        "state": value.state,
        "origin_language": origin.language if origin else None,
        "origin_revision": origin.revision if origin else None,
        "origin_digest": origin.digest if origin else None,
        "modified": value.modified,
    }


def _changes_text(changes: Iterable[Change]) -> str:
    return json.dumps([one.to_json() for one in changes], ensure_ascii=False)
