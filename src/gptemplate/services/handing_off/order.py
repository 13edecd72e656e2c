"""What is to be handed to a translator, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gptemplate.i18n import FALLBACK, Message
from gptemplate.model.handoff import Sheet


class Kind(StrEnum):
    """What a translator works with."""

    CAT = "cat"  # a translation program: a package for each language
    WORD = "word"  # Word or LibreOffice: a table for each practice and language


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be translated. `source` "": each text from the language that it was written in.

    `everything`: translations that are there and checked as well, not only those that are missing, stale or to check.
    `language` is that of the interface.
    """

    practices: tuple[str, ...]
    targets: tuple[str, ...]
    source: str = ""
    kind: Kind = Kind.CAT
    everything: bool = False
    language: str = FALLBACK


@dataclass(frozen=True, slots=True)
class HandedOff:
    """What became of one file: where it is and what is in it, or why there is none.

    `left_out` are titles of practices that have nothing to translate into this language.
    """

    target: str
    file: Path | None = None
    sheets: tuple[Sheet, ...] = ()
    left_out: tuple[str, ...] = ()
    problem: Message | None = None
    is_new: bool = True

    @property
    def practices(self) -> int:
        """How many practices are in it."""
        return len({one.practice for one in self.sheets})

    @property
    def texts(self) -> int:
        """How many texts are in it."""
        return sum(len(one.passages) for one in self.sheets)

    @property
    def words(self) -> int:
        """How many words there are to translate."""
        return sum(one.words for one in self.sheets)

    @property
    def characters(self) -> int:
        """How many characters there are to translate."""
        return sum(one.characters for one in self.sheets)
