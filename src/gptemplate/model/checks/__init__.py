"""What a reader would stumble over: one family of checks a file.

A check is a function of a template, a practice and one of its fields that yields findings. `run` asks all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gptemplate.model.checks import (
    characters,
    completeness,
    dates,
    days,
    endings,
    figures,
    length,
    names,
    notation,
    sums,
    tongues,
    typography,
)
from gptemplate.model.checks.dismissals import Dismissal, dismissal_of, dismissals_of, may_be_dismissed, without_dismissed
from gptemplate.model.checks.finding import Finding, Severity
from gptemplate.model.practice import Practice, fields_in_force
from gptemplate.model.states import SHARED
from gptemplate.model.template import Template

__all__ = ["OFF", "PRECISION", "Dismissal", "Finding", "Severity", "dismissed", "run", "without_dismissed"]

FORMAL = (completeness.check, length.check, dates.check, characters.check)
"""Families that follow from the form; only they can keep a practice from being submitted."""

PROSE = (
    figures.check,
    notation.check,
    days.check,
    sums.check,
    names.check,
    tongues.check,
    typography.check,
    endings.check,
)
"""Families that read the text; they only warn."""

LEAST_PRECISION = 90
PRECISION: Mapping[str, int] = {
    "figures": 97,
    "units": 100,
    "number_notation": 100,
    "unit_space": 100,
    "currency_place": 100,
    "dates": 100,
    "times": 100,
    "impossible_date": 100,
    "weekday": 100,
    "date_notation": 100,
    "sums": 100,
    "shares": 75,
    "email_differs": 100,
    "link_differs": 100,
    "name_differs": 100,
    "untranslated": 100,
    "copied_sentence": 100,
    "wrong_language": 91,
    "quotes": 100,
    "space_before_punctuation": 100,
    "double_spaces": 100,
    "double_words": 100,
    "brackets": 100,
    "cut_off": 100,
    "ending_colon": 100,
    "doubled_summary": 100,
}
"""Per cent of a check's findings on the labelled set (tests/data/checks) that are right; a test holds them to the truth.

Checks that are not named here follow from the form and cannot be wrong.
"""

OFF = frozenset(name for name, share in PRECISION.items() if share < LEAST_PRECISION)
"""Checks that are not asked unless somebody wants every one: more than one in ten of their findings is wrong."""


def run(
    template: Template,
    practice: Practice,
    languages: tuple[str, ...] = (),
    *,
    field: str = "",
    every: bool = False,
    prose: bool = True,
    also_dismissed: bool = False,
) -> list[Finding]:
    """Return what is found, in the order of the form.

    `languages` narrows it to those (shared fields stay), `field` to one; `every` asks the checks too that are off; without
    `prose` only what follows from the form is asked, which is ten times faster. What a person dismissed is left out.
    """
    wanted = {*(languages or template.codes), SHARED}
    off = frozenset[str]() if every else OFF
    families = (*FORMAL, *PROSE) if prose else FORMAL
    found: list[Finding] = []
    for _section, one in fields_in_force(template, practice):
        if field in ("", one.id):
            of_it = (finding for family in families for finding in family(template, practice, one))
            told = (finding for finding in of_it if finding.language in wanted and finding.check not in off)
            found += sorted(told, key=lambda finding: finding.language)
    return found if also_dismissed else without_dismissed(practice, found)


def dismissed(practice: Practice, found: Iterable[Finding]) -> list[tuple[Finding, Dismissal]]:
    """Return those of the findings (of `run` with `also_dismissed`) that are dismissed, each with who said why."""
    gone = dismissals_of(practice)
    pairs = ((one, gone.get(dismissal_of(practice, one).key)) for one in found if may_be_dismissed(one)) if gone else ()
    return [(one, said) for one, said in pairs if said is not None]
