"""The labelled set of sentences for spelling, and how well each language's dictionary does on it.

`uv run python -m tests.translation.spelling_labelled` writes the figures into docs/spelling.md; a test compares them where the
dictionaries are those that the figures were measured with.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from gptemplate.services.own_words import OwnWords
from gptemplate.services.spelling import Proofreader
from gptemplate.translation.dictionaries import find, system_folders

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "tests" / "data" / "spelling"
DOCS = ROOT / "docs" / "spelling.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
LANGUAGES = ("fi", "sv", "en")


@dataclass
class Score:
    """How often a word was rightly underlined, wrongly underlined, and missed."""

    sentences: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.missed))


def cases(language: str) -> list[tuple[str, list[str]]]:
    """Return (sentence, its wrong words) of a language."""
    raw = tomllib.loads((DATA / f"{language}.toml").read_text("utf-8"))["case"]
    return [(one["text"], one.get("wrong", [])) for one in raw]


def measure(language: str) -> Score:
    """Return the score of a language with the dictionaries of this machine and no words added."""
    reader = Proofreader(system_folders(), OwnWords(Path("no-words")))
    score = Score()
    for text, wrong in cases(language):
        score.sentences += 1
        found = [word for _start, _end, word in reader.misspelt(text, language)]
        score.right += sum(word in wrong for word in found)
        score.wrong += [f"{word}: {text}" for word in found if word not in wrong]
        score.missed += [f"{word}: {text}" for word in wrong if word not in found]
    return score


def table() -> str:
    """Return the figures as a table for people."""
    lines = ["| Language | Sentences | Right | Wrong | Missed | Precision | Recall |", "|---|--:|--:|--:|--:|--:|--:|"]
    for language in LANGUAGES:
        score = measure(language)
        shares = f"{score.precision:.0%} | {score.recall:.0%}"
        lines.append(
            f"| `{language}` | {score.sentences} | {score.right} | {len(score.wrong)} | {len(score.missed)} | {shares} |"
        )
    return "\n".join(lines)


def measured_with() -> str:
    """Return which dictionaries this machine has, by what they are called and a hash of each."""
    found = (find(language, system_folders()) for language in LANGUAGES)
    told = (f"{one.region} {blake2b(one.file.read_bytes(), digest_size=6).hexdigest()}" for one in found if one)
    return f"Measured with {', '.join(told)} (the first digits of each file's BLAKE2b)."


def section() -> str:
    """Return the part of docs/spelling.md that is made from the figures."""
    return f"{table()}\n\n{measured_with()}"


def _write() -> int:
    text = DOCS.read_text("utf-8")
    before, _begin, rest = text.partition(BEGIN)
    DOCS.write_text(f"{before}{BEGIN}\n{section()}\n{END}{rest.partition(END)[2]}", "utf-8")
    for language in LANGUAGES:
        score = measure(language)
        for kind in ("wrong", "missed"):
            for told in getattr(score, kind):
                print(f"{language} {kind}: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(_write())
