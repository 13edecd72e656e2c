"""One writer at a time: whoever holds a library keeps every other program from writing to it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.errors import LibraryBusy, StoreFull
from gptemplate.i18n import Message

if TYPE_CHECKING:
    from filelock import FileLock

PATIENCE = 0.1  # seconds: whoever only asks whether a library is held has its lock for a moment


def hold(file: Path) -> FileLock:
    """Take a library file as its only writer, until the lock is released.

    Raises LibraryBusy while another window or program writes to it, StoreFull where nothing may be written.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(_lock_of(file), thread_local=False)
    try:
        lock.acquire(timeout=PATIENCE, poll_interval=0.02)
    except Timeout:
        raise LibraryBusy(
            Message("{path} is open in another window of the program. Close that one to write here.", path=str(file))
        ) from None
    except OSError:
        raise StoreFull(
            Message("The folder {path} may not be written to, so nothing can be kept there.", path=str(file.parent))
        ) from None
    return lock


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Hold a library file for a while, as `hold` does."""
    lock = hold(file)
    try:
        yield
    finally:
        lock.release()


def is_held(file: Path) -> bool:
    """Return whether another window or program writes to a library; changes nothing.

    Asked before the first paint, so it does without the library of locks, which takes 30 ms to import.
    """
    try:
        handle = os.open(_lock_of(file), os.O_RDWR)
    except OSError:
        return False  # there is none, or opening the library properly says what is wrong
    try:
        return not _can_lock(handle)
    finally:
        os.close(handle)


def reading_mode(file: Path) -> str:
    """Return how SQLite is to open a library that is only read: in a way that leaves its log alone while another writes.

    Whoever closes a library last removes its log, and takes itself for the last one where the locks of the others were lost.
    A file that is open for reading only cannot be locked so.
    """
    return "ro" if is_held(file) else "rw"


def _can_lock(handle: int) -> bool:
    """Lock a file as `hold` does, and let go of it at once."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(handle, fcntl.LOCK_UN)
    except OSError:
        return False
    return True


def _lock_of(file: Path) -> Path:
    return file.with_name(file.name + ".lock")
