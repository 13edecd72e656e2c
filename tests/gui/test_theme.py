"""The colours can be read, the icons and fonts are there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from gptemplate.gui import icons, theme
from gptemplate.gui.theme import DARK, LIGHT, Theme
from gptemplate.model.states import State

ENOUGH = 4.5
both = pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)


@both
def test_every_ink_can_be_read_on_its_ground(look: Theme) -> None:
    weak = {name: theme.contrast(*pair) for name, pair in look.pairs().items() if theme.contrast(*pair) < ENOUGH}
    assert weak == {}


@both
def test_every_state_has_colours(look: Theme) -> None:
    assert set(look.states) == {state.value for state in State}


@both
def test_a_focus_ring_stands_out(look: Theme) -> None:
    for ground in (look.window, look.surface, look.sunken):
        assert theme.contrast(look.focus, ground) >= 3


@both
def test_a_further_language_has_a_lasting_colour(look: Theme) -> None:
    assert look.language("fi") == look.languages["fi"]
    assert look.language("de") == look.language("de") in look.further_languages
    assert len({look.language(code) for code in ("fi", "sv", "en", "de", "es", "pl")}) == 6


@both
def test_applying_sets_palette_and_font(qapp: QApplication, look: Theme) -> None:
    theme.apply(qapp, look)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == look.window
    assert QFontInfo(qapp.font()).family() == "Inter"
    assert qapp.font().pixelSize() == theme.BASE


def test_larger_text(qapp: QApplication) -> None:
    theme.apply(qapp, LIGHT, 2.0)
    try:
        assert qapp.font().pixelSize() == 26
        assert theme.sized(11).pixelSize() == 22
    finally:
        theme.apply(qapp, LIGHT)


def test_every_icon_draws_something(qapp: QApplication) -> None:
    for name in icons.names():
        image = icons.pixmap(name, "#ff0000", 16, 2.0).toImage()
        assert image.size() == QSize(32, 32)
        assert any(image.pixelColor(x, y).alpha() for x in range(32) for y in range(32)), name


def test_an_icon_takes_the_colour_asked_for(qapp: QApplication) -> None:
    image = icons.icon("square", "#00aa00").pixmap(QSize(16, 16)).toImage()
    inks = {image.pixelColor(x, y).name() for x in range(16) for y in range(16) if image.pixelColor(x, y).alpha() > 200}
    assert "#00aa00" in inks
    assert "#000000" not in inks
