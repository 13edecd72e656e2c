"""Free text, and lines of addresses."""

from __future__ import annotations

from PySide6.QtCore import QRect, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gptemplate.gui.editor.controls.base import Control
from gptemplate.gui.theme import Theme
from gptemplate.gui.widgets.growing_edit import GrowingEdit
from gptemplate.i18n import Translator
from gptemplate.model.template import Field, Kind


class Written(Control):
    """A text of one line or of many, as tall as it needs."""

    def __init__(self, one: Field, parent: QWidget | None = None) -> None:
        super().__init__(one, parent)
        self.edit = GrowingEdit(self, one_line=one.kind in (Kind.TEXT, Kind.IMAGE))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self._connect()

    def text(self) -> str:
        """Return the text."""
        return self.edit.plain_text

    def set_text(self, text: str) -> None:
        """Show a text."""
        self.edit.set_plain_text(text)

    def set_words(self, tr: Translator, language: str, name: str) -> None:
        """Name the field."""
        self.edit.setAccessibleName(name)
        if self.field.kind is Kind.WEB_ADDRESSES:
            self.edit.set_hint(tr("One web address a line"))

    def set_hint(self, hint: str) -> None:
        """Show a text in grey while there is none."""
        self.edit.set_hint(hint)

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read and copied only, or be written."""
        self.edit.setReadOnly(read_only)

    def set_theme(self, theme: Theme) -> None:
        """Take new colours and text size."""
        self.edit.restyle()

    def first(self) -> QWidget:
        """Return the text field."""
        return self.edit

    def put_cursor(self, position: int | None = None) -> None:
        """Give the cursor to the text, at a place where one is given."""
        self.edit.setFocus()
        if position is not None:
            cursor = self.edit.textCursor()
            cursor.setPosition(max(0, min(position, len(self.edit.plain_text))))
            self.edit.setTextCursor(cursor)

    def _connect(self) -> None:
        edit = self.edit
        edit.edited.connect(self.edited)
        edit.entered.connect(self.entered)
        edit.left.connect(self.left)
        edit.caret_moved.connect(self._on_caret_moved)
        edit.submitted.connect(self.submitted)
        edit.refused.connect(self.refused)
        edit.cleaned.connect(self.cleaned)
        edit.menu_opening.connect(self.menu_opening)
        edit.undo_requested.connect(self.undo_requested)
        edit.redo_requested.connect(self.redo_requested)

    @Slot(QRect)
    def _on_caret_moved(self, rect: QRect) -> None:
        self.caret_moved.emit(rect.translated(self.edit.pos()))
