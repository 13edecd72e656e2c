"""The window looks after its library."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from PySide6.QtWidgets import QTextEdit, QWidget

from gptemplate.gui.care import Care
from gptemplate.gui.shell import Shell
from gptemplate.model.states import Key
from gptemplate.services import editing
from gptemplate.services.library import list_practices, open_library
from gptemplate.settings import Settings
from tests.gui.conftest import Hand


def _cared(shell: Shell, hand: Hand) -> dict[str, object]:
    said: dict[str, object] = {}
    care = Care(shell.context, None, shell)
    care.noticed.connect(said.__setitem__)
    care.start()
    hand.until(lambda: "second_copy" in said or "backup" in said)
    return said


def test_a_copy_is_made_once_a_day_and_nothing_is_said_while_all_is_well(shell: Shell, hand: Hand) -> None:
    assert not any(_cared(shell, hand).values())
    (copy,) = shell.context.paths.backups.glob("*.gptemplate")
    assert not any(_cared(shell, hand).values())
    assert list(shell.context.paths.backups.glob("*.gptemplate")) == [copy]


def test_a_text_that_the_disk_changed_is_told(shell: Shell, hand: Hand, expect_log) -> None:
    expect_log("does not match its hash")
    expect_log("damaged entries")  # the day's copy is damaged as the library is, if it is made before the test ends
    library: Path = shell.context.paths.library
    connection = sqlite3.connect(library, timeout=10)
    connection.execute("UPDATE value SET text = text || '!' WHERE id = (SELECT max(id) FROM value WHERE text <> '')")
    connection.commit()
    connection.close()
    assert _cared(shell, hand)["doctor"] is not None


def test_after_a_crash_the_window_says_in_which_practice_and_shows_it(six, start, hand: Hand) -> None:
    library = open_library(six, Settings(device="here"))
    practice = list_practices(library)[0].id
    key = Key("summary", "sv")
    editing.write(library, practice, key, "Skrivet just innan strömmen gick.")
    library.close()  # without leaving the field: as after a kill, no revision holds the text yet
    shell = start(six).shell
    name = f"recovered_{practice[:8]}"
    hand.until(lambda: shell.banners.findChild(QWidget, f"banner_{name}") is not None)
    banner = shell.banners.findChild(QWidget, f"banner_{name}")
    banner.action_requested.emit()
    hand.until(lambda: shell._editor_view().practice_id == practice)
    hand.until(lambda: _shown(shell) == "Skrivet just innan strömmen gick.")


def _shown(shell: Shell) -> str:
    edit = shell.findChild(QTextEdit, "summary_sv_edit")
    return edit.toPlainText() if edit is not None else ""
