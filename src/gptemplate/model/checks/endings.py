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
_LEAST_LIMIT = 150  # characters; a title may fill less
_LEAST_OF_A_SENTENCE = 12  # words of a text without a full stop that is no title
_NEVER_LAST = frozenset({
    "ja", "tai", "että", "jotta", "sekä", "joka", "jotka", "jossa", "och", "eller", "att", "som", "för", "av", "till", "samt",
    "and", "or", "that", "the", "a", "an", "of", "to", "with", "for", "which",
})  # fmt: skip
_CUE = re.compile(
    r"\b(?:lisätieto\w*|lue lisää|täältä|tästä linkistä|osoitteessa|mer information|läs mer|på adressen|more information"
    r"|read more|find out more|further information)\b[^.!?\n]{0,30}:[ \t]*\n(?=\s*(?P<next>[^\n]+))",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://|www\.|\S@\S|\b\w+\.(?:fi|eu|se|com|org|ax)\b|\+?[0-9 -]{6,}|^[ \t]*[–•*-]", re.IGNORECASE)


def check(template: Template, practice: Practice, one: Field) -> Iterator[Finding]:
    """Yield texts that were cut off at the limit or end in a colon, and a summary that is said again in the details."""
    for box in boxes(template, practice, one):
        limit = one.limit.of(box.language)
        if limit is not None and _is_cut(box, limit, one.limit.of(box.source) if box.source else None):
            end = len(box.text.rstrip())
            start = max(box.text.rfind(" ", 0, end) + 1, box.text.rfind("\n", 0, end) + 1)
            yield box.warn("cut_off", Message("The text seems to be cut off at the limit."), start, end)
        elif found := _COLON.search(box.text) or _EMPTY_ITEM.search(box.text):
            message = Message("Nothing follows here.")
            yield box.warn("ending_colon", message, found.start(), found.start() + 1)
        yield from _lost_links(box)
        if one.kind is Kind.LONG_TEXT and one.id != template.summary_field:
            yield from _summary(box, practice.text(template.summary_field, box.language))


def _lost_links(box: Box) -> Iterator[Finding]:
    """A line such as “More information:” amid the text, with sentences after it and no address."""
    for found in _CUE.finditer(box.text):
        words = found["next"].split()
        if len(words) >= _LEAST_WORDS and not _LINK.search(found["next"]) and found["next"].rstrip()[-1] in ".!?":
            at = box.text.rindex(":", found.start(), found.end())
            yield box.warn("ending_colon", Message("Nothing follows here."), at, at + 1)


def _is_cut(box: Box, limit: int, its_limit: int | None) -> bool:
    """Whether a text fills its limit and stops amid a sentence."""
    text = box.text.rstrip()
    if not limit - _NEAR <= len(text) <= limit or _STOPS.search(text):
        return False
    original = box.original.rstrip()
    if _ANY_STOP.search(text) or _STOPS.search(original) or text.split()[-1].casefold() in _NEVER_LAST:
        return True
    is_style = original != "" and len(original) != its_limit  # the original has no full stop either
    return len(text) == limit and not is_style and _is_sentence(text, limit)


def _is_sentence(text: str, limit: int) -> bool:
    """Whether a text without any full stop is a sentence, and no title, list or name that may well have none."""
    words = text.split()
    return (
        limit >= _LEAST_LIMIT and len(words) >= _LEAST_OF_A_SENTENCE and 5 * text.count(",") < len(words) and "\n" not in text
    )


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
