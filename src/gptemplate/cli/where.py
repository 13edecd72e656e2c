"""`gptemplate where`: where the program keeps things."""

from __future__ import annotations

import re
from argparse import Namespace

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit
from gptemplate.cli.parser import Parser
from gptemplate.cli.words import columns


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    parser.choices.add_argument("--json", action="store_true", help=parser.tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Print the paths."""
    tr, paths = call.tr, call.paths
    library = _without_password(call.location) if isinstance(call.location, str) else str(call.file)
    places = {
        "library": (tr("Practices"), library),
        "backups": (tr("Backups"), str(paths.backups)),
        "templates": (tr("Your own templates"), str(paths.templates)),
        "settings": (tr("Settings"), str(paths.settings)),
        "logs": (tr("Log"), str(paths.logs)),
    }
    if options.json:
        call.say_json({name: place for name, (_label, place) in places.items()})
    else:
        for line in columns(list(places.values())):
            call.say(line)
        call.tell_place()
    return Exit.DONE


def _without_password(url: str) -> str:
    return re.sub(r"(?<=://)([^:/@]*):[^@]*@", r"\1:…@", url)
