"""`gptemplate show`: one practice, to read or as JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit
from gptemplate.cli.parser import Parser, comma_list
from gptemplate.cli.words import SHORT, name_of
from gptemplate.i18n import Translator
from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.practice import Practice, fields_in_force
from gptemplate.model.states import SHARED, State
from gptemplate.model.template import Field, Kind, Template
from gptemplate.model.words import STATE_WORDS, STATUS_WORDS
from gptemplate.services.bringing_in import carried
from gptemplate.services.editing import open_practice
from gptemplate.services.library import find


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    parser.needs.add_argument("practice", metavar=tr("PRACTICE"), help=tr("an id, its first digits, or a title"))
    add = parser.choices.add_argument
    add("--languages", type=comma_list(parser), default=[], metavar="fi,sv,en", help=tr("only these languages"))
    add("--json", action="store_true", help=tr("print JSON, which “gptemplate import” reads"))
    add("--attachments", action="store_true", help=tr("with the pictures and files in the JSON"))


def run(call: Call, options: Namespace) -> int:
    """Print a practice."""
    with call.reading() as library:
        ident = find(library, options.practice)
        if options.json:
            call.say_json(carried(library, ident, attachments=options.attachments))
            return Exit.DONE
        practice = open_practice(library, ident)
        template = library.template(practice.template_id)
    for line in _Page(call.tr, template, practice, tuple(options.languages or template.codes)).lines():
        call.say(line)
    return Exit.DONE


@dataclass(frozen=True, slots=True)
class _Page:
    tr: Translator
    template: Template
    practice: Practice
    languages: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        tr = self.tr
        yield name_of(tr, self.practice.title(self.template, tr.language)[0])
        yield f"{tr('id')}: {self.practice.id}"
        yield f"{tr('Status')}: {tr(STATUS_WORDS[self.practice.status])}"
        yield f"{tr('Template')}: {self.template.label(tr.language)}"
        before = None
        for section, one in fields_in_force(self.template, self.practice):
            if section is not before:
                yield f"\n{section.label(tr.language)}"
                before = section
            yield f"\n  {one.label(tr.language)} ({one.id})"
            for language in self.template.languages_of(one):
                if language == SHARED or language in self.languages:
                    yield from self._value(one, language)

    def _value(self, one: Field, language: str) -> Iterator[str]:
        text = self.practice.text(one.id, language)
        state = self.practice.state(one.id, language)
        yield "    " + " · ".join(self._marks(one, language, text, state))
        for line in self._shown(one, language, text).splitlines():
            yield f"      {line}".rstrip()

    def _marks(self, one: Field, language: str, text: str, state: State) -> Iterator[str]:
        if language != SHARED:
            yield language
        yield self.tr(STATE_WORDS[state])
        limit = one.limit.of(language)
        if limit is not None and text and one.is_written:
            yield self.tr("{n} of {limit} characters", n=texts.length(text), limit=limit)

    def _shown(self, one: Field, language: str, text: str) -> str:
        if one.kind is Kind.IMAGE and language == SHARED and text:
            return self.tr("picture {name}", name=text[:SHORT])
        return values.show(one, text, self.tr.language)
