"""What has been translated before and helps with what is to be translated now: units for a translation memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from gptemplate.model.handoff import Sheet
from gptemplate.model.memory import Extent, Unit
from gptemplate.model.practice import Practice
from gptemplate.model.segments import aligned
from gptemplate.model.states import State
from gptemplate.model.template import Template

if TYPE_CHECKING:
    from gptemplate.store.work import Work

_SETTLED = frozenset({State.DONE, State.TO_CHECK, State.DRAFT})
_SHORTEST = 4  # letters of a word that tells what a text is about
_MOST = 5_000  # units from the library's memory
_LEAST = 0.34  # of the words of a unit that the texts to be translated must have


def units(work: Work, sheets: Sequence[Sheet], practices: Sequence[tuple[Template, Practice]]) -> list[Unit]:
    """Return the units that help with these sheets, those of the same practices first, each once."""
    found: dict[tuple[tuple[str, str], ...], Unit] = {}
    own = [*_of_practices(practices), *_earlier(sheets)]
    for one in (*own, *_alike(work.memory.units(), sheets)):
        found.setdefault(tuple(sorted(one.texts.items())), one)
    return list(found.values())


def _of_practices(practices: Iterable[tuple[Template, Practice]]) -> Iterator[Unit]:
    """What is written in these practices in several languages, as far as it belongs together."""
    for template, practice in practices:
        title = practice.title(template, practice.source_language)[0]
        for one in template.fields.values():
            if not one.is_written or one.shared:
                continue
            held = {code: practice.text(one.id, code) for code in template.codes if practice.state(one.id, code) in _SETTLED}
            if len(held) > 1:
                yield from _whole_and_in_sentences(held, practice.id, one.id, title)


def _earlier(sheets: Iterable[Sheet]) -> Iterator[Unit]:
    """Translations whose original has changed, with the original that they were made from."""
    for sheet in sheets:
        for one in sheet.passages:
            if one.earlier.strip() and one.target.strip():
                texts = {sheet.source_language: one.earlier, sheet.target_language: one.target}
                yield from _whole_and_in_sentences(texts, sheet.practice, one.key.field, sheet.title)


def _whole_and_in_sentences(texts: dict[str, str], practice: str, field: str, title: str) -> Iterator[Unit]:
    """Translation programs look for sentences; those that stayed the same are then there at once."""
    yield Unit(texts, Extent.FIELD, practice, field, title)
    for sentence in aligned(texts):
        yield Unit(sentence, Extent.SENTENCE, practice, field, title)


def _alike(all_units: Iterable[Unit], sheets: Sequence[Sheet]) -> Iterator[Unit]:
    """Units of the library's memory that share enough words with what is to be translated; the whole of it may be large."""
    asked: dict[str, set[str]] = {}
    for sheet in sheets:
        words = asked.setdefault(sheet.source_language, set())
        words.update(word for one in sheet.passages for word in _words(one.source))
    targets = {sheet.target_language for sheet in sheets}
    count = 0
    for one in all_units:
        if count == _MOST:
            return
        if targets & set(one.texts) and any(_is_alike(one, code, words) for code, words in asked.items()):
            count += 1
            yield one


def _is_alike(one: Unit, language: str, words: set[str]) -> bool:
    own = set(_words(one.texts.get(language, "")))
    return bool(own) and len(own & words) >= _LEAST * len(own)


def _words(text: str) -> list[str]:
    return [word for word in map(_bare, text.casefold().split()) if len(word) >= _SHORTEST]


def _bare(word: str) -> str:
    return word.strip(".,;:!?()[]\"'”’«»–—…/")
