"""A practice file meets the practice it names: its values, older wordings, states, pictures and comments."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gptemplate.errors import BadFile, BadValue, UnknownName, UserError, why
from gptemplate.exchange import practice_file
from gptemplate.exchange.pictures import LARGEST_FILE, check_size, is_kept_form, prepare
from gptemplate.exchange.practice_file import PracticeFile
from gptemplate.files import read_file
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.merge import Incoming
from gptemplate.model.practice import Origin, Value
from gptemplate.model.revisions import Revision, newest_first
from gptemplate.model.states import SHARED, Key, State, Status
from gptemplate.model.template import Field, Kind, Template
from gptemplate.services import editing
from gptemplate.services.bringing_in.meeting import Meeting
from gptemplate.services.bringing_in.placing import check_same_form

if TYPE_CHECKING:
    from gptemplate.store.work import Work


@dataclass(frozen=True, slots=True)
class Arrival:
    """A practice file on its way in, with the pictures that it names."""

    name: str
    file: PracticeFile
    template: Template
    pictures: Mapping[str, bytes]


def open_file(work: Work, path: Path) -> Arrival:
    """Return a practice file, ready to meet its practice. Raises UserError, saying what is wrong."""
    try:
        content = read_file(path, practice_file.LARGEST_FILE)
    except (OSError, ValueError) as error:
        raise unreadable(path.name, error) from None
    file = practice_file.read(content, path.name)
    template = work.template(file.template)
    if file.source_language not in template.codes:
        wrong = Message(
            "{file}: “{key}” is not what it should be. Nothing was taken from it.", file=path.name, key="source_language"
        )
        raise BadFile(wrong)
    check_same_form(work, file.id, file.template, path.name)
    return Arrival(path.name, file, template, dict(_pictures(file, path.parent)))


def unreadable(name: str, error: OSError | ValueError) -> BadFile:
    """Return that a file cannot be read, and why."""
    if isinstance(error, OSError):
        told = Message("{file} cannot be read: {reason}. Nothing was taken from it.", file=name[:80], reason=why(error))
        return BadFile(told)
    return BadFile(Message("{file} cannot be read. Nothing was taken from it.", file=name[:80]))


def meet(meeting: Meeting, arrival: Arrival) -> None:
    """Let everything in a practice file meet its practice."""
    from gptemplate.store.work import STATUS

    file = arrival.file
    _take_earlier(meeting, arrival)
    for incoming, base in _incoming(meeting, arrival):
        meeting.meet(incoming, base)
    meeting.changes.extend(meeting.work.comment(meeting.practice, one) for one in file.comments)
    _take_dismissed(meeting, file)
    if meeting.is_new and file.status is not Status.DRAFT:
        meeting.work.put(meeting.practice, STATUS, Value(file.status.value, State.DONE))


def _take_dismissed(meeting: Meeting, file: PracticeFile) -> None:
    """What was dismissed there is dismissed here too, unless somebody here has already said something of it."""
    for one in file.dismissed:
        if one.key not in meeting.practice.values:
            meeting.changes.append(meeting.work.put(meeting.practice, one.key, Value(one.to_text(), State.DONE)))


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
        content = read_file(beside, LARGEST_FILE)
    except (OSError, ValueError) as error:
        raise unreadable(name, error) from None
    if len(content) > LARGEST_FILE:
        raise BadFile(Message("{name} is larger than {n} MB. Nothing was changed.", name=name, n=LARGEST_FILE // 1_000_000))
    return prepare(content, name)


def _take_earlier(meeting: Meeting, arrival: Arrival) -> None:
    """First the older wordings, so that translations can say what they were made from."""
    for key, raw in arrival.file.earlier.items():
        if key in meeting.practice.values:
            continue
        try:
            one = editing.field_of(arrival.template, key)
            text = values.accept(one, key.language, practice_file.kept_form(one, raw)) if one.is_written else ""
        except UserError as error:
            meeting.problems.append(error.message)
            continue
        if text:
            meeting.changes.append(meeting.work.put(meeting.practice, key, Value(text, State.DRAFT)))
    meeting.work.cut(meeting.practice)


def _incoming(meeting: Meeting, arrival: Arrival) -> Iterator[tuple[Incoming, Revision | None]]:
    """The file's values in the form they are kept in: translations first, while their source is still the earlier one."""
    source = arrival.file.source_language
    order = sorted(arrival.file.values.items(), key=lambda item: (item[0].language == source, item[0]))
    for key, raw in order:
        try:
            one = editing.field_of(arrival.template, key)
            text = values.accept(one, key.language, _kept(meeting, arrival, one, raw))
            state = arrival.file.state(key) if text else State.DRAFT
            base = _began_with(meeting, arrival, key)
            began = base.text if base is not None else _earlier(arrival, one, key)
            incoming = Incoming(key, text, state, began, _origin(meeting, arrival, one, key))
        except (BadFile, BadValue, UnknownName) as error:
            meeting.problems.append(error.message)
            continue
        yield incoming, base


