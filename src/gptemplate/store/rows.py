"""Rows of a library as the model knows them; what no version of the program writes is told plainly, here and only here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from gptemplate.errors import NotALibrary
from gptemplate.i18n import Message
from gptemplate.model import comments
from gptemplate.model import text as texts
from gptemplate.model.comments import Comment
from gptemplate.model.journal import Change, Step
from gptemplate.model.practice import Origin, Practice, Value
from gptemplate.model.revisions import Revision
from gptemplate.model.states import Key, State, Status
from gptemplate.store import cells, first_page

Given = ParamSpec("Given")
Read = TypeVar("Read")
_STATES: Mapping[object, State] = {one.value: one for one in State}


def told(read: Callable[Given, Read]) -> Callable[Given, Read]:
    """Let a reader that raises ValueError raise NotALibrary instead, which says what to do."""

    @wraps(read)
    def reads(*args: Given.args, **kwargs: Given.kwargs) -> Read:
        try:
            return read(*args, **kwargs)
        except ValueError as error:
            raise NotALibrary(
                Message(
                    "The library holds something that this program does not write. Nothing was changed. "
                    "“gptemplate doctor” says what it is, and repairs what can be repaired."
                )
            ) from error

    return reads


listed = told(first_page.listed)


@told
def practice(row: Any, values: Iterable[tuple[Key, Value]]) -> Practice:
    """Return the practice in a row, with its values."""
    return Practice(
        id=row.id,
        template_id=cells.text(row.template),
        source_language=cells.text(row.source_language),
        status=Status(row.status),
        values=dict(values),
        created=cells.moment(row.created),
        modified=cells.moment(row.modified),
        deleted=None if row.deleted is None else cells.moment(row.deleted),
    )


@told
def registers(found: Iterable[Iterable[Any]]) -> list[tuple[Key, Value, bool]]:
    """Return of each row of values its register, what it holds, and whether the text is as it was kept."""
    return [_register(tuple(one)) for one in found]


# One field changes at a time, and the others are read with it at every save: most rows were seen a moment ago.
@lru_cache(maxsize=4096)
def _register(row: tuple[Any, ...]) -> tuple[Key, Value, bool]:
    _number, _practice, field, language, text, digest, state, _dirty, head, *origin, modified = row
    known = _STATES.get(state)
    if known is None:
        raise ValueError("no state")
    made = Value(cells.text(text), known, cells.hash_or_none(head), origin_of(*origin), cells.moment(modified))
    return _key(field, language), made, texts.digest(made.text) == digest


def is_intact(row: Any) -> bool:
    """Return whether the text of a row is the one that was kept."""
    return isinstance(row.text, str) and texts.digest(row.text) == row.digest


def origin_of(language: object, revision: object, digest: object) -> Origin | None:
    """Return the origin of a translation. Raises ValueError."""
    return None if language is None else Origin(cells.text(language), cells.text(revision or ""), cells.text(digest or ""))


def revision_of(row: Iterable[Any]) -> Revision:
    """Return the revision in the cells of a row, in the order of its table. Raises ValueError."""
    _ident, of, field, language, text, state, parents, *origin, author, device, time = row
    return Revision(
        practice=cells.text(of), key=_key(field, language), text=cells.text(text), state=State(state),
        parents=cells.hashes(parents), origin=origin_of(*origin),
        author=cells.text(author), device=cells.text(device), time=cells.moment(time),
    )  # fmt: skip


revision = told(revision_of)


def comment_of(row: Iterable[Any]) -> Comment:
    """Return the comment in the cells of a row, in the order of its table. Raises ValueError."""
    _number, _practice, ident, text, _digest, _modified = row
    cells.plain_data(text)
    made = comments.from_text(text)
    if made.id != ident:
        raise ValueError("no comment of that id")
    return made


comment = told(comment_of)


@told
def comment_text(ident: str, text: str) -> str:
    """Return a text that is to be kept as the comment of that id."""
    cells.plain_data(text)
    if comments.from_text(text).id != ident:
        raise ValueError("no comment of that id")
    return text


def step_of(row: Iterable[Any]) -> Step:
    """Return the step in the cells of a row, in the order of its table. Raises ValueError."""
    number, scope, began, ended, typing, _undone, changes = row
    done = cells.plain_data(changes)
    if not isinstance(done, list):
        raise ValueError("no list")  # noqa: TRY004 - the data is wrong, not the program
    held = tuple(Change.from_json(one) for one in done)
    return Step(cells.text(scope), held, cells.moment(began), cells.moment(ended), bool(typing), number)


step = told(step_of)


@told
def status(text: str) -> Status:
    """Return the status that a value says; nothing is a draft."""
    return Status(text or Status.DRAFT)


@told
def moment(text: str) -> int | None:
    """Return when a practice was put in the bin, as a value says; None where it says nothing."""
    if not (text.isascii() and (text.isdecimal() or not text)):
        raise ValueError("no moment")
    return cells.moment(int(text)) if text else None


def _key(field: object, language: object) -> Key:
    return Key(cells.text(field), cells.text(language))
