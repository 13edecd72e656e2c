"""The list of sections at the left, with what is done in each language, and the totals below it."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gptemplate import i18n
from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.editor.state import EditorState, Tally
from gptemplate.gui.theme import Theme, sized, text_scale
from gptemplate.gui.widgets.chip import StateChip
from gptemplate.gui.widgets.progress_strip import Progress, paint_bar
from gptemplate.gui.widgets.themed import rounded
from gptemplate.model.states import SHARED, State
from gptemplate.model.template import Section
from gptemplate.model.words import STATE_WORDS

Index = QModelIndex | QPersistentModelIndex
WIDTH = 218
_PROGRESS = Qt.ItemDataRole.UserRole + 1
_DONE = Qt.ItemDataRole.UserRole + 2


class _Painter(QStyledItemDelegate):
    """Paints a section's name over a thin bar for each language."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, QFontMetrics(_name_font()).height() + QFontMetrics(_count_font()).height() + 24)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = self.theme
        area = QRectF(option.rect).adjusted(0, 2, 0, -2)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            has_ring = chosen and state & QStyle.StateFlag.State_HasFocus
            ring = look.focus if has_ring else look.border if chosen else ""
            rounded(painter, area, 7, look.surface if chosen else look.hover, ring, 2.0 if has_ring else 1.0)
        if chosen:
            rounded(painter, QRectF(area.left(), area.top() + 8, 3, area.height() - 16), 1.5, look.accent)
        self._paint_name(painter, area, index, chosen=chosen)
        self._paint_bars(painter, area, index.data(_PROGRESS) or ())
        painter.restore()

    def _paint_name(self, painter: QPainter, area: QRectF, index: Index, *, chosen: bool) -> None:
        font = _name_font(chosen=chosen)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.text))
        room = area.width() - 24 - (round(18 * text_scale()) if index.data(_DONE) else 0)
        name = metrics.elidedText(index.data(Qt.ItemDataRole.DisplayRole), Qt.TextElideMode.ElideRight, int(room))
        place = QRectF(area.left() + 12, area.top() + 6, room, metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
        if index.data(_DONE):
            side = round(14 * text_scale())
            corner = QRectF(area.right() - side - 10, area.top() + 8, side, side)
            icons.draw(painter, "check", self.theme.state("done")[0], corner)

    def _paint_bars(self, painter: QPainter, area: QRectF, parts: tuple[Progress, ...]) -> None:
        font = _count_font()
        height = QFontMetrics(font).height()
        width = (area.width() - 22) / max(len(parts), 4)
        top = area.bottom() - height - 11
        painter.setFont(font)
        for place, one in enumerate(parts):
            left = area.left() + 12 + place * width
            painter.setPen(QColor(self.theme.muted))
            at = left
            if not one.label:
                side = round(10 * text_scale())
                icons.draw(painter, "globe", self.theme.muted, QRectF(left, top + (height - side) / 2, side, side))
                at = left + side + 3
            text = f"{one.label} {one.done}/{one.total}".strip()
            painter.drawText(QRectF(at, top, width + 4, height), Qt.AlignmentFlag.AlignVCenter, text)
            paint_bar(painter, QRectF(left, top + height + 1, width - 6, 4), one, self.theme)


class SectionList(QListWidget):
    """The sections; choosing one brings it to the top of the grid.

    Signals:
        section_requested: a person wants to see a section.
    """

    section_requested = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._sections: tuple[Section, ...] = ()
        self._shown: dict[str, tuple[object, ...]] = {}
        self._delegate = _Painter(ctx.theme, self)
        self.setItemDelegate(self._delegate)
        self.setObjectName("section_list")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setProperty("role", "bare")
        self.itemClicked.connect(self._on_item_chosen)
        self.itemActivated.connect(self._on_item_chosen)

    def set_theme(self, theme: Theme) -> None:
        """Take new colours and text size."""
        self._delegate.theme = theme
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def show_state(self, state: EditorState) -> None:
        """Show sections and counts as they are now."""
        if self._sections != state.template.sections:
            self._rebuild(state)
        counted, complete = state.tallies(), state.complete()
        for place, section in enumerate(self._sections):
            codes = (*state.template.codes, SHARED)
            tallies = {code: counted[section.id, code] for code in codes if (section.id, code) in counted}
            self._show_section(self.item(place), state, section, tallies, is_done=section.id in complete)

    def mark(self, section: Section) -> None:
        """Show in which section a person is."""
        if section in self._sections and self.currentRow() != self._sections.index(section):
            self.setCurrentRow(self._sections.index(section))

    def _rebuild(self, state: EditorState) -> None:
        self.clear()
        self._shown = {}
        self._sections = state.template.sections
        for _section in self._sections:
            self.addItem(QListWidgetItem())
        self.setCurrentRow(0)

    def _show_section(
        self, item: QListWidgetItem, state: EditorState, section: Section, tallies: dict[str, Tally], *, is_done: bool
    ) -> None:
        parts = tuple(Progress("" if code == SHARED else code.upper(), t.done, t.begun, t.total) for code, t in tallies.items())
        name = section.label(self._ctx.tr.language)
        shown = (name, parts, is_done)
        if self._shown.get(section.id) == shown:
            return
        self._shown[section.id] = shown
        item.setText(name)
        item.setData(_PROGRESS, parts)
        item.setData(_DONE, is_done)
        spoken = "; ".join(self._spoken(state, code, tally.done, tally.total) for code, tally in tallies.items())
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}. {spoken}")
        item.setToolTip(spoken)
        item.setHidden(not tallies)

    def _spoken(self, state: EditorState, code: str, done: int, total: int) -> str:
        language = state.template.language(code)
        name = language.name if language else self._ctx.tr("In all languages")
        return self._ctx.tr("{language}: {done} of {total} done", language=name, done=done, total=total)

    @Slot(QListWidgetItem)
    def _on_item_chosen(self, item: QListWidgetItem) -> None:
        self.section_requested.emit(self._sections[self.row(item)])


