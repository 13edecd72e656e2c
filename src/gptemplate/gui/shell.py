"""The window: the rail, the screens, messages above them and key hints below."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gptemplate.errors import UserError
from gptemplate.gui.banners import BannerArea, Notice
from gptemplate.gui.context import Context
from gptemplate.gui.hints import Hint, HintBar
from gptemplate.gui.library.dates import full
from gptemplate.gui.library.state import Overview
from gptemplate.gui.library.view import PracticesView
from gptemplate.gui.rail import Rail
from gptemplate.gui.widgets.themed import recolour
from gptemplate.i18n import N_, Message
from gptemplate.paths import Paths

if TYPE_CHECKING:
    from gptemplate.gui.editor.view import EditorView
    from gptemplate.gui.library.bin import BinView
    from gptemplate.gui.library.trouble import Trouble
    from gptemplate.gui.settings.view import SettingsView
    from gptemplate.gui.widgets.undo_strip import UndoStrip
    from gptemplate.services.library import Recovered

SMALLEST = (900, 600)
USUAL = (1280, 720)

_WORDS = {"practices": N_("Practices"), "bin": N_("Bin"), "more": N_("More"), "settings": N_("Settings")}
_UPPER = (("practices", "library"), ("bin", "trash-2"))
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
    "bin": ((("Ctrl+Z",), N_("undo")), *_EVERYWHERE),
    "settings": _EVERYWHERE,
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
        self._settings: SettingsView | None = None
        self._editor: EditorView | None = None
        self._trouble: Trouble | None = None
        self._strip: UndoStrip | None = None
        self.setObjectName("shell")
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.rail = Rail(ctx.theme, _UPPER, _LOWER, self)
        self.banners = BannerArea(ctx, self)
        self.hints = HintBar(ctx, self)
        self.practices = PracticesView(ctx, first, self)
        self._lay_out()
        self._connect()
        self._set_up_keys()
        self._restore_place()
        self.retranslate()
        self.show_screen("practices")

    @property
    def context(self) -> Context:
        """The world of the window."""
        return self._ctx

    @property
    def screen_name(self) -> str:
        """The name of the screen that is shown."""
        return self._screen

    def show_screen(self, name: str) -> None:
        """Show "practices", "bin", "settings" or "editor"."""
        if name != "editor" and self._editor is not None:
            self._editor.flush()
        self._screen = name
        self._stack.setCurrentWidget(self._page(name))
        self.rail.show_room("practices" if name == "editor" else name)
        self.hints.show_hints(_EVERYWHERE if self._trouble is not None else _HINTS[name])
        self.hints.setVisible(name != "editor")  # the editor has its own line of keys
        focus = {"practices": self.practices.table}.get(name)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_practice(self, practice_id: str) -> None:
        """Open a practice in the editor."""
        self.show_screen("editor")
        self._editor_view().open(practice_id)

    def library_opened(self, hindrance: UserError | None) -> None:
        """The library is open; `hindrance` is why nothing can be written, if so."""
        if hindrance is not None:
            notice = Notice("warning", hindrance.message, N_("Try again"), may_close=False)
            self.banners.show_notice("read_only", notice, self._on_again)
        self.practices.library_opened()
        if self._bin is not None:
            self._bin.library_opened()

    def library_unusable(self, error: UserError) -> None:
        """The library cannot be used: say why, and what to do."""
        from gptemplate.gui.library.trouble import Trouble

        self._trouble = Trouble(self._ctx, error, self)
        self._trouble.chosen.connect(self._on_trouble_chosen)
        self._stack.addWidget(self._trouble)
        self.rail.buttons["bin"].setEnabled(False)
        self.show_screen("practices")

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
        self.show_screen("editor")
        self._editor_view().open(one.practice, one.keys[0])

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
        self.hints.place_requested.connect(self.show_place)
        self.practices.open_requested.connect(self.open_practice)
        self.practices.export_requested.connect(self.ask_export)
        self.practices.told.connect(self.tell)

    def _set_up_keys(self) -> None:
        keys = {"Ctrl+/": self.show_keys, "Ctrl+K": self.show_palette, "Ctrl+Q": self.close, "Ctrl+,": self._show_settings}
        for key, slot in keys.items():
            QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WindowShortcut).activated.connect(slot)

    def _page(self, name: str) -> QWidget:
        if name == "practices":
            return self._trouble or self.practices
        return {"bin": self._bin_view, "settings": self._settings_view, "editor": self._editor_view}[name]()

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
            self._stack.addWidget(self._settings)
        return self._settings

    def _editor_view(self) -> EditorView:
        if self._editor is None:
            from gptemplate.gui.editor.view import EditorView

            self._editor = EditorView(self._ctx)
            self._editor.closed.connect(self._on_editor_closed)
            self._editor.export_requested.connect(self._on_editor_export)
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
        for screen in (self.practices, self._bin, self._settings, self._trouble):
            if screen is not None:
                screen.retranslate()

    @Slot()
    def _on_theme_changed(self) -> None:
        theme = self._ctx.theme
        own = (self.rail, self.banners, self.hints, self.practices, self._bin, self._settings, self._trouble)
        for part in own:
            if part is not None:
                recolour(part, theme)
        self.rail.set_theme(theme)
        self.rail.updateGeometry()
        if self._strip is not None:
            self._strip.set_theme(theme)
        for screen in (self.hints, self.practices, self._bin, self._settings):
            if screen is not None:
                screen.restyle()
        self.update()

    @Slot(str)
    def _on_room_chosen(self, name: str) -> None:
        if name == "more":
            self._show_more()
        else:
            self.show_screen(name)

    def _show_more(self) -> None:
        from PySide6.QtWidgets import QMenu

        tr, menu = self._ctx.tr, QMenu(self)
        menu.setObjectName("more_menu")
        menu.addAction(tr(N_("Go to anything…")), QKeySequence("Ctrl+K"), self.show_palette)
        menu.addAction(tr(N_("All keys")), QKeySequence("Ctrl+/"), self.show_keys)
        menu.addAction(tr(N_("Where is my file?")), self.show_place)
        menu.addSeparator()
        menu.addAction(tr(N_("Quit")), QKeySequence("Ctrl+Q"), self.close)
        menu.aboutToHide.connect(menu.deleteLater)
        button = self.rail.buttons["more"]
        button.setChecked(False)
        menu.popup(button.mapToGlobal(button.rect().topRight()))

    @Slot()
    def _show_settings(self) -> None:
        self.show_screen("settings")

    @Slot()
    def show_place(self) -> None:
        """Answer where the file is."""
        from gptemplate.gui.settings.place import PlaceDialog

        PlaceDialog(self._ctx, self._location, self).open()

    @Slot()
    def show_keys(self) -> None:
        """Show every key."""
        from gptemplate.gui.palette.keys import KeysDialog

        KeysDialog(self._ctx, self).open()

    @Slot()
    def show_palette(self) -> None:
        """Go to a practice or a command by typing a few of its letters."""
        from gptemplate.gui.palette.commands import commands
        from gptemplate.gui.palette.dialog import Palette

        palette = Palette(self._ctx, commands(self), self.practices.model.overview.entries, self)
        palette.practice_chosen.connect(self.open_practice)
        palette.open()

    @Slot(list, list)
    def ask_export(self, chosen: list[str], shown: list[str]) -> None:
        """Ask what to make of practices, and make it."""
        from gptemplate.gui.export.dialog import ExportDialog

        if self._editor is not None:
            self._editor.flush()
        entries = {one.id: one for one in self.practices.model.overview.entries}
        few, all_shown = ([entries[ident] for ident in ids if ident in entries] for ids in (chosen, shown))
        ExportDialog(self._ctx, few, all_shown, self).open()

    @Slot(str)
    def _on_editor_export(self, practice_id: str) -> None:
        self.ask_export([practice_id], [practice_id])

    @Slot()
    def _on_editor_closed(self) -> None:
        self.show_screen("practices")

    @Slot(str)
    def _on_trouble_chosen(self, name: str) -> None:
        {"again": self._on_again, "folder": self._ask_folder, "where": self.show_place}[name]()

    @Slot()
    def _on_again(self) -> None:
        self.restart_requested.emit(self._ctx.paths)

    def _ask_folder(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self, self._ctx.tr(N_("Choose another data folder")))
        dialog.setObjectName("data_folder_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._on_folder_selected)
        dialog.open()

    @Slot(str)
    def _on_folder_selected(self, folder: str) -> None:
        self.restart_requested.emit(Paths(Path(folder)))

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow() and self._ctx.read_only:
            self.practices.feed.reload_soon()  # the other window may have changed something

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _files_in(event)
        if files:
            event.acceptProposedAction()
            self.practices.bring_in(files)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._editor is not None:
            self._editor.finish()
        record = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        self._ctx.change(window=record)
        super().closeEvent(event)
        self.closed.emit()


def _files_in(event: QDropEvent) -> list[Path]:
    """The practice files that are dragged, if any."""
    files = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
    return [file for file in files if file.suffix.lower() in (".json", ".toml")]
