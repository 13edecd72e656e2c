"""Sorting the rows of the translation memory, the glossary and the word list out of a damaged file."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field
from typing import Any

from gptemplate.model import text as texts
from gptemplate.model.memory import Extent
from gptemplate.store import lexical, mending, raw
from gptemplate.store.pages import Cell

_DIGEST = re.compile(r"[0-9a-f]{32}")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}([-_][A-Za-z0-9]+)*")
_NEVER = 2**42  # milliseconds since 1970: the year 2109
_MOST_MENDED = 1_000  # texts in which a wrong bit is looked for

Fields = dict[str, Any]


@dataclass(slots=True)
class Lexical:
    """What a damaged file holds of them, each row proven by its hash, and how much of them could not be."""

    units: dict[int, Fields] = field(default_factory=dict)
    texts: dict[tuple[int, str], Fields] = field(default_factory=dict)
    terms: dict[str, Fields] = field(default_factory=dict)
    words: dict[tuple[str, str], Fields] = field(default_factory=dict)
    lost: set[tuple[str, object]] = field(default_factory=set)
    made_up: int = 0
    _tried: int = 0

    def __bool__(self) -> bool:
        """Return whether there is anything."""
        return bool(self.texts or self.terms or self.words)

    def takes(self, number: int, cells: tuple[Cell, ...]) -> bool:
        """Take a row if it is of one of these tables, and return whether it is."""
        match cells:
            case (None, str(), str(), str(), str(), str(), _):
                self._unit(_row("memory_unit", number, cells))
            case (None, int(), _, _, _):
                self._text(_row("memory_text", number, cells))
            case (str(ident), _, _, _, _) if _DIGEST.fullmatch(ident):
                self._term(_row("term", ident, cells))
            case (None, str(language), _, str(digest), _, _) if _LANGUAGE.fullmatch(language) and _DIGEST.fullmatch(digest):
                self._word(_row("known_word", number, cells))
            case _:
                return False
        return True

    def finish(self) -> None:
        """Give every text an entry, and leave out entries without texts and losses that another copy of the row made good."""
        kept = {number for number, _language in self.texts}
        self.made_up = len(kept - self.units.keys())
        plain = {"extent": Extent.SENTENCE.value, "practice_id": "", "field": "", "project": "", "author": "", "modified": 0}
        for number in kept - self.units.keys():
            self.units[number] = {"id": number, **plain}
        self.units = {number: self.units[number] for number in sorted(kept)}
        saved = {("memory_text", row["id"]) for row in self.texts.values()} | {("term", ident) for ident in self.terms}
        self.lost -= saved | {("known_word", row["id"]) for row in self.words.values()}

    def fill(self, connection: sqlite3.Connection) -> None:
        """Write it into a new library."""
        for table, held in (("memory_unit", self.units), ("memory_text", self.texts), ("term", self.terms)):
            for row in held.values():
                raw.insert(connection, table, row)
        for row in self.words.values():
            raw.insert(connection, "known_word", row)

    def _unit(self, row: Fields) -> None:
        known = {one.value for one in Extent}
        row |= {
            "extent": row["extent"] if row["extent"] in known else Extent.SENTENCE.value,
            "modified": _moment(row["modified"]),
        }
        other = self.units.get(row["id"])
        if other is None or row["modified"] >= other["modified"]:
            self.units[row["id"]] = row

    def _text(self, row: Fields) -> None:
        place = (row["unit_id"], row["language"])
        if self._proven("memory_text", row) and isinstance(row["language"], str):
            if place not in self.texts or row["id"] >= self.texts[place]["id"]:
                self.texts[place] = row
        else:
            self.lost.add(("memory_text", row["id"]))

    def _term(self, row: Fields) -> None:
        row |= {
            "modified": _moment(row["modified"]),
            "deleted": _moment(row["deleted"]) if row["deleted"] is not None else None,
        }
        if self._proven("term", row) and not raw.unwritten("term", row):
            if row["id"] not in self.terms or row["modified"] >= self.terms[row["id"]]["modified"]:
                self.terms[row["id"]] = row
        else:
            self.lost.add(("term", row["id"]))

    def _word(self, row: Fields) -> None:
        row |= {"author": row["author"] if isinstance(row["author"], str) else "", "modified": _moment(row["modified"])}
        if self._proven("known_word", row) and len(row["word"]) <= lexical.LONGEST_WORD:
            self.words[row["language"], row["word"]] = row
        else:
            self.lost.add(("known_word", row["id"]))

    def _proven(self, table: str, row: Fields) -> bool:
        """Whether the hash proves the row, perhaps after a single wrong bit was mended."""
        column = raw.HASHED[table]
        if isinstance(row[column], str) and texts.digest(row[column]) == row["digest"]:
            return True
        self._tried += 1
        mended = mending.mended_text({"text": row[column], "digest": row["digest"]}) if self._tried <= _MOST_MENDED else None
        if mended is not None:
            row[column] = mended
        return mended is not None


def _row(table: str, ident: int | str, cells: tuple[Cell, ...]) -> Fields:
    return dict(zip(raw.TABLES[table], (ident, *cells[1:]), strict=True))


def _moment(cell: object) -> int:
    return cell if isinstance(cell, int) and 0 <= cell < _NEVER else 0
