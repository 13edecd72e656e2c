"""What a unit of work has beside the practices: the translation memory, the glossary, the words, and questions across texts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from gptemplate.store.memory import Memory
    from gptemplate.store.overview import Overview
    from gptemplate.store.terms import Terms
    from gptemplate.store.words import Words


class Beside:
    """Reads and writes within one transaction. What it imports is not needed for the first practices to be shown."""

    def __init__(self, connection: Connection, now: int, author: str = "") -> None:
        self._connection = connection
        self.now = now
        self._author = author

    @cached_property
    def memory(self) -> Memory:
        """The translation memory."""
        from gptemplate.store.memory import Memory

        return Memory(self._connection, self.now)

    @cached_property
    def terms(self) -> Terms:
        """The glossary."""
        from gptemplate.store.terms import Terms

        return Terms(self._connection, self.now)

    @cached_property
    def words(self) -> Words:
        """The words that are accepted as rightly spelt."""
        from gptemplate.store.words import Words

        return Words(self._connection, self.now, self._author)

    @cached_property
    def overview(self) -> Overview:
        """Questions about many texts at once."""
        from gptemplate.store.overview import Overview

        return Overview(self._connection)
