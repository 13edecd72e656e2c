"""Machine translation, only if wanted and only on this computer.

What a machine writes is marked "to check", its history names the machine, and only a person can mark it done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gptemplate.errors import BadValue, UnknownName
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.changes import Changes, changed
from gptemplate.model.practice import NOTHING, Origin, Practice, Value, fields_in_force
from gptemplate.model.sources import source_of
from gptemplate.model.states import SHARED, Key, State
from gptemplate.model.template import Field, Kind, Template
from gptemplate.services.editing import field_of
from gptemplate.settings import Settings
from gptemplate.translation.machine import AUTHOR, Engine, MachineError, translated

if TYPE_CHECKING:
    from gptemplate.model.journal import Change
    from gptemplate.store.library import Library
    from gptemplate.store.work import Work

OPUS_CAT, MODEL = "opus-cat", "model"
ENGINES = (OPUS_CAT, MODEL)

Progress = Callable[[int, int], bool]
"""Told (texts done, texts in all); returns whether to go on."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a machine makes of a text, and the text it made it from; a person has not seen it yet."""

    key: Key
    text: str
    source: str
    original: str
    engine: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What came of filling a practice: the texts put in, those of them over their limit, and those that were there already."""

    keys: tuple[Key, ...]
    over: tuple[Key, ...] = ()
    kept: tuple[Key, ...] = ()


def engine(settings: Settings, name: str = "") -> Engine:
    """Return the engine of that name, or the one that the person chose. Raises MachineError, BadValue.

    Nothing is reached or loaded before it is asked for something.
    """
    wanted = name or settings.machine
    if not wanted:
        raise MachineError(Message("No machine translation is chosen. Choose one in the settings, or name it."))
    if wanted == OPUS_CAT:
        from gptemplate.translation.machine_opus_cat import OpusCat

        return OpusCat(settings.machine_address)
    if wanted == MODEL:
        from gptemplate.translation.machine_model import ModelFolder

        if not settings.machine_folder:
            raise MachineError(Message("No folder with a translation model is chosen. Choose one in the settings."))
        return ModelFolder(Path(settings.machine_folder))
    raise BadValue(Message("There is no engine “{name}”; there are: {known}", name=wanted, known=", ".join(ENGINES)))


def suggest(machine: Engine, text: str, source: str, target: str) -> str:
    """Return a text in another language, as the machine has it; nothing is kept. Raises MachineError."""
    return translated(machine, text, source, target)


def suggestion(machine: Engine, template: Template, practice: Practice, key: Key, source: str = "") -> Suggestion:
    """Return what a machine makes of one field; nothing is kept. Raises MachineError, UnknownName."""
    one = field_of(template, key)
    source = source or source_of(template, practice, key)
    original = practice.text(key.field, source)
    if not source or not original.strip():
        raise MachineError(Message("“{field}” has no text yet to be translated.", field=one.labels))
    made = values.accept(one, key.language, suggest(machine, original, source, key.language))
    return Suggestion(key, made, source, original, machine.name)


def take(library: Library, practice_id: str, found: Suggestion) -> Changes:
    """Put a suggestion in, as one step and to be checked. Raises BadValue where its original has changed; StoreError."""
    with library.writing() as work:
        practice = work.practice(practice_id)
        if practice.text(found.key.field, found.source) != found.original:
            raise BadValue(Message("The text has changed in the meantime. Nothing was changed."))
        _put_all(work, practice, [found])
    return changed(practice_id, found.key)


def to_fill(template: Template, practice: Practice, target: str, source: str = "") -> list[Key]:
    """Return the fields that are empty in a language and have a text to translate, in the order of the form."""
    keys = (Key(one.id, target) for _section, one in fields_in_force(template, practice) if _is_prose(one))
    return [key for key in keys if practice.state(*key) is State.EMPTY and _original(template, practice, key, source)]


def fill(
    library: Library,
    practice_id: str,
    target: str,
    machine: Engine,
    *,
    source: str = "",
    progress: Progress | None = None,
) -> tuple[Filled, Changes]:
    """Fill what is empty in a language, as one step to undo; every text is to be checked. Nothing is kept unless all is made.

    The library is not held while the machine works: what somebody wrote meanwhile stays, and is told as kept. Raises
    MachineError, UnknownName, StoreError.
    """
    with library.reading() as work:
        practice = work.practice(practice_id)
        template = work.template(practice.template_id)
    for code in (target, source):
        if code and template.language(code) is None:
            known = ", ".join(template.codes)
            raise UnknownName(Message("The template has no language “{name}”; it has: {known}", name=code, known=known))
    keys = to_fill(template, practice, target, source)
    made: list[Suggestion] = []
    for key in keys:
        if progress is not None and not progress(len(made), len(keys)):
            return Filled(()), Changes()
        made.append(suggestion(machine, template, practice, key, source))
    return _keep(library, practice_id, made)


def unchecked(library: Library, practice_id: str) -> frozenset[Key]:
    """Return the texts that read as a machine wrote them and that nobody has marked done."""
    with library.reading() as work:
        return work.overview.unchecked_by(practice_id, AUTHOR)


def try_out(settings: Settings, name: str = "") -> tuple[str, list[str]]:
    """Return the engine's name and the languages that it has ("fi–sv"), for a person who tries it out. Raises MachineError."""
    found = engine(settings, name)
    return found.name, sorted(f"{source}–{target}" for source, target in found.pairs())


def _keep(library: Library, practice_id: str, made: Sequence[Suggestion]) -> tuple[Filled, Changes]:
    if not made:
        return Filled(()), Changes()
    with library.writing() as work:
        practice = work.practice(practice_id)
        template = work.template(practice.template_id)
        good = [one for one in made if _still_fits(practice, one)]
        _put_all(work, practice, good)
    keys = tuple(one.key for one in good)
    over = tuple(one.key for one in good if _is_over(template, one))
    kept = tuple(one.key for one in made if one.key not in keys)
    return Filled(keys, over, kept), changed(practice_id, *keys) if keys else Changes()


def _put_all(work: Work, practice: Practice, found: Iterable[Suggestion]) -> None:
    """Put texts in as the machine's: first what they were made from gets its revision, which is its writer's."""
    found = list(found)
    work.cut(practice, [Key(one.key.field, one.source) for one in found])
    work.cut(practice, [one.key for one in found])
    steps: list[Change] = []
    for one in found:
        origin = Origin(one.source, practice.value(one.key.field, one.source).head or "", texts.digest(one.original))
        before = practice.values.get(one.key, NOTHING)
        steps.append(work.put(practice, one.key, Value(one.text, State.TO_CHECK, before.head, origin)))
    work.record(practice.id, steps)
    writer = work.author
    for name in {one.engine for one in found}:
        work.write_as(f"{AUTHOR}{name}")
        work.cut(practice, [one.key for one in found if one.engine == name])
    work.write_as(writer)
    if found:
        work.finish(practice)


def _still_fits(practice: Practice, one: Suggestion) -> bool:
    is_empty = practice.state(*one.key) is State.EMPTY
    return is_empty and practice.text(one.key.field, one.source) == one.original


def _original(template: Template, practice: Practice, key: Key, source: str) -> str:
    code = source or source_of(template, practice, key)
    return practice.text(key.field, code).strip() if code and code != key.language else ""


def _is_prose(one: Field) -> bool:
    return (one.is_written and not one.shared) or one.kind is Kind.IMAGE


def _is_over(template: Template, one: Suggestion) -> bool:
    limit = template.fields[one.key.field].limit.of(one.key.language)
    return limit is not None and one.key.language != SHARED and texts.length(one.text) > limit
