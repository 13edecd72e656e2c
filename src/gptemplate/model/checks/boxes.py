"""The boxes of prose of a field, each with the text that it must agree with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gptemplate.i18n import Message
from gptemplate.model.checks.finding import Finding, Severity
from gptemplate.model.practice import Practice
from gptemplate.model.states import SHARED
from gptemplate.model.template import Field, Kind, Template

KNOWN = ("fi", "sv", "en")
"""The languages whose notation the checks know; in others they stay silent."""

_UNFINISHED = 0.6  # a translation shorter than this share of its original is still being written
_SHORT = 200  # characters; below that even a whole translation may be much shorter

_STOP = re.compile(r"\n|[.!?…][)”\"’»]*(?=[ \t\u00a0]+[\"“”‘(–]?[ \t]?[A-ZÅÄÖÜ])")
_MARKS_OF_ITEMS = " \t–—-•*"


@dataclass(frozen=True, slots=True)
class Box:
    """A text in a language, and the text and language that it was made from (empty for an original)."""

    field: str
    language: str
    text: str
    source: str = ""
    original: str = ""

    def warn(self, check: str, message: Message, start: int = 0, end: int = 0, fix: str | None = None) -> Finding:
        """Return a finding of this box that only warns."""
        return Finding(check, Severity.WARNS, self.field, self.language, message, start, end, fix)

    def other(self, check: str, here: str, there: str, start: int, end: int, fix: str | None = None) -> Finding:
        """Return a finding of what stands here instead of what the original has, which may be nothing ("")."""
        place = where(self.source)
        if there:
            message = Message("“{here}” here, “{there}” {where}.", here=here, there=there, where=place)
        else:
            message = Message("There is no “{here}” {where}.", here=here, where=place)
        return self.warn(check, message, start, end, fix)

    def lacks(self, check: str, there: str) -> Finding:
        """Return a finding of what the original has and this text has not."""
        return self.warn(check, Message("“{there}” {where} is missing here.", there=there, where=where(self.source)))

    @property
    def is_translation(self) -> bool:
        """Whether there is an original to compare with, both in languages that the checks know."""
        return bool(self.original.strip()) and self.language in KNOWN and self.source in KNOWN

    @property
    def is_begun(self) -> bool:
        """Whether this looks like the beginning of a translation, where more is to come."""
        return _is_part(self.text, self.original)

    @property
    def is_ahead(self) -> bool:
        """Whether the original looks like the beginning of what is already here."""
        return _is_part(self.original, self.text)


def boxes(template: Template, practice: Practice, one: Field) -> Iterator[Box]:
    """Yield every box of a field in which somebody wrote sentences."""
    if not one.is_written and one.kind is not Kind.IMAGE:
        return
    for language in template.languages_of(one):
        text = practice.text(one.id, language)
        if text.strip() and not (one.kind is Kind.IMAGE and language == SHARED):
            source = _source(template, practice, one, language)
            yield Box(one.id, language, text, source, practice.text(one.id, source) if source else "")


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each sentence or line begins and ends."""
    ends = [found.end() for found in _STOP.finditer(text)]
    pieces = zip([0, *ends], [*ends, len(text)], strict=True)
    return tuple(_trimmed(text, start, end) for start, end in pieces if text[start:end].strip(_MARKS_OF_ITEMS + "\n"))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end].rstrip()
    return start + len(piece) - len(piece.lstrip(_MARKS_OF_ITEMS)), start + len(piece)


def where(language: str) -> Message:
    """Return “in the Finnish text” and the like, for a sentence that names the original."""
    match language:
        case "fi":
            return Message("in the Finnish text")
        case "sv":
            return Message("in the Swedish text")
        case _:
            return Message("in the English text")


def _source(template: Template, practice: Practice, one: Field, language: str) -> str:
    origin = practice.value(one.id, language).origin
    if origin and origin.language == language:
        return ""
    if origin and practice.text(one.id, origin.language).strip():
        return origin.language
    order = (practice.source_language, *(code for code in template.codes if code != practice.source_language))
    written = next((code for code in order if practice.text(one.id, code).strip()), language)
    return written if language not in (written, SHARED) else ""


def _is_part(shorter: str, longer: str) -> bool:
    return len(longer) > _SHORT and len(shorter) < _UNFINISHED * len(longer)
