"""Rows read out of the bytes of a damaged SQLite file, page by page, without SQLite: what it refuses can still be read.

The log beside the file is laid over it as SQLite would, up to its last whole transaction. Pages that SQLite has freed
are left out, so that what was removed stays removed. Nothing here raises for what the bytes hold.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

Cell = int | float | bytes | str | None
Row = tuple[int, tuple[Cell, ...]]

_LEAF_OF_A_TABLE, _BRANCH_OF_A_TABLE = 13, 5
_WAL_HEADER, _FRAME_HEADER = 32, 24
_MOST_OVERFLOW = 100_000  # pages in one chain: a value far beyond what the program keeps
_SIZES = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}


class Unreadable(Exception):
    """The bytes are no cell."""


@dataclass(slots=True)
class Pages:
    """The pages of a database file: `whole` as SQLite sees them, `stray` newer ones from a log that breaks off."""

    size: int
    whole: dict[int, bytes]
    stray: list[bytes] = field(default_factory=list)
    free: frozenset[int] = frozenset()
    damaged_header: bool = False

    def rows(self) -> Iterator[Row]:
        """Yield every row of every table with its number, in no order."""
        for number, page in self.whole.items():
            if number not in self.free:
                yield from self._of_page(page, 100 if number == 1 else 0)
        for page in self.stray:
            yield from self._of_page(page, 0)

    def unreadable(self) -> int:
        """Return how many pages hold nothing but zeros, where something was."""
        return sum(not any(page) for number, page in self.whole.items() if number not in self.free)

    def _of_page(self, page: bytes, start: int) -> Iterator[Row]:
        if len(page) < self.size or page[start] != _LEAF_OF_A_TABLE:
            return
        count = min(int.from_bytes(page[start + 3 : start + 5], "big"), (self.size - start - 8) // 2)
        for place in range(count):
            at = start + 8 + 2 * place
            try:
                yield self._cell(page, int.from_bytes(page[at : at + 2], "big"))
            except (Unreadable, IndexError, UnicodeDecodeError, struct.error):
                continue

    def _cell(self, page: bytes, at: int) -> Row:
        if not 8 <= at < self.size - 4:
            raise Unreadable
        length, at = _varint(page, at)
        number, at = _varint(page, at)
        return number, _record(self._payload(page, at, length))

    def _payload(self, page: bytes, at: int, length: int) -> bytes:
        room = self.size
        if length <= room - 35:
            return _exactly(page[at : at + length], length)
        least = (room - 12) * 32 // 255 - 23
        local = least + (length - least) % (room - 4)
        local = local if local <= room - 35 else least
        found = [_exactly(page[at : at + local], local)]
        following = int.from_bytes(page[at + local : at + local + 4], "big")
        left = length - local
        if left > len(self.whole) * room:
            raise Unreadable
        for _turn in range(_MOST_OVERFLOW):
            if left <= 0:
                break
            chained = self.whole.get(following)
            if chained is None or following in self.free:
                raise Unreadable
            found.append(chained[4 : 4 + min(left, room - 4)])
            left -= room - 4
            following = int.from_bytes(chained[:4], "big")
        return b"".join(found)


def _exactly(part: bytes, length: int) -> bytes:
    if len(part) != length:
        raise Unreadable
    return part


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for turn in range(9):
        byte = data[at + turn]
        if turn == 8:
            return _signed((value << 8) | byte), at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + turn + 1
    raise Unreadable


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


def _record(payload: bytes) -> tuple[Cell, ...]:
    header, at = _varint(payload, 0)
    if not 1 < header <= len(payload):
        raise Unreadable
    kinds = []
    while at < header:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    cells = []
    for kind in kinds:
        size = _SIZES[kind] if kind in _SIZES else (kind - 12) // 2
        if kind < 0 or kind in (10, 11) or at + size > len(payload):
            raise Unreadable
        cells.append(_value(kind, payload[at : at + size]))
        at += size
    return tuple(cells)


def _value(kind: int, content: bytes) -> Cell:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind == 7:
        return float(struct.unpack(">d", content)[0])
    if kind < 7:
        return int.from_bytes(content, "big", signed=True)
    return content.decode("utf-8", "surrogateescape") if kind % 2 else content


# The file and its log


def read(content: bytes, log: bytes) -> Pages:
    """Return the pages of a database file with its log laid over it."""
    size, damaged = _page_size(content, log)
    # The last page of a file that was cut short is read with zeros for the rest, as SQLite does.
    whole = {at // size + 1: content[at : at + size].ljust(size, b"\0") for at in range(0, len(content), size)}
    found = Pages(size, whole, _lay_over(whole, log, size), damaged_header=damaged)
    found.free = _free(whole, size) - _live(found)
    return found


def _page_size(content: bytes, log: bytes) -> tuple[int, bool]:
    told = int.from_bytes(content[16:18], "big")
    told = 65_536 if told == 1 else told
    if content[:16] == b"SQLite format 3\x00" and _is_size(told):
        return told, False
    in_log = int.from_bytes(log[8:12], "big") if len(log) > _WAL_HEADER else 0
    return (in_log, True) if _is_size(in_log) else (4096, True)


def _is_size(number: int) -> bool:
    return 512 <= number <= 65_536 and number & (number - 1) == 0


def _lay_over(whole: dict[int, bytes], log: bytes, size: int) -> list[bytes]:
    """Put the pages of the log's whole transactions in place, and return those after them, newest last."""
    if len(log) < _WAL_HEADER or int.from_bytes(log[8:12], "big") not in (size, size % 65_536):
        return []
    order = ">" if log[3] & 1 else "<"
    sums = _checksum(log[:24], (0, 0), order)
    intact = sums == struct.unpack(">II", log[24:32])
    waiting: dict[int, bytes] = {}
    stray: list[bytes] = []
    for at in range(_WAL_HEADER, len(log) - _FRAME_HEADER - size + 1, _FRAME_HEADER + size):
        head, page = log[at : at + _FRAME_HEADER], log[at + _FRAME_HEADER : at + _FRAME_HEADER + size]
        number, commit = struct.unpack(">II", head[:8])
        if head[8:16] != log[16:24]:
            break  # left over from before the log was begun anew
        sums = _checksum(page, _checksum(head[:8], sums, order), order)
        intact = intact and sums == struct.unpack(">II", head[16:24])
        if not intact:
            stray.append(page)
            continue
        waiting[number] = page
        if commit:
            whole.update(waiting)
            for gone in [one for one in whole if one > commit]:
                del whole[gone]
            waiting.clear()
    return stray


