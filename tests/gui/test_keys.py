"""The sheet of keys holds what the window listens to, and a search in the memory leads on to its room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from gptemplate.gui.editor.state import EditorState
from gptemplate.gui.palette.keys import SHEET
from gptemplate.gui.shell import Shell
from gptemplate.gui.widgets.key_hint import Keycap
from gptemplate.model.states import Key
from tests.gui.conftest import Hand

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALSO = {"Ctrl+Enter", "Alt+Enter", "Ctrl+Shift+Enter", "Alt+Shift+Enter"}  # the Enter of the figures
ALSO |= {"Ctrl+Y", "Ctrl+Shift+Up", "Ctrl+Shift+Down"}  # second keys of what has one on the sheet
NAMES = {"↵": "Return", "↓": "Down", "↑": "Up"}


def _opened(shell: Shell, hand: Hand) -> EditorState:
    shell.open_practice(shell.practices.model.rows[0].id)
    hand.until(lambda: shell.editor_state() is not None and shell.screen_name == "editor")
    state = shell.editor_state()
    assert state is not None
    return state


def _told() -> set[str]:
    """The keys of the sheet as Qt names them; “Ctrl+1 … 5” and “Alt+1 2 3” stand for one to nine."""
    found = set()
    for _name, keys in SHEET:
        for caps, _what in keys:
            key = caps[0]
            for cap, name in NAMES.items():
                key = key.replace(cap, name)
            found |= {f"{key[:-1]}{digit}" for digit in range(1, 10)} if len(caps) > 1 else {key}
    return found


def test_every_key_that_a_screen_listens_to_is_on_the_sheet(shell: Shell, hand: Hand) -> None:
    _opened(shell, hand)
    shell.show_screen("lexicon")
    shell.show_screen("bin")
    heard = {one.key().toString(QKeySequence.SequenceFormat.PortableText) for one in shell.findChildren(QShortcut)}
    assert {"F8", "Ctrl+T", "Ctrl+K", "Ctrl+N", "Alt+Shift+Return"} <= heard
    assert heard - _told() - ALSO == set()


def test_the_room_of_terms_and_memory_has_its_own_keys_on_the_sheet(shell: Shell, hand: Hand) -> None:
    shell.dialogs.keys()
    sheet = hand.appears(shell, "keys_dialog")
    assert sheet.height() <= 700
    assert sheet.width() <= 1366
    names = [name for name, _keys in SHEET]
    assert "Terms & memory" in names
    assert len(sheet.findChildren(Keycap)) == sum(len(caps) for _name, keys in SHEET for caps, _what in keys)
    sheet.close()


def test_words_that_are_looked_up_while_writing_are_looked_up_in_the_room_with_one_key(shell: Shell, hand: Hand) -> None:
    state = _opened(shell, hand)
    editor = shell.screens.editor()
    hand.until(lambda: editor.grid.is_complete)
    editor.go_to(Key("summary", state.practice.source_language))
    hand.press(editor.focusWidget() or editor, Qt.Key.Key_F, CONTROL | SHIFT)
    dialog = hand.appears(shell, "concordance_dialog")
    field = hand.find(dialog, "concordance_edit")
    hand.qtbot.keyClicks(field, "kunta")
    dialog.activateWindow()
    hand.until(dialog.isActiveWindow)
    assert field.hasFocus()
    hand.press(field, Qt.Key.Key_Return, CONTROL)
    hand.until(lambda: shell.screen_name == "lexicon")
    room = shell.screens.lexicon()
    assert room.tabs.value == "memory"
    assert room.memory.tools.search_field.text() == "kunta"
    assert not [one for one in shell.findChildren(QWidget, "concordance_dialog") if one.isVisible()]


def test_the_button_leads_there_as_well(shell: Shell, hand: Hand) -> None:
    _opened(shell, hand)
    shell.screens.editor().concordance.open()
    dialog = hand.appears(shell, "concordance_dialog")
    hand.qtbot.keyClicks(hand.find(dialog, "concordance_edit"), "kunta")
    hand.click(dialog, "room_button")
    hand.until(lambda: shell.screen_name == "lexicon")
    assert shell.screens.lexicon().memory.tools.search_field.text() == "kunta"
