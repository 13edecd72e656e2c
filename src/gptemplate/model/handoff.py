"""What is handed to a translator, and what comes back: texts of a practice in one language, wanted in another."""

from __future__ import annotations

from dataclasses import dataclass

from gptemplate.model import text as texts
from gptemplate.model.states import Key, State


@dataclass(frozen=True, slots=True)
class Passage:
    """One text to be translated. `key` is its field and the language that it is wanted in.

    `revision` is that of the source text, `earlier` the source text that the translation here was made from where the
    source has changed since. `others` are the same text in further languages.
    """

    key: Key
    label: str
    source: str
    revision: str = ""
    target: str = ""
    target_revision: str = ""
    state: State = State.EMPTY
    limit: int | None = None
    help: str = ""
    others: tuple[tuple[str, str], ...] = ()
    earlier: str = ""

    @property
    def digest(self) -> str:
        """The digest of the source text."""
        return texts.digest(self.source)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The passages of one practice from one language into another; `form` is what its form is called."""

    practice: str
    template: str
    title: str
    source_language: str
    target_language: str
    passages: tuple[Passage, ...]
    form: str = ""

    @property
    def characters(self) -> int:
        """How many characters there are to translate."""
        return sum(texts.length(one.source) for one in self.passages)

    @property
    def words(self) -> int:
        """How many words there are to translate."""
        return sum(texts.words(one.source) for one in self.passages)


@dataclass(frozen=True, slots=True)
class Returned:
    """One text as a translator's file has it. What the file does not say is "".

    `source_revision` and `source_digest` are of the text that was sent, `target_revision` of the translation that was
    sent with it. `remarks` is what the translator noted. `is_partial`: parts of the text have no translation.
    """

    practice: str
    key: Key
    source: str
    target: str
    source_revision: str = ""
    source_digest: str = ""
    target_revision: str = ""
    target_digest: str = ""
    remarks: tuple[str, ...] = ()
    is_partial: bool = False

    @property
    def is_translated(self) -> bool:
        """Whether there is a translation: programs put the source text where there is none."""
        return bool(self.target.strip()) and _plain(self.target) != _plain(self.source)

    @property
    def is_touched(self) -> bool:
        """Whether the translation is another than the one that was sent."""
        return self.is_translated and texts.digest(self.target) != self.target_digest


def _plain(text: str) -> str:
    return " ".join(text.split())
