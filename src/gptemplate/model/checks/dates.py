"""Do the months of a practice come in order?"""

from __future__ import annotations

from collections.abc import Iterator

from gptemplate.i18n import Message
from gptemplate.model import values
from gptemplate.model.checks.finding import Finding, Severity
from gptemplate.model.practice import Practice
from gptemplate.model.states import SHARED
from gptemplate.model.template import Field, Template


def check(template: Template, practice: Practice, one: Field) -> Iterator[Finding]:
    """Yield a month that lies before the month that it must follow."""
    if one.after is None:
        return
    month = values.month_of(practice.text(one.id, SHARED))
    before = values.month_of(practice.text(one.after, SHARED))
    if month and before and month < before:
        message = Message("This is before “{other}”.", other=template.fields[one.after].labels)
        yield Finding("before_start", Severity.BLOCKS, one.id, SHARED, message)
