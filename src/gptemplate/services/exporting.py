"""Handing practices in: which documents, from which texts, into which folder, and what was left out and why."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.errors import ExportError, UnknownName
from gptemplate.files import free_name, safe_name, write_whole
from gptemplate.i18n import Message
from gptemplate.model import checks, values
from gptemplate.model.checks import Finding, Severity
from gptemplate.model.outline import Layout, Outline, outline
from gptemplate.model.practice import Practice
from gptemplate.model.template import Template

if TYPE_CHECKING:
    from gptemplate.store.library import Library
    from gptemplate.store.work import Work

log = logging.getLogger(__name__)


class Format(StrEnum):
    """A kind of document."""

    PDF = "pdf"
    WORD = "docx"


@dataclass(frozen=True, slots=True)
class Order:
    """What to export. `languages` empty: every language of each practice's template.

    `final`: for submission, without what is empty; otherwise a draft that shows what is missing. `working`: with the
    working fields (never in a final one).
    """

    practices: tuple[str, ...]
    formats: tuple[Format, ...] = (Format.PDF, Format.WORD)
    languages: tuple[str, ...] = ()
    layout: Layout = Layout.ONE_LANGUAGE
    final: bool = False
    working: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One document to be made. Everything it needs is here: making it needs no library."""

    outline: Outline
    format: Format
    stem: str
    attachments: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one document: its file, or why there is none; `findings` block a submission."""

    practice: str
    title: str
    languages: tuple[str, ...]
    format: Format | None
    file: Path | None = None
    problem: Message | None = None
    findings: tuple[Finding, ...] = ()


Progress = Callable[[int, int], bool]
"""Told (documents done, documents in all); returns whether to go on."""


def gather(library: Library, order: Order) -> tuple[list[Job], list[Exported]]:
    """Read what the documents of an order need; return the jobs, and what cannot be made at all.

    A revision of every unfinished text is cut first, so that each document can say what it was made from.
    """
    if not library.read_only:
        with library.writing() as work:
            for practice_id in order.practices:
                if work.has(practice_id):
                    work.cut(work.practice(practice_id))
    jobs: list[Job] = []
    refused: list[Exported] = []
    with library.reading() as work:
        for practice_id in order.practices:
            for one in _jobs(work, practice_id, order):
                (jobs if isinstance(one, Job) else refused).append(one)  # type: ignore[arg-type]
    return jobs, refused


def make(jobs: Sequence[Job], folder: Path, progress: Progress | None = None) -> list[Exported]:
    """Make the documents in `folder`, each whole or not at all; one that fails does not stop the others.

    An existing file is never overwritten: the same content is left as it is, other content gets a new name.
    Raises ExportError when the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise ExportError(Message("The folder {path} cannot be made. Choose another one.", path=str(folder))) from None
    done: list[Exported] = []
    for job in jobs:
        if progress is not None and not progress(len(done), len(jobs)):
            break
        done.append(_make_one(job, folder))
    if progress is not None:
        progress(len(done), len(jobs))
    return done


def export(library: Library, order: Order, folder: Path, progress: Progress | None = None) -> list[Exported]:
    """Read and make everything of an order, one after the other."""
    jobs, refused = gather(library, order)
    return [*make(jobs, folder, progress), *refused]


def render(job: Job) -> bytes:
    """Return the bytes of one document; the same job gives the same bytes."""
    # Imported here: these libraries take longer to load than the whole window.
    if job.format is Format.PDF:
        from gptemplate.documents.pdf import write_pdf

        return write_pdf(job.outline, job.attachments)
    from gptemplate.documents.word import write_word

    return write_word(job.outline, job.attachments)


def _jobs(work: Work, practice_id: str, order: Order) -> Iterator[Job | Exported]:
    try:
        practice = work.practice(practice_id)
        template = work.template(practice.template_id)
    except UnknownName as error:
        yield Exported(practice_id, practice_id, order.languages, None, problem=error.message)
        return
    attachments = _attachments(work, template, practice)
    title = practice.title(template, practice.source_language)[0]
    for languages in _language_sets(template, order):
        unknown = [code for code in languages if code not in template.codes]
        if unknown:
            problem = Message("The template has no language “{name}”.", name=", ".join(unknown))
            yield Exported(practice_id, title, languages, None, problem=problem)
        elif order.final and not any(_is_written(template, practice, code) for code in languages):
            problem = Message("Nothing is written in this language yet.")
            yield Exported(practice_id, title, languages, None, problem=problem)
        else:
            yield from _documents(template, practice, languages, order, attachments)


def _documents(
    template: Template, practice: Practice, languages: tuple[str, ...], order: Order, attachments: Mapping[str, bytes]
) -> Iterator[Job]:
    drawn = outline(template, practice, languages, layout=order.layout, final=order.final, working=order.working)
    found = (one for one in checks.run(template, practice, languages) if one.severity is Severity.BLOCKS)
    findings = tuple(found) if order.final else ()
    stem = f"{safe_name(drawn.title, longest=70)} – {'-'.join(languages)}"
    for kind in order.formats:
        yield Job(drawn, kind, stem, attachments, findings)


def _language_sets(template: Template, order: Order) -> Iterable[tuple[str, ...]]:
    languages = order.languages or template.codes
    return [languages] if order.layout is Layout.SIDE_BY_SIDE else [(code,) for code in languages]


def _is_written(template: Template, practice: Practice, language: str) -> bool:
    return any(practice.text(one.id, language).strip() for one in template.fields.values() if one.is_written and one.handed_in)


def _attachments(work: Work, template: Template, practice: Practice) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for one, language in template.registers():
        for ident in values.attachments_of(one, language, practice.text(one.id, language)):
            content = work.attachment(ident)
            if content is not None:
                found[ident] = content
    return found


def _make_one(job: Job, folder: Path) -> Exported:
    drawn = job.outline
    told = (drawn.practice, drawn.title, drawn.languages, job.format)
    try:
        file = _keep(render(job), folder, job.stem, f".{job.format.value}")
    except OSError as error:
        log.warning("a document was not written: %s", type(error).__name__)
        problem = Message("{name} could not be written: {reason}", name=job.stem, reason=error.strerror or type(error).__name__)
        return Exported(*told, problem=problem, findings=job.findings)
    return Exported(*told, file=file, findings=job.findings)


def _keep(content: bytes, folder: Path, stem: str, suffix: str) -> Path:
    plain = folder / f"{stem}{suffix}"
    if plain.is_file() and plain.read_bytes() == content:
        return plain
    file = free_name(folder, stem, suffix)
    write_whole(file, content)
    return file
