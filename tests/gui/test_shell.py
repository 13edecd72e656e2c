"""The window: what it says when things go wrong, its languages, its names for those who do not see it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QAccessibleInterface, QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from gptemplate.gui.errors import report
from gptemplate.gui.library.trouble import Trouble
from gptemplate.gui.palette.dialog import Palette
from gptemplate.gui.session import Session
from gptemplate.gui.shell import Shell
from gptemplate.paths import Paths
from tests.conftest import ExpectedLog
from tests.gui.conftest import Hand, Start

ROOT = Path(__file__).resolve().parents[2]
CTRL = Qt.KeyboardModifier.ControlModifier
_ROLE = QAccessible.Role
ROLES = {
    _ROLE.Button,
    _ROLE.CheckBox,
    _ROLE.RadioButton,
    _ROLE.EditableText,
    _ROLE.ComboBox,
    _ROLE.Slider,
    _ROLE.Table,
    _ROLE.List,
}


def nodes(one: QAccessibleInterface, depth: int = 0) -> Iterator[QAccessibleInterface]:
    yield one
    if one.role() in (QAccessible.Role.Table, QAccessible.Role.List) or depth > 40:
        return  # rows have their own texts
    for place in range(one.childCount()):
        child = one.child(place)
        if child is not None and child.isValid():
            yield from nodes(child, depth + 1)


def nameless(window: QWidget) -> list[str]:
    """The controls that a screen reader has no name for."""
    tree = QAccessible.queryAccessibleInterface(window)
    found = []
    for one in nodes(tree):
        widget = one.object()
        if one.role() in ROLES and not one.state().invisible and not one.text(QAccessible.Text.Name):
            found.append(f"{one.role().name} {widget.objectName() if widget else ''} in {widget.parent() if widget else ''}")
    return found


def screens(shell: Shell, hand: Hand) -> Iterator[tuple[str, QWidget]]:
    """Open everything there is, one after the other."""
    for name in ("practices", "bin", "settings"):
        hand.click(shell, f"rail_{name}")
        hand.qtbot.wait(50)
        yield name, shell
    hand.click(shell, "show_copies_button")
    hand.qtbot.wait(50)
    yield "copies", shell
    hand.click(shell, "rail_practices")
    openers = {
        "keys_dialog": shell.dialogs.keys,
        "palette": shell.dialogs.palette,
        "place_dialog": shell.dialogs.place,
        "export_dialog": shell.practices.ask_export,
        "new_practice_dialog": shell.practices.ask_new,
        "forget_dialog": shell.upkeep().ask_forget,
    }
    for name, opener in openers.items():
        opener()
        dialog = hand.appears(shell, name)
        yield name, dialog
        dialog.close()
        hand.until(lambda gone=name: not [one for one in shell.findChildren(QWidget, gone) if one.isVisible()])


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_everything_opens_in_every_language_with_a_name_for_each_control(session: Session, hand: Hand, language: str) -> None:
    shell = session.shell
    session.ctx.set_language(language)
    seen = {name: nameless(opened) for name, opened in screens(shell, hand)}
    assert not any(seen.values()), seen
    assert len(seen) == 10


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everything_opens_in_both_themes_at_the_largest_text(session: Session, hand: Hand, theme: str) -> None:
    session.ctx.set_theme(theme)
    session.ctx.set_text_scale(200)
    session.shell.resize(1366, 768)
    for name, opened in screens(session.shell, hand):
        assert not opened.grab().isNull(), name
    session.ctx.set_text_scale(100)
    session.ctx.set_theme("light")


def test_every_part_that_takes_the_focus_has_a_name_of_its_own(shell: Shell) -> None:
    focusable = [one for one in shell.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible()]
    assert [type(one).__name__ for one in focusable if not one.objectName()] == []


def test_a_second_window_says_that_it_only_reads(six: Paths, start: Start, hand: Hand) -> None:
    start(six)
    second = start(six)
    assert second.ctx.read_only
    hand.until(lambda: "read_only" in second.shell.banners.texts())
    assert "another window" in second.shell.banners.texts()["read_only"]
    hand.until(second.shell.practices.chosen_ids)
    assert not second.shell.practices.header.new_button.isEnabled()
    assert not second.shell.practices.header.buttons["bin"].isEnabled()
    assert second.shell.practices.header.buttons["export"].isEnabled()
    second.ctx.set_language("fi")
    assert second.shell.banners.texts()["read_only"]


def test_a_damaged_library_is_named_and_left_alone(where: Paths, start: Start, hand: Hand) -> None:
    where.data.mkdir(parents=True)
    where.library.write_bytes(b"not a library" * 100)
    shell = start(where).shell
    trouble = shell.findChild(Trouble)
    assert trouble is not None
    hand.until(trouble.isVisible)
    assert str(where.library) in trouble.text
    assert not shell.rail.buttons["bin"].isEnabled()
    assert where.library.read_bytes() == b"not a library" * 100
    with hand.qtbot.waitSignal(shell.restart_requested) as asked:
        hand.click(shell, "again_button")
    assert asked.args == [where]


def test_another_data_folder_can_be_chosen(where: Paths, start: Start, hand: Hand, tmp_path: Path) -> None:
    where.data.mkdir(parents=True)
    where.library.write_bytes(b"not a library" * 100)
    session = start(where)
    hand.until(lambda: session.shell.findChild(Trouble) is not None)
    hand.click(session.shell, "folder_button")
    dialog = hand.appears(session.shell, "data_folder_dialog")
    dialog.fileSelected.emit(str(tmp_path))  # type: ignore[attr-defined]
    assert session.next_paths == Paths(tmp_path)
    dialog.close()


def test_the_palette_goes_to_a_practice_and_does_commands(shell: Shell, hand: Hand) -> None:
    hand.press(shell.practices.table, Qt.Key.Key_K, CTRL)
    palette = hand.appears(shell, "palette")
    assert isinstance(palette, Palette)
    hand.qtbot.keyClicks(palette.search_field, "bin")
    hand.press(palette.search_field, Qt.Key.Key_Return)
    hand.until(lambda: shell.screen_name == "bin")
    shell.dialogs.palette()
    palette = hand.appears(shell, "palette")
    assert isinstance(palette, Palette)
    hand.qtbot.keyClicks(palette.search_field, "trial counter")
    hand.press(palette.search_field, Qt.Key.Key_Return)
    hand.until(lambda: shell.screen_name == "editor")


def test_the_menu_at_the_foot_has_only_what_there_is(shell: Shell, hand: Hand) -> None:
    hand.click(shell, "rail_more")
    menu = next(one for one in shell.findChildren(QMenu, "more_menu") if one.isVisible())
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Go to anything…",
        "All keys",
        "Blank forms…",
        "Where is my file?",
        "Quit",
    ]
    menu.close()


def test_where_is_my_file_is_answered(shell: Shell, hand: Hand) -> None:
    hand.click(shell, "where_button")
    dialog = hand.appears(shell, "place_dialog")
    hand.click(dialog, "library_copy_path_button")
    assert QGuiApplication.clipboard().text() == str(shell.context.paths.library)
    hand.click(dialog, "close_button")


def test_only_practice_files_may_be_dropped(shell: Shell) -> None:
    def taken(name: str) -> bool:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(name)])
        event = QDragEnterEvent(
            QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        event.ignore()
        shell.dragEnterEvent(event)
        return event.isAccepted()

    assert taken("/a/practice.json")
    assert taken("/a/practice.TOML")
    assert not taken("/a/picture.png")


def test_the_window_comes_back_where_it_was(six: Paths, start: Start, hand: Hand) -> None:
    first = start(six)
    first.shell.resize(1111, 701)
    first.shell.close()
    record = first.ctx.settings.window
    assert record
    second = start(six, window=record)
    hand.until(lambda: second.shell.width() == 1366)  # the fixture's own size, set after it was restored


def test_a_bug_is_reported_without_any_text(shell: Shell, hand: Hand, expect_log: ExpectedLog) -> None:
    expect_log("a bug")
    expect_log("a job broke")
    secret = "words of a practice"

    def broken() -> None:
        raise ValueError(secret)

    shell.context.tasks.work(broken)
    dialog = hand.appears(shell, "bug_dialog")
    hand.click(dialog, "copy_report_button")
    told = QGuiApplication.clipboard().text()
    assert secret not in told
    assert "ValueError" in told
    assert "broken" in told
    hand.click(dialog, "close_button")


def test_a_report_names_the_functions_it_went_through() -> None:
    try:
        json.loads("{")
    except ValueError as error:
        told = report(error)
    assert "JSONDecodeError" in told
    assert "raw_decode" in told


def test_switching_the_window_on_again_shows_what_the_other_one_wrote(six: Paths, start: Start, hand: Hand) -> None:
    writer, reader = start(six).shell, start(six).shell
    hand.until(lambda: len(reader.practices.model.rows) == 6 and writer.practices.chosen_ids())
    hand.press(writer.practices.table, Qt.Key.Key_Delete)
    hand.until(lambda: len(writer.practices.model.rows) == 5)
    reader.activateWindow()
    hand.until(reader.isActiveWindow)
    reader.changeEvent(QEvent(QEvent.Type.ActivationChange))
    hand.until(lambda: len(reader.practices.model.rows) == 5)


def child(code: str, *args: str) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen([sys.executable, "-c", code, *args], env=env, stdout=subprocess.PIPE, text=True)


FIRST_PAINT = """
import os, sys
from gptemplate.paths import paths
from gptemplate.settings import Settings
from gptemplate.gui import app, tasks

