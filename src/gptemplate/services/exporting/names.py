"""How files are named: a pattern such as "{title} – {languages}", checked, and safe on every system."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from gptemplate.errors import BadValue
from gptemplate.files import safe_name
from gptemplate.i18n import Message, translator
from gptemplate.model import values
from gptemplate.model.practice import Practice
from gptemplate.model.states import SHARED
from gptemplate.model.template import Kind, Template
from gptemplate.model.words import STATUS_WORDS

DEFAULT_PATTERN = "{title} – {languages}"
FIELDS = ("title", "languages", "place", "form", "date", "status", "id")
"""What a pattern can name, the most useful first."""

_LONGEST_FIELD = {"title": 70, "place": 40, "form": 40}
_LONGEST_NAME = 120
_LONGEST_PATTERN = 200
_NAMED = re.compile(r"\{([^{}]*)\}")
_NOTHING = "\0"
_EMPTY_BRACKETS = re.compile(r"\s*\(\0+\)")
_LEADING = re.compile(r"^(?:\0[\s–—_,;-]*)+")
_FOLLOWING = re.compile(r"[\s–—_,;-]*\0")


def fault(pattern: str) -> Message | None:
    """Return what is wrong with a pattern, None where it can be used."""
    named = _NAMED.findall(pattern)
    known = ", ".join(f"{{{one}}}" for one in FIELDS)
    strange = next((one for one in named if one not in FIELDS), None)
    if strange is not None:
        return Message("A name has no part {name}; it can have: {known}", name=f"{{{strange}}}", known=known)
    if "{" in _NAMED.sub("", pattern) or "}" in _NAMED.sub("", pattern):
        return Message("A bracket in the name is not closed, or not opened: write {known}.", known=known)
    if not named:
        return Message("Every file would have the same name: add at least one of {known}.", known=known)
    if len(pattern) > _LONGEST_PATTERN:
        return Message("The name is too long.")
    return None


def check(pattern: str) -> None:
    """Raise BadValue, saying what is wrong, where a pattern cannot be used."""
    found = fault(pattern)
    if found is not None:
        raise BadValue(found)


def name(pattern: str, parts: Mapping[str, str]) -> str:
    """Return a file's name without its ending. Parts that are empty take their dash or comma with them."""
    short = {key: _cut(parts.get(key, ""), _LONGEST_FIELD.get(key, _LONGEST_NAME)) for key in FIELDS}
    filled = _EMPTY_BRACKETS.sub(_NOTHING, _NAMED.sub(lambda found: short[found[1]] or _NOTHING, pattern))
    return safe_name(_FOLLOWING.sub("", _LEADING.sub("", filled)), longest=_LONGEST_NAME)


def parts(template: Template, practice: Practice, languages: tuple[str, ...], title: str) -> dict[str, str]:
    """Return what a pattern can name, in the first of the document's languages."""
    language = languages[0]
    place = template.first_of(Kind.PLACE)
    where = values.show_parts(place, practice.text(place.id, SHARED), language) if place else []
    return {
        "title": title,
        "languages": "-".join(languages),
        "place": where[-1][1] if where else "",
        "form": template.label(language),
        "date": f"{datetime.fromtimestamp(practice.modified / 1000, UTC):%Y-%m-%d}",
        "status": translator(language)(STATUS_WORDS[practice.status]),
        "id": practice.id[:8],
    }


def _cut(text: str, longest: int) -> str:
    """A part that is not too long, at the end of a word where there is one near."""
    if not text.strip():
        return ""
    cut = safe_name(text, longest=longest)
    if len(text) <= longest or len(cut) == len(safe_name(text, longest=_LONGEST_NAME * 2)):
        return cut
    words = cut.rsplit(" ", 1)[0]
    return words.rstrip(" ,;–-") if len(words) > longest // 2 else cut
