"""`gptemplate export`: Word and PDF documents of practices, tables, and packages for submission."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit, WrongCall
from gptemplate.cli.parser import Parser, comma_list, whole_number
from gptemplate.cli.progress import documents
from gptemplate.cli.selection import add_selection, selected
from gptemplate.cli.words import name_of
from gptemplate.errors import ExportError
from gptemplate.i18n import Message
from gptemplate.model.outline import Layout
from gptemplate.services.exporting import (
    DEFAULT_PATTERN,
    DOCUMENTS,
    TABLES,
    Batch,
    Book,
    Existing,
    Exported,
    Format,
    House,
    Order,
    Outcome,
    Package,
    Way,
    names,
    read_house,
    report,
    settle,
    watched,
)

if TYPE_CHECKING:
    from gptemplate.store.library import Library

_MOST_PROCESSES = 64


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    add_selection(parser)
    add = parser.choices.add_argument
    add_folder(parser)
    what = tr("what to make; else both, or none beside --table and --house")
    add("--format", type=comma_list(parser, [*DOCUMENTS]), default=[], metavar="pdf,docx", help=what)
    table = tr("all practices as a table, one a row")
    add("--table", type=comma_list(parser, [*TABLES]), default=[], metavar="xlsx,csv", help=table)
    house = tr("a Word file of your own with marks, filled in for each practice and language; “gptemplate house” checks it")
    add("--house", type=Path, metavar=tr("FILE.docx"), help=house)
    package = tr("everything for submission in one file: documents, photos, data, checksums")
    add("--package", type=Path, metavar=tr("FILE.zip"), help=package)
    book = tr("all practices in one book, with contents and index, for each language")
    add("--collection", type=Path, metavar=tr("FILE.pdf|FILE.docx"), help=book)
    add("--title", default="", metavar=tr("TEXT"), help=tr("what the book is called"))
    add("--publisher", default="", metavar=tr("TEXT"), help=tr("who publishes the book, for its cover"))
    languages = tr("in these languages; all of the template's if none is given")
    add("--languages", type=comma_list(parser), default=[], metavar="fi,sv,en", help=languages)
    add("--side-by-side", action="store_true", help=tr("the languages beside each other in one document"))
    add("--final", action="store_true", help=tr("for submission: without what is empty"))
    add("--working", action="store_true", help=tr("with the working fields, which a final document never has"))
    parts = " ".join(f"{{{one}}}" for one in names.FIELDS)
    name = tr("how files are named, of these parts: {parts}", parts=parts)
    add("--name", default=DEFAULT_PATTERN, metavar=tr("PATTERN"), help=name)
    add_existing(parser)
    add("--report", type=Path, metavar=tr("FILE"), help=tr("write what came of it to a .txt, .csv or .json file"))
    jobs = tr("processes at a time; else one for each core, where they pay")
    add("--jobs", type=whole_number(parser, 1, _MOST_PROCESSES), default=0, metavar="N", help=jobs)
    add("--json", action="store_true", help=tr("print JSON for a program"))


def add_folder(parser: Parser) -> None:
    """Add --to."""
    tr = parser.tr
    parser.choices.add_argument(
        "--to", type=Path, default=Path(), metavar=tr("DIR"), help=tr("the folder for the documents; else this one")
    )


def add_existing(parser: Parser) -> None:
    """Add --existing."""
    kinds = [one.value for one in Existing]
    meaning = parser.tr("where another file has the name: keep both, replace what this program made, or skip")
    parser.choices.add_argument("--existing", choices=kinds, default=Existing.KEEP.value, metavar="|".join(kinds), help=meaning)


def run(call: Call, options: Namespace) -> int:
    """Make the files and print their names; not all is well where one is missing or cannot be submitted."""
    names.check(options.name)
    if options.report is not None:
        report.check(options.report)
    if options.package is not None and options.package.suffix.lower() != ".zip":
        raise WrongCall(Message("A package ends with .zip: {file} does not.", file=options.package.name))
    if options.collection is not None and (options.package or options.table or options.house or options.format):
        raise WrongCall(Message("--collection makes a book and nothing else. Ask for the other files in a call of their own."))
    house = read_house(options.house.expanduser().absolute()) if options.house is not None else None
    with call.writing_if_free() as library:
        order = _order(options, selected(library, options), house)
        settle(library, order.practices)
    way = Way(options.name, Existing(options.existing), options.jobs, call.tr.language)
    where = (options.collection or options.package or options.to).expanduser().absolute()
    # Whoever wants to write meanwhile can: it is only read from here on.
    done: list[Exported] = []
    try:
        with call.reading() as library, documents(call.tr) as progress:
            batch = _made_of(library, order, where, way, options)
            watched(batch.results(), lambda: batch.total, progress, done)
    except ExportError:
        tell(call, done, as_json=options.json)
        raise
    if options.report is not None:
        report.save(options.report.expanduser().absolute(), call.tr, done, where)
    tell(call, done, as_json=options.json)
    return Exit.DONE if all_well(done) else Exit.NOT_ALL


def _made_of(library: Library, order: Order, where: Path, way: Way, options: Namespace) -> Batch | Package | Book:
    if options.collection is not None:
        return Book(library, order, where, way, title=options.title, publisher=options.publisher)
    return Batch(library, order, where, way) if options.package is None else Package(library, order, where, way)


def tell(call: Call, done: Sequence[Exported], *, as_json: bool = False) -> None:
    """Print the files that were made; the rest goes to standard error."""
    if as_json:
        call.say_json([report.plain(call.tr, one) for one in done])
    else:
        for one in done:
            if one.file is not None and one.file.is_absolute():  # not what is inside a package
                call.say(str(one.file))
    tell_problems(call, done)


def tell_problems(call: Call, done: Sequence[Exported]) -> None:
    """Say on standard error what was not made, and once for its documents what keeps a text from being submitted."""
    unready = {(one.practice, one.languages): one for one in done if one.findings}
    for one in (each for each in done if each.problem is not None):
        where = ", ".join(one.languages)
        title = name_of(call.tr, one.title)
        if where:
            call.tell(Message("“{title}” [{languages}]: {problem}", title=title, languages=where, problem=one.problem))
        else:
            call.tell(Message("“{title}”: {problem}", title=title, problem=one.problem))
    for one in unready.values():
        call.tell(_unready(name_of(call.tr, one.title), one))
    for note in dict.fromkeys(call.tr(note) for one in done for note in one.notes):
        call.tell(note)
    for message in report.of_machine(done):
        call.tell(message)


def all_well(done: Iterable[Exported]) -> bool:
    """Return whether every file was made that was to be, and can be submitted where that was wanted."""
    return all(one.outcome is not Outcome.FAILED and not one.findings for one in done)


def _order(options: Namespace, practices: tuple[str, ...], house: House | None) -> Order:
    kinds = [*options.format, *options.table]
    if not options.format and house is None and (not options.table or options.package is not None):
        kinds = [*DOCUMENTS, *options.table]
    return Order(
        practices,
        formats=tuple(map(Format, kinds)),
        languages=tuple(options.languages),
        layout=Layout.SIDE_BY_SIDE if options.side_by_side else Layout.ONE_LANGUAGE,
        final=options.final,
        working=options.working,
        house=house,
    )


def _unready(title: str, one: Exported) -> Message:
    return Message(
        "“{title}” [{languages}]: {n} thing keeps it from being submitted; “gptemplate check” names it.",
        "“{title}” [{languages}]: {n} things keep it from being submitted; “gptemplate check” names them.",
        n=len(one.findings),
        title=title,
        languages=", ".join(one.languages),
    )
