"""What the exit codes mean, and the error of a wrong call."""

from __future__ import annotations

from enum import IntEnum

from gptemplate.errors import UserError


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    NOT_ALL = 1
    WRONG_CALL = 2
    TROUBLE = 3
    INTERRUPTED = 130


class WrongCall(UserError):
    """The command was called in a way that it cannot be meant."""
