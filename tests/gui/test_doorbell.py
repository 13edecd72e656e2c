"""A second start on the same library raises the first window, and ends."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from gptemplate.gui.session import where_to_begin
from gptemplate.gui.upkeep.doorbell import Doorbell, name_of, ring
from gptemplate.paths import Paths
from gptemplate.settings import Settings
from gptemplate.store import lock
from tests.gui.conftest import Hand, Start
from tests.gui.test_shell import child

FIRST = """
import sys
from gptemplate.paths import paths
from gptemplate.settings import Settings
from gptemplate.gui import app, session
from gptemplate.gui.shell import Shell

def came(self):
    print("raised", flush=True)
    self.close()

def listening(self, library, heard=session.Session._listen):
    heard(self, library)
    print("listening", flush=True)

Shell.come_to_front = came
session.Session._listen = listening
sys.exit(app.run(paths(sys.argv[1]), Settings(interface_language="en", device="here")))
"""
SECOND = """
import sys
from gptemplate.paths import paths
from gptemplate.settings import Settings
from gptemplate.gui import app, session

def opened(self, *args, **options):
    print("a window of its own", flush=True)
    sys.exit(3)

session.Session.__init__ = opened
sys.exit(app.run(paths(sys.argv[1]), Settings(interface_language="en", device="here")))
"""


def test_a_second_start_raises_the_first_window_and_ends(six: Paths) -> None:
    first = child(FIRST, str(six.data))
    assert first.stdout is not None
    assert first.stdout.readline() == "listening\n"
    second = child(SECOND, str(six.data))
    told, _nothing = second.communicate(timeout=60)
    assert (second.returncode, told) == (0, "")
    assert first.communicate(timeout=60)[0] == "raised\n"
    assert first.returncode == 0


def test_a_second_start_on_another_library_opens_a_window(six: Paths, start: Start, tmp_path: Path) -> None:
    start(six)
    other = child(SECOND, str(tmp_path / "other"))
    assert other.communicate(timeout=60)[0] == "a window of its own\n"


def test_a_window_that_does_not_answer_is_not_waited_for_long(six: Paths, start: Start, hand: Hand) -> None:
    session = start(six)
    hand.until(lambda: session._doorbell is not None)
    assert not ring(six.library, patience=50)  # asked on the very thread that would have to answer


def test_a_library_that_is_held_by_a_program_without_a_window_is_opened_to_be_read(six: Paths) -> None:
    assert where_to_begin(six, Settings(), None) == six
    with lock.held(six.library):
        assert where_to_begin(six, Settings(), None) == six


def test_the_first_window_hears_the_ring(six: Paths, start: Start, hand: Hand) -> None:
    session = start(six)
    shell = session.shell
    hand.until(lambda: session._doorbell is not None)
    shell.showMinimized()
    second = child(SECOND, str(six.data))
    hand.until(lambda: second.poll() is not None)
    assert second.communicate() == ("", None)
    assert not shell.isMinimized()


def test_what_a_killed_program_left_behind_does_not_make_later_windows_deaf(six: Paths, hand: Hand) -> None:
    first = child(FIRST, str(six.data))
    assert first.stdout is not None
    assert first.stdout.readline() == "listening\n"
    first.kill()
    first.communicate(timeout=60)
    held = lock.hold(six.library)
    bell = Doorbell(six.library)
    heard: list[int] = []
    bell.rung.connect(lambda: heard.append(1))
    second = child(SECOND, str(six.data))
    hand.until(lambda: second.poll() is not None)
    assert (heard, second.communicate()) == ([1], ("", None))
    bell.close()
    held.release()


def test_each_library_has_a_bell_of_its_own(tmp_path: Path) -> None:
    assert name_of(tmp_path / "a") != name_of(tmp_path / "b")
    assert name_of(tmp_path / "a") == name_of(tmp_path / "x" / ".." / "a")


@pytest.mark.parametrize("name", ["PySide6.QtNetwork", "gptemplate.gui.upkeep", "filelock"])
def test_nothing_of_it_is_loaded_before_the_first_paint(six: Paths, name: str) -> None:
    from tests.gui.test_shell import FIRST_PAINT

    with lock.held(six.library):
        pass  # the lock's file is there from the second start on
    process: subprocess.Popen[str] = child(FIRST_PAINT, str(six.data))
    told, _nothing = process.communicate(timeout=60)
    assert name not in told.split()
