"""The commands there are, and which of them a command line means."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from gptemplate import __version__
from gptemplate.cli import arguments
from gptemplate.cli.exits import WrongCall
from gptemplate.cli.parser import Parser, add_global
from gptemplate.i18n import N_, Message, Translator

COMMANDS = {
    "new": ("new", N_("begin a practice and print its id")),
    "list": ("listing", N_("list the practices, newest first")),
    "show": ("show", N_("print one practice")),
    "set": ("setting", N_("write one value of a practice")),
    "translate": ("translate", N_("let a machine on this computer translate what is empty, to be checked")),
    "check": ("check", N_("find what keeps practices from being submitted")),
    "export": ("export", N_("make Word and PDF documents, tables, or a package for submission")),
    "blank": ("blank", N_("make blank forms to fill in on paper, in Word or as PDF")),
    "house": ("house", N_("check the marks of a Word file of your own, or save a sample to start from")),
    "handoff": ("handoff", N_("hand texts to a translator, for a translation program or as Word tables")),
    "import": ("bring_in", N_("bring practices in from files")),
    "template": ("template", N_("list the templates, show one, or check a template file")),
    "terms": ("terms", N_("the glossary: list, add, find, export and import terms")),
    "memory": ("memory", N_("the translation memory: list, search, match, export, import, forget")),
    "where": ("where", N_("print where the program keeps things")),
    "backup": ("backup", N_("copy the library, list the copies, compare one, or put one back")),
    "doctor": ("doctor", N_("see that the library is sound, repair it, or save what can be read")),
    "forget": ("forget", N_("remove a person's contact data")),
    "sample": ("sample", N_("add six sample practices to the library")),
    "demo": ("demo", N_("make a sample library, export it and open the window on it")),
}
"""Each command's module, and what it is for."""


def parse(argv: Sequence[str], tr: Translator) -> tuple[ModuleType | None, Namespace]:
    """Return the module of the command, None where there is none, and the options. Raises WrongCall, SystemExit."""
    before, command, rest = arguments.split(argv)
    options = _top_parser(tr).parse_args(before)
    if command is None:
        return None, options
    if command not in COMMANDS:
        raise WrongCall(_unknown(command))
    name, about = COMMANDS[command]
    module = import_module(f"gptemplate.cli.{name}")
    parser = Parser(tr, f"gptemplate {command}", description=tr(about))
    module.describe(parser)
    add_global(parser)
    return module, parser.parse_args(rest, options)


def _top_parser(tr: Translator) -> Parser:
    about = tr("Write good practices in several languages side by side, and hand them in as Word and PDF.")
    usage = f"gptemplate [--data-dir {tr('DIR')}] [--library {tr('FILE-OR-URL')}] [--language fi|sv|en] [{tr('COMMAND')} ...]"
    parser = Parser(tr, "gptemplate", usage=usage, description=about, epilog=_overview(tr))
    version = f"gptemplate {__version__}"
    parser.choices.add_argument("--version", action="version", version=version, help=tr("print the version"))
    add_global(parser)
    return parser


def _overview(tr: Translator) -> str:
    lines = [f"  {name:<10}{tr(about)}" for name, (_module, about) in COMMANDS.items()]
    codes = tr("Exit codes: 0 done, 1 not all of it, 2 wrong call, 3 trouble with files or the library.")
    more = tr("Without a command the window opens. “gptemplate COMMAND --help” says more about a command.")
    return "\n".join((f"{tr('commands')}:", *lines, "", more, codes))


def _unknown(command: str) -> Message:
    from difflib import get_close_matches

    near = get_close_matches(command, COMMANDS, n=1)
    if near:
        return Message("There is no command “{name}”. Did you mean “{near}”?", name=command, near=near[0])
    return Message("There is no command “{name}”; there are: {known}", name=command, known=", ".join(COMMANDS))