def painted(self):
    print(*sys.modules, flush=True)
    os._exit(0)

tasks.Tasks.start = painted
app.run(paths(sys.argv[1]), Settings(interface_language="en"))
"""


def test_nothing_heavy_is_loaded_before_the_first_paint(six: Paths) -> None:
    process = child(FIRST_PAINT, str(six.data))
    told, _nothing = process.communicate(timeout=60)
    modules = set(told.split())
    assert "gptemplate.gui.shell" in modules
    heavy = {"sqlalchemy", "alembic", "docx", "reportlab", "babel", "PIL", "tomllib", "gptemplate.services.library"}
    assert heavy & modules == set()


RUN = """
import sys
from PySide6.QtCore import QTimer
from gptemplate.paths import paths
from gptemplate.settings import Settings
from gptemplate.gui import app

QTimer.singleShot(0, lambda: print("up", flush=True))
sys.exit(app.run(paths(sys.argv[1]), Settings(interface_language="en", device="here"), language="sv"))
"""


@pytest.mark.skipif(os.name == "nt", reason="a terminal of Windows sends no signal to another process")
def test_an_interrupt_in_the_terminal_ends_it_well(six: Paths) -> None:
    process = child(RUN, str(six.data))
    until = time.monotonic() + 60
    while not (six.data / "practices.gptemplate.lock").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"  # the window turns
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 0
    kept = json.loads(six.settings.read_text())
    assert kept["window"]
    assert kept["interface_language"] == "en"  # a language given for one time is not kept
