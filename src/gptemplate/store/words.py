"""The words that everyone who uses a library accepts as rightly spelt."""

from __future__ import annotations

import logging

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from gptemplate.errors import BadValue
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.store import lexical, versions
from gptemplate.store.schema import WordRow, table

log = logging.getLogger(__name__)

_word = table(WordRow)


class Words:
    """The list of words within one unit of work."""

    def __init__(self, connection: Connection, now: int, author: str = "") -> None:
        self._connection = connection
        self._now = now
        self._author = author

    def all(self) -> dict[str, frozenset[str]]:
        """Return the words of each language."""
        found = self._connection.execute(select(_word.c.language, _word.c.word, _word.c.digest)).all()
        for language, word, digest in found:
            if not isinstance(word, str) or texts.digest(word) != digest:
                log.error("a stored text does not match its hash: a word of %s", language)
        return lexical.words((language, word) for language, word, _digest in found)

    def add(self, language: str, word: str) -> None:
        """Keep a word; one that is there already stays as it is. Raises BadValue for a word of more than 200 letters."""
        if not word or len(word) > lexical.LONGEST_WORD or not 0 < len(language) <= lexical.LONGEST_LANGUAGE:
            raise BadValue(Message("“{word}” cannot be kept as a word.", word=word[:40]))
        if self._connection.execute(select(_word.c.id).where(*_is(language, word))).first() is None:
            columns = {"digest": texts.digest(word), "author": self._author, "modified": self._now}
            self._connection.execute(insert(_word).values(language=language, word=word, **columns))
            versions.advance(self._connection, versions.WORDS)

    def remove(self, language: str, word: str) -> None:
        """Take a word off the list."""
        if self._connection.execute(delete(_word).where(*_is(language, word))).rowcount:
            versions.advance(self._connection, versions.WORDS)

    def version(self) -> int:
        """Return a number that is another after each change."""
        return versions.version(self._connection, versions.WORDS)


def _is(language: str, word: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return _word.c.language == language, _word.c.word == word
