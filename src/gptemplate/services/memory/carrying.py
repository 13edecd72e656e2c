"""The memory as a file that every translation program reads, and theirs as part of ours."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from gptemplate import files
from gptemplate.files import check_file
from gptemplate.i18n import Message
from gptemplate.model.memory import Unit

if TYPE_CHECKING:
    from gptemplate.store.library import Library
    from gptemplate.translation.tmx import Reader

Progress = Callable[[int, int], bool]
"""Is told how much is done and how much there is; what it returns says whether to go on."""

BATCH = 2_000  # units kept in one transaction
LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brought: `new` units of the `read` ones; the others joined some that were here or said the same.

    `skipped` could not be used and `foreign` ones have no two of the languages; `faults` says why, of the first. `broken`
    says what keeps the rest of the file from being read. Where it was `cancelled`, what was told as read is kept.
    """

    new: int
    read: int
    skipped: int = 0
    foreign: int = 0
    faults: tuple[Message, ...] = ()
    broken: Message | None = None
    cancelled: bool = False


class Import:
    """A TMX file on its way into the memory, batch by batch, so that other writing comes between.

    Its units belong to no field here, so that nothing that is written here exchanges them. `progress` is told of bytes.
    Raises OSError.
    """

    def __init__(self, file: Path, *, languages: Sequence[str] = LANGUAGES, progress: Progress | None = None) -> None:
        from gptemplate.translation import tmx

        check_file(file)
        goes_on = _told(progress, file.stat().st_size) if progress is not None else None
        self._stream = file.open("rb")
        self._reader = tmx.read(self._stream, languages=languages, project=file.name, progress=goes_on)
        self._batches = _batches(self._reader)
        self._new = 0

    def step(self, library: Library) -> bool:
        """Keep the next units and return whether there may be more. Raises BadFile, OSError."""
        batch = next(self._batches, None)
        if batch is None:
            return False
        with library.writing() as work:
            self._new += work.memory.add(batch)
        return True

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()

    @property
    def result(self) -> Imported:
        """What was brought up to now."""
        return _imported(self._new, self._reader)


def import_file(
    library: Library, file: Path, *, languages: Sequence[str] = LANGUAGES, progress: Progress | None = None
) -> Imported:
    """Bring the units of a TMX file into the memory: see `Import`. Raises BadFile, OSError."""
    taking = Import(file, languages=languages, progress=progress)
    try:
        while taking.step(library):
            pass
        return taking.result
    finally:
        taking.close()


def export_file(
    library: Library, file: Path, *, project: str = "", languages: Sequence[str] = (), progress: Progress | None = None
) -> int:
    """Write the memory, or what came from one project, as one TMX file and return the number of units in it.

    `languages` leaves out all others. Where `progress`, told of units, says to stop, nothing is written. Raises OSError.
    """
    from gptemplate.translation import tmx

    with _part(file) as (part, stream):
        with library.reading() as work:
            units = _Counted(_chosen(work.memory.units(), project, frozenset(languages)), progress, work.memory.count())
            written = tmx.write(stream, units)
        if units.cancelled:
            return 0
        stream.flush()
        os.fsync(stream.fileno())
        stream.close()
        part.chmod(0o644)
        files.replace(part, file)
    return written


def _told(progress: Progress, size: int) -> Callable[[int], bool]:
    return lambda done: progress(done, size)


def _batches(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    waiting = (replace(one, practice="", field="") for one in units)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _imported(new: int, reader: Reader) -> Imported:
    return Imported(new, reader.read, reader.skipped, reader.foreign, tuple(reader.faults), reader.broken, reader.cancelled)


def _chosen(units: Iterable[Unit], project: str, languages: frozenset[str]) -> Iterator[Unit]:
    for one in units:
        if project and one.project != project:
            continue
        said = {code: text for code, text in one.texts.items() if not languages or code in languages}
        if len(said) > 1:
            yield replace(one, texts=said)


class _Counted:
    """Units on their way to a file, told as they pass."""

    def __init__(self, units: Iterable[Unit], progress: Progress | None, count: int) -> None:
        self._units, self._progress, self._count = units, progress, count
        self.cancelled = False

    def __iter__(self) -> Iterator[Unit]:
        for done, one in enumerate(self._units):
            if self._progress is not None and done % 100 == 0 and not self._progress(done, self._count):
                self.cancelled = True
                return
            yield one


@contextmanager
def _part(file: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """Give a file beside the one that is to be, which is gone afterwards unless it took its name."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name[:40]}.", suffix=".part", dir=file.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield part, stream
    finally:
        part.unlink(missing_ok=True)
