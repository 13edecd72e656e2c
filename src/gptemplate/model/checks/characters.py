"""Are there characters that are not what they seem, or values that are not what their field is for?"""

from __future__ import annotations

from collections.abc import Iterator

from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.checks.finding import Finding, Severity
from gptemplate.model.practice import Practice
from gptemplate.model.states import SHARED
from gptemplate.model.template import Field, Kind, Template


def check(template: Template, practice: Practice, one: Field) -> Iterator[Finding]:
    """Yield invisible marks of writing direction, characters that were lost on the way, and addresses that lead nowhere."""
    for language in template.languages_of(one):
        text = practice.text(one.id, language)
        marks = texts.bidi_marks(text)
        if marks:
            message = Message(
                "{n} invisible mark of writing direction; the text may read differently elsewhere.",
                "{n} invisible marks of writing direction; the text may read differently elsewhere.",
                n=marks,
            )
            yield Finding("direction_marks", Severity.WARNS, one.id, language, message)
        if "\ufffd" in text:
            place = text.index("\ufffd")
            message = Message("A character was lost before it came here.")
            yield Finding("lost_character", Severity.WARNS, one.id, language, message, place, place + 1)
    yield from _addresses(practice, one)


def _addresses(practice: Practice, one: Field) -> Iterator[Finding]:
    text = practice.text(one.id, SHARED)
    if one.kind is Kind.WEB_ADDRESSES:
        for line in values.lines_of(text):
            if not values.is_web_address(line):
                message = Message("“{value}” is not a web address.", value=line)
                yield Finding("web_address", Severity.WARNS, one.id, SHARED, message)
    if one.kind is Kind.CONTACT:
        parts = values.parts_of(text)
        for part in one.parts:
            held = parts.get(part.id, "")
            if part.kind == "email" and held and not values.is_email(held):
                message = Message("“{value}” is not an e-mail address.", value=held)
                yield Finding("email", Severity.WARNS, one.id, SHARED, message)
