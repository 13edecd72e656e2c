"""How a practice is drawn in the table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from gptemplate.gui import icons
from gptemplate.gui.library.model import COLUMN, ENTRY
from gptemplate.gui.library.state import Column, Entry, Mark
from gptemplate.gui.library.words import MARK_ICONS, STATUS_ICONS, mark_pair, status_pair
from gptemplate.gui.theme import Theme, sized, text_scale
from gptemplate.gui.widgets.rows import Index, RowDelegate
from gptemplate.gui.widgets.themed import bar, rounded
from gptemplate.model.listing import Counts

if TYPE_CHECKING:  # each of these costs start-up time when it is first named
    from PySide6.QtWidgets import QStyleOptionViewItem

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_PAD = 10.0


class PracticeDelegate(RowDelegate):
    """Paints the cells of a practice."""

    ROW = 64

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)
        self.language = "en"

    def width_for(self, column: Column, words: Iterable[str]) -> int:
        """Return how wide a column of this kind has to be for its words."""
        if column.name == "status":
            metrics = self._metrics["medium"]
            return max(map(metrics.horizontalAdvance, words)) + round(metrics.ascent() * 1.1) + round(46 * text_scale())
        if column.name == "modified":
            return max(map(self._metrics["small"].horizontalAdvance, words)) + 28
        return round((76 if column.code else 96) * text_scale())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, column = index.data(ENTRY), index.data(COLUMN)
        if entry is None:
            return
        painter.save()
        area = QRectF(option.rect)
        self.ground(painter, area, index)
        inner = area.adjusted(_PAD, 0, -8, 0)
        if column.name == "title":
            self._title(painter, inner, entry, index.data())
        elif column.name == "status":
            self._status(painter, inner, entry, index.data())
        elif column.name == "marks":
            self._marks(painter, inner, entry)
        elif column.name == "modified":
            self._text(painter, inner, index.data(), self._small, self.theme.muted)
        else:
            self._language(painter, inner, entry.counts(column.code), index.data())
        painter.restore()

    def _make_fonts(self) -> None:
        self._strong = sized(13.5, QFont.Weight.DemiBold)
        self._plain = sized(13)
        self._small = sized(12)
        self._small_medium = sized(12, QFont.Weight.Medium)
        self._badge = sized(10, QFont.Weight.Bold)
        fonts = {"strong": self._strong, "small": self._small, "medium": self._small_medium, "badge": self._badge}
        self._metrics = {name: QFontMetrics(font) for name, font in fonts.items()}

    def _title(self, painter: QPainter, area: QRectF, entry: Entry, title: str) -> None:
        look = self.theme
        badge = entry.title_language if entry.title_language not in ("", self.language) else ""
        badge_width = self._metrics["badge"].horizontalAdvance(badge.upper()) + 9.0 if badge else 0.0
        metrics, small = self._metrics["strong"], self._metrics["small"]
        lines = in_lines(title, metrics, int(area.width()), int(badge_width + 7 if badge else 0))
        high, low = metrics.height() + 0.0, small.height() + 1.0 if entry.place else 0.0
        top = area.center().y() - (high * len(lines) + low) / 2
        for place, line in enumerate(lines):
            upper = QRectF(area.left(), top + place * high, area.width(), high)
            self._text(painter, upper, line, self._strong, look.text if entry.title else look.faint)
        if badge:
            side = 16 * text_scale()
            left = area.left() + metrics.horizontalAdvance(lines[-1]) + 7
            centre = top + high * (len(lines) - 0.5)
            self._language_badge(painter, QRectF(left, centre - side / 2, badge_width, side), badge)
        if entry.place:
            where = small.elidedText(entry.place, Qt.TextElideMode.ElideRight, int(area.width()))
            self._text(
                painter, QRectF(area.left(), top + high * len(lines) + 1, area.width(), low), where, self._small, look.muted
            )

    def _language_badge(self, painter: QPainter, area: QRectF, code: str) -> None:
        look = self.theme
        rounded(painter, area, 4, look.language_soft(code))
        painter.setFont(self._badge)
        painter.setPen(QColor(look.language(code)))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, code.upper())

    def _status(self, painter: QPainter, area: QRectF, entry: Entry, word: str) -> None:
        ink, ground = status_pair(self.theme, entry.status)
        metrics = self._metrics["medium"]
        height = metrics.height() + 6.0
        side = round(metrics.ascent() * 1.1)
        width = min(metrics.horizontalAdvance(word) + side + 23.0, area.width())
        pill = QRectF(area.left() - 1, area.center().y() - height / 2, width, height)
        rounded(painter, pill, height / 2, ground)
        icons.draw(painter, STATUS_ICONS[entry.status], ink, _middle(pill, 8, side))
        self._text(painter, pill.adjusted(side + 13, 0, -4, 0), word, self._small_medium, ink)

    def _marks(self, painter: QPainter, area: QRectF, entry: Entry) -> None:
        left = area.left()
        metrics = self._metrics["medium"]
        side = round(metrics.ascent() * 1.15)
        for mark in (Mark.STALE, Mark.OVER):
            count = entry.count(mark)
            if not count:
                continue
            ink, ground = mark_pair(self.theme, mark)
            width = side + metrics.horizontalAdvance(str(count)) + 18.0
            height = metrics.height() + 5.0
            pill = QRectF(left, area.center().y() - height / 2, width, height)
            rounded(painter, pill, 5, ground)
            icons.draw(painter, MARK_ICONS[mark], ink, _middle(pill, 6, side))
            self._text(painter, pill.adjusted(side + 10, 0, 0, 0), str(count), self._small_medium, ink)
            left += width + 6

    def _language(self, painter: QPainter, area: QRectF, counts: Counts | None, text: str) -> None:
        look = self.theme
        upper, lower = self._lines(area, two=True)
        whole = counts is not None and counts.fields > 0 and counts.done == counts.fields
        self._text(
            painter, upper, text, self._small_medium, look.state("done")[0] if whole else look.text if counts else look.faint
        )
        if whole:
            side = round(self._metrics["small"].ascent() * 1.1)
            reach = self._metrics["medium"].horizontalAdvance(text) + 5
            icons.draw(painter, "check", look.state("done")[0], _middle(upper, reach, side))
        if counts is not None and counts.fields:
            strip = QRectF(area.left(), lower.top() + 5 * text_scale(), area.width() - 6, 5 * text_scale())
            bar(painter, strip, self._shares(counts), look.track)

    def _shares(self, counts: Counts) -> list[tuple[float, str]]:
        states = (("done", counts.done), ("to_check", counts.to_check), ("stale", counts.stale), ("draft", counts.draft))
        return [(count / counts.fields, self.theme.state(name)[0]) for name, count in states if count]

    def _lines(self, area: QRectF, *, two: bool) -> tuple[QRectF, QRectF]:
        """The upper and the lower of two lines in the middle of a cell, or the only one."""
        if not two:
            return area, area
        height = area.height() / 2
        gap = 8 * text_scale()
        upper = QRectF(area.left(), area.top() + gap, area.width(), height - gap)
        return upper, QRectF(area.left(), area.top() + height, area.width(), height - gap - 2)

    def _text(self, painter: QPainter, area: QRectF, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(area, _LEFT, text)


def in_lines(text: str, metrics: QFontMetrics, width: int, beside: int) -> list[str]:
    """Break a title into at most two lines; `beside` is the room that the last one leaves for a badge."""
    if metrics.horizontalAdvance(text) <= width - beside:
        return [text]
    first = ""
    for word in text.split():
        longer = f"{first} {word}".strip()
        if metrics.horizontalAdvance(longer) > width:
            break
        first = longer
    rest = text[len(first) :].strip()
    if not first:
        first, rest = rest, ""
        return [metrics.elidedText(first, Qt.TextElideMode.ElideRight, width - beside)]
    return [first, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width - beside)]


def _middle(area: QRectF, left: float, side: int) -> QRectF:
    return QRectF(round(area.left() + left), round(area.center().y() - side / 2), side, side)