def _checksum(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    one, other = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for place in range(0, len(words), 2):
        one = (one + words[place] + other) & 0xFFFFFFFF
        other = (other + words[place + 1] + one) & 0xFFFFFFFF
    return one, other


def _free(whole: dict[int, bytes], size: int) -> frozenset[int]:
    """The pages that SQLite has freed, as far as their list can be followed."""
    found: set[int] = set()
    trunk = int.from_bytes(whole.get(1, b"")[32:36], "big")
    while trunk in whole and trunk not in found and trunk > 1:
        found.add(trunk)
        page = whole[trunk]
        count = int.from_bytes(page[4:8], "big")
        if count > size // 4 - 2:
            break
        found.update(struct.unpack(f">{count}I", page[8 : 8 + 4 * count]))
        trunk = int.from_bytes(page[:4], "big")
    return frozenset(found - {1})


def _live(pages: Pages) -> frozenset[int]:
    """The pages of tables that can be reached: a damaged list of free pages must not hide them."""
    waiting = [1, *_roots(pages)]
    live: set[int] = set()
    while waiting:
        number = waiting.pop()
        page = pages.whole.get(number, b"")
        start = 100 if number == 1 else 0
        if number in live or len(page) < pages.size or page[start] not in (_LEAF_OF_A_TABLE, _BRANCH_OF_A_TABLE):
            continue
        live.add(number)
        if page[start] == _BRANCH_OF_A_TABLE:
            waiting += _children(page, start, pages.size)
    return frozenset(live)


def _roots(pages: Pages) -> list[int]:
    tables = [cells for _number, cells in pages.rows() if len(cells) == 5 and cells[0] == "table"]
    return [cells[3] for cells in tables if isinstance(cells[3], int)]


def _children(page: bytes, start: int, size: int) -> Iterator[int]:
    yield int.from_bytes(page[start + 8 : start + 12], "big")
    count = min(int.from_bytes(page[start + 3 : start + 5], "big"), (size - start - 12) // 2)
    for place in range(count):
        at = int.from_bytes(page[start + 12 + 2 * place : start + 14 + 2 * place], "big")
        yield int.from_bytes(page[at : at + 4], "big")
