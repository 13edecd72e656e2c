"""The words in which all else speaks of a value: where it is, and what state it is in. Light, for the first paint."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

SHARED = "*"
"""The "language" of a value that is the same in every language."""


class State(StrEnum):
    """What a person sees of a value. Empty and stale are seen, never stored."""

    EMPTY = "empty"
    DRAFT = "draft"
    TO_CHECK = "to_check"
    STALE = "stale"
    DONE = "done"


class Status(StrEnum):
    """How far a practice has come; each step can be taken back."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    SUBMITTED = "submitted"


class Key(NamedTuple):
    """One register of a practice: a field in a language (or in `SHARED`)."""

    field: str
    language: str
