"""How a text from outside meets the one that is here. A conflict is a value, not an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gptemplate.model.practice import Origin, Value
from gptemplate.model.states import Key, State


class Outcome(StrEnum):
    """What became of an incoming value."""

    UNCHANGED = "unchanged"  # here it reads the same, or has moved on from it
    TAKEN = "taken"
    CONFLICT = "conflict"  # both differ from what they began with: both are kept, a person chooses


@dataclass(frozen=True, slots=True)
class Incoming:
    """A value that comes from outside: a file, a translator, another laptop."""

    key: Key
    text: str
    state: State = State.TO_CHECK
    base: str | None = None  # the text that it began with; None where the sender did not say
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """The answer for one incoming value."""

    incoming: Incoming
    outcome: Outcome


def merge(here: Value, incoming: Incoming) -> Merged:
    """Compare an incoming value with the one here and with the one that both began with."""
    if incoming.text == here.text:
        return Merged(incoming, Outcome.UNCHANGED)
    if not here.text.strip() or incoming.base == here.text:
        return Merged(incoming, Outcome.TAKEN)
    if incoming.base == incoming.text or not incoming.text.strip():
        return Merged(incoming, Outcome.UNCHANGED)
    return Merged(incoming, Outcome.CONFLICT)
