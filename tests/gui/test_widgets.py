"""The small parts, each by itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gptemplate.gui import theme
from gptemplate.gui.theme import LIGHT
from gptemplate.gui.widgets import paste
from gptemplate.gui.widgets.banner import Banner, Tone
from gptemplate.gui.widgets.calm import CalmCombo
from gptemplate.gui.widgets.chip import StateChip
from gptemplate.gui.widgets.counter import Counter
from gptemplate.gui.widgets.elided import ElidedLabel
from gptemplate.gui.widgets.empty_state import EmptyState
from gptemplate.gui.widgets.growing_edit import GrowingEdit
from gptemplate.gui.widgets.key_hint import KeyHint
from gptemplate.gui.widgets.language_badge import LanguageBadge
from gptemplate.gui.widgets.search_field import SearchField
from gptemplate.gui.widgets.segmented import Segmented
from gptemplate.gui.widgets.undo_strip import UndoStrip
from gptemplate.gui.widgets.wrapping import WrappingLabel
from gptemplate.model.states import State
from gptemplate.model.text import LONGEST

Kind = Qt.Key
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen screen has no window manager to tell


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, LIGHT)


def shown(qtbot: QtBot, widget: QWidget, width: int = 300, height: int = 120) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    QApplication.sendPostedEvents()


def pasted(text: str, html: str = "") -> QMimeData:
    mime = QMimeData()
    mime.setText(text)
    if html:
        mime.setHtml(html)
    return mime


# writing


def test_an_edit_grows_with_its_text(qtbot: QtBot) -> None:
    edit = GrowingEdit()
    shown(qtbot, edit)
    one = edit.minimumSizeHint().height()
    edit.set_plain_text("word " * 200)
    assert edit.minimumSizeHint().height() > 5 * one
    edit.set_plain_text("")
    assert edit.minimumSizeHint().height() == one


def test_setting_a_text_says_nothing_and_typing_says_what(qtbot: QtBot) -> None:
    edit = GrowingEdit()
    shown(qtbot, edit)
    heard: list[str] = []
    edit.edited.connect(heard.append)
    edit.set_plain_text("set")
    assert heard == []
    qtbot.keyClicks(edit, "ab")
    assert heard == ["aset", "abset"]


def test_undo_is_asked_for_not_done(qtbot: QtBot) -> None:
    edit = GrowingEdit()
    shown(qtbot, edit)
    qtbot.keyClicks(edit, "abc")
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(edit.undo_requested):
        qtbot.keyClick(edit, Kind.Key_Z, control)
    with qtbot.waitSignal(edit.redo_requested):
        qtbot.keyClick(edit, Kind.Key_Y, control)
    with qtbot.waitSignal(edit.redo_requested):
        qtbot.keyClick(edit, Kind.Key_Z, control | shift)
    assert edit.plain_text == "abc"


def test_enter_leaves_a_field_of_one_line(qtbot: QtBot) -> None:
    edit = GrowingEdit(one_line=True)
    shown(qtbot, edit)
    with qtbot.waitSignal(edit.submitted):
        qtbot.keyClick(edit, Kind.Key_Return)
    assert edit.plain_text == ""


def test_a_paste_is_plain_and_keeps_its_bullets(qtbot: QtBot) -> None:
    edit = GrowingEdit()
    shown(qtbot, edit)
    edit.insertFromMimeData(pasted("Otsikko\u00ad\r\n•\tyksi\r\n•\tkaksi"))
    assert edit.plain_text == "Otsikko\n– yksi\n– kaksi"


def test_a_paste_into_one_line_has_no_breaks(qtbot: QtBot) -> None:
    edit = GrowingEdit(one_line=True)
    shown(qtbot, edit)
    edit.insertFromMimeData(pasted("a\nb\t c"))
    assert edit.plain_text == "a b c"


def test_too_long_a_paste_is_refused_whole(qtbot: QtBot) -> None:
    edit = GrowingEdit()
    shown(qtbot, edit)
    edit.set_plain_text("kept")
    with qtbot.waitSignal(edit.refused) as heard:
        edit.insertFromMimeData(pasted("x" * (LONGEST + 1)))
    assert heard.args == [LONGEST + 1]
    assert edit.plain_text == "kept"


def test_what_a_paste_loses_is_counted(qtbot: QtBot) -> None:
    edit, line = GrowingEdit(), GrowingEdit(one_line=True)
    shown(qtbot, edit)
    heard: list[int] = []
    edit.cleaned.connect(heard.append)
    line.cleaned.connect(heard.append)
    edit.insertFromMimeData(pasted("plain \u00ad text\r\n\ttoo\ufeff"))
    assert heard == []
    edit.insertFromMimeData(pasted("a\x01b\x1bc\u202ed"))
    line.insertFromMimeData(pasted("\u202eback\u202c"))
    assert heard == [2, 2]


def test_a_hint_is_seen_and_is_no_text(qtbot: QtBot) -> None:
    edit = GrowingEdit()
    shown(qtbot, edit)
    low = edit.minimumSizeHint().height()
    edit.set_hint("Lähdeteksti " * 40)
    assert edit.minimumSizeHint().height() > low
    assert edit.plain_text == ""
    edit.grab()


def test_the_wheel_goes_to_the_page(qtbot: QtBot) -> None:
    for widget in (GrowingEdit(), CalmCombo()):
        shown(qtbot, widget)
        turn = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        turn.setAccepted(True)
        widget.wheelEvent(turn)
        assert not turn.isAccepted()


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("· yksi\n· kaksi", "– yksi\n– kaksi"),
        ("* yksi\n- kaksi", "– yksi\n– kaksi"),
        ("▪ yksi", "– yksi"),
        ("a\u2003b\u200bc", "a bc"),
        ("a  \n\n\n\nb", "a\n\nb"),
        ("2014-2020", "2014-2020"),
        ("-5 astetta", "-5 astetta"),
    ],
)
def test_tidying(raw: str, clean: str) -> None:
    assert paste.tidy(raw) == clean


def test_a_list_of_a_web_page_keeps_its_marks() -> None:
    mime = pasted("Kolme\nyksi\nkaksi", "<p>Kolme</p><ul><li>yksi</li><li>kaksi <img src='x.png'></li></ul>")
    assert paste.tidy(paste.text_of(mime)).split("\n") == ["Kolme", "– yksi", "– kaksi"]


# showing


def test_a_counter_turns_near_and_over(qtbot: QtBot) -> None:
    counter = Counter(LIGHT)
    shown(qtbot, counter)
    counter.set_count(50, 100, 0.9, "50 / 100", "50 of 100")
    assert not counter.is_near
    counter.set_count(90, 100, 0.9, "90 / 100", "90 of 100")
    assert counter.is_near
    assert not counter.is_over
    counter.set_count(104, 100, 0.9, "104 / 100 · 4 over", "4 over")
    assert counter.is_over
    assert counter.accessibleName() == "4 over"
    counter.grab()


def test_a_chip_offers_other_states(qtbot: QtBot) -> None:
    chip = StateChip(LIGHT)
    shown(qtbot, chip)
    chip.set_state(State.DRAFT, "Draft", "State: Draft")
    chip.set_offers([("done", "Done", "circle-check"), ("to_check", "To check", "eye")])
    heard: list[str] = []
    chip.chosen.connect(heard.append)
    menu = chip.menu()
    assert [action.text() for action in menu.actions()] == ["Done", "To check"]
    menu.actions()[0].trigger()
    assert heard == ["done"]
    found = QAccessible.queryAccessibleInterface(chip)
    assert found.text(QAccessible.Text.Name) == "State: Draft"
    chip.grab()


def test_segments_choose_one(qtbot: QtBot) -> None:
    switch = Segmented(LIGHT)
    shown(qtbot, switch)
    switch.set_options([("one", "Yksi", "square"), ("two", "Kaksi", "columns-2")])
    switch.set_value("one")
    heard: list[str] = []
    switch.chosen.connect(heard.append)
    switch.button("one").setFocus()
    qtbot.keyClick(switch.button("one"), Kind.Key_Right)
    assert (heard, switch.value) == (["two"], "two")
    switch.set_compact(True)
    assert switch.button("one").text() == ""
    assert switch.button("one").accessibleName() == "Yksi"


def test_segments_may_choose_none(qtbot: QtBot) -> None:
    switch = Segmented(LIGHT, may_be_none=True)
    shown(qtbot, switch)
    switch.set_options([("yes", "Yes", ""), ("no", "No", "")])
    qtbot.mouseClick(switch.button("yes"), Qt.MouseButton.LeftButton)
    assert switch.value == "yes"
    qtbot.mouseClick(switch.button("no"), Qt.MouseButton.LeftButton)
    assert switch.value == "no"
    qtbot.mouseClick(switch.button("no"), Qt.MouseButton.LeftButton)
    assert switch.value == ""


def test_a_banner_says_and_offers(qtbot: QtBot) -> None:
    banner = Banner(LIGHT)
    qtbot.addWidget(banner)
    banner.show_message(Tone.ERROR, "Not saved", "Try again", "Close")
    with qtbot.waitSignal(banner.action_requested):
        banner.action_button.click()
    with qtbot.waitSignal(banner.closed):
        banner.close_button.click()
    assert banner.isHidden()
    assert banner.close_button.accessibleName() == "Close"


def test_an_undo_strip_lies_at_the_foot(qtbot: QtBot) -> None:
    page = QWidget()
    shown(qtbot, page, 600, 400)
    strip = UndoStrip(LIGHT, page)
    strip.show_message("One practice is in the bin.", "Undo")
    assert strip.isVisible()
    assert strip.geometry().bottom() < 400
    page.resize(600, 300)
    assert strip.geometry().bottom() < 300
    with qtbot.waitSignal(strip.undo_requested):
        strip.undo_button.click()
    assert strip.isHidden()


def test_a_search_field_empties_with_escape(qtbot: QtBot) -> None:
    field = SearchField(LIGHT)
    shown(qtbot, field)
    field.set_words("Search", "Search practices")
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Kind.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field, Kind.Key_Down)


def test_an_empty_state_offers_ways(qtbot: QtBot) -> None:
    state = EmptyState(LIGHT, "book-open")
    shown(qtbot, state, 600, 400)
    state.set_words("Nothing here yet", "Begin with one of these.", [("new", "Write", "plus"), ("open", "Open", "folder-open")])
    button = state.findChild(QWidget, "open_button")
    assert button is not None
    with qtbot.waitSignal(state.chosen) as heard:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard.args == ["open"]


def test_a_wrapping_label_is_as_tall_as_its_text(qtbot: QtBot) -> None:
    label = WrappingLabel("word " * 30)
    shown(qtbot, label, 120)
    assert label.minimumSizeHint().height() > 3 * label.fontMetrics().height()
    assert not label.hasHeightForWidth()


def test_painted_parts_paint(qtbot: QtBot) -> None:
    parts = [LanguageBadge(LIGHT, "de", "Deutsch"), KeyHint(LIGHT, ("Ctrl+K",), "go to"), ElidedLabel("long " * 40)]
    for part in parts:
        shown(qtbot, part, 120, 40)
        assert not part.grab().isNull()
    assert parts[2].toolTip()
