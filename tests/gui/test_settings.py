"""The settings page: everything takes effect at once."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from gptemplate.gui.settings.view import SettingsView
from gptemplate.gui.shell import Shell
from gptemplate.gui.theme import DARK, LIGHT
from gptemplate.paths import Paths
from tests.gui.conftest import Hand, Start


def page(shell: Shell, hand: Hand) -> SettingsView:
    hand.click(shell, "rail_settings")
    return shell.screens.settings()


def test_the_language_is_switched_live_and_kept(shell: Shell, hand: Hand) -> None:
    view = page(shell, hand)
    hand.click(view, "segment_sv")
    assert shell.context.language == "sv"
    hand.until(shell.context.paths.settings.is_file)
    hand.until(lambda: json.loads(shell.context.paths.settings.read_text())["interface_language"] == "sv")
    hand.click(view.language_choice, "segment_system")
    assert shell.context.settings.interface_language == ""


def test_the_theme_is_switched_live(shell: Shell, hand: Hand) -> None:
    view = page(shell, hand)
    hand.click(view.theme_choice, "segment_dark")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert app.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    hand.click(view.theme_choice, "segment_light")
    assert app.palette().color(QPalette.ColorRole.Window).name() == LIGHT.window


def test_text_grows_everywhere(shell: Shell, hand: Hand) -> None:
    view = page(shell, hand)
    before = shell.practices.table.verticalHeader().defaultSectionSize()
    view.scale_slider.setValue(20)
    assert shell.context.settings.text_scale == 200
    assert shell.practices.table.verticalHeader().defaultSectionSize() == before * 2
    view.scale_slider.setValue(10)


def test_the_name_for_the_history_is_kept(shell: Shell, hand: Hand) -> None:
    view = page(shell, hand)
    view.author_edit.setFocus()
    hand.qtbot.keyClicks(view.author_edit, "  Group   3 ")
    view.author_edit.clearFocus()
    hand.until(lambda: shell.context.settings.author == "Group 3")


def test_the_page_says_where_the_file_is(shell: Shell, hand: Hand) -> None:
    view = page(shell, hand)
    assert view.place.path_edit.text() == str(shell.context.paths.library)
    hand.click(view, "library_copy_path_button")
    assert QGuiApplication.clipboard().text() == str(shell.context.paths.library)


def test_a_form_that_cannot_be_used_is_named_with_the_reason(where: Paths, start: Start, hand: Hand) -> None:
    where.templates.mkdir(parents=True)
    (where.templates / "mine.toml").write_text("format = 1\nid = 7\n")
    shell = start(where).shell
    hand.until(lambda: any("mine.toml" in text for text in shell.banners.texts().values()))
    view = page(shell, hand)
    hand.until(lambda: any("mine.toml" in line for line in view.templates.lines()))
    assert any("Interreg Europe" in line for line in view.templates.lines())


def test_the_version_and_the_licence_are_named(shell: Shell, hand: Hand) -> None:
    texts = [label.text() for label in page(shell, hand).findChildren(QLabel)]
    assert any("EUPL-1.2" in text for text in texts)
    assert Path(shell.context.paths.library).is_file()
