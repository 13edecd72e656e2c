"""What is done feeds the translation memory: whole fields and their sentences, in every language that is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from gptemplate.model import segments
from gptemplate.model.memory import Extent, Unit
from gptemplate.model.practice import Practice
from gptemplate.model.states import Key, State
from gptemplate.model.template import Template

if TYPE_CHECKING:
    from gptemplate.store.work import Work


def feed(work: Work, template: Template, practice: Practice, keys: Iterable[Key]) -> None:
    """Let the fields of `keys`, which were marked as done, give their texts to the memory.

    A field gives what is done in two languages or more, in the place of what it gave before. What it gave in a language that
    is not done now stays until that is done again.
    """
    for field in dict.fromkeys(key.field for key in keys):
        one = template.fields.get(field)
        if one is None or not one.is_written or one.shared or one.personal:
            continue
        done = _done(template, practice, field)
        if len(done) > 1:
            kept = [unit for unit in work.memory.of(practice.id, field) if not unit.texts.keys() <= done.keys()]
            project, _language = practice.title(template, practice.source_language)
            given = (_unit(said, extent, project, work) for said, extent in given_by(done))
            work.memory.replace_of(practice.id, field, [*given, *kept])


def given_by(done: Mapping[str, str]) -> list[tuple[dict[str, str], Extent]]:
    """Return what a field gives: the whole of it, and its sentences where it has more than one."""
    whole = dict(done)
    sentences = [said for said in segments.aligned(done) if _says_something(said)]
    parts = [said for said in sentences if any(said[code] != whole[code] for code in said)]
    return [(whole, Extent.FIELD), *((said, Extent.SENTENCE) for said in parts)]


def _done(template: Template, practice: Practice, field: str) -> dict[str, str]:
    said = {code: practice.text(field, code).strip() for code in template.codes if _is_done(practice, field, code)}
    return {code: text for code, text in said.items() if text}


def _is_done(practice: Practice, field: str, code: str) -> bool:
    return practice.state(field, code) is State.DONE


def _says_something(said: Mapping[str, str]) -> bool:
    """Whether there are words in it: a date or a sum alone needs no memory."""
    return all(any(c.isalpha() for c in text) for text in said.values())


def _unit(said: Mapping[str, str], extent: Extent, project: str, work: Work) -> Unit:
    return Unit(said, extent, project=project, author=work.author, modified=work.now)
