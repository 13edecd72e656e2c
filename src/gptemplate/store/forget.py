"""Removing a person's contact data from a library and its copies, so that the bytes are gone too.

What is removed. Fields that a template marks `personal` and that have, or ever had, the name or address (whole words, in
any case) are emptied: of a contact every part goes, since the parts describe one person; in other personal text, and in
what somebody dismissed as no fault, only the name itself is replaced. Their history is dropped, not rewritten: ids of
revisions are hashes of their content, so an older text cannot be changed under its id, and texts cut in the middle of
typing hold pieces of a name that no search finds. Each head becomes a first revision of its own without the person, so
that an undecided difference stays one to decide. Steps of undo of those fields go for the same reason. The name is taken
off every text that the person wrote as well (`authors`), and off comments (`said`); the texts stay. The translation memory,
the glossary and the word list are cleaned of the name itself (`forget_lexical`).

What is not. Ordinary texts (titles, descriptions, what comments say) are named in the result and not changed: they are
for a person to judge. Other laptops, exported documents and unconnected sticks cannot be reached; a bundle from another
laptop can bring the data back.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from gptemplate.errors import BadValue, StoreError, UserError
from gptemplate.files import free_name
from gptemplate.i18n import Message
from gptemplate.model.checks.dismissals import DISMISSED
from gptemplate.model.practice import Practice, Value
from gptemplate.model.revisions import Revision, heads
from gptemplate.model.states import Key, State
from gptemplate.model.template import COMPOSITE, Field
from gptemplate.model.values import parts_of
from gptemplate.store import authors, backup, forget_lexical, lock, raw, said

REMOVED = "[removed]"
SHORTEST = 3
Register = tuple[str, str]  # practice and field, in all languages


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found."""

    practice: str
    key: Key


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was (or would be) removed, and what stays: texts that name the person, copies, other files.

    `authored` counts the texts and comments from which the name goes as their author; the texts themselves stay. `entries`
    counts those of the translation memory, the glossary and the word list that have the name.
    """

    removed: tuple[Place, ...] = ()
    mentioned: tuple[Place, ...] = ()
    authored: int = 0
    entries: int = 0
    copies: tuple[Path, ...] = ()
    unreached: tuple[Path, ...] = ()
    files: tuple[Path, ...] = ()
    notes: tuple[Message, ...] = field(default=())

    @property
    def anything(self) -> bool:
        """Whether there is something to remove in the library itself."""
        return bool(self.removed or self.authored or self.entries)


@dataclass(frozen=True, slots=True)
class Person:
    """A name or address, found as whole words in any case."""

    name: str

    def __post_init__(self) -> None:
        if len(self.name.strip()) < SHORTEST:
            raise BadValue(Message("Give at least {n} characters of the name or address.", n=SHORTEST))

    def is_in(self, text: str) -> bool:
        """Return whether a text has the name."""
        return self._pattern().search(unicodedata.normalize("NFC", text)) is not None

    def is_spoken_of_in(self, text: str) -> bool:
        """Return whether a text has the name, also with an ending, as Finnish gives it: “Äijälän”, “Äijälältä”."""
        return self._pattern(ending=r"\w*").search(unicodedata.normalize("NFC", text)) is not None

    def without(self, text: str) -> str:
        """Return the text with a mark where the name was."""
        return self._pattern().sub(REMOVED, unicodedata.normalize("NFC", text))

    def _pattern(self, ending: str = "") -> re.Pattern[str]:
        words = r"\s+".join(map(re.escape, unicodedata.normalize("NFC", self.name).split()))
        return re.compile(rf"(?<!\w){words}{ending}(?!\w)", re.IGNORECASE)


def look(library: Path, name: str, templates: raw.Templates) -> Forgotten:
    """Return what `forget` would remove from a library, and where else the name is. Raises BadValue, StoreError."""
    person = Person(name)
    with raw.opened(library) as connection:
        raw.schema_of(connection)
        spoken = said.look(connection, person, _Personal(connection, templates).has)
        named = forget_lexical.look(connection, person)
        found = _found(connection, person, _affected(connection, person, templates), spoken)
        return replace(found, entries=named.removed, notes=named.notes())


def forget(library: Path, copies: Sequence[Path], name: str, templates: raw.Templates, now: datetime) -> Forgotten:
    """Remove a person's contact data from a closed library and its copies. Raises BadValue, StoreError.

    A copy that cannot be cleaned, because it is damaged or of another version, is named and left as it is.
    """
    person = Person(name)
    moment = int(now.timestamp() * 1000)
    with lock.held(library):
        found = look(library, name, templates)
        if found.anything:
            _clean(library, person, templates, moment)
        cleaned, unreached = [], []
        for copy in copies:
            try:
                if _clean_copy(copy, person, templates, moment):
                    cleaned.append(copy)
            except (UserError, sqlite3.Error, OSError):
                unreached.append(copy)
    return replace(found, copies=tuple(cleaned), unreached=tuple(unreached))


def with_remains(found: Forgotten, data: Path, library: Path, settings: Path, name: str, away: str) -> Forgotten:
    """Add what a person must see to elsewhere: settings, a stick that is away, documents, other laptops."""
    notes = [
        Message("Documents that were exported or sent, and libraries on other computers, still have it."),
        *(
            [Message("The place for second copies, {folder}, is not there now; its copies still have it.", folder=away)]
            if away
            else []
        ),
    ]
    known = {library, *found.copies}
    if settings.is_file() and Person(name).is_in(settings.read_text(encoding="utf-8", errors="replace")):
        notes.append(Message("The settings still have the name, as the author of what is written here."))
    files = tuple(one for one in _other_libraries(data) if one not in known)
    return replace(found, notes=(*found.notes, *notes), files=files)


def _other_libraries(data: Path) -> Iterator[Path]:
    """Files beside the library that may have the same texts, such as damaged ones that were kept."""
    with suppress(OSError):
        yield from sorted(one for one in data.glob("*.gptemplate*") if not one.name.endswith((".lock", "-wal", "-shm")))


# What is affected


def _affected(connection: sqlite3.Connection, person: Person, templates: raw.Templates) -> set[Register]:
    """The personal fields that have, or ever had, the name."""
    personal = _Personal(connection, templates)
    found: set[Register] = set()
    for table in ("value", "revision"):
        for row in connection.execute(f"SELECT practice_id, field, text FROM {table}"):  # noqa: S608 - names of this module
            if personal.has(row["practice_id"], row["field"]) and person.is_in(_readable(row["text"])):
                found.add((row["practice_id"], row["field"]))
    for row in raw.rows(connection, "step"):
        for change in _changes(row["changes"]):
            if (personal.has(change[0], change[1]) or not personal.knows(change[0])) and any(
                person.is_in(_readable(part)) for part in change[3][1:]
            ):
                found.add((change[0], change[1]))
    return found


def _readable(text: object) -> str:
    """The text itself; of a contact its parts, since JSON writes some characters in another way."""
    written = text if isinstance(text, str) else ""
    parts = parts_of(written) if written.startswith("{") else {}
    return "\n".join([written, *parts.values()])


def _changes(kept: object) -> list[Any]:
    read = raw.read_json(kept)
    return [one for one in read if isinstance(one, list) and len(one) == 6] if isinstance(read, list) else []


class _Personal:
    """Which fields of which practices are personal, as their templates say; without its template, none are."""

    def __init__(self, connection: sqlite3.Connection, templates: raw.Templates) -> None:
        self._template = dict(connection.execute("SELECT id, template FROM practice").fetchall())
        self._templates = templates

    def knows(self, practice: str) -> bool:
        """Return whether the practice is in the library; one that was removed may still be in the steps of undo."""
        return practice in self._template

    def has(self, practice: str, name: str) -> bool:
        one = self.field(practice, name)
        return name == DISMISSED or (one is not None and one.personal)

    def field(self, practice: str, name: str) -> Field | None:
        try:
            return self._templates(self._template.get(practice, "")).fields.get(name)
        except UserError:
            return None


def _found(connection: sqlite3.Connection, person: Person, affected: set[Register], spoken: said.Said) -> Forgotten:
    removed = {Place(practice, one.key) for practice, one in spoken.personal}
    mentioned = {Place(practice, one.key) for practice, one in spoken.mentioned}
    for table in ("value", "revision"):
        for row in connection.execute(f"SELECT practice_id, field, language, text FROM {table}"):  # noqa: S608 - names of this module
            place = Place(row["practice_id"], Key(row["field"], row["language"]))
            if (row["practice_id"], row["field"]) in affected:
                removed.add(place)
            elif person.is_spoken_of_in(_readable(row["text"])):
                mentioned.add(place)
    return Forgotten(_sorted(removed), _sorted(mentioned), authors.count(connection, person.is_in) + spoken.authored)


def _sorted(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda one: (one.practice, one.key)))


# Removing


def _clean(file: Path, person: Person, templates: raw.Templates, moment: int) -> bool:
    """Remove the person from one file and return whether something was there. The file has no trace of it then."""
    with raw.opened(file, write=True) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        affected = _affected(connection, person, templates)
        personal = _Personal(connection, templates)
        spoken = said.look(connection, person, personal.has)
        named = forget_lexical.look(connection, person).removed
        if not (affected or spoken.anything or named or authors.count(connection, person.is_in)):
            return False
        with raw.transaction(connection):
            said.take_out(connection, spoken, moment)
            forget_lexical.take_out(connection, person)
            for practice, name in sorted(one for one in affected if personal.knows(one[0])):
                _clean_register(connection, person, personal.field(practice, name), (practice, name), moment)
            _drop_steps(connection, affected)
            authors.take_off(connection, person.is_in)
            _refresh(connection, templates, {practice for practice, _name in affected})
        connection.execute("VACUUM")
        _empty_log(connection)
    return True


def _empty_log(connection: sqlite3.Connection) -> None:
    busy, _frames, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StoreError(
            Message("The contact data is removed, but another program keeps an older state open. Close it and do this again.")
        )


def _clean_register(connection: sqlite3.Connection, person: Person, one: Field | None, register: Register, moment: int) -> None:
    where = "WHERE practice_id = ? AND field = ?"
    revisions = [found for row in raw.rows(connection, "revision", where, register) if (found := raw.revision_of(row))]
    connection.execute("DELETE FROM revision WHERE practice_id = ? AND field = ?", register)
    others = heads(revisions)
    for row in raw.rows(connection, "value", where, register).fetchall():
        key = Key(row["field"], row["language"])
        value = raw.value_of(row)
        text = _without(person, one, value.text)
        kept = Value(text, value.state if text else State.DRAFT, None, None, moment)
        beside = {_without(person, one, head.text) for head in others if head.key == key and head.id != value.head}
        first = _first(connection, register[0], key, kept, moment)
        connection.execute("DELETE FROM value WHERE id = ?", (row["id"],))
        raw.insert(connection, "value", raw.values_of(register[0], key, replace(kept, head=first.id), dirty=False))
        for text in sorted(beside - {kept.text, ""}):
            _first(connection, register[0], key, replace(kept, text=text, state=State.TO_CHECK), moment - 1)


def _without(person: Person, one: Field | None, text: str) -> str:
    if not person.is_in(_readable(text)):
        return text
    kept = "" if one is not None and one.kind in COMPOSITE else person.without(text)
    return "" if person.is_in(_readable(kept)) else kept


def _first(connection: sqlite3.Connection, practice: str, key: Key, value: Value, moment: int) -> Revision:
    made = Revision(practice, key, value.text, value.state, time=moment)
    if connection.execute("SELECT 1 FROM revision WHERE id = ?", (made.id,)).fetchone() is None:
        raw.insert(connection, "revision", raw.columns_of(made))
    return made


def _drop_steps(connection: sqlite3.Connection, affected: set[Register]) -> None:
    """Take the changes of the affected fields out of the steps of undo; pieces of a name are in them."""
    for row in raw.rows(connection, "step").fetchall():
        changes = _changes(row["changes"])
        kept = [one for one in changes if (one[0], one[1]) not in affected]
        if not kept:
            connection.execute("DELETE FROM step WHERE id = ?", (row["id"],))
        elif len(kept) < len(changes):
            text = json.dumps(kept, ensure_ascii=False)
            connection.execute("UPDATE step SET changes = ? WHERE id = ?", (text, row["id"]))


def _refresh(connection: sqlite3.Connection, templates: raw.Templates, changed: set[str]) -> None:
    practices: list[Practice] = [one for one in raw.practices(connection) if one.id in changed]
    for practice in practices:
        raw.refresh(connection, templates(practice.template_id), practice)
    raw.rebuild_index(connection)


def _clean_copy(copy: Path, person: Person, templates: raw.Templates, moment: int) -> bool:
    """Clean a copy beside itself and put it in its own place, so that it is whole at every moment."""
    part = free_name(copy.parent, f".{copy.name}", ".part")
    try:
        shutil.copyfile(copy, part)
        if not backup.is_whole(part):
            raise StoreError(Message("The copy {file} is damaged. Nothing was changed.", file=copy.name))
        if not _clean(part, person, templates, moment):
            return False
        backup.sync(part)
        backup.put(part, copy)
    finally:
        part.unlink(missing_ok=True)
    return True
