"""The window: the rail, the screens, messages above them and key hints below."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gptemplate.errors import UserError
from gptemplate.gui.banners import BannerArea, Notice
from gptemplate.gui.context import Context
from gptemplate.gui.dialogs import Dialogs
from gptemplate.gui.hints import Hint, HintBar
from gptemplate.gui.library.dates import full
from gptemplate.gui.library.state import Overview
from gptemplate.gui.library.view import PracticesView
from gptemplate.gui.rail import Rail
from gptemplate.gui.widgets.themed import recolour
from gptemplate.i18n import N_, Message
from gptemplate.paths import Paths

if TYPE_CHECKING:
    from gptemplate.gui.editor.state import EditorState
    from gptemplate.gui.editor.view import EditorView
    from gptemplate.gui.lexicon.view import LexiconView
    from gptemplate.gui.library.bin import BinView
    from gptemplate.gui.library.trouble import Trouble
    from gptemplate.gui.settings.view import SettingsView
    from gptemplate.gui.upkeep.hub import Upkeep
    from gptemplate.gui.widgets.undo_strip import UndoStrip
    from gptemplate.model.states import Key
    from gptemplate.services.library import Recovered

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
_EVERYWHERE: tuple[Hint, ...] = ((("Ctrl+K",), N_("go to")), (("Ctrl+/",), N_("all keys")))
_HINTS: dict[str, tuple[Hint, ...]] = {
    "practices": (
        (("↵",), N_("open")),
        (("Ctrl+N",), N_("new")),
        (("Ctrl+F",), N_("search")),
        (("Ctrl+E",), N_("export")),
        (("Del",), N_("to the bin")),
        *_EVERYWHERE,
    ),
    "lexicon": (
        (("Ctrl+N",), N_("new term")),
        (("Ctrl+F",), N_("search")),
        (("Del",), N_("delete")),
        (("Ctrl+Z",), N_("undo")),
        *_EVERYWHERE,
    ),
    "bin": ((("Ctrl+Z",), N_("undo")), *_EVERYWHERE),
    "settings": _EVERYWHERE,
    "copies": _EVERYWHERE,
    "editor": (),
}


class Shell(QWidget):
    """The whole window.

    Signals:
        painted: the window was painted for the first time.
        restart_requested: the program is to start again with other paths, or the same; the `Paths`.
        closed: the window was closed.
    """

    painted = Signal()
    restart_requested = Signal(object)
    closed = Signal()

    def __init__(self, ctx: Context, first: Overview, *, location: Path | str | None = None) -> None:
        super().__init__()
        self._ctx = ctx
        self._location: Path | str = location or ctx.paths.library
        self._is_painted = False
        self._bin: BinView | None = None
        self._lexicon: LexiconView | None = None
        self._settings: SettingsView | None = None
        self._editor: EditorView | None = None
        self._trouble: Trouble | None = None
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
        self.practices = PracticesView(ctx, first, self)
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
        page = self._page(name)
        self.hints.setVisible(name != "editor")  # the editor has its own line of keys
        self._make_room()
        self._arriving.stop()
        self._stack.setCurrentWidget(page)
        self.rail.show_room({"editor": "practices", "copies": "settings"}.get(name, name))
        self.hints.show_hints(_EVERYWHERE if self._trouble is not None else _HINTS[name])
        focus = {"practices": self.practices.table}.get(name)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

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
        if hindrance is not None:
            notice = Notice("warning", hindrance.message, N_("Try again"), may_close=False, other=N_("Save a copy to…"))
            self.banners.show_notice("read_only", notice, self._on_again, self.upkeep().save_elsewhere)
        self.read_anew()

    def read_anew(self) -> None:
        """Read what is in the library: it was opened, or another state of it is open now."""
        self.practices.library_opened()
        if self._bin is not None:
            self._bin.library_opened()
        if self._lexicon is not None:
            self._lexicon.library_opened()

    def library_unusable(self, error: UserError) -> None:
        """The library cannot be used: say why, and what to do."""
        from gptemplate.gui.library.trouble import Trouble

        self._trouble = Trouble(self._ctx, error, self)
        self._trouble.chosen.connect(self._on_trouble_chosen)
        self._stack.addWidget(self._trouble)
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
        return self._editor.practice_id if self._editor is not None and self._screen == "editor" else ""

    def lexicon(self) -> LexiconView:
        """Return the room of terms and memory; made when first wanted."""
        if self._lexicon is None:
            from gptemplate.gui.lexicon.view import LexiconView

            self._lexicon = LexiconView(self._ctx, self)
            self._lexicon.noticed.connect(self.notice)
            self._stack.addWidget(self._lexicon)
        return self._lexicon

    def flush(self) -> None:
        """Hand everything that is typed to the writer now."""
        if self._editor is not None:
            self._editor.flush()

    def editor_state(self) -> EditorState | None:
        """Return the practice that is open in the editor, as it is in memory; None where there is none."""
        return self._editor.state if self._editor is not None and self._screen == "editor" else None

    def come_to_front(self) -> None:
        """Show the window before all others; the program was started once more."""
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    def templates_checked(self, faults: Sequence[UserError]) -> None:
        """Say which template files cannot be used."""
        for place, fault in enumerate(faults):
            self.banners.show_notice(f"template_{place}", Notice("warning", fault.message))

    def tell_recovered(self, one: Recovered) -> None:
        """Say that the program ended in the middle of a practice, and offer to show what was new."""
        said = Message(
            "The program ended while “{title}” was being written ({time}). "
            "What was typed is kept; its history shows what was new.",
            title=one.title or Message("Untitled practice"),
            time=full(one.time, self._ctx.language),
        )
        name = f"recovered_{one.practice[:8]}"
        self.banners.show_notice(name, Notice("info", said, N_("Show")), partial(self._show_recovered, one, name))

    def _show_recovered(self, one: Recovered, name: str) -> None:
        self.banners.put_away(name)
        self.open_practice(one.practice, one.keys[0])

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
        self.banners.show_notice("problem", Notice("error", error.message))

    @Slot(str, bool)
    def tell(self, text: str, can_undo: bool) -> None:
        """Say what was done, with a way to take it back."""
        self._undo_strip().show_message(text, self._ctx.tr(N_("Undo")) if can_undo else "")

    def prepare(self) -> None:
        """Make what is likely to be needed next, while nothing else happens."""
        if self._trouble is None:
            self._editor_view()

    @Slot()
    def retranslate(self) -> None:
        """Take new words everywhere."""
        tr = self._ctx.tr
        self.setWindowTitle(tr(N_("Good practices")))
        self.rail.set_words({name: tr(word) for name, word in _WORDS.items()}, tr(N_("Rooms")))
        self.rail.updateGeometry()
        self.hints.retranslate()
        self.banners.retranslate()

    # How it is put together

    def _lay_out(self) -> None:
        self._screen = "practices"
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("screens")
        self._stack.addWidget(self.practices)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.banners)
        right.addWidget(self._stack, 1)
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

    def _page(self, name: str) -> QWidget:
        if name == "practices":
            return self._trouble or self.practices
        pages = {
            "lexicon": self.lexicon,
            "bin": self._bin_view,
            "settings": self._settings_view,
            "editor": self._editor_view,
            "copies": self._copies_view,
        }
        return pages[name]()

    def _undo_strip(self) -> UndoStrip:
        if self._strip is None:
            from gptemplate.gui.widgets.undo_strip import UndoStrip

            self._strip = UndoStrip(self._ctx.theme, self._stack)
            self._strip.undo_requested.connect(self.practices.actions_.undo)
        return self._strip

    def _bin_view(self) -> BinView:
        if self._bin is None:
            from gptemplate.gui.library.bin import BinView

            self._bin = BinView(self._ctx, self)
            self._bin.told.connect(self.tell)
            self._stack.addWidget(self._bin)
        return self._bin

    def _settings_view(self) -> SettingsView:
        if self._settings is None:
            from gptemplate.gui.settings.view import SettingsView

            self._settings = SettingsView(self._ctx, self._location, self)
            self._settings.copies_requested.connect(partial(self.show_screen, "copies"))
            self._settings.forget_requested.connect(self._on_forget_requested)
            self._stack.addWidget(self._settings)
        return self._settings

    def _copies_view(self) -> QWidget:
        page = self.upkeep().page()
        self._stack.addWidget(page)  # nothing happens where it is there already
        return page

    def _editor_view(self) -> EditorView:
        if self._editor is None:
            from gptemplate.gui.editor.view import EditorView

            self._editor = EditorView(self._ctx)
            self._editor.closed.connect(self._on_editor_closed)
            self._editor.answered.connect(self._on_arrived)
            self._editor.export_requested.connect(self.dialogs.export_one)
            self._editor.saving_changed.connect(self._on_saving_changed)
            self._editor.rounds.next_wanted.connect(self._on_next_practice)
            self._editor.rounds.place_wanted.connect(self.open_practice)
            self._stack.addWidget(self._editor)
        return self._editor

    def _restore_place(self) -> None:
        record = base64.b64decode(self._ctx.settings.window or "", validate=False)
        if not record or not self.restoreGeometry(QByteArray(record)):
            self.resize(*USUAL)

    # What happens

    @Slot()
    def _on_language_changed(self) -> None:
        self.retranslate()
        copies = self._upkeep.view if self._upkeep is not None else None
        for screen in (self.practices, self._lexicon, self._bin, self._settings, copies, self._trouble):
            if screen is not None:
                screen.retranslate()

    @Slot()
    def _on_theme_changed(self) -> None:
        theme = self._ctx.theme
        copies = self._upkeep.view if self._upkeep is not None else None
        own = (self.rail, self.banners, self.hints, self.practices, self._bin, self._settings, copies, self._trouble)
        for part in (*own, self._lexicon):
            if part is not None:
                recolour(part, theme)
        self.rail.set_theme(theme)
        self.rail.updateGeometry()
        if self._strip is not None:
            self._strip.set_theme(theme)
        for screen in (self.hints, self.practices, self._lexicon, self._bin, self._settings, copies):
            if screen is not None:
                screen.restyle()
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

    @Slot(object)
    def _on_saving_changed(self, error: UserError | None) -> None:
        if error is not None or self._upkeep is not None:
            self.upkeep().saving_changed(error)

    @Slot()
    def _on_forget_requested(self) -> None:
        self.upkeep().ask_forget()

    @Slot()
    def _on_arrived(self) -> None:
        if self._arriving.isActive():
            self.show_screen("editor")

    @Slot()
    def _on_editor_closed(self) -> None:
        self.show_screen("practices")

    @Slot(int)
    def _on_next_practice(self, way: int) -> None:
        """Open the next practice of the table with something to do."""
        self._editor_view().rounds.go_on(self.practices.model.rows, way, self.open_practice)

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
        if self._files_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = self._files_in(event)
        if files:
            event.acceptProposedAction()
            self._bring_in(files)

    def _files_in(self, event: QDropEvent) -> list[Path]:
        """The files that are dragged and may be brought in, if any."""
        from gptemplate.gui.lexicon.recognising import SUFFIXES as OF_WORDS
        from gptemplate.gui.lexicon.recognising import TABLES
        from gptemplate.services.bringing_in import SUFFIXES

        known = (*SUFFIXES, *OF_WORDS, *(TABLES if self._screen == "lexicon" else ()))
        files = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        return [file for file in files if file.suffix.lower() in known]

    def _bring_in(self, files: Sequence[Path]) -> None:
        """Bring files in where they belong: translation memories and terms to their room, all others to the practices."""
        from gptemplate.gui.lexicon.recognising import is_ours

        words = [file for file in files if is_ours(file, dropped_here=self._screen == "lexicon")]
        rest = [file for file in files if file not in words]
        if rest:
            self.practices.bring_in(rest)
        if words and self._trouble is None:
            self.show_screen("lexicon")
            self.lexicon().bring_in(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()
            QTimer.singleShot(0, self, self._listen)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._editor is not None:
            self._editor.finish()
        record = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        self._ctx.change(window=record)
        super().closeEvent(event)
        self.closed.emit()
