"""What a translation memory holds: the same words in several languages."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Extent(StrEnum):
    """How much of a practice a unit is."""

    SENTENCE = "sentence"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence or field in every language it is known in.

    `practice` and `field` say where it was written, or are empty for a unit from elsewhere; `project` is what a person sees
    as its origin: the title of a practice or the name of a file.
    """

    texts: Mapping[str, str]
    extent: Extent = Extent.SENTENCE
    practice: str = ""
    field: str = ""
    project: str = ""
    author: str = ""
    modified: int = 0  # milliseconds since 1970
    number: int = dataclasses.field(default=0, compare=False)  # its place in the store, 0 before it has one
