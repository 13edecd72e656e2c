"""A real window on a real library, driven as a person drives it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from gptemplate.gui.context import Context
from gptemplate.gui.session import Session, application
from gptemplate.gui.shell import Shell
from gptemplate.paths import Paths
from gptemplate.services.templates import Templates
from gptemplate.settings import Settings
from tests.gui.desk_house import Build, houses

PATIENCE = 20_000  # milliseconds; a busy machine is slow, a broken program never comes

Start = Callable[..., Session]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a screen complains of what only a screen can do; nothing else may be logged."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def no_dictionaries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows are the same on every machine, and start no process that spells: tests of spelling bring their own words."""
    monkeypatch.setattr("gptemplate.translation.dictionaries.system_folders", lambda: ())


@pytest.fixture
def six(where: Paths, samples_file: Path) -> Paths:
    """A data folder with the six samples in it."""
    where.data.mkdir(parents=True)
    shutil.copyfile(samples_file, where.library)
    return where


@pytest.fixture
def start(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, where: Paths) -> Iterator[Start]:
    """Opens windows and closes them after the test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    held: list[Session] = []
    application()

    def start_one(data: Paths | None = None, **choices: object) -> Session:
        settings = Settings(**{"interface_language": "en", "theme": "light", "device": "here", **choices})  # type: ignore[arg-type]
        session = Session(data or where, settings)
        held.append(session)
        ready: list[object] = []
        session.tasks.opened.connect(lambda _hindrance: ready.append(1))
        session.tasks.unopened.connect(lambda _error: ready.append(1))
        session.shell.resize(1366, 768)
        session.shell.show()
        qtbot.waitUntil(lambda: bool(ready), timeout=PATIENCE)
        return session

    yield start_one
    for session in held:
        session.shell.close()
        session.finish()
    qtbot.wait(10)


@pytest.fixture
def session(six: Paths, start: Start, qtbot: QtBot) -> Session:
    """A window on a library with the six samples."""
    made = start(six)
    qtbot.waitUntil(
        lambda: len(made.shell.practices.model.rows) == 6 and bool(made.shell.practices.chosen_ids()), timeout=PATIENCE
    )
    return made


@pytest.fixture
def shell(session: Session) -> Shell:
    """The window on a library with the six samples."""
    return session.shell


@pytest.fixture
def ctx(session: Session) -> Context:
    """The world of a window on a library with the six samples."""
    return session.ctx


class Hand:
    """What a person does: clicks, types, waits."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot

    def click(self, owner: QWidget, name: str) -> None:
        """Click the button of that name."""
        button = self.find(owner, name)
        assert isinstance(button, QAbstractButton)
        assert button.isEnabled(), name
        assert button.isVisible(), name
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def press(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key."""
        self.qtbot.keyClick(widget, key, modifier)

    def find(self, owner: QWidget, name: str) -> QWidget:
        """Return the widget of that name."""
        found = owner.findChild(QWidget, name)
        assert found is not None, name
        return found

    def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE)

    def appears(self, owner: QWidget, name: str) -> QWidget:
        """Wait for a dialog and return it."""

        def shown() -> list[QWidget]:
            return [one for one in owner.findChildren(QWidget, name) if one.isVisible()]

        self.until(shown)
        return shown()[0]


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    """A person's hand."""
    return Hand(qtbot)


@pytest.fixture
def build(where: Paths, templates: Templates, qtbot: QtBot) -> Iterator[Build]:
    """Opens editors on given texts and closes them after the test."""
    with houses(where, templates, qtbot) as opened:
        yield opened
