"""Does the text end where its writer meant it to, and does it say more than the summary?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gptemplate.i18n import Message
from gptemplate.model.checks.boxes import Box, boxes, sentences
from gptemplate.model.checks.finding import Finding
from gptemplate.model.practice import Practice
from gptemplate.model.template import Field, Kind, Template

_NEAR = 1  # characters below the limit at which a paste was cut
_STOPS = re.compile(r"[.!?…][)”\"’»]*$")
_ANY_STOP = re.compile(r"[.!?…][)”\"’»]*(?:\s|$)")
_COLON = re.compile(r":\s*$")
_EMPTY_ITEM = re.compile(r"\n[ \t]*[–•*-][ \t]*$")
_LEAST = 40  # characters of a summary that cannot be there twice by chance
_LEAST_WORDS = 7


def check(template: Template, practice: Practice, one: Field) -> Iterator[Finding]:
    """Yield texts that were cut off at the limit or end in a colon, and a summary that is said again in the details."""
    for box in boxes(template, practice, one):
        limit = one.limit.of(box.language)
        if limit is not None and _is_cut(box, limit):
            end = len(box.text.rstrip())
            start = max(box.text.rfind(" ", 0, end) + 1, box.text.rfind("\n", 0, end) + 1)
            yield box.warn("cut_off", Message("The text seems to be cut off at the limit."), start, end)
        elif found := _COLON.search(box.text) or _EMPTY_ITEM.search(box.text):
            message = Message("Nothing follows here.")
            yield box.warn("ending_colon", message, found.start(), found.start() + 1)
        if one.kind is Kind.LONG_TEXT and one.id != template.summary_field:
            yield from _summary(box, practice.text(template.summary_field, box.language))


def _is_cut(box: Box, limit: int) -> bool:
    """Whether a text fills its limit and stops amid a sentence, where it or its original has sentences that end."""
    text = box.text.rstrip()
    if not limit - _NEAR <= len(text) <= limit or _STOPS.search(text):
        return False
    return bool(_ANY_STOP.search(text) or _STOPS.search(box.original.rstrip()))


def _summary(box: Box, summary: str) -> Iterator[Finding]:
    told = [summary[start:end] for start, end in sentences(summary) if _is_long(summary[start:end])]
    if not told:
        return
    wanted = {_plain(sentence) for sentence in told}
    for start, end in sentences(box.text):
        if _plain(box.text[start:end]) in wanted:
            message = Message("The summary already says this.")
            yield box.warn("doubled_summary", message, start, end)


def _is_long(sentence: str) -> bool:
    return len(sentence) >= _LEAST and len(sentence.split()) >= _LEAST_WORDS


def _plain(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.casefold()))
