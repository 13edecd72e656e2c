"""Sentences: where they begin and end, and which of several languages stand side by side.

A stop ends a sentence unless it belongs to an abbreviation, an ordinal, a date or an initial, which each language writes in
its own way (`abbreviations`). A new line always ends one; the mark or number of an item is no part of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from gptemplate.model.abbreviations import Abbreviations, abbreviations_of

Span = tuple[int, int]

_LINE = re.compile(r"[^\n]+")
_ITEM = re.compile(r"[ \t\u00a0]*(?:(?:[-–—*•▪◦·‣>]|\(?[0-9]{1,2}\)|\(?[a-zåäö]\)|[0-9]{1,2}\.(?=\s+[^\W\d_a-zåäöéü]))\s+)*")
_LEADING = re.compile(r"\s*(?:[-–—]\s+)*")
_STOP = re.compile(r"(?P<stop>[.!?…‼⁇⁈⁉]+)(?P<close>[\"'”’»«“\])}]*)(?=\s)|[。！？｡؟।]+[」』”’»)]*")
_OPENERS = "\"'”“„’‘»«([{¿¡–—-"
_STANDS_ALONE = " \u00a0\t([{"  # before dots that stand for what was left out
_CLOSED = {")": "(", "]": "[", "}": "{"}
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_DAY = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})?")
_MARKS = re.compile(r"[^\w]+$")


def spans(text: str, language: str) -> list[Span]:
    """Return where the sentences of a text begin and end, in order; what is between them is space and marks of items."""
    rules = abbreviations_of(language)
    return [span for line in _LINE.finditer(text) for span in _of_line(text, line.start(), line.end(), rules)]


def sentences(text: str, language: str) -> list[str]:
    """Return the sentences of a text."""
    return [text[start:end] for start, end in spans(text, language)]


def span_at(text: str, language: str, position: int) -> Span | None:
    """Return the sentence that a position is in or right behind, None where a text has none."""
    found = [span for span in spans(text, language) if span[0] <= position]
    return found[-1] if found else next(iter(spans(text, language)), None)


def aligned(texts: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the sentences of a text in several languages (code to text) side by side.

    Languages stand together where they have as many paragraphs, and then where a paragraph has as many sentences in them;
    the others are left out there. Each has two languages at least.
    """
    paragraphs = {code: _paragraphs(text, code) for code, text in texts.items()}
    found: list[dict[str, str]] = []
    for codes in _alike({code: len(said) for code, said in paragraphs.items()}):
        for place in range(len(paragraphs[codes[0]])):
            found.extend(_side_by_side({code: paragraphs[code][place] for code in codes}))
    return found


def _paragraphs(text: str, language: str) -> list[list[str]]:
    return [found for line in text.split("\n") if (found := sentences(line, language))]


def _side_by_side(paragraph: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    for codes in _alike({code: len(said) for code, said in paragraph.items()}):
        for place in range(len(paragraph[codes[0]])):
            yield {code: paragraph[code][place] for code in codes}


def _alike(counts: Mapping[str, int]) -> list[list[str]]:
    """The languages that have the same count, where they are two or more."""
    by_count: dict[int, list[str]] = defaultdict(list)
    for code, count in counts.items():
        by_count[count].append(code)
    return [codes for count, codes in by_count.items() if count and len(codes) > 1]


def _of_line(text: str, start: int, end: int, rules: Abbreviations) -> Iterator[Span]:
    item = _ITEM.match(text, start, end)
    begins = item.end() if item else start
    for stop in _STOP.finditer(text, begins, end):
        if stop.start() >= begins and _ends(text, begins, stop, end, rules):
            yield from _trimmed(text, begins, stop.end())
            begins = stop.end()
    yield from _trimmed(text, begins, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    leading = _LEADING.match(text, start, end)
    start = leading.end() if leading else start
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _ends(text: str, begins: int, stop: re.Match[str], end: int, rules: Abbreviations) -> bool:
    """Whether a sentence ends at a stop, given that something follows on the line."""
    if stop["stop"] is None:
        return True
    following = text[stop.end() : end].lstrip()
    first = following.lstrip(_OPENERS + " \u00a0\u202f\t")
    if not first or _closes_amid(text[begins : stop.end()].lstrip(), stop["close"]):
        return not first
    if _is_small(first):
        return False
    if stop["stop"] != ".":
        return stop["stop"][0] not in ".…" or text[stop.start() - 1 : stop.start()] not in _STANDS_ALONE
    before = text[begins : stop.start()].split()
    return not before or _ends_with_dot(before, first, rules)


def _is_small(first: str) -> bool:
    """Whether what follows goes on with a sentence: a small letter, but not a name such as eTwinning; or a comma."""
    return (first[0].islower() and not first[1:2].isupper()) or first[0] in ",;:"


def _closes_amid(said: str, close: str) -> bool:
    """Whether a bracket closes here that was opened within the sentence, as in "(Turku ym.) Siellä"."""
    opened = [said.rfind(_CLOSED[mark]) for mark in close if mark in _CLOSED]
    return any(place > 0 for place in opened)


def _ends_with_dot(before: Sequence[str], first: str, rules: Abbreviations) -> bool:
    word = before[-1].lstrip(_OPENERS)
    previous = before[-2] if len(before) > 1 else ""
    small = word.casefold()
    if word.islower() and len(word) < 3 and previous[-1:].isdigit():
        return True  # a unit: "10 mm.", "5 st."
    pair = f"{previous.lstrip(_OPENERS).casefold()}{small}" if previous.endswith(".") else small
    if {small, pair} & rules.may_end:
        return True
    if {small, pair} & rules.goes_on:
        return False
    if first[0].isdigit():
        return small not in rules.before_figures and not _DAY.fullmatch(small)
    if small.isdigit():
        return _MARKS.sub("", first.split(maxsplit=1)[0]).casefold() not in rules.months
    if _INITIALS.fullmatch(word):
        return first.split(maxsplit=1)[0] in rules.beginnings
    return not _is_initial(word, previous, rules)


def _is_initial(word: str, previous: str, rules: Abbreviations) -> bool:
    if len(word) != 1 or not word.isalpha():
        return False
    if word.islower():
        return True
    return previous.casefold() not in rules.labelled and not (word == "I" and rules.says_i and previous.islower())
