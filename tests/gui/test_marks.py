"""Underlined places as they are painted: under the text, told apart, in every size of text and pixels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gptemplate.gui import theme
from gptemplate.gui.theme import LIGHT
from gptemplate.gui.widgets.growing_edit import GrowingEdit
from gptemplate.gui.widgets.marks import Line, Mark

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

INK = "#ff00ff"  # nothing else on the picture has this colour


@pytest.fixture(autouse=True)
def usual(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, LIGHT)


def _edit(qtbot: QtBot, text: str, scale: float = 1.0, width: int = 400) -> GrowingEdit:
    theme.apply(QApplication.instance(), LIGHT, scale)  # type: ignore[arg-type]
    edit = GrowingEdit()
    qtbot.addWidget(edit)
    edit.restyle()
    edit.set_plain_text(text)
    edit.resize(round(width * scale), round(120 * scale))
    edit.show()
    return edit


def _inked(edit: GrowingEdit, ratio: float = 1.0) -> set[tuple[int, int]]:
    """The real pixels that have the colour of the marks; other colours of the picture are grey."""
    drawn = QImage(edit.size() * ratio, QImage.Format.Format_RGB32)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(QColor("white"))
    painter = QPainter(drawn)
    edit.render(painter, QPoint())
    painter.end()
    found = set()
    for y in range(drawn.height()):
        for x in range(drawn.width()):
            colour = drawn.pixelColor(x, y)
            if colour.red() - colour.green() > 60:
                found.add((x, y))
    return found


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("line", Line)
def test_a_mark_is_under_its_words_and_as_large_as_they_are(qtbot: QtBot, line: Line, scale: float, ratio: float) -> None:
    edit = _edit(qtbot, "aamu nuori aamu", scale)
    edit.set_marks("aamu nuori aamu", [Mark(5, 10, INK, line)])
    inked = _inked(edit, ratio)
    rows, columns = {y / ratio for _x, y in inked}, {x / ratio for x, _y in inked}
    cursor = edit.textCursor()
    ends = []
    for place in (5, 10):
        cursor.setPosition(place)
        ends.append(edit.cursorRect(cursor).center().x())
    assert abs(min(columns) - ends[0]) <= 2 * scale
    assert ends[1] - 5 * scale <= max(columns) <= ends[1] + 2 * scale
    base = edit.document().firstBlock().layout().lineAt(0).ascent()
    assert base <= min(rows), "not over the letters"
    assert max(rows) <= base + 6.5 * scale, "not in the next line"
    if line in (Line.WAVE, Line.DOUBLE):
        assert max(rows) - min(rows) >= 1.4 * scale


def test_every_kind_of_line_has_a_shape_of_its_own(qtbot: QtBot) -> None:
    shapes = {}
    for line in Line:
        edit = _edit(qtbot, "nuori nuori")
        edit.set_marks("nuori nuori", [Mark(0, 11, INK, line)])
        shapes[line] = _inked(edit)
    for first, second in combinations(Line, 2):
        differing = len(shapes[first] ^ shapes[second])
        assert differing > 0.3 * len(shapes[first] | shapes[second]), (first, second)


def test_the_space_that_a_line_ends_with_is_not_underlined(qtbot: QtBot) -> None:
    text = "nuori nuori nuori nuori nuori nuori"
    edit = _edit(qtbot, text, width=100)
    edit.set_marks(text, [Mark(0, len(text), INK, Line.DOUBLE)])
    layout = edit.document().firstBlock().layout()
    assert layout.lineCount() > 1
    inked = _inked(edit)
    first = layout.lineAt(0)
    below = [x for x, y in inked if y < first.y() + first.height()]
    assert max(below) <= first.naturalTextWidth() + 1


def test_a_place_of_spaces_alone_is_seen_even_where_a_line_breaks(qtbot: QtBot) -> None:
    text = "nuori nuori  nuori"
    for width in range(60, 160, 10):
        edit = _edit(qtbot, text, width=width)
        edit.set_marks(text, [Mark(11, 13, INK, Line.DOUBLE)])
        assert _inked(edit), width
