"""A library that is read from a copy: the log belongs to it, and nothing is written where it lies."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from gptemplate.errors import LibraryBusy, NewerLibrary, NotALibrary, StoreError
from gptemplate.services.templates import Templates
from gptemplate.store import aside
from gptemplate.store.library import make_stand_in, open_library


def numbers(file: Path) -> list[int]:
    with closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT n FROM x ORDER BY n")]


@contextmanager
def written_to(file: Path, pause: float) -> Iterator[None]:
    """A program that goes on writing numbers, in pairs, and moves them from the log to the file now and then."""
    end, begun = threading.Event(), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("CREATE TABLE IF NOT EXISTS x (n INTEGER)")
            number = 0
            while not end.wait(pause):
                connection.execute("BEGIN")
                connection.executemany("INSERT INTO x VALUES (?)", [(number,), (number + 1,)])
                connection.execute("COMMIT")
                number += 2
                if number % 10 == 0:
                    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
                begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(10)
    yield
    end.set()
    writer.join()


def test_the_newest_pages_come_along_from_the_log(tmp_path: Path) -> None:
    file = tmp_path / "x.gptemplate"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE x (n INTEGER)")
        connection.execute("INSERT INTO x VALUES (7)")
        copied = aside.copy(file)
    assert numbers(copied) == [7]
    aside.remove(copied)
    assert not copied.parent.exists()


def test_what_is_copied_while_a_program_writes_belongs_together(tmp_path: Path) -> None:
    file = tmp_path / "x.gptemplate"
    with written_to(file, pause=0.05):
        copies = [aside.copy(file) for _turn in range(5)]
    for one in copies:
        found = numbers(one)
        assert found == list(range(len(found)))
        assert len(found) % 2 == 0
        aside.remove(one)


def test_a_library_that_is_written_to_without_a_pause_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, scratch, end = tmp_path / "x.gptemplate", tmp_path / "scratch", threading.Event()
    scratch.mkdir()
    file.write_bytes(b"x" * 30_000_000)
    monkeypatch.setattr("tempfile.tempdir", str(scratch))

    def touch() -> None:
        while not end.is_set():
            os.utime(file)

    writer = threading.Thread(target=touch)
    writer.start()
    try:
        with pytest.raises(LibraryBusy):
            aside.copy(file)
    finally:
        end.set()
        writer.join()
    assert list(scratch.iterdir()) == []


def test_a_library_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.gptemplate").mkdir()
    with pytest.raises(StoreError, match="cannot be read"):
        make_stand_in(tmp_path / "x.gptemplate", Templates(tmp_path))


def test_a_stand_in_for_nothing_is_an_empty_library(tmp_path: Path, templates: Templates) -> None:
    (tmp_path / "there").mkdir()
    made = make_stand_in(tmp_path / "there" / "x.gptemplate", templates)
    library = open_library(made, templates, read_only=True)
    with library.reading() as work:
        assert work.listing() == []
    library.close()
    assert list((tmp_path / "there").iterdir()) == []
    aside.remove(made)


@pytest.mark.parametrize(("content", "error"), [(b"something else", NotALibrary), (None, NewerLibrary)])
def test_what_cannot_be_used_is_refused_and_leaves_no_copy(
    tmp_path: Path, templates: Templates, samples_file: Path, monkeypatch: pytest.MonkeyPatch, content, error
) -> None:
    file, scratch = tmp_path / "x.gptemplate", tmp_path / "scratch"
    scratch.mkdir()
    file.write_bytes(content or samples_file.read_bytes())
    if content is None:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
            connection.commit()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    with pytest.raises(error):
        make_stand_in(file, templates)
    assert list(scratch.iterdir()) == []
