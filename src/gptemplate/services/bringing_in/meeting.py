"""What comes from outside meets a practice: everything that was done with it, as a preview tells it and a step undoes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model.changes import Changes, changed
from gptemplate.model.comments import WHOLE, comment_of
from gptemplate.model.journal import Change
from gptemplate.model.merge import Incoming, Merged, Outcome, merge
from gptemplate.model.practice import NOTHING, Practice, Value
from gptemplate.model.revisions import Revision, heads
from gptemplate.model.states import SHARED, Key, State
from gptemplate.model.template import Template
from gptemplate.services.bringing_in.drafts import Form, Note, NoteKind
from gptemplate.services.bringing_in.placing import Candidate

if TYPE_CHECKING:
    from gptemplate.store.work import Work


@dataclass(frozen=True, slots=True)
class Misread:
    """A value that was not understood, as it stands in the file, and what is expected."""

    key: Key
    text: str
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one file or row, or would: the practice, each value's outcome, and all else that it says.

    `practice` is its id, `is_new` whether it is begun by this file, `was_in_bin` whether it is taken out of the bin.
    `over` are the texts that exceed their limit, `untranslated` those that a translator left as they were.
    """

    file: str
    practice: str
    is_new: bool
    merged: tuple[Merged, ...] = ()
    problems: tuple[Message, ...] = ()
    ident: str = ""
    form: Form = Form.PRACTICE
    number: int = 0
    title: str = ""
    candidates: tuple[Candidate, ...] = ()
    misread: tuple[Misread, ...] = ()
    notes: tuple[Note, ...] = ()
    over: tuple[Key, ...] = ()
    untranslated: tuple[Key, ...] = ()
    was_in_bin: bool = False
    template: Template | None = field(default=None, compare=False)
    changed: bool = True  # whether anything here is not as it was before

    def count(self, outcome: Outcome) -> int:
        """Return the number of values with an outcome."""
        return sum(one.outcome is outcome for one in self.merged)

    @property
    def fields(self) -> int:
        """The number of values that the file has, understood or not; one that was cleared counts."""
        said = (one for one in self.merged if one.incoming.text.strip() or one.outcome is not Outcome.UNCHANGED)
        return sum(1 for _one in said) + len(self.misread)

    @property
    def is_plain(self) -> bool:
        """Whether it is a practice file all of which goes in as it is, so that there is nothing to ask or show."""
        return self.form is Form.PRACTICE and not self.problems and not self.count(Outcome.CONFLICT)


@dataclass(slots=True)
class Meeting:
    """A practice that something from outside meets, and what was done with it so far."""

    work: Work
    practice: Practice
    template: Template
    is_new: bool
    was_in_bin: bool = False
    preferred: frozenset[Key] = frozenset()  # of what differs here and there, what a person wants to have from there
    changes: list[Change] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    misread: list[Misread] = field(default_factory=list)
    problems: list[Message] = field(default_factory=list)

    @classmethod
    def begin(cls, work: Work, template: Template, practice_id: str, source_language: str) -> Meeting:
        """Return the meeting with a practice that is here, or with one that begins now. One in the bin comes out of it."""
        from gptemplate.store.work import BIN

        if work.has(practice_id):
            practice = work.practice(practice_id)
            work.cut(practice)  # what is here is in the history before anything meets it
            one = cls(work, practice, template, is_new=False, was_in_bin=practice.deleted is not None)
            if one.was_in_bin:
                one.changes.append(work.put(practice, BIN, Value("", State.DONE)))
            return one
        practice = Practice(practice_id, template.id, source_language, created=work.now, modified=work.now)
        work.create(practice)
        one = cls(work, practice, template, is_new=True)
        one.changes.append(Change.between(practice_id, BIN, Value(str(work.now)), Value()))
        return one

    def here(self, key: Key) -> Value:
        """Return what stands here."""
        return self.practice.values.get(key, NOTHING)

    def meet(self, incoming: Incoming, base: Revision | None = None) -> None:
        """Let a value meet the one here: it is taken, or kept beside it as what a person can choose."""
        here = self.here(incoming.key)
        merged = merge(here, incoming)
        if merged.outcome is Outcome.CONFLICT:
            merged = replace(merged, chosen=incoming.key in self.preferred)
        value = Value(incoming.text, incoming.state, here.head, incoming.origin)
        if merged.is_taken:
            self.changes.append(self.work.put(self.practice, incoming.key, value))
        elif merged.outcome is Outcome.CONFLICT:
            self._keep_beside(incoming.key, replace(value, state=State.TO_CHECK), base)
        self.merged.append(merged)

    def leave(self, incoming: Incoming) -> None:
        """Tell of a value that a translator left as it was sent: here it may have been changed or cleared since."""
        self.merged.append(Merged(incoming, Outcome.UNCHANGED, self.here(incoming.key).text))

    def _keep_beside(self, key: Key, value: Value, base: Revision | None) -> None:
        waiting = heads(self.work.history(self.practice.id, key))
        if all(one.text != value.text for one in waiting):  # brought in twice, it is there once
            made = self.work.add_branch(self.practice, key, value, base.id if base else None)
            self.changes.append(Change.beside(self.practice.id, made.id))

    def note(self, file: str, notes: Iterable[Note]) -> None:
        """Keep notes as comments; what a file said before is not said twice."""
        known = {(one.key, one.author, one.text, one.source) for one in self.work.comments(self.practice.id)}
        for one in notes:
            key = one.key if one.key is not None and one.kind is not NoteKind.REMARK and self._has(one.key) else WHOLE
            made = comment_of(key, one.author, one.time or self.work.now, one.words(), quoted=one.quoted, source=file)
            about = (made.key, made.author, made.text, made.source)
            if made.text and about not in known:
                known.add(about)
                self.changes.append(self.work.comment(self.practice, made))

    def finish(self) -> None:
        """Cut the revisions of what was taken and bring the table up to date."""
        self.work.cut(self.practice)
        taken = self.is_new or self.was_in_bin or any(one.is_taken for one in self.merged)
        self.work.finish(self.practice, touched=taken)

    def over(self) -> tuple[Key, ...]:
        """Return the texts among what came that are longer than their limit."""
        return tuple(one.incoming.key for one in self.merged if self._is_over(one.incoming))

    def touched(self) -> Changes:
        """Return what was touched."""
        return changed(self.practice.id) if self.is_new else changed(self.practice.id, *(one.key for one in self.changes))

    @property
    def title(self) -> str:
        """The practice's title as it is now."""
        return self.practice.title(self.template, self.practice.source_language)[0]

    def _is_over(self, incoming: Incoming) -> bool:
        one = self.template.fields[incoming.key.field]
        limit = one.limit.of(incoming.key.language) if incoming.key.language != SHARED else one.limit.default
        return limit is not None and texts.length(incoming.text) > limit

    def _has(self, key: Key) -> bool:
        one = self.template.fields.get(key.field)
        return one is not None and key.language in self.template.languages_of(one)
