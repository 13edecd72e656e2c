"""Sorting the rows of a damaged file: which table each belongs to is told by what its cells hold, not by the file."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

from gptemplate.model.comments import Comment
from gptemplate.model.revisions import Revision
from gptemplate.model.states import Key
from gptemplate.store import mending, raw
from gptemplate.store.gathering_lexical import Lexical
from gptemplate.store.pages import Cell, Pages

_PRACTICE_ID = re.compile(r"[0-9a-f]{32}")
_DIGEST = re.compile(r"[0-9a-f]{32}")
_LONG_ID = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*|\*")
_NEVER = 2**42  # milliseconds since 1970: the year 2109

Fields = dict[str, Any]


@dataclass(slots=True)
class Found:
    """What a damaged file holds: the best row of each register, proven revisions and photos, and what is doubtful."""

    practices: dict[str, Fields] = field(default_factory=dict)
    values: dict[tuple[str, Key], Fields] = field(default_factory=dict)
    revisions: dict[str, Revision] = field(default_factory=dict)
    attachments: dict[str, Fields] = field(default_factory=dict)
    spoilt: dict[str, Fields] = field(default_factory=dict)
    steps: dict[int, Fields] = field(default_factory=dict)
    comments: dict[tuple[str, str], tuple[int, Comment]] = field(default_factory=dict)
    lost_comments: int = 0
    lexical: Lexical = field(default_factory=Lexical)
    unreadable: int = 0

    @property
    def doubtful(self) -> int:
        """How many revisions are damaged beyond mending."""
        return len(self.spoilt.keys() - self.revisions.keys())

    def uses(self, template: str) -> int:
        """Return how many practices have a template."""
        return sum(row["template"] == template for row in self.practices.values())


def gather(pages: Pages) -> Found:
    """Return everything in the pages that is a row of a library."""
    found = Found(unreadable=pages.unreadable())
    loose: list[Fields] = []
    for number, cells in pages.rows():
        _sort(found, loose, number, cells)
    for ident, row in found.spoilt.items():
        if ident not in found.revisions and (mended := mending.mended_revision(row)) is not None:
            found.revisions[mended.id] = mended
    for row in loose:
        _place(found, row)
    found.lexical.finish()
    return found


def _sort(found: Found, loose: list[Fields], number: int, cells: tuple[Cell, ...]) -> None:
    first = cells[0] if cells else None
    if found.lexical.takes(number, cells):
        return
    if len(cells) >= 13 and isinstance(first, str):
        _revision(found, dict(zip(raw.TABLES["revision"], cells, strict=False)))
    elif len(cells) >= 13 and first is None:
        _value(loose, dict(zip(raw.TABLES["value"], (number, *cells[1:]), strict=False)))
    elif len(cells) == 8:
        _practice(found, dict(zip(raw.TABLES["practice"], cells, strict=True)))
    elif len(cells) == 7 and first is None:
        _step(found, dict(zip(raw.TABLES["step"], (number, *cells[1:]), strict=True)))
    elif len(cells) == 6 and first is None:
        _comment(found, dict(zip(raw.TABLES["comment"], (number, *cells[1:]), strict=True)))
    elif len(cells) == 4:
        _attachment(found, dict(zip(raw.TABLES["attachment"], cells, strict=True)))


def _revision(found: Found, row: Fields) -> None:
    one = raw.revision_of(row) if _is(_LONG_ID, row["id"]) and _is(_PRACTICE_ID, row["practice_id"]) else None
    if one is not None:
        found.revisions[one.id] = one
    elif isinstance(row["id"], str) and isinstance(row["text"], str):
        found.spoilt[row["id"]] = row


def _value(loose: list[Fields], row: Fields) -> None:
    row["dirty"] = bool(row["dirty"])
    row["modified"] = _moment(row["modified"])
    if row["head"] is not None and not _is(_LONG_ID, row["head"]):
        row["head"] = None
    if row["origin_language"] is not None and not (_is(_CODE, row["origin_language"]) and _is(_DIGEST, row["origin_digest"])):
        row |= {"origin_language": None, "origin_revision": None, "origin_digest": None}
    if isinstance(row["text"], str) and isinstance(row["digest"], str):
        loose.append(row)


def _place(found: Found, row: Fields) -> None:
    """Put a value where it belongs: where its revision says, which is proven, else where the row itself does."""
    head = found.revisions.get(row["head"] or "")
    if head is not None:
        place = (head.practice, head.key)
    elif _is(_PRACTICE_ID, row["practice_id"]) and isinstance(row["field"], str) and _is(_CODE, row["language"]):
        place = (row["practice_id"], Key(row["field"], row["language"]))
    else:
        return
    row |= {"practice_id": place[0], "field": place[1].field, "language": place[1].language}
    if place not in found.values or _better(row, found.values[place]):
        found.values[place] = row


def _better(row: Fields, other: Fields) -> bool:
    """A stray page may hold an older copy of a row: what is proven wins, then what is newer."""
    return (raw.holds(row), row["modified"]) > (raw.holds(other), other["modified"])


def _practice(found: Found, row: Fields) -> None:
    if not (_is(_PRACTICE_ID, row["id"]) and isinstance(row["template"], str) and isinstance(row["source_language"], str)):
        return
    row |= {"created": _moment(row["created"]), "modified": _moment(row["modified"])}
    other = found.practices.get(row["id"])
    if other is None or row["modified"] >= other["modified"]:
        found.practices[row["id"]] = row


def _step(found: Found, row: Fields) -> None:
    """A stray page may hold an older copy of a step: what ended later is newer."""
    row |= {"typing": bool(row["typing"]), "undone": bool(row["undone"]), "ended": _moment(row["ended"])}
    other = found.steps.get(row["id"])
    if other is None or row["ended"] >= other["ended"]:
        found.steps[row["id"]] = row


def _comment(found: Found, row: Fields) -> None:
    """A comment that its id proves; a stray page may hold an older one, from before it was resolved."""
    if not (_is(_PRACTICE_ID, row["practice_id"]) and _is(_LONG_ID, row["comment"])):
        return
    one = mending.readable_comment(row)
    if one is None or one.id != row["comment"]:
        found.lost_comments += 1
        return
    place, moment = (row["practice_id"], one.id), _moment(row["modified"])
    if place not in found.comments or moment >= found.comments[place][0]:
        found.comments[place] = (moment, one)


def _attachment(found: Found, row: Fields) -> None:
    content = row["content"]
    if isinstance(content, bytes) and hashlib.sha256(content).hexdigest() == row["id"]:
        found.attachments[row["id"]] = row | {"created": _moment(row["created"]), "media_type": str(row["media_type"])}


def _is(pattern: re.Pattern[str], cell: object) -> bool:
    return isinstance(cell, str) and pattern.fullmatch(cell) is not None


def _moment(cell: object) -> int:
    return cell if isinstance(cell, int) and 0 <= cell < _NEVER else 0
