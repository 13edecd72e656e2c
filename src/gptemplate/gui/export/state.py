"""What is exported, in words; nothing here knows Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from gptemplate.files import safe_name
from gptemplate.gui.library.state import Entry
from gptemplate.i18n import N_, Message, Translator, translator
from gptemplate.model.outline import Layout
from gptemplate.model.template import Template, label_in
from gptemplate.model.words import STATUS_WORDS
from gptemplate.services.exporting import (
    DEFAULT_PATTERN,
    DOCUMENTS,
    Existing,
    Format,
    HouseCheck,
    Order,
    Way,
    house_name,
    names,
)

FORMAT_WORDS = {
    Format.WORD: N_("Word"),
    Format.PDF: N_("PDF"),
    Format.XLSX: N_("Table (Excel)"),
    Format.CSV: N_("Table (CSV)"),
}

EXISTING_WORDS = {
    Existing.KEEP: N_("Keep both: the new one gets a number"),
    Existing.REPLACE: N_("Replace what this program made"),
    Existing.SKIP: N_("Leave the one that is there"),
}

PART_WORDS = {
    "title": N_("Title"),
    "languages": N_("Languages"),
    "place": N_("Place"),
    "form": N_("Form"),
    "date": N_("Date of the last change"),
    "status": N_("Status"),
    "id": N_("Id"),
}
"""What the parts of a name are called."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person ticked. `form` is the template of which blank forms are wanted; None: practices are exported."""

    entries: tuple[Entry, ...]
    languages: tuple[str, ...]
    formats: tuple[Format, ...]
    layout: Layout = Layout.ONE_LANGUAGE
    final: bool = False
    working: bool = False
    form: Template | None = None
    package: str = ""  # the name of the package, where everything is to be in one
    pattern: str = DEFAULT_PATTERN
    existing: Existing = Existing.KEEP
    house: Path | None = None  # a Word file of the person's own, to be filled in
    book: str | None = None  # what the book is called in which all stand together
    publisher: str = ""  # who publishes the book

    @property
    def documents(self) -> int:
        """How many files it makes at most."""
        kinds = [one for one in self.formats if one in DOCUMENTS]
        if self.form is not None:
            return len(self.languages) * len(kinds)
        sets = 1 if self.layout is Layout.SIDE_BY_SIDE and self.languages else len(self.languages)
        if self.book is not None:
            return sets * len(kinds)
        copies = len(self.languages) if self.house is not None else 0
        return len(self.entries) * (sets * len(kinds) + copies) + len(self.formats) - len(kinds)

    def hindrance(self) -> Message | None:
        """Return what is still missing, or wrong."""
        if not self.entries and self.form is None:
            return Message("There is no practice to export.")
        if not self.languages:
            return Message("Choose at least one language.")
        if not self.formats and self.house is None:
            documents_only = self.form is not None or self.book is not None
            return Message("Choose Word, PDF or both.") if documents_only else Message("Choose at least one kind of file.")
        if self.form is not None:
            return None
        if self.layout is Layout.SIDE_BY_SIDE and len(self.languages) < 2:
            return Message("Side by side needs at least two languages.")
        return names.fault(self.pattern)

    def told(self) -> Message:
        """Return how much will be made."""
        if self.package:
            kinds = tuple(one for one in self.formats if one in DOCUMENTS) or (() if self.house is not None else DOCUMENTS)
            n = replace(self, formats=kinds).documents
            return Message("Makes a package with {n} document.", "Makes a package with {n} documents.", n=n)
        if self.book is not None:
            return Message("Makes {n} book.", "Makes {n} books.", n=self.documents)
        return Message("Makes {n} document.", "Makes {n} documents.", n=self.documents)

    def order(self) -> Order:
        """Return the order for the export."""
        return Order(
            tuple(one.id for one in self.entries),
            self.formats,
            self.languages,
            self.layout,
            self.final,
            self.working and not self.final,
        )

    def way(self, language: str) -> Way:
        """Return how the files are made; `language` is that of the interface."""
        return Way(self.pattern, self.existing, language=language)

    def books(self, folder: Path) -> tuple[Path, ...]:
        """Return where the book goes, in each format."""
        stem = safe_name(self.book or "", longest=110)
        return tuple(folder / f"{stem}.{kind.value}" for kind in self.formats if kind in DOCUMENTS)

    def file(self, folder: Path) -> Path:
        """Return where the package goes."""
        return folder / f"{safe_name(self.package.removesuffix('.zip'), longest=120)}.zip"


def usual_package(tr: Translator, today: date) -> str:
    """Return what a package is called at first."""
    return f"{tr(N_('Good practices'))} {today:%Y-%m-%d}"


def preview(choice: Choice, forms: Sequence[Template]) -> str:
    """Return what the first of the documents will be called, "" where no name can be made."""
    if choice.book is not None:
        return ""
    kind = next((one for one in choice.formats if one in DOCUMENTS), None)
    if (kind is None and choice.house is None) or not choice.languages or (choice.form is None and not choice.entries):
        return ""
    if choice.form is not None and kind is not None:
        code = choice.languages[0]
        return f"{safe_name(choice.form.label(code), longest=70)} – … – {code}.{kind.value}"
    if names.fault(choice.pattern):
        return ""
    stem = names.name(choice.pattern, _parts(choice, forms))
    if kind is None and choice.house is not None:
        return f"{house_name(stem, choice.house.name)}.docx"
    return f"{stem}.{kind.value}" if kind is not None else ""


def templates_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the templates of these practices, by their ids."""
    return tuple(dict.fromkeys(one.listed.template_id for one in entries))


def house_lines(tr: Translator, found: HouseCheck) -> list[tuple[bool, str]]:
    """Return what is wrong with the marks of a house file, and whether it blocks; the template where there are several."""
    several = len(found.templates) > 1
    return [
        (one.blocks, f"{label_in(one.labels, tr.language)}: {tr(one.message)}" if several else tr(one.message))
        for one in found.problems
    ]


def _parts(choice: Choice, forms: Sequence[Template]) -> dict[str, str]:
    """What the name of the first document is made of, as far as the table knows it."""
    one = choice.entries[0]
    codes = choice.languages if choice.layout is Layout.SIDE_BY_SIDE else choice.languages[:1]
    listed = one.listed
    form = next((form.label(codes[0]) for form in forms if form.id == listed.template_id), "")
    place = listed.summary.place.get(codes[0], "")
    return {
        "title": listed.title(codes[0])[0] or translator(codes[0])(N_("Untitled practice")),
        "languages": "-".join(codes),
        "place": place.split(", ")[0],
        "form": form,
        "date": f"{datetime.fromtimestamp(listed.modified / 1000, UTC):%Y-%m-%d}",
        "status": translator(codes[0])(STATUS_WORDS[listed.status]),
        "id": one.id[:8],
    }
