"""Where the table's entries come from: pages read on the reader thread, the latest wish wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gptemplate.gui.context import Context
from gptemplate.gui.lexicon.memory_state import PAGE, Wish, other_forms
from gptemplate.services import memory

if TYPE_CHECKING:
    from gptemplate.model.memory import Unit
    from gptemplate.store.library import Library

DEBOUNCE = 120  # milliseconds after the last key


@dataclass(frozen=True, slots=True)
class Page:
    """Entries that were read for a wish, from a place on."""

    wish: Wish
    skip: int
    units: Sequence[Unit]
    marks: tuple[str, ...] = ()
    is_last: bool = False

    @property
    def has_more(self) -> bool:
        """Whether there may be more after these."""
        return not self.is_last and len(self.units) == PAGE


@dataclass(frozen=True, slots=True)
class Sums:
    """How many entries there are, and from where."""

    count: int
    projects: Sequence[tuple[str, int]]


class MemoryFeed(QObject):
    """Reads entries page by page.

    Signals:
        found: a `Page`.
        counted: the `Sums`.
    """

    found = Signal(object)
    counted = Signal(object)

    def __init__(self, ctx: Context, wish: Wish, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._wish = wish
        self._is_reading = self._is_again = self._is_counting = False
        self._typed = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._typed.timeout.connect(self.reload)

    def wish(self, wish: Wish, *, soon: bool = False) -> None:
        """Show what fits; `soon` waits for more keys."""
        self._wish = wish
        if soon:
            self._typed.start()
        else:
            self.reload()

    @Slot()
    def reload(self) -> None:
        """Read the first page anew; while one is under way, one more follows it."""
        if self._is_reading:
            self._is_again = True
            return
        self._is_reading, self._is_again = True, False
        self._ctx.tasks.read(partial(_page, wish=self._wish, skip=0), self._on_found, self._on_failed)

    def read_on(self, shown: int) -> None:
        """Read what comes after those that are shown."""
        self._ctx.tasks.read(partial(_page, wish=self._wish, skip=shown), self._on_found_more, self._on_failed)

    def count(self) -> None:
        """Count entries and their origins."""
        if not self._is_counting:
            self._is_counting = True
            self._ctx.tasks.read(_sums, self._on_counted, self._on_failed)

    def _on_found(self, page: Page) -> None:
        self._is_reading = False
        if self._is_again or page.wish != self._wish:
            self.reload()
            return
        self.found.emit(page)
        if page.wish.words and not page.has_more:
            self._ctx.tasks.read(partial(_other_forms, wish=page.wish, shown=len(page.units)), self._on_found_more)

    def _on_found_more(self, page: Page) -> None:
        if page.wish == self._wish:
            self.found.emit(page)

    def _on_counted(self, sums: Sums) -> None:
        self._is_counting = False
        self.counted.emit(sums)

    def _on_failed(self, error: Exception) -> None:
        self._is_reading = self._is_counting = False
        self._ctx.tasks.failed.emit(error)


def _page(library: Library, *, wish: Wish, skip: int) -> Page:
    found = memory.find(library, wish.words, language=wish.source, project=wish.project, most=PAGE, skip=skip)
    return Page(wish, skip, found, tuple(wish.words.split()))


def _other_forms(library: Library, *, wish: Wish, shown: int) -> Page:
    """Entries that have the words in other forms, the newest first."""
    forms = other_forms(wish.words)
    found: dict[int, Unit] = {}
    for form in forms:
        for one in memory.find(library, form, language=wish.source, project=wish.project, most=PAGE):
            found.setdefault(one.number, one)
    newest = sorted(found.values(), key=lambda one: (-one.modified, -one.number))
    marks = dict.fromkeys((*wish.words.split(), *(part for form in forms for part in form.split())))
    return Page(wish, max(shown, 1), newest, tuple(marks), is_last=True)


def _sums(library: Library) -> Sums:
    with library.reading() as work:
        return Sums(work.memory.count(), work.memory.projects())
