"""Which files belong into this room: told by what is in them, never by their names."""

from __future__ import annotations

import re
from pathlib import Path

from gptemplate.files import check_file

_HEAD = 4_096  # bytes in which a file says what it is
_MEMORY = re.compile(rb"<(?:!DOCTYPE\s+)?tmx[\s>]", re.IGNORECASE)
_TERMS = re.compile(rb"<(?:\w+:)?(?:martif|tbx)[\s>]", re.IGNORECASE)
SUFFIXES = (".tmx", ".tbx")
"""How the names of files end that belong here, wherever they are dropped."""

TABLES = (".tsv", ".csv", ".txt", ".utf8", ".xml")
"""How the names of other files end that may hold terms; they do only where they are dropped in this room."""


def is_memory(file: Path) -> bool:
    """Return whether a file is a translation memory."""
    return _MEMORY.search(_head(file)) is not None


def is_ours(file: Path, *, dropped_here: bool = False) -> bool:
    """Return whether a file is a translation memory or holds terms; a table does where it was dropped in this room."""
    if dropped_here and file.suffix.lower() in TABLES:
        return True
    head = _head(file)
    return _MEMORY.search(head) is not None or _TERMS.search(head) is not None


def _head(file: Path) -> bytes:
    try:
        check_file(file)
        with file.open("rb") as stream:
            return stream.read(_HEAD).replace(b"\0", b"")
    except OSError:
        return b""
