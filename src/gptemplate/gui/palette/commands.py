"""What the palette can do besides opening practices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from gptemplate.i18n import N_

if TYPE_CHECKING:
    from gptemplate.gui.shell import Shell


@dataclass(frozen=True, slots=True)
class Command:
    """A command: the msgid of its name, its key, and what it does."""

    title: str
    key: str
    do: Callable[[], None]


def commands(shell: Shell) -> Mapping[str, Command]:
    """Return every command of the window, by name."""
    practices = shell.practices
    of_file = {"copies": Command(N_("Safety copies"), "", partial(shell.show_screen, "copies"))} if shell.has_file else {}
    return {
        "new": Command(N_("New practice"), "Ctrl+N", practices.ask_new),
        "search": Command(N_("Search in every text"), "Ctrl+F", partial(_search, shell)),
        "export": Command(N_("Export…"), "Ctrl+E", practices.ask_export),
        "handoff": Command(N_("Hand off for translation…"), "Ctrl+Shift+E", shell.dialogs.handoff_here),
        "blank": Command(N_("Blank forms…"), "", shell.dialogs.blank_forms),
        "bring_in": Command(N_("Bring in files…"), "", practices.ask_files),
        "practices": Command(N_("Practices"), "", partial(shell.show_screen, "practices")),
        "lexicon": Command(N_("Terms & memory"), "", partial(shell.show_screen, "lexicon")),
        "bin": Command(N_("Bin"), "", partial(shell.show_screen, "bin")),
        "settings": Command(N_("Settings"), "Ctrl+,", partial(shell.show_screen, "settings")),
        **of_file,
        "place": Command(N_("Where is my file?"), "", shell.dialogs.place),
        "keys": Command(N_("All keys"), "Ctrl+/", shell.dialogs.keys),
        "light": Command(N_("Light colours"), "", partial(shell.context.set_theme, "light")),
        "dark": Command(N_("Dark colours"), "", partial(shell.context.set_theme, "dark")),
        "fi": Command(N_("Interface in Finnish"), "", partial(shell.context.set_language, "fi")),
        "sv": Command(N_("Interface in Swedish"), "", partial(shell.context.set_language, "sv")),
        "en": Command(N_("Interface in English"), "", partial(shell.context.set_language, "en")),
        "quit": Command(N_("Quit"), "Ctrl+Q", partial(_close, shell)),
    }


def _search(shell: Shell) -> None:
    shell.show_screen("practices")
    shell.practices.focus_search()


def _close(shell: Shell) -> None:
    shell.close()
