"""Quotation marks, spaces, brackets and words that slipped in twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gptemplate.i18n import Message
from gptemplate.model.checks.boxes import Box, boxes
from gptemplate.model.checks.detector import is_common
from gptemplate.model.checks.finding import Finding
from gptemplate.model.practice import Practice
from gptemplate.model.template import Field, Template

_FOREIGN = {"fi": re.compile("[“„«]"), "sv": re.compile("[“„«]"), "en": re.compile("[”“„«»]")}
_STRAIGHT = re.compile(r'(?<![0-9])"')
_CURLY = re.compile("[“”„«»]")
_OPENS_AFTER = " \t\n\u00a0\u202f([{–—-/"
_GAP = re.compile(r"(?<=[\w)\]”’\"'%])[ \u00a0]+(?P<mark>[,.;:!?])(?=\s|$)")
_TWO_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
_TWICE = re.compile(r"(?<![\w-])(?P<word>[^\W\d_]{2,})[ \u00a0\n]+(?P=word)(?![\w-]|[’'][a-z])", re.IGNORECASE)
_RIGHT_TWICE = {
    "fi": frozenset(("joka", "ne", "he", "sitä", "siinä", "hei", "yhä", "aina", "todella", "tosi", "erittäin", "hyvin")),
    "sv": frozenset(
        ("det", "den", "de", "var", "så", "för", "om", "med", "till", "av", "hej", "mycket", "länge", "långt"),
    ),
    "en": frozenset(("do", "very", "bye", "really", "so", "many", "much", "long", "far")),
}
# “på” belongs to these verbs: “hälsa på på biblioteket”.
_WITH_PA = (
    r"\b(?:hälsa\w*|kom\w*|håll(?:a|er|it)|höll|ta\w*|tog|sätt\w*|satt\w*|slå\w*|slog|gå\w*|gick|lägg\w*|lade|se\w*|såg"
    r"|klä\w*|prova\w*|hitta\w*|fundera\w*|bygg\w*|fyll\w*|tänk\w*|ring\w*|titta\w*|börja\w*|prata\w*|bjud\w*|bjöd)"
)
# Words that are right twice only beside some others: what may stand before the two, and after them.
_RIGHT_BESIDE = {
    ("fi", "se"): (
        r"\b(?:on|onko|oli|olisi|eikö|juuri|että|kun|jos|mikä)",
        r"(?:joka|jonka|jossa|jota|mikä|mitä|asia|kohta|paikka)\b",
    ),
    ("fi", "niin"): (r"\b(?:kun|jos|vaikka|mitä|jo|ja|voi)\b[^.!?]*", r"(?:kutsu|sano|nime)"),
    ("sv", "är"): (r"\b(?:som|vad|det|den|de|man|vi|ni|du|jag|hon|han|där|hur|vem|vilka|vilket|detta|denna)", ""),
    ("sv", "i"): ("", r"(?:går|dag|morgon|fjol|år|natt|kväll|förrgår|övermorgon|somras|vintras|höstas|våras)\b"),
    ("sv", "på"): (_WITH_PA, r"(?:riktigt|allvar|nytt)\b"),
    ("sv", "som"): (
        r"\b(?:de|den|det|dem|så|samma|alla)",
        r"(?:barn|ung\w*|vux\w*|lit\w*|små|ny\w*|äldre|student\w*|elev\w*|van\w*|mest|bäst|först)\b",
    ),
    ("en", "that"): (
        "",
        r"(?!(?:the|an?|these|those|there|they|we|you|he|she|it|our|their|his|her|every|each|all|many|some)\b)",
    ),
    ("en", "had"): ("", r"(?!been\b)"),
}
_BESIDE = {
    key: (
        re.compile(rf"{before}[ \u00a0\n]$", re.IGNORECASE) if before else None,
        re.compile(rf"[ \u00a0\n]{after}") if after else None,
    )
    for key, (before, after) in _RIGHT_BESIDE.items()
}
_LETTER_TWICE = {
    "sv": re.compile(r"(?<![\w.-])(?P<word>i) i(?= [^\W\d_])"),
    "en": re.compile(r"(?<![\w.-])(?P<word>a) a(?= [a-z]{2})"),
}
_BRACKETS = re.compile(r"[()\[\]]")
_PAIRS = {")": "(", "]": "["}
_ITEM = re.compile(r"(?:^|[\s(,;])(?:[0-9]{1,3}|[a-zåäö]|[ivx]{1,4})$", re.IGNORECASE)
_FACE = re.compile(r"[:;]-?$")


def check(template: Template, practice: Practice, one: Field) -> Iterator[Finding]:
    """Yield marks and spaces that the box's language writes otherwise, single brackets and doubled words."""
    for box in boxes(template, practice, one):
        yield from _quotes(box)
        yield from _spaces(box)
        yield from _doubled(box)
        yield from _brackets(box)


