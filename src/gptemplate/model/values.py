"""Values that are more than text: how each kind is kept, checked and shown.

Every value is kept as one string, so that history, merging and search treat all kinds alike:

    text, long_text   the text                      month           "2023-05" or "ongoing"
    choice            the id of the item            yes_no          "yes" or "no"
    choices           ids, one a line               web_addresses   addresses, one a line
    place, contact    a JSON object of its parts, keys sorted
    image             the id of the attachment (shared), its description (per language)
    files             ids of attachments and their names, one "id name" a line
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from gptemplate import i18n
from gptemplate.errors import BadValue
from gptemplate.i18n import N_, Message
from gptemplate.model import text as texts
from gptemplate.model.states import SHARED
from gptemplate.model.template import COMPOSITE, Field, Kind, Part, label_in

ONGOING = "ongoing"
YES, NO = "yes", "no"
_MONTH = re.compile(r"(?!0000)([0-9]{4})-(0[1-9]|1[0-2])")  # no calendar has a year 0
_ATTACHMENT = re.compile(r"[0-9a-f]{64}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)


def parts_of(value: str) -> dict[str, str]:
    """Return the parts of a place or contact; what cannot be read is no part."""
    try:
        raw = json.loads(value) if value else {}
    except (ValueError, RecursionError):
        return {}
    return {key: part for key, part in raw.items() if isinstance(part, str)} if isinstance(raw, dict) else {}


def from_parts(parts: Mapping[str, str]) -> str:
    """Return the kept form of a place or contact; empty when every part is."""
    filled = {key: texts.clean_line(part) for key, part in parts.items() if part.strip()}
    return json.dumps(filled, ensure_ascii=False, sort_keys=True) if filled else ""


def lines_of(value: str) -> tuple[str, ...]:
    """Return the items of a value that keeps one a line."""
    return tuple(line for line in value.split("\n") if line.strip())


def from_lines(items: Iterable[str]) -> str:
    """Return the kept form of several items."""
    return "\n".join(texts.clean_line(item) for item in items if item.strip())


def month_of(value: str) -> tuple[int, int] | None:
    """Return (year, month), or None for "ongoing" and for nothing."""
    found = _MONTH.fullmatch(value)
    return (int(found[1]), int(found[2])) if found else None


def attachments_of(one: Field, language: str, value: str) -> tuple[str, ...]:
    """Return the ids of the attachments that a value names."""
    if one.kind is Kind.IMAGE and language == SHARED:
        return (value,) if value else ()
    if one.kind is Kind.FILES:
        return tuple(line.split(" ", 1)[0] for line in lines_of(value))
    return ()


def accept(one: Field, language: str, value: str) -> str:
    """Return the value as it is kept, from what a person or a program gave.

    Raises BadValue, naming the field and what is expected. Free text is never refused for its length against
    the limit, only beyond `text.LONGEST`.
    """
    if len(value) > texts.LONGEST:
        raise BadValue(
            Message(
                "“{field}”: the text has {n} characters, more than the {most} that a field can keep. Nothing was changed.",
                field=one.labels,
                n=len(value),
                most=texts.LONGEST,
            )
        )
    if one.kind is Kind.LONG_TEXT:
        return texts.clean(value)
    if one.is_written or (one.kind is Kind.IMAGE and language != SHARED):
        return texts.clean(value).replace("\n", " ")
    value = texts.clean(value).strip()
    if value and not _is_of_kind(one, value):
        raise BadValue(Message("“{field}”: {reason}", field=one.labels, reason=_expected(one)))
    if one.kind in COMPOSITE:
        return from_parts(parts_of(value))
    return from_lines(value.split("\n")) if one.kind in (Kind.CHOICES, Kind.WEB_ADDRESSES) else value


def show(one: Field, value: str, language: str) -> str:
    """Return the value as a person reads it in a language: labels for ids, months in words."""
    match one.kind:
        case Kind.YES_NO:
            return i18n.translator(language)(N_("Yes") if value == YES else N_("No")) if value else ""
        case Kind.CHOICE:
            return _choice_label(one, value, language)
        case Kind.CHOICES:
            return "\n".join(_choice_label(one, item, language) for item in lines_of(value))
        case Kind.MONTH:
            return _show_month(one, value, language)
        case Kind.PLACE | Kind.CONTACT:
            return "\n".join(shown for _part, shown in show_parts(one, value, language))
        case Kind.FILES:
            return "\n".join(line.partition(" ")[2] for line in lines_of(value))
        case _:
            return value


def show_parts(one: Field, value: str, language: str) -> list[tuple[Part, str]]:
    """Return the filled parts of a composite field with their shown values, in the template's order."""
    parts = parts_of(value)
    shown = []
    for part in one.parts:
        held = parts.get(part.id, "")
        if held and part.kind == "choice":
            found = next((item for item in part.choices if item.id == held), None)
            held = label_in(found.labels, language) if found else held
        if held:
            shown.append((part, held))
    return shown


def place_name(one: Field, value: str, language: str) -> str:
    """Return a place on one line, nearest first: "Äänekoski, Länsi-Suomi, Suomi"."""
    return ", ".join(shown for _part, shown in reversed(show_parts(one, value, language)))


def is_email(value: str) -> bool:
    """Return whether a value looks like an e-mail address."""
    return _EMAIL.fullmatch(value) is not None


def is_web_address(value: str) -> bool:
    """Return whether a value is a web address with a host."""
    if not _ADDRESS.fullmatch(value):
        return False
    try:
        return bool(urlsplit(link(value)).hostname)
    except ValueError:
        return False


def link(value: str) -> str:
    """Return a web address with its scheme."""
    return value if "://" in value else f"https://{value}"


def _is_of_kind(one: Field, value: str) -> bool:
    match one.kind:
        case Kind.YES_NO:
            return value in (YES, NO)
        case Kind.CHOICE:
            return one.choice(value) is not None
        case Kind.CHOICES:
            return all(one.choice(item.strip()) for item in lines_of(value))
        case Kind.MONTH:
            return _MONTH.fullmatch(value) is not None or (value == ONGOING and bool(one.ongoing))
        case Kind.PLACE | Kind.CONTACT:
            return set(parts_of(value)) <= {part.id for part in one.parts} and bool(parts_of(value))
        case Kind.IMAGE:
            return _ATTACHMENT.fullmatch(value) is not None
        case Kind.FILES:
            return all(_ATTACHMENT.fullmatch(line.split(" ", 1)[0]) for line in lines_of(value))
        case _:
            return True


def _expected(one: Field) -> Message:
    match one.kind:
        case Kind.YES_NO:
            return Message("write “yes” or “no”.")
        case Kind.CHOICE | Kind.CHOICES:
            return Message("choose from: {choices}", choices=", ".join(choice.id for choice in one.choices))
        case Kind.MONTH if one.ongoing:
            return Message("write a month as “2023-05”, or “ongoing”.")
        case Kind.MONTH:
            return Message("write a month as “2023-05”.")
        case Kind.PLACE | Kind.CONTACT:
            return Message("write a JSON object with: {parts}", parts=", ".join(part.id for part in one.parts))
        case _:
            return Message("bring the file in with the program; its name alone is not enough.")


def _choice_label(one: Field, ident: str, language: str) -> str:
    found = one.choice(ident)
    return label_in(found.labels, language) if found else ident


def _show_month(one: Field, value: str, language: str) -> str:
    if value == ONGOING:
        return label_in(one.ongoing, language) or value
    month = month_of(value)
    return i18n.format_month(*month, language) if month else value
