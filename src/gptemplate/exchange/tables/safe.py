"""Cells that no spreadsheet takes for a formula, and back again exactly.

A spreadsheet reads a cell that begins with = + - @ as a formula, also in a CSV file. An apostrophe before it prevents
that. It stands also where a program that cuts the line at other separators than we do would begin a cell.
"""

from __future__ import annotations

import re

_BEGINS = "=+\\-@\\t\\r＝＋－＠"
_START = '(?:^|[,;|\\t\\r\\n])[ "]*'
_GUARD = re.compile(f"({_START})(?=['{_BEGINS}])")
_GUARDED = re.compile(f"({_START})'(?=['{_BEGINS}])")
_DANGER = re.compile(f"[{_BEGINS}]")


def guarded(text: str) -> str:
    """Return the text of a cell of a CSV file."""
    return _GUARD.sub(r"\1'", text)


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return _GUARDED.sub(r"\1", text)


def is_dangerous(text: str) -> bool:
    """Return whether a spreadsheet might take a text for a formula when somebody edits its cell."""
    return _DANGER.match(text) is not None
