"""Texts of fields that the form does not have any more are told of, and can be had."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from gptemplate.model.practice import Value
from gptemplate.model.states import Key
from gptemplate.paths import Paths
from gptemplate.services.templates import Templates
from gptemplate.store.library import Library
from tests.gui.desk_house import houses

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_what_a_form_dropped_is_told_of_and_can_be_copied(where: Paths, templates: Templates, qtbot: QtBot) -> None:
    with houses(where, templates, qtbot) as opened:
        house = opened({("summary", "fi"): "Text."})
        assert "others" not in house.view._banners.texts()

        def write(library: Library) -> None:
            with library.writing() as work:
                practice = work.practice(house.practice)
                work.put(practice, Key("of_old", "fi"), Value("what was said"))
                work.put(practice, Key("of_old", "en"), Value("in two languages"))

        done: list[None] = []
        house.tasks.write(write, done.append)  # type: ignore[arg-type]
        house.until(lambda: done)
        house.view.finish()
        house.open()
        assert house.view._banners.texts()["others"].startswith("2 texts are of fields that the form does not have.")
        banner = house.find("banner_others")
        assert banner is not None
        button = next(one for one in banner.findChildren(QAbstractButton) if one.text() == "Copy the texts")
        button.click()
        assert QGuiApplication.clipboard().text() == "of_old [en]\nin two languages\n\nof_old [fi]\nwhat was said"
