"""The parts of the editor, their places, their words and their colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from gptemplate.gui.banners import BannerArea, Notice
from gptemplate.gui.context import Context
from gptemplate.gui.editor.assistant import Assistant
from gptemplate.gui.editor.desk import Desk
from gptemplate.gui.editor.drafts import Drafts
from gptemplate.gui.editor.filters import FilterRow
from gptemplate.gui.editor.footer import Footer
from gptemplate.gui.editor.grid import Grid
from gptemplate.gui.editor.header import Header
from gptemplate.gui.editor.heads import Heads
from gptemplate.gui.editor.saving import Saver
from gptemplate.gui.editor.sections import Sidebar
from gptemplate.gui.editor.state import EditorState
from gptemplate.gui.theme import text_scale
from gptemplate.gui.widgets.banner import Tone
from gptemplate.gui.widgets.themed import recolour
from gptemplate.i18n import Message
from gptemplate.model.states import Key

if TYPE_CHECKING:
    from gptemplate.errors import UserError
    from gptemplate.gui.editor.preview import EditorPreview
    from gptemplate.gui.editor.unopened import Unopened

ROOM_FOR_ASSISTANT = 1_180  # pixels of the editor's width
ROOM_FOR_FIELDS = 570  # pixels; where they would have less, the section list makes room for what a person wants beside them
ASSISTANT, PREVIEW = "assistant", "preview"
SHARE, NARROWEST, WIDEST = 0.32, 340, 640  # of the editor's width, and pixels, for the preview
SETTLING = 5  # milliseconds without a key until the assistant follows
COUNTING_PAUSE = 120  # milliseconds after a key until section list and findings follow


class EditorScreen(QWidget):
    """What is seen of an open practice. What a person does with it is `view.EditorView`.

    Signals:
        saving_changed: saving stands differently; the UserError that keeps it from being done or None, and the title of the
            practice that is not saved where it is not the one that is shown.
        paused: a person stopped typing for a moment.
        settled: the cursor came to a field, or the practice was read again, and no key is being pressed.
        retold: every word is to be said again, in another language or other colours.
    """

    saving_changed = Signal(object, object)
    paused = Signal()
    settled = Signal()
    retold = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._state: EditorState | None = None
        self._key: Key | None = None
        self._language = ""
        self._side: str | None = None  # what a person wants beside the form; None: what there is room for
        self._preview: EditorPreview | None = None
        self._desk = Desk(self)
        self._unopened: Unopened | None = None
        self._saver = Saver(ctx.tasks, self)
        self._drafts = Drafts(self._saver)
        self._counting = QTimer(self, singleShot=True, interval=COUNTING_PAUSE)
        self._settling = QTimer(self, singleShot=True, interval=SETTLING)
        self._settling.timeout.connect(self.settled)
        self._build()
        self._counting.timeout.connect(self._show_counts)
        self._saver.status_changed.connect(self._on_saver_changed)
        self._header.side_chosen.connect(self._on_side_chosen)
        self._assistant.comments.counted.connect(self._on_comments_counted)
        self._assistant.comments.quote_from(self._marked_text)
        self._desk.comments_wanted.connect(self._on_comments_wanted)
        ctx.language_changed.connect(self.retranslate)
        ctx.theme_changed.connect(self._dress)
        self.retranslate()
        self._dress()

    @property
    def state(self) -> EditorState | None:
        """What is shown, once it is loaded."""
        return self._state

    @property
    def key(self) -> Key | None:
        """The field under the cursor."""
        return self._key

    @property
    def ctx(self) -> Context:
        """The world of the window."""
        return self._ctx

    @property
    def saver(self) -> Saver:
        """What keeps all that is typed."""
        return self._saver

    @property
    def has_unsaved(self) -> bool:
        """Whether something that was typed is not on the disk, in any practice; never once the editor is finished."""
        return bool(self._saver.unsaved_practices) and not self._saver.is_stopped

    def unsaved(self) -> list[EditorState]:
        """Return every practice of which something is not on the disk, as it is in memory."""
        return self._drafts.unsaved()

    @property
    def desk(self) -> Desk:
        """Where the cards report."""
        return self._desk

    @property
    def grid(self) -> Grid:
        """The fields."""
        return self._grid

    @property
    def assistant(self) -> Assistant:
        """The panel at the right."""
        return self._assistant

    @Slot()
    def _show_counts(self) -> None:
        if self._state is not None:
            self._sidebar.show_state(self._state)
            self._heads.show_state(self._state)
            self._header.show_state(self._state)
            self.paused.emit()

    @Slot()
    def _show_sections(self) -> None:
        if self._state is not None:
            self._sidebar.sections.show_state(self._state)

    @Slot()
    def _on_saver_changed(self) -> None:
        failing, is_shown = self._saver.failing, self._saver.failing == self._saver.practice
        elsewhere = self._drafts.title(failing, self._ctx.language) if failing and not is_shown else ""
        self._header.saved_mark.show_saver(self._saver, elsewhere)
        self.saving_changed.emit(self._saver.error, elsewhere)
        if self._unopened is not None and self._unopened.isVisible() and self._saver.error is None:
            self._unopened.again.emit()  # the library can be reached again

    def _show_unopened(self, error: UserError, *, again: Callable[[], None], back: Callable[[], None]) -> None:
        """Have the reason why a practice cannot be shown in the place of its fields."""
        if self._unopened is None:
            from gptemplate.gui.editor.unopened import Unopened

            self._unopened = Unopened(self._ctx, self)
            self._unopened.again.connect(again)
            self._unopened.back.connect(back)
            self._pages.addWidget(self._unopened)
        self._pages.setCurrentWidget(self._unopened)
        self._unopened.show_error(error)

    def show_assistant(self) -> None:
        """Bring the assistant in sight."""
        if not self._assistant.isVisible():
            self._on_side_chosen(ASSISTANT)

    def tell(self, tone: Tone, message: Message, place: int = 0) -> None:
        """Say something above the fields, where the same tone spoke before: a hint never hides an error.

        `place` is for several things of one tone that are said at once.
        """
        self._banners.show_notice(f"{tone.value}{place or ''}", Notice(tone.value, message))

    @Slot(str)
    def _on_side_chosen(self, side: str) -> None:
        self._side = side
        self._place_side()
        self._show_preview()

    def _place_side(self) -> None:
        """Show the assistant, the preview or nothing at the right."""
        has_room = self.width() >= ROOM_FOR_ASSISTANT * text_scale()
        side = self._side if self._side is not None else (ASSISTANT if has_room else "")
        if side == PREVIEW and self._preview is None:
            self._preview = self._made_preview()
        if self._preview is not None:
            self._preview.setFixedWidth(min(max(round(self.width() * SHARE), NARROWEST), WIDEST))
            self._preview.setVisible(side == PREVIEW)
        self._assistant.setVisible(side == ASSISTANT)
        self._make_room({ASSISTANT: self._assistant, PREVIEW: self._preview}.get(side))
        self._header.set_side(side)

    def _make_room(self, beside: QWidget | None) -> None:
        """Take the section list away where the fields would be squeezed between it and what stands beside them."""
        left = self.width() - self._sidebar.width() - (beside.width() if beside is not None else 0)
        self._sidebar.setVisible(beside is None or left >= ROOM_FOR_FIELDS * text_scale())

    def _made_preview(self) -> EditorPreview:
        from gptemplate.gui.editor.preview import EditorPreview

        made = EditorPreview(self._ctx, self)
        self._body.addWidget(made)
        return made

    def _show_preview(self) -> None:
        """Let the pages follow, where they are shown."""
        if self._preview is not None and self._preview.isVisible() and self._state is not None:
            self._preview.show_state(self._state, self._key, self._language)

    @Slot(object)
    def _on_comments_counted(self, counts: Mapping[Key, int]) -> None:
        if self._state is not None:
            before, self._state.open_comments = self._state.open_comments, counts
            self._grid.refresh({key.field for key in before.keys() | counts.keys() if before.get(key) != counts.get(key)})

    def _marked_text(self, key: Key) -> str:
        card = self._grid.card(key)
        return card.marked_text() if card is not None else ""

    @Slot(object)
    def _on_comments_wanted(self, key: Key) -> None:
        self._grid.put_cursor(key)
        self._on_side_chosen(ASSISTANT)
        self._assistant.show_comments()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_side()

    @Slot()
    def retranslate(self) -> None:
        """Show every word in the interface language."""
        self._header.set_words()
        self._sidebar.set_words()
        self._footer.set_words()
        self._banners.retranslate()
        self._grid.setAccessibleName(self._ctx.tr("Fields"))
        self._grid.set_words()
        self._on_saver_changed()
        if self._unopened is not None:
            self._unopened.retranslate()
        if self._state is not None:
            self._assistant.show_field(self._state, self._key)
        if self._preview is not None:
            self._preview.set_words()
        self._show_counts()
        self.retold.emit()

    @Slot()
    def _dress(self) -> None:
        """Take the theme's colours and the text size."""
        recolour(self, self._ctx.theme)
        self._sidebar.fit()
        self._assistant.fit()
        self._grid.restyle()
        if self._key is not None:
            self._grid.keep_in_sight(self._key)
        self._on_saver_changed()
        self._place_side()
        self.retold.emit()

    def _build(self) -> None:
        ctx = self._ctx
        self._header, self._banners = Header(ctx, self), BannerArea(ctx, self, side=18)
        self._sidebar, self._heads = Sidebar(ctx, self), Heads(ctx, self)
        self._grid, self._assistant = Grid(ctx, self._desk, self), Assistant(ctx, self)
        self._footer = Footer(ctx, self)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._banners)
        self._filters = FilterRow(ctx, self)
        middle.addWidget(self._filters)
        middle.addWidget(self._heads)
        middle.addWidget(self._grid, 1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._sidebar)
        body.addLayout(middle, 1)
        body.addWidget(self._assistant)
        self._body = body
        self._form = QWidget(self)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._form)
        box = QVBoxLayout(self._form)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._header)
        box.addLayout(body, 1)
        box.addWidget(self._footer)
