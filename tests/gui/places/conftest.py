"""Places that are no good for a library, made up; a computer of its own; windows, and whole runs of the program."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gptemplate import settings as kept
from gptemplate.gui.session import Session, application
from gptemplate.gui.shell import Shell
from gptemplate.paths import Paths, paths
from gptemplate.settings import Settings
from tests.conftest import environment
from tests.gui.conftest import Hand
from tests.gui.test_shell import child

HERE = Settings(device="here")
ENGLISH = Settings(interface_language="en", theme="light", device="here")


@pytest.fixture(autouse=True)
def computer(tmp_path: Path) -> Iterator[Path]:
    """A computer of its own, with the program's own folder on it."""
    with environment(XDG_DATA_HOME=str(tmp_path / "computer")):
        yield paths().data


@pytest.fixture
def stick(six: Paths) -> Paths:
    """A data folder with the six samples that another program synchronises."""
    (six.data / ".stfolder").mkdir()
    kept.write(HERE, six.settings)
    return six


@pytest.fixture
def empty_stick(where: Paths) -> Paths:
    """A synchronised data folder in which nothing is yet."""
    where.data.mkdir(parents=True)
    (where.data / ".stfolder").mkdir()
    return where


class Windows:
    """Opens windows and closes them, as one closes the program."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._open: list[Session] = []

    def begin(self, data: Paths, location: Path | None = None, *, work_in: Path | None = None, device: str = "here") -> Session:
        """Show a window and wait until its library is open."""
        application()
        session = Session(data, ENGLISH._replace(device=device), location, work_in=work_in)
        self._open.append(session)
        session.shell.resize(1366, 768)
        with self._qtbot.waitSignal(session.tasks.opened, timeout=20_000):
            session.shell.show()
        self._qtbot.wait(400)  # until the editor is made ready
        return session

    def end(self, session: Session) -> None:
        """Close a window and wait until all is written."""
        self._open.remove(session)
        session.shell.close()
        session.finish()
        self._qtbot.wait(10)

    def end_all(self) -> None:
        """Close what is still open."""
        for session in list(self._open):
            self.end(session)


@pytest.fixture
def windows(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Windows]:
    """Windows that are closed after the test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    made = Windows(qtbot)
    yield made
    made.end_all()


def bytes_in(folder: Path) -> dict[str, tuple[str, int]]:
    """Everything in a folder and the folder itself, with its content and when it changed: a file that came and went shows."""
    found = {}
    for one in (folder, *folder.rglob("*")):
        content = hashlib.sha256(one.read_bytes()).hexdigest() if one.is_file() else ""
        found[str(one.relative_to(folder))] = content, one.stat().st_mtime_ns
    return found


def banner(shell: Shell, hand: Hand) -> QWidget:
    hand.until(lambda: "place" in shell.banners.texts())
    found = shell.banners.findChild(QWidget, "banner_place")
    assert found is not None
    return found


def titles(session: Session, hand: Hand, n: int = 6) -> list[str]:
    hand.until(lambda: len(session.shell.practices.model.rows) == n)
    return [one.listed.id for one in session.shell.practices.model.rows]


def leave_a_log(library: Path) -> None:
    """As a killed program does: the newest pages are in the log, and the log's index is there too."""
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA journal_mode = WAL');"
        "c.execute('PRAGMA wal_autocheckpoint = 0'); c.execute('UPDATE practice SET status = \\'approved\\'');"
        "c.commit(); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(library)], check=True)
    assert library.with_name(library.name + "-wal").stat().st_size > 0


def press(shell: Shell, hand: Hand, name: str) -> None:
    hand.click(banner(shell, hand), name)


PERSON = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from gptemplate import settings
from gptemplate.gui import app, session
from gptemplate.paths import paths
from gptemplate.services.library import new_practice

acts = sys.argv[2:]

class Watched(session.Session):
    def _on_opened(self, hindrance):
        super()._on_opened(hindrance)
        print(type(hindrance).__name__, self._paths.data.name, flush=True)
        QTimer.singleShot(300, lambda: getattr(self, acts.pop(0))())

    def close(self):
        self.shell.close()

    def kill(self):
        os._exit(9)

    def work(self):
        self.shell.banners.findChild(QWidget, "banner_place").other_button.click()

    def keep(self):
        self.shell.banners.findChild(QWidget, "banner_place").action_button.click()
        self._yes()

    def _yes(self):
        button = self.shell.findChild(QWidget, "move_yes_button")
        button.click() if button is not None else QTimer.singleShot(50, self._yes)

    def write(self):
        new = lambda library: new_practice(library, template_id="interreg-europe-2021", source_language="fi")
        self.tasks.write(new, lambda _made: self.shell.close())

session.Session = Watched
where = paths(sys.argv[1])
sys.exit(app.run(where, settings.read(where.settings)._replace(interface_language="en")))
"""


def lived(data: Path, *acts: str) -> list[str]:
    """Run the program as a person would; return how the library was opened each time."""
    process = child(PERSON, str(data), *acts)
    told, _nothing = process.communicate(timeout=120)
    return told.split("\n")[:-1]


def count(library: Path) -> int:
    with closing(sqlite3.connect(f"{library.as_uri()}?mode=rw", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM practice").fetchone()[0])
