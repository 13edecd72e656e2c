"""`gptemplate show`: one practice, to read or as JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit
from gptemplate.cli.parser import Parser, comma_list
from gptemplate.cli.words import SHORT, name_of
from gptemplate.i18n import Message, Translator
from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.comments import Comment, Thread, threads
from gptemplate.model.practice import Practice, fields_in_force, left_over
from gptemplate.model.states import SHARED, State
from gptemplate.model.template import Field, Kind, Template
from gptemplate.model.words import STATE_WORDS, STATUS_WORDS
from gptemplate.services.bringing_in import carried
from gptemplate.services.commenting import comments_of
from gptemplate.services.editing import check_languages, open_practice
from gptemplate.services.library import find


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    parser.needs.add_argument("practice", metavar=tr("PRACTICE"), help=tr("an id, its first digits, or a title"))
    add = parser.choices.add_argument
    add("--languages", type=comma_list(parser), default=[], metavar="fi,sv,en", help=tr("only these languages"))
    add("--comments", action="store_true", help=tr("with the comments that are open"))
    add("--json", action="store_true", help=tr("print JSON, which “gptemplate import” reads"))
    add("--attachments", action="store_true", help=tr("with the pictures and files in the JSON"))


def run(call: Call, options: Namespace) -> int:
    """Print a practice."""
    with call.reading() as library:
        ident = find(library, options.practice)
        practice = open_practice(library, ident)
        template = library.template(practice.template_id)
        check_languages(template, options.languages)
        if options.json:
            call.say_json({"comments": [], **carried(library, ident, attachments=options.attachments)})
            return Exit.DONE
        said = [one for one in threads(comments_of(library, ident)) if one.is_open] if options.comments else []
    for line in _Page(call.tr, template, practice, tuple(options.languages or template.codes), said).lines():
        call.say(line)
    if n := len(left_over(template, practice)):
        call.tell(
            Message(
                "{n} text is of a field that the form does not have. It is kept, and stands at the end.",
                "{n} texts are of fields that the form does not have. They are kept, and stand at the end.",
                n=n,
            )
        )
    return Exit.DONE


@dataclass(frozen=True, slots=True)
class _Page:
    tr: Translator
    template: Template
    practice: Practice
    languages: tuple[str, ...]
    comments: Sequence[Thread]

    def lines(self) -> Iterator[str]:
        tr = self.tr
        yield name_of(tr, self.practice.title(self.template, tr.language)[0])
        yield f"{tr('id')}: {self.practice.id}"
        yield f"{tr('Status')}: {tr(STATUS_WORDS[self.practice.status])}"
        yield f"{tr('Template')}: {self.template.label(tr.language)}"
        yield from self._said(lambda one: one.key.field not in self.template.fields, "  ")
        before = None
        for section, one in fields_in_force(self.template, self.practice):
            if section is not before:
                yield f"\n{section.label(tr.language)}"
                before = section
            yield f"\n  {one.label(tr.language)} ({one.id})"
            for language in self.template.languages_of(one):
                if language == SHARED or language in self.languages:
                    yield from self._value(one, language)
            yield from self._said(lambda comment, name=one.id: comment.key.field == name, "    ")  # type: ignore[misc]
        yield from self._others()

    def _others(self) -> Iterator[str]:
        """What belongs to fields that the form does not have (any more)."""
        keys = [key for key in left_over(self.template, self.practice) if key.language in (*self.languages, SHARED)]
        if keys:
            yield f"\n{self.tr('Other values')}"
        for key in keys:
            language = "" if key.language == SHARED else f" [{key.language}]"
            yield f"\n  {key.field}{language}"
            yield from (f"      {line}".rstrip() for line in self.practice.text(*key).splitlines())

    def _said(self, is_here: Callable[[Comment], bool], indent: str) -> Iterator[str]:
        """The open comments at a place, with the answers to them."""
        for thread in self.comments:
            if is_here(thread.first):
                yield from self._comment(thread.first, f"{indent}> ")
                for answer in thread.answers:
                    yield from self._comment(answer, f"{indent}  > ")

    def _comment(self, one: Comment, indent: str) -> Iterator[str]:
        language = "" if one.key.language == SHARED else one.key.language
        when = datetime.fromtimestamp(one.time / 1000).astimezone()
        yield indent + " · ".join(part for part in (language, one.author, f"{when:%Y-%m-%d %H:%M}") if part)
        for line in one.text.splitlines():
            yield f"{indent}{line}"

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
