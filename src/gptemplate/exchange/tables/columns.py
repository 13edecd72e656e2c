"""The columns of a table: what each is called, its key for the way back, and its cell for a practice."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from gptemplate.i18n import N_, Translator
from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.practice import Practice
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import COMPOSITE, Choice, Field, Kind, Template, label_in
from gptemplate.model.words import STATE_WORDS, STATUS_WORDS

Row = tuple[Template, Practice]
Cell = str | int | datetime

LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet holds; a longer text goes on in further columns."""

KEYED = re.compile(r"\[([^\[\]]+)\]\s*$")
"""The key at the end of a head."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `wide` columns hold running text."""

    head: str
    key: str
    cell: Callable[[Template, Practice], Cell]
    wide: bool = False

    @property
    def title(self) -> str:
        """What stands above the column."""
        return f"{self.head} [{self.key}]"


@dataclass(frozen=True, slots=True)
class Address:
    """What the key of a column names: a register, perhaps a part of it or the continuation of its text."""

    field: str
    language: str = SHARED
    part: str = ""
    number: int = 1
    about: str = ""  # "state" or "characters"

    def __str__(self) -> str:
        language = "" if self.language == SHARED else f":{self.language}"
        part = f"/{self.part}" if self.part else ""
        number = f"+{self.number}" if self.number > 1 else ""
        about = f"#{self.about}" if self.about else ""
        return f"{self.field}{part}{language}{number}{about}"


_ADDRESS = re.compile(r"([\w.-]+)(?:/([\w.-]+))?(?::([\w-]+))?(?:\+(\d{1,3}))?(?:#(\w+))?")


def address(key: str) -> Address | None:
    """Return what a key names, None where it is none."""
    found = _ADDRESS.fullmatch(key.strip())
    if found is None:
        return None
    field, part, language, number, about = found.groups()
    return Address(field, language or SHARED, part or "", int(number or 1), about or "")


def columns(rows: Sequence[Row], tr: Translator, *, longest: int | None = None) -> list[Column]:
    """Return the columns that a table of these practices has; texts longer than `longest` get further columns."""
    templates = {template.id: template for template, _practice in rows}
    found = [*_head_columns(tr)]
    seen: set[tuple[str, str]] = set()
    for template in templates.values():
        for one, language in template.registers():
            if (one.id, language) not in seen:
                seen.add((one.id, language))
                parts = _pieces(rows, one, language, longest)
                found.extend(_register_columns(tr, one, language, parts, longest))
    found.append(Column(tr(N_("Revisions")), "@revisions", _revisions))
    return found


def _head_columns(tr: Translator) -> Iterator[Column]:
    def title(template: Template, practice: Practice) -> str:
        return practice.title(template, tr.language)[0]

    def status(_template: Template, practice: Practice) -> str:
        return tr(STATUS_WORDS[practice.status])

    def form(template: Template, _practice: Practice) -> str:
        return template.id

    def changed(_template: Template, practice: Practice) -> datetime:
        return datetime.fromtimestamp(practice.modified / 1000, UTC)

    yield Column(tr(N_("Title")), "@title", title, wide=True)
    yield Column(tr(N_("Status")), "@status", status)
    yield Column(tr(N_("Changed (UTC)")), "@modified", changed)
    yield Column(tr(N_("Id")), "@id", lambda _template, practice: practice.id)
    yield Column(tr(N_("Form")), "@template", form)
    yield Column(tr(N_("Source language")), "@source_language", lambda _template, practice: practice.source_language)


def _register_columns(tr: Translator, one: Field, language: str, pieces: int, longest: int | None) -> Iterator[Column]:
    name = one.label(tr.language)
    if language != SHARED:
        name = f"{name} ({language.upper()})"
    if one.kind in COMPOSITE:
        for part in one.parts:
            head = f"{name} – {label_in(part.labels, tr.language)}"
            yield Column(head, str(Address(one.id, language, part.id)), _part(one, part.id, part.choices, tr.language))
    else:
        yield Column(name, str(Address(one.id, language)), _text(one, language, tr.language, 1, longest), one.is_written)
        for number in range(2, pieces + 1):
            head = tr(N_("{name} – continued"), name=name)
            yield Column(
                head,
                str(Address(one.id, language, number=number)),
                _text(one, language, tr.language, number, longest),
                wide=True,
            )
    yield Column(tr(N_("{name} – state"), name=name), str(Address(one.id, language, about="state")), _state(tr, one, language))
    if one.is_written or (one.kind is Kind.IMAGE and language != SHARED):
        head = tr(N_("{name} – characters"), name=name)
        yield Column(head, str(Address(one.id, language, about="characters")), _characters(one, language))


def _pieces(rows: Iterable[Row], one: Field, language: str, longest: int | None) -> int:
    if longest is None or not one.is_written:
        return 1
    most = max((len(practice.text(one.id, language)) for _template, practice in rows), default=0)
    return max(1, -(-most // longest))


def _text(one: Field, language: str, shown_in: str, number: int, longest: int | None) -> Callable[[Template, Practice], Cell]:
    def cell(_template: Template, practice: Practice) -> str:
        text = shown(one, practice.text(one.id, language), shown_in)
        return text if longest is None else text[(number - 1) * longest : number * longest]

    return cell


def _part(one: Field, part: str, choices: Sequence[Choice], shown_in: str) -> Callable[[Template, Practice], Cell]:
    def cell(_template: Template, practice: Practice) -> str:
        held = values.parts_of(practice.text(one.id, SHARED)).get(part, "")
        return _label(choices, held, shown_in)

    return cell


def _state(tr: Translator, one: Field, language: str) -> Callable[[Template, Practice], Cell]:
    return lambda template, practice: tr(STATE_WORDS[practice.state(one.id, language)]) if one.id in template.fields else ""


def _characters(one: Field, language: str) -> Callable[[Template, Practice], Cell]:
    return lambda template, practice: texts.length(practice.text(one.id, language)) if one.id in template.fields else ""


def _revisions(template: Template, practice: Practice) -> str:
    """What the texts began with, so that a table that comes back can be told from what was written here since."""
    held = {
        str(Address(one.id, language)): head
        for one, language in template.registers()
        if (head := practice.value(one.id, language).head)
    }
    text = json.dumps(held, separators=(",", ":"), sort_keys=True)
    return text if len(text) <= LONGEST_CELL else ""


def shown(one: Field, value: str, language: str) -> str:
    """Return a value as it stands in a cell: labels for ids, all else as it is kept."""
    if one.kind is Kind.CHOICE:
        return _label(one.choices, value, language)
    if one.kind is Kind.CHOICES:
        return "\n".join(_label(one.choices, item, language) for item in values.lines_of(value))
    if one.kind is Kind.YES_NO and value:
        return values.show(one, value, language)
    return value


def _label(choices: Sequence[Choice], ident: str, language: str) -> str:
    """The label of an item; its id where two items of the list are called the same."""
    labels = [label_in(one.labels, language) for one in choices if one.id == ident]
    if not labels or sum(label_in(one.labels, language) == labels[0] for one in choices) > 1:
        return ident
    return labels[0]


def revisions(cell: str) -> dict[Key, str]:
    """Return the revisions that a cell of that column names; what cannot be read names none."""
    try:
        raw = json.loads(cell) if cell else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(raw, dict):
        return {}
    found: dict[Key, str] = {}
    for key, head in raw.items():
        named = address(key)
        if named is not None and isinstance(head, str):
            found[Key(named.field, named.language)] = head
    return found
