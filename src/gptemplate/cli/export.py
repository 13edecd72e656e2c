"""`gptemplate export`: Word and PDF documents of practices."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit
from gptemplate.cli.parser import Parser, comma_list
from gptemplate.cli.progress import documents
from gptemplate.cli.selection import add_selection, selected
from gptemplate.cli.words import name_of
from gptemplate.i18n import Message
from gptemplate.model.outline import Layout
from gptemplate.services.exporting import Exported, Format, Order, gather, make


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    add_selection(parser)
    formats = [one.value for one in (Format.PDF, Format.WORD)]
    add = parser.choices.add_argument
    add("--to", type=Path, default=Path(), metavar=tr("DIR"), help=tr("the folder for the documents; else this one"))
    add("--format", type=comma_list(parser, formats), default=formats, metavar="pdf,docx", help=tr("what to make"))
    languages = tr("in these languages; all of the template's if none is given")
    add("--languages", type=comma_list(parser), default=[], metavar="fi,sv,en", help=languages)
    add("--side-by-side", action="store_true", help=tr("the languages beside each other in one document"))
    add("--final", action="store_true", help=tr("for submission: without what is empty"))
    add("--working", action="store_true", help=tr("with the working fields, which a final document never has"))
    add("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Make the documents and print their names; not all is well where one is missing or cannot be submitted."""
    with call.writing_if_free() as library:
        jobs, refused = gather(library, _order(options, selected(library, options)))
    with documents(call.tr) as progress:
        made = make(jobs, options.to.expanduser().absolute(), progress)
    done = [*made, *refused]
    report(call, done, as_json=options.json)
    return Exit.DONE if all_well(done) else Exit.NOT_ALL


def report(call: Call, done: Sequence[Exported], *, as_json: bool = False) -> None:
    """Print the files that were made; the rest goes to standard error."""
    if as_json:
        call.say_json([_plain(call, one) for one in done])
    else:
        for one in done:
            if one.file is not None:
                call.say(str(one.file))
    tell_problems(call, done)


def tell_problems(call: Call, done: Sequence[Exported]) -> None:
    """Say on standard error what was not made, and once for its documents what keeps a text from being submitted."""
    unready = {(one.practice, one.languages): one for one in done if one.findings}
    for one in (each for each in done if each.problem is not None):
        where = ", ".join(one.languages)
        title = name_of(call.tr, one.title)
        call.tell(Message("“{title}” [{languages}]: {problem}", title=title, languages=where, problem=one.problem))
    for one in unready.values():
        call.tell(_unready(name_of(call.tr, one.title), one))


def all_well(done: Iterable[Exported]) -> bool:
    """Return whether every document was made and can be submitted where that was wanted."""
    return all(one.file is not None and not one.findings for one in done)


def _order(options: Namespace, practices: tuple[str, ...]) -> Order:
    return Order(
        practices,
        formats=tuple(map(Format, options.format)),
        languages=tuple(options.languages),
        layout=Layout.SIDE_BY_SIDE if options.side_by_side else Layout.ONE_LANGUAGE,
        final=options.final,
        working=options.working,
    )


def _unready(title: str, one: Exported) -> Message:
    return Message(
        "“{title}” [{languages}]: {n} thing keeps it from being submitted; “gptemplate check” names it.",
        "“{title}” [{languages}]: {n} things keep it from being submitted; “gptemplate check” names them.",
        n=len(one.findings),
        title=title,
        languages=", ".join(one.languages),
    )


def _plain(call: Call, one: Exported) -> dict[str, Any]:
    return {
        "practice": one.practice,
        "title": one.title,
        "languages": list(one.languages),
        "format": one.format.value if one.format else None,
        "file": str(one.file) if one.file else None,
        "problem": call.tr(one.problem) if one.problem else None,
        "blocking": len(one.findings),
    }
