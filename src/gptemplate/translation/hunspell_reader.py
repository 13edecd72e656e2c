"""Hunspell's dictionaries, read in this process or in one of its own.

Hunspell lets no other thread of its process run while it loads or suggests, which takes up to a second: a window would stand
still. Beside it, in a process of its own, it also takes nobody with it if a dictionary makes it fail.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from gptemplate.errors import BadFile, why
from gptemplate.i18n import Message

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_STARTS_WITHIN = 60  # seconds; a virus scanner may look at every file of a new process
_SPELL, _SUGGEST = "spell", "suggest"


class HunspellReader(Protocol):
    """Asks a dictionary."""

    def is_ready(self) -> bool:
        """Return whether an answer comes at once."""

    def spell(self, word: str) -> bool:
        """Return whether the dictionary has a word."""

    def suggest(self, word: str) -> list[str]:
        """Return words that are near."""


class Here:
    """A dictionary in this process. Raises BadFile where the file is none."""

    def __init__(self, file: Path) -> None:
        from hunspell import Hunspell

        check(file)
        self._words: Any = Hunspell(file.stem, hunspell_data_dir=str(file.parent), system_encoding="UTF-8")

    def is_ready(self) -> bool:
        """Return whether an answer comes at once: always."""
        return True

    def spell(self, word: str) -> bool:
        """Return whether the dictionary has a word."""
        try:
            return bool(self._words.spell(word))
        except UnicodeEncodeError:  # a letter that the dictionary's encoding does not have
            return False

    def suggest(self, word: str) -> list[str]:
        """Return words that are near."""
        try:
            return list(self._words.suggest(word))
        except UnicodeEncodeError:
            return []


class Aside:
    """A dictionary in a process of its own, which ends with this one and is not waited for until something is asked.

    Raises BadFile where the file is none.
    """

    def __init__(self, file: Path) -> None:
        from multiprocessing import get_context

        check(file)
        self._file = file
        self._one_at_a_time = threading.Lock()
        context = get_context("spawn")
        self._line, its_end = context.Pipe()
        self._process = context.Process(target=_serve, args=(its_end, file), name="dictionary", daemon=True)
        self._process.start()
        its_end.close()
        self._is_ready = False

    def is_ready(self) -> bool:
        """Return whether the dictionary is loaded, or its process ended, which the next question tells."""
        try:
            return self._is_ready or self._line.poll()
        except OSError:
            return True

    def spell(self, word: str) -> bool:
        """Return whether the dictionary has a word. Raises BadFile where its process ended."""
        return bool(self._ask(_SPELL, word))

    def suggest(self, word: str) -> list[str]:
        """Return words that are near. Raises BadFile where its process ended."""
        return list(self._ask(_SUGGEST, word))

    def close(self) -> None:
        """End the process."""
        self._line.close()
        self._process.join()

    def _ask(self, what: str, word: str) -> Any:
        with self._one_at_a_time:
            try:
                self._wait()
                self._line.send((what, word))
                return self._line.recv()
            except (EOFError, OSError) as ended:
                raise self._failed() from ended

    def _wait(self) -> None:
        if not self._is_ready:
            if not self._line.poll(_STARTS_WITHIN):
                raise self._failed()
            self._line.recv()
            self._is_ready = True

    def _failed(self) -> BadFile:
        return BadFile(Message("“{file}” cannot be used: the program that reads it ended.", file=str(self._file)))


def check(file: Path) -> None:
    """Refuse what Hunspell would take in silence as a dictionary without words, calling every word wrong. Raises BadFile."""
    try:
        with file.open("rb") as words:
            count = words.readline(40).strip().removeprefix(b"\xef\xbb\xbf").split(None, 1)[:1]
        has_rules = file.with_suffix(".aff").stat().st_size > 0
    except OSError as wrong:
        raise BadFile(Message("“{file}” cannot be read: {reason}", file=str(file), reason=why(wrong))) from wrong
    if not count or not count[0].isdigit() or not has_rules:
        raise BadFile(Message("“{file}” is not a Hunspell dictionary. Nothing was changed; install it again.", file=str(file)))


def _serve(line: Connection, file: Path) -> None:
    """Answer what comes over the line until its other end is gone."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one who asks
    try:
        words = Here(file)
        line.send(None)
        while True:
            what, word = line.recv()
            line.send(words.spell(word) if what == _SPELL else words.suggest(word))
    except (EOFError, OSError):
        return
