"""What is typed and not on the disk: it stays while a person walks about, and the window asks before it closes."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gptemplate.gui.editor.view import EditorView
from gptemplate.gui.session import Session
from gptemplate.gui.shell import Shell
from gptemplate.paths import Paths
from tests.gui.conftest import Hand
from tests.gui.test_kept_elsewhere import SUMMARY, opened, saved, typed

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody move a folder whose files are open")


class Stick:
    """The data folder, pulled out and put in again."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._away = folder, folder.with_name("away")

    def pull_out(self) -> None:
        self._folder.rename(self._away)

    def put_in(self) -> None:
        if self._away.exists():
            self._away.rename(self._folder)


class Hold:
    """Another program that keeps the library from being written to; it can be read all the while."""

    def __init__(self, library: Path) -> None:
        self._connection = sqlite3.connect(library, isolation_level=None)

    def pull_out(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def put_in(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


@pytest.fixture
def stick(six: Paths) -> Stick:
    return Stick(six.data)


@pytest.fixture
def held(six: Paths) -> Iterator[Hold]:
    hold = Hold(six.library)
    yield hold
    hold.put_in()
    hold._connection.close()


def go(shell: Shell, hand: Hand, place: int) -> EditorView:
    """Open the practice of a row of the table."""
    editor, practice = shell._editor_view(), shell.practices.model.entry(place).id
    shell.open_practice(practice)
    hand.until(lambda: editor.state is not None and editor.state.practice.id == practice and editor.grid.is_complete)
    return editor


def text_of(editor: EditorView) -> str:
    """What the card of the summary shows."""
    card = editor.grid.card(SUMMARY)
    assert card is not None
    return card.control.text()


def unsaved(shell: Shell, hand: Hand, stick: Stick | Hold, text: str = "Bara i minnet.") -> tuple[EditorView, str]:
    """Type something that cannot be saved."""
    editor, practice = opened(shell, hand)
    stick.pull_out()
    typed(editor, text)
    hand.until(lambda: "unsaved" in shell.banners.texts())
    return editor, practice


def question(shell: Shell, hand: Hand) -> QMessageBox:
    """The question that stands before a window with something unsaved."""
    box = hand.appears(shell, "closing_question")
    assert isinstance(box, QMessageBox)
    return box


def is_asked(shell: Shell) -> bool:
    return any(one.isVisible() for one in shell.findChildren(QWidget, "closing_question"))


@pytest.mark.parametrize("trouble", ["stick", "held"])
def test_what_is_not_saved_is_there_after_the_list_and_after_another_practice(
    shell: Shell, hand: Hand, six: Paths, request: pytest.FixtureRequest, trouble: str
) -> None:
    stick = request.getfixturevalue(trouble)
    editor, practice = unsaved(shell, hand, stick)
    shell.show_screen("practices")
    go(shell, hand, 0)
    assert text_of(editor) == "Bara i minnet."
    if trouble == "held":
        go(shell, hand, 1)
    else:  # the other one cannot be read
        shell.open_practice(shell.practices.model.entry(1).id)
        hand.until(lambda: editor.findChild(QWidget, "unopened_page") is not None)
    go(shell, hand, 0)
    assert text_of(editor) == "Bara i minnet."
    stick.put_in()
    hand.until(lambda: not editor.saver.unsaved_practices)
    assert saved(six.library, practice) == "Bara i minnet."


def test_a_practice_that_could_not_be_read_is_shown_when_the_library_is_back(shell: Shell, hand: Hand, stick: Stick) -> None:
    editor, _practice = unsaved(shell, hand, stick)
    other = shell.practices.model.entry(1).id
    shell.open_practice(other)
    hand.until(lambda: editor.findChild(QWidget, "unopened_page") is not None)
    stick.put_in()
    hand.until(lambda: editor.state is not None and editor.state.practice.id == other)
    assert editor.grid.isVisible()


def test_a_late_retry_does_not_write_an_older_text_over_a_newer_one(shell: Shell, hand: Hand, held: Hold, six: Paths) -> None:
    editor, practice = unsaved(shell, hand, held, "Först.")
    go(shell, hand, 1)
    held.put_in()
    go(shell, hand, 0)
    typed(editor, "Först. Och sedan.")
    editor.saver.leave(SUMMARY)
    hand.until(lambda: not editor.saver.unsaved_practices)
    hand.qtbot.wait(2_500)  # longer than until any retry
    assert saved(six.library, practice) == text_of(editor) == "Först. Och sedan."


def test_another_practice_says_which_one_is_not_saved_until_it_is(shell: Shell, hand: Hand, held: Hold, six: Paths) -> None:
    editor, practice = unsaved(shell, hand, held)
    assert editor.state is not None
    title = editor.state.practice.title(editor.state.template, "en")[0]
    go(shell, hand, 1)
    assert f"“{title}” is not saved: " in editor._header.saved_mark.text
    assert f"“{title}” is not saved yet" in shell.banners.texts()["unsaved"]
    editor.ctx.tasks.failed.emit(editor.saver.error)  # something else that failed on the same disk
    held.put_in()
    hand.until(lambda: not editor.saver.unsaved_practices)
    assert not {"unsaved", "problem"} & shell.banners.texts().keys()
    assert editor._header.saved_mark.text == "Everything is saved"
    assert saved(six.library, practice) == "Bara i minnet."


def test_a_window_closes_by_itself_when_the_last_text_is_saved(shell: Shell, hand: Hand, six: Paths) -> None:
    editor, practice = opened(shell, hand)
    typed(editor, "Precis innan.")
    shell.close()
    hand.until(lambda: not shell.isVisible())
    assert not is_asked(shell)
    assert saved(six.library, practice) == "Precis innan."


def test_a_window_with_something_unsaved_asks_and_waits_until_saving_works(
    shell: Shell, hand: Hand, stick: Stick, six: Paths
) -> None:
    _editor, practice = unsaved(shell, hand, stick)
    shell.close()
    box = question(shell, hand)
    assert shell.isVisible()
    assert "not there now" in box.informativeText()
    stick.put_in()
    hand.until(lambda: not shell.isVisible())
    assert saved(six.library, practice) == "Bara i minnet."


def test_who_goes_on_working_keeps_the_window(session: Session, shell: Shell, hand: Hand, stick: Stick) -> None:
    editor, _practice = unsaved(shell, hand, stick)
    shell.restart_requested.emit(session.ctx.paths)
    hand.click(question(shell, hand), "closing_stay_button")
    assert session.next_paths is None  # what the window was to be closed for is not done later, unasked
    stick.put_in()
    hand.until(lambda: not editor.saver.unsaved_practices)
    assert shell.isVisible()
    shell.close()
    assert not shell.isVisible()


def test_who_closes_all_the_same_is_not_asked_again(shell: Shell, hand: Hand, stick: Stick) -> None:
    unsaved(shell, hand, stick)
    shell.close()
    hand.click(question(shell, hand), "closing_leave_button")
    assert not shell.isVisible()


def test_a_copy_of_each_unsaved_practice_is_saved_elsewhere_before_the_window_closes(
    shell: Shell, hand: Hand, held: Hold, tmp_path: Path
) -> None:
    unsaved(shell, hand, held)
    editor = go(shell, hand, 1)
    typed(editor, "Också bara i minnet.")
    hand.until(lambda: len(editor.saver._errors) == 2)
    shell.close()
    box = question(shell, hand)
    assert box.text().count("•") == 2
    hand.click(box, "closing_copy_button")
    for name in ("one.json", "two.json"):
        dialog = hand.appears(shell, "elsewhere_dialog")
        assert isinstance(dialog, QFileDialog)
        dialog.fileSelected.emit(str(tmp_path / name))
        dialog.hide()
        dialog.setObjectName("")
        hand.until((tmp_path / name).is_file)
    hand.until(lambda: not shell.isVisible())
    texts = {json.loads((tmp_path / name).read_text(encoding="utf-8"))["sv"]["summary"] for name in ("one.json", "two.json")}
    assert texts == {"Bara i minnet.", "Också bara i minnet."}


@pytest.mark.parametrize("how", ["given up", "in no folder"])
def test_where_no_copy_was_saved_the_question_comes_back(
    shell: Shell, hand: Hand, stick: Stick, tmp_path: Path, how: str
) -> None:
    unsaved(shell, hand, stick)
    shell.close()
    hand.click(question(shell, hand), "closing_copy_button")
    dialog = hand.appears(shell, "elsewhere_dialog")
    assert isinstance(dialog, QFileDialog)
    if how == "given up":
        dialog.reject()
    else:
        dialog.fileSelected.emit(str(tmp_path / "none" / "copy.json"))
        dialog.hide()
    hand.until(lambda: is_asked(shell))
    assert shell.isVisible()


class Manager:
    """The computer's session while it ends; Qt makes the real one, and only then."""

    is_cancelled = False

    def allowsInteraction(self) -> bool:
        return True

    def cancel(self) -> None:
        self.is_cancelled = True


def test_the_computer_is_not_shut_down_over_what_is_not_saved(shell: Shell, hand: Hand, session: Session, stick: Stick) -> None:
    unsaved(shell, hand, stick)
    manager = Manager()
    session.on_session_end(manager)
    assert manager.is_cancelled
    question(shell, hand)


def test_what_was_typed_last_is_saved_before_the_computer_is_shut_down(
    shell: Shell, hand: Hand, session: Session, six: Paths
) -> None:
    editor, practice = opened(shell, hand)
    typed(editor, "Precis innan.")
    manager = Manager()
    session.on_session_end(manager)
    assert not manager.is_cancelled
    assert saved(six.library, practice) == "Precis innan."
