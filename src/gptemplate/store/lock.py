"""One writer at a time: whoever holds a library keeps every other program from writing to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from gptemplate.errors import LibraryBusy, StoreError
from gptemplate.i18n import Message


def hold(file: Path) -> FileLock:
    """Take a library file as its only writer, until the lock is released.

    Raises LibraryBusy while another window or program writes to it, StoreError where nothing may be written.
    """
    lock = FileLock(file.with_name(file.name + ".lock"), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise LibraryBusy(
            Message("{path} is open in another window of the program. Close that one to write here.", path=str(file))
        ) from None
    except OSError:
        raise StoreError(
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
