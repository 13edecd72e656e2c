"""Taking a person's name off what they wrote, where the history keeps who wrote each text.

Ids of revisions are hashes of their content, the author among it, so a revision without its author is another one. The
history of each practice concerned is therefore made anew, in order: each revision gets the new ids of its parents and of
the text it was translated from, and so an id of its own; values and steps of undo follow. Texts, times, states and the
shape of the history stay. A copy on another computer still has the old revisions, name included; joined with this one it
brings them back beside the new ones.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from graphlib import TopologicalSorter

from gptemplate.model.journal import BESIDE, Change
from gptemplate.model.practice import Origin
from gptemplate.model.revisions import Revision
from gptemplate.model.states import Key
from gptemplate.store import raw

IsPerson = Callable[[str], bool]
Renamed = Mapping[str, Revision]  # the new revision for each old id that is no more


def count(connection: sqlite3.Connection, is_person: IsPerson) -> int:
    """Return how many revisions name a person as their author or in the name of their device."""
    found = connection.execute("SELECT author, device, count(*) FROM revision GROUP BY author, device").fetchall()
    return sum(n for author, device, n in found if _names((author, device), is_person))


def take_off(connection: sqlite3.Connection, is_person: IsPerson) -> None:
    """Take a person's name off every revision, within a transaction."""
    rows = connection.execute("SELECT DISTINCT practice_id, author, device FROM revision").fetchall()
    renamed: dict[str, Revision] = {}
    for practice in sorted({str(practice) for practice, *names in rows if _names(names, is_person)}):
        renamed |= _practice(connection, practice, is_person)
    _follow_in_steps(connection, renamed)


def _practice(connection: sqlite3.Connection, practice: str, is_person: IsPerson) -> Renamed:
    proven: dict[str, Revision] = {}
    for row in raw.rows(connection, "revision", "WHERE practice_id = ?", (practice,)).fetchall():
        one = raw.revision_of(row)
        if one is not None:
            proven[one.id] = one
            continue
        for column in ("author", "device"):  # a damaged one's id proves nothing, so it may stay
            if _names((row[column],), is_person):
                connection.execute(f"UPDATE revision SET {column} = '' WHERE id = ?", (row["id"],))  # noqa: S608
    renamed = _made_anew(proven, is_person)
    for old in renamed:
        connection.execute("DELETE FROM revision WHERE id = ?", (old,))
    for made in {one.id: one for one in renamed.values()}.values():
        if connection.execute("SELECT 1 FROM revision WHERE id = ?", (made.id,)).fetchone() is None:
            raw.insert(connection, "revision", raw.columns_of(made))
    for old, made in renamed.items():
        connection.execute("UPDATE value SET head = ? WHERE head = ?", (made.id, old))
        connection.execute("UPDATE value SET origin_revision = ? WHERE origin_revision = ?", (made.id, old))
    return renamed


def _made_anew(proven: Mapping[str, Revision], is_person: IsPerson) -> Renamed:
    """The revisions that change, by their old ids: what came before a revision is made anew before it."""
    renamed: dict[str, Revision] = {}
    before = {ident: [other for other in _named_by(one) if other in proven] for ident, one in proven.items()}
    for ident in TopologicalSorter(before).static_order():
        one = proven[ident]
        made = replace(
            one,
            parents=tuple(renamed[parent].id if parent in renamed else parent for parent in one.parents),
            origin=_origin(one.origin, renamed),
            author="" if is_person(one.author) else one.author,
            device="" if is_person(one.device) else one.device,
        )
        if made.id != ident:
            renamed[ident] = made
    return renamed


def _named_by(one: Revision) -> list[str]:
    return [*one.parents, *([one.origin.revision] if one.origin else [])]


def _origin(origin: Origin | None, renamed: Renamed) -> Origin | None:
    if origin is None or origin.revision not in renamed:
        return origin
    return replace(origin, revision=renamed[origin.revision].id)


def _follow_in_steps(connection: sqlite3.Connection, renamed: Renamed) -> None:
    for row in raw.rows(connection, "step").fetchall():
        try:
            changes = raw.step_of(row).changes
        except ValueError:
            continue  # the doctor takes it away
        before, after = (
            json.dumps([one.to_json() for one in each], ensure_ascii=False)
            for each in (changes, [_followed(one, renamed) for one in changes])
        )
        if before != after:
            connection.execute("UPDATE step SET changes = ? WHERE id = ?", (after, row["id"]))


def _followed(one: Change, renamed: Renamed) -> Change:
    named = renamed.get(one.key.language) if one.key.field == BESIDE else None
    return replace(one, key=Key(BESIDE, named.id) if named else one.key, origins=_both(one.origins, renamed))


def _both(origins: tuple[Origin | None, Origin | None], renamed: Renamed) -> tuple[Origin | None, Origin | None]:
    return _origin(origins[0], renamed), _origin(origins[1], renamed)


def _names(cells: Iterable[object], is_person: IsPerson) -> bool:
    return any(is_person(cell) for cell in cells if isinstance(cell, str))