class Totals(QWidget):
    """How many fields are in each state."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._chips: dict[State, StateChip] = {}
        self._counts: dict[State, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 14, 12)
        grid.setVerticalSpacing(5)
        for place, state in enumerate(State):
            self._chips[state], self._counts[state] = StateChip(ctx.theme, self), QLabel(self)
            self._chips[state].set_offers([])
            self._chips[state].setObjectName(f"total_{state.value}_chip")
            self._counts[state].setProperty("role", "muted")
            grid.addWidget(self._chips[state], place, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(self._counts[state], place, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)

    def show_counts(self, counts: Counter[State]) -> None:
        """Show the counts."""
        for state, chip in self._chips.items():
            word = self._ctx.tr(STATE_WORDS[state])
            chip.set_state(state, word, f"{word}: {counts[state]}")
            self._counts[state].setText(str(counts[state]))


class Amounts(QWidget):
    """How much is written in each language, in words and characters."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.setObjectName("amounts")
        self._lines: dict[str, tuple[QLabel, QLabel, QLabel]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(18, 8, 16, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setHorizontalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def show_state(self, state: EditorState) -> None:
        """Show the amounts as they are now."""
        if tuple(self._lines) != state.template.codes:
            self._rebuild(state.template.codes)
        tr = self._ctx.tr
        for language in state.template.languages:
            n, size = state.amount(language.code)
            words = tr.plural("{figure} word", "{figure} words", n, figure=i18n.format_number(n, tr.language))
            signs = tr("{figure} chars", figure=i18n.format_number(size, tr.language))
            code, first, second = self._lines[language.code]
            if (first.text(), second.text()) != (words, signs):
                first.setText(words)
                second.setText(signs)
                code.setAccessibleName(f"{language.name}: {words}, {signs}")

    def _rebuild(self, codes: tuple[str, ...]) -> None:
        for labels in self._lines.values():
            for label in labels:
                label.deleteLater()
        self._lines = {}
        for place, code in enumerate(codes):
            labels = (QLabel(code.upper(), self), QLabel(self), QLabel(self))
            for column, label in enumerate(labels):
                label.setProperty("role", "small")
                self._grid.addWidget(
                    label, place, column, Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                )
            self._lines[code] = labels


class Sidebar(QWidget):
    """Section list and totals."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.setObjectName("section_sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sections = SectionList(ctx, self)
        self.amounts = Amounts(ctx, self)
        self.totals = Totals(ctx, self)
        self._title = QLabel(self)
        self._title.setProperty("role", "overline")
        head = QVBoxLayout()
        head.setContentsMargins(16, 13, 0, 5)
        head.addWidget(self._title)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.sections, 1)
        box.addWidget(self.amounts)
        box.addWidget(self.totals)
        self.fit()

    def fit(self) -> None:
        """Take the width that the text size needs."""
        self.setFixedWidth(round(WIDTH * (1 + (text_scale() - 1) * 0.75)))

    def show_state(self, state: EditorState) -> None:
        """Show everything as it is now."""
        self.sections.show_state(state)
        self.amounts.show_state(state)
        self.totals.show_counts(state.totals())

    def set_words(self) -> None:
        """Name the parts."""
        self._title.setText(self._ctx.tr("Sections"))
        self.sections.setAccessibleName(self._ctx.tr("Sections"))


def _name_font(*, chosen: bool = True) -> QFont:
    return sized(13, QFont.Weight.DemiBold if chosen else QFont.Weight.Medium)


def _count_font() -> QFont:
    return sized(10, QFont.Weight.Medium)
