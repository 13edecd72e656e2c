"""Steps of undo out of a damaged file: nothing proves a step by itself, so each is walked and must lead to a proven text.

Done steps are walked back from the texts that were recovered, undone ones forward. A step is carried when it fits, and
when it or one walked after it comes to texts that hashes prove in every value that it touched. Behind the first
one that does not fit nothing of its practice (or of the library's own steps) is carried.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gptemplate.model.comments import COMMENT, Comment, comment_key, from_text, to_text
from gptemplate.model.journal import Change, Step
from gptemplate.model.practice import NOTHING, Practice, Value
from gptemplate.model.revisions import Revision
from gptemplate.model.states import Key
from gptemplate.store import raw
from gptemplate.store.examining import BIN, STATUS

Register = tuple[str, Key]
Fields = Mapping[str, Any]


@dataclass(slots=True)
class _Walk:
    """A way through the steps, in one direction."""

    values: dict[Register, Value]
    proven: Mapping[Register, Collection[str]]
    carried: list[Fields] = field(default_factory=list)
    waiting: dict[str, list[Fields]] = field(default_factory=lambda: defaultdict(list))
    unproven: dict[str, set[Register]] = field(default_factory=lambda: defaultdict(set))
    closed: set[str] = field(default_factory=set)

    def take(self, row: Fields, scope: str, changes: Iterable[Change]) -> None:
        """Go on over one step, or no further in its scope."""
        after = self._after(changes) if scope not in self.closed else None
        if after is None:
            self.closed.add(scope)
            return
        self.values |= after
        unproven = self.unproven[scope]
        for place, value in after.items():
            (unproven.discard if self._is_proven(place, value.text) else unproven.add)(place)
        self.waiting[scope].append(row)
        if not unproven:
            self.carried += self.waiting.pop(scope)

    def _after(self, changes: Iterable[Change]) -> dict[Register, Value] | None:
        """The values that the changes lead to, or None where one does not fit."""
        after: dict[Register, Value] = {}
        for one in changes:
            place = (one.practice, one.key)
            made = one.apply(after.get(place, self.values.get(place, NOTHING)))
            if made is None:
                return None
            after[place] = made
        return after

    def _is_proven(self, place: Register, text: str) -> bool:
        if place[1] == BIN:
            return text.isascii() and (text.isdecimal() or not text)
        if place[1] == STATUS:
            return not text or raw.status_of(text) is not None
        if place[1].field == COMMENT:
            return not text or _is_comment(text, place[1].language)
        return not text or text in self.proven.get(place, ())


def steps_to_carry(
    found: Iterable[Fields],
    practices: Iterable[Practice],
    revisions: Iterable[Revision],
    comments: Mapping[tuple[str, str], Comment],
) -> list[dict[str, Any]]:
    """Return the rows of steps that can be undone, or redone, in the texts that were recovered; oldest first."""
    values = {(one.id, key): value for one in practices for key, value in one.values.items()}
    scopes = {"", *(practice for practice, _key in values)}
    values |= {(practice, comment_key(ident)): Value(to_text(one)) for (practice, ident), one in comments.items()}
    proven: dict[Register, set[str]] = defaultdict(set)
    for one in revisions:
        proven[one.practice, one.key].add(one.text)
    read = sorted(_read(found), key=lambda step: step[1].number)
    back, forth = _Walk(dict(values), proven), _Walk(dict(values), proven)
    for row, step in reversed(read):
        if not row["undone"] and step.scope in scopes:
            back.take(row, step.scope, [one.inverse for one in reversed(step.changes)])
    for row, step in read:
        if row["undone"] and step.scope in scopes:
            forth.take(row, step.scope, step.changes)
    return sorted((dict(row) for row in (*back.carried, *forth.carried)), key=lambda row: int(row["id"]))


def _is_comment(text: str, ident: str) -> bool:
    try:
        return from_text(text).id == ident
    except ValueError:
        return False


def _read(found: Iterable[Fields]) -> Iterable[tuple[Fields, Step]]:
    for row in found:
        try:
            yield row, raw.step_of(row)
        except ValueError:
            continue
