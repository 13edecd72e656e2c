"""How a fillable PDF says which value stands where: the names of its fields, the same for writing and for reading.

A field is `<language>_<field>`, "shared" for what is the same in all languages; after it perhaps `:part` of a place or
contact, `=choice` of a list in which several can be ticked, `@month` or `@ongoing`. A period would part the name in two
for every PDF program, so that of an id becomes "~", which no id has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gptemplate.model.states import SHARED, Key

HIDDEN = "gptemplate"
"""The name of the field that is not on any page and says which form this is: template, version and practice."""

ABOUT = "GPForm"
"""The same among the properties of the file, for programs that drop fields without a place."""

REVISIONS = "GPRevisions"
"""The property that says which revision each value was written from, of a form that was filled in beforehand."""

MONTH, ONGOING = "@month", "@ongoing"

REVISION = 12  # digits of a revision's id
_MOST_WORDS = 10_000

_NAME = re.compile(r"(shared|[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)_([a-z0-9_~-]{1,60})([:=@][a-z0-9_~A-Z-]{1,60})?")


@dataclass(frozen=True, slots=True)
class Place:
    """What a name says: the value, and which piece of it (":part", "=choice", "@month", "@ongoing" or nothing)."""

    key: Key
    piece: str = ""


def name_of(key: Key, piece: str = "") -> str:
    """Return the name of the field for a value, or for a piece of it."""
    language = "shared" if key.language == SHARED else key.language
    return f"{language}_{key.field}{piece}".replace(".", "~")


def place_of(name: str) -> Place | None:
    """Return what a name says, or None where it is not one of ours."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    language, field, piece = found.groups()
    key = Key(field.replace("~", "."), SHARED if language == "shared" else language)
    return Place(key, (piece or "").replace("~", "."))


def about(template: str, version: int, practice: str) -> str:
    """Return what the hidden field holds."""
    return f"{template} {version} {practice}".strip()


def read_about(held: str) -> tuple[str, int, str | None] | None:
    """Return (template, version, practice) from what the hidden field holds, or None."""
    found = re.fullmatch(r"([a-z0-9_.-]{1,60}) (\d{1,6})(?: (\S{1,80}))?", held.strip())
    return (found[1], int(found[2]), found[3]) if found else None


def revisions(heads: Mapping[Key, str]) -> str:
    """Return what that property holds: a name and the first digits of a revision, one after the other."""
    return " ".join(f"{name_of(key)} {head[:REVISION]}" for key, head in sorted(heads.items()))


def read_revisions(held: str) -> dict[Key, str]:
    """Return the first digits of the revisions that the property names; what cannot be read names none."""
    words = held.split()[:_MOST_WORDS]
    pairs = ((place_of(name), digits) for name, digits in zip(words[::2], words[1::2], strict=False))
    return {place.key: digits for place, digits in pairs if place and re.fullmatch(r"[0-9a-f]{12}", digits)}
