"""`gptemplate translate`: fill what is empty in a language with what a machine on this computer makes of it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit
from gptemplate.cli.parser import Parser
from gptemplate.cli.words import SHORT, name_of
from gptemplate.i18n import Translator
from gptemplate.model.states import Key
from gptemplate.model.template import Template
from gptemplate.services import machine
from gptemplate.services.editing import open_practice
from gptemplate.services.library import find
from gptemplate.services.machine import Filled
from gptemplate.translation.machine import Engine


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    parser.needs.add_argument("practice", metavar=tr("PRACTICE"), help=tr("an id, its first digits, or a title"))
    add = parser.choices.add_argument
    add("--to", metavar=tr("LANGUAGE"), required=True, help=tr("the language to fill; what is written in it stays"))
    add(
        "--from",
        metavar=tr("LANGUAGE"),
        default="",
        dest="source",
        help=tr("translate from this one (else from each original)"),
    )
    engines = tr("what translates, on this computer (else as in the settings)")
    add("--engine", choices=machine.ENGINES, metavar="|".join(machine.ENGINES), default="", help=engines)
    add("--folder", metavar=tr("DIR"), default="", help=tr("the folder with a translation model (else as in the settings)"))
    add("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Fill a practice, and say what is to be checked and what is over its limit."""
    engine = _engine(call, options)
    with call.writing() as library:
        ident = find(library, options.practice)
        filled, _changes = machine.fill(library, ident, options.to, engine, source=options.source)
        practice = open_practice(library, ident)
        template = library.template(practice.template_id)
    if options.json:
        call.say_json({"id": ident, "engine": engine.name, **_plain(filled)})
        return Exit.DONE
    title = name_of(call.tr, practice.title(template, call.tr.language)[0])
    call.say(f"{ident[:SHORT]}  {title}: {_told(call.tr, filled)}")
    for key in filled.over:
        call.tell(call.tr("{field}: longer than its limit.", field=_label(call.tr, template, key)))
    for key in filled.kept:
        told = call.tr("{field}: somebody has written there meanwhile; that stays.", field=_label(call.tr, template, key))
        call.tell(told)
    return Exit.DONE


def _engine(call: Call, options: Namespace) -> Engine:
    settings = call.settings
    if options.folder:
        settings = settings._replace(machine_folder=str(Path(options.folder).expanduser().absolute()))
    return machine.engine(settings, options.engine or (machine.MODEL if options.folder else ""))


def _told(tr: Translator, filled: Filled) -> str:
    if not filled.keys:
        return tr("nothing is empty that could be translated")
    n = len(filled.keys)
    return tr.plural("{n} text put in by a machine, to be checked", "{n} texts put in by a machine, to be checked", n)


def _label(tr: Translator, template: Template, key: Key) -> str:
    return f"{template.fields[key.field].label(tr.language)} ({key.language.upper()})"


def _plain(filled: Filled) -> dict[str, list[str]]:
    return {name: [key.field for key in getattr(filled, name)] for name in ("keys", "over", "kept")}
