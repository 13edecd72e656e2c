"""How a Word file says which value stands where: tags of content controls, names of bookmarks, properties.

A control's tag is `gp1|practice|field|language|revision`, with the first 8 digits of the practice's id and the first 12
of the revision's. LibreOffice drops tags, so the label of a value carries a bookmark too, and properties of the
file have the rest: the whole id of the practice, its template, and under each bookmark's name the revision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from gptemplate.model.states import SHARED, Key

PRACTICE, TEMPLATE, VERSION, LANGUAGES = "gp_practice", "gp_template", "gp_version", "gp_languages"
"""Names of properties; the languages are parted by spaces."""

SOURCE_LANGUAGE = "gp_source_language"
"""The property of a file for a translator: the language that it is translated from."""

COLLECTION = "gp_collection"
"""The property of a book: how many practices it has."""

HEADING = "gp_heading_"
"""How the names of bookmarks on headings begin, which are no values."""

LONGEST_NAME = 40  # characters that Word allows a bookmark
LONGEST_TAG = 64
REVISION = 12
_PRACTICE = 8
_FORM = "gp1"
_TAG = re.compile(r"gp1\|([^|]*)\|(~?[^|:]+)(?::([^|]*))?\|([^|]+)\|([^|]*)")


@dataclass(frozen=True, slots=True)
class Place:
    """What a tag says: the value of a control, and the part of it where the control holds one part of a place."""

    key: Key
    part: str = ""
    practice: str = ""
    revision: str = ""


def bookmark_name(key: Key, part: str = "", *, chapter: str = "") -> str:
    """Return the name of the bookmark on the label of a value; what is too long for Word ends in a digest.

    In a book, where each value is there once for each practice, it begins with the name of the chapter.
    """
    language = "shared" if key.language == SHARED else key.language
    field = f"{key.field}.{part}" if part else key.field
    name = re.sub(r"[^A-Za-z0-9_]", "_", f"{chapter or 'gp'}_{language}_{field}")
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME - 9]}_{_digest(field)}"


def source_name(bookmark: str) -> str:
    """Return the name of the property with the revision that a translation is made from, by the bookmark of its value."""
    return f"{bookmark}.source"


def tag_of(practice: str, key: Key, revision: str | None, part: str = "") -> str:
    """Return the tag of a control, at most 64 characters; a field's id that is too long becomes "~" and a digest."""
    end = f"|{key.language}|{(revision or '')[:REVISION]}"
    begin = f"{_FORM}|{practice[:_PRACTICE]}|"
    named = f"{key.field}:{part}" if part else key.field
    if len(begin) + len(named) + len(end) > LONGEST_TAG:
        named = f"~{_digest(named)}"
    return f"{begin}{named}{end}"


def place_of(tag: str, known: Mapping[str, tuple[str, str]]) -> Place | None:
    """Return what a tag says, or None where it is not ours; `known` are fields and parts by their digest."""
    found = _TAG.fullmatch(tag)
    if found is None:
        return None
    practice, field, part, language, revision = found.groups()
    if field.startswith("~"):
        if field[1:] not in known:
            return None
        field, part = known[field[1:]]
    return Place(Key(field, language), part or "", practice, revision)


def digests(fields: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return fields and their parts by the digest that a tag may have for them."""
    return {_digest(f"{field}:{part}" if part else field): (field, part) for field, part in fields}


def words_name(number: int, text: str) -> str:
    """Return the name of a bookmark on words that are no value, with which they are known even in a file of others."""
    return f"{HEADING}{number}_{_digest(normal(text))}"


def is_words(name: str, text: str) -> bool:
    """Return whether a bookmark says that a text is no value."""
    return name.startswith(HEADING) and name.endswith(f"_{_digest(normal(text))}")


def normal(text: str) -> str:
    """Return a text as labels are compared: without case, doubled spaces, marks of required fields and a colon."""
    return " ".join(text.replace("\u00a0", " ").split()).strip(" *:").casefold()


def _digest(name: str) -> str:
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
