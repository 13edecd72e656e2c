"""`gptemplate check`: what keeps practices from being submitted, and what a reader would stumble over."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit
from gptemplate.cli.parser import Parser, comma_list
from gptemplate.cli.selection import add_selection, selected
from gptemplate.cli.words import SHORT, name_of
from gptemplate.errors import UserError
from gptemplate.i18n import N_, Message, Translator
from gptemplate.model import checks
from gptemplate.model.checks import Dismissal, Finding, Severity
from gptemplate.model.practice import Practice
from gptemplate.model.states import SHARED
from gptemplate.model.template import Template
from gptemplate.services.editing import check_languages, open_practice
from gptemplate.services.library import list_practices

if TYPE_CHECKING:
    from gptemplate.services.spelling import Proofreader
    from gptemplate.store.library import Library
    from gptemplate.translation.glossary import Recogniser

_WORDS = {Severity.BLOCKS: N_("must"), Severity.WARNS: N_("should")}


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    add_selection(parser)
    add = parser.choices.add_argument
    add("--languages", type=comma_list(parser), default=[], metavar="fi,sv,en", help=tr("only these languages"))
    add("--dismissed", action="store_true", help=tr("what somebody dismissed as no fault, too, with the reason"))
    add("--spelling", action="store_true", help=tr("words that no dictionary has, too"))
    add("--terms", action="store_true", help=tr("terms that are missing or not to be used, too"))
    add("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Print what was found; not all is well where something keeps a practice from being submitted."""
    if options.terms:
        call.begin_glossary()
    with call.reading() as library:
        reader = _reader(call, library) if options.spelling else None
        glossary = _glossary(call, library) if options.terms else None
        wanted = selected(library, options)
        templates = _templates(library, wanted)
        _check_languages(templates, options.languages)
        found = [_checked(library, ident, templates[ident], options, reader, glossary) for ident in wanted]
    if reader is not None:
        _tell_missing(call, reader, found, options.languages)
    if options.json:
        call.say_json([one.plain(call.tr) for one in found])
    else:
        for one in found:
            call.say("\n".join(one.lines(call.tr)))
    return Exit.NOT_ALL if any(one.blocking for one in found) else Exit.DONE


def _templates(library: Library, practices: Sequence[str]) -> dict[str, Template | UserError]:
    """The form of each practice, or why it is not to be had: that of one does not stop the others."""
    listed = {one.id: one.template_id for one in (*list_practices(library), *list_practices(library, in_bin=True))}
    known: dict[str, Template | UserError] = {}
    for ident in {listed[practice] for practice in practices}:
        try:
            known[ident] = library.template(ident)
        except UserError as error:
            known[ident] = error
    return {practice: known[listed[practice]] for practice in practices}


def _check_languages(templates: Mapping[str, Template | UserError], languages: Sequence[str]) -> None:
    """Raise UnknownName for a language that none of the forms has."""
    forms = [one for one in templates.values() if isinstance(one, Template)]
    unknown = [code for code in languages if not any(code in one.codes for one in forms)]
    if forms and unknown:
        check_languages(forms[0], unknown)


@dataclass(frozen=True, slots=True)
class _Refused:
    """A practice that cannot be checked, and why."""

    ident: str
    title: str
    problem: Message
    blocking: int = 1

    def plain(self, tr: Translator) -> dict[str, Any]:
        return {"id": self.ident, "title": self.title, "problem": tr(self.problem)}

    def lines(self, tr: Translator) -> list[str]:
        return [f"{self.ident[:SHORT]}  {name_of(tr, self.title)}: {tr(self.problem)}"]


