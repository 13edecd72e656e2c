"""Work away from the window: one thread writes the library, one reads it, one does long work, one advises who writes.

The GUI thread never waits for any of them. A job gets an open `Library`; what it returns reaches `done` on the GUI
thread, and a `UserError` reaches `failed`. A writing job that returns `Changes` tells everyone through `changed`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from gptemplate.errors import LibraryBusy, StoreError, StoreFull, UnsafePlace, UserError
from gptemplate.i18n import Message
from gptemplate.model.changes import Changes

if TYPE_CHECKING:
    from gptemplate.store.library import Library

log = logging.getLogger(__name__)

T = TypeVar("T")


class Opener(Protocol):
    """Opens the library, for reading only or to write."""

    def __call__(self, *, read_only: bool) -> Library:
        """Return the open library. Raises UserError."""


class Tasks(QObject):
    """The program's background threads.

    Signals:
        opened: the library is open; the argument is the error that kept it from being opened for writing, or None.
        unopened: the library cannot be used at all; the argument is the UserError.
        changed: a writing job changed something; the argument is its `Changes`.
        failed: a job failed for a reason a person can mend and nobody else took the UserError.
        broke: a job failed because of a bug; the argument is the exception.
    """

    opened = Signal(object)
    unopened = Signal(object)
    changed = Signal(object)
    failed = Signal(object)
    broke = Signal(object)
    _call = Signal(object)

    def __init__(self, opener: Opener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opener = opener
        self._writer = ThreadPoolExecutor(1, "writer")
        self._reader = ThreadPoolExecutor(1, "reader")
        self._worker = ThreadPoolExecutor(1, "worker")
        self._adviser = ThreadPoolExecutor(1, "adviser")
        self._writing: Library | None = None
        self._reading: Library | None = None
        self._advising: Library | None = None
        self._unusable: UserError | None = None
        self._ready = threading.Event()
        self._is_closed = False
        self.read_only = False
        self.stand_in: Path | None = None
        """The copy that is read in the library's place, where nothing may be written to that before the person chooses."""
        self.may_keep = False
        """Whether settings may be written; not before it is known in what kind of place they lie."""
        self._call.connect(self._on_call, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Open the library on the writer thread; jobs given before it is open wait for it."""
        self._writer.submit(self._open)

    def write(
        self,
        job: Callable[[Library], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Run a job that writes, after all that were given before."""
        self._give(self._writer, partial(self._run, lambda: job(self._writers()), done, failed, tells=True))

    def read(
        self,
        job: Callable[[Library], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Run a job that only reads; it sees what was written before it began."""
        self._give(self._reader, partial(self._run, lambda: job(self._readers()), done, failed))

    def advise(
        self,
        job: Callable[[Library], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Run a job that only reads and may have to learn first, as dictionaries and the memory do; nothing waits for it."""
        self._give(self._adviser, partial(self._run, lambda: job(self._advisers()), done, failed))

    def work(
        self,
        job: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Run long work that needs no library."""
        self._give(self._worker, partial(self._run, job, done, failed))

    def keep(self, job: Callable[[], None]) -> None:
        """Run a job that writes into the data folder, once it is known that it may; it is not run where it may not."""
        self._give(self._worker, partial(self._run, partial(self._kept, job), None, None))

    def work_reading(
        self,
        job: Callable[[Library], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Run long work that reads from a library of its own; the table and the editor go on reading meanwhile."""
        self._worker.submit(self._run, partial(self._read_apart, job), done, failed)

    def exchange(
        self, job: Callable[[], T], done: Callable[[T], None] | None = None, failed: Callable[[UserError], None] | None = None
    ) -> None:
        """Close the library, run a job on its file, and open it again; what is given meanwhile waits."""
        self._give(self._writer, partial(self._run, partial(self._exchange, job), done, failed))

    def post(self, call: Callable[[], None]) -> None:
        """Call something on the GUI thread; for a job to tell how far it has come."""
        self._call.emit(call)

    def close(self) -> None:
        """Finish what is being written, then close the library. Waits: only for the end of the program."""
        self._is_closed = True
        self._ready.set()
        self._reader.shutdown(wait=True, cancel_futures=True)
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._adviser.shutdown(wait=True, cancel_futures=True)
        self._writer.submit(self._close)
        self._writer.shutdown(wait=True)

    def _give(self, pool: ThreadPoolExecutor, job: Callable[[], None]) -> None:
        """Hand a job to a thread; a screen that asks for something when all was handed in and closed gets no answer."""
        if not self._is_closed:
            pool.submit(job)

    # On the worker threads

    def _open(self) -> None:
        try:
            hindrance = self._open_as_may_be()
            self.post(lambda: self.opened.emit(hindrance))
        except UserError as error:
            unusable = error
            self._unusable = unusable
            self.post(lambda: self.unopened.emit(unusable))
        except Exception as error:  # the boundary: a bug must reach the window, not vanish in a thread
            broken = error
            log.exception("the library could not be opened")
            self.post(lambda: self.broke.emit(broken))
        finally:
            self._ready.set()

    def _open_as_may_be(self) -> StoreError | None:
        """Open the library to write or, where that may not be, to read; return what kept it from being written."""
        hindrance: StoreError | None = None
        self.stand_in, may_keep = None, True
        try:
            self._writing = self._opener(read_only=False)
        except UnsafePlace as error:
            hindrance, may_keep = error, not error.settings_too
            self._writing = self._opener(read_only=True)
            self.stand_in = _file_of(self._writing)
        except (LibraryBusy, StoreFull) as error:
            hindrance = error
            self._writing = self._open_to_read(error)
        finally:
            self.may_keep = may_keep
        self.read_only = self._writing.read_only
        self._unusable = None
        return hindrance

    def _kept(self, job: Callable[[], None]) -> None:
        self._ready.wait()
        if self.may_keep:
            job()

    def _open_to_read(self, hindrance: StoreError) -> Library:
        try:
            return self._opener(read_only=True)
        except StoreError:
            raise hindrance from None  # there is nothing to read: what keeps it from being made is what to tell

    def _exchange(self, job: Callable[[], T]) -> T:
        """Let go of the file on all threads, run the job on the worker, and open the file again."""
        busy = Message("Another program is using the library. Nothing was changed; try again in a moment.")
        go_on = threading.Event()
        try:
            self._pause(self._reader, self._close_reader, go_on)
            self._pause(self._adviser, self._close_adviser, go_on)
            self._close_writer()
            return _submitted(self._worker, job).result()
        except CancelledError:  # the program is being closed
            raise LibraryBusy(busy) from None
        finally:
            if self._writing is None:
                self._open_again()
            go_on.set()

    def _pause(self, pool: ThreadPoolExecutor, close: Callable[[], None], go_on: threading.Event) -> None:
        """Close a thread's library and hold the thread, so that no job opens it while its file is exchanged."""
        paused = threading.Event()

        def hold() -> None:
            close()
            paused.set()
            go_on.wait()

        pause = _submitted(pool, hold)
        while not paused.wait(0.1):
            if pause.cancelled():
                raise CancelledError

    def _open_again(self) -> None:
        try:
            hindrance = self._open_as_may_be()
        except StoreError as error:
            unusable = error
            self._unusable = unusable
            self.post(lambda: self.unopened.emit(unusable))
            return
        if hindrance is not None:
            self.post(lambda: self.opened.emit(hindrance))

    def _writers(self) -> Library:
        if self._writing is None:
            raise self._unusable or RuntimeError("the library is not open")
        return self._writing

    def _readers(self) -> Library:
        self._ready.wait()
        if self._reading is None:
            self._writers()
            self._reading = self._opener(read_only=True)
        return self._reading

    def _advisers(self) -> Library:
        self._ready.wait()
        if self._advising is None:
            self._writers()
            self._advising = self._opener(read_only=True)
        return self._advising

    def _read_apart(self, job: Callable[[Library], T]) -> T:
        self._ready.wait()
        library = self._opener(read_only=True)
        try:
            return job(library)
        finally:
            library.close()

    def _close(self) -> None:
        self._close_reader()
        self._close_adviser()
        self._close_writer()

    def _close_adviser(self) -> None:
        if self._advising is not None:
            self._advising.close()
            self._advising = None

    def _close_reader(self) -> None:
        if self._reading is not None:
            self._reading.close()
            self._reading = None

    def _close_writer(self) -> None:
        if self._writing is not None:
            self._writing.close()
            self._writing = None

    def _run(
        self,
        job: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[UserError], None] | None,
        *,
        tells: bool = False,
    ) -> None:
        try:
            answer = job()
        except UserError as error:
            log.info("a job could not be done: %s", type(error).__name__)
            problem = error
            self.post(lambda: self._report(problem, failed))
        except Exception as error:  # the boundary: a bug must reach the window, not vanish in a thread
            log.exception("a job broke")
            broken = error
            self.post(lambda: self.broke.emit(broken))
        else:
            self.post(lambda: self._finish(answer, done, tells=tells))

    # On the GUI thread

    @Slot(object)
    def _on_call(self, call: Callable[[], None]) -> None:
        call()

    def _finish(self, answer: Any, done: Callable[[Any], None] | None, *, tells: bool) -> None:
        if done is not None and _is_alive(done):
            done(answer)
        if tells and isinstance(answer, Changes) and answer:
            self.changed.emit(answer)

    def _report(self, error: UserError, failed: Callable[[UserError], None] | None) -> None:
        if failed is not None and _is_alive(failed):
            failed(error)
        else:
            self.failed.emit(error)


def _file_of(library: Library) -> Path | None:
    return library.location if isinstance(library.location, Path) else None


def _submitted(pool: ThreadPoolExecutor, job: Callable[[], T]) -> Future[T]:
    try:
        return pool.submit(job)
    except RuntimeError:  # it takes no more jobs
        raise CancelledError from None


def _is_alive(callback: Callable[..., None]) -> bool:
    """Whether the widget that waits for an answer is still there."""
    owner = getattr(getattr(callback, "func", callback), "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
