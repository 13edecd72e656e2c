"""Files that cannot be read or written, said in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gptemplate.errors import BadFile, ExportError
from gptemplate.i18n import Message


@contextmanager
def readable(file: Path) -> Iterator[None]:
    """Say which file cannot be read. Raises BadFile."""
    try:
        yield
    except OSError:
        raise BadFile(Message("{file} cannot be read. Nothing was taken from it.", file=file.name)) from None


@contextmanager
def writable(file: Path) -> Iterator[None]:
    """Say which file cannot be written. Raises ExportError."""
    try:
        yield
    except OSError:
        said = Message("{file} cannot be written. Choose another folder, or close the file where it is open.", file=file.name)
        raise ExportError(said) from None
