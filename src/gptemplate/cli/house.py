"""`gptemplate house`: whether a Word file of the partnership's own can be filled in, and a sample to start from."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit, WrongCall
from gptemplate.cli.parser import Parser
from gptemplate.errors import BadValue
from gptemplate.i18n import N_, Message, Translator
from gptemplate.model.template import label_in
from gptemplate.services.exporting import HouseCheck, HouseProblem, check_house, read_house, save_house_sample
from gptemplate.services.templates import DEFAULT, Templates

_WORDS = {True: N_("must"), False: N_("should")}


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    parser.needs.add_argument("file", type=Path, metavar=tr("FILE.docx"), help=tr("the Word file with marks"))
    which = tr("the templates; “gptemplate template” lists them (else: {name})", name=DEFAULT)
    parser.needs.add_argument("templates", nargs="*", metavar=tr("TEMPLATE"), default=[], help=which)
    add = parser.choices.add_argument
    add("--sample", action="store_true", help=tr("write a sample to start from into the file, instead of checking it"))
    add("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Print what is wrong with the marks; not all is well where one keeps the file from being filled in."""
    file = options.file.expanduser().absolute()
    if options.sample:
        return _save_sample(call, file, options)
    known = Templates(call.paths.templates)
    found = check_house(read_house(file), [known(name) for name in dict.fromkeys(options.templates or [DEFAULT])])
    if options.json:
        call.say_json({"file": str(file), "problems": [_plain(call.tr, one) for one in found.problems]})
    else:
        for line in _lines(call.tr, found, file.name):
            call.say(line)
    return Exit.NOT_ALL if found.blocked else Exit.DONE


def _save_sample(call: Call, file: Path, options: Namespace) -> int:
    if options.templates or options.json:
        raise WrongCall(Message("--sample needs nothing but the name of a file."))
    if file.suffix.lower() != ".docx":
        raise WrongCall(Message("A Word file ends with .docx: {file} does not.", file=file.name))
    if file.exists() or file.is_symlink():
        raise BadValue(Message("{name} is there already and was kept.", name=file.name))
    save_house_sample(file)
    call.say(str(file))
    return Exit.DONE


def _lines(tr: Translator, found: HouseCheck, name: str) -> list[str]:
    if not found.problems:
        return [tr(Message("{file} can be filled in: every mark is a field, and no required field is missing.", file=name))]
    lines = [f"{tr(_WORDS[one.blocks])}: {tr(one.message)} ({one.template})" for one in found.problems]
    if not found.blocked:
        lines.append(tr(Message("{file} can be filled in all the same.", file=name)))
    return lines


def _plain(tr: Translator, one: HouseProblem) -> dict[str, Any]:
    label = label_in(one.labels, tr.language)
    return {"template": one.template, "label": label, "message": tr(one.message), "blocks": one.blocks}
