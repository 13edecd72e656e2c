"""Saving, opening, listing and searching, against raw sqlite3 doing the same in the same run.

uv run python benchmarks/store.py [FOLDER]
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median

from libraries import build, open_at

from gptemplate.model import text as texts
from gptemplate.model.states import Key
from gptemplate.services import editing
from gptemplate.services import library as practices
from gptemplate.store.first_page import first_page

QUERIES = ("kunta", "työnantaja kieli", "språk", "employers", "satama", "polku123", "yrityksen", "uu")


def timed(job: Callable[[], object], times: int) -> list[float]:
    """Return the milliseconds that each turn of a job took, sorted."""
    taken = []
    for _turn in range(times):
        start = time.perf_counter()
        job()
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)


def told(name: str, taken: list[float], floor: list[float] | None = None) -> None:
    """Print one line: median, 99th of a hundred, and the ratio to the floor."""
    ratio = f"   {median(taken) / median(floor):5.1f} x the floor" if floor else ""
    print(f"{name:44} median {median(taken):8.2f} ms   p99 {taken[int(len(taken) * 0.99) - 1]:8.2f} ms{ratio}")


def saving(file: Path) -> None:
    """One changed field, kept with full durability: the floor writes the value, the practice and a step."""
    library = open_at(file)
    row = practices.list_practices(library)[0]
    key = Key("detailed_information", row.source_language)
    text = editing.open_practice(library, row.id).text(*key)
    number = count(1)
    ours = timed(lambda: editing.write(library, row.id, key, text + "a" * next(number)), 300)  # as typing goes on
    library.close()
    raw = sqlite3.connect(file, isolation_level=None)
    raw.execute("PRAGMA synchronous = FULL")

    def floor() -> None:
        raw.execute("BEGIN IMMEDIATE")
        now = text + "a" * next(number)
        where = (now, texts.digest(now), row.id, *key)
        raw.execute("UPDATE value SET text = ?, digest = ? WHERE practice_id = ? AND field = ? AND language = ?", where)
        raw.execute("UPDATE practice SET modified = modified + 1 WHERE id = ?", (row.id,))
        raw.execute("UPDATE step SET changes = ? WHERE id = (SELECT max(id) FROM step)", (now,))
        raw.execute("COMMIT")

    told("save one field", ours, timed(floor, 300))
    raw.close()


def reading(file: Path) -> None:
    """What the window asks for."""
    library = open_at(file, read_only=True)
    rows = practices.list_practices(library)
    some = iter(rows * 3)
    told(f"first page of {len(rows)} (raw)", timed(lambda: first_page(file), 20))
    told(f"list all {len(rows)}", timed(lambda: practices.list_practices(library), 5))
    told("open a practice", timed(lambda: editing.open_practice(library, next(some).id), 300))
    for query in QUERIES:
        hits = len(practices.search(library, query))
        told(f"search “{query}” ({hits} found)", timed(lambda query=query: practices.search(library, query), 20))
    library.close()


def main(folder: Path) -> None:
    """Measure libraries of 1,000 and 10,000 practices."""
    saving(build(folder / "1000.gptemplate", 1_000))
    for size in (1_000, 10_000):
        reading(build(folder / f"{size}.gptemplate", size))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp()))
