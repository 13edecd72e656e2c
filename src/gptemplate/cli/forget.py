"""`gptemplate forget`: remove a person's contact data, and say where else the name is."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gptemplate.cli.bring_in import titles_of
from gptemplate.cli.call import Call
from gptemplate.cli.doctor import file_of
from gptemplate.cli.exits import Exit, WrongCall
from gptemplate.cli.parser import Parser
from gptemplate.cli.words import SHORT
from gptemplate.i18n import Message
from gptemplate.model.states import SHARED
from gptemplate.services import upkeep

if TYPE_CHECKING:
    from gptemplate.store.forget import Forgotten, Place


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    about = tr("the person's name or e-mail address, as it was written")
    parser.needs.add_argument("person", metavar=tr("NAME-OR-ADDRESS"), help=about)
    parser.choices.add_argument("--yes", action="store_true", help=tr("do not ask; this cannot be undone"))
    parser.choices.add_argument("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Show what would be removed, ask, remove it, and say what remains elsewhere."""
    location = file_of(call)
    if not options.yes and not _asked(call, options):
        call.tell(Message("Nothing was changed."))
        return Exit.NOT_ALL
    call.tell_place()
    found = upkeep.forget_person(call.paths, call.settings, options.person, location=location)
    if options.json:
        call.say_json(_plain(call, found))
    else:
        _say_removed(call, found)
        _say_remaining(call, found)
    return Exit.NOT_ALL if found.mentioned or found.unreached else Exit.DONE


def _asked(call: Call, options: Namespace) -> bool:
    if not sys.stdin.isatty():
        raise WrongCall(Message("Contact data cannot be brought back. Add --yes to remove it without being asked."))
    found = upkeep.find_person(call.paths, options.person, location=file_of(call))
    for line in _lines(call, found.removed):
        call.tell(line)
    n = len(found.removed)
    words = call.tr.plural(
        "Remove the contact data in {n} field, with its history and in every copy? It cannot be brought back.",
        "Remove the contact data in {n} fields, with their history and in every copy? It cannot be brought back.",
        n,
    )
    yes = call.tr("yes")
    call.tell(f"{words} [{yes}/{call.tr('no')}]")
    return sys.stdin.readline().strip().casefold() == yes.casefold()


def _say_removed(call: Call, found: Forgotten) -> None:
    tr = call.tr
    for line in _lines(call, found.removed):
        call.say(tr("removed: {place}", place=line))
    for copy in found.copies:
        call.say(tr("removed from the copy {path}", path=str(copy)))
    if found.authored:
        n = found.authored
        call.say(tr.plural("removed as the author of {n} text", "removed as the author of {n} texts", n))
    if not found.anything and not found.copies:
        call.say(tr("No contact data has this name."))


def _say_remaining(call: Call, found: Forgotten) -> None:
    tr = call.tr
    for line in _lines(call, found.mentioned):
        call.say(tr("still named in: {place}", place=line))
    for copy in found.unreached:
        call.tell(Message("The copy {path} could not be cleaned; remove it if it is not needed.", path=str(copy)))
    for file in found.files:
        call.tell(Message("This file was not looked into: {path}", path=str(file)))
    for note in found.notes:
        call.tell(note)


def _lines(call: Call, places: Sequence[Place]) -> list[str]:
    if not places:
        return []
    with call.reading() as library:
        titles = titles_of(library, call.tr)
    return [f"{one.practice[:SHORT]}  {titles.get(one.practice, '?')}: {_field(one)}" for one in places]


def _field(one: Place) -> str:
    return one.key.field if one.key.language == SHARED else f"{one.key.field} [{one.key.language}]"


def _plain(call: Call, found: Forgotten) -> dict[str, Any]:
    return {
        "removed": [_plain_place(one) for one in found.removed],
        "mentioned": [_plain_place(one) for one in found.mentioned],
        "authored": found.authored,
        "copies": [str(one) for one in found.copies],
        "unreached": [str(one) for one in found.unreached],
        "files": [str(one) for one in found.files],
        "notes": [call.tr(one) for one in found.notes],
    }


def _plain_place(one: Place) -> dict[str, str]:
    return {"practice": one.practice, "field": one.key.field, "language": one.key.language}
