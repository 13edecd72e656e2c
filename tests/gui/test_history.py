"""The history of a field, in the panel beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTextEdit

from gptemplate.gui.editor.history import HistoryPart
from gptemplate.gui.shell import Shell
from gptemplate.model.states import Key
from gptemplate.services import editing
from tests.gui.conftest import Hand


def _edit(shell: Shell, name: str) -> QTextEdit:
    found = shell.findChild(QTextEdit, name)
    assert isinstance(found, QTextEdit)
    return found


def test_an_earlier_text_comes_back_with_one_click(shell: Shell, hand: Hand) -> None:
    practice = shell.practices.chosen_ids()[0]
    shell.open_practice(practice)
    hand.until(lambda: shell.findChild(QTextEdit, "summary_fi_edit") is not None)
    edit = _edit(shell, "summary_fi_edit")
    hand.until(lambda: bool(edit.toPlainText()))
    first = edit.toPlainText()
    edit.setFocus()
    hand.qtbot.keyClicks(edit, "Toinen sana. ")
    shell._editor_view().flush()
    shell.context.tasks.write(lambda library: editing.leave(library, practice, [Key("summary", "fi")]))
    shell.findChild(HistoryPart)._calm.start()
    hand.until(lambda: bool(_restore_buttons(shell)))
    hand.qtbot.mouseClick(_restore_buttons(shell)[0], Qt.MouseButton.LeftButton)
    hand.until(lambda: edit.toPlainText() == first)


def _restore_buttons(shell: Shell) -> list[QPushButton]:
    part = shell.findChild(HistoryPart)
    return [one for one in part.findChildren(QPushButton) if one.objectName().startswith("restore_")]
