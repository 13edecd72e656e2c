"""What a reader would stumble over: one family of checks a file.

A check is a function of a template, a practice and one of its fields that yields findings. `run` asks all of them.
"""

from __future__ import annotations

from gptemplate.model.checks import characters, completeness, dates, length
from gptemplate.model.checks.finding import Finding, Severity
from gptemplate.model.practice import Practice, fields_in_force
from gptemplate.model.states import SHARED
from gptemplate.model.template import Template

__all__ = ["Finding", "Severity", "run"]

FAMILIES = (completeness.check, length.check, dates.check, characters.check)


def run(template: Template, practice: Practice, languages: tuple[str, ...] = (), *, field: str = "") -> list[Finding]:
    """Return what is found, in the order of the form; `languages` narrows it to those (shared fields stay), `field` to one."""
    wanted = {*(languages or template.codes), SHARED}
    found: list[Finding] = []
    for _section, one in fields_in_force(template, practice):
        if field in ("", one.id):
            of_it = (finding for family in FAMILIES for finding in family(template, practice, one))
            found += sorted((finding for finding in of_it if finding.language in wanted), key=lambda finding: finding.language)
    return found
