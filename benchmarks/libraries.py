"""Large libraries for measuring: the sample practices, many times over, each with words of its own."""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import uuid
from pathlib import Path

from gptemplate.services import bringing_in
from gptemplate.services.templates import Templates
from gptemplate.store.library import Library, open_library

WORDS = ("polku", "silta", "lähde", "kenttä", "verkko", "satama", "torppa", "tori", "ranta", "mylly", "aitta", "laituri")


def open_at(file: Path, *, read_only: bool = False) -> Library:
    """Open a library with the program's own templates."""
    return open_library(file, Templates(file.parent / "none"), device="bench", read_only=read_only)


def build(file: Path, size: int) -> Path:
    """Make a library of `size` practices, unless it is there already."""
    if file.is_file():
        return file
    file.parent.mkdir(parents=True, exist_ok=True)
    library = open_at(file)
    bringing_in.bring_in(library, bringing_in.sample_files())
    library.close()
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous = OFF")
    practices = connection.execute("SELECT * FROM practice").fetchall()
    _multiply(connection, practices, size)
    connection.execute("INSERT INTO search_trigram(search_trigram) VALUES ('rebuild')")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return file


def _multiply(connection: sqlite3.Connection, practices: list[tuple], size: int) -> None:
    rng = random.Random(5)
    values = {row[0]: connection.execute("SELECT * FROM value WHERE practice_id = ?", row[:1]).fetchall() for row in practices}
    documents = {
        row[0]: connection.execute("SELECT * FROM search_document WHERE practice_id = ?", row[:1]).fetchall()
        for row in practices
    }
    for number in range(size - len(practices)):
        old = practices[number % len(practices)]
        new, word = uuid.UUID(int=rng.getrandbits(128)).hex, f"{rng.choice(WORDS)}{number}"
        summary = json.loads(old[4])
        for counts in summary["languages"].values():
            counts[0] = f"{word} {counts[0]}" if counts[0] else ""  # the title comes first
        moved = old[6] - number * 60_000
        connection.execute(
            "INSERT INTO practice VALUES (?,?,?,?,?,?,?,?)", (new, *old[1:4], json.dumps(summary), old[5], moved, None)
        )
        connection.executemany(
            "INSERT INTO value VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?)", [(new, *row[2:]) for row in values[old[0]]]
        )
        connection.executemany(
            "INSERT INTO search_document VALUES (NULL,?,?,?,?)",
            [(new, row[2], f"{word} {row[3]}", f"{row[4]} {word}") for row in documents[old[0]]],
        )


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]))
