"""Which text a translation is made from: it is the field's and the language's own matter, whatever language came first."""

from __future__ import annotations

from gptemplate.model.practice import NOTHING, Practice
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import Template


def source_of(template: Template, practice: Practice, key: Key) -> str:
    """Return the language that a text is, or would now be, translated from; "" where it is an original.

    What a person chose comes first, then the practice's source language, then for a text that is only begun any other
    language that is there. No text is the source of its own source.
    """
    one = template.fields.get(key.field)
    if one is None or one.shared or key.language == SHARED:
        return ""
    here = practice.values.get(key, NOTHING)
    if here.origin is not None:
        return "" if here.origin.language == key.language else here.origin.language
    is_begun = bool(here.text.strip())
    if key.language != practice.source_language and _is_source(practice, key, practice.source_language):
        return practice.source_language
    if is_begun:
        return ""
    others = (code for code in template.codes if code != key.language)
    return next((code for code in others if _is_source(practice, key, code)), "")


def possible_sources(template: Template, practice: Practice, key: Key) -> tuple[str, ...]:
    """Return the languages in which the field has a text that this one could be made from."""
    return tuple(code for code in template.codes if code != key.language and practice.text(key.field, code).strip())


def is_original_by_choice(practice: Practice, key: Key) -> bool:
    """Return whether a person said that a text is made from no other."""
    origin = practice.values.get(key, NOTHING).origin
    return origin is not None and origin.language == key.language


def _is_source(practice: Practice, key: Key, code: str) -> bool:
    there = practice.value(key.field, code)
    return bool(there.text.strip()) and (there.origin is None or there.origin.language != key.language)
