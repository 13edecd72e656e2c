"""The filters of the table, each with how many practices it would show."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.library.flow import FlowLayout
from gptemplate.gui.library.state import Mark, Tally, Wish
from gptemplate.gui.library.words import MARK_ICONS, MARK_WORDS, STATUS_ICONS
from gptemplate.gui.theme import Theme, sized
from gptemplate.gui.widgets.themed import rounded
from gptemplate.i18n import N_
from gptemplate.model.states import Status
from gptemplate.model.words import STATUS_WORDS


class FilterChip(QAbstractButton):
    """A pill that is on or off, with an icon, a word and a count."""

    def __init__(self, theme: Theme, picture: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._picture, self._count = theme, picture, 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def count(self) -> int:
        """How many practices the filter would show."""
        return self._count

    def show_count(self, word: str, count: int) -> None:
        """Show a word and a count."""
        self._count = count
        self.setText(word)
        self.setAccessibleName(f"{word}: {count}")
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take new colours and the current text size."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics, figures = QFontMetrics(self._font()), QFontMetrics(self._small())
        icon = metrics.ascent() + 6 if self._picture else 0
        width = metrics.horizontalAdvance(self.text()) + figures.horizontalAdvance(str(self._count)) + icon + 30
        return QSize(width, metrics.height() + 11)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, area = self._theme, QPainter(self), QRectF(self.rect())
        ground, ink, border = self._colours()
        width = 2.0 if self.hasFocus() else 1.0
        rounded(painter, area, area.height() / 2, ground, look.focus if self.hasFocus() else border, width)
        metrics = QFontMetrics(self._font())
        left = 11.0
        if self._picture:
            side = metrics.ascent()
            icons.draw(painter, self._picture, ink, QRectF(left, round((area.height() - side) / 2), side, side))
            left += side + 6
        painter.setFont(self._font())
        painter.setPen(QColor(ink))
        painter.drawText(area.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(self._small())
        painter.setPen(QColor(ink if self.isChecked() else look.muted))
        painter.drawText(
            area.adjusted(0, 0, -11, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(self._count)
        )

    def _colours(self) -> tuple[str, str, str]:
        look = self._theme
        if self.isChecked():
            return look.accent_soft, look.accent, look.accent
        ink = look.text if self._count else look.muted
        return (look.hover if self.underMouse() else look.surface), ink, look.border_strong

    @staticmethod
    def _font() -> QFont:
        return sized(12.5, QFont.Weight.Medium)

    @staticmethod
    def _small() -> QFont:
        return sized(12, QFont.Weight.DemiBold)


class FilterBar(QWidget):
    """The filters: any of the statuses, all of the marks.

    Signals:
        wish_changed: a person wants to see something else; the new `Wish`.
    """

    wish_changed = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._wish = Wish()
        self._tally = Tally(0, Counter(), Counter())
        row = FlowLayout(self)
        self.all_chip = self._chip("all", "")
        self.status_chips = {status: self._chip(status.value, STATUS_ICONS[status]) for status in Status}
        self.mark_chips = {mark: self._chip(mark.value, MARK_ICONS[mark]) for mark in Mark}
        for chip in (self.all_chip, *self.status_chips.values(), *self.mark_chips.values()):
            row.addWidget(chip)
        self.all_chip.clicked.connect(self._on_all_clicked)
        for status, chip in self.status_chips.items():
            chip.clicked.connect(partial(self._on_status_clicked, status))
        for mark, chip in self.mark_chips.items():
            chip.clicked.connect(partial(self._on_mark_clicked, mark))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_tally(self, wish: Wish, tally: Tally) -> None:
        """Show what is chosen and what each filter would show."""
        self._wish, self._tally = wish, tally
        self.retranslate()

    def retranslate(self) -> None:
        """Take new words."""
        tr, wish = self._ctx.tr, self._wish
        self.setAccessibleName(tr(N_("Filters")))
        self.all_chip.show_count(tr(N_("All")), self._tally.total)
        self.all_chip.setChecked(not wish.statuses and not wish.marks)
        for status, chip in self.status_chips.items():
            chip.show_count(tr(STATUS_WORDS[status]), self._tally.statuses[status])
            chip.setChecked(status in wish.statuses)
        for mark, chip in self.mark_chips.items():
            chip.show_count(tr(MARK_WORDS[mark]), self._tally.marks[mark])
            chip.setChecked(mark in wish.marks)

    def _chip(self, name: str, picture: str) -> FilterChip:
        chip = FilterChip(self._ctx.theme, picture, self)
        chip.setObjectName(f"filter_{name}")
        return chip

    def _on_all_clicked(self) -> None:
        self.wish_changed.emit(Wish(found=self._wish.found))

    def _on_status_clicked(self, status: Status, _checked: bool = False) -> None:
        self.wish_changed.emit(self._wish.with_status(status))

    def _on_mark_clicked(self, mark: Mark, _checked: bool = False) -> None:
        self.wish_changed.emit(self._wish.with_mark(mark))
