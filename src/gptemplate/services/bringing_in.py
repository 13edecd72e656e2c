"""The one way in: whatever comes from outside becomes incoming values, meets what is here, and is one step to undo."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gptemplate import resources
from gptemplate.errors import BadFile, BadValue, UnknownName, UserError
from gptemplate.exchange import practice_file
from gptemplate.exchange.pictures import LARGEST_FILE, check_size, is_kept_form, prepare
from gptemplate.exchange.practice_file import PracticeFile
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.changes import Changes
from gptemplate.model.journal import Change
from gptemplate.model.merge import Incoming, Merged, Outcome, merge
from gptemplate.model.practice import NOTHING, Origin, Practice, Value
from gptemplate.model.revisions import Revision
from gptemplate.model.states import SHARED, Key, State, Status
from gptemplate.model.template import Field, Kind, Template
from gptemplate.services import editing

if TYPE_CHECKING:
    from gptemplate.store.library import Library
    from gptemplate.store.work import Work


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one file: the practice, whether it is new here, each value's outcome, and what was not understood."""

    file: str
    practice: str
    is_new: bool
    merged: tuple[Merged, ...] = ()
    problems: tuple[Message, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """Return the number of values with an outcome."""
        return sum(one.outcome is outcome for one in self.merged)


@dataclass(slots=True)
class _Arrival:
    """A file on its way in: what it is, and what has been done with it so far."""

    name: str
    file: PracticeFile
    template: Template
    pictures: dict[str, bytes]
    changes: list[Change] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    problems: list[Message] = field(default_factory=list)


def bring_in(library: Library, files: Iterable[Path]) -> tuple[list[Brought], Changes, list[UserError]]:
    """Bring in practice files; all of them are one step. A file that cannot be read does not stop the others.

    A copy of the library is kept first. Raises StoreError; nothing is changed then.
    """
    brought, errors, changes = [], [], Changes()
    with library.reading() as work:
        holds_something = work.count() > 0
    if holds_something:
        library.keep_copy("before-merge")
    with library.writing() as work:
        steps: list[Change] = []
        for file in files:
            try:
                arrival = _open(work, file)
            except UserError as error:
                errors.append(error)
                continue
            one = _bring_in(work, arrival)
            brought.append(one)
            steps.extend(arrival.changes)
            changes |= Changes(frozenset({one.practice}))
        work.record("", steps)
    return brought, changes, errors


def sample_files() -> list[Path]:
    """Return the sample practices, which are brought in like any other file."""
    return sorted(resources.path("samples").glob("*.toml"))


def carried(library: Library, practice_id: str, *, attachments: bool = True) -> dict[str, Any]:
    """Return a practice as the plain data of a practice file."""
    with library.reading() as work:
        practice = work.practice(practice_id)
        template = work.template(practice.template_id)
        contents: dict[str, bytes] = {}
        for one, language in template.registers() if attachments else ():
            for ident in values.attachments_of(one, language, practice.text(one.id, language)):
                content = work.attachment(ident)
                if content is not None:
                    contents[ident] = content
    return practice_file.write(template, practice, contents)


def _open(work: Work, path: Path) -> _Arrival:
    try:
        if path.stat().st_size > practice_file.LARGEST_FILE:
            raise BadFile(Message("{file} is too large to be a practice. Nothing was taken from it.", file=path.name))
        file = practice_file.read(path.read_bytes(), path.name)
    except OSError:
        raise BadFile(Message("{file} cannot be read. Nothing was taken from it.", file=path.name)) from None
    template = work.template(file.template)
    if file.source_language not in template.codes:
        wrong = Message(
            "{file}: “{key}” is not what it should be. Nothing was taken from it.", file=path.name, key="source_language"
        )
        raise BadFile(wrong)
    _check_same_form(work, file, path.name)
    return _Arrival(path.name, file, template, dict(_pictures(file, path.parent)))


def _check_same_form(work: Work, file: PracticeFile, name: str) -> None:
    """Raise BadFile where the practice is here and of another form: its fields are not those of the file."""
    if work.has(file.id) and (here := work.practice(file.id).template_id) != file.template:
        raise BadFile(
            Message(
                "{file} is of the form “{theirs}”, and the same practice is here with the form “{here}”. "
                "Nothing was taken from it.",
                file=name,
                theirs=file.template,
                here=here,
            )
        )


def _pictures(file: PracticeFile, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The pictures that a file names, by the id or file name it names them with."""
    for value in file.values.values():
        if isinstance(value, dict) and isinstance(name := value.get("file"), str):
            content = _beside(folder, name)
            if content is not None:
                yield name, content
    yield from file.attachments.items()


def _beside(folder: Path, name: str) -> bytes | None:
    """The picture of that name beside a practice file: a plain file there, not one that a link leads to.

    Raises BadFile when it is no picture, too large, or cannot be read.
    """
    try:
        beside = folder / name
        if beside.parent != folder or beside.is_symlink() or not beside.is_file():
            return None
        if beside.stat().st_size > LARGEST_FILE:
            raise BadFile(Message("{name} is larger than {n} MB. Nothing was changed.", name=name, n=LARGEST_FILE // 1_000_000))
        return prepare(beside.read_bytes(), name)
    except (OSError, ValueError):
        raise BadFile(Message("{file} cannot be read. Nothing was taken from it.", file=name[:80])) from None


def _bring_in(work: Work, arrival: _Arrival) -> Brought:
    from gptemplate.store.work import BIN, STATUS

    file = arrival.file
    is_new = not work.has(file.id)
    if is_new:
        practice = Practice(file.id, file.template, file.source_language, created=work.now, modified=work.now)
        work.create(practice)
        arrival.changes.append(Change.between(file.id, BIN, Value(str(work.now)), Value()))
    else:
        practice = work.practice(file.id)
        work.cut(practice)  # what is here is in the history before anything meets it
    _take_earlier(work, practice, arrival)
    for incoming in _incoming(work, practice, arrival):
        arrival.merged.append(_meet(work, practice, arrival, incoming))
    if is_new and file.status is not Status.DRAFT:
        work.put(practice, STATUS, Value(file.status.value, State.DONE))
    work.cut(practice)
    work.finish(practice, touched=is_new or any(one.outcome is Outcome.TAKEN for one in arrival.merged))
    return Brought(arrival.name, file.id, is_new, tuple(arrival.merged), tuple(arrival.problems))


def _take_earlier(work: Work, practice: Practice, arrival: _Arrival) -> None:
    """First the older wordings, so that translations can say what they were made from."""
    for key, raw in arrival.file.earlier.items():
        if key in practice.values:
            continue
        try:
            one = editing.field_of(arrival.template, key)
            text = values.accept(one, key.language, practice_file.kept_form(one, raw)) if one.is_written else ""
        except UserError as error:
            arrival.problems.append(error.message)
            continue
        if text:
            arrival.changes.append(work.put(practice, key, Value(text, State.DRAFT)))
    work.cut(practice)


def _incoming(work: Work, practice: Practice, arrival: _Arrival) -> Iterator[Incoming]:
    """The file's values in the form they are kept in: translations first, while their source is still the earlier one."""
    source = arrival.file.source_language
    order = sorted(arrival.file.values.items(), key=lambda item: (item[0].language == source, item[0]))
    for key, raw in order:
        try:
            one = editing.field_of(arrival.template, key)
            text = values.accept(one, key.language, _kept(work, arrival, one, raw))
            state = arrival.file.state(key) if text else State.DRAFT
            incoming = Incoming(key, text, state, _base(work, arrival, one, key), _origin(practice, arrival, one, key))
        except (BadFile, BadValue, UnknownName) as error:
            arrival.problems.append(error.message)
            continue
        yield incoming


def _base(work: Work, arrival: _Arrival, one: Field, key: Key) -> str | None:
    """The text that a value of the file began with: a revision known here, or the earlier wording it names."""
    revision = _began_with(work, arrival, key)
    if revision is not None:
        return revision.text
    earlier = arrival.file.earlier.get(key)
    return None if earlier is None else texts.clean(practice_file.kept_form(one, earlier))


def _began_with(work: Work, arrival: _Arrival, key: Key) -> Revision | None:
    """The revision that a value of the file began with, where it is here and one of the same value."""
    revision = work.revision(arrival.file.revisions.get(key, ""))
    return revision if revision is not None and (revision.practice, revision.key) == (arrival.file.id, key) else None


def _kept(work: Work, arrival: _Arrival, one: Field, raw: Any) -> str:
    if one.kind is Kind.FILES and isinstance(raw, list):
        return _kept_files(work, arrival, raw)
    if one.kind is not Kind.IMAGE or not isinstance(raw, Mapping):
        return practice_file.kept_form(one, raw)
    name = raw.get("file") or raw.get("attachment") or ""
    if not isinstance(name, str):
        name = ""
    content = arrival.pictures.get(name)
    if content is None:
        if work.attachment(name) is not None:
            return name
        raise BadFile(Message("The picture {name} did not come with its practice.", name=name[:80]))
    # What another copy of the program kept is taken as it is; anything else is a photo like any other.
    content = content if is_kept_form(content) else prepare(content, name)
    ident = hashlib.sha256(content).hexdigest()
    work.attach(ident, "image/jpeg", content)
    return ident


def _kept_files(work: Work, arrival: _Arrival, raw: list[Any]) -> str:
    """The files of a field whose content came along, or is here already; the others are told."""
    kept = []
    for line in (one for one in raw if isinstance(one, str)):
        ident, _space, name = line.partition(" ")
        content = arrival.file.attachments.get(ident)
        if content is not None and hashlib.sha256(content).hexdigest() == ident:
            check_size(content, name)
            work.attach(ident, "application/octet-stream", content)
        elif work.attachment(ident) is None:
            arrival.problems.append(Message("The file {name} did not come with its practice.", name=(name or ident)[:80]))
            continue
        kept.append(line)
    return values.from_lines(kept)


def _origin(practice: Practice, arrival: _Arrival, one: Field, key: Key) -> Origin | None:
    source = arrival.file.source_language
    if one.shared or key.language in (source, SHARED):
        return None
    earlier = practice.value(key.field, source)
    if earlier.text and earlier.head:
        return Origin(source, earlier.head, texts.digest(earlier.text))
    raw = arrival.file.values.get(Key(key.field, source))
    text = texts.clean(practice_file.kept_form(one, raw)) if raw is not None else ""
    return Origin(source, "", texts.digest(text)) if text else None


def _meet(work: Work, practice: Practice, arrival: _Arrival, incoming: Incoming) -> Merged:
    here = practice.values.get(incoming.key, NOTHING)
    merged = merge(here, incoming)
    value = Value(incoming.text, incoming.state, here.head, incoming.origin)
    if merged.outcome is Outcome.TAKEN:
        arrival.changes.append(work.put(practice, incoming.key, value))
    elif merged.outcome is Outcome.CONFLICT:
        base = _began_with(work, arrival, incoming.key)
        work.add_branch(practice, incoming.key, replace(value, state=State.TO_CHECK), base.id if base else None)
    return merged
