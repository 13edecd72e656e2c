"""How a window opens its library on each of its threads: from a copy, only to be read, where nobody chose to write."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.paths import Paths
from gptemplate.settings import Settings

if TYPE_CHECKING:
    from gptemplate.store.library import Library


class Opening:
    """Opens one library. `chosen` is a library that is written to wherever it lies: the person has just said so.

    Where the library lies in an unsafe place and that was not chosen, opening it to write raises UnsafePlace. Opening it to
    read then opens one copy of it on this computer's disk, made once: nothing is written where it lies, not even a lock.
    """

    def __init__(
        self, paths: Paths, settings: Settings, location: Path | str | None = None, *, chosen: Path | None = None
    ) -> None:
        self._paths, self._settings, self._location, self._chosen = paths, settings, location, chosen
        self._is_unsafe = False
        self._stand_in: Path | None = None
        self._making = threading.Lock()

    def __call__(self, *, read_only: bool) -> Library:
        """Return the open library. Raises UnsafePlace, StoreError."""
        from gptemplate.services.library import open_library

        if not read_only:
            self._look()
        location = self._copied() if read_only and self._is_unsafe else self._location
        return open_library(self._paths, self._settings, location=location, read_only=read_only)

    def close(self) -> None:
        """Remove the copy, if there is one; every library that was opened here is closed."""
        if self._stand_in is not None:
            from gptemplate.store import aside

            aside.remove(self._stand_in)
            self._stand_in = None

    def _look(self) -> None:
        """Find out what kind of place it is. Asks the system, which may take a moment."""
        location = self._location
        if isinstance(location, str) or (location or self._paths.library) == self._chosen:
            return
        from gptemplate.services import elsewhere

        self._is_unsafe = True  # also where the system does not answer
        elsewhere.refuse_unsafe(self._paths, self._settings, None if location == self._paths.library else location)
        self._is_unsafe = False

    def _copied(self) -> Path:
        from gptemplate.services.templates import Templates
        from gptemplate.store import library

        with self._making:
            if self._stand_in is None:
                file = self._location if isinstance(self._location, Path) else self._paths.library
                self._stand_in = library.make_stand_in(file, Templates(self._paths.templates))
            return self._stand_in
