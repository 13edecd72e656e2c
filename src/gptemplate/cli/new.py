"""`gptemplate new`: begin a practice."""

from __future__ import annotations

from argparse import Namespace

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit
from gptemplate.cli.parser import Parser
from gptemplate.model.template import Template
from gptemplate.services.library import new_practice
from gptemplate.services.templates import DEFAULT


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    add = parser.choices.add_argument
    add("--title", default="", metavar=tr("TITLE"), help=tr("its title"))
    add("--template", default=DEFAULT, metavar=tr("ID"), help=tr("the template it follows"))
    add("--from-language", metavar=tr("LANGUAGE"), help=tr("the language it is written in first, such as fi"))
    add("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Begin a practice and print its id."""
    with call.writing() as library:
        language = options.from_language or _first_language(library.template(options.template), call)
        ident, _changes = new_practice(library, template_id=options.template, source_language=language, title=options.title)
    if options.json:
        call.say_json({"id": ident, "template": options.template, "source_language": language})
    else:
        call.say(ident)
    return Exit.DONE


def _first_language(template: Template, call: Call) -> str:
    """The first column that the person has chosen, else the language they use the program in, else the form's first."""
    wanted = (*call.settings.columns, call.tr.language, *template.codes)
    return next(code for code in wanted if code in template.codes)
