"""Removing a person from what people said: from comments, as `forget` does from texts.

The name goes as the author of a comment and out of the name of the file that it came in. Where a comment is on a personal
field, the name goes out of its words and its quotation too; the words of other comments are for a person to judge. Ids of
comments are hashes, so such a comment and the answers to it get others, and their steps of undo go.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gptemplate.model.comments import COMMENT, Comment, comment_of
from gptemplate.store import mending, raw

if TYPE_CHECKING:
    from gptemplate.store.forget import Person

IsPersonal = Callable[[str, str], bool]
Ident = tuple[str, str]  # a practice and the id of a comment


@dataclass(frozen=True, slots=True)
class Said:
    """What is to become of comments: `anew` as they will be, `gone` those in which nothing can be read but the name.

    `loose` are comments that were removed and are only in the steps of undo; `mentioned` name the person and stay.
    """

    anew: Mapping[Ident, Comment] = field(default_factory=dict)
    named: tuple[tuple[str, Comment], ...] = ()
    personal: tuple[tuple[str, Comment], ...] = ()
    mentioned: tuple[tuple[str, Comment], ...] = ()
    gone: tuple[int, ...] = ()
    loose: frozenset[Ident] = frozenset()

    @property
    def authored(self) -> int:
        """How many comments have the name as their author or source."""
        return len(self.named) + len(self.gone) + len(self.loose)

    @property
    def anything(self) -> bool:
        """Whether there is something to remove."""
        return bool(self.anew or self.gone or self.loose)


def look(connection: sqlite3.Connection, person: Person, is_personal: IsPersonal) -> Said:
    """Return what removing a person would do to the comments of a library or copy, which may have none."""
    if not raw.has_comments(connection):
        return Said()
    held, gone = _held(connection, person)
    named = tuple(item for item in held.items() if person.is_in(item[1].author) or person.is_in(item[1].source))
    spoken = [(place, one) for place, one in held.items() if person.is_spoken_of_in(f"{one.text}\n{one.quoted}")]
    personal = tuple(
        (place, one) for place, one in spoken if is_personal(place[0], one.key.field) and _without(person, one) != one
    )
    anew = _made_anew(held, person, is_personal)
    mentioned = tuple((place[0], one) for place, one in spoken if (place, one) not in personal)
    return Said(anew, _of(named), _of(personal), mentioned, gone, frozenset(_loose(connection, person, held)))


def _of(found: tuple[tuple[Ident, Comment], ...]) -> tuple[tuple[str, Comment], ...]:
    return tuple((place[0], one) for place, one in found)


def _held(connection: sqlite3.Connection, person: Person) -> tuple[dict[Ident, Comment], tuple[int, ...]]:
    held: dict[Ident, Comment] = {}
    gone: list[int] = []
    for row in raw.rows(connection, "comment").fetchall():
        one = mending.readable_comment(row)
        if one is not None:
            held[row["practice_id"], row["comment"]] = one
        elif person.is_in(str(row["text"])):
            gone.append(row["id"])
    return held, tuple(gone)


def _made_anew(held: Mapping[Ident, Comment], person: Person, is_personal: IsPersonal) -> dict[Ident, Comment]:
    """The comments that change, by their old ids; what is answered is made anew before its answers."""
    anew: dict[Ident, Comment] = {}
    for place in sorted(held, key=lambda place: _depth(held, place)):
        one = held[place]
        answered = anew.get((place[0], one.answers))
        changed = _without(person, one) if is_personal(place[0], one.key.field) else one
        made = comment_of(
            one.key, "" if person.is_in(one.author) else one.author, one.time, changed.text, quoted=changed.quoted,
            source="" if person.is_in(one.source) else one.source,
            answers=answered.id if answered else one.answers, resolved=one.resolved,
        )  # fmt: skip
        if made != one:
            anew[place] = made
    return anew


def _depth(held: Mapping[Ident, Comment], place: Ident) -> int:
    depth = 0
    while (place := (place[0], held[place].answers)) in held and depth < len(held):
        depth += 1
    return depth


def _without(person: Person, one: Comment) -> Comment:
    return comment_of(
        one.key, one.author, one.time, person.without(one.text), quoted=person.without(one.quoted),
        source=one.source, answers=one.answers, resolved=one.resolved,
    )  # fmt: skip


def _loose(connection: sqlite3.Connection, person: Person, held: Mapping[Ident, Comment]) -> Iterator[Ident]:
    for row in raw.rows(connection, "step"):
        for place, parts in _changes(row["changes"]):
            if place not in held and any(person.is_in(part) for part in parts if isinstance(part, str)):
                yield place


def _changes(kept: object) -> Iterator[tuple[Ident, list[object]]]:
    """The comments that a step changed, each with what was taken out and put in."""
    read = raw.read_json(kept)
    for one in read if isinstance(read, list) else []:
        if isinstance(one, list) and len(one) == 6 and one[1] == COMMENT and isinstance(one[3], list):
            yield (str(one[0]), str(one[2])), one[3][1:]


def take_out(connection: sqlite3.Connection, said: Said, moment: int) -> None:
    """Do what `look` found, within a transaction."""
    for number in said.gone:
        connection.execute("DELETE FROM comment WHERE id = ?", (number,))
    for practice, ident in said.anew:
        connection.execute("DELETE FROM comment WHERE practice_id = ? AND comment = ?", (practice, ident))
    for (practice, _ident), made in said.anew.items():
        connection.execute("DELETE FROM comment WHERE practice_id = ? AND comment = ?", (practice, made.id))
        raw.insert(connection, "comment", raw.comment_row(practice, made, moment))
    _drop_changes(connection, said.anew.keys() | said.loose)


def _drop_changes(connection: sqlite3.Connection, places: set[Ident]) -> None:
    for row in raw.rows(connection, "step").fetchall():
        changes = raw.read_json(row["changes"])
        if not isinstance(changes, list) or not any(place in places for place, _parts in _changes(row["changes"])):
            continue
        kept = [one for one in changes if one[1] != COMMENT or (one[0], one[2]) not in places]
        if kept:
            text = json.dumps(kept, ensure_ascii=False)
            connection.execute("UPDATE step SET changes = ? WHERE id = ?", (text, row["id"]))
        else:
            connection.execute("DELETE FROM step WHERE id = ?", (row["id"],))
