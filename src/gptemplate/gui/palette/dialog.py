"""The palette: a line to type in, and what fits below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.library.state import Entry
from gptemplate.gui.palette.commands import Command
from gptemplate.gui.palette.state import Goal, fitting
from gptemplate.gui.theme import sized, text_scale
from gptemplate.gui.widgets.search_field import SearchField
from gptemplate.i18n import N_

_GOAL = Qt.ItemDataRole.UserRole


class Palette(QDialog):
    """Goes to a practice or does a command.

    Signals:
        practice_chosen: a practice was picked; its id.
    """

    practice_chosen = Signal(str)

    def __init__(self, ctx: Context, commands: Mapping[str, Command], entries: Sequence[Entry], parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx, self._commands = ctx, commands
        tr = ctx.tr
        untitled = tr(N_("Untitled practice"))
        self._goals = [Goal("practice", one.id, one.title or untitled, one.place) for one in entries]
        self._goals += [Goal("command", name, tr(one.title), one.key) for name, one in commands.items()]
        self.setObjectName("palette")
        self.setWindowTitle(tr(N_("Go to anything")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search_field = SearchField(ctx.theme, self)
        self.search_field.set_words(tr(N_("A practice or a command")), tr(N_("Go to anything")))
        for button in self.search_field.findChildren(QToolButton):
            button.setAccessibleName(tr(N_("Clear the search")))
        self.list = QListWidget(self)
        self.list.setObjectName("palette_list")
        self.list.setAccessibleName(tr(N_("Matches")))
        self.list.setItemDelegate(_GoalDelegate(ctx, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(10)
        column.addWidget(self.search_field)
        column.addWidget(self.list)
        self.resize(620, 420)
        self.search_field.textChanged.connect(self._fill)
        self.search_field.installEventFilter(self)
        self.list.itemClicked.connect(self._on_item_clicked)
        self._fill("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
                Qt.Key(event.key())
            )
            if step is not None:
                last = self.list.count() - 1
                self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go(self.list.currentItem())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.reject()
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _fill(self, typed: str) -> None:
        self.list.clear()
        for goal in fitting(self._goals, typed):
            item = QListWidgetItem(goal.title)
            item.setData(_GOAL, goal)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    @Slot(QListWidgetItem)
    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        self._go(item)

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        goal: Goal = item.data(_GOAL)
        self.accept()
        if goal.kind == "practice":
            self.practice_chosen.emit(goal.ident)
        else:
            self._commands[goal.ident].do()


class _GoalDelegate(QStyledItemDelegate):
    """An icon, the title, and the place or the key at the right."""

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # type: ignore[override]
        return QSize(100, round(34 * text_scale()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        goal: Goal = index.data(_GOAL)
        look, area = self._ctx.theme, QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(look.accent_soft))
        side = round(16 * text_scale())
        picture = "file-text" if goal.kind == "practice" else "chevron-right"
        icons.draw(painter, picture, look.muted, QRect(area.left() + 10, area.center().y() - side // 2, side, side).toRectF())
        inner = area.adjusted(side + 20, 0, -12, 0)
        painter.setFont(sized(12))
        beside = QFontMetrics(painter.font()).elidedText(goal.beside, Qt.TextElideMode.ElideRight, inner.width() // 3)
        painter.setPen(QColor(look.muted))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, beside)
        room = inner.width() - QFontMetrics(painter.font()).horizontalAdvance(beside) - 16
        painter.setFont(sized(13))
        painter.setPen(QColor(look.text))
        title = QFontMetrics(painter.font()).elidedText(goal.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
