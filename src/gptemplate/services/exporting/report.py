"""What came of an export, to be read, sent on, or counted: as text, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from gptemplate.errors import BadValue
from gptemplate.files import write_whole
from gptemplate.i18n import N_, Message, Translator
from gptemplate.model.states import SHARED
from gptemplate.model.template import label_in
from gptemplate.services.exporting.order import Exported, Outcome

_COLUMNS = ("outcome", "title", "languages", "format", "file", "problem", "notes", "blocking", "practice")

OUTCOME_WORDS = {
    Outcome.MADE: N_("made"),
    Outcome.UNCHANGED: N_("unchanged"),
    Outcome.SKIPPED: N_("left as it was"),
    Outcome.FAILED: N_("could not be made"),
}


def line(tr: Translator, one: Exported) -> str:
    """Return what became of one file."""
    notes = " ".join(notes_of(tr, one))
    if one.file is not None:
        return notes if one.file.name in notes else " – ".join(part for part in (one.file.name, notes) if part)
    codes = ", ".join(code.upper() for code in one.languages)
    what = " · ".join(part for part in (one.title or tr(N_("Untitled practice")), codes) if part)
    return f"{what}: {tr(one.problem)}" if one.problem else what


def notes_of(tr: Translator, one: Exported) -> list[str]:
    """Return what else a person should know of a file: first whether a machine wrote in it what nobody has checked."""
    return [tr(note) for note in (*_of_machine(one.machine), *one.notes)]


def of_machine(results: Sequence[Exported]) -> tuple[Message, ...]:
    """Return how many texts of all files a machine wrote and nobody checked, counted once for all formats; () for none."""
    return _of_machine(sum({(one.practice, one.languages): one.machine for one in results}.values()))


def _of_machine(n: int) -> tuple[Message, ...]:
    message = Message(
        "{n} text comes from a machine and is not checked.", "{n} texts come from a machine and are not checked.", n=n
    )
    return (message,) if n else ()


def blocking(tr: Translator, results: Sequence[Exported]) -> list[str]:
    """Return what keeps practices from being submitted: a line for each finding, told once a practice."""
    told: dict[str, None] = {}
    for one in results:
        for text in findings(tr, one):
            told[f"{one.title or tr(N_('Untitled practice'))} – {text}"] = None
    return list(told)


def findings(tr: Translator, one: Exported) -> list[str]:
    """Return what keeps the practice of one file from being submitted."""
    told = []
    for finding in one.findings:
        name = label_in(one.labels.get(finding.field, {}), tr.language) or finding.field
        language = "" if finding.language == SHARED else f" ({finding.language.upper()})"
        told.append(f"{name}{language}: {tr(finding.message)}")
    return told


def counts(tr: Translator, results: Sequence[Exported], left_out: int = 0) -> list[str]:
    """Return how many files were made, and how many not for which reason."""

    def n_of(outcome: Outcome) -> int:
        return sum(one.outcome is outcome for one in results)

    told = [tr.plural("{n} file made", "{n} files made", n_of(Outcome.MADE))]
    if n := n_of(Outcome.UNCHANGED):
        told.append(tr.plural("{n} unchanged since last time", "{n} unchanged since last time", n))
    if n := n_of(Outcome.SKIPPED):
        told.append(tr.plural("{n} left as it was", "{n} left as they were", n))
    if n := n_of(Outcome.FAILED):
        told.append(tr.plural("{n} could not be made", "{n} could not be made", n))
    if left_out:
        told.append(tr.plural("{n} left out", "{n} left out", left_out))
    return told


def as_text(tr: Translator, results: Sequence[Exported], where: Path) -> str:
    """Return the report as people read it."""
    parts = [str(where), *counts(tr, results)]
    parts += [tr(note) for note in of_machine(results)]
    for outcome in (Outcome.FAILED, Outcome.SKIPPED, Outcome.MADE, Outcome.UNCHANGED):
        of_these = [line(tr, one) for one in results if one.outcome is outcome]
        if of_these:
            parts += ["", f"{tr(OUTCOME_WORDS[outcome]).capitalize()}:", *of_these]
    unready = blocking(tr, results)
    if unready:
        parts += ["", tr(N_("Not ready to be submitted:")), *unready]
    return "\n".join(parts) + "\n"


def as_csv(tr: Translator, results: Sequence[Exported], _where: Path) -> str:
    """Return the report as a table whose heads are the same in every language."""
    from gptemplate.exchange.tables.safe import guarded

    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in results:
        row = plain(tr, one) | {"languages": " ".join(one.languages), "notes": " ".join(notes_of(tr, one))}
        row["blocking"] = "\n".join(findings(tr, one))
        writer.writerow([guarded(str(row[name] or "")) for name in _COLUMNS])
    return "\ufeff" + out.getvalue()


def as_json(tr: Translator, results: Sequence[Exported], where: Path) -> str:
    """Return the report for a program."""
    data = {"where": str(where), "files": [plain(tr, one) for one in results]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


_WRITERS: Mapping[str, Callable[[Translator, Sequence[Exported], Path], str]] = {
    ".txt": as_text,
    ".csv": as_csv,
    ".json": as_json,
}
ENDINGS = tuple(_WRITERS)
"""The endings of files that a report can be written to."""


def check(file: Path) -> None:
    """Raise BadValue where a report cannot be written to a file of that name."""
    if file.suffix.lower() not in _WRITERS:
        raise BadValue(Message("A report ends with {endings}: {file} does not.", endings=", ".join(ENDINGS), file=file.name))


def save(file: Path, tr: Translator, results: Sequence[Exported], where: Path) -> None:
    """Write the report to a file; its ending says how. Raises BadValue, OSError."""
    check(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, _WRITERS[file.suffix.lower()](tr, results, where).encode("utf-8", "replace"))


def plain(tr: Translator, one: Exported) -> dict[str, Any]:
    """Return one file of the report as plain data."""
    return {
        "outcome": one.outcome.value,
        "practice": one.practice,
        "title": one.title,
        "languages": list(one.languages),
        "format": one.format.value if one.format else None,
        "file": str(one.file) if one.file else None,
        "problem": tr(one.problem) if one.problem else None,
        "notes": notes_of(tr, one),
        "machine": one.machine,
        "blocking": len(one.findings),
        "findings": findings(tr, one),
    }
