"""Comments in the panel beside the field: written, answered, resolved, removed, and a mark on the card."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QTextEdit, QToolButton

from gptemplate.gui.editor.comment_box import CommentEdit
from gptemplate.gui.editor.comment_cards import ThreadCard
from gptemplate.gui.editor.comments import CommentsPart, placed
from gptemplate.gui.session import Session
from gptemplate.gui.shell import Shell
from gptemplate.model.comments import WHOLE, comment_of
from gptemplate.model.states import SHARED, Key, State
from gptemplate.services import commenting
from tests.gui.conftest import Hand

SUMMARY = Key("summary", "fi")


def _open(shell: Shell, hand: Hand) -> str:
    practice = shell.practices.chosen_ids()[0]
    shell.open_practice(practice)
    hand.until(lambda: shell.findChild(QTextEdit, "summary_fi_edit") is not None)
    edit = shell.findChild(QTextEdit, "summary_fi_edit")
    assert isinstance(edit, QTextEdit)
    hand.until(lambda: bool(edit.toPlainText()))
    shell._editor_view().go_to(SUMMARY)
    hand.until(edit.hasFocus)
    return practice


def _box(shell: Shell) -> CommentEdit:
    found = shell.findChild(CommentEdit)
    assert isinstance(found, CommentEdit)
    return found


def _threads(shell: Shell) -> list[ThreadCard]:
    return [one for one in shell.findChild(CommentsPart).findChildren(ThreadCard) if one.isVisible()]


def _texts(shell: Shell) -> str:
    return "\n".join(label.text() for one in _threads(shell) for label in one.findChildren(QLabel))


def _say(shell: Shell, hand: Hand, text: str) -> None:
    hand.click(shell, "add_comment_button")
    hand.until(_box(shell).hasFocus)
    hand.qtbot.keyClicks(_box(shell), text)
    hand.press(_box(shell), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _button(shell: Shell, beginning: str) -> QPushButton | QToolButton:
    found = [
        one
        for kind in (QPushButton, QToolButton)
        for card in _threads(shell)
        for one in card.findChildren(kind)
        if one.objectName().startswith(beginning) and one.isVisible()
    ]
    assert found, beginning
    return found[0]


def test_a_comment_is_written_answered_resolved_and_taken_back(shell: Shell, hand: Hand) -> None:
    _open(shell, hand)
    assert not _threads(shell)
    _say(shell, hand, "Montako osallistujaa?")
    hand.until(lambda: "Montako osallistujaa?" in _texts(shell))
    mark = hand.find(shell, "summary_fi_comments_button")
    hand.until(lambda: isinstance(mark, QToolButton) and mark.isVisible() and mark.text() == "1")
    hand.qtbot.mouseClick(_button(shell, "answer_"), Qt.MouseButton.LeftButton)
    hand.until(_box(shell).hasFocus)
    hand.qtbot.keyClicks(_box(shell), "42.")
    hand.click(shell, "comment_send_button")
    hand.until(lambda: "42." in _texts(shell))
    assert len(_threads(shell)) == 1
    hand.qtbot.mouseClick(_button(shell, "resolve_"), Qt.MouseButton.LeftButton)
    hand.until(lambda: not _threads(shell) and not mark.isVisible())
    hand.click(shell, "resolved_comments_button")
    hand.until(lambda: _threads(shell))
    hand.qtbot.mouseClick(_button(shell, "remove_"), Qt.MouseButton.LeftButton)
    hand.until(lambda: not hand.find(shell, "resolved_comments_button").isVisible())
    hand.press(shell._editor_view(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hand.until(lambda: hand.find(shell, "resolved_comments_button").isVisible())


def test_ctrl_enter_in_the_comment_does_not_mark_the_field(shell: Shell, hand: Hand) -> None:
    _open(shell, hand)
    view = shell._editor_view()
    view._on_state_chosen(SUMMARY, State.DRAFT.value)
    hand.until(lambda: view.state.state(SUMMARY) is State.DRAFT)
    _say(shell, hand, "Montako?")
    hand.until(lambda: "Montako?" in _texts(shell))
    assert view.state.state(SUMMARY) is State.DRAFT
    assert view._key == SUMMARY, "nor does it go on to the next one"


def test_marked_words_are_quoted(shell: Shell, hand: Hand) -> None:
    _open(shell, hand)
    edit = shell.findChild(QTextEdit, "summary_fi_edit")
    cursor = edit.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(5, cursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    words = cursor.selectedText()
    _say(shell, hand, "Miksi?")
    hand.until(lambda: words.strip() in _texts(shell))


def test_what_is_half_written_waits_in_its_field(shell: Shell, hand: Hand) -> None:
    _open(shell, hand)
    hand.click(shell, "add_comment_button")
    hand.until(_box(shell).hasFocus)
    hand.qtbot.keyClicks(_box(shell), "Puoli lause")
    view = shell._editor_view()
    view.go_to(Key("title", "fi"))
    hand.until(lambda: not _box(shell).isVisible())
    view.go_to(SUMMARY)
    hand.until(lambda: _box(shell).isVisible())
    assert _box(shell).toPlainText() == "Puoli lause"
    hand.press(_box(shell), Qt.Key.Key_Escape)
    assert not _box(shell).isVisible()
    hand.click(shell, "add_comment_button")
    assert _box(shell).toPlainText() == "Puoli lause"
    hand.click(shell, "comment_cancel_button")
    hand.click(shell, "add_comment_button")
    assert _box(shell).toPlainText() == ""


def test_a_comment_on_the_whole_practice_is_found_from_every_field(shell: Shell, hand: Hand) -> None:
    _open(shell, hand)
    hand.click(shell, "add_comment_button")
    hand.qtbot.keyClicks(_box(shell), "Kokonaisuus toimii.")
    check = shell.findChild(QCheckBox, "comment_whole_check")
    assert isinstance(check, QCheckBox)
    check.setChecked(True)
    hand.click(shell, "comment_send_button")
    hand.until(lambda: hand.find(shell, "whole_comments_button").isVisible())
    assert not _threads(shell)
    hand.click(shell, "whole_comments_button")
    hand.until(lambda: "Kokonaisuus toimii." in _texts(shell))
    hand.click(shell, "whole_comments_button")
    assert not _threads(shell)


def test_comments_that_are_there_are_shown_when_a_practice_is_opened_again(session: Session, hand: Hand) -> None:
    shell = session.shell
    practice = _open(shell, hand)
    _say(shell, hand, "Montako?")
    hand.until(lambda: "Montako?" in _texts(shell))
    shell._editor_view()._on_closed()
    shell.open_practice(practice)
    hand.until(lambda: hand.find(shell, "summary_fi_comments_button").isVisible())


def test_many_comments_are_shown_on_request(session: Session, hand: Hand) -> None:
    practice = _open(session.shell, hand)

    def keep(library):
        with library.writing() as work:
            held = work.practice(practice)
            work.record("", [work.comment(held, comment_of(SUMMARY, "Lukija", n, f"Huomautus {n}")) for n in range(30)])
        return commenting.write(library, practice, SUMMARY, "Viimeinen")

    session.tasks.write(keep)
    hand.until(lambda: len(_threads(session.shell)) == 8)
    hand.click(session.shell, "more_comments_button")
    hand.until(lambda: len(_threads(session.shell)) == 31)


def test_a_comment_has_a_place_whatever_it_names(session: Session, hand: Hand) -> None:
    _open(session.shell, hand)
    template = session.shell._editor_view().state.template
    assert placed(template, SUMMARY) == SUMMARY
    assert placed(template, Key("topic", "fi")) == Key("topic", SHARED)
    assert placed(template, Key("no_such", "fi")) == WHOLE
    assert placed(template, Key("summary", "de")) == WHOLE
