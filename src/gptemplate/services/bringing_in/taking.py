"""Looking at what files would do, and doing just that: one transaction, one step to undo, a copy of the library before it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.errors import BadFile, UserError
from gptemplate.i18n import Message
from gptemplate.model.changes import Changes
from gptemplate.model.journal import Change
from gptemplate.model.states import Key
from gptemplate.model.template import Template
from gptemplate.services.bringing_in import draft_values, practice_files
from gptemplate.services.bringing_in.drafts import Draft, Form, Item
from gptemplate.services.bringing_in.meeting import Brought, Meeting
from gptemplate.services.bringing_in.placing import Place, Placing
from gptemplate.services.bringing_in.recognising import read_files
from gptemplate.services.feeding import feed

if TYPE_CHECKING:
    from gptemplate.store.library import Library
    from gptemplate.store.work import Work

Choices = Mapping[str, str]
"""By the `ident` of what was brought: the id of the practice that a person chose for it, or `NEW`."""

Preferred = Collection[tuple[str, Key]]
"""Values that differ here and there and are to be as they are there: the `ident` of what was brought, and where."""

_NOTHING_CHOSEN: Choices = {}


@dataclass(frozen=True, slots=True)
class Look:
    """What bringing files in would do, and the files that cannot be read."""

    brought: tuple[Brought, ...]
    errors: tuple[UserError, ...] = ()


def look(library: Library, files: Iterable[Path | Item], choices: Choices = _NOTHING_CHOSEN, preferred: Preferred = ()) -> Look:
    """Return what bringing files in would do. Nothing is written. Raises StoreError."""
    with library.trying() as work:
        taking = _Taking(work, choices, preferred)
        taking.take(_read(library, files))
        return Look(tuple(taking.brought), tuple(taking.errors))


def bring_in(
    library: Library,
    files: Iterable[Path | Item],
    choices: Choices = _NOTHING_CHOSEN,
    seen: Look | None = None,
    preferred: Preferred = (),
) -> tuple[list[Brought], Changes, list[UserError]]:
    """Bring files in; all of them are one step. A file that cannot be read does not stop the others.

    A copy of the library is kept first. `seen` is what a person looked at: where something was written since that makes it
    untrue, nothing is done. Raises UserError for that, and StoreError; nothing is changed then.
    """
    with library.reading() as work:
        holds_something = work.count() > 0
    if holds_something:
        library.keep_copy("before-merge")
    with library.writing() as work:
        taking = _Taking(work, choices, preferred)
        taking.take(_read(library, files))
        if seen is not None and seen.brought != tuple(taking.brought):
            raise UserError(
                Message("Something has changed since the preview was made. Nothing was brought in; look at it again.")
            )
        work.record("", taking.steps)
    return taking.brought, taking.changes, taking.errors


def _read(library: Library, files: Iterable[Path | Item]) -> Iterable[Item]:
    """What the files say; those that were read already are taken as they are."""
    for one in files:
        if isinstance(one, Path):
            yield from read_files([one], _forms(library))
        else:
            yield one


def _forms(library: Library) -> Callable[[], Sequence[Template]]:
    from gptemplate.services.templates import Templates

    known = library.template
    return known.all if isinstance(known, Templates) else tuple


class _Taking:
    """One pass over the files within a unit of work."""

    def __init__(self, work: Work, choices: Choices, preferred: Preferred) -> None:
        self._work, self._choices, self._placing = work, choices, Placing(work)
        self._preferred = preferred
        self.brought: list[Brought] = []
        self.errors: list[UserError] = []
        self.steps: list[Change] = []
        self.changes = Changes()

    def take(self, items: Iterable[Item]) -> None:
        """Take files one after the other."""
        for item in items:
            if isinstance(item, UserError):
                self.errors.append(item)
                continue
            try:
                self._take_one(item)
            except UserError as error:
                self.errors.append(error)

    def _take_one(self, item: Path | Draft) -> None:
        if isinstance(item, Draft):
            self._take_draft(item)
            return
        arrival = practice_files.open_file(self._work, item)
        meeting = Meeting.begin(self._work, arrival.template, arrival.file.id, arrival.file.source_language)
        practice_files.meet(meeting, arrival)
        self._finish(meeting, Brought(arrival.name, arrival.file.id, meeting.is_new))

    def _take_draft(self, draft: Draft) -> None:
        if not draft.says_something:
            self.errors.append(_nothing_said(draft))
            return
        if draft.is_returned:
            draft = self._at_home(draft)
        template = self._work.template(draft.template)
        place: Place = self._placing.place(draft, template, self._choices.get(draft.ident))
        meeting = Meeting.begin(self._work, template, place.practice, _source_language(draft, template))
        meeting.preferred = frozenset(key for ident, key in self._preferred if ident == draft.ident)
        draft_values.meet(meeting, draft)
        told = Brought(draft.file, place.practice, meeting.is_new, ident=draft.ident, form=draft.form, number=draft.number)
        self._finish(meeting, replace(told, candidates=place.candidates, notes=draft.notes, untranslated=draft.untranslated))

    def _at_home(self, draft: Draft) -> Draft:
        """What a translator was handed is of a practice that is here, and of its form. Raises BadFile."""
        if not self._work.has(draft.practice):
            raise BadFile(
                Message("{file}: the practice that it was made from is not here. Nothing was taken from it.", file=draft.file)
            )
        return replace(draft, template=self._work.practice(draft.practice).template_id)

    def _finish(self, meeting: Meeting, told: Brought) -> None:
        meeting.finish()
        feed(self._work, meeting.template, meeting.practice, [one.key for one in meeting.changes])
        self.brought.append(
            replace(
                told,
                merged=tuple(meeting.merged),
                problems=tuple(meeting.problems),
                misread=tuple(meeting.misread),
                over=meeting.over(),
                title=meeting.title,
                was_in_bin=meeting.was_in_bin,
                template=meeting.template,
                changed=any(one.changes_something for one in meeting.changes),
            )
        )
        self.steps.extend(meeting.changes)
        self.changes |= Changes(frozenset({meeting.practice.id}))


def _source_language(draft: Draft, template: Template) -> str:
    likely = (draft.source_language, *draft.languages)
    return next((code for code in likely if code in template.codes), template.codes[0])


def _nothing_said(draft: Draft) -> BadFile:
    if draft.form is Form.TABLE:
        return BadFile(Message("{file}, row {n}: nothing is filled in.", file=draft.file, n=draft.number))
    return BadFile(Message("{file}: nothing is filled in. Nothing was taken from it.", file=draft.file))
