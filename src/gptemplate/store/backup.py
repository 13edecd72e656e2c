"""Copies of a library made while it is open, by SQLite itself: copying the file would leave out the newest pages."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path


def back_up(library: Path, folder: Path, reason: str, now: datetime) -> Path:
    """Copy a library into `folder` and return the copy, checked. Raises OSError or sqlite3.Error; no half copy stays."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{now:%Y-%m-%d-%H%M%S}-{reason}.gptemplate"
    part = copy.with_suffix(".part")
    try:
        _copy(library, part)
        part.replace(copy)
    finally:
        part.unlink(missing_ok=True)
    return copy


def _copy(library: Path, part: Path) -> None:
    source, target = sqlite3.connect(library), sqlite3.connect(part)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
        (answer,) = target.execute("PRAGMA quick_check(1)").fetchone()
        if answer != "ok":
            raise sqlite3.DatabaseError(answer)
    finally:
        source.close()
        target.close()
