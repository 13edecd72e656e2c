"""What a file that came back says about one practice, before it meets anything that is here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from gptemplate.errors import UserError
from gptemplate.i18n import Message
from gptemplate.model.states import Key


class Form(StrEnum):
    """What a file is."""

    PRACTICE = "practice"
    WORD = "word"
    PDF = "pdf"
    TABLE = "table"
    XLIFF = "xliff"
    ARCHIVE = "archive"  # files in one; each of them is what it is


class NoteKind(StrEnum):
    """What a note is: text that stands in no field, what a reader said in the margin, a change that was tracked, or a value
    that was not understood.
    """

    REMARK = "remark"
    COMMENT = "comment"
    TRACKED = "tracked"
    MISREAD = "misread"


@dataclass(frozen=True, slots=True)
class Note:
    """What a file says besides its values. `key` is the field that it is about, or that a remark stands near.

    Times are milliseconds since 1970, 0 where the file does not say.
    """

    kind: NoteKind
    text: str = ""
    key: Key | None = None
    author: str = ""
    time: int = 0
    quoted: str = ""
    inserted: str = ""
    deleted: str = ""

    def words(self) -> str:
        """Return the note as one text: a tracked change with what went after "−" and what came after "+"."""
        if self.kind is not NoteKind.TRACKED:
            return self.text
        lines = ((mark, text.strip()) for mark, text in (("−", self.deleted), ("+", self.inserted)))
        return "\n".join(f"{mark} {text}" for mark, text in lines if text)


@dataclass(frozen=True, slots=True)
class Sent:
    """The text that a translation was made from: its language, the first digits of its revision, and as the file has it."""

    language: str
    revision: str = ""
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A value as the file has it, and the first digits of the revision that it was written from, "" where it does not say.

    `sent` is what a translator was handed, where the value comes back from one.
    """

    text: str
    revision: str = ""
    sent: Sent | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file, or a row of a table, says about one practice.

    `ident` is the same for the same content. `practice` is a whole id, `practice_begins` its first digits; both are ""
    where the file does not say. `number` is the row of a table, 0 for a whole file. `misread` are values that the
    reader itself did not understand, as they stand. `untranslated` are texts that a translator was handed and did not
    translate. `is_returned`: it comes from a translator, so a practice that is not here is never begun by it.
    """

    ident: str
    file: str
    form: Form
    template: str
    languages: tuple[str, ...]
    said: Mapping[Key, Said]
    number: int = 0
    practice: str = ""
    practice_begins: str = ""
    source_language: str = ""
    notes: tuple[Note, ...] = ()
    misread: Mapping[Key, str] = field(default_factory=dict)
    problems: tuple[Message, ...] = ()
    untranslated: tuple[Key, ...] = ()
    is_returned: bool = False

    @property
    def shown_in(self) -> str:
        """The language in which values that all languages share are most likely written."""
        return self.languages[0] if self.languages else ""

    @property
    def says_something(self) -> bool:
        """Whether anything is filled in or said."""
        return bool(self.misread or self.notes) or any(one.text.strip() for one in self.said.values())


Item = Path | Draft | UserError
"""A practice file, which is opened when its turn comes; a draft; or why a file cannot be read."""
