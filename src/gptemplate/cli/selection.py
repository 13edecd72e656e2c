"""Which practices a command is about: some by name, or all of them."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from gptemplate.cli.exits import WrongCall
from gptemplate.cli.parser import Parser
from gptemplate.i18n import Message
from gptemplate.services.library import find, list_practices

if TYPE_CHECKING:
    from gptemplate.store.library import Library


def add_selection(parser: Parser) -> None:
    """Add PRACTICE ... and --all."""
    tr = parser.tr
    meaning = tr("ids, their first digits, or titles")
    parser.needs.add_argument("practices", nargs="*", metavar=tr("PRACTICE"), help=meaning)
    parser.choices.add_argument("--all", action="store_true", help=tr("every practice that is not in the bin"))


def selected(library: Library, options: Namespace) -> tuple[str, ...]:
    """Return the ids that are meant, each once. Raises WrongCall where none is named, UnknownName."""
    if options.all == bool(options.practices):
        raise WrongCall(Message("Name the practices, or give --all."))
    if options.all:
        return tuple(one.id for one in list_practices(library))
    return tuple(dict.fromkeys(find(library, name) for name in options.practices))
