"""The window: the rail, the screens, messages above them and key hints below."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gptemplate.errors import UnsafePlace, UserError
from gptemplate.gui.banners import BannerArea, Notice
from gptemplate.gui.context import Context
from gptemplate.gui.dialogs import Dialogs
from gptemplate.gui.hints import HintBar
from gptemplate.gui.library.state import Overview
from gptemplate.gui.rail import Rail
from gptemplate.gui.screens import Screens
from gptemplate.gui.widgets.themed import recolour
from gptemplate.i18n import N_, Message
from gptemplate.paths import Paths

if TYPE_CHECKING:
    from gptemplate.gui.closing import Closing
    from gptemplate.gui.editor.state import EditorState
    from gptemplate.gui.editor.view import EditorView
    from gptemplate.gui.upkeep.hub import Upkeep
    from gptemplate.gui.widgets.undo_strip import UndoStrip
    from gptemplate.model.states import Key

LATEST = 200  # milliseconds until the editor is shown even if its practice is still being read
SMALLEST = (900, 600)
USUAL = (1280, 720)

_WORDS = {
    "practices": N_("Practices"),
    "lexicon": N_("Terms & memory"),
    "bin": N_("Bin"),
    "more": N_("More"),
    "settings": N_("Settings"),
}
_UPPER = (("practices", "library"), ("lexicon", "book-open"), ("bin", "trash-2"))
_LOWER = (("more", "ellipsis"), ("settings", "settings"))


class Shell(QWidget):
    """The whole window.

    Signals:
        painted: the window was painted for the first time.
        restart_requested: the program is to start again with other paths, or the same; the `Paths`.
        closed: the window was closed.
        kept_open: the window was to be closed, and the person goes on working.
    """

    painted = Signal()
    restart_requested = Signal(object)
    closed = Signal()
    kept_open = Signal()

    def __init__(self, ctx: Context, first: Overview, *, location: Path | str | None = None) -> None:
        super().__init__()
        self._ctx = ctx
        self._location: Path | str = location or ctx.paths.library
        self._is_painted = False
        self.problem: UserError | None = None
        """What could not be done the last time."""
        self._closing: Closing | None = None
        self._strip: UndoStrip | None = None
        self._upkeep: Upkeep | None = None
        self._arriving = QTimer(self, singleShot=True, interval=LATEST)
        self._arriving.timeout.connect(self._on_late)
        self.setObjectName("shell")
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.rail = Rail(ctx.theme, _UPPER, _LOWER, self)
        self.banners = BannerArea(ctx, self)
        self.hints = HintBar(ctx, self)
        self.screens = Screens(ctx, first, self._location, self)
        self.practices = self.screens.practices
        self.dialogs = Dialogs(self, self._location)
        self._lay_out()
        self._connect()
        self._restore_place()
        self.retranslate()
        self.show_screen("practices")

    @property
    def context(self) -> Context:
        """The world of the window."""
        return self._ctx

    @property
    def has_file(self) -> bool:
        """Whether the library is a file, not a database on a server."""
        return isinstance(self._location, Path)

    @property
    def screen_name(self) -> str:
        """The name of the screen that is shown."""
        return self._screen

    def show_screen(self, name: str) -> None:
        """Show "practices", "lexicon", "bin", "settings", "copies" or "editor"."""
        if name != "editor":
            self.flush()
        self._screen = name
        page = self.screens.page(name)
        self.hints.setVisible(name != "editor")  # the editor has its own line of keys
        self._make_room()
        self._arriving.stop()
        self.screens.setCurrentWidget(page)
        self.rail.show_room({"editor": "practices", "copies": "settings"}.get(name, name))
        self.hints.show_hints(self.screens.hints(name))
        if name == "practices":
            self.practices.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_room(self) -> None:
        """Give the screens their height before one is shown; a page that is resized right after is laid out twice."""
        layout = self.layout()
        if self._is_painted and layout is not None:
            layout.activate()

    def open_practice(self, practice_id: str, key: Key | None = None) -> None:
        """Open a practice in the editor, which is shown when it is filled: the one before is not painted once more."""
        self._editor_view().open(practice_id, key)
        if self._screen != "editor":
            self._arriving.start()

    def library_opened(self, hindrance: UserError | None) -> None:
        """The library is open; `hindrance` is why nothing can be written, if so."""
        if hindrance is not None and not isinstance(hindrance, UnsafePlace):  # of that one the keeper speaks
            from gptemplate.gui.notices import tell_read_only

            tell_read_only(self.banners, hindrance.message, self._on_again, self.upkeep().save_elsewhere)
        self.read_anew()

    def read_anew(self) -> None:
        """Read what is in the library: it was opened, or another state of it is open now."""
        self.screens.read_anew()

    def library_unusable(self, error: UserError) -> None:
        """The library cannot be used: say why, and what to do."""
        self.screens.show_trouble(error).chosen.connect(self._on_trouble_chosen)
        for room in ("lexicon", "bin"):
            self.rail.buttons[room].setEnabled(False)
        self.show_screen("practices")

    def upkeep(self) -> Upkeep:
        """Return what looks after the library as a file; made when first wanted."""
        if self._upkeep is None:
            from gptemplate.gui.upkeep.hub import Upkeep

            self._upkeep = Upkeep(self._ctx, self._location, self)
        return self._upkeep

    @property
    def open_practice_id(self) -> str:
        """The practice that the editor shows, "" where another screen is shown."""
        editor = self.screens.made_editor
        return editor.practice_id if editor is not None and self._screen == "editor" else ""

    def flush(self) -> None:
        """Hand everything that is typed to the writer now."""
        if self.screens.made_editor is not None:
            self.screens.made_editor.flush()

    def editor_state(self) -> EditorState | None:
        """Return the practice that is open in the editor, as it is in memory; None where there is none."""
        editor = self.screens.made_editor
        return editor.state if editor is not None and self._screen == "editor" else None

    def come_to_front(self) -> None:
        """Show the window before all others; the program was started once more."""
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    @Slot(str, object)
    def notice(self, name: str, notice: Notice | None) -> None:
        """Say something above the screens, or take it away again."""
        if notice is None:
            self.banners.put_away(name)
        else:
            self.banners.show_notice(name, notice)

    @Slot(object)
    def show_problem(self, error: UserError) -> None:
        """Say that something could not be done."""
        self.problem = error
        self.banners.show_notice("problem", Notice("error", error.message))

    @Slot(str, bool)
    def tell(self, text: str, can_undo: bool) -> None:
        """Say what was done, with a way to take it back."""
        self._undo_strip().show_message(text, self._ctx.tr(N_("Undo")) if can_undo else "")

    def prepare(self) -> None:
        """Make what is likely to be needed next, while nothing else happens."""
        if self.screens.is_usable:
            self._editor_view().prepare()

    @Slot()
    def ask_forget(self) -> None:
        """Ask which person to remove."""
        self.upkeep().ask_forget()

    # The editor tells

    @Slot(object, object)
    def saving_changed(self, error: UserError | None, elsewhere: str | Message = "") -> None:
        """What is typed cannot be saved, and why, and in which other practice; or it can again."""
        if error is not None or self._upkeep is not None:
            self.upkeep().saving_changed(error, elsewhere)

    @Slot()
    def practice_arrived(self) -> None:
        """Show the editor: the practice that was asked for is in it."""
        if self._arriving.isActive():
            self.show_screen("editor")

    @Slot(int)
    def open_next(self, way: int) -> None:
        """Open the next practice of the table with something to do."""
        self._editor_view().rounds.go_on(self.practices.model.rows, way, self.open_practice)

    # How it is put together

    @Slot()
    def retranslate(self) -> None:
        """Take new words."""
        tr = self._ctx.tr
        self.setWindowTitle(tr(N_("Good practices")))
        self.rail.set_words({name: tr(word) for name, word in _WORDS.items()}, tr(N_("Rooms")))
        self.rail.updateGeometry()
        self.hints.retranslate()
        self.banners.retranslate()

    def _lay_out(self) -> None:
        self._screen = "practices"
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.banners)
        right.addWidget(self.screens, 1)
        right.addWidget(self.hints)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        ctx = self._ctx
        ctx.language_changed.connect(self._on_language_changed)
        ctx.theme_changed.connect(self._on_theme_changed)
        ctx.tasks.opened.connect(self.library_opened)
        ctx.tasks.unopened.connect(self.library_unusable)
        ctx.tasks.failed.connect(self.show_problem)
        self.rail.chosen.connect(self._on_room_chosen)
        self.hints.place_requested.connect(self.dialogs.place)
        self.practices.open_requested.connect(self.open_practice)
        self.practices.export_requested.connect(self.dialogs.export)
        self.practices.handoff_requested.connect(self.dialogs.handoff)
        self.practices.told.connect(self.tell)

    def _listen(self) -> None:
        """Hear keys: Qt's classes for them are not needed to paint."""
        from gptemplate.gui.keys import listen

        keys = {
            "Ctrl+/": self.dialogs.keys,
            "Ctrl+K": self.dialogs.palette,
            "Ctrl+Shift+E": self.dialogs.handoff_here,
            "Ctrl+Q": self.close,
            "Ctrl+,": self._show_settings,
        }
        listen(self, keys, whole_window=True)
        self.practices.listen()

    def _undo_strip(self) -> UndoStrip:
        if self._strip is None:
            from gptemplate.gui.widgets.undo_strip import UndoStrip

            self._strip = UndoStrip(self._ctx.theme, self.screens)
            self._strip.undo_requested.connect(self.practices.actions_.undo)
        return self._strip

    def closing(self, editor: EditorView) -> Closing:
        """Return what closes the window when something is not saved; made when first wanted."""
        if self._closing is None:
            from gptemplate.gui.closing import Closing

            self._closing = Closing(self, editor)
        return self._closing

    def _editor_view(self) -> EditorView:
        return self.screens.editor()

    def _restore_place(self) -> None:
        record = base64.b64decode(self._ctx.settings.window or "", validate=False)
        if not record or not self.restoreGeometry(QByteArray(record)):
            self.resize(*USUAL)

    # What happens

    @Slot()
    def _on_language_changed(self) -> None:
        self.retranslate()
        self.screens.retranslate()

    @Slot()
    def _on_theme_changed(self) -> None:
        theme = self._ctx.theme
        for part in (self.rail, self.banners, self.hints):
            recolour(part, theme)
        self.rail.set_theme(theme)
        self.rail.updateGeometry()
        if self._strip is not None:
            self._strip.set_theme(theme)
        self.hints.restyle()
        self.screens.restyle()
        self.update()

    @Slot(str)
    def _on_room_chosen(self, name: str) -> None:
        if name == "more":
            self.dialogs.more()
        else:
            self.show_screen(name)

    @Slot()
    def _show_settings(self) -> None:
        self.show_screen("settings")

    @Slot()
    def _on_late(self) -> None:
        self.show_screen("editor")

    @Slot(str)
    def _on_trouble_chosen(self, name: str) -> None:
        if name == "again":
            self._on_again()
        elif name == "folder":
            self.dialogs.data_folder(self._on_folder_selected)
        else:
            self.dialogs.place()

    @Slot()
    def _on_again(self) -> None:
        self.restart_requested.emit(self._ctx.paths)

    @Slot(str)
    def _on_folder_selected(self, folder: str) -> None:
        self.restart_requested.emit(Paths(Path(folder)))

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow() and self._ctx.read_only:
            self.practices.feed.reload_soon()  # the other window may have changed something

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from gptemplate.gui import dropping

        dropping.enter(self, event)

    def dropEvent(self, event: QDropEvent) -> None:
        from gptemplate.gui import dropping

        dropping.drop(self, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()
            QTimer.singleShot(0, self, self._listen)

    def closeEvent(self, event: QCloseEvent) -> None:
        editor = self.screens.made_editor
        if editor is not None and editor.has_unsaved:
            event.ignore()
            self.closing(editor).begin()
            return
        if editor is not None:
            editor.finish()
        record = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        self._ctx.change(window=record)
        super().closeEvent(event)
        self.closed.emit()
