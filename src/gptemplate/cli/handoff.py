"""`gptemplate handoff`: texts for a translator, as packages for a translation program or as Word tables."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit
from gptemplate.cli.export import add_folder
from gptemplate.cli.parser import Parser, comma_list
from gptemplate.cli.progress import documents
from gptemplate.cli.selection import add_selection, selected
from gptemplate.i18n import Message
from gptemplate.services.handing_off import Errand, HandedOff, Kind, hand_off


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    add_selection(parser)
    target = tr("the language to translate into, or several")
    parser.needs.add_argument("--to-language", type=comma_list(parser), required=True, metavar="sv", help=target)
    add = parser.choices.add_argument
    source = tr("translate from this language; else each text from the language it was written in")
    add("--from-language", default="", metavar="fi", help=source)
    add_folder(parser)
    kinds = [one.value for one in Kind]
    kind = tr("a package for a translation program, or a Word table for each practice")
    add("--kind", choices=kinds, default=Kind.CAT.value, metavar="|".join(kinds), help=kind)
    everything = tr("finished translations as well, not only what is missing, stale or to check")
    add("--everything", action="store_true", help=everything)
    add("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Make the files and print their names."""
    with call.writing_if_free() as library, documents(call.tr) as progress:
        errand = Errand(
            selected(library, options),
            tuple(options.to_language),
            options.from_language,
            Kind(options.kind),
            options.everything,
            call.tr.language,
        )
        done = hand_off(library, errand, options.to.expanduser().absolute(), progress)
    if options.json:
        call.say_json([_plain(call, one) for one in done])
    else:
        _tell(call, done)
    return Exit.DONE if all(one.problem is None for one in done) else Exit.NOT_ALL


def _tell(call: Call, done: Sequence[HandedOff]) -> None:
    tr = call.tr
    for one in done:
        if one.file is not None:
            call.say(str(one.file))
            call.tell(f"  {counts(call, one)}")
        if one.problem is not None:
            call.tell(one.problem)
        for title in one.left_out:
            call.tell(tr("“{title}” [{language}]: nothing to translate", title=title, language=one.target))


def counts(call: Call, one: HandedOff) -> str:
    """Return how much there is to translate in a file."""
    parts = (
        Message("{n} practice", "{n} practices", n=one.practices),
        Message("{n} text", "{n} texts", n=one.texts),
        Message("{n} word", "{n} words", n=one.words),
    )
    return ", ".join(call.tr(part) for part in parts)


def _plain(call: Call, one: HandedOff) -> dict[str, Any]:
    return {
        "language": one.target,
        "file": str(one.file) if one.file is not None else None,
        "practices": sorted({each.practice for each in one.sheets}),
        "texts": one.texts,
        "words": one.words,
        "characters": one.characters,
        "nothing_to_translate": list(one.left_out),
        "problem": call.tr(one.problem) if one.problem is not None else None,
    }
