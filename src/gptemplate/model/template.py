"""What a form asks for: a template, its sections and fields. All of it comes from data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gptemplate.model.states import SHARED

Labels = Mapping[str, str]

FALLBACK_LANGUAGES = ("en", "fi", "sv")


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    MONTH = "month"
    PLACE = "place"
    WEB_ADDRESSES = "web_addresses"
    CONTACT = "contact"
    IMAGE = "image"
    FILES = "files"


COMPOSITE = frozenset({Kind.PLACE, Kind.CONTACT})
WRITTEN = frozenset({Kind.TEXT, Kind.LONG_TEXT})
TYPED = WRITTEN | COMPOSITE | {Kind.WEB_ADDRESSES}


def label_in(labels: Labels, language: str) -> str:
    """Return the label in a language, or in the nearest one that the template has."""
    for code in (language, *FALLBACK_LANGUAGES):
        if code in labels:
            return labels[code]
    return next(iter(labels.values()), "")


@dataclass(frozen=True, slots=True)
class Language:
    """One of the languages that a template is filled in."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One item of a list; `parent` is the item of another list that it belongs under."""

    id: str
    labels: Labels
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """The most characters a text may have, counted as `text.length` does; None is no limit."""

    default: int | None = None
    languages: Mapping[str, int] = field(default_factory=dict)

    def of(self, language: str) -> int | None:
        """Return the limit of a language."""
        return self.languages.get(language, self.default)


@dataclass(frozen=True, slots=True)
class Question:
    """A guiding question that helps to write a field."""

    id: str
    labels: Labels


@dataclass(frozen=True, slots=True)
class Condition:
    """A field applies only while another field holds a certain value."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of a composite field, such as the city of a place."""

    id: str
    kind: str  # "text", "choice", "email" or "phone"
    labels: Labels
    limit: int | None = None
    required: bool = False
    choices: tuple[Choice, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that the form asks for."""

    id: str
    kind: Kind
    labels: Labels
    help: Labels = field(default_factory=dict)
    example: Labels = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    limit: Limit = field(default_factory=Limit)
    required: bool = False
    when: Condition | None = None
    shared: bool = False
    handed_in: bool = True
    personal: bool = False
    choices: tuple[Choice, ...] = ()
    parent: str | None = None
    default: str = ""
    after: str | None = None
    ongoing: Labels = field(default_factory=dict)
    parts: tuple[Part, ...] = ()

    @property
    def is_written(self) -> bool:
        """Whether the field is free text that a person writes."""
        return self.kind in WRITTEN

    @property
    def is_typed(self) -> bool:
        """Whether the value comes key by key, and not at once like a choice."""
        return self.kind in TYPED

    def label(self, language: str) -> str:
        """Return the field's label in a language."""
        return label_in(self.labels, language)

    def choice(self, ident: str) -> Choice | None:
        """Return the item with that id, or None."""
        return next((one for one in self.choices if one.id == ident), None)

    def part(self, ident: str) -> Part | None:
        """Return the part with that id, or None."""
        return next((one for one in self.parts if one.id == ident), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the form."""

    id: str
    labels: Labels
    help: Labels
    fields: tuple[Field, ...]
    handed_in: bool = True

    def label(self, language: str) -> str:
        """Return the section's label in a language."""
        return label_in(self.labels, language)


@dataclass(frozen=True, slots=True)
class Template:
    """A whole form, in the languages it is filled in."""

    id: str
    version: int
    labels: Labels
    languages: tuple[Language, ...]
    sections: tuple[Section, ...]
    submission_language: str
    title_field: str
    summary_field: str
    warn_ratio: float = 0.9
    fields: Mapping[str, Field] = field(init=False)

    def __post_init__(self) -> None:
        found = {one.id: one for section in self.sections for one in section.fields}
        object.__setattr__(self, "fields", found)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the template's languages, in the order of its columns."""
        return tuple(language.code for language in self.languages)

    def language(self, code: str) -> Language | None:
        """Return the language with that code, or None."""
        return next((one for one in self.languages if one.code == code), None)

    def label(self, language: str) -> str:
        """Return the template's name in a language."""
        return label_in(self.labels, language)

    def first_of(self, kind: Kind) -> Field | None:
        """Return the first field of a kind, or None."""
        return next((one for one in self.fields.values() if one.kind is kind), None)

    def languages_of(self, one: Field) -> tuple[str, ...]:
        """Return the languages in which a field has values: `SHARED` alone, the template's, or both for an image."""
        if one.kind is Kind.IMAGE:
            return (SHARED, *self.codes)
        return (SHARED,) if one.shared else self.codes

    def registers(self) -> Iterator[tuple[Field, str]]:
        """Yield every field and language that can hold a value, in the order of the form."""
        for one in self.fields.values():
            for language in self.languages_of(one):
                yield one, language
