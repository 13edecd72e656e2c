"""A good practice: the values of a template's fields, and what state each is in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gptemplate.model import text as texts
from gptemplate.model.states import SHARED, Key, State, Status
from gptemplate.model.template import Field, Kind, Section, Template


@dataclass(frozen=True, slots=True)
class Origin:
    """The text that a translation was made from: its language, its revision, and the digest of its text."""

    language: str
    revision: str
    digest: str


@dataclass(frozen=True, slots=True)
class Value:
    """The current value of a register."""

    text: str = ""
    state: State = State.DRAFT
    head: str | None = None
    origin: Origin | None = None
    modified: int = 0  # milliseconds since 1970


NOTHING = Value()


@dataclass(slots=True)
class Practice:
    """One good practice with all its values; `Key`s that hold nothing may be absent."""

    id: str
    template_id: str
    source_language: str
    status: Status = Status.DRAFT
    values: dict[Key, Value] = field(default_factory=dict)
    created: int = 0  # milliseconds since 1970
    modified: int = 0
    deleted: int | None = None

    def value(self, field_id: str, language: str) -> Value:
        """Return the value of a register, empty where nothing was written."""
        return self.values.get(Key(field_id, language), NOTHING)

    def text(self, field_id: str, language: str) -> str:
        """Return the text of a register."""
        return self.value(field_id, language).text

    def is_stale(self, key: Key) -> bool:
        """Return whether the text that this translation was made from has changed since."""
        value = self.values.get(key, NOTHING)
        if not value.text or value.origin is None or value.origin.language == key.language:
            return False  # a text whose origin is itself was made from no other
        return texts.digest(self.text(key.field, value.origin.language)) != value.origin.digest

    def state(self, field_id: str, language: str) -> State:
        """Return the state that a person sees."""
        key = Key(field_id, language)
        value = self.values.get(key, NOTHING)
        if not value.text or value.text.isspace():
            return State.EMPTY
        return State.STALE if value.origin is not None and self.is_stale(key) else value.state

    def title(self, template: Template, language: str) -> tuple[str, str]:
        """Return (title, its language): in the language asked for, else the source's, else any; ("", "") if none."""
        for code in (language, self.source_language, *template.codes):
            found = self.text(template.title_field, code).strip()
            if found:
                return found, code
        return "", ""


def applies(practice: Practice, one: Field) -> bool:
    """Return whether a field is asked for, given the other answers."""
    return one.when is None or practice.text(one.when.field, SHARED) == one.when.value


def fields_in_force(template: Template, practice: Practice, *, working: bool = True) -> Iterator[tuple[Section, Field]]:
    """Yield the fields that apply, in order; `working` includes those that are never handed in."""
    for section in template.sections:
        for one in section.fields:
            if (working or one.handed_in) and applies(practice, one):
                yield section, one


def left_over(template: Template, practice: Practice) -> list[Key]:
    """Return the registers with a text for which the form has no field (any more), in the order of their names."""
    known = {Key(one.id, language) for one, language in template.registers()}
    held = (key for key, value in practice.values.items() if value.text.strip() and not key.field.startswith("@"))
    return sorted(key for key in held if key not in known)


def is_missing(practice: Practice, one: Field, language: str) -> bool:
    """Return whether a required value is not there: a text in a language, a shared value, a part of a composite."""
    if not one.required:
        return False
    value = practice.text(one.id, SHARED if one.shared else language)
    if one.kind in (Kind.PLACE, Kind.CONTACT):
        return bool(missing_parts(one, value))
    return not value.strip()


def missing_parts(one: Field, value: str) -> list[str]:
    """Return the ids of the required parts of a composite field that are empty."""
    from gptemplate.model.values import parts_of

    held: Mapping[str, str] = parts_of(value)
    return [part.id for part in one.parts if part.required and not held.get(part.id, "").strip()]
