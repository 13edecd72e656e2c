"""`gptemplate template`: the forms that practices follow, and whether a person's own template file can be used."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit, WrongCall
from gptemplate.cli.parser import Parser
from gptemplate.cli.words import columns
from gptemplate.errors import TemplateError
from gptemplate.files import read_file
from gptemplate.i18n import Message, Translator
from gptemplate.model.states import SHARED
from gptemplate.model.template import Field, Template
from gptemplate.model.template_file import LARGEST_FILE, read_template
from gptemplate.services.templates import Templates


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    add = parser.needs.add_argument
    actions = tr("list them (as without a word), show one, or check a file")
    add("action", nargs="?", choices=("list", "show", "check"), default="list", help=actions)
    add("name", nargs="?", metavar=f"{tr('ID')}|{tr('FILE')}", help=tr("the template to show, or the file to check"))
    parser.choices.add_argument("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Do what the action says."""
    if (options.action == "list") == (options.name is not None):
        raise WrongCall(Message("Write “template”, “template show ID” or “template check FILE”."))
    if options.action == "list":
        return _list(call, as_json=options.json)
    if options.action == "show":
        return _show(call, Templates(call.paths.templates)(options.name), as_json=options.json)
    return _check(call, Path(options.name).expanduser(), as_json=options.json)


def _list(call: Call, *, as_json: bool) -> int:
    templates = Templates(call.paths.templates)
    found, faults = templates.all(), templates.faults()
    if as_json:
        call.say_json([{"id": one.id, "label": dict(one.labels), "languages": list(one.codes)} for one in found])
    else:
        for line in columns([(one.id, one.label(call.tr.language), ", ".join(one.codes)) for one in found]):
            call.say(line)
    for fault in faults:
        call.tell(fault.message)
    return Exit.NOT_ALL if faults else Exit.DONE


def _show(call: Call, template: Template, *, as_json: bool) -> int:
    if as_json:
        call.say_json(_plain(template))
    else:
        for line in _lines(call.tr, template):
            call.say(line)
    return Exit.DONE


def _check(call: Call, file: Path, *, as_json: bool) -> int:
    try:
        template = read_template(read_file(file, LARGEST_FILE), file.name)
    except TemplateError as error:
        call.tell(error.message)
        return Exit.NOT_ALL
    if as_json:
        call.say_json(_plain(template))
        return Exit.DONE
    fields = call.tr.plural("{n} field", "{n} fields", len(template.fields))
    usable = Message(
        "{file} can be used: {fields}, languages {languages}. Put it into {folder}.",
        file=file.name,
        fields=fields,
        languages=", ".join(template.codes),
        folder=str(call.paths.templates),
    )
    call.say(call.tr(usable))
    return Exit.DONE


def _lines(tr: Translator, template: Template) -> Iterator[str]:
    yield f"{template.label(tr.language)} ({template.id})"
    for section in template.sections:
        yield f"\n{section.label(tr.language)}"
        rows = [(f"  {one.id}", one.label(tr.language), one.kind.value, _notes(tr, template, one)) for one in section.fields]
        yield from columns(rows) if rows else ()


def _notes(tr: Translator, template: Template, one: Field) -> str:
    notes = [tr("required")] if one.required else []
    if one.shared:
        notes.append(SHARED)
    if not one.handed_in:
        notes.append(tr("never handed in"))
    limits = _limits(template, one)
    notes.extend(f"{code} ≤ {limit}" for code, limit in limits.items())
    if one.when:
        notes.append(tr("if {field} is {value}", field=one.when.field, value=one.when.value))
    return ", ".join(notes)


def _limits(template: Template, one: Field) -> dict[str, int]:
    limits = {code: one.limit.of(code) for code in template.languages_of(one)} if one.is_written else {}
    return {code: limit for code, limit in limits.items() if limit is not None}


def _plain(template: Template) -> dict[str, Any]:
    return {
        "id": template.id,
        "version": template.version,
        "label": dict(template.labels),
        "languages": {language.code: language.name for language in template.languages},
        "submission_language": template.submission_language,
        "sections": [
            {"id": section.id, "label": dict(section.labels), "fields": [_plain_field(template, one) for one in section.fields]}
            for section in template.sections
        ],
    }


def _plain_field(template: Template, one: Field) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "label": dict(one.labels),
        "required": one.required,
        "shared": one.shared,
        "handed_in": one.handed_in,
        "languages": list(template.languages_of(one)),
        "limits": _limits(template, one),
        "choices": [choice.id for choice in one.choices],
        "parts": [part.id for part in one.parts],
        "when": {"field": one.when.field, "value": one.when.value} if one.when else None,
    }
