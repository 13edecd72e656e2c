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
    """The answer for one incoming value, and the text that stood here when it came.

    `chosen`: in a conflict a person chose the incoming text; the other one stays in the history.
    """

    incoming: Incoming
    outcome: Outcome
    here: str = ""
    chosen: bool = False

    @property
    def is_taken(self) -> bool:
        """Whether the incoming text becomes the one that is shown."""
        return self.outcome is Outcome.TAKEN or self.chosen


def merge(here: Value, incoming: Incoming) -> Merged:
    """Compare an incoming value with the one here and with the one that both began with."""
    return Merged(incoming, _outcome(here.text, incoming), here.text)


def _outcome(here: str, incoming: Incoming) -> Outcome:
    if incoming.text == here:
        return Outcome.UNCHANGED
    if not here.strip() or incoming.base == here:
        return Outcome.TAKEN
    if incoming.base == incoming.text or not incoming.text.strip():
        return Outcome.UNCHANGED
    return Outcome.CONFLICT
