"""The list that lies on top of a package: what is in it, practice by practice, for people to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from gptemplate.i18n import N_, translator
from gptemplate.model.outline import Block, Fact, Facts, Heading, Layout, Outline, Paragraph


@dataclass(frozen=True, slots=True)
class Entry:
    """One practice of a package."""

    title: str
    title_language: str
    place: str
    languages: tuple[str, ...]  # by their own names
    files: tuple[str, ...]
    left_out: tuple[str, ...]  # what is not in the package, and why
    unready: tuple[str, ...]  # what keeps it from being submitted


def covering_list(entries: Sequence[Entry], language: str, modified: datetime) -> Outline:
    """Return the list as an outline; `modified` is when the newest of the practices changed."""
    tr = translator(language)
    title = tr(N_("Package for submission"))
    return Outline(
        practice="",
        language=language,
        languages=(language,),
        layout=Layout.ONE_LANGUAGE,
        title=title,
        title_language=language,
        author="",
        subject=tr(N_("What is in this package")),
        keywords="",
        form=tr(N_("Covering list")),
        badge="",
        running=tr(N_("Covering list")),
        page_of=tr(N_("Page {page} of {pages}")),
        modified=modified,
        blocks=tuple(_blocks(entries, language, title)),
    )


def as_text(entries: Sequence[Entry], language: str) -> str:
    """Return the list as plain text."""
    tr = translator(language)
    lines = [tr(N_("Package for submission")), "", *_summary(entries, language)]
    for number, one in enumerate(entries, 1):
        lines += ["", f"{number}. {one.title}"]
        for fact in _facts(one, language):
            lines.append(f"   {fact.label}: {fact.lines[0]}")
            lines += [f"      {line}" for line in fact.lines[1:]]
    return "\n".join(lines) + "\n"


def _blocks(entries: Sequence[Entry], language: str, title: str) -> Iterator[Block]:
    tr = translator(language)
    yield Heading(title, language, 1)
    for line in _summary(entries, language):
        yield Paragraph(line, language)
    for number, one in enumerate(entries, 1):
        yield Heading(f"{number}. {one.title}", one.title_language, 2)
        yield Facts(tr(N_("What is in this package")), tuple(_facts(one, language)), language)


def _summary(entries: Sequence[Entry], language: str) -> Iterator[str]:
    tr = translator(language)
    practices = tr.plural("{n} practice", "{n} practices", len(entries))
    files = tr.plural("{n} file", "{n} files", sum(len(one.files) for one in entries))
    yield f"{practices}, {files}. {tr(N_('The checksum of every file is in manifest.json and SHA256SUMS.'))}"
    unready = sum(bool(one.unready) for one in entries)
    if unready:
        yield tr.plural("{n} practice is not ready to be submitted.", "{n} practices are not ready to be submitted.", unready)


def _facts(one: Entry, language: str) -> Iterator[Fact]:
    tr = translator(language)
    rows = (
        (N_("Place"), (one.place,) if one.place else ()),
        (N_("Languages"), (", ".join(one.languages),) if one.languages else ()),
        (N_("Files"), one.files),
        (N_("Left out"), one.left_out),
        (N_("Not ready"), one.unready),
    )
    for label, lines in rows:
        if lines:
            yield Fact(tr(label), tuple(lines), language)
