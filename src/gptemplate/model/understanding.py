"""From a value as people read and write it to the form that is kept: the way back of `values.show`, for every kind.

What is understood more widely than it is shown: labels in any language or ids, months in words, numbers and dates, lists
with any marks, places on one line or as "label: value". What is not understood is None, so that it can be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache

from gptemplate.i18n import INTERFACE_LANGUAGES, N_, format_month, translator
from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.outline import printed_lines
from gptemplate.model.template import Choice, Field, Kind, Part

_ATTACHMENT = re.compile(r"[0-9a-f]{64}")
_MARK = re.compile(r"^\s*[–—•*-]\s+")
_BETWEEN = re.compile(r"[;|]")
_DATES = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.]\d{1,2})?(?:[T ][\d:.]+Z?)?"),
    re.compile(r"(?:\d{1,2}\s?[./-]\s?)?(?P<month>\d{1,2})\s?[./-]\s?(?P<year>\d{4})"),
)
_MONTH_WORDS = re.compile(r"(?:\d{1,2}\.?\s+)?(?P<word>[^\W\d_]{3,})\.?,?\s+(?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4}),?\s+(?P<word>[^\W\d_]{3,})\.?")
_MOST_SEGMENTS = 12  # commas of a place on one line; beyond it, it is a text and no place


def understand(one: Field, text: str, shown_in: str = "", before: str = "") -> str | None:
    """Return the kept form of a value as a person wrote it, to be judged by `values.accept`; None where it is not understood.

    `shown_in` is the language that it was most likely written in. `before` is the kept value that it was made from: it
    decides where two things are called the same, and gives back what is not shown.
    """
    if not text.strip() or (before and plain(text) == plain(values.show(one, before, shown_in))):
        return before if text.strip() else ""
    if one.kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO):
        return _picked(one, text, values.lines_of(before))
    match one.kind:
        case Kind.LONG_TEXT:
            return laid_out(text, before)
        case Kind.MONTH:
            return month(one, text, shown_in)
        case Kind.PLACE | Kind.CONTACT:
            return _composite(one, text, before)
        case Kind.WEB_ADDRESSES:
            return _addresses(text)
        case Kind.FILES:
            return _files(text, before)
        case _:
            return text


def _picked(one: Field, text: str, before: Sequence[str]) -> str | None:
    if one.kind is Kind.YES_NO:
        return yes_no(text)
    return _choices(one, text, before) if one.kind is Kind.CHOICES else choice(one.choices, text, before)


def understand_part(part: Part, text: str, before: str = "") -> str | None:
    """Return the kept form of one part of a place or contact; None where it is not understood."""
    return choice(part.choices, text, (before,)) if part.kind == "choice" and text.strip() else text.strip()


def plain(text: str) -> str:
    """Return a text for comparing: without empty lines and doubled spaces, which a document may change."""
    return "\n".join(line for line in (" ".join(one.split()) for one in texts.clean(text).split("\n")) if line)


def laid_out(text: str, before: str) -> str:
    """Return a text that a document gave back, with the list marks and empty lines that its unchanged lines had before."""
    old = _printed(before)
    new = [line for line in text.split("\n") if line.strip()]
    if not old or not new:
        return text
    told: list[str] = []
    # Lines are paired by what a document shows of them.
    matcher = SequenceMatcher(None, [plain(shown) for shown, _written in old], [plain(line) for line in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        told.extend((written for _shown, written in old[a:b]) if tag == "equal" else _marked(new[c:d], before, told))
    return "".join(told).strip("\n")


def _printed(before: str) -> list[tuple[str, str]]:
    """Each shown line of a text, and how it is written: with the empty lines before it."""
    found: list[tuple[str, str]] = []
    gap = ""
    for line in before.split("\n"):
        shown = printed_lines(line)
        if shown:
            found.append((shown[0], f"{gap}{line}\n"))
        gap = "" if shown else f"{gap}\n"
    return found


def _marked(lines: Iterable[str], before: str, told: Sequence[str]) -> Iterable[str]:
    """New lines, set apart as the text sets its paragraphs apart; list items with its own mark."""
    mark = next((found[0].strip() for line in before.split("\n") if (found := _MARK.match(line))), "–")
    gap = "\n" if "\n\n" in before.strip("\n") else ""
    for number, line in enumerate(lines):
        if line.startswith("– "):
            yield f"{mark} {line[2:]}\n"
        else:
            yield f"{gap if number or told else ''}{line}\n"


def choice(choices: Sequence[Choice], text: str, before: Iterable[str] = ()) -> str | None:
    """Return the item that is meant by its id or its label in any language; of several the one that it was before."""
    said = _MARK.sub("", text).strip()
    if any(one.id == said for one in choices):
        return said
    small = _small(said)
    fitting = {one.id for one in choices if small == _small(one.id) or small in map(_small, one.labels.values())}
    if len(fitting) > 1:
        fitting &= set(before)
    return next(iter(fitting)) if len(fitting) == 1 else None


def yes_no(text: str) -> str | None:
    """Return "yes" or "no" from the word of any language of the program."""
    small = _small(text).rstrip(".")
    for value, word in ((values.YES, N_("Yes")), (values.NO, N_("No"))):
        if small in {value, *(translator(code)(word).casefold() for code in INTERFACE_LANGUAGES)}:
            return value
    return None


def month(one: Field, text: str, shown_in: str = "") -> str | None:
    """Return a month as it is kept from words, numbers or a date, or "ongoing" where the field may go on."""
    said = " ".join(text.split())
    if values.month_of(said):
        return said
    small = _small(said)
    if one.ongoing and (small == values.ONGOING or small in map(_small, one.ongoing.values())):
        return values.ONGOING
    for pattern in _DATES:
        found = pattern.fullmatch(said)
        if found:
            return _kept_month(found["year"], int(found["month"]))
    found = _MONTH_WORDS.fullmatch(said) or _YEAR_FIRST.fullmatch(said)
    number = _named_month(found["word"].casefold(), shown_in) if found else None
    return _kept_month(found["year"], number) if found and number else None


def _kept_month(year: str, number: int) -> str | None:
    kept = f"{year}-{number:02}"
    return kept if values.month_of(kept) else None


def _named_month(word: str, shown_in: str) -> int | None:
    """The month with that name, its beginning ("sept") or an inflected form ("toukokuussa")."""
    languages = sorted(INTERFACE_LANGUAGES, key=lambda code: code != shown_in)
    for code in languages:
        if word in (names := _months(code)):
            return names.index(word) + 1
    likely: list[set[int]] = []
    for code in languages:
        names = _months(code)
        likely.append(
            {at for at, name in enumerate(names, 1) if name.startswith(word) or (code == "fi" and word.startswith(name))}
        )
    if shown_in in INTERFACE_LANGUAGES and likely[0]:
        return next(iter(likely[0])) if len(likely[0]) == 1 else None
    fitting = set[int]().union(*likely)
    return next(iter(fitting)) if len(fitting) == 1 else None


@cache
def _months(language: str) -> tuple[str, ...]:
    return tuple(format_month(2000, number, language).replace("2000", "").strip().casefold() for number in range(1, 13))


def _choices(one: Field, text: str, before: Sequence[str]) -> str | None:
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) == 1 and choice(one.choices, lines[0], before) is None:
        apart = _BETWEEN if _BETWEEN.search(lines[0]) else re.compile(",")
        lines = [piece for piece in apart.split(lines[0]) if piece.strip()]
    found = [choice(one.choices, line, before) for line in lines]
    known = [item for item in found if item is not None]
    return values.from_lines(dict.fromkeys(known)) if len(known) == len(found) else None


def _addresses(text: str) -> str:
    items: list[str] = []
    for line in (_MARK.sub("", one).strip() for one in text.split("\n")):
        words = [word.strip(",;") for word in line.split()]
        items.extend(words if all(map(values.is_web_address, words)) else [line])
    return values.from_lines(items)


def _files(text: str, before: str) -> str | None:
    """Files are known by id; by name only those that were there before, for a document shows no more."""
    held = {line.partition(" ")[2].strip(): line for line in values.lines_of(before)}
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    found = [line if _ATTACHMENT.match(line) else held.get(line) for line in lines]
    known = [line for line in found if line is not None]
    return values.from_lines(known) if len(known) == len(found) else None


def _composite(one: Field, text: str, before: str) -> str | None:
    """A place or contact: as it is kept, as "label: value" lines, as bare lines, or on one line."""
    if values.parts_of(text):
        return text
    held = values.parts_of(before)
    lines = [_MARK.sub("", line).strip() for line in text.split("\n") if line.strip()]
    found = _labelled(one, lines, held)
    if found is None:
        found = _bare(one, lines, held)
    if found is None and len(lines) == 1:
        found = _on_one_line(one, lines[0])
    return None if found is None else values.from_parts(found)


def _labelled(one: Field, lines: Sequence[str], held: dict[str, str]) -> dict[str, str] | None:
    """Parts by their labels; those that are not named stay as they were."""
    found: dict[str, str] = {}
    for line in lines:
        label, colon, said = line.partition(":")
        part = next((part for part in one.parts if _is_called(part, label)), None)
        if not colon or part is None or part.id in found:
            return None
        kept = understand_part(part, said, held.get(part.id, ""))
        if kept is None:
            return None
        found[part.id] = kept
    return held | found


def _is_called(part: Part, label: str) -> bool:
    return _small(label).rstrip(" *") in {_small(one).rstrip(" *") for one in (part.id, *part.labels.values())}


def _bare(one: Field, lines: Sequence[str], held: dict[str, str]) -> dict[str, str] | None:
    """Lines without labels, in the order of the form: for the parts that were filled before, or for all of them."""
    filled = [part for part in one.parts if held.get(part.id)]
    for parts in (filled, one.parts):
        if len(parts) == len(lines):
            found = {
                part.id: understand_part(part, line, held.get(part.id, "")) for part, line in zip(parts, lines, strict=True)
            }
            known = {ident: kept for ident, kept in found.items() if kept is not None}
            if len(known) == len(found) and _are_plausible(one, known):
                return known
    return None


def _are_plausible(one: Field, found: dict[str, str]) -> bool:
    """Whether what should be an e-mail address is one, and nothing else is."""
    return all(values.is_email(text) == (part.kind == "email") for part in one.parts if (text := found.get(part.id, "")))


def _on_one_line(one: Field, line: str) -> dict[str, str] | None:
    """ "Äänekoski, Länsi-Suomi, Suomi": the parts from the last to the first, each perhaps with commas of its own."""
    segments = [piece.strip() for piece in line.split(",")]
    if one.kind is not Kind.PLACE or len(segments) > _MOST_SEGMENTS:
        return None
    found = list(_assigned(one.parts, tuple(segments)))
    most = max((_listed(one, parts) for parts in found), default=0)
    best = [parts for parts in found if _listed(one, parts) == most]
    return best[0] if len(best) == 1 and most else None


def _listed(one: Field, parts: dict[str, str]) -> int:
    return sum(part.kind == "choice" and part.id in parts for part in one.parts)


def _assigned(parts: Sequence[Part], segments: tuple[str, ...]) -> Iterable[dict[str, str]]:
    """Yield each way to give all segments to the parts, the last ones to the first part."""
    if not segments:
        yield {}
        return
    if not parts:
        return
    yield from _assigned(parts[1:], segments)
    part = parts[0]
    for count in range(1, len(segments) + 1):
        kept = understand_part(part, ", ".join(segments[-count:]))
        if kept:
            yield from ({part.id: kept, **rest} for rest in _assigned(parts[1:], segments[:-count]))


def _small(text: str) -> str:
    return " ".join(text.split()).casefold()
