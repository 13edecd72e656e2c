"""What can go in a text that is over its limit. Nothing is changed here: each cut is offered, and a person takes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from gptemplate.i18n import Message
from gptemplate.model import toml

_SLOT = re.compile(r"(\{[^{}]*\})")
_WORD = r"[^\W\d_][\w'’-]*"
_QUOTED = re.compile('[“”„«"][^“”„«»"\n]{1,400}[”“»"]')
_STARTS = re.compile(r"(?:^|[\n.!?…:][)”\"’»]*)[\s–—•*\"“”(-]*$")
_NEXT = re.compile(r",?[ \u00a0]([\w'’-]+)")
_WORDS = re.compile(r"[\w'’]+")
_LONG_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]{9,}(?![\w'’-])")
# A month after its day is said as often as need be; a word doubled by a slip is for a check.
_PLAINLY_RIGHT = re.compile(r"(?:[0-9]\.?|[^\W\d_]{9,})[ \u00a0]$")
_SENTENCE = re.compile(r"[^.!?…\n]+")
_RUN = re.compile(r"[^\W\d_]+(?:[ \u00a0][^\W\d_]+){3,}")
_NEAR = 3  # words within which a negation belongs to what follows
_RUN_WORDS = 4
_RUN_LETTERS = 22


class Kind(StrEnum):
    """Why something can go."""

    PHRASE = "phrase"  # a long expression that has a short one
    DOUBLET = "doublet"  # two words for one thing
    FILLER = "filler"  # a word that says nothing
    REPEATED = "repeated"  # said before


@dataclass(frozen=True, slots=True)
class Cut:
    """A place that can be shorter. `fix` may stand there instead as it is; None: a person has to find the words."""

    kind: Kind
    start: int
    end: int
    message: Message
    fix: str | None = None

    @property
    def saved(self) -> int:
        """Characters that the fix saves; 0 where there is none."""
        return 0 if self.fix is None else self.end - self.start - len(self.fix)


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: Kind
    hint: str  # a part of the text without which the rule cannot apply
    pattern: re.Pattern[str]
    short: str
    inside: bool  # not at the beginning of a sentence
    not_before: frozenset[str] = frozenset()  # it stays where one of these follows


@dataclass(frozen=True, slots=True)
class Phrases:
    """The list of one language."""

    rules: tuple[_Rule, ...] = ()
    not_after: frozenset[str] = field(default_factory=frozenset)
    negations: frozenset[str] = field(default_factory=frozenset)

    def holds_back(self, before: str) -> bool:
        """Return whether a filler has to stay after what stands before it."""
        words = [word.casefold().replace("’", "'") for word in _WORDS.findall(before[-60:])][-_NEAR:]
        return bool(words) and (words[-1] in self.not_after or not self.negations.isdisjoint(words))

    def __len__(self) -> int:
        return len(self.rules)


def parse(content: bytes) -> Phrases:
    """Return the list in a TOML file. Raises ValueError with the reason."""
    raw = toml.parse(content)
    kept = {long: frozenset(words) for long, words in raw.get("not_before", {}).items()}
    rules = [
        *_rules(Kind.PHRASE, raw.get("phrases", {}), kept=kept),
        *_rules(Kind.PHRASE, raw.get("inside", {}), inside=True),
        *_rules(Kind.DOUBLET, raw.get("doublets", {})),
        *_rules(Kind.FILLER, dict.fromkeys(raw.get("fillers", []), ""), inside=not raw.get("fillers_at_start", False)),
    ]
    return Phrases(tuple(rules), frozenset(raw.get("not_after", [])), frozenset(raw.get("negations", [])))


def cuts(text: str, phrases: Phrases) -> list[Cut]:
    """Return what can go, in the order of the text; no two overlap, and nothing within quotation marks is touched."""
    folded = text.casefold().replace("\u00a0", " ")
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    found = [cut for rule in phrases.rules if rule.hint in folded for cut in _of_rule(text, rule, phrases)]
    found += _repeated(text)
    return _apart(one for one in found if not any(start < one.end and one.start < end for start, end in quoted))


def saved(found: Iterable[Cut]) -> int:
    """Return how many characters all of them save."""
    return sum(one.saved for one in found)


def applied(text: str, *chosen: Cut) -> str:
    """Return the text with cuts made; those without a fix are left."""
    for one in sorted(chosen, key=lambda cut: cut.start, reverse=True):
        if one.fix is not None:
            text = text[: one.start] + one.fix + text[one.end :]
    return text


def _rules(
    kind: Kind, raw: Mapping[str, Any], *, inside: bool = False, kept: Mapping[str, frozenset[str]] | None = None
) -> Iterator[_Rule]:
    """The longest first, so that a phrase within a longer one does not take its place."""
    for long, short in sorted(raw.items(), key=lambda item: -len(item[0])):
        if not isinstance(short, str):
            raise ValueError(f"“{long}” has no short form")  # noqa: TRY004 - the file is wrong, not the program
        yield _Rule(kind, _hint(long), _pattern(long), short, inside, (kept or {}).get(long, frozenset()))


def _hint(long: str) -> str:
    return max((part.strip(" ,") for part in _SLOT.split(long) if not part.startswith("{")), key=len).split(",")[0].casefold()


def _pattern(long: str) -> re.Pattern[str]:
    parts = (_slot(part[1:-1]) if part.startswith("{") else _words(part) for part in _SLOT.split(long) if part)
    start = r"(?<![\w'’-])" if long[0] != "," else ""
    return re.compile(f"{start}{''.join(parts)}(?![\\w'’-])", re.IGNORECASE)


def _slot(inside: str) -> str:
    if inside.isdecimal():
        return rf"({_WORD}(?:[ \u00a0]{_WORD}){{0,{int(inside) - 1}}}?)"
    return f"({'|'.join(map(re.escape, inside.split('|')))})"


def _words(part: str) -> str:
    # People leave out the comma before “että”; what stands there is the same phrase.
    written = re.escape(part).replace(r"\ ", r"[ \u00a0]")
    return written if part.startswith(",") else written.replace(",", ",?")


def _of_rule(text: str, rule: _Rule, phrases: Phrases) -> Iterator[Cut]:
    for found in rule.pattern.finditer(text):
        before = text[: found.start()]
        starts = _STARTS.search(before[-12:]) is not None
        if (rule.inside and starts) or found[0].isupper() or _next_word(text, found.end()) in rule.not_before:
            continue
        short = rule.short.replace("{}", found[1]) if found.groups() else rule.short
        if short:
            yield _replaced(text, rule, found, short)
            continue
        taken = _taken_out(text, found.start(), found.end(), starts=starts)
        if taken is not None and (starts or not phrases.holds_back(before)):
            start, end, fix = taken
            yield Cut(rule.kind, start, end, Message("“{word}” can go.", word=found[0]), fix)


def _next_word(text: str, at: int) -> str:
    found = _NEXT.match(text, at)
    return found[1].casefold() if found else ""


def _replaced(text: str, rule: _Rule, found: re.Match[str], short: str) -> Cut:
    end = found.end()
    if short.endswith(".") and text[end : end + 1] == ".":
        end += 1  # the full stop of the abbreviation ends the sentence too
    if found[0][0].isupper():
        short = short[0].upper() + short[1:]
    message = (
        Message("“{long}” says the same twice: “{short}” is enough.", long=found[0], short=short)
        if rule.kind is Kind.DOUBLET
        else Message("“{long}” can be “{short}”.", long=found[0].lstrip(", "), short=short.lstrip(", "))
    )
    return Cut(rule.kind, found.start(), end, message, short)


def _taken_out(text: str, start: int, end: int, *, starts: bool) -> tuple[int, int, str] | None:
    """Where to cut so that commas, spaces and capitals are right afterwards; None where that cannot be told."""
    after, comma_before = text[end : end + 2], text[max(0, start - 2) : start] == ", "
    if starts:
        end += 2 if after == ", " else 1
        if not after.strip(",") or end >= len(text) or not text[end].isalpha():
            return None
        first = text[end].upper() if text[start].isupper() else text[end]
        return start, end + 1, first
    if comma_before and after[:1] == ",":
        return start - 2, end + 1, ""
    if after[:1] == " " and not comma_before and text[start - 1 : start] in (" ", "("):
        return start, end + 1, ""
    return None


def _repeated(text: str) -> Iterator[Cut]:
    """A long word twice in a sentence, and the same row of words twice in the text; which of them goes, a person decides."""
    for sentence in _SENTENCE.finditer(text):
        words = list(_LONG_WORD.finditer(text, sentence.start(), sentence.end()))
        counts = Counter(one[0].casefold() for one in words)
        seen: set[str] = set()
        for one in words:
            word = one[0].casefold()
            if counts[word] > 1 and word in seen and not _PLAINLY_RIGHT.search(text[max(0, one.start() - 40) : one.start()]):
                message = Message("“{word}” stands in this sentence {n} times.", word=one[0], n=counts[word])
                yield Cut(Kind.REPEATED, one.start(), one.end(), message)
            seen.add(word)
    yield from _rows(text)


def _rows(text: str) -> Iterator[Cut]:
    seen: set[str] = set()
    for run in _RUN.finditer(text):
        words = list(re.finditer(r"\S+", run[0]))
        skip_to = 0
        for first in range(len(words) - _RUN_WORDS + 1):
            start, end = words[first].start(), words[first + _RUN_WORDS - 1].end()
            row = run[0][start:end].casefold()
            if row in seen and len(row) >= _RUN_LETTERS and first >= skip_to:
                message = Message("“{words}” stands in the text before.", words=run[0][start:end])
                yield Cut(Kind.REPEATED, run.start() + start, run.start() + end, message)
                skip_to = first + _RUN_WORDS
            seen.add(row)


def _apart(found: Iterable[Cut]) -> list[Cut]:
    """Where two overlap, the one that saves more stays."""
    chosen: list[Cut] = []
    for one in sorted(found, key=lambda cut: (-cut.saved, cut.start, cut.end)):
        if (one.fix is None or one.saved > 0) and all(one.end <= other.start or other.end <= one.start for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda cut: cut.start)
