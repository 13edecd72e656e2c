"""The window looks after its library."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from PySide6.QtWidgets import QTextEdit

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
    hand.until(lambda: "backup" in said)
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


def test_after_a_crash_the_window_says_in_which_practice_and_fields_and_shows_each(six, start, hand: Hand) -> None:
    library = open_library(six, Settings(device="here"))
    practice = list_practices(library)[0].id
    for field in ("summary", "title"):
        editing.write(library, practice, Key(field, "sv"), f"{field} strax innan.")
    library.close()  # without leaving the fields: as after a kill, no revision holds the texts yet
    shell = start(six).shell
    name = f"recovered_{practice[:8]}"
    hand.until(lambda: name in shell.banners.texts())
    said = shell.banners.texts()[name]
    assert "Title" in said and "Short summary" in said and said.count("(Svenska)") == 2
    shown: set[str] = set()
    for left in (1, 0):
        hand.click(hand.find(shell.banners, f"banner_{name}"), "banner_action_button")
        hand.until(lambda: _cursor(shell) not in (None, *shown))
        shown.add(_cursor(shell) or "")
        assert (name in shell.banners.texts()) == bool(left)
    assert shown == {"title", "summary"}
    hand.until(lambda: _text(shell, "summary") == "summary strax innan.")


def _cursor(shell: Shell) -> str | None:
    key = shell._editor_view().key
    return key.field if key is not None else None


def _text(shell: Shell, field: str) -> str:
    edit = shell.findChild(QTextEdit, f"{field}_sv_edit")
    return edit.toPlainText() if edit is not None else ""


def _labels(shell: Shell) -> str:
    return shell.screens.settings().second.state_label.text()


def test_a_copy_made_by_hand_while_the_stick_is_away_goes_there_when_it_is_back(six, start, hand: Hand, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    session = start(six, second_copy=str(stick))
    shell, folder = session.shell, stick / "gptemplate-here"
    hand.until(lambda: list(folder.glob("*.gptemplate")))
    shell.show_screen("settings")
    hand.until(lambda: "there too, as seen at" in _labels(shell))
    stick.rename(tmp_path / "away")
    library = open_library(six, Settings(device="here"), read_only=True)
    practice = list_practices(library)[0].id
    library.close()
    session.tasks.write(lambda opened: editing.write(opened, practice, Key("summary", "sv"), "Nytt."))
    hand.click(shell, "make_copy_now_button")
    hand.until(lambda: "not there now" in shell.banners.texts().get("second_copy", ""))
    assert "not there now" in _labels(shell)
    assert session._care._looking.isActive()
    (tmp_path / "away").rename(stick)
    session._care._looking.start(50)
    hand.until(lambda: len(list(folder.glob("*.gptemplate"))) == 2)
    hand.until(lambda: "second_copy" not in shell.banners.texts())
    hand.until(lambda: "there too" in _labels(shell))


def test_the_page_does_not_go_on_claiming_what_was_true_before(six, start, hand: Hand, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    shell = start(six, second_copy=str(stick)).shell
    shell.screens.settings().second._looking.setInterval(50)
    shell.show_screen("settings")
    hand.until(lambda: "there too" in _labels(shell))
    stick.rename(tmp_path / "away")
    hand.until(lambda: "not there now" in _labels(shell))
    assert "not there now" in shell.banners.texts()["second_copy"]
