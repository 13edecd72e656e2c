"""Looking after the memory: finding, changing and removing entries, joining those that say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from gptemplate.model.memory import Unit
from gptemplate.translation.memory import plain

if TYPE_CHECKING:
    from gptemplate.store.library import Library
    from gptemplate.store.work import Work


def find(
    library: Library, words: str = "", *, language: str = "", project: str = "", most: int = 200, skip: int = 0
) -> list[Unit]:
    """Return the units in which one text has the words as they are written, newest first. Raises StoreError."""
    with library.reading() as work:
        return work.memory.find(words, language=language, project=project, most=most, skip=skip)


def put(library: Library, unit: Unit) -> None:
    """Keep a unit as a person changed it, by its number. Raises UnknownName, BadValue, StoreError."""
    with library.writing() as work:
        work.memory.put(unit)


def remove(library: Library, numbers: Iterable[int]) -> None:
    """Remove units for good."""
    with library.writing() as work:
        work.memory.remove(numbers)


def projects(library: Library) -> list[tuple[str, int]]:
    """Return where units come from, and how many from each."""
    with library.reading() as work:
        return work.memory.projects()


def forget_project(library: Library, name: str) -> int:
    """Remove all that came from one place, and return how many units that were."""
    with library.writing() as work:
        return work.memory.forget_project(name)


def merge_duplicates(library: Library) -> int:
    """Join the units that say the same but for spaces, capitals and the shapes of marks; return how many went.

    Of two, the newer one stays; it gets the languages that only the other has.
    """
    with library.writing() as work:
        return _merge(work)


def _merge(work: Work) -> int:
    first: dict[int, int] = {}  # what is said in two languages, and the unit that says it
    gone: set[int] = set()
    for unit in work.memory.units():
        other = _same(work, unit, first, gone)
        stays = unit
        if other is not None:
            stays, goes = sorted((unit, other), key=lambda one: (one.modified, -one.number), reverse=True)
            missing = {code: text for code, text in goes.texts.items() if code not in stays.texts}
            gone.add(goes.number)
            if missing:
                stays = replace(stays, texts={**stays.texts, **missing})
                work.memory.put(stays)
        for pair in _pairs(stays):
            first[pair] = stays.number
    work.memory.remove(gone)
    return len(gone)


def _same(work: Work, unit: Unit, first: dict[int, int], gone: set[int]) -> Unit | None:
    """A unit before this one that says the same in every language that both have."""
    for number in {first[pair]: None for pair in _pairs(unit) if pair in first}:
        other = None if number in gone else work.memory.unit(number)
        if other is not None and all(plain(text) == plain(other.texts.get(code, text)) for code, text in unit.texts.items()):
            return other
    return None


def _pairs(unit: Unit) -> Iterator[int]:
    said = sorted((code, plain(text)) for code, text in unit.texts.items())
    return (hash((unit.extent, *pair)) for pair in combinations(said, 2))
