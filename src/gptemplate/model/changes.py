"""What an operation changed; told once, to everyone, who each decide whether they care."""

from __future__ import annotations

from typing import NamedTuple

from gptemplate.model.states import Key


class Changes(NamedTuple):
    """The practices and registers that an operation touched.

    `focus` is where a person would look: a register and a position in its text.
    """

    practices: frozenset[str] = frozenset()
    keys: frozenset[tuple[str, Key]] = frozenset()
    focus: tuple[str, Key, int] | None = None

    def __bool__(self) -> bool:
        return bool(self.practices)

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.practices | other.practices, self.keys | other.keys, other.focus or self.focus)

    def at(self, practice_id: str, key: Key, position: int) -> Changes:
        """Return the same changes with the place where a person would look; nothing stays nothing."""
        return Changes(self.practices, self.keys, (practice_id, key, position)) if self else self


def changed(practice_id: str, *keys: Key, focus: tuple[Key, int] | None = None) -> Changes:
    """Return the changes of one practice."""
    where = (practice_id, *focus) if focus else None
    return Changes(frozenset({practice_id}), frozenset((practice_id, key) for key in keys), where)
