"""A backup with its verification, of a library with photos, against a plain copy of the same bytes in the same run.

uv run python benchmarks/backup.py [FOLDER]
"""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from libraries import build, open_at

from gptemplate.model.practice import Key
from gptemplate.paths import Paths
from gptemplate.services import editing, upkeep
from gptemplate.services import library as practices
from gptemplate.settings import Settings

PHOTO = 150_000  # bytes; a photo of the program's own making has about that many
NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


def photographed(folder: Path, size: int) -> Paths:
    """Make a library in which every practice has a photo of its own."""
    where = Paths(folder / str(size))
    if where.library.is_file():
        return where
    build(where.library, size)
    connection, rng = sqlite3.connect(where.library), random.Random(7)
    for _practice in range(size):
        photo = rng.randbytes(PHOTO)
        name = hashlib.sha256(photo).hexdigest()
        connection.execute("INSERT INTO attachment VALUES (?, 'image/jpeg', ?, 0)", (name, photo))
    connection.commit()
    connection.close()
    return where


def timed(name: str, job: Callable[[], object], times: int = 5) -> float:
    """Print and return the median seconds of a job."""
    taken = []
    for _turn in range(times):
        start = time.perf_counter()
        job()
        taken.append(time.perf_counter() - start)
    print(f"{name:52} median {median(taken):7.3f} s   worst {max(taken):7.3f} s")
    return median(taken)


def typing_meanwhile(where: Paths) -> None:
    """The longest that saving a field waits while a backup is made in another thread."""
    import threading

    library = open_at(where.library)
    ident = practices.list_practices(library)[0].id
    backup = threading.Thread(target=upkeep.back_up, args=(where, "by-hand"))
    waits, number = [], 0
    backup.start()
    while backup.is_alive():
        start = time.perf_counter()
        editing.write(library, ident, Key("summary", "fi"), f"Teksti {number}")
        waits.append((time.perf_counter() - start) * 1000)
        number += 1
    library.close()
    print(f"saving while a backup is made: {len(waits)} times, median {median(waits):.1f} ms, worst {max(waits):.1f} ms")


def main(folder: Path) -> None:
    """Measure a library of 1,000 practices with photos."""
    where = photographed(folder, 1_000)
    print(f"{where.library.stat().st_size / 2**20:.0f} MB")
    floor = timed("copy the file (floor)", lambda: shutil.copyfile(where.library, folder / "copy"))
    made = timed("back up, verified", lambda: upkeep.back_up(where, "by-hand", moment=NOW))
    print(f"{'':52} {made / floor:5.1f} x the floor")
    timed("is a backup due? (nothing changed)", lambda: upkeep.back_up_if_due(where, Settings(), NOW))
    timed("list one copy, thorough", lambda: upkeep.list_backups(where)[:1], 1)
    timed("list the copies, quick", lambda: upkeep.list_backups(where, thorough=False))
    timed("quick check for the window", lambda: upkeep.quick_check(where))
    timed("doctor", lambda: upkeep.examine(where), 1)
    typing_meanwhile(where)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp()))
