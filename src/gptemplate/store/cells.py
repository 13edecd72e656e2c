"""What one cell of a row may hold. Everything here raises ValueError for what the program never writes. Light."""

from __future__ import annotations

import json
import re
from typing import Any

_END_OF_TIME = 250_000_000_000_000  # milliseconds since 1970: the year 9892, before calendars end
_HASH = re.compile(r"[0-9a-f]{64}")


def text(cell: object) -> str:
    """Return a text."""
    if isinstance(cell, str):
        return cell
    raise ValueError("no text")


def moment(cell: object) -> int:
    """Return milliseconds since 1970."""
    if isinstance(cell, int) and 0 <= cell < _END_OF_TIME:
        return cell
    raise ValueError("no moment")


def hash_or_none(cell: object) -> str | None:
    """Return the id of a revision, or None where there is none."""
    if cell is None or (isinstance(cell, str) and _HASH.fullmatch(cell)):
        return cell
    raise ValueError("no hash")


def hashes(cell: object) -> tuple[str, ...]:
    """Return the ids in a JSON list of them."""
    found = plain_data(cell)
    if isinstance(found, list) and all(isinstance(one, str) and _HASH.fullmatch(one) for one in found):
        return tuple(found)
    raise ValueError("no hashes")


def plain_data(cell: object) -> Any:
    """Return what a JSON text says, every text of which can be kept again."""
    kept = text(cell)
    try:
        found = json.loads(kept)
        if "\\ud" in kept or "\\uD" in kept:
            json.dumps(found, ensure_ascii=False).encode()  # half a character can be kept nowhere
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return found
