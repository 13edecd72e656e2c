"""What is exported, and what came of it, in words; nothing here knows Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gptemplate.gui.library.state import Entry
from gptemplate.i18n import N_, Message, Translator
from gptemplate.model.outline import Layout
from gptemplate.model.states import SHARED
from gptemplate.model.template import Template
from gptemplate.services.exporting import Exported, Format, Order

FORMAT_WORDS = {Format.PDF: "PDF", Format.WORD: "Word"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person ticked."""

    entries: tuple[Entry, ...]
    languages: tuple[str, ...]
    formats: tuple[Format, ...]
    layout: Layout = Layout.ONE_LANGUAGE
    final: bool = False
    working: bool = False

    @property
    def documents(self) -> int:
        """How many documents it makes at most."""
        sets = 1 if self.layout is Layout.SIDE_BY_SIDE and self.languages else len(self.languages)
        return len(self.entries) * sets * len(self.formats)

    def hindrance(self) -> str:
        """Return the msgid of what is still missing, or nothing."""
        if not self.languages:
            return N_("Choose at least one language.")
        if not self.formats:
            return N_("Choose Word, PDF or both.")
        if self.layout is Layout.SIDE_BY_SIDE and len(self.languages) < 2:
            return N_("Side by side needs at least two languages.")
        return ""

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


def languages_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the languages of the forms of these practices, in their order."""
    return tuple(dict.fromkeys(code for one in entries for code in one.listed.summary.languages if code != SHARED))


def usual_folder(kept: str, documents: str) -> Path:
    """Return where documents go: where they went last time, else a folder below the person's documents."""
    return Path(kept) if kept else Path(documents or str(Path.home())) / "Good practices"


def time_left(elapsed: float, done: int, total: int) -> Message | None:
    """Return how long it still takes; None until that can be told."""
    if done < 3 or elapsed < 2 or done >= total:
        return None
    seconds = elapsed / done * (total - done)
    if seconds < 60:
        return Message("less than a minute left")
    return Message("about {n} minute left", "about {n} minutes left", n=round(seconds / 60))


def line(tr: Translator, one: Exported) -> str:
    """Return what became of one document."""
    if one.file is not None:
        return one.file.name
    what = " · ".join(
        part for part in (one.title or tr(N_("Untitled practice")), ", ".join(code.upper() for code in one.languages)) if part
    )
    return f"{what}: {tr(one.problem)}" if one.problem else what


def findings(tr: Translator, results: Sequence[Exported], templates: Mapping[str, Template]) -> list[str]:
    """Return what keeps practices from being submitted: a line for each finding, told once a practice."""
    told: dict[str, None] = {}
    for one in results:
        template = templates.get(one.practice)
        for finding in one.findings:
            field = template.fields.get(finding.field) if template else None
            name = field.label(tr.language) if field else finding.field
            language = "" if finding.language == SHARED else f" ({finding.language.upper()})"
            told[f"{one.title or tr(N_('Untitled practice'))} – {name}{language}: {tr(finding.message)}"] = None
    return list(told)


def count(results: Sequence[Exported]) -> tuple[int, int]:
    """Return how many documents were made, and how many could not be."""
    made = sum(one.file is not None for one in results)
    return made, len(results) - made


def report(tr: Translator, results: Sequence[Exported], folder: Path, blocking: Sequence[str]) -> str:
    """Return everything that came of an export, to be sent to others."""
    made, problems = count(results)
    parts = [str(folder), tr.plural("{n} document made", "{n} documents made", made)]
    if problems:
        parts.append(tr.plural("{n} could not be made", "{n} could not be made", problems))
    parts += ["", *(line(tr, one) for one in results)]
    if blocking:
        parts += ["", tr(N_("Not ready to be submitted:")), *blocking]
    return "\n".join(parts)
