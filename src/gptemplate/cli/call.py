"""One call of the program: whose data, in which language, and how a command speaks and opens the library."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gptemplate import settings as kept
from gptemplate.errors import StoreError
from gptemplate.i18n import Message, Translator
from gptemplate.paths import Paths
from gptemplate.settings import Settings

if TYPE_CHECKING:
    from gptemplate.store.library import Library

Window = Callable[[Paths, Settings, "Path | str | None", str], int]
"""Opens the window on (paths, settings, other library or None, language for this time or "") and returns its exit code."""


@dataclass(frozen=True, slots=True)
class Call:
    """What a command is handed.

    `language` is the interface language asked for in this call, "" for the person's usual one. `location` is a library
    other than the person's own: a file or the URL of a database.
    """

    paths: Paths
    settings: Settings
    tr: Translator
    window: Window
    language: str = ""
    location: Path | str | None = None

    @property
    def file(self) -> Path | None:
        """The library's file; None where it is a database elsewhere."""
        if self.location is None:
            return self.paths.library
        return self.location if isinstance(self.location, Path) else None

    def say(self, text: str) -> None:
        """Print what was asked for."""
        print(text)

    def tell(self, text: str | Message) -> None:
        """Print what a person should know to standard error, where no program takes it for the answer."""
        sys.stdout.flush()
        print(self.tr(text) if isinstance(text, Message) else text, file=sys.stderr)

    def say_json(self, data: Any) -> None:
        """Print data for a program, in a form that every encoding can carry."""
        carries_all = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        print(json.dumps(data, ensure_ascii=not carries_all, indent=1))

    def tell_place(self) -> None:
        """Say what may happen to the library where it lies, unless a person chose on this computer to work there."""
        from gptemplate.services.elsewhere import warning

        if not isinstance(self.location, str):
            said = warning(self.paths, self.settings, self.location)
            if said is not None:
                self.tell(said)

    @contextmanager
    def reading(self) -> Iterator[Library]:
        """Open the library for reading, which works while a window writes to it. Raises StoreError."""
        from gptemplate.services.library import open_library

        library = open_library(self.paths, self.settings, location=self.location, read_only=True)
        try:
            yield library
        finally:
            library.close()

    @contextmanager
    def writing(self) -> Iterator[Library]:
        """Open the library for writing, making it where there is none. Raises StoreError."""
        from gptemplate.services.library import open_library

        self.tell_place()
        library = open_library(self.paths, self.settings, location=self.location)
        try:
            with self._remembered():
                yield library
        finally:
            library.close()

    def begin_glossary(self) -> None:
        """Put the programme's own terms into a library whose glossary nobody has touched, unless it can only be read now."""
        from gptemplate.services import terms

        if self.file is None or self.file.is_file():
            with self.writing_if_free() as library:
                if not library.read_only:
                    terms.add_starter_once(library)

    @contextmanager
    def writing_if_free(self) -> Iterator[Library]:
        """Open a library that there is, for writing if nobody else does, otherwise for reading. Raises StoreError."""
        from gptemplate.services.library import open_library

        there = self.file is None or self.file.is_file()
        self.tell_place()
        try:
            library = open_library(self.paths, self.settings, location=self.location, read_only=not there)
        except StoreError:
            library = open_library(self.paths, self.settings, location=self.location, read_only=True)
        try:
            with self._remembered():
                yield library
        finally:
            library.close()

    @contextmanager
    def _remembered(self) -> Iterator[None]:
        """Keep a log and, the first time, the settings: they name this computer in the history of texts."""
        from gptemplate import logs

        if not self.paths.settings.is_file():
            with suppress(OSError):
                kept.write(self.settings, self.paths.settings)
        logger = logging.getLogger("gptemplate")
        before = list(logger.handlers)
        logs.start(self.paths.logs)
        try:
            yield
        finally:
            for handler in [one for one in logger.handlers if one not in before]:
                logger.removeHandler(handler)
                handler.close()
