"""Reads Voikko's finite-state dictionaries (VFST, format 5, unweighted) and follows words through them.

The file: 16 bytes of head (two marks that also tell the byte order, then whether there are weights), the number of symbols
(2 bytes) and the symbols, each ended by a zero: first the empty one, then flags such as `@P.FEATURE.VALUE@`, then single
characters, then tags such as `[Ln]`. From the next multiple of eight on there are cells of eight bytes: symbol read, symbol
written (2 bytes each), the number of the state that follows (3 bytes) and how many more cells the state has (1 byte). A state's
number is that of its first cell. Where 255 stands as the number of further cells, the next cell holds the number itself.
A cell that reads 0xFFFF says that a word may end here.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from gptemplate.errors import BadFile, why
from gptemplate.i18n import Message

MOST_STEPS = 60_000
"""Steps for one word; the longest compounds of a language take a tenth of that."""

_MARKS = (0x00013A6E).to_bytes(4, "little") + (0x000351FA).to_bytes(4, "little")
_HEAD = 16
_CELL = 8
_FINAL = 0xFFFF
_MANY = 255
_LARGEST = 200 << 20
_MOST_CELLS = 20_000  # from one state to the next characters
_MOST_FLAGS = 200
_MOST_STATES_KEPT = 20_000  # about 40 MB

_ANY = "@"  # the value of a flag that names none
Flags = tuple[str, ...]
"""The value of each feature on the way, "" where it is not set."""


class Flag(NamedTuple):
    """What a flag asks of, or does to, a feature: P sets, C clears, U unifies, R requires, D disallows."""

    kind: str
    feature: int
    value: str


Way = tuple[tuple[Flag, ...], tuple[str, ...], int]
"""A way on that reads one character, or ends the word: the flags on it, what it writes, the state where it goes."""


class State(NamedTuple):
    """A state as it is walked: the ways on by the character they read, and the ways to end the word."""

    reading: dict[str, list[Way]]
    ending: list[Way]


class Transducer:
    """A dictionary file. Threads may share it: what it keeps is only what it read before."""

    def __init__(self, content: bytes, name: str) -> None:
        """Take the content of a file; `name` is told in messages. Raises BadFile."""
        self._name = name
        self._symbols, start = self._read_symbols(content)
        self._features: dict[str, int] = {}
        self._flags = [self._flag(symbol) for symbol in self._symbols]
        self.unset: Flags = ("",) * len(self._features)
        self._letters = ["" if flag else symbol for symbol, flag in zip(self._symbols, self._flags, strict=True)]
        self._written = [(letter,) if letter else () for letter in self._letters]
        self._cells = self._read_cells(content, start)
        self._same: dict[tuple[Any, ...], tuple[Any, ...]] = {}  # states write and ask much the same
        self._states: dict[int, State] = {}
        self.cells_read = 0  # a damaged file may send a walk to ever new states
        self.letters = frozenset(symbol for symbol in self._symbols if len(symbol) == 1)
        self.state(0)

    def outputs(self, word: str, most: int = 100, steps: int = MOST_STEPS) -> Iterator[tuple[str, ...]]:
        """Yield what is written on each way through the word, at most `most` times and `steps` steps. Raises BadFile."""
        length = len(word)
        pending: list[tuple[int, int, Flags, tuple[Any, ...]]] = [(0, 0, self.unset, ())]
        while pending and steps > 0:
            number, read, flags, trail = pending.pop()
            before = self.cells_read
            state = self._states.get(number) or self.state(number)
            ways = state.reading.get(word[read], ()) if read < length else state.ending
            steps -= 1 + len(ways) + self.cells_read - before
            for asked, written, target in ways:
                now = after(flags, asked) if asked else flags
                if now is None:
                    continue
                if read < length:
                    pending.append((target, read + 1, now, (trail, written) if written else trail))
                elif most > 0:
                    most -= 1
                    yield _written((trail, written))

    def state(self, number: int) -> State:
        """Return a state by its number; 0 is where words begin. Raises BadFile where the file has no such state."""
        found = self._states.get(number)
        if found is None:
            if len(self._states) >= _MOST_STATES_KEPT:
                self._states.clear()
                self._same.clear()
            found = self._states[number] = self._read_state(number)
        return found

    def _read_state(self, number: int) -> State:
        """Follow what reads nothing from a state on until something is read."""
        state = State({}, [])
        pending: list[Way] = [((), (), number)]
        seen = 0
        while pending:
            asked, before, at = pending.pop()
            cells = self._cells_of(at)
            seen += len(cells)
            if seen > _MOST_CELLS or len(asked) > _MOST_FLAGS or len(before) > _MOST_FLAGS:
                raise self._damaged()
            self.cells_read += len(cells) // 2
            pairs = iter(cells)
            for symbols, what_follows in zip(pairs, pairs, strict=True):
                self._add(state, pending, (asked, before, what_follows & 0xFFFFFF), symbols & 0xFFFF, symbols >> 16)
        return state

    def _add(self, state: State, pending: list[Way], way: Way, read: int, write: int) -> None:
        """Put a cell where it belongs. `way` has what led to it, and where it goes."""
        asked, before, target = way
        if read == _FINAL:
            state.ending.append(way)
            return
        try:
            letter, flag, written = self._letters[read], self._flags[read], self._written[write]
        except IndexError:
            raise self._damaged() from None
        if written:
            before += written
            way = (asked, self._same.setdefault(before, before), target)
        if letter:
            state.reading.setdefault(letter, []).append(way)
        elif flag:
            asked = (*asked, flag)
            pending.append((self._same.setdefault(asked, asked), way[1], target))
        else:
            pending.append(way)

    def _cells_of(self, number: int) -> array[int]:
        """Return the cells of a state, two numbers each. Raises BadFile."""
        start = 2 * number
        held = len(self._cells)
        if start >= held:
            raise self._damaged()
        more = self._cells[start + 1] >> 24
        if more != _MANY:
            found = self._cells[start : start + 2 + 2 * more]
            if len(found) != 2 + 2 * more:
                raise self._damaged()
            return found
        if start + 2 >= held:
            raise self._damaged()
        more = self._cells[start + 2]
        found = self._cells[start : start + 2] + self._cells[start + 4 : start + 4 + 2 * more]
        if len(found) != 2 + 2 * more:
            raise self._damaged()
        return found

    def _read_symbols(self, content: bytes) -> tuple[list[str], int]:
        if content[: len(_MARKS)] != _MARKS or len(content) < _HEAD + 2:
            raise BadFile(Message("“{file}” is not a Voikko dictionary of format 5.", file=self._name))
        if content[8]:
            raise BadFile(Message("“{file}” is a Voikko dictionary with weights, which cannot be read here.", file=self._name))
        count = int.from_bytes(content[_HEAD : _HEAD + 2], "little")
        symbols, at = [], _HEAD + 2
        for _number in range(count):
            end = content.find(b"\0", at)
            if end < 0:
                raise self._damaged()
            try:
                symbols.append(content[at:end].decode("utf-8"))
            except UnicodeDecodeError as wrong:
                raise self._damaged() from wrong
            at = end + 1
        if not symbols or symbols[0]:
            raise self._damaged()
        return symbols, -(-at // _CELL) * _CELL

    def _read_cells(self, content: bytes, start: int) -> array[int]:
        cells = array("I")
        whole = content[start : start + (len(content) - start) // _CELL * _CELL] if start < len(content) else b""
        if not whole or cells.itemsize != 4:
            raise self._damaged()
        cells.frombytes(whole)
        if sys.byteorder == "big":
            cells.byteswap()
        return cells

    def _flag(self, symbol: str) -> Flag | None:
        if not symbol.startswith("@"):
            return None
        kind, dot, rest = symbol.strip("@").partition(".")
        feature, _dot, value = rest.partition(".")
        if kind not in ("P", "C", "U", "R", "D") or not dot or not feature:
            raise self._damaged()
        return Flag(kind, self._features.setdefault(feature, len(self._features)), value or _ANY)

    def _damaged(self) -> BadFile:
        return BadFile(
            Message(
                "“{file}” is damaged. Nothing was changed; install the Finnish dictionary of Voikko again.", file=self._name
            )
        )


def read_transducer(file: Path) -> Transducer:
    """Read a dictionary file whole. Raises BadFile."""
    try:
        if file.stat().st_size > _LARGEST:
            raise BadFile(Message("“{file}” is too large to be a dictionary.", file=str(file)))
        content = file.read_bytes()
    except OSError as wrong:
        raise BadFile(Message("“{file}” cannot be read: {reason}", file=str(file), reason=why(wrong))) from wrong
    return Transducer(content, str(file))


def _written(trail: tuple[Any, ...]) -> tuple[str, ...]:
    """Return what was written, from a trail of (what came before, what was written last)."""
    pieces: list[tuple[str, ...]] = []
    while trail:
        trail, piece = trail
        pieces.append(piece)
    return tuple(symbol for piece in reversed(pieces) for symbol in piece)


def after(flags: Flags, asked: tuple[Flag, ...]) -> Flags | None:
    """Return the flags after a way that asks something of them, or None where they forbid it."""
    for kind, feature, value in asked:
        held = flags[feature]
        if kind == "D":
            if held if value == _ANY else held == value:
                return None
        elif kind == "R":
            if not held if value == _ANY else held != value:
                return None
        elif kind == "U" and held:
            if held != value:
                return None
        else:  # P, C, and U of what is not set
            flags = (*flags[:feature], "" if kind == "C" else value, *flags[feature + 1 :])
    return flags
