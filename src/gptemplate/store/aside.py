"""A library read from a copy on this computer's own disk: where it lies, nothing is written, not even a lock."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from gptemplate.errors import LibraryBusy, StoreError, why
from gptemplate.i18n import Message

_PARTS = ("", "-wal", "-journal")  # the newest pages may be in the log only
_TURNS = 5
_PAUSE = 0.2  # seconds


def copy(file: Path) -> Path:
    """Copy a library, its log included, to a folder that goes with the copy, and return it. No file gives an empty folder.

    Raises LibraryBusy where another program writes to it all the time, StoreError where there is no room.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="gptemplate-"))
    except OSError as error:
        raise _no_room(file, error) from error
    try:
        for turn in range(_TURNS):
            if turn:
                time.sleep(_PAUSE)
            if _copy_parts(file, folder):
                return folder / file.name
        raise LibraryBusy(Message("Another program is using the library. Nothing was changed; try again in a moment."))
    except OSError as error:
        remove(folder / file.name)
        raise _no_room(file, error) from error
    except BaseException:
        remove(folder / file.name)
        raise


def remove(copied: Path) -> None:
    """Remove a copy with its folder."""
    shutil.rmtree(copied.parent, ignore_errors=True)


def _copy_parts(file: Path, folder: Path) -> bool:
    """Copy the file and its log; return whether nobody wrote to them meanwhile, so that they belong together."""
    before = _marks(file)
    for suffix in _PARTS:
        part, target = file.with_name(file.name + suffix), folder / (file.name + suffix)
        target.unlink(missing_ok=True)
        if part.is_file():
            try:
                shutil.copyfile(part, target)
            except FileNotFoundError:  # a log goes when its writer closes
                return False
    return _marks(file) == before


def _marks(file: Path) -> list[tuple[int, int] | None]:
    found: list[tuple[int, int] | None] = []
    for suffix in _PARTS:
        try:
            told = file.with_name(file.name + suffix).stat()
            found.append((told.st_size, told.st_mtime_ns))
        except FileNotFoundError:
            found.append(None)
    return found


def _no_room(file: Path, error: OSError) -> StoreError:
    return StoreError(Message("{path} could not be copied to be read here: {reason}", path=str(file), reason=why(error)))
