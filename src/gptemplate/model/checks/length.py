"""Does each text fit the limit of its language?"""

from __future__ import annotations

from collections.abc import Iterator

from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model.checks.finding import Finding, Severity
from gptemplate.model.practice import Practice
from gptemplate.model.states import SHARED
from gptemplate.model.template import Field, Template


def check(template: Template, practice: Practice, one: Field) -> Iterator[Finding]:
    """Yield texts over their limit, marked from the first character too many."""
    for language in template.languages_of(one):
        limit = one.limit.of(language)
        text = practice.text(one.id, language)
        size = texts.length(text)
        if limit is None or size <= limit or (language == SHARED and not one.is_written):
            continue
        message = Message(
            "{n} character over the limit of {limit}.",
            "{n} characters over the limit of {limit}.",
            n=size - limit,
            limit=limit,
        )
        severity = Severity.BLOCKS if one.handed_in else Severity.WARNS
        yield Finding("over_limit", severity, one.id, language, message, limit, len(text))
