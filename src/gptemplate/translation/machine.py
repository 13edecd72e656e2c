"""Machine translation on this computer: what every engine does, and whole texts put through one.

An engine gets sentences and gives sentences. What stands between them (new lines, marks of items) stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from gptemplate.errors import UserError
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model.segments import spans

AUTHOR = "machine: "
"""How the author of a machine's text is named in its history: this, and the engine's name."""

Pair = tuple[str, str]
"""Languages: from, to."""

_LONGEST_GROWTH = 8  # times; a machine that goes round in circles gives far more
_SHORT = 200  # characters that may always come back

_SAME = {"fin": "fi", "swe": "sv", "eng": "en"}


class MachineError(UserError):
    """The machine cannot be used, or gave nothing that can be used."""


class Engine(Protocol):
    """Something on this computer that translates."""

    @property
    def name(self) -> str:
        """The name that people know it by; it stands in the history of what it wrote."""

    def pairs(self) -> frozenset[Pair]:
        """Return the languages that it translates. Raises MachineError."""

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """Return the translation of each sentence. Raises MachineError."""


def translated(engine: Engine, text: str, source: str, target: str) -> str:
    """Return a text in another language, its lines and items as they are. Raises MachineError."""
    places = spans(text, source)
    if not places:
        return ""
    sentences = [text[start:end] for start, end in places]
    answers = engine.translate(sentences, source, target)
    made, last = [], 0
    for (start, end), sentence, answer in zip(places, sentences, answers, strict=True):
        made += [text[last:start], _usable(engine, sentence, answer)]
        last = end
    return "".join((*made, text[last:]))


def language_of(code: str) -> str:
    """Return a language's code as templates write it: "fin" and "fi-FI" are "fi"."""
    small = code.replace("_", "-").split("-")[0].casefold()
    return _SAME.get(small, small)


def no_pair(engine: Engine, source: str, target: str) -> MachineError:
    """Return that an engine does not translate between two languages, and what it does."""
    known = ", ".join(sorted(f"{here}–{there}" for here, there in engine.pairs())) or "–"
    return MachineError(
        Message(
            "{engine} does not translate from {source} to {target}. It has: {known}",
            engine=engine.name,
            source=source,
            target=target,
            known=known,
        )
    )


def _usable(engine: Engine, sentence: str, answer: str) -> str:
    line = texts.clean_line(answer)
    if not line or len(line) > max(_SHORT, _LONGEST_GROWTH * len(sentence)):
        raise MachineError(
            Message("{engine} gave nothing for “{text}” that can be used.", engine=engine.name, text=sentence[:80])
        )
    return line
