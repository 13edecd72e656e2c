"""Is each text in the language of its box, and is it a translation rather than a copy?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gptemplate.i18n import Message
from gptemplate.model.checks.boxes import KNOWN, Box, boxes, sentences
from gptemplate.model.checks.detector import common_words, likely
from gptemplate.model.checks.finding import Finding
from gptemplate.model.practice import Practice
from gptemplate.model.template import Field, Template

_WORDS_OF_A_TEXT = 4  # below that a name or a title may be the same in every language
_WORDS_OF_A_SENTENCE = 6
_NEARLY_ALL = 0.7  # of a text in another language, and the whole of it is marked
_SURE = 1.0  # how much likelier another language must be, see detector.likely
_SURE_OF_A_SENTENCE = 1.2
_SURE_BY_SHAPE = 1.2  # where none of its words is common in any language
_QUOTED = re.compile(r"[“”„«»\"][^“”„«»\"\n]{1,120}[”“«»\"]")
_CAPITAL = r"(?<![\w'’-])[A-ZÅÄÖ][\w'’-]{0,60}"
_NAMES = re.compile(
    rf"{_CAPITAL}(?:,?[ \u00a0](?:[–—&-][ \u00a0])?(?:(?:of|for|and|in|the|to|och|för|i|av|på|ja)[ \u00a0]){{0,2}}"
    rf"{_CAPITAL}){{1,20}}"
)
_LABEL = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?:[ \u00a0](?=[A-ZÅÄÖ])")  # “Partner: ”
_WORDS = re.compile(r"[^\W\d_]{2,}")
_WORDS_OF_A_NAME = 6


def check(template: Template, practice: Practice, one: Field) -> Iterator[Finding]:
    """Yield originals that were copied and not translated, and texts or sentences in another language than the box's."""
    for box in boxes(template, practice, one):
        if box.language in KNOWN:
            yield from _of_box(box)


def _of_box(box: Box) -> Iterator[Finding]:
    text = box.text
    if box.is_translation and _is_same(text, box.original) and len(text.split()) >= _WORDS_OF_A_TEXT and _is_prose(box, text):
        yield box.warn("untranslated", Message("This is the original text, not yet translated."), 0, len(text))
        return
    every = sentences(text)
    told = [(start, end) for start, end in every if len(text[start:end].split()) >= _WORDS_OF_A_SENTENCE]
    copied = _copied(box, [(start, end) for start, end in every if len(text[start:end].split()) >= _WORDS_OF_A_TEXT])
    for start, end in copied:
        yield box.warn("copied_sentence", Message("This sentence is not yet translated."), start, end)
    rest = [place for place in told if place not in copied]
    other = [(start, end) for start, end in rest if _is_other(text[start:end], box.language, 0, _SURE_OF_A_SENTENCE)]
    if sum(end - start for start, end in other) >= _NEARLY_ALL * len(text.strip()) or not told:
        other = []
        if _is_other(text, box.language, _WORDS_OF_A_TEXT, _SURE):
            other = [(0, len(text))]
    for start, end in other:
        yield box.warn("wrong_language", _in_other(likely(text[start:end])[0]), start, end)


def _copied(box: Box, told: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where sentences stand that are the original's word for word."""
    if not box.is_translation:
        return []
    original = {_plain(box.original[start:end]) for start, end in sentences(box.original)}
    places = (box.text[start:end] for start, end in told)
    return [place for place, one in zip(told, places, strict=True) if _plain(one) in original and _is_prose(box, one)]


def _is_other(text: str, language: str, words: int, sure: float) -> bool:
    """Whether a text is plainly in another language: likelier by far, with common words of it, and more than of its own."""
    text = _own_words(text)
    if len(text.split()) < words:
        return False
    common = common_words(text)
    most = max(common.values())
    if most and most <= 2 * common[language]:
        return False
    code, by = likely(text)
    if code in ("", language) or by < sure:
        return False
    return common[code] > 2 * common[language] if most else by >= _SURE_BY_SHAPE


def _own_words(text: str) -> str:
    """A text without the names in it, which may be in any language: quotations and rows of words with capitals.

    What is nothing but such a row or a quotation stays as it is.
    """
    label = _LABEL.match(text)
    if label and len(text[label.end() :].split()) <= _WORDS_OF_A_NAME:
        return text[: label.end()]
    own = _NAMES.sub(" ", _QUOTED.sub(" ", text))
    return own if _WORDS.search(own) else text


def _is_prose(box: Box, text: str) -> bool:
    """Whether a text that two boxes share is more than names and figures: it reads as the original's language."""
    words = text.split()
    is_written = sum(word[0].islower() for word in words) > len(words) / 2
    return likely(text)[0] == box.source and (is_written or common_words(text)[box.source] > 0)


def _is_same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .")


def _in_other(language: str) -> Message:
    match language:
        case "fi":
            return Message("This looks like Finnish.")
        case "sv":
            return Message("This looks like Swedish.")
        case _:
            return Message("This looks like English.")
