"""`gptemplate blank`: a form to be filled in on paper, in Word, or in a PDF viewer."""

from __future__ import annotations

from argparse import Namespace

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit
from gptemplate.cli.export import add_existing, add_folder, all_well, tell
from gptemplate.cli.parser import Parser, comma_list
from gptemplate.services.exporting import DOCUMENTS, Existing, Format, Way, hand_out_blanks
from gptemplate.services.templates import DEFAULT, Templates


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    add = parser.choices.add_argument
    which = tr("the templates; “gptemplate template” lists them (else: {name})", name=DEFAULT)
    parser.needs.add_argument("templates", nargs="*", metavar=tr("TEMPLATE"), default=[DEFAULT], help=which)
    add_folder(parser)
    kinds = [one.value for one in DOCUMENTS]
    add("--format", type=comma_list(parser, kinds), default=kinds, metavar="pdf,docx", help=tr("what to make"))
    languages = tr("in these languages; all of the template's if none is given")
    add("--languages", type=comma_list(parser), default=[], metavar="fi,sv,en", help=languages)
    add_existing(parser)
    add("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Make the forms and print their names."""
    known = Templates(call.paths.templates)
    templates = [known(name) for name in dict.fromkeys(options.templates)]
    folder = options.to.expanduser().absolute()
    way = Way(existing=Existing(options.existing), language=call.tr.language)
    done = list(hand_out_blanks(templates, options.languages, tuple(map(Format, options.format)), folder, way))
    tell(call, done, as_json=options.json)
    return Exit.DONE if all_well(done) else Exit.NOT_ALL
