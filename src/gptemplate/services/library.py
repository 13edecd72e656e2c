"""Opening the library, and what is done with whole practices."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.errors import StoreError, TemplateError, UnknownName, why
from gptemplate.i18n import Message
from gptemplate.model.changes import Changes
from gptemplate.model.listing import Listed
from gptemplate.model.practice import Practice, Value
from gptemplate.model.states import SHARED, Key, State, Status
from gptemplate.model.template import Field, Template
from gptemplate.paths import Paths
from gptemplate.services.templates import Templates
from gptemplate.settings import Settings

if TYPE_CHECKING:
    from gptemplate.store.library import Library
    from gptemplate.store.work import Work


def open_library(paths: Paths, settings: Settings, *, location: Path | str | None = None, read_only: bool = False) -> Library:
    """Open the person's library, making it first where there is none. Raises StoreError.

    Texts that an earlier session did not finish (the program was ended in the middle) get their revision now.
    """
    from gptemplate.services.upkeep import folder_of
    from gptemplate.store import library as store

    if not read_only:
        _make_folder(paths.data)
    opened = store.open_library(
        location or paths.library,
        Templates(paths.templates),
        backups=folder_of(paths, location if isinstance(location, Path) else None),
        read_only=read_only,
        author=settings.author,
        device=settings.device,
    )
    if not read_only:
        try:
            opened.recovered = tuple(one for one in finish_interrupted(opened) if one.keys)
        except BaseException:
            opened.close()
            raise
    return opened


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = Message("The folder {path} cannot be made: {reason}", path=str(folder), reason=why(error))
        raise StoreError(message) from error


@dataclass(frozen=True, slots=True)
class Recovered:
    """A practice in which the program ended in the middle of the writing: when that was, which texts were new.

    `fields` are the fields of the texts, each with the name of its language ("" where it has none).
    """

    practice: str
    title: str
    time: int  # milliseconds since 1970
    keys: tuple[Key, ...]
    fields: tuple[tuple[Field, str], ...] = ()


def finish_interrupted(library: Library) -> list[Recovered]:
    """Cut the revisions that an interrupted session owes and return what was recovered.

    A practice whose template is gone waits, with all its texts, until that is there again.
    """
    with library.reading() as work:
        unfinished = work.unfinished()
    if not unfinished:
        return []
    with library.writing() as work:
        return [one for one in (_finish(work, practice_id) for practice_id in unfinished) if one is not None]


def _finish(work: Work, practice_id: str) -> Recovered | None:
    practice = work.practice(practice_id)
    try:
        template = work.template(practice.template_id)
    except (UnknownName, TemplateError):
        return None
    keys = tuple(one.key for one in work.cut(practice))
    title, _language = practice.title(template, practice.source_language)
    fields = tuple((template.fields[key.field], _language_name(template, key)) for key in keys if key.field in template.fields)
    return Recovered(practice_id, title, practice.modified, keys, fields)


def _language_name(template: Template, key: Key) -> str:
    language = template.language(key.language)
    return language.name if language is not None else ""


def list_practices(library: Library, *, in_bin: bool = False, only: Collection[str] | None = None) -> list[Listed]:
    """Return the practices for the table, or only those named, newest first."""
    with library.reading() as work:
        return work.listing(in_bin=in_bin, only=only)


def search(library: Library, query: str) -> list[str]:
    """Return the ids of practices that have every word of `query` in any inflected form, the best first."""
    with library.reading() as work:
        return work.search(query)[0]


def search_newest(library: Library, query: str, most: int) -> tuple[list[str], bool]:
    """Search until `most` texts are found, the newest ones; return the practices' ids, and whether these are all."""
    with library.reading() as work:
        return work.search(query, most)


def find(library: Library, name: str) -> str:
    """Return the id of the practice that a person means. Raises UnknownName."""
    with library.reading() as work:
        return work.find(name)


def new_practice(library: Library, *, template_id: str, source_language: str, title: str = "") -> tuple[str, Changes]:
    """Begin a practice and return its id. Raises UnknownName for a template or language that there is not."""
    template = library.template(template_id)
    _check_language(template, source_language)
    practice = Practice(uuid.uuid4().hex, template.id, source_language)
    with library.writing() as work:
        add(work, template, practice)
        if title:
            work.put(practice, Key(template.title_field, source_language), Value(title))
            work.cut(practice)
            work.finish(practice)
    return practice.id, Changes(frozenset({practice.id}))


def add(work: Work, template: Template, practice: Practice) -> None:
    """Add an empty practice with the template's defaults in it, so that undoing it puts it in the bin."""
    from gptemplate.model.journal import Change
    from gptemplate.store.work import BIN

    practice.created = practice.modified = work.now
    work.create(practice)
    for one in template.fields.values():
        if one.default:
            work.put(practice, Key(one.id, SHARED if one.shared else practice.source_language), Value(one.default, State.DONE))
    work.cut(practice)
    work.finish(practice)
    binned = Value(str(work.now))
    work.record("", [Change.between(practice.id, BIN, binned, Value())])


def to_bin(library: Library, practice_ids: Iterable[str]) -> Changes:
    """Put practices into the bin, as one step that can be undone."""
    return _set_bin(library, practice_ids, binned=True)


def restore(library: Library, practice_ids: Iterable[str]) -> Changes:
    """Take practices out of the bin, as one step that can be undone."""
    return _set_bin(library, practice_ids, binned=False)


def remove_for_good(library: Library, practice_ids: Iterable[str]) -> Changes:
    """Remove practices that are in the bin, with all their history. This cannot be undone."""
    wanted = frozenset(practice_ids)
    with library.writing() as work:
        in_bin = {one.id for one in work.listing(in_bin=True)}
        for practice_id in wanted & in_bin:
            work.remove(practice_id)
    return Changes(wanted & in_bin)


def set_status(library: Library, practice_ids: Iterable[str], status: Status) -> Changes:
    """Move practices to a status, as one step that can be undone."""
    from gptemplate.store.work import STATUS

    wanted = tuple(practice_ids)
    with library.writing() as work:
        changes = []
        for practice_id in wanted:
            practice = work.practice(practice_id)
            changes.append(work.put(practice, STATUS, Value(status.value, State.DONE)))
            work.cut(practice, [STATUS])
            work.finish(practice)
        work.record("", changes)
    return Changes(frozenset(wanted), frozenset((practice_id, STATUS) for practice_id in wanted))


def _set_bin(library: Library, practice_ids: Iterable[str], *, binned: bool) -> Changes:
    from gptemplate.store.work import BIN

    wanted = tuple(practice_ids)
    with library.writing() as work:
        changes = []
        for practice_id in wanted:
            practice = work.practice(practice_id)
            if bool(practice.text(*BIN)) == binned:
                continue  # it lies there already; a step that changes nothing would be an undo that does nothing
            changes.append(work.put(practice, BIN, Value(str(work.now) if binned else "", State.DONE)))
            work.cut(practice)
            work.finish(practice, touched=False)
        work.record("", changes)
    return Changes(frozenset(wanted), frozenset((practice_id, BIN) for practice_id in wanted))


def _check_language(template: Template, language: str) -> None:
    if language not in template.codes:
        raise UnknownName(
            Message("The template has no language “{name}”; it has: {known}", name=language, known=", ".join(template.codes))
        )
