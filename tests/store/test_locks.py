"""The log of an open library stays where it is, whatever else reads the file: what was saved outlives a kill.

A process that opens and closes a library file by itself drops the locks that SQLite holds on it. The next program that
reads and closes then takes itself for the last one and removes the log, with all that was saved since.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gptemplate.errors import StoreError
from gptemplate.model.states import Key
from gptemplate.paths import Paths
from gptemplate.services import editing
from gptemplate.services import library as practices

WINDOW = """
import sys
from pathlib import Path
from gptemplate.model.states import Key
from gptemplate.paths import paths
from gptemplate.services import editing, upkeep
from gptemplate.services.opening import Opening
from gptemplate.settings import Settings

where, ident = paths(sys.argv[1]), sys.argv[2]
opening = Opening(where, Settings(), chosen=where.library)
writer = opening(read_only=False)
editing.write(writer, ident, Key("summary", "fi"), "ensin")
readers = [opening(read_only=True) for _thread in range(2)]
upkeep.quick_check(where)
upkeep.back_up(where, "by-hand")
opening(read_only=True).close()
exec(sys.argv[3])
for line in sys.stdin:
    editing.write(writer, ident, Key("summary", "fi"), line.strip())
    print("saved", flush=True)
"""
CARELESS = "where.library.open('rb').close()"  # as any part of the program may, and what it is made of


@pytest.fixture
def practice(opened: Callable[..., object], where: Paths) -> str:
    """A practice in a library that is closed."""
    library = opened()
    ident, _changes = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Kieli")
    library.close()
    return ident


@contextmanager
def window(where: Paths, practice: str, besides: str) -> Iterator[Callable[[str], None]]:
    """A process that has the library open as a window has; gives what types in it, and is killed in the end."""
    command = [sys.executable, "-c", WINDOW, str(where.data), practice, besides]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        written, told = process.stdin, process.stdout

        def save(text: str) -> None:
            written.write(text + "\n")
            written.flush()
            assert told.readline() == "saved\n"

        try:
            save("ennen")
            yield save
        finally:
            os.kill(process.pid, signal.SIGKILL)


def call(where: Paths, *words: str) -> None:
    command = [sys.executable, "-m", "gptemplate", "--data-dir", str(where.data), *words]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode in (0, 1), ended.stderr


@pytest.mark.parametrize("besides", ["", CARELESS], ids=["as-it-is", "careless"])
@pytest.mark.parametrize("command", [("show", "Kieli"), ("doctor",), ("backup",), ("backup", "--list")], ids=" ".join)
def test_what_is_saved_beside_a_reading_command_outlives_a_kill(opened, where, practice, command, besides: str) -> None:
    with window(where, practice, besides) as save:
        call(where, *command)
        save("jälkeen")
    assert editing.open_practice(opened(), practice).text("summary", "fi") == "jälkeen"


DROPPED = """
from contextlib import suppress
from gptemplate.errors import UserError
from gptemplate.gui.editor import jobs
from gptemplate.gui.lexicon import recognising
from gptemplate.services import bringing_in
recognising.is_ours(where.library)
bringing_in.bring_in(writer, [where.library])
with suppress(UserError):
    jobs.attach(writer, ident, "image", str(where.library), is_image=True)
"""


@pytest.mark.parametrize("besides", ["", DROPPED], ids=["as-it-is", "the-library-itself-is-dropped-on-the-window"])
def test_a_program_that_knows_nothing_of_ours_does_not_take_the_log_away(opened, where, practice, besides: str) -> None:
    with window(where, practice, besides) as save:
        reads = (
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM practice').fetchall(); c.close()"
        )
        subprocess.run([sys.executable, "-c", reads, where.library], check=True)
        save("jälkeen")
    assert editing.open_practice(opened(), practice).text("summary", "fi") == "jälkeen"


def test_a_reading_command_sees_what_a_window_saved_after_another_one(opened, where, practice) -> None:
    with window(where, practice, "") as save:
        call(where, "list")
        save("uusin")
        reader = opened(read_only=True)
        assert editing.open_practice(reader, practice).text(*Key("summary", "fi")) == "uusin"
        reader.close()


def test_nothing_is_left_beside_a_closed_library_that_was_read(opened, where, practice) -> None:
    opened(read_only=True).close()
    assert [one.name for one in where.data.glob("practices.gptemplate-*")] == []


def test_what_is_no_file_is_refused_and_not_waited_for(opened, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.gptemplate"
    os.mkfifo(pipe)
    for place in (tmp_path, Path("/dev/zero"), pipe):
        with pytest.raises(StoreError, match="cannot be read"):
            opened(place)
