"""Everything readable of a damaged library, brought into a new one, with a list of what is lost or doubtful.

A text is taken only when its hash, or the id of its revision, proves it. Where the current text of a field is not
proven, a single wrong bit is mended, then the newest proven revision takes its place; a text that nothing proves and
nothing replaces is kept, marked to be checked, and named in the list. Steps of undo are carried as far as they lead to
proven texts (`retracing`).
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from gptemplate.errors import NotALibrary, StoreError, UserError, why
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model.practice import NOTHING, Practice, Value
from gptemplate.model.revisions import Revision, newest_first
from gptemplate.model.states import Key, State, Status
from gptemplate.store import backup, mending, pages, raw
from gptemplate.store.examining import BIN, STATUS
from gptemplate.store.gathering import Found, gather
from gptemplate.store.losses import Loss, lost, lost_steps
from gptemplate.store.retracing import steps_to_carry

DEFAULT_TEMPLATE = "interreg-europe-2021"


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What became of a damaged library."""

    file: Path
    practices: int
    values: int
    revisions: int
    attachments: int
    losses: tuple[Loss, ...]


@dataclass(slots=True)
class _Saved:
    """One practice on its way into the new library."""

    practice: Practice
    revisions: list[Revision] = field(default_factory=list)
    dirty: set[Key] = field(default_factory=set)


def salvage(damaged: Path, new: Path, templates: raw.Templates) -> Salvaged:
    """Recover a damaged library into a new file. Raises StoreError when nothing is readable or `new` exists.

    The damaged file and its log are only read.
    """
    if new.exists():
        raise StoreError(Message("{path} exists already. Choose another name for the salvaged library.", path=str(new)))
    found = gather(pages.read(*_bytes_of(damaged)))
    if not (found.values or found.revisions or found.practices or found.lexical):
        raise NotALibrary(Message("Nothing could be read from {path}; it was not changed.", path=str(damaged)))
    losses = list(lost(found))
    saved = _practices(found, templates, losses)
    said = {place: one for place, (_moment, one) in found.comments.items()}
    steps = steps_to_carry(found.steps.values(), [one.practice for one in saved], found.revisions.values(), said)
    losses += lost_steps(len(found.steps) - len(steps))
    losses += _lost_attachments(found, saved, templates)
    return _written(new, templates, found, saved, steps, losses)


def _bytes_of(damaged: Path) -> tuple[bytes, bytes]:
    log = damaged.with_name(damaged.name + "-wal")
    try:
        return damaged.read_bytes(), log.read_bytes() if log.is_file() else b""
    except OSError:
        refused = Message("{path} cannot be read. Check that it is a file that you may open.", path=str(damaged))
        raise StoreError(refused) from None


# Practices


def _practices(found: Found, templates: raw.Templates, losses: list[Loss]) -> list[_Saved]:
    values: dict[str, dict[Key, Any]] = defaultdict(dict)
    for (practice, key), row in found.values.items():
        values[practice][key] = row
    history: dict[str, dict[Key, list[Revision]]] = defaultdict(lambda: defaultdict(list))
    for one in found.revisions.values():
        history[one.practice][one.key].append(one)
    idents = sorted(values.keys() | history.keys() | _empty_ones(found, values.keys() | history.keys()))
    return [_practice(ident, found, values[ident], history[ident], templates, losses) for ident in idents]


def _empty_ones(found: Found, known: Iterable[str]) -> set[str]:
    """Practices without any text: real ones, unless they are a known one's row with a damaged id."""
    known = list(known)
    return {one for one in found.practices if not any(_near(one, other) for other in known)}


def _near(one: str, other: str) -> bool:
    return sum(a != b for a, b in zip(one, other, strict=False)) <= 2


def _practice(
    ident: str,
    found: Found,
    rows: dict[Key, Any],
    history: dict[Key, list[Revision]],
    templates: raw.Templates,
    losses: list[Loss],
) -> _Saved:
    made = _from_row(found.practices[ident]) if ident in found.practices else _made_up(ident, history, found, losses)
    made.template_id = _known_template(made, found, templates, losses)
    saved = _Saved(made, [one for each in history.values() for one in each])
    for key in sorted(rows.keys() | history.keys()):
        _register(saved, key, rows.get(key), history.get(key, []), losses)
    _check_states(made)
    _compare_with_table(made, found, templates, losses)
    return saved


