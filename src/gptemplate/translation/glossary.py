"""Terms of the glossary in running text: inflected, of several words, and inside compounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from gptemplate.model.terms import Designation, Standing, Term
from gptemplate.translation.inflections import Inflections, shared

if TYPE_CHECKING:
    from gptemplate.translation.morphology import Morphology

_WORD = re.compile(r"[^\W_]+(?:['’:][^\W_]+)*")
_BETWEEN = re.compile(r"[ \t\u00a0\u202f]*[-‐‑\n]?[ \t\u00a0\u202f]*")
_HYPHENS = ("-", "‐", "‑")
_MOST_WORDS = 12  # of one designation; what is longer is a sentence, not a term
_MOST_TEXTS = 300  # the texts of a practice in a few languages
_WIDEST_GAP = 4  # characters between two words of a term
_BEGINNING = 4  # letters that tell which terms a compound may have in it
_REMEMBERED = 30_000  # words whose answer is kept
_ORDER = (Standing.PREFERRED, Standing.ADMITTED, Standing.FORBIDDEN)

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Found:
    """A designation in a text, from `start` to `end` in characters; `written` is what stands there.

    `inside`: it is only a part of the compound there.
    """

    start: int
    end: int
    term: Term
    designation: Designation
    inside: bool = False
    written: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    term: Term
    designation: Designation
    words: tuple[str, ...]
    between: tuple[str, ...]  # what stands between the words


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str


@dataclass(slots=True)
class _Tongue:
    """The designations of one language, by what their first word may be looked up by."""

    rules: Inflections
    first: dict[str, list[_Entry]] = field(default_factory=dict)
    parted: dict[str, list[_Entry]] = field(default_factory=dict)
    joined: dict[str, list[_Entry]] = field(default_factory=dict)
    starts: dict[str, tuple[_Entry, ...]] = field(default_factory=dict)
    inside: dict[str, tuple[_Entry, ...]] = field(default_factory=dict)


class Recogniser:
    """Finds the terms of a glossary in texts. It is made for one state of the glossary and may be kept as long as that lasts.

    `morphologies` tell base forms by language; without one, Finnish words are compared by their letters. The words of a
    language are prepared when its first text is read.
    """

    def __init__(self, terms: Iterable[Term], morphologies: Mapping[str, Morphology]) -> None:
        self._terms = tuple(terms)
        self._morphologies = morphologies
        self._tongues: dict[str, _Tongue] = {}
        self._recent = lru_cache(maxsize=_MOST_TEXTS)(self._found)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms that are looked for."""
        return self._terms

    def found(self, text: str, language: str) -> list[Found]:
        """Return the terms in a text, in their order there; of those that overlap, the longest.

        A place is given more than once where the same words mean several concepts, and where a compound has several terms.
        A text that was asked a moment ago is not read again: checks, the list beside the field and its marks ask the same.
        """
        return list(self._recent(text, language))

    def _found(self, text: str, language: str) -> Sequence[Found]:
        tongue = self._tongues.get(language) or self._prepared(language)
        if not tongue.first:
            return []
        tokens = [_Token(one.start(), one.end(), one.group()) for one in _WORD.finditer(text)]
        told, taken = _longest(_whole(tongue, tokens, text))
        told += _inside(tongue, [one for at, one in enumerate(tokens) if at not in taken])
        return sorted(told, key=lambda one: (one.start, one.end))

    def _prepared(self, language: str) -> _Tongue:
        tongue = _Tongue(Inflections(language, self._morphologies.get(language)))
        named = [(term, one, words_of(one.text)) for term in self._terms for one in term.named(language)]
        named = [(term, one, words) for term, one, words in named if 1 <= len(words) <= _MOST_WORDS]
        for _term, _designation, words in named:
            tongue.rules.learn(words[0])
        for term, designation, words in named:
            _add(tongue, _entry(term, designation, words))
        self._tongues[language] = tongue
        return tongue


def words_of(text: str) -> list[str]:
    """Return the words of a designation as they are compared: hyphens part them."""
    return _WORD.findall(text)


def _entry(term: Term, designation: Designation, words: Sequence[str]) -> _Entry:
    return _Entry(term, designation, tuple(words), tuple(_WORD.split(designation.text)[1:-1]))


def _add(tongue: _Tongue, entry: _Entry) -> None:
    rules, words = tongue.rules, entry.words
    for key in rules.keys(words[0]):
        tongue.first.setdefault(key, []).append(entry)
    if len(words) > 1:
        return
    if rules.knows_compounds and len(words[0]) >= _BEGINNING:
        tongue.parted.setdefault(words[0].casefold()[:_BEGINNING], []).append(entry)
    for form in () if rules.knows_compounds else rules.in_compounds(words[0]):
        tongue.joined.setdefault(form, []).append(entry)


def _whole(tongue: _Tongue, tokens: Sequence[_Token], text: str) -> Iterator[tuple[int, int, Found]]:
    """Yield the first and last token, and what was found from one to the other."""
    for at, token in enumerate(tokens):
        for entry in _starting(tongue, token.word):
            last = at + len(entry.words) - 1
            if last < len(tokens) and (last == at or _goes_on(tongue, entry, tokens[at : last + 1], text)):
                start, end = token.start, tokens[last].end
                inside = _is_joined(text, start, end)
                yield at, last, Found(start, end, entry.term, entry.designation, inside, text[start:end])


