"""The history of a value: immutable revisions that know their parents.

Joining the histories of two copies is a set union. A register with one head has that value; more than one head
means that people wrote apart from each other, and a person decides.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from gptemplate.model.practice import Origin
from gptemplate.model.states import Key, State


@dataclass(frozen=True, slots=True)
class Revision:
    """One text that a register once had. `id` is the SHA-256 of everything else, so it cannot be altered unseen."""

    practice: str
    key: Key
    text: str
    state: State
    parents: tuple[str, ...] = ()
    origin: Origin | None = None
    author: str = ""
    device: str = ""
    time: int = 0  # milliseconds since 1970, never before its parents
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parents", tuple(sorted(self.parents)))
        object.__setattr__(self, "id", self._identity())

    def _identity(self) -> str:
        origin = [self.origin.language, self.origin.revision, self.origin.digest] if self.origin else None
        content = [self.practice, *self.key, self.parents, self.text, self.state, origin, self.author, self.device, self.time]
        return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()


def heads(revisions: Collection[Revision]) -> list[Revision]:
    """Return the revisions that no other one follows, newest first."""
    followed = {parent for one in revisions for parent in one.parents}
    return sorted((one for one in revisions if one.id not in followed), key=_newest, reverse=True)


def current(revisions: Collection[Revision]) -> Revision | None:
    """Return the revision shown as the value: the newest head, the same on every laptop."""
    return next(iter(heads(revisions)), None)


def before(revisions: Collection[Revision], head: str) -> list[Revision]:
    """Return all that a revision came from, newest first."""
    known = {one.id: one for one in revisions}
    found: dict[str, Revision] = {}
    waiting = [head]
    while waiting:
        one = known.get(waiting.pop())
        for parent in one.parents if one else ():
            if parent in known and parent not in found:
                found[parent] = known[parent]
                waiting.append(parent)
    return newest_first(found.values())


def newest_first(revisions: Iterable[Revision]) -> list[Revision]:
    """Return the history for reading, newest first."""
    return sorted(revisions, key=_newest, reverse=True)


def _newest(one: Revision) -> tuple[int, str]:
    return one.time, one.id