def _from_row(row: dict[str, Any]) -> Practice:
    return Practice(
        row["id"], row["template"], row["source_language"], created=row["created"], modified=row["modified"]
    )  # status and bin are read off their registers


def _made_up(ident: str, history: dict[Key, list[Revision]], found: Found, losses: list[Loss]) -> Practice:
    """A practice whose own row is lost: its translations say from which language they were made."""
    losses.append(Loss("practice", Message("The entry of a practice in the table was lost and is made anew."), ident))
    everything = [one for each in history.values() for one in each]
    sources = Counter(one.origin.language for one in everything if one.origin)
    languages = Counter(one.key.language for one in everything if len(one.key.language) == 2)
    source = next(iter([*sources.most_common(1), *languages.most_common(1)]), ("en", 0))[0]
    times = [one.time for one in everything] or [0]
    return Practice(ident, _usual_template(found), source, created=min(times), modified=max(times))


def _usual_template(found: Found) -> str:
    used = Counter(str(row["template"]) for row in found.practices.values())
    return used.most_common(1)[0][0] if used else DEFAULT_TEMPLATE


def _known_template(made: Practice, found: Found, templates: raw.Templates, losses: list[Loss]) -> str:
    for name in (made.template_id, _usual_template(found), DEFAULT_TEMPLATE):
        try:
            template = templates(name)
        except UserError:
            if found.uses(name) > 1:
                return name  # a template that is not on this computer
            continue
        if name != made.template_id:
            message = Message("The template of a practice could not be read; the usual one is taken.")
            losses.append(Loss("template", message, made.id))
        if made.source_language not in template.codes:
            losses.append(Loss("language", Message("The source language of a practice could not be read."), made.id))
            made.source_language = template.codes[0]
        return name
    return made.template_id


# Registers


def _register(saved: _Saved, key: Key, row: Any, history: list[Revision], losses: list[Loss]) -> None:
    """Give a register the best text there is."""
    practice = saved.practice
    newest = next(iter(newest_first(_heads(history))), None)
    if row is None:
        if newest is not None:
            practice.values[key] = _of(newest)
            losses.append(_older(practice.id, key, newest))
        return
    head = next((one for one in history if one.id == row["head"]), newest)
    text = row["text"] if raw.holds(row) else mending.mended_text(row)
    if text is None and head is not None:
        practice.values[key] = _of(head)
        losses.append(_older(practice.id, key, head))
        _keep_beside(saved, row, head, losses)
        return
    value = raw.value_of({**row, "text": texts.clean(row["text"]) if text is None else text})
    if text is None:
        value = replace(value, state=State.TO_CHECK)
        message = Message("The text of “{field}” is damaged and nothing older is left; check it.", field=_name(key))
        losses.append(Loss("doubtful", message, practice.id, key))
    if head is not None and head.text == value.text and not row["dirty"]:
        value = replace(value, state=head.state, origin=head.origin)
    practice.values[key] = replace(value, head=head.id if head else None)
    if head is None or (head.text, head.state, head.origin) != (value.text, value.state, value.origin):
        saved.dirty.add(key)


def _keep_beside(saved: _Saved, row: Any, head: Revision, losses: list[Loss]) -> None:
    """Keep a damaged text that may be newer than the one that takes its place in the history, to be compared with it."""
    text = texts.clean(row["text"])
    if text == head.text or not (row["dirty"] or texts.digest(head.text) != row["digest"]):
        return
    saved.revisions.append(replace(head, text=text, state=State.TO_CHECK, parents=(head.id,), time=head.time + 1))
    message = Message("What “{field}” had last is damaged; it is in the history, to be compared.", field=_name(head.key))
    losses.append(Loss("doubtful", message, head.practice, head.key))


def _heads(history: list[Revision]) -> list[Revision]:
    followed = {parent for one in history for parent in one.parents}
    return [one for one in history if one.id not in followed]


def _of(revision: Revision) -> Value:
    return Value(revision.text, revision.state, revision.id, revision.origin, revision.time)


def _older(practice: str, key: Key, one: Revision) -> Loss:
    from datetime import datetime

    known = 0 <= one.time < 2**42
    moment = f"{datetime.fromtimestamp(one.time / 1000).astimezone():%Y-%m-%d %H:%M}" if known else "?"
    message = Message("The text of “{field}” comes from its history, from {time}.", field=_name(key), time=moment)
    return Loss("older", message, practice, key)


