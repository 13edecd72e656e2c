"""What a glossary holds: a concept, and what it is called in each language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """Whether a designation is to be used."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Designation:
    """What a concept is called in one language. `region` is a country ("FI", "SE") where it is used only there, else empty."""

    language: str
    text: str
    standing: Standing = Standing.PREFERRED
    region: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A concept with its designations, the preferred ones first. `id` is 32 hexadecimal digits."""

    id: str
    designations: tuple[Designation, ...]
    definition: str = ""
    note: str = ""
    source: str = ""
    author: str = ""
    modified: int = 0  # milliseconds since 1970

    def named(self, language: str) -> tuple[Designation, ...]:
        """Return the designations in one language, in their order."""
        return tuple(one for one in self.designations if one.language == language)

    def in_use(self, language: str, country: str = "") -> tuple[Designation, ...]:
        """Return what may be written in one language, what is best first: preferred, and of the country's own variety."""
        usable = [one for one in self.named(language) if one.standing is not Standing.FORBIDDEN]
        return tuple(sorted(usable, key=lambda one: (_distance(one, country), one.standing is not Standing.PREFERRED)))


def _distance(one: Designation, country: str) -> int:
    """How far a designation is from the words of a country: its own, everybody's, another country's."""
    return 1 if not one.region else 0 if one.region == country else 2


def as_written(agreed: str, written: str) -> str:
    """Return a designation with the capital letters that the words in its place have: “God praxis”, “GOD PRAXIS”."""
    letters = [c for c in written if c.isalpha()]
    if " " in written.strip() and len(letters) > 3 and all(c.isupper() for c in letters):
        return agreed.upper()
    is_capital = written[:1].isupper() and not (len(letters) > 1 and letters[1].isupper())
    return agreed[:1].upper() + agreed[1:] if is_capital else agreed
