"""What a Finnish word is made of, read from what Voikko's dictionary writes for it.

The dictionary writes the word's letters with tags between them: `[Ln]` a class of word, `[Xp]kissa[X]` the base form of what
follows, `[Xj]us[X]` the end that a derived word's base form has, `[Xr]jj[X]` which of the next letters are capitals (`i`, `j`),
`[Bc]` the seam of a compound, `[Bh]` a seam where a hyphen may be needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gptemplate.translation.voikko_seams import seams_are_right

_CAPITALS = "ij"
_LOWER_CLASSES_END_NUMERAL = frozenset({"[Ln]", "[Ll]", "[Lnl]"})


@dataclass(frozen=True, slots=True)
class Analysis:
    """One way to understand a word.

    `capitals` says of each letter whether it is a capital in the standard form; `seams` are the places before which a part of
    the compound begins; `bases` are the base forms of the parts, in small letters as far as they are not names.
    """

    letters: str
    capitals: tuple[bool, ...]
    seams: frozenset[int]
    base: str
    bases: tuple[str, ...]
    may_follow: bool  # whether it may stand after any word and a hyphen: “ja-sana”

    @property
    def is_name(self) -> bool:
        """Whether it begins with a capital."""
        return bool(self.capitals) and self.capitals[0]


def analysis_of(output: tuple[str, ...]) -> Analysis | None:
    """Return the analysis that the dictionary wrote, or None where the parts may not stand together like that."""
    tokens = list(_gathered(output))
    if not seams_are_right(tokens):
        return None
    reading = _Reading()
    for token in tokens:
        reading.take(*token)
    return reading.result(tokens)


Token = tuple[str, str]
"""A tag with what it holds, such as ("[Xp]", "kissa") and ("[Ln]", ""), or a letter: ("", "k")."""


def _gathered(output: tuple[str, ...]) -> Iterator[Token]:
    held: list[str] | None = None
    name = ""
    for symbol in output:
        is_tag = len(symbol) > 1 and symbol[0] == "["
        if held is not None:
            if symbol == "[X]":
                yield name, "".join(held)
                held = None
            elif not is_tag:
                held.append(symbol)
        elif is_tag and symbol.startswith("[X") and symbol != "[X]":
            name, held = symbol, []
        elif is_tag:
            yield symbol, ""
        else:
            yield "", symbol


@dataclass(slots=True)
class _Part:
    """A part of the word between two seams: where it begins, and its base form as far as it is known."""

    start: int
    base_start: int = -1
    base_end: str = ""

    def base(self, letters: str) -> str:
        if self.base_start < 0:
            return letters[self.start :].partition(":")[0].strip("-")
        return letters[self.start : self.base_start] + self.base_end


@dataclass(slots=True)
class _Reading:
    """Takes tokens one by one and keeps what they say."""

    letters: str = ""
    capitals: list[bool] = field(default_factory=list)
    seams: set[int] = field(default_factory=set)
    parts: list[_Part] = field(default_factory=lambda: [_Part(0)])
    bases: list[str] = field(default_factory=list)
    pattern: str = ""  # capitals that are still to be given to letters
    title: bool = False
    piece: int = -1  # the first letter since the last seam that no pattern spoke of
    first_of_word: int = 0  # the first letter since the last hyphen

    def take(self, tag: str, held: str) -> None:
        if not tag:
            self._letter(held)
        elif tag == "[Bc]":
            self._seam()
        elif tag in ("[Xp]", "[Xj]"):
            self.parts[-1].base_start = len(self.letters)
            self.parts[-1].base_end = held.replace("=", "")
        elif tag == "[Xr]":
            self.title, self.pattern = False, held.replace("=", "")
        elif tag.startswith("[Le"):
            self.title = True
        elif tag == "[Bm]":
            self._end_piece()
            self.seams.add(len(self.letters))
        elif tag == "[Dg]":
            self.title = False
            self._no_title()

    def _letter(self, letter: str) -> None:
        at = len(self.letters)
        self.letters += letter
        if letter == "-":
            self._end_piece()
            self.capitals.append(False)
            self.pattern = self.pattern[1:] if self.pattern[:1] == "-" else self.pattern
            self.first_of_word = at + 1
            return
        if self.pattern:
            self.capitals.append(self.pattern[0] in _CAPITALS)
            self.pattern = self.pattern[1:]
            return
        self.capitals.append(False)
        if self.piece < 0 and letter != ":":
            self.piece = at

    def _end_piece(self) -> None:
        if self.title and self.piece >= 0:
            self.capitals[self.piece] = True
            self.title = False
        self.piece = -1

    def _no_title(self) -> None:
        """A word made from a name (suomalainen) is written small."""
        if self.first_of_word < len(self.capitals):
            self.capitals[self.first_of_word] = False

    def _seam(self) -> None:
        self._end_piece()
        at = len(self.letters)
        if at > self.parts[-1].start:
            self.bases.append(self.parts[-1].base(self.letters))
            self.parts.append(_Part(at))
            self.seams.add(at)

    def result(self, tokens: list[Token]) -> Analysis:
        self._end_piece()
        last = self.parts[-1]
        bases = self.bases
        if len(self.letters) > last.start or not bases:
            bases = [*bases, last.base(self.letters)]
        if _is_place_with_adjective(tokens):
            first = next((at for at, letter in enumerate(self.letters) if letter != "-"), 0)
            self.capitals[first : first + 1] = [True]
        return Analysis(
            self.letters,
            tuple(self.capitals),
            frozenset(self.seams),
            self._base(tokens),
            tuple(base.strip("-") for base in bases if base.strip("-")),
            may_follow=("[Ivj]", "") in tokens and self.letters[:1] != "-",
        )

    def _base(self, tokens: list[Token]) -> str:
        last = self.parts[-1]
        if tokens[:1] == [("[Lu]", "")] and not any(tag in _LOWER_CLASSES_END_NUMERAL for tag, _held in tokens):
            return "".join([*self.bases, last.base(self.letters)])
        before = self._place_base(tokens) or self._cased(last.start)
        return before + (
            self._cased_end(last).partition(":")[0] if last.base_start < 0 else self._cased_stem(last) + last.base_end
        )

    def _place_base(self, tokens: list[Token]) -> str:
        """“Isolla-Britannialla” is “Iso-Britannia”, but “Pohjois-Suomella” is “Pohjois-Suomi”."""
        before = self.letters[: self.parts[-1].start]
        if not _is_place_with_adjective(tokens) or not before.endswith("-") or before.endswith("is-"):
            return ""
        return f"{self.bases[0][:1].upper()}{self.bases[0][1:]}-"

    def _cased(self, end: int, start: int = 0) -> str:
        pairs = zip(self.letters[start:end], self.capitals[start:end], strict=True)
        return "".join(letter.upper() if capital else letter for letter, capital in pairs)

    def _cased_end(self, part: _Part) -> str:
        return self._cased(len(self.letters), part.start)

    def _cased_stem(self, part: _Part) -> str:
        return self._cased(part.base_start, part.start)


def _is_place_with_adjective(tokens: list[Token]) -> bool:
    """Whether an adjective of a place's name ([De]) is followed by a hyphen and a name of a place."""
    names = [tag for tag, _held in tokens]
    if "[De]" not in names:
        return False
    after = tokens[names.index("[De]") :]
    hyphen = next((at for at, token in enumerate(after) if token == ("", "-")), None)
    if hyphen is None or any(tag == "[Ln]" for tag, _held in after[:hyphen]):
        return False
    return hyphen == len(after) - 1 or any(tag == "[Lep]" for tag, _held in after[hyphen:])
