"""Copies of a library made while it is open, by SQLite itself: copying the file would leave out the newest pages.

Every copy is read back, hash by hash, before an older one may go. `copies` lists and puts them back.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from gptemplate.files import free_name
from gptemplate.store import raw

log = logging.getLogger(__name__)

SUFFIX = ".gptemplate"
HOUR, DAY, MONTH, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=30), timedelta(days=365)

_NAME = re.compile(r"(\d{4}-\d\d-\d\d-\d{6})-(.+?)(?: \(\d+\))?\.gptemplate")
_MOMENT = "%Y-%m-%d-%H%M%S"
_RETRIES = 8  # about 2.5 s in all: virus scanners and sync programs hold a new file that long on Windows
_COUNTED = (
    "practice", "value", "revision", "comment", "attachment", "step", "memory_unit", "memory_text", "term", "known_word",
)  # fmt: skip
# What changes with every kind of writing: typing, revisions, undo, the bin, removal, photos, the memory, terms, words.
_TRACES = (
    "SELECT count(*), coalesce(sum(modified), 0), coalesce(sum(deleted), 0) FROM practice",
    "SELECT count(*), coalesce(sum(modified), 0) FROM value",
    "SELECT count(*), coalesce(sum(time), 0) FROM revision",
    "SELECT count(*), coalesce(max(id), 0), coalesce(sum(ended), 0), coalesce(sum(undone), 0) FROM step",
    "SELECT count(*), coalesce(sum(created), 0) FROM attachment",
    "SELECT coalesce(group_concat(value), '') FROM (SELECT value FROM meta WHERE key LIKE '%_version' ORDER BY key)",
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a library as its name tells it; `whole` is None until it has been read."""

    file: Path
    when: datetime
    reason: str
    size: int
    whole: bool | None = None


def back_up(library: Path, folder: Path, reason: str, now: datetime) -> Path:
    """Copy a library into `folder` and return the copy, checked. Raises OSError or sqlite3.Error; no half copy stays.

    A library with damaged texts is copied as it is, and the copy is called damaged wherever copies are listed.
    """
    return make(library, folder, reason, now)[0]


def make(library: Path, folder: Path, reason: str, now: datetime) -> tuple[Path, bool]:
    """Copy a library as `back_up` does, and return the copy and whether all its texts and photos fit their hashes."""
    folder.mkdir(parents=True, exist_ok=True)
    part = free_name(folder, f".{now:{_MOMENT}}-{reason}", ".part")
    try:
        counts = _copy(library, part)
        if _counts_of(part) != counts:
            raise sqlite3.DatabaseError("the copy has other rows than the library")
        spoilt = faults(part)
        if spoilt:
            log.error("the copy of the library has %d damaged entries, as the library has", len(spoilt))
        sync(part)
        copy = free_name(folder, f"{now:{_MOMENT}}-{reason}", SUFFIX)
        put(part, copy)
    finally:
        part.unlink(missing_ok=True)
    return copy, not spoilt


def _copy(library: Path, part: Path) -> list[int]:
    with closing(raw.connect(library)) as source, closing(sqlite3.connect(part, isolation_level=None)) as target:
        target.execute("PRAGMA synchronous = OFF")  # the file is made durable as a whole, before it gets its name
        source.execute("BEGIN")
        counts = _counts(source)
        source.backup(target)
        source.execute("COMMIT")
        target.execute("PRAGMA journal_mode = DELETE")
        (answer,) = target.execute("PRAGMA quick_check(1)").fetchone()
        if answer != "ok":
            raise sqlite3.DatabaseError(answer)
    return counts


def _counts_of(file: Path) -> list[int]:
    with closing(raw.connect(file)) as connection:
        return _counts(connection)


def _counts(connection: sqlite3.Connection) -> list[int]:
    known = raw.tables_of(connection)
    return [_one(connection, f"SELECT count(*) FROM {name}") for name in _COUNTED if name in known]  # noqa: S608 - names of this module


