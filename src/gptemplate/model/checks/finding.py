"""One thing that a check found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gptemplate.i18n import Message


class Severity(StrEnum):
    """Whether a finding keeps a practice from being submitted."""

    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Finding:
    """What, where, and how grave.

    `start` and `end` mark the place in the text where there is one; `fix` is what may safely stand there instead.
    """

    check: str
    severity: Severity
    field: str
    language: str
    message: Message
    start: int = 0
    end: int = 0
    fix: str | None = None
