"""Files, disks and other programs that are not as one would wish."""

import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gptemplate.errors import LibraryBusy, NotALibrary, StoreError, StoreFull, UserError
from gptemplate.model.states import Key
from gptemplate.services import editing
from gptemplate.services import library as practices
from gptemplate.store import library as store
from gptemplate.store.first_page import first_page
from gptemplate.store.work import Work

SUMMARY = Key("summary", "fi")


def _new(library: store.Library, title: str = "Kieli työssä") -> str:
    return practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title=title)[0]


@pytest.mark.parametrize("content", [b"not a database", b"PK\x03\x04" + b"\x00" * 100, b"\x00" * 4096])
def test_a_file_that_is_no_library_is_refused_and_not_changed(opened, where, content: bytes) -> None:
    where.data.mkdir()
    where.library.write_bytes(content)
    with pytest.raises(NotALibrary):
        opened()
    assert where.library.read_bytes() == content


def test_a_damaged_library_is_refused_or_read_and_never_crashes(opened, where, templates, expect_log) -> None:
    expect_log("does not match its hash")
    library = opened()
    for number in range(20):
        ident = _new(library, f"Käytäntö {number}")
        editing.write(library, ident, SUMMARY, "Teksti " * 20)
        editing.leave(library, ident)
    library.close()
    good = where.library.read_bytes()

    @settings(max_examples=40, deadline=None)
    @given(st.integers(100, len(good) - 600), st.binary(min_size=1, max_size=500))
    def spoil(at: int, noise: bytes) -> None:
        for suffix in ("-wal", "-shm"):
            where.library.with_name(where.library.name + suffix).unlink(missing_ok=True)
        where.library.write_bytes(good[:at] + noise + good[at + len(noise) :])
        try:
            damaged = store.open_library(where.library, templates)
        except StoreError:
            return
        try:
            for row in practices.list_practices(damaged):
                editing.open_practice(damaged, row.id)
        except (UserError, ValueError, TypeError, KeyError):
            pass  # told, or found when it is read; not a crash and not a silent wrong text
        finally:
            damaged.close()

    spoil()


def test_a_text_that_the_disk_changed_is_noticed(opened, where, expect_log, caplog) -> None:
    expect_log("does not match its hash")
    library = opened()
    ident = _new(library)
    library.close()
    connection = sqlite3.connect(where.library)
    connection.execute("UPDATE value SET text = 'Kieli työstä' WHERE field = 'title'")
    connection.commit()
    connection.close()
    editing.open_practice(opened(), ident)
    assert "does not match its hash" in caplog.text


def _hold(path: Path, held: "multiprocessing.synchronize.Event", done: "multiprocessing.synchronize.Event") -> None:
    from gptemplate.services.templates import Templates

    library = store.open_library(path, Templates(path.parent))
    held.set()
    done.wait(30)
    library.close()


def test_a_second_program_may_read_but_not_write(opened, where) -> None:
    library = opened()
    ident = _new(library)
    library.close()
    context = multiprocessing.get_context("spawn")
    held, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(where.library, held, done))
    other.start()
    try:
        assert held.wait(30)
        with pytest.raises(LibraryBusy, match="another window"):
            opened()
        reader = opened(read_only=True)
        assert editing.open_practice(reader, ident).text("title", "fi") == "Kieli työssä"
        with pytest.raises(LibraryBusy):
            editing.write(reader, ident, SUMMARY, "x")
    finally:
        done.set()
        other.join(30)
    assert _new(opened()), "the lock is free again"


def test_a_reader_sees_what_the_writer_just_kept(opened) -> None:
    library = opened()
    ident = _new(library)
    reader = opened(read_only=True)
    editing.write(library, ident, SUMMARY, "juuri nyt")
    assert editing.open_practice(reader, ident).text(*SUMMARY) == "juuri nyt"


