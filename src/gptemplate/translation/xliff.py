"""What both versions of XLIFF have in common: names of units, what they remember, and notes for the translator.

A unit is one field. Its id is `gp.PRACTICE.FIELD`, so that it is known even where a program drops everything else that
says what it was made from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gptemplate.i18n import N_, translator
from gptemplate.model import text as texts
from gptemplate.model.handoff import Passage, Returned, Sheet
from gptemplate.model.states import Key

OURS = "gptemplate"

_UNIT = re.compile(r"gp\.([0-9a-f]{32})\.([a-z0-9_.-]{1,60})")


@dataclass(frozen=True, slots=True)
class ReadXliff:
    """What a returned file says; `strange` are translations of texts that are not ours, as (source, target)."""

    source_language: str
    target_language: str
    template: str
    passages: tuple[Returned, ...]
    strange: tuple[tuple[str, str], ...] = ()


def local(element: Any) -> str:
    """Return the name of an element without its namespace, "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def named(element: Any, *names: str) -> Iterator[Any]:
    """Yield the children of these names, whatever their namespace."""
    return (one for one in element if local(one) in names)


def first(element: Any, name: str) -> Any:
    """Return the first child of a name, or None."""
    return next(named(element, name), None)


def unit_id(sheet: Sheet, passage: Passage) -> str:
    """Return the id of a unit."""
    return f"gp.{sheet.practice}.{passage.key.field}"


def place_of(ident: str) -> tuple[str, str]:
    """Return the practice and the field that an id names, ("", "") where it is not ours. Programs may add to an id."""
    found = _UNIT.search(ident)
    return (found[1], found[2]) if found else ("", "")


def facts_of(sheet: Sheet, passage: Passage) -> dict[str, str]:
    """Return what a unit remembers, by name."""
    facts = {
        "practice": sheet.practice,
        "form": sheet.template,
        "field": passage.key.field,
        "language": passage.key.language,
        "source-revision": passage.revision,
        "source-digest": passage.digest,
    }
    if passage.target:
        facts |= {"target-revision": passage.target_revision, "target-digest": texts.digest(passage.target)}
    return {name: text for name, text in facts.items() if text}


def notes_of(passage: Passage) -> Iterator[tuple[str, str]]:
    """Yield what a translator should know of a text, as (kind, words), in the language it is translated into."""
    tr = translator(passage.key.language)
    yield "field", passage.label
    if passage.limit is not None:
        words = tr.plural("at most {n} character", "at most {n} characters", passage.limit)
        yield "limit", words[:1].upper() + words[1:]
    if passage.help:
        yield "help", passage.help
    for code, text in passage.others:
        yield f"text-{code}", f"{code.upper()}: {text}"
    if passage.earlier:
        yield "earlier", tr(N_("The translation was made from: {text}"), text=passage.earlier)


def returned(ident: str, facts: dict[str, str], language: str, source: str, target: str, **more: Any) -> Returned | None:
    """Return a unit by what it remembers, else by its id; None where neither is ours."""
    practice, field = place_of(ident)
    practice, field = facts.get("practice") or practice, facts.get("field") or field
    if not practice or not field:
        return None
    return Returned(
        practice,
        Key(field, facts.get("language") or language),
        texts.clean(source),
        texts.clean(target),
        facts.get("source-revision", ""),
        facts.get("source-digest", ""),
        facts.get("target-revision", ""),
        facts.get("target-digest", ""),
        **more,
    )
