"""What a file says of a concept, made into a term: cleaned, within limits, without doublets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model.terms import Designation, Standing, Term

LARGEST_FILE = 50_000_000  # bytes
MOST_TERMS = 50_000
LONGEST_NAME = 300  # characters of a designation
LONGEST_TEXT = 10_000  # characters of a definition, note or source
MOST_NAMES = 200  # designations of one concept

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_](?:[a-z]{4}[-_])?([a-z]{2}))?(?:[-_].*)?", re.IGNORECASE)
_ID = re.compile(r"c?([0-9a-f]{32})")
_COUNTRIES = {
    "finland": "FI", "suomi": "FI", "fin": "FI", "sweden": "SE", "sverige": "SE", "ruotsi": "SE", "swe": "SE",
    "united kingdom": "GB", "uk": "GB", "gbr": "GB", "united states": "US", "usa": "US", "ireland": "IE", "irl": "IE",
}  # fmt: skip
_ORDER = (Standing.PREFERRED, Standing.ADMITTED, Standing.FORBIDDEN)


@dataclass(slots=True)
class Name:
    """A designation as a file has it; `standing` is None where the file does not say."""

    language: str
    text: str
    standing: Standing | None = None
    region: str = ""


@dataclass(slots=True)
class Draft:
    """A concept as a file has it; `where` names it in messages: an id or a row."""

    where: str
    id: str = ""
    names: list[Name] = field(default_factory=list)
    definition: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReadTerms:
    """What was read of a file: the terms, how many entries were left out, and what a person should know."""

    terms: tuple[Term, ...]
    skipped: int = 0
    remarks: tuple[Message, ...] = ()


class Gathering:
    """Takes drafts and gives what can be kept of them."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._terms: dict[str, Term] = {}
        self._skipped: list[str] = []
        self._is_cut = False
        self.remarks: list[Message] = []

    @property
    def is_full(self) -> bool:
        """Whether no more terms are taken."""
        return len(self._terms) >= MOST_TERMS

    @property
    def is_cut(self) -> bool:
        """Whether there were more terms than are taken."""
        return self._is_cut

    def add(self, draft: Draft) -> None:
        """Keep a draft, or count it as left out."""
        term = term_of(draft)
        if term is not None and self.is_full:
            self._is_cut = True
        elif term is None:
            self._skipped.append(draft.where)
        else:
            self._terms[term.id] = term

    def result(self) -> ReadTerms:
        """Return everything that was kept, with a sentence about what was not."""
        remarks = list(self.remarks)
        if self._skipped:
            told = Message(
                "{n} entry of {file} has no term that can be kept and was left out: {where}.",
                "{n} entries of {file} have no term that can be kept and were left out, the first one: {where}.",
                n=len(self._skipped),
                file=self._name,
                where=texts.clean_line(self._skipped[0])[:60],
            )
            remarks.append(told)
        if self._is_cut:
            remarks.append(Message("{file} has more terms than are read at once: {n}.", file=self._name, n=MOST_TERMS))
        return ReadTerms(tuple(self._terms.values()), len(self._skipped), tuple(remarks))


def term_of(draft: Draft) -> Term | None:
    """Return the term of a draft, None where it names nothing or has more in it than a term may."""
    definition, note, source = (texts.clean(one).strip() for one in (draft.definition, draft.note, draft.source))
    named = _designations(draft.names)
    if not named or len(named) > MOST_NAMES or max(len(definition), len(note), len(source)) > LONGEST_TEXT:
        return None
    known = _ID.fullmatch(draft.id)
    return Term(known[1] if known else id_of(named), named, definition, note, source)


def id_of(named: Sequence[Designation]) -> str:
    """Return the id of a term that came without one: the same words always have the same id."""
    told = "\x00".join(sorted(f"{one.language}\x01{one.text.casefold()}" for one in named))
    return blake2b(told.encode(), digest_size=16).hexdigest()


def language_of(tag: str) -> tuple[str, str]:
    """Return the language and the country of a tag such as "sv-FI"; ("", "") where it is none."""
    found = _LANGUAGE.fullmatch(tag.strip())
    return (found[1].lower(), (found[2] or "").upper()) if found else ("", "")


def country_of(said: str) -> str:
    """Return the country that a file names, as two letters; "" where it is not understood."""
    plain = " ".join(said.split()).casefold()
    if plain in _COUNTRIES:
        return _COUNTRIES[plain]
    if re.fullmatch(r"[a-z]{2}", plain):
        return plain.upper()
    return language_of(plain)[1] if "-" in plain or "_" in plain else ""


def _designations(names: Sequence[Name]) -> tuple[Designation, ...]:
    held: dict[tuple[str, str], Designation] = {}
    for one in names:
        text = texts.clean_line(one.text)
        if not text or len(text) > LONGEST_NAME or not one.language or (one.language, text) in held:
            continue
        held[one.language, text] = Designation(one.language, text, one.standing or _usual(one, held.values()), one.region)
    return tuple(sorted(held.values(), key=lambda one: _ORDER.index(one.standing)))


def _usual(one: Name, before: Iterable[Designation]) -> Standing:
    """Where nobody says, the first name of a language and region is the one to use."""
    same = [each.standing for each in before if (each.language, each.region) == (one.language, one.region)]
    return Standing.ADMITTED if Standing.PREFERRED in same else Standing.PREFERRED