def _began_with(meeting: Meeting, arrival: Arrival, key: Key) -> Revision | None:
    """The revision that a value of the file began with: the newest of those before it that is here too.

    What came here as a file has an id of its own and is known by its text.
    """
    named = arrival.file.revisions.get(key, ())
    history = newest_first(meeting.work.history(arrival.file.id, key)) if named else []
    by_id = {one.id: one for one in history}
    same = next((by_id[one.revision] for one in named if one.revision in by_id), None)
    if same is not None:
        return same
    by_text = {texts.digest(one.text): one for one in reversed(history)}
    return next((by_text[one.digest] for one in named if one.digest in by_text), None)


def _earlier(arrival: Arrival, one: Field, key: Key) -> str | None:
    """The earlier wording that a file names for a value."""
    earlier = arrival.file.earlier.get(key)
    return None if earlier is None else texts.clean(practice_file.kept_form(one, earlier))


def _kept(meeting: Meeting, arrival: Arrival, one: Field, raw: Any) -> str:
    if one.kind is Kind.FILES and isinstance(raw, list):
        return _kept_files(meeting, arrival, raw)
    if one.kind is not Kind.IMAGE or not isinstance(raw, Mapping):
        return practice_file.kept_form(one, raw)
    name = raw.get("file") or raw.get("attachment") or ""
    if not isinstance(name, str):
        name = ""
    content = arrival.pictures.get(name)
    if content is None:
        if meeting.work.attachment(name) is not None:
            return name
        raise BadFile(Message("The picture {name} did not come with its practice.", name=name[:80]))
    # What another copy of the program kept is taken as it is; anything else is a photo like any other.
    content = content if is_kept_form(content) else prepare(content, name)
    ident = hashlib.sha256(content).hexdigest()
    meeting.work.attach(ident, "image/jpeg", content)
    return ident


def _kept_files(meeting: Meeting, arrival: Arrival, raw: list[Any]) -> str:
    """The files of a field whose content came along, or is here already; the others are told."""
    kept = []
    for line in (one for one in raw if isinstance(one, str)):
        ident, _space, name = line.partition(" ")
        content = arrival.file.attachments.get(ident)
        if content is not None and hashlib.sha256(content).hexdigest() == ident:
            check_size(content, name)
            meeting.work.attach(ident, "application/octet-stream", content)
        elif meeting.work.attachment(ident) is None:
            meeting.problems.append(Message("The file {name} did not come with its practice.", name=(name or ident)[:80]))
            continue
        kept.append(line)
    return values.from_lines(kept)


def _origin(meeting: Meeting, arrival: Arrival, one: Field, key: Key) -> Origin | None:
    source = arrival.file.source_language
    if one.shared or key.language in (source, SHARED):
        return None
    earlier = meeting.practice.value(key.field, source)
    if earlier.text and earlier.head:
        return Origin(source, earlier.head, texts.digest(earlier.text))
    raw = arrival.file.values.get(Key(key.field, source))
    text = texts.clean(practice_file.kept_form(one, raw)) if raw is not None else ""
    return Origin(source, "", texts.digest(text)) if text else None
