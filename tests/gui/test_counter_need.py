"""The second mark of a counter: how much will probably be needed."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from gptemplate.gui.theme import LIGHT
from gptemplate.gui.widgets.counter import Counter


def drawn(qtbot: QtBot, need: int | None) -> tuple[Counter, QImage]:
    counter = Counter(LIGHT)
    qtbot.addWidget(counter)
    counter.set_count(100, 1000, 0.9, "100 / 1 000", "100 of 1 000")
    counter.set_need(need)
    counter.resize(counter.sizeHint())
    return counter, counter.grab().toImage()


def places(image: QImage, colour: str) -> list[int]:
    """Where a colour stands in the line above the bar, which is nobody's but the mark's."""
    line = image.height() - 4
    return [x for x in range(image.width()) if image.pixelColor(x, line) == QColor(colour)]


def test_without_a_forecast_there_is_no_mark(qtbot: QtBot) -> None:
    counter, image = drawn(qtbot, None)
    assert counter.need is None
    assert places(image, LIGHT.text) == []


def test_the_mark_stands_where_the_need_is(qtbot: QtBot) -> None:
    _counter, image = drawn(qtbot, 500)
    left = image.width() - min(image.width(), Counter(LIGHT)._metrics.averageCharWidth() * 8)
    middle = (left + image.width()) / 2
    found = places(image, LIGHT.text)
    assert found
    assert all(abs(x - middle) <= 3 for x in found)


def test_beyond_the_limit_it_stands_at_the_end_in_amber(qtbot: QtBot) -> None:
    _counter, image = drawn(qtbot, 1240)
    found = places(image, LIGHT.warning)
    assert found
    assert min(found) >= image.width() - 4
    assert places(image, LIGHT.text) == []
