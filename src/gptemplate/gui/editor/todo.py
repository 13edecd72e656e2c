"""What is left to do in a practice, and where; nothing here knows Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from gptemplate.gui.editor.columns import Mode
from gptemplate.gui.editor.state import EditorState
from gptemplate.gui.library.state import Entry
from gptemplate.model.practice import is_missing
from gptemplate.model.states import SHARED, Key, State


class Todo(StrEnum):
    """Something to do about a text, in the order of the filters."""

    EMPTY = "empty"
    STALE = "stale"
    NO_MATCH = "no_match"
    TO_CHECK = "to_check"
    OVER = "over_limit"
    FINDINGS = "findings"


TO_TRANSLATE = frozenset({Todo.EMPTY, Todo.STALE})


def todos(state: EditorState, key: Key) -> frozenset[Todo]:
    """Return what is to be done about a text; an empty value counts where it is written, or required."""
    seen, one = state.state(key), state.template.fields[key.field]
    found = set()
    if seen is State.EMPTY:
        is_asked = key.language != SHARED and one.handed_in and state.row(key.field).section.handed_in
        if is_asked or is_missing(state.practice, one, key.language):
            found.add(Todo.EMPTY)
    elif seen in (State.STALE, State.TO_CHECK):
        found.add(Todo(seen.value))
    if found & TO_TRANSLATE and key in state.unmatched:
        found.add(Todo.NO_MATCH)
    if state.count(key).over:
        found.add(Todo.OVER)
    if state.findings(key):
        found.add(Todo.FINDINGS)
    return frozenset(found)


def tally(state: EditorState) -> Counter[Todo]:
    """Count what is to be done in the languages that are shown to be written in."""
    return Counter(one for key in written(state) for one in todos(state, key))


def fields_with(state: EditorState, wanted: Todo) -> frozenset[str]:
    """Return the fields with a text that something is to be done about."""
    return frozenset(key.field for key in written(state) if wanted in todos(state, key))


def first_with(state: EditorState, wanted: Todo, key: Key | None) -> Key | None:
    """Return the text that something is to be done about: this one, else another one of its field, else the first."""
    found = [one for one in written(state) if wanted in todos(state, one)]
    if key in found:
        return key
    return next((one for one in found if key is not None and one.field == key.field), next(iter(found), None))


def written(state: EditorState) -> list[Key]:
    """Return the cards that are shown to be written on: with two languages, not those that are there to read from."""
    source = state.columns.pair[0] if state.columns.mode is Mode.TWO else ""
    return [key for key in state.walk(whole=True) if key.language != source]


def next_to_do(state: EditorState, key: Key | None, way: int) -> Key | None:
    """Return the next (1) or previous (-1) text with something to do, None after the last; without a key, the first."""
    cards = written(state)
    if way < 0:
        cards.reverse()
    if key is not None:
        order = {one: place for place, one in enumerate(state.walk(whole=True))}
        here = order.get(key, -1)
        cards = [one for one in cards if (order[one] - here) * way > 0]
    return next((one for one in cards if todos(state, one)), None)


def next_practice(table: Sequence[Entry], here: str, way: int) -> str:
    """Return the next (1) or previous (-1) practice of the table with something to do, from the end to the beginning."""
    idents = [one.id for one in table]
    start = idents.index(here) if here in idents else (-1 if way > 0 else len(idents))
    around = ((start + way * step) % len(idents) for step in range(1, len(idents) + 1)) if idents else ()
    return next((idents[n] for n in around if idents[n] != here and _has_work(table[n])), "")


def _has_work(one: Entry) -> bool:
    return any(one.listed.summary.total(name) for name in ("empty", "stale", "to_check", "over_limit"))
