"""Is everything there that the form requires?"""

from __future__ import annotations

from collections.abc import Iterator

from gptemplate.i18n import Message
from gptemplate.model import values
from gptemplate.model.checks.finding import Finding, Severity
from gptemplate.model.practice import Practice, is_missing, missing_parts
from gptemplate.model.states import SHARED
from gptemplate.model.template import COMPOSITE, Field, Kind, Template


def check(template: Template, practice: Practice, one: Field) -> Iterator[Finding]:
    """Yield required values that are empty, and an image without a description."""
    severity = Severity.BLOCKS if one.handed_in else Severity.WARNS
    for language in (SHARED,) if one.shared else template.codes:
        if is_missing(practice, one, language):
            for message in _lacking(practice, one, language):
                yield Finding("missing", severity, one.id, language, message)
    if one.kind is Kind.IMAGE and practice.text(one.id, SHARED):
        for language in template.codes:
            if not practice.text(one.id, language).strip():
                message = Message("The image has no description for people who cannot see it.")
                yield Finding("no_description", Severity.WARNS, one.id, language, message)


def _lacking(practice: Practice, one: Field, language: str) -> Iterator[Message]:
    """What is not there: parts of a value that is begun, else the whole of it."""
    text = practice.text(one.id, language)
    if one.kind in COMPOSITE and values.parts_of(text):
        missing = missing_parts(one, text)
        yield from (Message("“{part}” is missing.", part=part.labels) for part in one.parts if part.id in missing)
    else:
        yield Message("This field is required and empty.")
