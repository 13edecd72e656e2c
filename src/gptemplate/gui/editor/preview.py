"""The practice as it will print, beside the form: it follows the typing and the cursor."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.editor.state import EditorState
from gptemplate.gui.preview.feed import PreviewFeed
from gptemplate.gui.preview.pages import PagesView
from gptemplate.gui.theme import Theme
from gptemplate.i18n import N_
from gptemplate.model.states import SHARED, Key
from gptemplate.services.previewing import Sheet


class EditorPreview(QWidget):
    """Pages in the language of the cursor.

    Signals:
        shown: other pages are shown.
    """

    shown = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._state: EditorState | None = None
        self._key: Key | None = None
        self._language = ""
        self.setObjectName("editor_preview")
        self._title = QLabel(self)
        self._title.setProperty("role", "strong")
        self._title.setContentsMargins(15, 11, 12, 8)
        self.pages = PagesView(ctx.theme, self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._title)
        box.addWidget(self.pages, 1)
        self._feed = PreviewFeed(ctx, self)
        self._feed.drawn.connect(self._on_drawn)
        self.pages.wanted.connect(self._ask)

    def show_state(self, state: EditorState, key: Key | None, language: str) -> None:
        """Show a practice as it is now, with the value under the cursor marked."""
        if self._state is not None and self._state.practice.id != state.practice.id:
            self.pages.clear()
        self._state, self._key = state, key
        self._language = key.language if key is not None and key.language != SHARED else language
        self.set_words()
        self.pages.go_to(key)
        self._ask()

    def set_words(self) -> None:
        """Name the parts."""
        tr = self._ctx.tr
        spoken = self._state.template.language(self._language) if self._state is not None else None
        name = tr(N_("Preview"))
        self._title.setText(f"{name} · {spoken.name}" if spoken else name)
        self.pages.setAccessibleName(name)

    def set_theme(self, theme: Theme) -> None:
        """Take new colours; pages are white in each."""
        self.pages.viewport().update()

    @Slot()
    def _ask(self) -> None:
        if self._state is not None and self.isVisible():
            self._feed.ask(self._state.template, self._state.practice, self._language, self.pages.pixels)

    def _on_drawn(self, sheet: Sheet) -> None:
        if self._state is not None and sheet.practice == self._state.practice.id:
            self.pages.show_sheet(sheet)
            self.shown.emit()
