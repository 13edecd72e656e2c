"""The screens beside the rail: what keys each has, and each made when it is first wanted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.library.state import Overview
from gptemplate.gui.library.view import PracticesView
from gptemplate.gui.widgets.themed import recolour
from gptemplate.i18n import N_

if TYPE_CHECKING:
    from gptemplate.errors import UserError
    from gptemplate.gui.editor.view import EditorView
    from gptemplate.gui.hints import Hint
    from gptemplate.gui.lexicon.view import LexiconView
    from gptemplate.gui.library.bin import BinView
    from gptemplate.gui.library.trouble import Trouble
    from gptemplate.gui.settings.view import SettingsView
    from gptemplate.gui.shell import Shell
    from gptemplate.gui.upkeep.view import CopiesView

    Screen = PracticesView | LexiconView | BinView | SettingsView | CopiesView

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


class Screens(QStackedWidget):
    """All screens of a window. The editor takes new words and colours by itself, all others from here.

    Each is made as a part of the window and added then: one made in here would not be laid out before it is shown.
    """

    def __init__(self, ctx: Context, first: Overview, location: Path | str, shell: Shell) -> None:
        super().__init__(shell)
        self._ctx, self._location, self._shell = ctx, location, shell
        self._lexicon: LexiconView | None = None
        self._bin: BinView | None = None
        self._settings: SettingsView | None = None
        self._copies: CopiesView | None = None
        self._editor: EditorView | None = None
        self._trouble: Trouble | None = None
        self.setObjectName("screens")
        self.practices = PracticesView(ctx, first, shell)
        self.addWidget(self.practices)

    @property
    def is_usable(self) -> bool:
        """Whether the library can be used, as far as is known."""
        return self._trouble is None

    @property
    def made_editor(self) -> EditorView | None:
        """The editor, where it was made."""
        return self._editor

    def hints(self, name: str) -> tuple[Hint, ...]:
        """Return the keys that are named below a screen."""
        return _HINTS[name] if self.is_usable else _EVERYWHERE

    def page(self, name: str) -> QWidget:
        """Return the screen of that name."""
        if name == "practices":
            return self._trouble or self.practices
        pages = {
            "lexicon": self.lexicon,
            "bin": self.bin,
            "settings": self.settings,
            "editor": self.editor,
            "copies": self.copies,
        }
        return pages[name]()

    def lexicon(self) -> LexiconView:
        """Return the room of terms and memory."""
        if self._lexicon is None:
            from gptemplate.gui.lexicon.view import LexiconView

            self._lexicon = LexiconView(self._ctx, self._shell)
            self._lexicon.noticed.connect(self._shell.notice)
            self.addWidget(self._lexicon)
        return self._lexicon

    def bin(self) -> BinView:
        """Return the bin."""
        if self._bin is None:
            from gptemplate.gui.library.bin import BinView

            self._bin = BinView(self._ctx, self._shell)
            self._bin.told.connect(self._shell.tell)
            self.addWidget(self._bin)
        return self._bin

    def settings(self) -> SettingsView:
        """Return the settings."""
        if self._settings is None:
            from gptemplate.gui.settings.view import SettingsView

            self._settings = SettingsView(self._ctx, self._location, self._shell)
            self._settings.copies_requested.connect(partial(self._shell.show_screen, "copies"))
            self._settings.forget_requested.connect(self._shell.ask_forget)
            self.addWidget(self._settings)
        return self._settings

    def copies(self) -> CopiesView:
        """Return the page of safety copies, listing what there is now."""
        self._copies = self._shell.upkeep().page()
        self.addWidget(self._copies)  # nothing happens where it is there already
        return self._copies

    def editor(self) -> EditorView:
        """Return the editor."""
        if self._editor is None:
            from gptemplate.gui.editor.view import EditorView

            editor, shell = EditorView(self._ctx), self._shell
            editor.closed.connect(partial(shell.show_screen, "practices"))
            editor.answered.connect(shell.practice_arrived)
            editor.export_requested.connect(shell.dialogs.export_one)
            editor.saving_changed.connect(shell.saving_changed)
            editor.rounds.next_wanted.connect(shell.open_next)
            editor.rounds.place_wanted.connect(shell.open_practice)
            editor.concordance.room_wanted.connect(self._look_up)
            self.addWidget(editor)
            self._editor = editor
        return self._editor

    @Slot(str)
    def _look_up(self, words: str) -> None:
        """Show where words stand in the memory."""
        self._shell.show_screen("lexicon")
        self.lexicon().look_up(words)

    def show_trouble(self, error: UserError) -> Trouble:
        """Have the reason why the library cannot be used in the place of the practices."""
        from gptemplate.gui.library.trouble import Trouble

        self._trouble = Trouble(self._ctx, error, self._location, self._shell)
        self.addWidget(self._trouble)
        return self._trouble

    def read_anew(self) -> None:
        """Read what is in the library: it was opened, or another state of it is open now."""
        for screen in (self.practices, self._bin, self._lexicon):
            if screen is not None:
                screen.library_opened()

    def retranslate(self) -> None:
        """Take new words."""
        for screen in self._made():
            screen.retranslate()
        if self._trouble is not None:
            self._trouble.retranslate()

    def restyle(self) -> None:
        """Take new colours and the current text size."""
        for screen in self._made():
            recolour(screen, self._ctx.theme)
        if self._trouble is not None:
            recolour(self._trouble, self._ctx.theme)
        for screen in self._made():
            screen.restyle()

    def _made(self) -> Iterator[Screen]:
        made = (self.practices, self._lexicon, self._bin, self._settings, self._copies)
        return (screen for screen in made if screen is not None)
