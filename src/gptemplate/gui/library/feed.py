"""Where the table's practices come from: listings and searches on the reader thread, the latest wins."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gptemplate.gui.context import Context
from gptemplate.gui.library.state import Overview
from gptemplate.model.sorting import sort_key

if TYPE_CHECKING:
    from gptemplate.store.library import Library

DEBOUNCE = 80  # milliseconds after the last key
NEWEST = 300  # texts that the first answer of a search comes from
COALESCE = 60  # milliseconds in which changes are gathered into one listing


class Feed(QObject):
    """Lists practices when something changes, and searches while a person types.

    Signals:
        listed: an `Overview` of all practices.
        found: the ids that a search found, or None where nothing is searched for.
    """

    listed = Signal(object)
    found = Signal(object)

    def __init__(self, ctx: Context, parent: QObject | None = None, *, in_bin: bool = False) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._in_bin = in_bin
        self._query = ""
        self._is_listing = self._is_searching = False
        self._again = False
        self._asked = ""
        self._soon = QTimer(self, singleShot=True, interval=COALESCE)
        self._soon.timeout.connect(self.reload)
        self._typed = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._typed.timeout.connect(self._search)

    @property
    def query(self) -> str:
        """What is searched for."""
        return self._query

    @Slot()
    def reload(self) -> None:
        """List the practices; while a listing is under way, one more follows it."""
        if self._is_listing:
            self._again = True
            return
        self._is_listing, self._again = True, False
        job = partial(_overview, language=self._ctx.language, in_bin=self._in_bin)
        self._ctx.tasks.read(job, self._on_listed, self._on_unlisted)

    @Slot()
    def reload_soon(self) -> None:
        """List the practices when no more changes come."""
        if not self._soon.isActive():
            self._soon.start()

    def search(self, query: str) -> None:
        """Search soon; an empty query shows everything at once."""
        self._query = query.strip()
        if self._query:
            self._typed.start()
        else:
            self._typed.stop()
            self.found.emit(None)

    @Slot()
    def _search(self) -> None:
        if self._is_searching or not self._query:
            return
        self._is_searching, self._asked = True, self._query
        self._ctx.tasks.read(partial(_search_newest, query=self._asked), self._on_newest_found, self._on_not_found)

    def _on_newest_found(self, answer: tuple[list[str], bool]) -> None:
        """Show at once what is found first; more than a screen is looked for behind it."""
        ids, are_all = answer
        if are_all or self._asked != self._query:
            self._on_found(ids)
        else:
            self.found.emit(tuple(ids))
            self._ctx.tasks.read(partial(_search, query=self._asked), self._on_found, self._on_not_found)

    def _on_found(self, ids: list[str]) -> None:
        self._is_searching = False
        if self._asked == self._query:
            self.found.emit(tuple(ids))
        elif self._query:
            self._search()

    def _on_not_found(self, error: Exception) -> None:
        self._is_searching = False
        self._ctx.tasks.failed.emit(error)

    def _on_listed(self, overview: Overview) -> None:
        self._is_listing = False
        if self._again or overview.language != self._ctx.language:
            self.reload()
        self.listed.emit(overview)
        if not self._in_bin:
            self._ctx.tasks.read(partial(_warm, overview=overview), failed=self._on_unlisted)
        if self._query:
            self._typed.start()  # what changed may be found now, or no more

    def _on_unlisted(self, error: Exception) -> None:
        self._is_listing = False
        if not self._in_bin:
            self._ctx.tasks.failed.emit(error)


def _overview(library: Library, *, language: str, in_bin: bool) -> Overview:
    from gptemplate.services.library import list_practices

    return Overview.of(list_practices(library, in_bin=in_bin), language)


def _warm(_library: Library, *, overview: Overview) -> None:
    """Work out now what titles are sorted by, so that a click on their column answers at once."""
    for one in overview.entries:
        sort_key(one.title, overview.language)


def _search_newest(library: Library, *, query: str) -> tuple[list[str], bool]:
    from gptemplate.services.library import search_newest

    return search_newest(library, query, NEWEST)


def _search(library: Library, *, query: str) -> list[str]:
    from gptemplate.services.library import search

    return search(library, query)
