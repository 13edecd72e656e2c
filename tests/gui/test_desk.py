"""What helps a translator: findings at their place, stale translations, the next thing to do, terms and spelling."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from gptemplate.gui.editor.todo import Todo
from gptemplate.gui.library.chips import FilterChip
from gptemplate.gui.shell import Shell
from gptemplate.model.checks.dismissals import dismissals_of
from gptemplate.model.states import Key, State
from gptemplate.paths import Paths
from tests.gui.conftest import Hand
from tests.gui.desk_house import PAIR, Build, House

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

CONTROL, ALT, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier

TWICE = "Tämä on on hyvä tapa oppia , ja se toimii."


def _click(found: object) -> None:
    assert isinstance(found, QAbstractButton)
    found.click()


# findings


def test_findings_are_underlined_where_they_are_and_the_text_is_untouched(build: Build) -> None:
    house = build({("summary", "fi"): TWICE})
    house.until(lambda: {"on on", ","} & {one.strip() for one in house.underlined("summary", "fi")})
    assert "on on" in house.underlined("summary", "fi")
    assert house.edit("summary", "fi").toPlainText() == TWICE
    assert house.card("summary", "fi").chip.state is State.DONE, "marks change nothing"
    assert house.saved().text("summary", "fi") == TWICE


def test_marks_move_with_what_is_typed_before_them_and_go_when_it_is_mended(build: Build, qtbot: QtBot) -> None:
    house = build({("summary", "fi"): TWICE})
    house.until(lambda: "on on" in house.underlined("summary", "fi"))
    house.go("summary", "fi", 0)
    qtbot.keyClicks(house.edit("summary", "fi"), "Siis: ")
    house.until(lambda: "on on" in house.underlined("summary", "fi"))
    house.go("summary", "fi", len("Siis: Tämä on on"))
    for _time in range(3):
        house.press(Qt.Key.Key_Backspace)
    house.until(lambda: not any("on" in one.split() for one in house.underlined("summary", "fi")))


def test_alt_enter_mends_what_the_cursor_is_at_as_one_step(build: Build) -> None:
    house = build({("summary", "fi"): TWICE})
    house.until(lambda: "on on" in house.underlined("summary", "fi"))
    house.go("summary", "fi", TWICE.index("on on") + 1)
    house.press(Qt.Key.Key_Return, ALT)
    house.until(lambda: "on on" not in house.edit("summary", "fi").toPlainText())
    mended = TWICE.replace("on on", "on")
    assert house.saved().text("summary", "fi") == mended
    assert house.saved().state("summary", "fi") is State.DONE, "a person chose just this"
    house.press(Qt.Key.Key_Z, CONTROL)
    house.until(lambda: house.edit("summary", "fi").toPlainText() == TWICE)


def test_f8_goes_from_one_to_the_next_and_round(build: Build) -> None:
    house = build({("summary", "fi"): TWICE, ("challenges_encountered", "fi"): "Ryhmä  tapasi."})
    house.until(lambda: house.underlined("challenges_encountered", "fi"))
    house.go("title", "fi")
    seen = []
    for _time in range(4):
        house.press(Qt.Key.Key_F8)
        key = house.view.key
        assert key is not None
        seen.append((key.field, house.edit(key.field, key.language).textCursor().selectionStart()))
    first, second = TWICE.index("on on"), TWICE.index(" ,")
    assert seen[0] == ("summary", first)
    assert seen[1] == ("summary", second)
    assert seen[2][0] == "challenges_encountered"
    assert seen[3] == seen[0]
    house.press(Qt.Key.Key_F8, SHIFT)
    assert house.view.key is not None
    assert house.view.key.field == "challenges_encountered"


def test_what_is_no_fault_is_put_aside_with_a_reason_and_can_be_shown_again(build: Build, qtbot: QtBot) -> None:
    house = build({("summary", "fi"): TWICE})
    house.until(lambda: "on on" in house.underlined("summary", "fi"))
    house.go("summary", "fi", TWICE.index("on on") + 1)
    house.appears("dismiss_0_button")
    house.press(Qt.Key.Key_Delete, ALT)
    reason = house.appears("reason_0_edit")
    assert isinstance(reason, QLineEdit)
    assert reason.hasFocus()
    qtbot.keyClicks(reason, "Said so here.")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    house.until(lambda: "on on" not in house.underlined("summary", "fi"))
    (said,) = dismissals_of(house.saved()).values()
    assert (said.words, said.reason) == ("on on", "Said so here.")
    _click(house.appears("dismissed_button"))
    assert "Said so here." in _texts(house, "dismissed_0_card")
    _click(house.appears("show_again_0_button"))
    house.until(lambda: "on on" in house.underlined("summary", "fi"))


def _texts(house: House, name: str) -> str:
    card = house.appears(name)
    return "\n".join(one.text() for one in card.findChildren(QLabel))


def test_a_card_says_how_many_things_are_to_be_mended(build: Build) -> None:
    house = build({("summary", "fi"): TWICE})
    button = house.appears("summary_fi_findings_button")
    assert isinstance(button, QAbstractButton)
    assert button.text() == "2"
    button.click()
    assert house.view.key == Key("summary", "fi")
    assert house.edit("summary", "fi").textCursor().selectedText() == "on on"


def test_the_section_list_makes_room_for_the_assistant_where_the_fields_would_be_squeezed(build: Build) -> None:
    house = build({("summary", "fi"): TWICE})
    house.view.resize(900, 768)
    house.until(lambda: "on on" in house.underlined("summary", "fi"))
    sections = house.appears("section_sidebar")
    house.press(Qt.Key.Key_F8)
    house.appears("finding_0_card")
    assert not sections.isVisible()
    house.view.resize(1366, 768)
    assert sections.isVisible()


# stale translations


def test_a_stale_translation_tells_the_difference_and_one_key_keeps_it_valid(build: Build) -> None:
    house = build(PAIR)
    house.change("summary", "fi", "Työpaja on auki kolme päivää.")
    house.until(lambda: house.card("summary", "sv").chip.state is State.STALE)
    house.go("summary", "sv")
    difference = house.appears("source_difference")
    assert isinstance(difference, QLabel)
    assert difference.accessibleName() == "removed: kaksi; added: kolme"
    assert "Bertil" in _texts(house, "stale_card")
    house.press(Qt.Key.Key_Return, CONTROL, SHIFT)
    house.until(lambda: house.card("summary", "sv").chip.state is State.DONE)
    assert house.saved().text("summary", "sv") == PAIR["summary", "sv"]


def test_where_only_punctuation_changed_all_are_kept_valid_at_once(build: Build) -> None:
    house = build(PAIR | {("title", "fi"): "Kieli työssä", ("title", "sv"): "Språk i arbetet"})
    house.change("summary", "fi", "Työpaja on auki kaksi päivää!")
    house.change("title", "fi", "Kieli työssä.")
    house.until(lambda: house.card("title", "sv").chip.state is State.STALE)
    house.go("summary", "sv")
    _click(house.appears("all_valid_button"))
    house.until(lambda: house.card("title", "sv").chip.state is State.DONE)
    assert house.card("summary", "sv").chip.state is State.DONE


def test_a_person_says_what_a_text_is_made_from(build: Build) -> None:
    house = build(PAIR | {("summary", "en"): "The workshop is open for two days."})
    house.go("summary", "sv")
    house.appears("made_from_button")
    menu = house.view.assistant.stale.menu()
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if one.text() == "From the text in English").trigger()
    house.until(lambda: "English" in _button_text(house, "made_from_button"))
    origin = house.saved().value("summary", "sv").origin
    assert origin is not None
    assert origin.language == "en"


def _button_text(house: House, name: str) -> str:
    found = house.find(name)
    return found.text() if isinstance(found, QAbstractButton) else ""


# the next thing to do


def test_f7_goes_to_what_is_left_and_filters_show_only_that(build: Build) -> None:
    house = build(PAIR)
    house.change("summary", "fi", "Työpaja on auki kolme päivää.")
    house.until(lambda: house.card("summary", "sv").chip.state is State.STALE)
    chip = house.appears("only_stale_chip")
    assert isinstance(chip, FilterChip)
    house.until(lambda: chip.count == 1)
    chip.click()
    state = house.view.state
    assert state is not None
    assert {key.field for key in state.walk()} == {"summary"}
    assert not house.card("title", "fi").isVisible()
    assert house.card("summary", "fi").isVisible()
    chip.click()
    house.until(lambda: house.card("title", "fi").isVisible())
    house.go("summary", "fi")
    house.press(Qt.Key.Key_F7)
    assert house.view.key == Key("summary", "sv")
    house.press(Qt.Key.Key_F7)
    assert house.view.key == Key("summary", "en"), "empty in English"


def test_going_to_a_field_that_a_filter_hides_shows_all_again(build: Build) -> None:
    house = build(PAIR)
    house.view.rounds.show_only(Todo.EMPTY)
    state = house.view.state
    assert state is not None
    assert state.only is not None
    hidden = next(field for field in state.template.fields if field not in state.only)
    house.view.go_to(next(iter(state.row(hidden).keys(state.template.codes))))
    assert state.only is None


def test_after_the_last_thing_the_next_practice_of_the_table_is_opened(shell: Shell, hand: Hand) -> None:
    first, second = shell.practices.model.rows[0].id, shell.practices.model.rows[1].id
    shell.open_practice(first)
    hand.until(lambda: shell.editor_state() is not None)
    editor = shell._editor_view()
    hand.until(lambda: editor.grid.is_complete)
    for _time in range(200):
        editor.rounds.step(1)
        if editor.practice_id != first:
            break
    assert editor.practice_id == second
    hand.until(lambda: editor.key is not None and editor.state is not None and editor.state.practice.id == second)


def test_amounts_are_told_in_words_and_characters(build: Build) -> None:
    house = build(PAIR)
    amounts = house.appears("amounts")
    texts = [one.text() for one in amounts.findChildren(QLabel)]
    assert texts[:3] == ["FI", "5 words", "29 chars"]


# terms and spelling


def test_terms_of_the_source_are_listed_and_put_in_by_key(build: Build) -> None:
    house = build({("summary", "fi"): "Maahan muuttaneen yrittäjyys kasvaa."})
    house.go("summary", "sv")
    button = house.appears("term_0_button")
    assert isinstance(button, QAbstractButton)
    word = button.text()
    house.press(Qt.Key.Key_T, CONTROL)
    house.until(lambda: house.edit("summary", "sv").toPlainText().casefold() == word.casefold())


def test_two_selected_words_become_a_term(build: Build) -> None:
    house = build({("summary", "fi"): "Koetiski kauppahallissa.", ("summary", "sv"): "Provdisken i saluhallen."})
    house.go("summary", "fi")
    house.edit("summary", "fi").select(0, len("Koetiski"))
    house.go("summary", "sv")
    house.edit("summary", "sv").select(0, len("Provdisken"))
    house.press(Qt.Key.Key_T, CONTROL, SHIFT)
    house.until(lambda: any("koetiski" in one.lower() for one in house.underlined("summary", "fi")))


def test_a_word_that_is_not_known_is_underlined_until_it_is_accepted(build: Build, where: Paths) -> None:
    folder = where.data / "dictionaries"
    folder.mkdir(parents=True)
    (folder / "sv_FI.aff").write_text("SET UTF-8\n", encoding="utf-8")
    (folder / "sv_FI.dic").write_text("5\nvi\nträffas\ni\nvarje\nvecka\n", encoding="utf-8")
    house = build({("summary", "sv"): "Vi träffas i hzzket varje vecka."})
    reader = house.view.spelling
    house.until(lambda: reader._reader is not None)
    assert reader._reader is not None
    assert not reader._reader.missing(["sv"])
    house.until(lambda: "hzzket" in house.underlined("summary", "sv"))
    menu = QMenu(house.view)
    menu.addAction("Cut")
    house.view.desk.menu_opening.emit(Key("summary", "sv"), menu, 15)
    words = [one.text() for one in menu.actions()]
    assert "Add “hzzket” to my words" in words
    next(one for one in menu.actions() if one.text() == "Add “hzzket” to the project’s words").trigger()
    house.until(lambda: "hzzket" not in house.underlined("summary", "sv"))


# the memory


def test_what_was_done_before_is_matched_put_in_by_key_and_to_be_checked(build: Build) -> None:
    house = build(PAIR | {("challenges_encountered", "fi"): "Työpaja on auki kolme päivää."})
    house.go("challenges_encountered", "sv")
    house.appears("match_0_card")
    (match, *_others) = house.view.matches._part.shown
    assert match.target == PAIR["summary", "sv"]
    assert 70 <= match.score < 100
    house.press(Qt.Key.Key_1, CONTROL)
    house.until(lambda: house.edit("challenges_encountered", "sv").toPlainText() == match.target)
    assert house.saved().state("challenges_encountered", "sv") is State.TO_CHECK
    house.press(Qt.Key.Key_Z, CONTROL)
    house.until(lambda: house.edit("challenges_encountered", "sv").toPlainText() == "")


def test_what_was_translated_word_for_word_is_filled_in_at_once(build: Build) -> None:
    house = build(PAIR | {("challenges_encountered", "fi"): PAIR["summary", "fi"]})
    house.go("challenges_encountered", "sv")
    _click(house.appears("take_offers_button"))
    house.until(lambda: house.card("challenges_encountered", "sv").chip.state is State.TO_CHECK)
    assert house.saved().text("challenges_encountered", "sv") == PAIR["summary", "sv"]


def test_words_are_looked_up_in_the_memory(build: Build) -> None:
    house = build(PAIR)
    house.go("summary", "fi")
    house.edit("summary", "fi").select(0, len("Työpaja"))
    house.press(Qt.Key.Key_F, CONTROL, SHIFT)
    card = house.appears("concordance_0_card")
    assert any("Verkstaden" in one.text() for one in card.findChildren(QLabel))


def test_repeated_sentences_are_listed_and_lead_there(build: Build) -> None:
    house = build({("summary", "fi"): PAIR["summary", "fi"], ("challenges_encountered", "fi"): PAIR["summary", "fi"]})
    house.go("summary", "fi")
    house.press(Qt.Key.Key_R, CONTROL, SHIFT)
    card = house.appears("repeat_0_card")
    places = [one for one in card.findChildren(QAbstractButton) if one.objectName() == "repeat_0_place"]
    assert len(places) == 2
    places[1].click()
    house.until(lambda: house.view.key == Key("challenges_encountered", "fi"))
