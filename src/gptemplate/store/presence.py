"""Whether a library's file is still the one that was opened: a stick is pulled out, a folder is moved away."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.errors import StoreFull
from gptemplate.i18n import Message
from gptemplate.store.lock import hold

if TYPE_CHECKING:
    from filelock import FileLock

_LOST = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


class Presence:
    """Keeps an eye on one file and, for a writer, holds its lock."""

    def __init__(self, file: Path, lock: FileLock | None = None) -> None:
        self._file, self._lock = file, lock
        self._known = self._now()

    def is_another(self) -> bool:
        """Return whether the file came back as another one, or after a disk did not answer: it is to be opened anew.

        Raises StoreFull while there is none: what SQLite wrote now would go to a file that nobody finds.
        """
        now = self._now()
        if now is None:
            raise StoreFull(
                Message(
                    "The library is not there now: {path}. Nothing that was saved is lost; saving goes on when it is back.",
                    path=str(self._file),
                )
            )
        return now != self._known

    def lock_anew(self) -> None:
        """Take the lock beside the file that is there now. Raises LibraryBusy where another program has it."""
        if self._lock is not None:
            self._lock.release()
            self._lock = hold(self._file)

    def take(self) -> None:
        """Take the file that is there now for the right one."""
        self._known = self._now()

    def heard(self, error: BaseException | None) -> None:
        """Take note of what the database said; after a disk that did not answer the file is opened anew."""
        code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0)
        if code & 0xFF in _LOST:
            self._known = None

    def close(self) -> None:
        """Let others write to the file."""
        if self._lock is not None:
            self._lock.release()

    def _now(self) -> tuple[int, int] | None:
        try:
            found = self._file.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
