"""What stays and what moves where a person writes: filters, terms, very long texts, another window size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from gptemplate.gui.editor.parts import folded
from gptemplate.gui.editor.state import LOOKED_INTO
from gptemplate.gui.editor.terms import Entry
from gptemplate.gui.editor.todo import Todo
from gptemplate.gui.widgets.growing_edit import GrowingEdit
from gptemplate.model.states import SHARED, Key, State
from tests.gui.desk_house import PAIR, Build

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


# filters


def test_a_filter_that_hides_the_cursor_puts_it_on_the_text_with_something_to_do(build: Build) -> None:
    house = build(PAIR)
    house.change("summary", "fi", "Työpaja on auki kolme päivää.")
    house.until(lambda: house.card("summary", "sv").chip.state is State.STALE)
    house.go("resources_needed", "fi")
    house.view.rounds.show_only(Todo.STALE)
    assert house.view.key == Key("summary", "sv"), "not the original beside it"
    assert house.edit("summary", "sv").hasFocus()


def test_a_filter_leaves_the_cursor_where_there_is_something_to_do(build: Build) -> None:
    house = build(PAIR)
    house.go("challenges_encountered", "en")
    house.view.rounds.show_only(Todo.EMPTY)
    assert house.view.key == Key("challenges_encountered", "en")


# terms


@pytest.mark.parametrize(
    ("text", "place", "then"),
    [
        ("", 0, "term"),
        ("new", 3, "new term"),
        ("new ", 4, "new term"),
        ("(", 1, "(term"),
        ("old", 0, "term old"),
        ("one,", 4, "one, term"),
        ("one.", 3, "one term."),
    ],
)
def test_a_word_that_is_put_in_never_grows_together_with_another(qtbot: QtBot, text: str, place: int, then: str) -> None:
    edit = GrowingEdit()
    qtbot.addWidget(edit)
    edit.set_plain_text(text)
    edit.select(place, place)
    edit.insert_word("term", close_to="(")
    assert edit.plain_text == then


def test_terms_are_put_in_one_after_the_other_and_exchanged_by_key_or_click(build: Build) -> None:
    house = build({("summary", "fi"): "Maahan muuttaneen yrittäjyys kasvaa."})
    house.go("summary", "sv")
    house.appears("term_0_button")
    entries = (Entry("yrittäjyys", ("företagande", "företagsamhet")), Entry("muuttanut", ("invandrare",)))
    house.view.assistant.terms.show_entries(entries)
    house.press(Qt.Key.Key_T, CONTROL)
    house.press(Qt.Key.Key_T, CONTROL)
    assert house.edit("summary", "sv").plain_text == "företagande invandrare"
    house.view.assistant.terms.show_entries(entries)
    house.edit("summary", "sv").select(11, 11)
    house.press(Qt.Key.Key_T, ALT)
    assert house.edit("summary", "sv").plain_text == "företagsamhet invandrare"
    house.view.assistant.terms.show_entries(entries)
    house.edit("summary", "sv").select(0, 13)
    other = house.appears("term_0_1_button")
    assert isinstance(other, QAbstractButton)
    other.click()
    assert house.edit("summary", "sv").plain_text == "företagsamhet invandrare"


def test_words_of_a_button_go_on_in_the_next_line_where_the_panel_ends(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    metrics = QFontMetrics(label.font())
    for text in ("Put aside", "Change to “entrepreneurship of migrants”", "x" * 90):
        lines = folded(text, metrics, 150).split("\n")
        assert all(metrics.horizontalAdvance(line) <= 150 for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


# what is offered beside a stale translation


def test_a_change_of_substance_does_not_offer_to_keep_the_others_valid(build: Build) -> None:
    texts = {("title", "fi"): "Kieli työssä", ("title", "sv"): "Språk i arbetet"}
    more = {("keywords", "fi"): "kieli, työ", ("keywords", "sv"): "språk, arbete"}
    house = build(PAIR | texts | more)
    house.change("title", "fi", "Kieli työssä.")
    house.change("keywords", "fi", "Kieli, työ")
    house.change("summary", "fi", "Työpaja on auki kolme päivää.")
    house.until(lambda: house.card("summary", "sv").chip.state is State.STALE)
    house.go("title", "sv")
    house.appears("all_valid_button")
    house.go("summary", "sv")
    house.until(lambda: house.appears("source_difference").accessibleName() == "removed: kaksi; added: kolme")
    assert house.find("all_valid_button") is None


# a paste that is far too long


def test_a_text_far_beyond_every_limit_is_kept_not_looked_into_and_undone(build: Build) -> None:
    house = build(PAIR)
    before = PAIR["summary", "fi"]
    house.go("summary", "fi", len(before))
    mime = QMimeData()
    mime.setText("on on " * 25_000)
    house.edit("summary", "fi").insertFromMimeData(mime)
    house.press(Qt.Key.Key_A)
    assert len(house.saved().text("summary", "fi")) > LOOKED_INTO
    told = house.appears("room_card")
    house.until(lambda: any("kept, but not checked" in one.text() for one in told.findChildren(QLabel)))
    assert len(house.underlined("summary", "fi")) == 1, "what is over the limit, not every word that stands twice"
    for _time in range(2):
        house.press(Qt.Key.Key_Z, CONTROL)
    house.until(lambda: house.edit("summary", "fi").plain_text == before)


# another window size


def test_the_field_one_writes_in_stays_in_sight_when_the_window_changes(build: Build) -> None:
    house = build(PAIR | {("detailed_information", "fi"): "Työpaja on auki. " * 90})
    house.go("resources_needed", "en")
    edit = house.edit("resources_needed", "en")
    house.until(lambda: not edit.visibleRegion().isEmpty())
    for width, height in ((900, 700), (700, 600), (1366, 768)):
        house.view.resize(width, height)
        house.until(lambda: edit.visibleRegion().boundingRect().height() >= min(edit.height(), 100))
    house.press(Qt.Key.Key_F9)
    house.until(lambda: house.find("editor_preview") is not None)
    house.until(lambda: not edit.visibleRegion().isEmpty())
    house.press(Qt.Key.Key_F9)
    house.until(lambda: house.find("editor_preview") is None)
    house.until(lambda: not edit.visibleRegion().isEmpty())


# a month


def test_without_a_month_there_is_no_year(build: Build, qtbot: QtBot) -> None:
    house = build(PAIR)
    house.go("start_date", SHARED)
    month, year = house.appears("start_date_month_combo"), house.appears("start_date_year_spin")
    assert isinstance(month, QComboBox)
    assert isinstance(year, QSpinBox)
    assert (year.text(), year.isEnabled()) == ("–", False)
    qtbot.keyClick(month, Qt.Key.Key_Down)
    assert year.text().isdigit()
    house.until(lambda: house.saved().text("start_date", SHARED) == f"{year.value()}-01")
    qtbot.keyClick(month, Qt.Key.Key_Home)
    assert year.text() == "–"
    house.until(lambda: house.saved().text("start_date", SHARED) == "")
