"""What is to be exported and how, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from gptemplate.i18n import FALLBACK, Message
from gptemplate.model.checks import Finding
from gptemplate.model.outline import Layout
from gptemplate.model.template import Labels
from gptemplate.services.exporting.house import House
from gptemplate.services.exporting.names import DEFAULT_PATTERN


class Format(StrEnum):
    """A kind of file."""

    PDF = "pdf"
    WORD = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    PACKAGE = "zip"


DOCUMENTS = (Format.PDF, Format.WORD)
"""What is made once for each practice and language."""
TABLES = (Format.XLSX, Format.CSV)
"""What is made once, with a row for each practice."""


class Existing(StrEnum):
    """What happens where a file of the same name but other content is there already."""

    KEEP = "keep"  # both: the new one gets a number
    REPLACE = "replace"  # only what this program wrote and nobody changed since
    SKIP = "skip"  # the new one is not made


class Outcome(StrEnum):
    """What became of one file."""

    MADE = "made"
    UNCHANGED = "unchanged"  # it was there already, with the same content
    SKIPPED = "skipped"  # another was there, and was to stay
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Order:
    """What to export. `languages` empty: every language of each practice's template.

    `final`: for submission, without what is empty; otherwise a draft that shows what is missing. `working`: with the
    working fields (never in a final one). `house`: a Word file of the partnership's own, of which every practice and
    language gets a filled copy too.
    """

    practices: tuple[str, ...]
    formats: tuple[Format, ...] = DOCUMENTS
    languages: tuple[str, ...] = ()
    layout: Layout = Layout.ONE_LANGUAGE
    final: bool = False
    working: bool = False
    house: House | None = None

    @property
    def documents(self) -> tuple[Format, ...]:
        """The formats that are made once for each practice and language."""
        return tuple(one for one in self.formats if one in DOCUMENTS)

    @property
    def is_for_each(self) -> bool:
        """Whether something is made for each practice, not only for all."""
        return bool(self.documents) or self.house is not None

    @property
    def tables(self) -> tuple[Format, ...]:
        """The formats that are made once for all practices."""
        return tuple(one for one in self.formats if one in TABLES)


@dataclass(frozen=True, slots=True)
class Way:
    """How files are made and named. `processes` 0: as many as there are cores. `language` is that of the interface."""

    pattern: str = DEFAULT_PATTERN
    existing: Existing = Existing.KEEP
    processes: int = 0
    language: str = FALLBACK


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one file: where it is, or why there is none; `findings` block a submission.

    `practice` is "" for a file of several practices. `labels` name the fields of the findings. `notes` say what else a
    person should know of the file. `machine` is how many of its texts a machine wrote and nobody checked.
    """

    practice: str
    title: str
    languages: tuple[str, ...]
    format: Format | None
    file: Path | None = None
    problem: Message | None = None
    findings: tuple[Finding, ...] = ()
    outcome: Outcome = Outcome.MADE
    notes: tuple[Message, ...] = ()
    labels: Mapping[str, Labels] = field(default_factory=dict)
    machine: int = 0
