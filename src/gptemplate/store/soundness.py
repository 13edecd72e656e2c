"""What is looked at before a library is opened: nothing in it acts by itself, and what is damaged is not written to."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from gptemplate.errors import NotALibrary
from gptemplate.i18n import Message
from gptemplate.store import backup, raw
from gptemplate.store.engine import damaged

LARGEST = 32 * 1024 * 1024
"""Bytes of a file that is looked through each time, which takes 40 ms; larger ones are when they are copied."""

_OF_A_ROW = re.compile(
    r"NULL value in|value in [\w.]+$|CHECK constraint|missing from index|non-unique entry|wrong # of entries|fts5",
    re.IGNORECASE,
)


def refuse_unsound(file: Path, backups: Path) -> None:
    """Raise NotALibrary before anything is written to a file where that could do harm; the caller holds its lock."""
    if not file.is_file():
        return
    if file.stat().st_size == 0:
        _refuse_emptied(file, backups)
        return
    with raw.opened(file, alone=True) as connection:
        raw.refuse_foreign(connection, file)
        if file.stat().st_size <= LARGEST and _is_damaged(connection):
            raise damaged(file)


def refuse_foreign(file: Path, shown: Path) -> None:
    """Raise NotALibrary where a file that is only read has triggers or views; `shown` is the file that the person knows."""
    with raw.told_plainly(shown), raw.opened(file) as connection:
        raw.refuse_foreign(connection, shown)


def _refuse_emptied(file: Path, backups: Path) -> None:
    """A power cut may leave a file of no length; the copies beside it say that it was a library."""
    if backup.copies(backups):
        raise NotALibrary(
            Message(
                "{path} is empty, though there are safety copies of what was in it. Nothing was written to it.", path=str(file)
            )
        )


def _is_damaged(connection: sqlite3.Connection) -> bool:
    """Whether pages are damaged; what is wrong in a row or an index is for the doctor, and does not spread."""
    answers = [row[0] for row in connection.execute("PRAGMA quick_check(20)")]
    return any(one != "ok" and not _OF_A_ROW.search(one) for one in answers)
