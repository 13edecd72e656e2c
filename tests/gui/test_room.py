"""Room within the limits: forecasts on the counters, offers in the assistant, each taken with one key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gptemplate.gui.editor.cards import FieldCard
from gptemplate.gui.editor.controls.written import Written
from gptemplate.gui.editor.view import EditorView
from gptemplate.gui.widgets.growing_edit import GrowingEdit
from gptemplate.model.states import Key, State
from gptemplate.paths import Paths
from gptemplate.services.templates import Templates
from tests.gui.alone import editor_on
from tests.gui.conftest import PATIENCE, Hand

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

SUMMARY = "summary"  # 160 characters in each language
LONG = (
    "Yrittäjä kokeilee ideaansa kauppahallissa siitä huolimatta, että rahoitus puuttuu, ja tällä hetkellä"
    " mukana on erittäin monta kokeilijaa sekä neuvojia että tulkkeja kunnasta."
)
Editor = Callable[..., EditorView]


@pytest.fixture
def editor(where: Paths, templates: Templates, qtbot: QtBot, hand: Hand) -> Iterator[Editor]:
    """Opens the editor on a practice with a Finnish summary."""
    with ExitStack() as held:

        def open_one(text: str) -> EditorView:
            view = held.enter_context(editor_on({Key(SUMMARY, "fi"): text}, where, templates, qtbot))
            hand.until(lambda: view.room._is_ready and card(view, "sv").counter.need is not None)
            view.go_to(Key(SUMMARY, "fi"))
            hand.until(lambda: view.key == Key(SUMMARY, "fi"))
            return view

        yield open_one


def card(view: EditorView, language: str) -> FieldCard:
    found = view.grid.card(Key(SUMMARY, language))
    assert found is not None
    return found


def edit(view: EditorView, language: str = "fi") -> GrowingEdit:
    control = card(view, language).control
    assert isinstance(control, Written)
    return control.edit


def told(view: EditorView) -> str:
    return "\n".join(label.text() for label in view.assistant.room.findChildren(QLabel) if not label.isHidden())


def test_an_empty_translation_says_what_it_will_probably_need(editor: Editor) -> None:
    view = editor("a" * 150)
    counter = card(view, "sv").counter
    assert counter.need is not None
    assert 140 <= counter.need <= 155
    assert counter.text == f"~ {counter.need} / 160"
    assert "Will probably need" in counter.accessibleName()
    assert card(view, "fi").counter.need is None, "an original needs what it has"


def test_the_forecast_follows_while_the_original_is_written(editor: Editor, hand: Hand) -> None:
    view = editor("a" * 50)
    before = card(view, "sv").counter.need
    assert before is not None
    hand.qtbot.keyClicks(edit(view), "b" * 60)
    hand.until(lambda: (card(view, "sv").counter.need or 0) > before + 40)


def test_a_translation_that_is_written_shows_its_own_count(editor: Editor, hand: Hand) -> None:
    view = editor("a" * 100)
    view.go_to(Key(SUMMARY, "sv"))
    hand.qtbot.keyClicks(edit(view, "sv"), "text")
    hand.until(lambda: card(view, "sv").counter.text == "4 / 160")
    hand.until(lambda: card(view, "sv").counter.need is None)


def test_a_text_with_room_is_left_alone(editor: Editor) -> None:
    view = editor("Yrittäjä kokeilee ideaansa siitä huolimatta, että rahoitus puuttuu.")
    assert not view.assistant.room.isVisible()


def test_a_text_that_is_too_long_shows_what_can_go(editor: Editor) -> None:
    view = editor(LONG)
    for words in ("siitä huolimatta, että", "tällä hetkellä", "erittäin", "sekä neuvojia että"):
        assert words in told(view)
    assert "The offers below save" in told(view)


def test_one_key_takes_an_offer_and_the_text_stays_right(editor: Editor, hand: Hand) -> None:
    view = editor(LONG)
    hand.press(edit(view), Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    hand.until(lambda: "kauppahallissa vaikka rahoitus puuttuu" in edit(view).plain_text)
    hand.until(lambda: "siitä huolimatta" not in told(view))
    assert edit(view).plain_text == LONG.replace("siitä huolimatta, että", "vaikka")


def test_an_offer_is_taken_with_its_button_and_can_be_undone(editor: Editor, hand: Hand) -> None:
    view = editor(LONG)
    hand.until(hand.find(view.assistant.room, "cut_1_button").isVisible)
    hand.click(view.assistant.room, "cut_1_button")
    hand.until(lambda: "ja nyt mukana" in edit(view).plain_text)
    edit(view).setFocus()
    hand.press(edit(view), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hand.until(lambda: edit(view).plain_text == LONG)


def test_nothing_is_cut_by_itself(editor: Editor, hand: Hand) -> None:
    view = editor(LONG)
    hand.qtbot.keyClicks(edit(view), "x")
    hand.until(lambda: view.state is not None and "x" in view.state.text(Key(SUMMARY, "fi")))
    hand.qtbot.waitSignal(view.paused, timeout=PATIENCE).wait()
    assert edit(view).plain_text.replace("x", "") == LONG


def test_an_original_whose_translation_will_not_fit_says_so(editor: Editor) -> None:
    view = editor("Hyvä käytäntö toimii " * 7 + "tällä hetkellä.")
    assert len(edit(view).plain_text) <= 162
    assert "English: about" in told(view)


def test_a_word_said_twice_is_shown_and_not_changed(editor: Editor, hand: Hand) -> None:
    view = editor(
        "Työnantajan kanssa sovitaan, että työnantajan edustaja tapaa ryhmän. " * 2
        + "Kaikki on valmista tässä vaiheessa nyt jo."
    )
    assert view.state is not None
    assert view.state.state(Key(SUMMARY, "fi")) is State.DRAFT
    hand.until(hand.find(view.assistant.room, "cut_0_show_button").isVisible)
    hand.click(view.assistant.room, "cut_0_show_button")
    assert edit(view).textCursor().selectedText().casefold() == "työnantajan"
