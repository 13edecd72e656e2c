"""What a paste loses is said above the field, for as long as the cursor stays in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData

from gptemplate.model.text import LONGEST
from tests.gui.desk_house import Build, House

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def paste(house: House, field: str, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    house.go(field, "fi")
    house.until(lambda: house.edit(field, "fi").hasFocus())
    house.edit(field, "fi").insertFromMimeData(mime)


def said(house: House) -> str:
    return house.view._banners.texts().get("paste", "")


def test_characters_that_cannot_be_kept_are_told_of(build: Build) -> None:
    house = build({("summary", "fi"): "Text. "})
    paste(house, "summary", "plain")
    assert said(house) == ""
    paste(house, "summary", "a\x01b\x1bc")
    assert said(house) == "2 invisible or damaged characters were not kept."
    house.go("title", "fi")
    house.until(lambda: said(house) == "")


def test_a_paste_that_is_too_long_is_told_of_with_figures_one_can_read(build: Build) -> None:
    house = build({("summary", "fi"): "Text."})
    paste(house, "summary", "x" * (LONGEST + 50_000))
    assert said(house).startswith("The text has 250,000 characters; one field keeps 200,000 at the most.")
    assert house.edit("summary", "fi").plain_text == "Text."
