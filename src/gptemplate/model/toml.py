"""TOML from anywhere: read in little time and memory, or refused with a reason."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from gptemplate.i18n import Message

LARGEST = 2_000_000  # bytes; a practice written by hand and the forms we know are under 100 kB
DEEPEST = 20  # names in one dotted key

# tomllib takes the square of the number of dots. Each name is looked at once: no part of the pattern gives back.
_DOTTED = re.compile(rf"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{DEEPEST}}}""")

_PLACE = re.compile(r"at line (\d+), column (\d+)")


class NotToml(ValueError):
    """A text is no TOML, or none that is read here; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def parse(content: bytes) -> dict[str, Any]:
    """Return the tables of a TOML file. Raises UnicodeDecodeError, or NotToml with the reason; both are ValueErrors."""
    text = content.decode("utf-8-sig")
    if len(content) > LARGEST:
        raise NotToml(Message("the file is larger than {n} MB", n=LARGEST // 1_000_000))
    if _DOTTED.search(text):
        raise NotToml(Message("a key has more than {n} names", n=DEEPEST))
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise NotToml(Message("it is nested too deeply")) from None
    except ValueError as error:  # in English, and for those who write programs: the place says more
        raise NotToml(_place(str(error))) from error


def _place(told: str) -> Message:
    found = _PLACE.search(told)
    if found is not None:
        return Message("line {line}, character {column} is not as it should be", line=int(found[1]), column=int(found[2]))
    if "end of document" in told:
        return Message("it ends in the middle of something")
    return Message("a number or date in it is none")
