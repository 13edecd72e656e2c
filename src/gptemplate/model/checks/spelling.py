"""Words that no dictionary has. What knows the words is handed in, so that this stays a rule about texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from gptemplate.i18n import Message
from gptemplate.model.checks.boxes import boxes
from gptemplate.model.checks.finding import Finding
from gptemplate.model.practice import Practice
from gptemplate.model.template import Field, Template
from gptemplate.model.tokens import words

CHECK = "spelling"

IsRight = Callable[[str], bool]
IsName = Callable[[str, bool], bool]
Misspelt = tuple[int, int, str]

# What is no word of any language: addresses, names of files and accounts, and abbreviations with full stops inside.
_NO_WORDS = re.compile(
    r"""(?:https?://|www\.)\S+
      | [^\s@<>(]{1,64}@[^\s@]{1,255}
      | (?<![\w@])[@\#][\w.-]+
      | \b[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.(?:fi|se|ax|eu|com|org|net|int|info|io|de|no|ee|uk)\b(?:/\S*)?
      | \b[\w-]{1,63}\.(?:docx?|pdf|xlsx?|pptx?|csv|zip|jpe?g|png|html?)\b
      | \b(?:[^\W\d_]{1,4}\.){2,}
      | \b\w*_\w*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MARK_INSIDE = re.compile(r"[@#_]|[.:]\S")  # none of them can be without one
_OPEN_COMPOUND = re.compile(r"(?:[ \u00a0][a-z]{2,6})?[ \u00a0][-‑][a-zäö]{3}")
_FOREIGN_PART = re.compile("[A-Za-z]{2,6}")
_BEFORE_SENTENCE = re.compile(r"(?:^|[.!?:…\n•–—]|^\s*[-*])[\s\"'“”‘’»«(\[*-]*$")


def misspelt(text: str, language: str, is_right: IsRight, is_name: IsName | None = None) -> list[Misspelt]:
    """Return (start, end, word) of each word that is not right, in code points.

    `is_right` is also asked for a word with the hyphen or full stop beside it (“työllisyys-”, “esim.”). `is_name`, handed a
    word with a capital and whether it begins a sentence, may excuse it. Addresses and figures are never wrong.
    """
    prose = _NO_WORDS.sub(lambda found: " " * len(found[0]), text) if _MARK_INSIDE.search(text) else text
    found = []
    for start, end, word in words(prose):
        if not any(map(str.isalpha, word)):
            continue
        if is_right(word) or any(map(is_right, _with_neighbours(text, start, end, language))):
            continue
        if text[start - 1 : start] == "–" and "-" in word and all(map(is_right, word.split("-"))):  # suomi–ruotsi-sanasto
            continue
        if language == "fi" and _OPEN_COMPOUND.match(text, end) and _FOREIGN_PART.fullmatch(word):  # pop up -tapahtuma
            continue
        if is_name is None or not word[0].isupper() or not is_name(word, _begins_sentence(text, start)):
            found.append((start, end, word))
    return found


def check(
    template: Template, practice: Practice, one: Field, wrong: Callable[[str, str], Sequence[Misspelt]]
) -> Iterator[Finding]:
    """Yield the misspelt words of a field; `wrong` gives those of a text in a language."""
    for box in boxes(template, practice, one):
        for start, end, word in wrong(box.text, box.language):
            yield box.warn(CHECK, Message("“{word}” may be spelt wrong.", word=word), start, end)


def _with_neighbours(text: str, start: int, end: int, language: str) -> Iterator[str]:
    """Yield the word with what may belong to it: a hyphen of a shared part, the full stop of an abbreviation."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    word = text[start:end]
    if after in ("-", "‑"):
        yield f"{word}-"
    if before in ("-", "‑"):
        yield f"-{word}"
    if after == "." and len(word) <= 6:
        yield f"{word}."
    if after in ("'", "’") and language == "en" and word.endswith("s"):
        yield f"{word[:-1]}'s"


def _begins_sentence(text: str, start: int) -> bool:
    return _BEFORE_SENTENCE.search(text[max(0, start - 12) : start]) is not None if start else True
