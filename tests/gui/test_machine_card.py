"""A machine's suggestion in the assistant: only on a key, only where it is wanted, put in to be checked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gptemplate.gui.editor.controls.written import Written
from gptemplate.gui.editor.view import EditorView
from gptemplate.gui.widgets.growing_edit import GrowingEdit
from gptemplate.model.states import Key, State
from gptemplate.paths import Paths
from gptemplate.services import editing, machine
from gptemplate.services.library import open_library
from gptemplate.services.templates import Templates
from gptemplate.settings import Settings
from tests.gui.alone import editor_on
from tests.gui.conftest import Hand
from tests.translation.opus_cat_service import Service, service

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

TITLE = Key("title", "sv")
Editor = Callable[..., EditorView]


@pytest.fixture
def running() -> Iterator[Service]:
    with service() as one:
        one.translate = lambda _sentence: "Provdisken"
        yield one


@pytest.fixture
def editor(where: Paths, templates: Templates, qtbot: QtBot, hand: Hand) -> Iterator[Editor]:
    """Opens the editor on a practice with a Finnish title."""
    with ExitStack() as held:

        def open_one(**choices: object) -> EditorView:
            view = held.enter_context(editor_on({}, where, templates, qtbot, **choices))
            view.go_to(TITLE)
            hand.until(lambda: view.key == TITLE)
            return view

        yield open_one


def edit(view: EditorView) -> GrowingEdit:
    card = view.grid.card(TITLE)
    assert card is not None
    assert isinstance(card.control, Written)
    return card.control.edit


def told(view: EditorView) -> str:
    return "\n".join(label.text() for label in view.assistant.machine.findChildren(QLabel) if not label.isHidden())


def press(hand: Hand, view: EditorView) -> None:
    hand.press(edit(view), Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)


def test_where_no_machine_is_chosen_none_is_offered(editor: Editor, hand: Hand, running: Service) -> None:
    view = editor()
    press(hand, view)
    assert view.assistant.machine.isHidden()
    assert running.asked == []


def test_one_key_asks_and_the_same_key_puts_it_in_to_be_checked(editor: Editor, hand: Hand, running: Service) -> None:
    view = editor(machine="opus-cat", machine_address=running.address)
    assert running.asked == [], "nothing is asked before the key"
    press(hand, view)
    hand.until(lambda: "Provdisken" in told(view))
    assert "To check" in told(view)
    assert edit(view).plain_text == "", "a suggestion is looked at first"
    press(hand, view)
    hand.until(lambda: edit(view).plain_text == "Provdisken")
    hand.until(lambda: view.state is not None and view.state.state(TITLE) is State.TO_CHECK)
    hand.until(view.assistant.machine.isHidden)


def test_a_machine_that_does_not_run_is_told_in_the_card(editor: Editor, hand: Hand) -> None:
    view = editor(machine="opus-cat", machine_address="http://127.0.0.1:9")
    press(hand, view)
    hand.until(lambda: "Start it on this computer" in told(view))


def test_an_answer_that_comes_when_somebody_has_written_is_passed_over(
    where: Paths, editor: Editor, hand: Hand, running: Service
) -> None:
    view = editor(machine="opus-cat", machine_address=running.address)
    running.wait = threading.Event()
    press(hand, view)
    hand.until(lambda: running.asked)
    hand.qtbot.keyClicks(edit(view), "Provbordet")
    running.wait.set()
    hand.until(view.assistant.machine.isHidden)
    press(hand, view)
    hand.until(lambda: not view._saver.is_saving)
    library = open_library(where, Settings(), read_only=True)
    try:
        assert editing.open_practice(library, view.practice_id).text(*TITLE) == "Provbordet"
        assert machine.unchecked(library, view.practice_id) == frozenset()
    finally:
        library.close()
