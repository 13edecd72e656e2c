"""What is dropped on the window: which files may be, and where each of them belongs. Loaded when the first is dragged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDropEvent

from gptemplate.gui.lexicon.recognising import SUFFIXES as OF_WORDS
from gptemplate.gui.lexicon.recognising import TABLES, is_ours
from gptemplate.services.bringing_in import SUFFIXES

if TYPE_CHECKING:
    from gptemplate.gui.shell import Shell


def enter(shell: Shell, event: QDropEvent) -> None:
    """Let files be dropped that may be brought in."""
    if _files_in(shell, event):
        event.acceptProposedAction()


def drop(shell: Shell, event: QDropEvent) -> None:
    """Bring files in where they belong: translation memories and terms to their room, all others to the practices."""
    files = _files_in(shell, event)
    if not files:
        return
    event.acceptProposedAction()
    words = [file for file in files if is_ours(file, dropped_here=_is_among_words(shell))]
    rest = [file for file in files if file not in words]
    if rest:
        shell.practices.bring_in(rest)
    if words and shell.screens.is_usable:
        shell.show_screen("lexicon")
        shell.screens.lexicon().bring_in(words)


def _files_in(shell: Shell, event: QDropEvent) -> list[Path]:
    """The files that are dragged and may be brought in, if any."""
    known = (*SUFFIXES, *OF_WORDS, *(TABLES if _is_among_words(shell) else ()))
    files = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
    return [file for file in files if file.suffix.lower() in known]


def _is_among_words(shell: Shell) -> bool:
    return shell.screen_name == "lexicon"