def _one(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def faults(file: Path) -> list[str]:
    """Return the tables and row numbers whose hash does not fit, read from the disk; [] for a whole copy.

    Raises sqlite3.Error where the file cannot even be read.
    """
    with closing(raw.connect(file)) as connection:
        known = raw.tables_of(connection)
        connection.text_factory = bytes
        found = []
        for table in [name for name in raw.HASHED if name in known]:
            query = f"SELECT id, {raw.HASHED[table]}, digest FROM {table}"  # noqa: S608 - names of this program
            for number, text, digest in connection.execute(query):
                if hashlib.blake2b(_bytes(text), digest_size=16).hexdigest().encode() != digest:
                    found.append(f"{table} {number}")
        for ident, content in connection.execute("SELECT id, content FROM attachment"):
            if hashlib.sha256(_bytes(content)).hexdigest().encode() != ident:
                found.append("attachment")
    return found


def _bytes(content: object) -> bytes:
    return content if isinstance(content, bytes) else b"?"  # a number or nothing where a text belongs is damage


def is_whole(file: Path) -> bool:
    """Return whether a copy can be read from end to end and every text and photo fits its hash."""
    try:
        with closing(raw.connect(file)) as connection:
            answer = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
        return answer == ["ok"] and not faults(file)
    except (sqlite3.Error, OSError):
        return False


def trace(file: Path) -> tuple[tuple[int | str, ...], ...] | None:
    """Return figures that differ after any change to a library; None where it cannot be read."""
    try:
        with closing(raw.connect(file)) as connection:
            return tuple(tuple(connection.execute(query).fetchone()) for query in _TRACES)
    except (sqlite3.Error, OSError):
        return None


def copies(folder: Path) -> list[Copy]:
    """Return the copies in a folder by their names, newest first; [] where the folder is not there."""
    found = []
    with suppress(OSError):
        for file in folder.iterdir():
            copy = _by_name(file)
            if copy is not None:
                found.append((copy.when, file.stat().st_mtime_ns, copy))
    return [copy for _when, _made, copy in sorted(found, key=lambda one: one[:2], reverse=True)]


def _by_name(file: Path) -> Copy | None:
    name = _NAME.fullmatch(file.name)
    try:
        when = datetime.strptime(name[1], _MOMENT).astimezone() if name else None
        return Copy(file, when, name[2], file.stat().st_size) if name and when else None
    except (ValueError, OSError):
        return None


# Thinning


def to_remove(held: Sequence[Copy], now: datetime, limit: int) -> list[Copy]:
    """Return the copies that may go, oldest first: those off the schedule, then the oldest beyond `limit` bytes.

    Kept are all of the last hour, the newest of each hour of a day, of each day of a month and of each month of a
    year. The newest good copy never goes, nor one made before an upgrade in the last month. What was kept before
    something else, such as a restore, stays for a month unless the room does not suffice.
    """
    held = sorted(held, key=lambda one: one.when, reverse=True)
    safe = _untouchable(held, now)
    kept = safe | _on_schedule(held, now)
    size = sum(one.size for one in held if one.file in kept)
    for one in reversed(held):
        if size > limit and one.file in kept - safe:
            kept = kept - {one.file}
            size -= one.size
    return [one for one in reversed(held) if one.file not in kept]


def _untouchable(held: Sequence[Copy], now: datetime) -> frozenset[Path]:
    newest = next((one.file for one in held if one.whole is not False), None)
    upgrades = {one.file for one in held if one.reason.startswith("before-upgrade") and now - one.when < MONTH}
    return frozenset(upgrades | ({newest} if newest else set()))


def _on_schedule(held: Sequence[Copy], now: datetime) -> frozenset[Path]:
    kept: dict[str, Copy] = {}
    for one in held:  # newest first
        slot = _slot(one, now)
        if slot and (slot not in kept or (kept[slot].whole is False and one.whole is not False)):
            kept[slot] = one
    return frozenset(one.file for one in kept.values())


def _slot(one: Copy, now: datetime) -> str:
    """The hour, day or month that a copy stands for; a name of its own where each one is kept; "" beyond a year."""
    age = now - one.when
    if age < HOUR or (one.reason.startswith("before-") and age < MONTH):
        return str(one.file)
    for span, form in ((DAY, "%Y-%m-%d %H"), (MONTH, "%Y-%m-%d"), (YEAR, "%Y-%m")):
        if age < span:
            return f"{one.when:{form}}"
    return ""


def remove(unwanted: Iterable[Copy]) -> list[Path]:
    """Remove copies and return those that are gone; one that is in use stays until the next time."""
    gone = []
    for one in unwanted:
        with suppress(OSError):
            one.file.unlink()
            gone.append(one.file)
    return gone


# Files


def sync(file: Path) -> None:
    """Make a file durable."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def put(part: Path, file: Path) -> None:
    """Give a finished file its name, in one moment and for good. Raises OSError."""
    for turn in range(_RETRIES):
        try:
            part.replace(file)
            break
        except PermissionError:
            if turn == _RETRIES - 1 or os.name != "nt":
                raise
            time.sleep(0.01 * 2**turn)
    if os.name != "nt":
        handle = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def carry(copy: Path, folder: Path) -> Path:
    """Copy a finished copy into another folder, such as one on a stick, and read it back. Raises OSError."""
    target = folder / copy.name
    part = folder / f".{copy.name}.part"
    try:
        shutil.copyfile(copy, part)
        sync(part)
        if not is_whole(part):
            raise OSError(None, "the copy could not be read back", str(target))
        put(part, target)
    finally:
        part.unlink(missing_ok=True)
    return target
