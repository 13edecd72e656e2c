"""`gptemplate demo`: the whole program in a minute, in a folder of its own."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit
from gptemplate.cli.export import all_well, tell_problems
from gptemplate.cli.parser import Parser
from gptemplate.cli.progress import documents
from gptemplate.cli.sample import add_samples
from gptemplate.cli.window import open_window
from gptemplate.i18n import Message
from gptemplate.paths import Paths
from gptemplate.services.exporting import Order, export
from gptemplate.services.library import list_practices


def describe(_parser: Parser) -> None:
    """The command has no arguments of its own."""


def run(call: Call, _options: Namespace) -> int:
    """Make a sample library and its documents, say where they are, and open the window on the library."""
    call = replace(call, paths=Paths(call.paths.data / "demo"), location=None)
    folder = call.paths.data / "documents"
    with call.writing() as library:
        code = add_samples(call, library)
        order = Order(tuple(one.id for one in list_practices(library)))
        with documents(call.tr) as progress:
            done = export(library, order, folder, progress=progress)
    tell_problems(call, done)
    call.say(call.tr(Message("The sample library: {path}", path=str(call.paths.library))))
    call.say(call.tr(Message("Its documents, as Word and PDF: {path}", path=str(folder))))
    return open_window(call) or (code if all_well(done) else Exit.NOT_ALL)
