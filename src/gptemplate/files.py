"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path

_RETRIES = 8  # about 2.5 s in all: virus scanners and sync programs hold a new file that long on Windows
_FORBIDDEN = set('<>:"/\\|?*')
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}


_LIBRARY = ".gptemplate"  # reading one here would take away the locks by which SQLite keeps it whole while it is open


class NotAFile(OSError):
    """What is to be read is a device, a pipe or the like: reading it might never end. Or a library: SQLite reads those."""


def read_file(file: Path, most: int) -> bytes:
    """Return what is in a file, and no more than a byte beyond `most`, by which a caller sees that it is too large.

    Raises OSError, and does not wait for what may never come: only an ordinary file is read, or a link to one.
    """
    _check(file, file.stat())
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        found = os.fstat(handle)  # another one may have come into its place
        _check(file, found)
        return stream.read(min(found.st_size, most) + 1)


def check_file(file: Path) -> None:
    """Raise OSError for what is there but is no ordinary file, which must not even be opened."""
    _check(file, file.stat())


def _check(file: Path, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    if not stat.S_ISREG(found.st_mode) or file.suffix == _LIBRARY:
        raise NotAFile(errno.EINVAL, "not an ordinary file", str(file))


def write_whole(file: Path, content: bytes) -> None:
    """Write `content` so that the file holds all of it or what it held before, even after a power cut.

    Raises OSError; nothing is left behind then.
    """
    import tempfile  # with all it needs it is a fiftieth of the start, at which nothing is written

    handle, name = tempfile.mkstemp(prefix=f".{file.name[:40]}.", suffix=".part", dir=file.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o666 & ~_umask())
        replace(part, file)
        _sync_folder(file.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def safe_name(title: str, *, longest: int = 80) -> str:
    """Return a file name that every system takes, as near to `title` as may be."""
    kept = "".join(" " if c in _FORBIDDEN or not c.isprintable() else c for c in title)
    name = " ".join(kept.split()).strip(". ")
    while len(name.encode()) > longest * 2 or len(name) > longest:
        name = name[:-1].rstrip(". ")
    if not name or name.split(".")[0].lower() in _RESERVED:
        name = f"_{name}"
    return name


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """Return a path in `folder` that does not exist yet: "stem.pdf", "stem (2).pdf" and so on."""
    candidate = folder / f"{stem}{suffix}"
    number = 2
    while candidate.exists():
        candidate = folder / f"{stem} ({number}){suffix}"
        number += 1
    return candidate


def replace(part: Path, file: Path) -> None:
    """Give a finished part its name, in the place of what had it. Raises OSError."""
    for turn in range(_RETRIES):
        try:
            part.replace(file)
            return
        except PermissionError:
            if turn == _RETRIES - 1 or os.name != "nt":
                raise
            time.sleep(0.01 * 2**turn)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows keeps the name with the file
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