def _is_joined(text: str, start: int, end: int) -> bool:
    """Whether a hyphen joins the words to another: “commune-like”, “EU-hanke”."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (before[1:] in _HYPHENS and before[:1].isalnum()) or (after[:1] in _HYPHENS and after[1:].isalnum())


def _starting(tongue: _Tongue, word: str) -> tuple[_Entry, ...]:
    held = tongue.starts.get(word)
    if held is None:
        near = {id(entry): entry for key in tongue.rules.keys(word) for entry in tongue.first.get(key, ())}
        held = tuple(entry for entry in near.values() if tongue.rules.agree(entry.words[0], word))
        _remember(tongue.starts, word, held)
    return held


def _goes_on(tongue: _Tongue, entry: _Entry, tokens: Sequence[_Token], text: str) -> bool:
    for (before, here), own in zip(pairwise(tokens), entry.between, strict=True):
        gap = text[before.end : here.start]
        if gap != own and (len(gap) > _WIDEST_GAP or not _BETWEEN.fullmatch(gap)):
            return False
    if tongue.rules.is_adverb(entry.words[0], tokens[0].word) and not tokens[1].word.casefold().endswith("in"):
        return False
    return all(tongue.rules.agree(word, here.word) for word, here in zip(entry.words[1:], tokens[1:], strict=True))


def _longest(candidates: Iterable[tuple[int, int, Found]]) -> tuple[list[Found], set[int]]:
    """The longest of overlapping candidates, and the tokens they take."""
    spans: dict[tuple[int, int], list[Found]] = {}
    for first, last, found in candidates:
        spans.setdefault((first, last), []).append(found)
    told: list[Found] = []
    taken: set[int] = set()
    for first, last in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        place = set(range(first, last + 1))
        if not place & taken:
            taken |= place
            told += _best(spans[first, last])
    return told, taken


def _best(found: Sequence[Found]) -> Iterable[Found]:
    """One designation of each concept: the one most like what is written, of those the one that is to be used."""
    best: dict[str, Found] = {}
    for one in sorted(found, key=lambda one: (-_likeness(one), _ORDER.index(one.designation.standing))):
        best.setdefault(one.term.id, one)
    return best.values()


def _likeness(found: Found) -> int:
    """How many letters the words of a text have in common with those of the designation, from their beginnings."""
    pairs = zip(words_of(found.written), words_of(found.designation.text), strict=False)
    return sum(shared(one.casefold(), other.casefold()) for one, other in pairs)


def is_as_listed(found: Found) -> bool:
    """Return whether a designation stands in a text in the form that the glossary has."""
    return found.written.casefold() == found.designation.text.casefold()


def _inside(tongue: _Tongue, tokens: Iterable[_Token]) -> list[Found]:
    if not tongue.parted and not tongue.joined:
        return []
    return [
        Found(one.start, one.end, entry.term, entry.designation, inside=True, written=one.word)
        for one in tokens
        for entry in _compounded(tongue, one.word)
    ]


def _compounded(tongue: _Tongue, word: str) -> tuple[_Entry, ...]:
    held = tongue.inside.get(word)
    if held is None:
        found = _by_parts(tongue, word) if tongue.rules.knows_compounds else _by_letters(tongue, word)
        by_length = sorted(found, key=lambda entry: -len(entry.designation.text))
        held = tuple({entry.term.id: entry for entry in reversed(by_length)}.values())
        _remember(tongue.inside, word, held)
    return held


def _by_parts(tongue: _Tongue, word: str) -> Iterator[_Entry]:
    low = word.casefold()
    near = [entry for at in range(len(low)) for entry in tongue.parted.get(low[at : at + _BEGINNING], ())]
    parts = _plain(tongue.rules.parts(word)) if near else ()
    for entry in near if len(parts) > 1 else ():
        its_word = entry.words[0].casefold()
        for its in (_plain(tongue.rules.parts(its_word)), (_plain_part(its_word),)):
            if len(its) < len(parts) and any(parts[at : at + len(its)] == its for at in range(len(parts))):
                yield entry


def _by_letters(tongue: _Tongue, word: str) -> Iterator[_Entry]:
    for piece in tongue.rules.pieces(word):
        yield from tongue.joined.get(piece, ())


def _plain(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(_plain_part(one) for one in parts)


def _plain_part(part: str) -> str:
    """A part as it is compared: plurals that compounds have in the singular, and “kotoutumis-” as “kotoutuminen”."""
    if part.endswith("mis"):
        return f"{part[:-1]}nen"
    return part[:-1] if len(part) > 4 and part.endswith(("at", "ät", "et", "it", "ot", "öt", "ut", "yt")) else part


def _remember(held: dict[str, _Answer], word: str, answer: _Answer) -> None:
    if len(held) >= _REMEMBERED:
        held.clear()
    held[word] = answer