def test_there_is_nothing_to_read_where_there_is_no_file(opened, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no library"):
        opened(tmp_path / "none.gptemplate", read_only=True)
    assert first_page(tmp_path / "none.gptemplate") == []


@pytest.fixture
def small_disk(tmp_path: Path):
    """A disk of 2 MB, where this may be made."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], check=False).returncode:
        pytest.skip("needs the right to mount")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_is_told_and_keeps_what_was_there(opened, small_disk: Path) -> None:
    library = opened(small_disk / "a.gptemplate")
    ident = _new(library)
    editing.write(library, ident, SUMMARY, "ennen")
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="space"), filler.open("wb", buffering=0) as stream:
        while True:
            stream.write(bytes(4096))
    with pytest.raises(StoreFull, match="disk is full"):
        for number in range(200):
            editing.write(library, ident, SUMMARY, f"{number} " * 400)
    last = editing.open_practice(library, ident).text(*SUMMARY)
    filler.unlink()
    editing.write(library, ident, SUMMARY, "jälkeen")
    assert last
    assert editing.open_practice(library, ident).text(*SUMMARY) == "jälkeen", "saving goes on when there is room"


def test_a_library_where_nothing_may_be_written_can_be_read(opened, small_disk: Path) -> None:
    library = opened(small_disk / "a.gptemplate")
    ident = _new(library)
    editing.write(library, ident, SUMMARY, "luettavissa")
    # A copy of the open file, newest pages still in the log, on a disk that then turns read-only.
    copy = small_disk / "b.gptemplate"
    for suffix in ("", "-wal"):
        shutil.copyfile(small_disk / f"a.gptemplate{suffix}", f"{copy}{suffix}")
    library.close()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(StoreError):
        opened(copy)
    reader = opened(copy, read_only=True)
    assert editing.open_practice(reader, ident).text(*SUMMARY) == "luettavissa"
    reader.close()
    assert not (small_disk / "b.gptemplate-shm").exists()


@pytest.mark.parametrize(
    "url", ["foo://x", "postgresql+nothing://a:secret@b/c", "not a url at all", "postgresql://a:secret@[bad/c"]
)
def test_an_address_of_no_database_is_told_without_its_password(templates, url: str) -> None:
    with pytest.raises(StoreError) as caught:
        store.open_library(url, templates)
    assert "secret" not in str(caught.value.message)


TYPIST = """
import sys, time
from pathlib import Path
from gptemplate.model.states import Key
from gptemplate.services import editing
from gptemplate.services.templates import Templates
from gptemplate.store.library import open_library

library = open_library(Path(sys.argv[1]), Templates(Path(sys.argv[1]).parent))
for number in range(100_000):
    for language in ("fi", "sv", "en"):
        editing.write(library, sys.argv[2], Key("summary", language), f"{number} {language} " + "ä" * (number % 90))
        print(number, language, flush=True)
    if number % 7 == 0:
        editing.leave(library, sys.argv[2])
"""


@pytest.mark.slow
def test_what_was_kept_outlives_a_kill(opened, where, tmp_path: Path) -> None:
    library = opened()
    ident = _new(library)
    library.close()
    for turn in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", TYPIST, where.library, ident], stdout=subprocess.PIPE, text=True
        ) as typist:
            assert typist.stdout is not None
            typist.stdout.readline()
            time.sleep(0.05 + 0.07 * turn)
            os.kill(typist.pid, signal.SIGKILL)
            told = typist.stdout.read().splitlines()
        again = opened()
        assert [one.practice for one in practices.finish_interrupted(again)] in ([], [ident])
        practice = editing.open_practice(again, ident)
        for language in ("fi", "sv", "en"):
            shown = [int(line.split()[0]) for line in told if line.endswith(language)]
            if shown:
                kept = practice.text("summary", language).split()
                assert int(kept[0]) >= max(shown)
                assert kept[1] == language
        with again.reading() as work:
            assert not work.unfinished()
        again.close()
    check = sqlite3.connect(where.library)
    assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()


def test_an_error_in_the_program_is_not_called_trouble_with_the_disk(library: store.Library) -> None:
    with pytest.raises(ZeroDivisionError), library.writing() as work:
        assert isinstance(work, Work)
        1 / 0  # noqa: B018


def test_the_first_page_is_what_the_library_lists(samples: store.Library, where) -> None:
    assert first_page(where.library) == practices.list_practices(samples)
    assert len(first_page(where.library, 2)) == 2
