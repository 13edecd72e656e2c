"""Which texts of a practice are to be translated, and what a translator should know of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gptemplate.errors import BadValue
from gptemplate.i18n import Message
from gptemplate.model.handoff import Passage, Sheet
from gptemplate.model.practice import NOTHING, Practice, fields_in_force
from gptemplate.model.states import Key, State
from gptemplate.model.template import Field, Kind, Template, label_in

if TYPE_CHECKING:
    from gptemplate.store.work import Work

_NEEDED = frozenset({State.EMPTY, State.STALE, State.TO_CHECK})


def sheets(work: Work, practice: Practice, target: str, *, source: str = "", everything: bool = False) -> list[Sheet]:
    """Return what is to be translated into a language, a sheet for each language it is translated from.

    Raises BadValue where the form has no such language.
    """
    template = work.template(practice.template_id)
    _check_languages(template, target, source)
    found: dict[str, list[Passage]] = {}
    for _section, one in fields_in_force(template, practice, working=False):
        language = source or _written_in(template, practice, one, target)
        if language and language != target and _is_wanted(practice, one, language, target, everything=everything):
            found.setdefault(language, []).append(_passage(work, template, practice, one, language, target))
    return [
        Sheet(
            practice.id, template.id, practice.title(template, code)[0], code, target, tuple(passages), template.label(target)
        )
        for code, passages in sorted(found.items())
    ]


def _check_languages(template: Template, *languages: str) -> None:
    for code in languages:
        if code and code not in template.codes:
            raise BadValue(Message("The template has no language “{name}”.", name=code))


def _written_in(template: Template, practice: Practice, one: Field, target: str) -> str:
    """The language that a text is translated from: the practice's own, that of the translation so far, or one that it has."""
    origin = practice.value(one.id, target).origin
    likely = (origin.language if origin else "", practice.source_language, *template.codes)
    return next((code for code in likely if code not in ("", target) and practice.text(one.id, code).strip()), "")


def _is_wanted(practice: Practice, one: Field, source: str, target: str, *, everything: bool) -> bool:
    is_text = (one.is_written and not one.shared) or one.kind is Kind.IMAGE
    if not is_text or not practice.text(one.id, source).strip() or _is_original(practice, one, target):
        return False
    return everything or practice.state(one.id, target) in _NEEDED


def _is_original(practice: Practice, one: Field, target: str) -> bool:
    """Whether a text is no translation: others are made from it."""
    here = practice.value(one.id, target)
    return target == practice.source_language and here.origin is None and bool(here.text.strip())


def _passage(work: Work, template: Template, practice: Practice, one: Field, source: str, target: str) -> Passage:
    key = Key(one.id, target)
    here, there = practice.values.get(key, NOTHING), practice.value(one.id, source)
    others = ((code, practice.text(one.id, code)) for code in template.codes if code not in (source, target))
    state = practice.state(one.id, target)
    return Passage(
        key,
        one.label(target),
        there.text,
        there.head or "",
        here.text,
        here.head or "",
        state,
        one.limit.of(target),
        label_in(one.help, target),
        tuple((code, text) for code, text in others if text.strip()),
        next(_earlier(work, practice, key), "") if state is State.STALE else "",
    )


def _earlier(work: Work, practice: Practice, key: Key) -> Iterator[str]:
    """The text that a translation was made from, where the library remembers it."""
    origin = practice.value(*key).origin
    revision = work.revision(origin.revision) if origin is not None and origin.revision else None
    if revision is not None and (revision.practice, revision.key.field) == (practice.id, key.field):
        yield revision.text
