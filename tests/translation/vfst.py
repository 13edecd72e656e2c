"""A small writer of Voikko's dictionary files, so that tests have words of their own."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_SYMBOL = re.compile(r"@[^@]+@|\[[A-Za-z0-9]*\]|.")
_FINAL = 0xFFFF
Pair = tuple[str, str]


@dataclass
class _State:
    final: bool = False
    ways: dict[Pair, _State] = field(default_factory=dict)


def lexicon(*outputs: str) -> bytes:
    """Return a dictionary that writes each of the outputs: "[Ln][Xp]kissa[X]kissa[Sade][Ny]lla".

    Letters outside `[X…]…[X]` are read, in small letters; tags and base forms are only written; flags stand as `@P.NAME.ON@`.
    """
    return written([list(_pairs(output)) for output in outputs])


def written(entries: Iterable[Sequence[Pair]]) -> bytes:
    """Return the file of entries of (symbol read, symbol written)."""
    root = _State()
    for entry in entries:
        state = root
        for pair in entry:
            state = state.ways.setdefault(pair, _State())
        state.final = True
    states, symbols = _all(root), _symbols(root)
    head = b"\x6e\x3a\x01\x00\xfa\x51\x03\x00" + bytes(8) + struct.pack("<H", len(symbols))
    head += b"".join(symbol.encode() + b"\0" for symbol in symbols)
    head += bytes(-len(head) % 8)
    return head + _cells(states, {symbol: number for number, symbol in enumerate(symbols)})


def dictionary(folder: Path, *outputs: str) -> Path:
    """Write a dictionary where Voikko looks for it below `folder`, and return its file."""
    file = folder / "5" / "mor-standard" / "mor.vfst"
    file.parent.mkdir(parents=True)
    file.write_bytes(lexicon(*outputs))
    return file


def _pairs(output: str) -> Iterable[Pair]:
    silent = False
    for symbol in _SYMBOL.findall(output):
        if symbol.startswith("@"):
            yield symbol, symbol
        elif len(symbol) > 1:
            silent = symbol.startswith("[X") and symbol != "[X]"
            yield "", symbol
        else:
            yield "" if silent else symbol.lower(), symbol


def _all(root: _State) -> list[_State]:
    found, pending = [], [root]
    while pending:
        state = pending.pop(0)
        found.append(state)
        pending += state.ways.values()
    return found


def _symbols(root: _State) -> list[str]:
    used = {symbol for state in _all(root) for pair in state.ways for symbol in pair if symbol}
    flags = sorted(symbol for symbol in used if symbol.startswith("@"))
    letters = sorted(symbol for symbol in used if len(symbol) == 1)
    return ["", *flags, *letters, *sorted(used - {*flags, *letters})]


def _cells(states: list[_State], number: dict[str, int]) -> bytes:
    start, at = {}, 0
    for state in states:
        start[id(state)] = at
        count = len(state.ways) + state.final
        at += count + (count > 255)
    cells = b""
    for state in states:
        ways = [(_FINAL, 0, 0)] if state.final else []
        ways += [(number[read], number[write], start[id(to)]) for (read, write), to in state.ways.items()]
        more = len(ways) - 1
        for place, (read, write, target) in enumerate(ways):
            cells += struct.pack("<HHI", read, write, target | (min(more, 255) << 24 if place == 0 else 0))
            if place == 0 and more >= 255:
                cells += struct.pack("<II", more, 0)
    return cells
