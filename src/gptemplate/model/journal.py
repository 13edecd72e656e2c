"""Undo that outlives the program: each step says what it changed, small enough to keep thousands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from gptemplate.model.practice import Origin, Value
from gptemplate.model.states import Key, State

BESIDE = "@beside"
"""The field of a register that says whether a revision, named in the place of the language, stands beside the shown text."""
BURST_PAUSE = 2_000  # milliseconds without a key that end a burst of typing
BURST_LENGTH = 15_000  # milliseconds one burst lasts at the most


@dataclass(frozen=True, slots=True)
class Splice:
    """At a place in a text, `removed` became `added`."""

    at: int
    removed: str
    added: str

    @classmethod
    def between(cls, before: str, after: str) -> Splice:
        """Return the smallest single splice that makes one text of another."""
        start = _common(before, after)
        rest = min(len(before), len(after)) - start
        end = _common(before[::-1][:rest], after[::-1][:rest])
        return cls(start, before[start : len(before) - end], after[start : len(after) - end])

    def apply(self, text: str) -> str | None:
        """Return the text after the change, or None where the text is not the one it was made for."""
        if text[self.at : self.at + len(self.removed)] != self.removed:
            return None
        return text[: self.at] + self.added + text[self.at + len(self.removed) :]

    def takes_from(self, earlier: Splice) -> bool:
        """Return whether this splice removes anything that the one right before it added."""
        return max(self.at, earlier.at) < min(self.at + len(self.removed), earlier.at + len(earlier.added))

    @property
    def inverse(self) -> Splice:
        """The splice that takes this one back."""
        return Splice(self.at, self.added, self.removed)


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one register."""

    practice: str
    key: Key
    splice: Splice
    states: tuple[State, State]
    origins: tuple[Origin | None, Origin | None]

    @classmethod
    def between(cls, practice: str, key: Key, before: Value, after: Value) -> Change:
        """Return the change from one value to another."""
        splice = Splice.between(before.text, after.text)
        return cls(practice, key, splice, (before.state, after.state), (before.origin, after.origin))

    @classmethod
    def beside(cls, practice: str, revision: str) -> Change:
        """Return the change that a revision came to stand beside the shown text; the revision itself has the words."""
        return cls(practice, Key(BESIDE, revision), Splice(0, "", ""), (State.DRAFT, State.TO_CHECK), (None, None))

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return replace(self, splice=self.splice.inverse, states=self.states[::-1], origins=self.origins[::-1])

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to take back."""
        pairs = ((self.splice.removed, self.splice.added), self.states, self.origins)
        return any(before != after for before, after in pairs)

    @property
    def position(self) -> int:
        """Where the cursor belongs after the change."""
        return self.splice.at + len(self.splice.added)

    def apply(self, value: Value) -> Value | None:
        """Return the value after the change, or None where it does not fit."""
        text = self.splice.apply(value.text)
        return None if text is None else replace(value, text=text, state=self.states[1], origin=self.origins[1])

    def to_json(self) -> list[Any]:
        """Return the change as plain data."""
        origins = [[one.language, one.revision, one.digest] if one else None for one in self.origins]
        splice = [self.splice.at, self.splice.removed, self.splice.added]
        return [self.practice, *self.key, splice, [*map(str, self.states)], origins]

    @classmethod
    def from_json(cls, raw: object) -> Change:
        """Return the change in plain data that `to_json` made. Raises ValueError for any other data."""
        match raw:
            case [
                str(practice),
                str(field),
                str(language),
                [int(at), str(removed), str(added)],
                [str(before), str(after)],
                [was, became],
            ] if at >= 0:
                origins = (_origin_from(was), _origin_from(became))
                return cls(practice, Key(field, language), Splice(at, removed, added), (State(before), State(after)), origins)
        raise ValueError("no change of a value")


@dataclass(frozen=True, slots=True)
class Step:
    """What one undo takes back. A typing burst, a state, an import; `scope` is a practice, or "" for the library."""

    scope: str
    changes: tuple[Change, ...]
    began: int  # milliseconds since 1970
    ended: int
    typing: bool = False
    number: int = 0  # its place in the store, 0 before it has one

    def joined(self, change: Change, before: Value, after: Value, now: int) -> Step | None:
        """Return this step with one more change of the same burst of typing in it, or None where a new one begins.

        What was typed and is deleted again begins a new step: in one with the typing no undo would bring it back.
        """
        if not self.typing or len(self.changes) != 1 or self.changes[0].key != change.key:
            return None
        # A clock that was set back ends a burst as well.
        if not 0 <= now - self.ended <= BURST_PAUSE or now - self.began > BURST_LENGTH:
            return None
        first = self.changes[0]
        if change.splice.takes_from(first.splice):
            return None
        original = first.inverse.apply(before)
        if original is None:
            return None
        return replace(self, changes=(Change.between(change.practice, change.key, original, after),), ended=now)


def _origin_from(raw: object) -> Origin | None:
    match raw:
        case None:
            return None
        case [str(language), str(revision), str(digest)]:
            return Origin(language, revision, digest)
    raise ValueError("no origin of a translation")


def _common(one: str, other: str) -> int:
    """Return how many characters two texts share from the beginning. Halving compares slices, which is fast."""
    shared, differs = 0, min(len(one), len(other)) + 1
    while differs - shared > 1:
        middle = (shared + differs) // 2
        if one[shared:middle] == other[shared:middle]:
            shared = middle
        else:
            differs = middle
    return shared
