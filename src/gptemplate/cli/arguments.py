"""What can be told from a command line before it is parsed, without loading a parser."""

from __future__ import annotations

from collections.abc import Sequence

GLOBAL = ("--data-dir", "--library", "--language")
"""Options that may stand before the command and after it; each takes a value."""


def split(argv: Sequence[str]) -> tuple[list[str], str | None, list[str]]:
    """Return what stands before the command, the command (None where there is none), and what follows it."""
    skip = False
    for place, word in enumerate(argv):
        if skip:
            skip = False
        elif word in GLOBAL:
            skip = True
        elif not word.startswith("-"):
            return list(argv[:place]), word, list(argv[place + 1 :])
    return list(argv), None, []


def peek(argv: Sequence[str], option: str) -> str:
    """Return the value of a global option, "" where it is not given: help and complaints need the language."""
    found = ""
    for place, word in enumerate(argv):
        if word == "--":
            break
        if word == option and place + 1 < len(argv):
            found = argv[place + 1]
        elif word.startswith(f"{option}="):
            found = word.partition("=")[2]
    return found