@dataclass(frozen=True, slots=True)
class _Checked:
    template: Template
    practice: Practice
    findings: list[Finding]
    dismissed: list[tuple[Finding, Dismissal]]

    @property
    def blocking(self) -> int:
        return sum(one.severity is Severity.BLOCKS for one in self.findings)

    def plain(self, tr: Translator) -> dict[str, Any]:
        title, _language = self.practice.title(self.template, tr.language)
        found = [_plain(tr, one) for one in self.findings]
        told = {"id": self.practice.id, "title": title, "blocking": self.blocking, "findings": found}
        gone = [{**_plain(tr, one), "reason": said.reason, "who": said.who} for one, said in self.dismissed]
        return told | {"dismissed": gone} if gone else told

    def lines(self, tr: Translator) -> list[str]:
        title = name_of(tr, self.practice.title(self.template, tr.language)[0])
        if self.blocking:
            n = self.blocking
            verdict = tr.plural("{n} thing keeps it from being submitted", "{n} things keep it from being submitted", n)
        else:
            verdict = tr("ready to be submitted")
        return [
            f"{self.practice.id[:SHORT]}  {title}: {verdict}",
            *(self._line(tr, one) for one in self.findings),
            *(self._gone(tr, one) for one in self.dismissed),
        ]

    def _gone(self, tr: Translator, told: tuple[Finding, Dismissal]) -> str:
        one, said = told
        why = ": ".join(part for part in (said.who, said.reason) if part)
        dismissed = tr("dismissed ({reason})", reason=why) if why else tr("dismissed")
        return f"{self._line(tr, one)}  {dismissed}"

    def _line(self, tr: Translator, one: Finding) -> str:
        label = self.template.fields[one.field].label(tr.language)
        where = label if one.language == SHARED else f"{label} [{one.language}]"
        return f"  {tr(_WORDS[one.severity])}  {where}: {tr(one.message)}"


def _checked(
    library: Library,
    ident: str,
    template: Template | UserError,
    options: Namespace,
    reader: Proofreader | None,
    glossary: Recogniser | None,
) -> _Checked | _Refused:
    languages = tuple(options.languages)
    try:
        if isinstance(template, UserError):
            raise template
        check_languages(template, languages)
    except UserError as error:
        (listed,) = list_practices(library, only=[ident]) or list_practices(library, in_bin=True, only=[ident])
        return _Refused(ident, listed.title(listed.source_language)[0], error.message)
    practice = open_practice(library, ident)
    found = checks.run(template, practice, languages, also_dismissed=True)
    if reader is not None:
        from gptemplate.services import spelling

        found += spelling.findings(reader, template, practice, languages, also_dismissed=True)
    if glossary is not None:
        from gptemplate.services import terms

        found += terms.findings(glossary, template, practice, languages, also_dismissed=True)
    gone = checks.dismissed(practice, found) if options.dismissed else []
    return _Checked(template, practice, checks.without_dismissed(practice, found), gone)


def _reader(call: Call, library: Library) -> Proofreader:
    from gptemplate.services import spelling

    reader = spelling.proofreader(call.paths, aside=False)
    reader.bring_up_to_date(library)
    return reader


def _glossary(call: Call, library: Library) -> Recogniser:
    from gptemplate.services.terms import Glossary
    from gptemplate.translation.dictionaries import dictionary_folders

    return Glossary(dictionary_folders(call.paths)).recogniser(library)


def _tell_missing(call: Call, reader: Proofreader, found: Sequence[_Checked | _Refused], languages: list[str]) -> None:
    from gptemplate.services.spelling import no_dictionary

    held = [one for each in found if isinstance(each, _Checked) for one in each.template.languages]
    names = {one.code: one.name for one in held if not languages or one.code in languages}
    for code in reader.missing(names):
        call.tell(no_dictionary(names[code], call.paths))
    for damaged in reader.damaged().values():
        call.tell(damaged)


def _plain(tr: Translator, one: Finding) -> dict[str, Any]:
    return {
        "check": one.check,
        "severity": one.severity.value,
        "field": one.field,
        "language": one.language,
        "message": tr(one.message),
        "start": one.start,
        "end": one.end,
        "fix": one.fix,
    }
