"""Unknown words and terms among the findings, and the texts that the memory knows nothing like."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from gptemplate.gui.editor.todo import Todo
from gptemplate.gui.library.chips import FilterChip
from gptemplate.gui.widgets.marks import Line
from gptemplate.model.checks.dismissals import dismissals_of
from gptemplate.model.states import Key
from gptemplate.paths import Paths
from tests.gui.desk_house import PAIR, Build, House, Texts

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

CONTROL, ALT, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
KEY = Key("summary", "sv")
KNOWN = "vi träffas i varje vecka och det är bra verkstad hallen"
SLIPS = "Vi träfas i hallen , varje veka."


@pytest.fixture
def build(where: Paths, build: Build) -> Build:
    """Opens editors too where Swedish has some words."""

    def made(texts: Texts, *, swedish: str = "", until: Event | None = None) -> House:
        if swedish:
            _dictionary(where, swedish)
        return build(texts, until=until)

    return made


def _dictionary(where: Paths, words: str) -> None:
    """A Swedish dictionary with a few words; what may have been meant is one letter away."""
    folder, known = where.data / "dictionaries", words.split()
    folder.mkdir(parents=True)
    (folder / "sv_FI.aff").write_text("SET UTF-8\nTRY aeiouyåäöstrnlkfvghdpmbj\n", encoding="utf-8")
    (folder / "sv_FI.dic").write_text("\n".join([str(len(known)), *known, ""]), encoding="utf-8")


def _told(house: House, name: str) -> str:
    return "\n".join(one.text() for one in house.appears(name).findChildren(QLabel))


def _button(house: House, name: str) -> QAbstractButton:
    found = house.appears(name)
    assert isinstance(found, QAbstractButton)
    return found


def _selected(house: House) -> str:
    return house.edit("summary", "sv").textCursor().selectedText()


# unknown words


def test_f8_goes_through_faults_and_unknown_words_in_the_order_of_the_text(build: Build) -> None:
    house = build({("summary", "sv"): SLIPS}, swedish=KNOWN)
    house.until(lambda: {"träfas", "veka"} <= set(house.underlined("summary", "sv")))
    house.go("summary", "sv", 0)
    seen = []
    for _time in range(4):
        house.press(Qt.Key.Key_F8)
        seen.append(_selected(house))
    assert seen == ["träfas", " ,", "veka", "träfas"]
    house.press(Qt.Key.Key_F8, SHIFT)
    assert _selected(house) == "veka"


def test_one_key_puts_in_the_likeliest_word(build: Build) -> None:
    house = build({("summary", "sv"): SLIPS}, swedish=KNOWN)
    house.until(lambda: "träfas" in house.underlined("summary", "sv"))
    house.go("summary", "sv", 0)
    house.press(Qt.Key.Key_F8)
    assert "Unknown word: “träfas”" in _told(house, "finding_word_0_card")
    assert _button(house, "word_0_0_button").text() == "Change to “träffas”"
    house.press(Qt.Key.Key_Return, ALT)
    house.until(lambda: "Vi träffas i" in house.edit("summary", "sv").toPlainText())
    house.press(Qt.Key.Key_Z, CONTROL)
    house.until(lambda: house.edit("summary", "sv").toPlainText() == SLIPS)


def test_another_suggestion_is_put_in_with_its_button(build: Build) -> None:
    house = build({("summary", "sv"): "Det är brq."}, swedish="det är bra bro")
    house.until(lambda: "brq" in house.underlined("summary", "sv"))
    house.go("summary", "sv", 0)
    house.press(Qt.Key.Key_F8)
    second = _button(house, "word_0_1_button")
    assert second.text() in ("bra", "bro")
    word = second.text()
    second.click()
    house.until(lambda: house.edit("summary", "sv").toPlainText() == f"Det är {word}.")


def test_a_word_is_added_to_my_words_from_its_card(build: Build, where: Paths) -> None:
    house = build({("summary", "sv"): SLIPS}, swedish=KNOWN)
    house.until(lambda: "träfas" in house.underlined("summary", "sv"))
    house.go("summary", "sv", 0)
    house.press(Qt.Key.Key_F8)
    _button(house, "word_0_mine_button").click()
    house.until(lambda: "träfas" not in house.underlined("summary", "sv"))
    assert "träfas" in (where.data / "words" / "sv.txt").read_text("utf-8").split()
    house.until(lambda: "veka" in house.underlined("summary", "sv"))


def test_a_word_is_added_to_the_projects_words_from_its_card(build: Build, where: Paths) -> None:
    house = build({("summary", "sv"): SLIPS}, swedish=KNOWN)
    house.until(lambda: "veka" in house.underlined("summary", "sv"))
    house.go("summary", "sv", SLIPS.index("veka") + 1)
    _button(house, "word_1_everyone_button").click()
    house.until(lambda: "veka" not in house.underlined("summary", "sv"))
    assert not (where.data / "words" / "sv.txt").exists()


def test_a_word_that_is_right_in_its_place_is_put_aside_and_shown_again(build: Build, qtbot: QtBot) -> None:
    house = build({("summary", "sv"): SLIPS}, swedish=KNOWN)
    house.until(lambda: "träfas" in house.underlined("summary", "sv"))
    house.go("summary", "sv", 0)
    house.press(Qt.Key.Key_F8)
    house.press(Qt.Key.Key_Delete, ALT)
    reason = house.appears("reason_word_0_edit")
    assert isinstance(reason, QLineEdit)
    qtbot.keyClicks(reason, "A name.")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    house.until(lambda: "träfas" not in house.underlined("summary", "sv"))
    (said,) = dismissals_of(house.saved()).values()
    assert (said.check, said.words, said.reason) == ("spelling", "träfas", "A name.")
    _button(house, "dismissed_button").click()
    _button(house, "show_again_0_button").click()
    house.until(lambda: "träfas" in house.underlined("summary", "sv"))


def test_a_few_cards_are_shown_of_many_unknown_words_and_the_one_at_the_cursor(build: Build) -> None:
    words = [f"qvrx{letter}" for letter in "abcdefgh"]
    house = build({("summary", "sv"): f"Vi träffas {' '.join(words)} varje vecka."}, swedish=KNOWN)
    house.until(lambda: set(words) <= set(house.underlined("summary", "sv")))
    house.go("summary", "sv", 0)
    more = _button(house, "more_words_button")
    house.until(lambda: more.text() == "and 3 more")
    house.appears("finding_word_4_card")
    assert house.find("finding_word_5_card") is None
    for _time in range(8):
        house.press(Qt.Key.Key_F8)
    assert _selected(house) == "qvrxh"
    assert "qvrxh" in _told(house, "finding_word_7_card")
    more.click()
    house.appears("finding_word_6_card")


def test_a_word_that_stands_there_twice_has_one_card(build: Build) -> None:
    house = build({("summary", "sv"): "Vi qvrx och det qvrx."}, swedish=KNOWN)
    house.until(lambda: house.underlined("summary", "sv").count("qvrx") == 2)
    house.go("summary", "sv", 0)
    house.appears("finding_word_0_card")
    assert len(house.view.assistant.words.cards) == 1


def test_of_a_text_in_another_language_only_that_is_said(build: Build) -> None:
    english = "The workshop is open for everyone who would like to learn the language at work."
    house = build({("summary", "sv"): english}, swedish=KNOWN)
    house.until(lambda: len(house.view.spelling.words(KEY)) > 8)
    house.until(lambda: house.underlined("summary", "sv") == [english])
    house.go("summary", "sv", 0)
    house.appears("finding_0_card")
    assert house.find("finding_word_0_card") is None
    house.press(Qt.Key.Key_F8)
    assert _selected(house) == english


def test_unknown_words_are_not_counted_because_they_depend_on_the_computer(build: Build) -> None:
    house = build({("summary", "sv"): SLIPS}, swedish=KNOWN)
    house.until(lambda: {"träfas", "veka", " ,"} <= set(house.underlined("summary", "sv")))
    assert _button(house, "summary_sv_findings_button").text() == "1", "the space before the comma"
    chip = house.appears("only_findings_chip")
    assert isinstance(chip, FilterChip)
    house.until(lambda: chip.count == 1)


def test_an_unknown_word_and_a_fault_are_told_apart_without_colour(build: Build) -> None:
    house = build({("summary", "sv"): SLIPS}, swedish=KNOWN)
    house.until(lambda: {"träfas", " ,"} <= set(house.underlined("summary", "sv")))
    edit = house.edit("summary", "sv")
    assert [one.line for one in edit.marks_at(SLIPS.index("träfas") + 2)] == [Line.WAVE]
    assert [one.line for one in edit.marks_at(SLIPS.index(" ,") + 1)] == [Line.DOUBLE]


# terms


def test_a_term_that_a_translation_lacks_is_told_marked_and_counted_while_one_writes(build: Build, qtbot: QtBot) -> None:
    texts = {("summary", "fi"): "Hyvä käytäntö syntyi vuonna 2019."}
    house = build(texts | {("summary", "sv"): "Den fina verksamheten uppstod år 2019."})
    house.go("summary", "sv")
    house.until(lambda: [one.check for one in house.view.mending.watch.found(KEY)] == ["term_missing"])
    assert "god praxis" in _told(house, "finding_0_card")
    assert _button(house, "summary_sv_findings_button").text() == "1"
    house.edit("summary", "sv").select(0, len("Den fina verksamheten"))
    qtbot.keyClicks(house.edit("summary", "sv"), "En god praxis")
    house.until(lambda: not house.view.mending.watch.found(KEY))
    house.until(lambda: house.find("finding_0_card") is None)


# texts that are like nothing in the memory


def test_the_filter_shows_what_is_to_be_translated_without_any_help(build: Build) -> None:
    new = "Kukaan ei ole ennen kirjoittanut tällaista."
    house = build(
        PAIR | {("challenges_encountered", "fi"): "Työpaja on auki kolme päivää.", ("detailed_information", "fi"): new}
    )
    chip = house.appears("only_no_match_chip")
    assert isinstance(chip, FilterChip)
    house.until(lambda: house.view.rounds._unmatched.is_known and chip.count > 0)
    assert chip.accessibleName() == f"No match: {chip.count}"
    state = house.view.state
    assert state is not None
    assert Key("detailed_information", "sv") in state.unmatched
    assert Key("challenges_encountered", "sv") not in state.unmatched, "70 % like the summary"
    assert Key("summary", "sv") not in state.unmatched, "it is done"
    chip.click()
    assert state.only is not None
    assert "detailed_information" in state.only
    assert house.card("detailed_information", "sv").isVisible()
    assert not house.card("title", "fi").isVisible()


def test_what_is_chosen_before_it_is_known_is_shown_when_it_is(build: Build) -> None:
    answers = Event()
    house = build({("detailed_information", "fi"): "Kukaan ei ole ennen kirjoittanut tällaista."}, until=answers)
    house.view.rounds.show_only(Todo.NO_MATCH)
    chip = house.appears("only_no_match_chip")
    assert isinstance(chip, FilterChip)
    house.until(lambda: chip.text() == "No match, looking…")
    assert chip.isChecked()
    assert house.card("title", "fi").isVisible(), "nothing is hidden before it is known"
    answers.set()
    house.until(lambda: chip.text() == "No match")
    state = house.view.state
    assert state is not None
    assert state.only == {"detailed_information"}


def test_a_text_that_is_done_elsewhere_is_a_match_from_then_on(build: Build) -> None:
    house = build({("summary", "fi"): PAIR["summary", "fi"], ("challenges_encountered", "fi"): "Työpaja on auki kolme päivää."})
    unmatched = house.view.rounds._unmatched
    house.until(lambda: unmatched.is_known)
    state = house.view.state
    assert state is not None
    assert Key("challenges_encountered", "sv") in state.unmatched
    house.go("summary", "sv")
    house.change("summary", "sv", PAIR["summary", "sv"])
    house.until(lambda: house.edit("summary", "sv").toPlainText() != "")
    house.press(Qt.Key.Key_Return, CONTROL)
    house.until(lambda: Key("challenges_encountered", "sv") not in state.unmatched)
    assert Key("challenges_encountered", "en") in state.unmatched, "nothing was done in English"


def test_a_text_that_changes_is_asked_about_again(build: Build) -> None:
    house = build(PAIR | {("challenges_encountered", "fi"): "Kukaan ei ole ennen kirjoittanut tällaista."})
    key, unmatched = Key("challenges_encountered", "sv"), house.view.rounds._unmatched
    house.until(lambda: unmatched.is_known)
    state = house.view.state
    assert state is not None
    assert key in state.unmatched
    house.change("challenges_encountered", "fi", "Työpaja on auki kolme päivää.")
    house.until(lambda: key not in state.unmatched)


def test_a_language_that_is_shown_later_is_known_as_well(build: Build) -> None:
    house = build({("detailed_information", "fi"): "Kukaan ei ole ennen kirjoittanut tällaista."})
    house.until(lambda: house.view.rounds._unmatched.is_known)
    state = house.view.state
    assert state is not None
    assert {Key("detailed_information", code) for code in ("sv", "en")} <= state.unmatched
