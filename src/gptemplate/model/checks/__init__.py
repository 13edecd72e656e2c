"""What a reader would stumble over: one family of checks a file.

A check is a function of a template and a practice that yields findings. `run` asks all of them.
"""

from __future__ import annotations

from gptemplate.model.checks import characters, completeness, dates, length
from gptemplate.model.checks.finding import Finding, Severity
from gptemplate.model.practice import Practice
from gptemplate.model.states import SHARED
from gptemplate.model.template import Template

__all__ = ["Finding", "Severity", "run"]

FAMILIES = (completeness.check, length.check, dates.check, characters.check)


def run(template: Template, practice: Practice, languages: tuple[str, ...] = ()) -> list[Finding]:
    """Return what is found, in the order of the form; `languages` narrows it to those (shared fields stay)."""
    order = {ident: place for place, ident in enumerate(template.fields)}
    wanted = {*(languages or template.codes), SHARED}
    found = [one for family in FAMILIES for one in family(template, practice) if one.language in wanted]
    return sorted(found, key=lambda one: (order[one.field], one.language))
