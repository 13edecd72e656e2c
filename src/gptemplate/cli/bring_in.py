"""`gptemplate import`: practices from files. What differs here and there is kept twice, for a person to choose."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit
from gptemplate.cli.parser import Parser
from gptemplate.cli.words import SHORT, name_of
from gptemplate.errors import UserError
from gptemplate.i18n import Translator
from gptemplate.model.merge import Outcome
from gptemplate.services.bringing_in import Brought, bring_in
from gptemplate.services.library import list_practices

if TYPE_CHECKING:
    from gptemplate.store.library import Library


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    about = tr("practice files: JSON from “gptemplate show --json”, or TOML")
    parser.needs.add_argument("files", nargs="+", type=Path, metavar=tr("FILE"), help=about)
    parser.choices.add_argument("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Bring files in, as one step that can be undone, and say what became of each."""
    with call.writing() as library:
        brought, _changes, errors = bring_in(library, [file.expanduser().absolute() for file in options.files])
        titles = titles_of(library, call.tr)
    if options.json:
        refused = [call.tr(error.message) for error in errors]
        call.say_json({"practices": [_plain(call.tr, one) for one in brought], "refused": refused})
    else:
        report(call, brought, errors, titles)
    whole = not errors and all(not one.problems and not one.count(Outcome.CONFLICT) for one in brought)
    return Exit.DONE if whole else Exit.NOT_ALL


def titles_of(library: Library, tr: Translator) -> dict[str, str]:
    """Return the title of every practice, those in the bin as well."""
    rows = [*list_practices(library), *list_practices(library, in_bin=True)]
    return {one.id: name_of(tr, one.title(tr.language)[0]) for one in rows}


def report(call: Call, brought: Sequence[Brought], errors: Sequence[UserError], titles: dict[str, str]) -> None:
    """Print what became of each practice, and on standard error what was not taken and why."""
    for one in brought:
        call.say(f"{one.practice[:SHORT]}  {titles[one.practice]}: {_in_words(call.tr, one)}")
        for problem in one.problems:
            call.tell(f"{titles[one.practice]}: {call.tr(problem)}")
    for error in errors:
        call.tell(error.message)


def _in_words(tr: Translator, one: Brought) -> str:
    words = [tr("new")] if one.is_new else []
    taken, same, both = (one.count(each) for each in (Outcome.TAKEN, Outcome.UNCHANGED, Outcome.CONFLICT))
    words.append(tr.plural("{n} value taken", "{n} values taken", taken))
    if same:
        words.append(tr.plural("{n} unchanged", "{n} unchanged", same))
    if both:
        words.append(tr.plural("{n} differs here and there, both are kept", "{n} differ here and there, both are kept", both))
    return ", ".join(words)


def _plain(tr: Translator, one: Brought) -> dict[str, Any]:
    return {
        "id": one.practice,
        "new": one.is_new,
        "taken": one.count(Outcome.TAKEN),
        "unchanged": one.count(Outcome.UNCHANGED),
        "conflicts": [
            {"field": each.incoming.key.field, "language": each.incoming.key.language}
            for each in one.merged
            if each.outcome is Outcome.CONFLICT
        ],
        "problems": [tr(problem) for problem in one.problems],
    }
