"""Tables back in: which column is which field, and what each row says. Nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gptemplate.errors import BadFile
from gptemplate.exchange.tables import sheets
from gptemplate.exchange.tables.columns import KEYED, Address, address, revisions
from gptemplate.exchange.tables.safe import unguarded
from gptemplate.exchange.tables.sheets import LARGEST_FILE
from gptemplate.i18n import Message
from gptemplate.model import understanding, values
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import COMPOSITE, Field, Kind, Template

_LANGUAGE = re.compile(r"^(.*?)[\s_.:–—-]*[(\[]?(?<![^\W_])([a-z]{2})[)\]]?$", re.IGNORECASE | re.DOTALL)
_HEADS = ("@id", "@template", "@source_language", "@revisions")
_DERIVED = ("@title", "@status", "@modified")
_SHORTENED = 60  # characters of a cell or head that a remark shows


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What a row of a table says.

    `number` is its row in the file, counted from 1. `practice`, `template` and `source_language` are "" where the table
    does not say. `values` are in the form that is kept, still to be judged by `values.accept`; a cell that is empty
    says nothing. `misread` are cells that were not understood, as they stand. `remarks` tell what else is odd; what
    concerns the whole table stands in the first row's.
    """

    number: int
    practice: str
    template: str
    source_language: str
    values: Mapping[Key, str] = field(default_factory=dict)
    revisions: Mapping[Key, str] = field(default_factory=dict)
    remarks: tuple[Message, ...] = ()
    misread: Mapping[Key, str] = field(default_factory=dict)


def read_table(content: bytes, name: str, templates: Iterable[Template]) -> tuple[ReadRow, ...]:
    """Return what the rows of a CSV file or workbook say; `name` is for messages.

    Heads are keys of ours, ids of fields or their labels in any language. Raises BadFile, saying what is wrong, where
    no column is understood.
    """
    if len(content) > LARGEST_FILE:
        raise BadFile(Message("{file} is too large to be a table of practices. Nothing was taken from it.", file=name))
    known = _Known(templates)
    remarks: list[Message] = []
    is_csv = not sheets.is_workbook(content)
    if is_csv:
        rows, guessed = sheets.separated(content, name, known.count)
        if guessed:
            remarks.append(
                Message("The letters of {file} are not UTF-8; they were read as a Windows program writes them.", file=name)
            )
    else:
        rows = sheets.workbook(content, name)
    heads = rows[0] if rows else []
    if not known.count(heads):
        raise BadFile(Message("{file}: no column has the name of a field. Nothing was taken from it.", file=name))
    reader = _Reader(known, heads, is_csv=is_csv)
    found = [one for number, row in enumerate(rows[1:], 2) if (one := reader.row(number, row)) is not None]
    if not found:
        raise BadFile(Message("{file} has no rows below its heads. Nothing was taken from it.", file=name))
    first = found[0]
    return (replace(first, remarks=(*remarks, *reader.remarks, *first.remarks)), *found[1:])


class _Known:
    """What heads can mean, in the templates that there are."""

    def __init__(self, templates: Iterable[Template]) -> None:
        self.templates = {one.id: one for one in templates}
        self._labels: dict[str, dict[Address, int]] = {}
        for template in self.templates.values():
            for one in template.fields.values():
                self._add_labels(template, one)

    def count(self, heads: Sequence[str]) -> int:
        """Return how many heads name a field."""
        return sum(one is not None and one.field in self._fields for head in heads if (one := self.meaning(head)) is not None)

    @property
    def _fields(self) -> set[str]:
        return {ident for template in self.templates.values() for ident in template.fields}

    def meaning(self, head: str) -> Address | None:
        """Return what a head names: by its key, by the id of a field, or by a label."""
        keyed = KEYED.search(head)
        if keyed is not None and (named := address(keyed[1].removeprefix("@"))) is not None:
            if keyed[1].startswith("@"):
                return Address(keyed[1]) if keyed[1] in (*_HEADS, *_DERIVED) else None
            if self._checked(named) is not None:
                return named
        plain = " ".join(head.split())
        return self._by_id(plain) or self._by_label(plain)

    def template_of(self, heads: Iterable[Address]) -> str:
        """Return the template that most columns belong to; the first one where several have as many."""
        asked = {one.field for one in heads}
        return max(self.templates.values(), key=lambda one: len(asked & one.fields.keys())).id

    def _checked(self, named: Address) -> Address | None:
        """What a key names, if any template has it."""
        for template in self.templates.values():
            one = template.fields.get(named.field)
            if one is not None and named.language in template.languages_of(one):
                return named if not named.part or one.part(named.part) else None
        return None

    def _by_id(self, head: str) -> Address | None:
        named = address(head)
        if named is not None and self._checked(named) is not None:
            return named
        found = _LANGUAGE.match(head)
        return self._checked(Address(found[1].casefold(), found[2].lower())) if found else None

    def _by_label(self, head: str) -> Address | None:
        told = self._labels.get(head.casefold().rstrip(" *:"))
        if told is not None:
            return next(iter(told)) if len(told) == 1 else None
        found = _LANGUAGE.match(head)
        told = self._labels.get(found[1].casefold().rstrip(" *:")) if found else None
        if not found or not told:
            return None
        fields = {one.field for one in told}
        # The language that the head names wins over that of its words: "Title (sv)".
        return self._checked(Address(fields.pop(), found[2].lower())) if len(fields) == 1 else None

    def _add_labels(self, template: Template, one: Field) -> None:
        for code, label in one.labels.items():
            language = SHARED if one.shared or one.kind is Kind.IMAGE else code
            if language in template.languages_of(one):
                self._add(label, Address(one.id, language))
            for part in one.parts:
                self._add(f"{label} – {part.labels.get(code, part.id)}", Address(one.id, language, part.id))

    def _add(self, label: str, meant: Address) -> None:
        self._labels.setdefault(" ".join(label.split()).casefold(), {}).setdefault(meant, 1)


