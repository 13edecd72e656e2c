"""Do the months of a practice come in order?"""

from __future__ import annotations

from collections.abc import Iterator

from gptemplate.i18n import Message
from gptemplate.model import values
from gptemplate.model.checks.finding import Finding, Severity
from gptemplate.model.practice import Practice, fields_in_force
from gptemplate.model.states import SHARED
from gptemplate.model.template import Template


def check(template: Template, practice: Practice) -> Iterator[Finding]:
    """Yield months that lie before the month that they must follow."""
    for _section, one in fields_in_force(template, practice):
        if one.after is None:
            continue
        month = values.month_of(practice.text(one.id, SHARED))
        before = values.month_of(practice.text(one.after, SHARED))
        if month and before and month < before:
            other = template.fields[one.after]
            message = Message("This is before “{other}”.", other=other.labels)
            yield Finding("before_start", Severity.BLOCKS, one.id, SHARED, message)
