"""A place to write in that is always as tall as its text."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from gptemplate.gui.theme import sized
from gptemplate.gui.widgets import paste
from gptemplate.gui.widgets.marks import Mark, Placed, draw, placed, positions
from gptemplate.model import text as texts

LINE_HEIGHT = 132.0  # per cent
PIXELS = 14.0
SPARE_LINES = 4
LONGEST_HINT = 4_000  # characters; laying out more of it would keep the window waiting


class GrowingEdit(QTextEdit):
    """Plain text without scroll bars. Undo is asked for, never done here: the practice has its own.

    Signals:
        edited: a person changed the text; the new text.
        entered, left: the cursor came, the cursor went.
        caret_moved: where the cursor is, to be kept in sight.
        refused: a paste was too long; its characters. Nothing was changed.
        cleaned: characters of a paste could not be kept; how many.
        submitted: Enter in a field of one line.
        undo_requested, redo_requested: the usual keys were pressed.
        menu_opening: the context menu is about to open; the `QMenu`, and the character that was clicked on.
    """

    edited = Signal(str)
    entered = Signal()
    left = Signal()
    caret_moved = Signal(QRect)
    refused = Signal(int)
    cleaned = Signal(int)
    submitted = Signal()
    undo_requested = Signal()
    redo_requested = Signal()
    menu_opening = Signal(object, int)

    def __init__(self, parent: QWidget | None = None, *, one_line: bool = False) -> None:
        super().__init__(parent)
        self._one_line = one_line
        self._known = ""
        self._hint = ""
        self._ghost: QTextDocument | None = None
        self._height = 0
        self._marks: Sequence[Mark] = ()
        self._marked = ""
        self._placed: list[Placed] = []
        self._set_up()
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)

    @property
    def plain_text(self) -> str:
        """The text as last typed or set."""
        return self._known

    def set_plain_text(self, text: str) -> None:
        """Show another text; says nothing of it, and keeps the cursor where it can."""
        if text == self._known:
            return
        place = self.textCursor().position()
        self._known = text
        self._marks, self._marked, self._placed = (), "", []
        self.blockSignals(True)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.setPosition(min(place, len(text)) if self.hasFocus() else 0)
        self.setTextCursor(cursor)
        self.blockSignals(False)
        self._fit()

    def set_marks(self, text: str, marks: Sequence[Mark]) -> None:
        """Underline places of a text, unless it is another one by now."""
        if text != self._known or (marks == self._marks and text == self._marked):
            return
        self._marks, self._marked = marks, text
        self._placed = placed(self.document(), text, marks)
        self.viewport().update()

    @property
    def marked(self) -> list[str]:
        """What is underlined now, in the order of drawing."""
        return [cursor.selectedText() for _mark, cursor in self._placed if cursor.hasSelection()]

    def marks_at(self, place: int) -> list[Mark]:
        """Return the marks that a character or the cursor before it touches, the gravest first."""
        at = positions(self._known)[max(0, min(place, len(self._known)))]
        return [mark for mark, cursor in reversed(self._placed) if cursor.selectionStart() <= at <= cursor.selectionEnd()]

    @property
    def place(self) -> int:
        """The character before which the cursor stands."""
        return self._place_of(self.textCursor().position())

    def select(self, start: int, end: int) -> None:
        """Mark characters as a person would, with the cursor at the end."""
        place = positions(self._known)
        last = len(self._known)
        cursor = self.textCursor()
        cursor.setPosition(place[max(0, min(start, last))])
        cursor.setPosition(place[max(0, min(end, last))], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def insert_word(self, word: str, close_to: str = "") -> None:
        """Put a word in as if it were typed, in place of what is selected; it never grows together with another one.

        `close_to` are the signs, beside spaces, that it may follow without a space.
        """
        cursor, document = self.textCursor(), self.document()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        before = document.characterAt(start - 1) if start else " "
        gap = "" if before.isspace() or before in close_to else " "
        cursor.insertText(f"{gap}{word}{' ' if document.characterAt(end).isalnum() else ''}")
        self.setTextCursor(cursor)

    def set_hint(self, hint: str) -> None:
        """Show a text in grey while there is none of its own, or how it begins; it is never a value."""
        hint = hint if len(hint) <= LONGEST_HINT else f"{hint[:LONGEST_HINT]}…"
        if hint != self._hint:
            self._hint, self._ghost = hint, None
            self._fit()
            self.viewport().update()

    @property
    def hint(self) -> str:
        """The text shown in grey while there is none."""
        return self._hint

    def restyle(self) -> None:
        """Take the current text size and colours."""
        self.document().setDefaultFont(sized(PIXELS))
        self._ghost = None
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(120, max(self._height, 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, max(self._height, 1))

    # Qt's own events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo) or _is_second_redo(event):
            self.redo_requested.emit()
        elif self._one_line and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._fit()
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        raw = paste.text_of(source)
        text = raw if len(raw) > texts.LONGEST else paste.one_line(raw) if self._one_line else paste.tidy(raw)
        kept = len(self._known) - len(self.textCursor().selectedText())
        if len(text) + kept > texts.LONGEST:
            self.refused.emit(len(text))
            return
        self.textCursor().insertText(text)
        self.ensureCursorVisible()
        if lost := texts.lost(raw, line=self._one_line):
            self.cleaned.emit(lost)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu(event.pos())
        for action, wish in zip(menu.actions()[:2], (self.undo_requested, self.redo_requested), strict=False):
            action.triggered.disconnect()
            action.triggered.connect(wish)
            action.setEnabled(not self.isReadOnly())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_opening.emit(menu, self._place_under(event.pos()))
        menu.popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tips = [mark.tip for mark in self.marks_at(self._place_under(event.pos())) if mark.tip]
            QToolTip.showText(event.globalPos(), "\n".join(dict.fromkeys(tips)), self)
            return True
        return bool(super().viewportEvent(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._hint and self.document().isEmpty():
            context = QAbstractTextDocumentLayout.PaintContext()
            faint = self.palette().color(QPalette.ColorRole.PlaceholderText)
            context.palette.setColor(QPalette.ColorRole.Text, QColor(faint))
            painter = QPainter(self.viewport())
            self._ghost_at(self.viewport().width()).documentLayout().draw(painter, context)
            painter.end()
        super().paintEvent(event)
        if self._placed:
            painter = QPainter(self.viewport())
            draw(painter, self._placed, event.rect())
            painter.end()

    # what they lead to

    def _place_under(self, point: QPoint) -> int:
        return self._place_of(self.cursorForPosition(point).position())

    def _place_of(self, position: int) -> int:
        """The number of a character whose position Qt gives."""
        place = positions(self._known)
        return position if isinstance(place, range) else place.index(position)

    def _set_up(self) -> None:
        self.viewport().setAutoFillBackground(False)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setInputMethodHints(Qt.InputMethodHint.ImhNone if not self._one_line else Qt.InputMethodHint.ImhMultiLine)
        self.document().setDocumentMargin(0)
        self.document().setDefaultFont(sized(PIXELS))
        self._space_lines()

    def _space_lines(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(_spaced())

    @Slot()
    def _on_text_changed(self) -> None:
        text = self.toPlainText()
        if text != self._known:
            self._known = text
            self.edited.emit(text)
            if self._hint and len(text) <= 1:
                self._fit()

    @Slot()
    def _on_cursor_moved(self) -> None:
        if self.hasFocus():
            self.caret_moved.emit(self.cursorRect())

    @Slot(QSizeF)
    def _on_size_changed(self, size: QSizeF) -> None:
        self._fit()

    def _fit(self) -> None:
        size = self.document().size()
        if self._hint and self.document().isEmpty():
            size = self._ghost_at(self.viewport().width()).size()
        height = self._roomy(math.ceil(size.height()) + 1)
        if height != self._height:
            self._height = height
            self.updateGeometry()

    def _roomy(self, needed: int) -> int:
        """While one types, grow by several lines at a time: a new height moves and paints every field below."""
        if not self.hasFocus() or self.document().isEmpty():
            return needed
        spare = round(SPARE_LINES * self.fontMetrics().lineSpacing() * LINE_HEIGHT / 100)
        if needed <= self._height <= needed + 2 * spare:
            return self._height
        return needed + spare if needed > self._height > 0 else needed

    def _ghost_at(self, width: int) -> QTextDocument:
        if self._ghost is None:
            self._ghost = QTextDocument(self)
            self._ghost.setDocumentMargin(0)
            self._ghost.setDefaultFont(self.document().defaultFont())
            self._ghost.setPlainText(self._hint)
            cursor = QTextCursor(self._ghost)
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.setBlockFormat(_spaced())
        if self._ghost.textWidth() != width:
            self._ghost.setTextWidth(width)
        return self._ghost


def _spaced() -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made


def _is_second_redo(event: QKeyEvent) -> bool:
    """Both Ctrl+Y and Ctrl+Shift+Z redo, on every platform."""
    keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    return (event.key() == Qt.Key.Key_Y and keys == control) or (event.key() == Qt.Key.Key_Z and keys == control | shift)