def _check_states(made: Practice) -> None:
    status, binned = made.text(*STATUS), made.text(*BIN)
    made.status = raw.status_of(status) or Status.DRAFT
    made.deleted = int(binned) if binned.isascii() and binned.isdecimal() else None


def _compare_with_table(made: Practice, found: Found, templates: raw.Templates, losses: list[Loss]) -> None:
    """What the table counted before the damage tells whether a text is missing that nothing else remembers."""
    row = found.practices.get(made.id)
    if row is None:
        return
    try:
        now, before = raw.summary_of(templates(made.template_id), made), raw.read_json(row["summary"])
    except UserError:
        return
    if before is not None and before != now:
        message = Message("The table counted other texts in this practice than could be read; compare it with a backup.")
        losses.append(Loss("counts", message, made.id))


def _lost_attachments(found: Found, saved: list[_Saved], templates: raw.Templates) -> Iterable[Loss]:
    from gptemplate.model.values import attachments_of

    for practice in (one.practice for one in saved):
        try:
            registers = list(templates(practice.template_id).registers())
        except UserError:
            continue
        for one, language in registers:
            for ident in attachments_of(one, language, practice.text(one.id, language)):
                if ident not in found.attachments:
                    message = Message("A photo or file of “{field}” is lost.", field=one.labels)
                    yield Loss("attachment", message, practice.id, Key(one.id, language))


# The new library


def _written(
    new: Path, templates: raw.Templates, found: Found, saved: list[_Saved], steps: list[dict[str, Any]], losses: list[Loss]
) -> Salvaged:
    new.parent.mkdir(parents=True, exist_ok=True)
    part = new.with_name(f".{new.name}.part")
    _remove(part)
    try:
        _make_empty(part)
        with raw.opened(part, write=True) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            with raw.transaction(connection):
                _fill(connection, templates, found, saved)
                for step in steps:
                    raw.insert(connection, "step", step)
            connection.execute("PRAGMA journal_mode = DELETE")
        backup.sync(part)
        backup.put(part, new)
    except OSError as error:
        raise StoreError(Message("{path} cannot be written: {reason}", path=str(new), reason=why(error))) from error
    finally:
        _remove(part)
    values = sum(bool(value.text) for one in saved for value in one.practice.values.values())
    revisions = sum(len(one.revisions) for one in saved)
    return Salvaged(new, len(saved), values, revisions, len(found.attachments), tuple(losses))


def _make_empty(file: Path) -> None:
    from gptemplate.store import migrations
    from gptemplate.store.engine import open_engine, told_plainly

    engine = open_engine(file)
    try:
        with told_plainly():
            migrations.upgrade(engine, lambda _number: None)
    finally:
        engine.dispose()


def _fill(connection: sqlite3.Connection, templates: raw.Templates, found: Found, saved: list[_Saved]) -> None:
    for row in found.attachments.values():
        raw.insert(connection, "attachment", row)
    found.lexical.fill(connection)
    for one in saved:
        _fill_one(connection, one)
        for (practice, _ident), (moment, said) in found.comments.items():
            if practice == one.practice.id:
                raw.insert(connection, "comment", raw.comment_row(practice, said, moment))
        try:
            raw.refresh(connection, templates(one.practice.template_id), one.practice)
        except UserError:
            continue  # a template that is not here: the practice is whole, but not searched
    raw.rebuild_index(connection)


def _fill_one(connection: sqlite3.Connection, one: _Saved) -> None:
    made = one.practice
    row = {
        "id": made.id, "template": made.template_id, "source_language": made.source_language, "status": made.status.value,
        "summary": "{}", "created": made.created, "modified": made.modified, "deleted": made.deleted,
    }  # fmt: skip
    raw.insert(connection, "practice", row)
    for revision in one.revisions:
        raw.insert(connection, "revision", raw.columns_of(revision))
    for key, value in made.values.items():
        if value != NOTHING:
            raw.insert(connection, "value", raw.values_of(made.id, key, value, dirty=key in one.dirty))


def _remove(part: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal", ".lock"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)


def _name(key: Key) -> str:
    return key.field if key.language == "*" else f"{key.field} [{key.language}]"
