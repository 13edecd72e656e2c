"""Is everything there that the form requires?"""

from __future__ import annotations

from collections.abc import Iterator

from gptemplate.i18n import Message
from gptemplate.model import values
from gptemplate.model.checks.finding import Finding, Severity
from gptemplate.model.practice import Practice, fields_in_force, is_missing, missing_parts
from gptemplate.model.states import SHARED
from gptemplate.model.template import COMPOSITE, Kind, Template


def check(template: Template, practice: Practice) -> Iterator[Finding]:
    """Yield required values that are empty, and an image without a description."""
    for _section, one in fields_in_force(template, practice):
        severity = Severity.BLOCKS if one.handed_in else Severity.WARNS
        for language in (SHARED,) if one.shared else template.codes:
            if not is_missing(practice, one, language):
                continue
            text = practice.text(one.id, language)
            lacking = [part.labels for part in one.parts if part.id in missing_parts(one, text)]
            if one.kind in COMPOSITE and values.parts_of(text):
                for labels in lacking:
                    yield Finding("missing", severity, one.id, language, Message("“{part}” is missing.", part=labels))
            else:
                yield Finding("missing", severity, one.id, language, Message("This field is required and empty."))
        if one.kind is Kind.IMAGE and practice.text(one.id, SHARED):
            for language in template.codes:
                if not practice.text(one.id, language).strip():
                    message = Message("The image has no description for people who cannot see it.")
                    yield Finding("no_description", Severity.WARNS, one.id, language, message)
