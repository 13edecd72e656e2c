"""How a term is drawn in the table: the name to use above, the others in grey below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from gptemplate.gui import icons
from gptemplate.gui.lexicon.term_model import LANGUAGE, TERM
from gptemplate.gui.lexicon.term_state import lines
from gptemplate.gui.lexicon.words import STANDING_ICONS
from gptemplate.gui.theme import Theme, sized, text_scale
from gptemplate.gui.widgets.rows import Index, RowDelegate
from gptemplate.gui.widgets.themed import rounded
from gptemplate.i18n import N_, Translator
from gptemplate.model.terms import Designation, Standing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TermDelegate(RowDelegate):
    """Paints the names of a concept in one language."""

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.tr_ = tr

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        term, language = index.data(TERM), index.data(LANGUAGE)
        if term is None:
            return
        painter.save()
        area = QRectF(option.rect)
        self.ground(painter, area, index)
        inner = area.adjusted(11, 5, -8, -6)
        above, below = lines(term, language)
        half = inner.height() / 2
        first, second = (QRectF(inner.left(), inner.top() + place * half, inner.width(), half) for place in (0, 1))
        if not below:
            first = inner
        if above:
            self._names(painter, first, above, self._strong, self.theme.text)
        else:
            painter.setPen(QColor(self.theme.faint))
            painter.drawText(first, _LEFT, "–")
        self._names(painter, second, below, self._small, self.theme.muted)
        painter.restore()

    def _make_fonts(self) -> None:
        self._strong, self._small, self._badge = sized(13, QFont.Weight.DemiBold), sized(12), sized(9.5, QFont.Weight.Bold)

    def _names(self, painter: QPainter, area: QRectF, names: Sequence[Designation], font: QFont, ink: str) -> None:
        """Names side by side until there is no more room."""
        left, metrics = area.left(), QFontMetrics(font)
        for place, one in enumerate(names):
            rest = len(names) - 1 - place
            more = metrics.horizontalAdvance(f"+{rest}") + 14 if rest else 0
            room = area.right() - left - more
            if room < metrics.averageCharWidth() * 4 and place:
                self._more(painter, QRectF(left, area.top(), area.right() - left, area.height()), rest + 1)
                break
            left += self._name(painter, QRectF(left, area.top(), room, area.height()), one, font, ink) + 10

    def _more(self, painter: QPainter, area: QRectF, n: int) -> None:
        """How many names there is no room for."""
        painter.setFont(self._small)
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(area, _LEFT, f"+{n}")

    def _name(self, painter: QPainter, area: QRectF, one: Designation, font: QFont, ink: str) -> float:
        """One name, with a cross and a word before it where it is forbidden and its country behind; returns its width."""
        metrics, left, said = QFontMetrics(font), area.left(), one.text
        if one.standing is Standing.FORBIDDEN:
            ink = self.theme.danger
            said = self.tr_(N_("not: {word}"), word=one.text)
            side = round(metrics.ascent() * 1.1)
            box = QRectF(round(left), round(area.center().y() - side / 2), side, side)
            icons.draw(painter, STANDING_ICONS[one.standing], ink, box)
            left += side + 4
        badge = self._badge_width(one.region)
        said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, int(area.right() - left - badge))
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(QRectF(left, area.top(), area.right() - left, area.height()), _LEFT, said)
        left += metrics.horizontalAdvance(said)
        if one.region:
            self._country(painter, QRectF(left + 5, area.top(), badge - 5, area.height()), one.region)
        return left + badge - area.left()

    def _badge_width(self, region: str) -> float:
        return QFontMetrics(self._badge).horizontalAdvance(region) + 15.0 if region else 0.0

    def _country(self, painter: QPainter, area: QRectF, region: str) -> None:
        height = 15 * text_scale()
        box = QRectF(area.left(), area.center().y() - height / 2, area.width() - 2, height)
        rounded(painter, box, 4, self.theme.hover, self.theme.border_strong)
        painter.setFont(self._badge)
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, region)
