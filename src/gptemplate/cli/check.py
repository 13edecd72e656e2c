"""`gptemplate check`: what keeps practices from being submitted, and what a reader would stumble over."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gptemplate.cli.call import Call
from gptemplate.cli.exits import Exit
from gptemplate.cli.parser import Parser, comma_list
from gptemplate.cli.selection import add_selection, selected
from gptemplate.cli.words import SHORT, name_of
from gptemplate.i18n import N_, Translator
from gptemplate.model import checks
from gptemplate.model.checks import Finding, Severity
from gptemplate.model.practice import Practice
from gptemplate.model.states import SHARED
from gptemplate.model.template import Template
from gptemplate.services.editing import open_practice

if TYPE_CHECKING:
    from gptemplate.store.library import Library

_WORDS = {Severity.BLOCKS: N_("must"), Severity.WARNS: N_("should")}


def describe(parser: Parser) -> None:
    """Add the command's arguments."""
    tr = parser.tr
    add_selection(parser)
    add = parser.choices.add_argument
    add("--languages", type=comma_list(parser), default=[], metavar="fi,sv,en", help=tr("only these languages"))
    add("--json", action="store_true", help=tr("print JSON for a program"))


def run(call: Call, options: Namespace) -> int:
    """Print what was found; not all is well where something keeps a practice from being submitted."""
    with call.reading() as library:
        found = [_checked(library, ident, tuple(options.languages)) for ident in selected(library, options)]
    if options.json:
        call.say_json([one.plain(call.tr) for one in found])
    else:
        for one in found:
            call.say("\n".join(one.lines(call.tr)))
    return Exit.NOT_ALL if any(one.blocking for one in found) else Exit.DONE


@dataclass(frozen=True, slots=True)
class _Checked:
    template: Template
    practice: Practice
    findings: list[Finding]

    @property
    def blocking(self) -> int:
        return sum(one.severity is Severity.BLOCKS for one in self.findings)

    def plain(self, tr: Translator) -> dict[str, Any]:
        title, _language = self.practice.title(self.template, tr.language)
        found = [_plain(tr, one) for one in self.findings]
        return {"id": self.practice.id, "title": title, "blocking": self.blocking, "findings": found}

    def lines(self, tr: Translator) -> list[str]:
        title = name_of(tr, self.practice.title(self.template, tr.language)[0])
        if self.blocking:
            n = self.blocking
            verdict = tr.plural("{n} thing keeps it from being submitted", "{n} things keep it from being submitted", n)
        else:
            verdict = tr("ready to be submitted")
        return [f"{self.practice.id[:SHORT]}  {title}: {verdict}", *(self._line(tr, one) for one in self.findings)]

    def _line(self, tr: Translator, one: Finding) -> str:
        label = self.template.fields[one.field].label(tr.language)
        where = label if one.language == SHARED else f"{label} [{one.language}]"
        return f"  {tr(_WORDS[one.severity])}  {where}: {tr(one.message)}"


def _checked(library: Library, ident: str, languages: tuple[str, ...]) -> _Checked:
    practice = open_practice(library, ident)
    template = library.template(practice.template_id)
    return _Checked(template, practice, checks.run(template, practice, languages))


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
