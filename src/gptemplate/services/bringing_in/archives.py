"""The files in an archive that somebody returns: bounded in number and size, and read in memory only."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from gptemplate.errors import BadFile
from gptemplate.i18n import Message

MOST_ENTRIES = 4_000
LARGEST_MEMBER = 40_000_000  # bytes
LARGEST = 200_000_000  # bytes of all files together
_ERRORS = (BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError, zlib.error, LookupError)


def names(content: bytes) -> frozenset[str] | None:
    """Return the names of the files in an archive, None where it cannot be opened."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return frozenset(archive.namelist())
    except _ERRORS:
        return None


def members(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each file in an archive, in the order of their names.

    Raises BadFile where it is damaged, protected by a password, or made to do harm.
    """
    broken = BadFile(Message("{file} is damaged, too large or protected by a password. Nothing was taken from it.", file=name))
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            entries = sorted((one for one in archive.infolist() if not one.is_dir()), key=lambda one: one.filename)
            if len(entries) > MOST_ENTRIES or not _is_small(entries):
                raise broken
            for one in entries:
                yield PurePosixPath(one.filename.replace("\\", "/")).name, _content(archive, one, broken)
    except _ERRORS as error:
        raise broken from error


def _is_small(entries: list[ZipInfo]) -> bool:
    return sum(one.file_size for one in entries) <= LARGEST and all(one.file_size <= LARGEST_MEMBER for one in entries)


def _content(archive: ZipFile, entry: ZipInfo, broken: BadFile) -> bytes:
    """What an entry holds, never more than it says."""
    with archive.open(entry) as stream:
        content = stream.read(entry.file_size + 1)
    if len(content) > entry.file_size:
        raise broken
    return content
