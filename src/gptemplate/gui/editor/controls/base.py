"""What every way of answering a field has in common."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from gptemplate.gui.theme import Theme
from gptemplate.i18n import Translator
from gptemplate.model.template import Field


class Control(QWidget):
    """Shows the value of one register and tells when a person changes it.

    Signals:
        edited: the new value.
        entered, left: the cursor came into the control, or went.
        caret_moved: where the cursor is within the control.
        submitted: Enter in a control of one line.
        refused: a paste was too long; its characters.
        cleaned: characters of a paste could not be kept; how many.
        undo_requested, redo_requested: the usual keys were pressed.
        menu_opening: the context menu of a text is about to open; the `QMenu`, and the character that was clicked on.
        file_requested: a person wants to bring in files; their paths, or an empty list to be asked.
    """

    edited = Signal(str)
    entered = Signal()
    left = Signal()
    caret_moved = Signal(QRect)
    submitted = Signal()
    refused = Signal(int)
    cleaned = Signal(int)
    undo_requested = Signal()
    redo_requested = Signal()
    file_requested = Signal(list)
    menu_opening = Signal(object, int)

    def __init__(self, one: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = one

    def text(self) -> str:
        """Return the value as it is shown."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Show a value; says nothing of it."""
        raise NotImplementedError

    def set_words(self, tr: Translator, language: str, name: str) -> None:
        """Show labels in a language; `name` is the whole field's for a screen reader."""

    def set_parent_value(self, value: str) -> None:
        """Offer only what belongs under the answer to another field."""

    def set_narrow(self, narrow: bool) -> None:
        """Make do with little width, or use what there is."""

    def set_read_only(self, read_only: bool) -> None:
        """Only show the value, or let it be changed."""
        self.setEnabled(not read_only)

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""

    def first(self) -> QWidget:
        """Return the widget that takes the cursor."""
        raise NotImplementedError

    def inputs(self) -> list[QWidget]:
        """Return every widget that takes the cursor, in order."""
        return [self.first()]

    def put_cursor(self, position: int | None = None) -> None:
        """Give the cursor to the control."""
        self.first().setFocus()

    def watch(self, *inputs: QWidget) -> None:
        """Tell when the cursor comes to these parts and goes, and leave undo to the practice."""
        for one in inputs:
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.FocusIn:
            self.entered.emit()
        elif kind is QEvent.Type.FocusOut:
            self.left.emit()
        elif kind is QEvent.Type.ShortcutOverride and isinstance(watched, QLineEdit) and _is_undo(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _is_undo(event: QEvent) -> bool:
    keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in keys)
