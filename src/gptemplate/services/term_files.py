"""The glossary as files: what comes in joins what is there, and all of it goes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.errors import ExportError
from gptemplate.files import read_file, write_whole
from gptemplate.i18n import Message
from gptemplate.model.term_joining import Words, filled
from gptemplate.model.terms import Term
from gptemplate.services.terms import keep, list_terms

if TYPE_CHECKING:
    from gptemplate.store.library import Library
    from gptemplate.store.work import Work

KINDS = ("tbx", "tbx2", "tsv", "csv", "omegat")
"""What the glossary is written as: TBX of version 3 or 2, a table, or a glossary of OmegaT for one pair of languages."""

_BY_SUFFIX = {".tbx": "tbx", ".tsv": "tsv", ".csv": "csv", ".txt": "omegat", ".utf8": "omegat"}


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file brought: the ids of new terms, and those that changed as they were before.

    `same` counts what said nothing new, `skipped` what could not be kept.
    """

    new: tuple[str, ...] = ()
    before: tuple[Term, ...] = ()
    same: int = 0
    skipped: int = 0
    remarks: tuple[Message, ...] = ()


def bring_in(library: Library, file: Path, languages: Sequence[str] = ()) -> Brought:
    """Add the terms of a TBX file or a table; `languages` name the columns of a table without heads. Raises BadFile, OSError.

    A term that the file knows by its id is changed to what the file says; one that has the same words is filled up.
    """
    from gptemplate.translation import tbx, term_drafts, term_tables

    content = read_file(file, term_drafts.LARGEST_FILE)
    is_tbx = tbx.is_tbx(content)
    read = tbx.read(content, file.name) if is_tbx else term_tables.read(content, file.name, languages)
    with library.writing() as work:
        brought = _join_all(work, read.terms)
    return replace(brought, skipped=read.skipped, remarks=read.remarks)


def take_back(library: Library, brought: Brought) -> None:
    """Undo what a file brought: new terms go to the bin, changed ones are as they were."""
    with library.writing() as work:
        for ident in brought.new:
            work.terms.remove(ident)
        for one in brought.before:
            work.terms.put(one)


def export(library: Library, file: Path, *, kind: str = "", source: str = "", target: str = "") -> int:
    """Write the glossary to a file and return the number of terms. The kind follows from the file's name where it is not given.

    A glossary of OmegaT needs the pair of languages. Raises ExportError for another name, OSError.
    """
    kind = kind or _BY_SUFFIX.get(file.suffix.lower(), "")
    if kind not in KINDS:
        raise ExportError(Message("A glossary is written to a file that ends with .tbx, .tsv, .csv or .txt."))
    if kind == "omegat" and not (source and target):
        raise ExportError(Message("A glossary of OmegaT has two languages: say which."))
    held = list_terms(library)
    write_whole(file, content_of(held, kind, source, target))
    return len(held)


def content_of(terms: Sequence[Term], kind: str, source: str = "", target: str = "") -> bytes:
    """Return terms as the content of a file: see KINDS."""
    from gptemplate.translation import tbx, term_tables

    match kind:
        case "tbx" | "tbx2":
            return tbx.write(terms, old=kind == "tbx2")
        case "omegat":
            return term_tables.write_omegat(terms, source, target)
        case _:
            return term_tables.write(terms, "\t" if kind == "tsv" else ";")


def _join_all(work: Work, terms: Iterable[Term]) -> Brought:
    held = {one.id: one for one in work.terms.all()}
    new: list[str] = []
    before: list[Term] = []
    same = 0
    words = Words(held.values())
    for one in terms:
        there = held.get(one.id)
        other = there or words.partner(one)
        made = one if other is None else replace(one, author=other.author) if there else filled(other, one)
        if other is not None and replace(made, modified=other.modified) == other:
            same += 1
            continue
        kept = held[made.id] = keep(work, made)
        words.add(kept)
        if other is None:
            new.append(kept.id)
        elif other.id not in new:
            before.append(other)
    return Brought(tuple(new), tuple(before), same)
