"""Removing a person in the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from gptemplate.gui.upkeep.forget import ForgetDialog
from gptemplate.model.states import SHARED, Key
from gptemplate.model.values import from_parts
from gptemplate.paths import Paths
from gptemplate.services import editing, upkeep
from gptemplate.services.library import list_practices, open_library
from gptemplate.settings import Settings
from tests.gui.conftest import Hand, Start

NAME = "Eino Esimerkki"
HERE = Settings(device="here")
AUTHOR = Key("author", SHARED)


@pytest.fixture
def named(six: Paths) -> str:
    """A practice in which a person is the contact and is named in a text, with a copy of the library; its id."""
    library = open_library(six, Settings(device="here", author=NAME))
    practice = list_practices(library)[0].id
    editing.write(library, practice, AUTHOR, from_parts({"name": NAME, "email": "eino@example.org"}))
    editing.write(library, practice, Key("summary", "fi"), f"Lisätietoja antaa {NAME}.")
    editing.leave(library, practice)
    library.close()
    upkeep.back_up(six, "daily", moment=upkeep.now())
    return practice


def dialog(six: Paths, start: Start, hand: Hand) -> ForgetDialog:
    shell = start(six).shell
    hand.click(shell, "rail_settings")
    hand.click(shell, "forget_button")
    found = hand.appears(shell, "forget_dialog")
    assert isinstance(found, ForgetDialog)
    return found


def look_for(one: ForgetDialog, hand: Hand, name: str) -> None:
    edit = hand.find(one, "person_edit")
    assert isinstance(edit, QLineEdit)
    edit.clear()
    hand.qtbot.keyClicks(edit, name)
    hand.click(one, "find_person_button")
    hand.until(one.find_button.isEnabled)


def test_it_is_shown_where_the_person_is_named_before_anything_goes(named, six: Paths, start: Start, hand: Hand) -> None:
    one = dialog(six, start, hand)
    look_for(one, hand, NAME)
    goes, stays = one.lines.index("Contact data that goes"), one.lines.index("Stays, for you to judge")
    assert stays == goes + 3
    assert one.lines[goes + 2].startswith("The author's name on ")
    assert "[fi]" in one.lines[stays + 1]
    assert one.remove_button.isEnabled()
    hand.qtbot.keyClicks(one.name_edit, "x")
    assert not one.remove_button.isEnabled()  # what goes is what was looked at


def test_a_name_too_short_to_be_safe_is_refused(named, six: Paths, start: Start, hand: Hand) -> None:
    one = dialog(six, start, hand)
    look_for(one, hand, "Ei")
    hand.until(lambda: "at least" in one._told.text())
    assert not one.remove_button.isEnabled()


def test_nothing_goes_without_a_yes(named: str, six: Paths, start: Start, hand: Hand) -> None:
    one = dialog(six, start, hand)
    look_for(one, hand, NAME)
    hand.click(one, "remove_person_button")
    question = hand.appears(one, "forget_question")
    hand.click(question, "forget_no_button")
    library = open_library(six, HERE, read_only=True)
    assert NAME in editing.open_practice(library, named).text(*AUTHOR)
    library.close()


def test_a_person_is_removed_everywhere_and_what_remains_is_told(named: str, six: Paths, start: Start, hand: Hand) -> None:
    one = dialog(six, start, hand)
    hand.until(lambda: upkeep.list_copies(six))
    look_for(one, hand, NAME)
    hand.click(one, "remove_person_button")
    question = hand.appears(one, "forget_question")
    assert "cannot be undone" in question.informativeText()  # type: ignore[attr-defined]
    hand.click(question, "forget_yes_button")
    hand.until(lambda: "Removed from" in one.lines)
    assert any("safety cop" in line for line in one.lines)
    assert "[fi]" in one.lines[one.lines.index("Still there, for you to judge") + 1]
    assert any("other computers" in line for line in one.lines)
    library = open_library(six, HERE, read_only=True)
    assert editing.open_practice(library, named).text(*AUTHOR) == ""
    assert NAME in editing.open_practice(library, named).text("summary", "fi")
    library.close()
    for copy in upkeep.list_copies(six):
        held = open_library(six, HERE, location=copy.file, read_only=True)
        assert editing.open_practice(held, named).text(*AUTHOR) == ""
        held.close()


def test_the_window_writes_on_after_it(named: str, six: Paths, start: Start, hand: Hand) -> None:
    session = start(six)
    session.shell.upkeep().ask_forget()
    one = hand.appears(session.shell, "forget_dialog")
    assert isinstance(one, ForgetDialog)
    look_for(one, hand, NAME)
    one._remove()
    hand.until(lambda: "Removed from" in one.lines)
    done: list[object] = []
    session.tasks.write(lambda library: editing.write(library, named, Key("summary", "sv"), "Vidare."), done.append)
    hand.until(lambda: done)


def test_a_window_that_only_reads_looks_and_removes_nothing(named, six: Paths, start: Start, hand: Hand) -> None:
    start(six)
    one = dialog(six, start, hand)
    look_for(one, hand, NAME)
    assert "Contact data that goes" in one.lines
    assert not one.remove_button.isEnabled()
