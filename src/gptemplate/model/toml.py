"""TOML from anywhere: read in little time and memory, or refused with a reason."""

from __future__ import annotations

import re
import tomllib
from typing import Any

LARGEST = 2_000_000  # bytes; a practice written by hand and the forms we know are under 100 kB
DEEPEST = 20  # names in one dotted key

# tomllib takes the square of the number of dots. Each name is looked at once: no part of the pattern gives back.
_DOTTED = re.compile(rf"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{DEEPEST}}}""")


def parse(content: bytes) -> dict[str, Any]:
    """Return the tables of a TOML file. Raises UnicodeDecodeError, or ValueError with the reason."""
    text = content.decode("utf-8-sig")
    if len(content) > LARGEST:
        raise ValueError(f"the file is larger than {LARGEST} bytes")
    if _DOTTED.search(text):
        raise ValueError(f"a key has more than {DEEPEST} names")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