class _Reader:
    """Reads the rows below known heads."""

    def __init__(self, known: _Known, heads: Sequence[str], *, is_csv: bool) -> None:
        self._known = known
        ours = any(KEYED.search(head) and known.meaning(head) for head in heads)
        self._guarded = is_csv and ours
        self._columns: list[tuple[int, Address]] = []
        self.remarks: list[Message] = []
        taken: set[str] = set()
        for place, head in enumerate(heads):
            meant = known.meaning(unguarded(head) if is_csv else head)
            if meant is None and head.strip():
                self.remarks.append(Message("The column “{name}” is not known and was left out.", name=_short(head)))
            elif meant is not None and str(meant) in taken:
                self.remarks.append(Message("The column “{name}” is there twice; the first one counts.", name=_short(head)))
            elif meant is not None:
                taken.add(str(meant))
                self._columns.append((place, meant))
        self._template = known.template_of(one for _place, one in self._columns)

    def row(self, number: int, cells: Sequence[str]) -> ReadRow | None:
        """Return what a row says, None where it is empty."""
        if not any(cell.strip() for cell in cells):
            return None
        held = {one: self._cell(cells, place) for place, one in self._columns}
        heads = {one.field: cell.strip() for one, cell in held.items() if one.field.startswith("@")}
        ident = heads.get("@template") or self._template
        template = self._known.templates.get(ident)
        if template is None:
            told = Message("Row {n}: there is no form “{name}”.", n=number, name=_short(ident))
            return ReadRow(number, heads.get("@id", ""), ident, heads.get("@source_language", ""), remarks=(told,))
        misread: dict[Key, str] = {}
        found = self._values(template, held, misread)
        return ReadRow(
            number,
            heads.get("@id", ""),
            ident,
            heads.get("@source_language", ""),
            found,
            revisions(heads.get("@revisions", "")),
            misread=misread,
        )

    def _cell(self, cells: Sequence[str], place: int) -> str:
        text = cells[place] if place < len(cells) else ""
        return unguarded(text) if self._guarded else text

    def _values(self, template: Template, held: Mapping[Address, str], misread: dict[Key, str]) -> dict[Key, str]:
        texts: dict[Key, str] = {}
        parts: dict[Key, dict[str, str]] = {}
        for one, cell in sorted(held.items(), key=lambda item: item[0].number):
            asked = template.fields.get(one.field)
            if asked is None or one.about or not cell.strip() or one.language not in template.languages_of(asked):
                continue
            key = Key(one.field, one.language)
            if one.number > 1:
                texts[key] = texts.get(key, "") + cell
                continue
            read = _kept(asked, one, cell)
            if read is None:
                misread[key] = "\n".join(filter(None, (misread.get(key), cell.strip())))
            elif one.part:
                parts.setdefault(key, {})[one.part] = read
            else:
                texts[key] = read
        return texts | {key: values.from_parts(held_parts) for key, held_parts in parts.items()}


def _kept(one: Field, named: Address, cell: str) -> str | None:
    """A cell in the form that is kept; None where it is not understood."""
    if one.is_written or (one.kind is Kind.IMAGE and named.language != SHARED):
        return cell
    if one.kind in COMPOSITE and named.part:
        part = one.part(named.part)
        return understanding.understand_part(part, cell) if part else None
    return understanding.understand(one, cell)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORTENED else f"{line[: _SHORTENED - 1]}…"