def _quotes(box: Box) -> Iterator[Finding]:
    """Only marks of another language, and straight ones beside curly ones: who types straight ones throughout is left alone."""
    foreign = _FOREIGN.get(box.language)
    if foreign is None:
        return
    places = [found.start() for found in foreign.finditer(box.text)]
    if _CURLY.search(box.text):
        places += [found.start() for found in _STRAIGHT.finditer(box.text)]
    for at in sorted(places):
        right = _mark(box, at)
        if box.text[at] != right:
            yield box.warn("quotes", Message("Write {fix} here.", fix=right), at, at + 1, right)


def _mark(box: Box, at: int) -> str:
    if box.language != "en":
        return "”"
    opens = at == 0 or box.text[at - 1] in _OPENS_AFTER or box.text[at - 1] in "‘'"
    return "“" if opens else "”"


def _spaces(box: Box) -> Iterator[Finding]:
    for found in _GAP.finditer(box.text):
        message = Message("There should be no space before “{mark}”.", mark=found["mark"])
        yield box.warn("space_before_punctuation", message, found.start(), found.end(), found["mark"])
    for found in _TWO_SPACES.finditer(box.text):
        yield box.warn("double_spaces", Message("There is more than one space here."), found.start(), found.end(), " ")


def _doubled(box: Box) -> Iterator[Finding]:
    right = _RIGHT_TWICE.get(box.language, frozenset().union(*_RIGHT_TWICE.values()))
    letters = _LETTER_TWICE.get(box.language)
    for found in (*_TWICE.finditer(box.text), *(letters.finditer(box.text) if letters else ())):
        word = found["word"]
        second = found[0][-len(word) :]
        is_name = word[0].isupper() and second[0].isupper() and not is_common(word, box.language)
        if word.casefold() not in right and not is_name and not _is_right_there(box, found):
            message = Message("“{word}” stands here twice.", word=word)
            yield box.warn("double_words", message, found.start(), found.end(), word)


def _is_right_there(box: Box, found: re.Match[str]) -> bool:
    """Whether the words beside a doubled one make it right: “i i går”, “det som är är bra”."""
    before, after = _BESIDE.get((box.language, found["word"].casefold()), (None, None))
    start = max(box.text.rfind(stop, 0, found.start()) for stop in ".!?") + 1
    if before and before.search(box.text, start, found.start()):
        return True
    return after is not None and after.match(box.text, found.end()) is not None


def _brackets(box: Box) -> Iterator[Finding]:
    still_open: list[re.Match[str]] = []
    alone: list[re.Match[str]] = []
    for found in _BRACKETS.finditer(box.text):
        if _FACE.search(box.text, max(0, found.start() - 2), found.start()):
            continue
        if found[0] in "([":
            still_open.append(found)
        elif still_open and still_open[-1][0] == _PAIRS[found[0]]:
            still_open.pop()
        elif not _is_item(box.text, found.start()):
            alone.append(found)
    for found in sorted(still_open + alone, key=lambda one: one.start()):
        message = Message("This bracket has no other half.")
        yield box.warn("brackets", message, found.start(), found.end())


def _is_item(text: str, at: int) -> bool:
    """Whether the bracket closes an item's number, as in “a)” and “1)”."""
    return text[at] == ")" and _ITEM.search(text[max(0, at - 6) : at]) is not None
