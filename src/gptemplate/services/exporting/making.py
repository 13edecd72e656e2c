"""Drawing documents: in a thread where there are few, in processes of their own where there are many.

A process that dies takes nothing with it: what it had is tried again, one document at a time.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.errors import ExportError, UserError, is_full, why
from gptemplate.i18n import Message
from gptemplate.services.exporting.jobs import Job

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

log = logging.getLogger(__name__)

POOL_PAYS = 50
"""Documents from which on a second process is faster than none: it takes 0.4 s to start."""
_AHEAD = 3  # units that wait for each process, so that none is idle and few stand in memory


@dataclass(frozen=True, slots=True)
class Part:
    """A file that is finished but has no name yet."""

    file: Path
    digest: str  # SHA-256, hex
    undrawable: str = ""  # characters that it shows as boxes


Made = tuple[Job, Part | Message]
"""A job with its finished part, or why there is none."""


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def make_all(units: Iterable[Sequence[Job]], folder: Path, processes: int) -> Generator[Made | None, None, None]:
    """Make the jobs of each unit in `folder` and yield them as they are finished; None while nothing is.

    The jobs of a unit share what they are made from, so they go to one process. Closing the iterator stops everything.
    """
    rest = iter(units)
    early: list[Sequence[Job]] = []
    while processes > 1 and sum(map(len, early)) < POOL_PAYS:
        unit = next(rest, None)
        if unit is None:
            processes = 1  # too few
        else:
            early.append(unit)
            yield None
    line = _Line(processes, folder)
    try:
        yield from line.made(chain(early, rest))
    finally:
        line.close()


def make_parts(jobs: Sequence[Job], folder: Path) -> list[Part]:
    """Make jobs, one after the other, in whichever process this is called. Raises OSError, UserError."""
    return [_make_part(job, folder) for job in jobs]


class _Line:
    """A thread or some processes that make documents, and what they are busy with."""

    def __init__(self, processes: int, folder: Path) -> None:
        self._processes, self._folder = processes, folder
        self._executor = self._open(processes)
        self._careful: Executor | None = None
        self._pending: dict[Future[list[Part]], Sequence[Job]] = {}

    def made(self, units: Iterable[Sequence[Job]]) -> Iterator[Made | None]:
        """Yield what is finished; None for each unit taken."""
        for unit in units:
            yield None
            # A thread shows each document at once; a process would spend more time on being asked.
            for some in [unit] if self._processes > 1 else [[job] for job in unit]:
                while len(self._pending) >= self._processes * _AHEAD:
                    yield from self._take()
                if some:
                    self._give(some)
        while self._pending:
            yield from self._take()

    def close(self) -> None:
        """Begin nothing more, and wait for what is under way."""
        for one in (self._executor, self._careful):
            if one is not None:
                one.shutdown(wait=True, cancel_futures=True)

    def _open(self, processes: int) -> Executor:
        if self._processes < 2:
            return ThreadPoolExecutor(1, "documents")
        # Spawned, not forked: a window has threads, and Windows and macOS know nothing else.
        from multiprocessing import get_context

        return ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin)

    def _give(self, unit: Sequence[Job]) -> None:
        try:
            future = self._executor.submit(make_parts, unit, self._folder)
        except BrokenExecutor as error:
            future = Future()
            future.set_exception(error)
        self._pending[future] = unit

    def _take(self) -> Iterator[Made]:
        """The oldest unit: documents come in the order they were asked for, so that names are given in it too."""
        future = next(iter(self._pending))
        again = [self._pending.pop(future)]
        error = future.exception()
        if error is None:
            yield from zip(again.pop(), future.result(), strict=True)
        elif isinstance(error, BrokenExecutor):
            log.info("a process that made documents ended; what it had is tried again")
            again.extend(self._pending.values())
            self._pending.clear()
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = self._open(self._processes)
        for job in chain.from_iterable(again):
            yield job, self._alone(job)

    def _alone(self, job: Job) -> Part | Message:
        """Make a job where nothing else can suffer from it."""
        if self._careful is None:
            self._careful = self._open(1)
        future = self._careful.submit(make_parts, [job], self._folder)
        error = future.exception()
        if error is None:
            return future.result()[0]
        if isinstance(error, BrokenExecutor):
            self._careful.shutdown(wait=True)
            self._careful = None
        return _problem(job, error)


def _make_part(job: Job, folder: Path) -> Part:
    content = job.render()
    file = folder / f"{job.key()}.part"
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    return Part(file, hashlib.sha256(content).hexdigest(), job.undrawable())


def _problem(job: Job, error: BaseException) -> Message:
    """Say why a document was not made; what a person cannot mend goes to the log with its traceback.

    Raises ExportError where no other can be made either.
    """
    if isinstance(error, UserError):
        return error.message
    if isinstance(error, OSError):
        check_room(error)
        log.warning("a document was not written: %s", type(error).__name__)
        return Message("{name} could not be written: {reason}", name=job.stem, reason=why(error))
    log.error("a document could not be made", exc_info=error)
    return Message("This document could not be made because of a fault in the program. The others were not touched by it.")


def check_room(error: OSError) -> None:
    """Raise ExportError where the disk is full: every other document would fail for the same reason."""
    if is_full(error):
        raise ExportError(
            Message("The disk is full, so the export stopped. What is finished stays. Make room, and export again.")
        ) from error


def _begin() -> None:
    """What a process does before its first document."""
    import signal
    import threading
    from multiprocessing import parent_process

    logging.getLogger("gptemplate").addHandler(logging.NullHandler())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one who gives the orders
    parent = parent_process()
    if parent is not None:
        # A process whose parent was killed would wait for ever.
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
