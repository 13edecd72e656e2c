"""One file to be made. A job has everything it needs: it is made without a library, in this process or another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Protocol

from gptemplate import __version__
from gptemplate.i18n import Message
from gptemplate.model.checks import Finding
from gptemplate.model.outline import Outline
from gptemplate.model.practice import Practice
from gptemplate.model.template import Labels, Template
from gptemplate.services.exporting.house import House
from gptemplate.services.exporting.order import Exported, Format


class Job(Protocol):
    """A file to be made."""

    @property
    def stem(self) -> str:
        """The file's name without its ending."""

    @property
    def format(self) -> Format:
        """The kind of file."""

    def key(self) -> str:
        """Return a digest of everything that the file is made from: the same key gives the same bytes."""

    def render(self) -> bytes:
        """Return the bytes of the file."""

    def undrawable(self) -> str:
        """Return the characters that the file shows as boxes, since no typeface of ours has them."""

    def told(self) -> Exported:
        """Return what can be told of the file before it is made."""


@dataclass(frozen=True, slots=True)
class Document:
    """A practice in one language, or in several beside each other; `digest` is that of the outline."""

    outline: Outline
    digest: str
    format: Format
    stem: str
    attachments: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()
    labels: Mapping[str, Labels] = field(default_factory=dict)
    machine: int = 0
    notes: tuple[Message, ...] = ()

    def key(self) -> str:
        """Return a digest of what is drawn, the program's version and the name."""
        return digest_of(self.stem, self.format, self.digest, *sorted(self.attachments))

    def render(self) -> bytes:
        """Return the document."""
        # Imported here: these libraries take longer to load than the whole window.
        if self.format is Format.PDF:
            from gptemplate.documents.pdf import write_pdf

            return write_pdf(self.outline, self.attachments)
        from gptemplate.documents.word import write_word

        return write_word(self.outline, self.attachments)

    def undrawable(self) -> str:
        """Return the characters that no typeface of ours has; Word takes those of its own computer."""
        if self.format is not Format.PDF:
            return ""
        from gptemplate.documents.pdf import undrawable

        return undrawable(self.outline)

    def told(self) -> Exported:
        """Return whose document it is, and what keeps it from being submitted."""
        one = self.outline
        told = Exported(one.practice, one.title, one.languages, self.format, findings=self.findings, labels=self.labels)
        return replace(told, machine=self.machine, notes=self.notes)


@dataclass(frozen=True, slots=True)
class HouseCopy:
    """The partnership's own Word file, filled in with a practice in one language."""

    house: House
    template: Template
    practice: Practice
    language: str
    title: str
    stem: str
    attachments: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()
    labels: Mapping[str, Labels] = field(default_factory=dict)
    machine: int = 0
    notes: tuple[Message, ...] = ()

    @property
    def format(self) -> Format:
        """Word."""
        return Format.WORD

    def key(self) -> str:
        """Return a digest of the house file, the template, every value, the program's version and the name."""
        values = sorted(self.practice.values.items())
        written = repr([(*key, value.text, value.head) for key, value in values])
        parts = (self.house.digest, repr(self.template), self.practice.id, written, self.language)
        return digest_of(self.stem, "house", *parts, *sorted(self.attachments))

    def render(self) -> bytes:
        """Return the filled file. Raises BadFile."""
        from gptemplate.documents.house import fill_house

        return fill_house(self.house.content, self.practice, self.template, self.language, self.attachments, self.house.name)

    def undrawable(self) -> str:
        """Return nothing: Word takes the typefaces of its own computer."""
        return ""

    def told(self) -> Exported:
        """Return whose copy it is, and what keeps it from being submitted."""
        languages = (self.language,)
        told = Exported(self.practice.id, self.title, languages, self.format, findings=self.findings, labels=self.labels)
        return replace(told, machine=self.machine, notes=self.notes)


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A template to be filled in on paper, in Word or in a PDF viewer."""

    template: Template
    language: str
    format: Format
    stem: str

    def key(self) -> str:
        """Return a digest of the whole template, the program's version and the name."""
        return digest_of(self.stem, self.format, self.language, repr(self.template))

    def render(self) -> bytes:
        """Return the form."""
        if self.format is Format.PDF:
            from gptemplate.documents.blank_pdf import write_blank_pdf

            return write_blank_pdf(self.template, self.language)
        from gptemplate.documents.blank_word import write_blank_word

        return write_blank_word(self.template, self.language)

    def undrawable(self) -> str:
        """Return nothing."""
        return ""

    def told(self) -> Exported:
        """Return which form it is."""
        return Exported("", self.template.label(self.language), (self.language,), self.format)


@dataclass(frozen=True, slots=True)
class Ready:
    """A file whose bytes are there already, such as a table."""

    content: bytes
    format: Format
    stem: str
    title: str
    languages: tuple[str, ...] = ()

    def key(self) -> str:
        """Return a digest of the bytes."""
        return digest_of(self.stem, self.format, blake2b(self.content, digest_size=16).hexdigest())

    def render(self) -> bytes:
        """Return the bytes."""
        return self.content

    def undrawable(self) -> str:
        """Return nothing."""
        return ""

    def told(self) -> Exported:
        """Return what the file is."""
        return Exported("", self.title, self.languages, self.format)


def digest_of(*parts: str) -> str:
    """Return a digest of some texts and of the program's version."""
    found = blake2b(digest_size=16)
    for part in (__version__, *parts):
        raw = part.encode("utf-8", "surrogatepass")
        found.update(len(raw).to_bytes(8, "big"))
        found.update(raw)
    return found.hexdigest()
