"""The labelled set of sentences that could be shorter, and how well the offers do on it.

`uv run python -m tests.unit.fitting_labelled` writes the figures into docs/fitting.md; the test compares them.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gptemplate.model.shortening import applied
from gptemplate.services.fitting import cuts

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "tests" / "data" / "fitting"
DOCS = ROOT / "docs" / "fitting.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True)
class Case:
    """A sentence, the places that a careful editor lets go, and how it reads without them."""

    where: str
    text: str
    cuts: tuple[str, ...]
    after: str


@dataclass
class Score:
    """How often an offer was right, wrong, and missing."""

    cases: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.missed))


def cases(language: str) -> Iterator[Case]:
    """Yield the sentences of a language."""
    for at, raw in enumerate(tomllib.loads((DATA / f"{language}.toml").read_text("utf-8"))["case"], 1):
        yield Case(f"{language} {at}", raw["text"], tuple(raw.get("cuts", ())), raw.get("after", raw["text"]))


def measure(language: str) -> Score:
    """Return the score of a language: an offer is right where it was marked and the sentence reads as it should after it."""
    score = Score()
    for case in cases(language):
        score.cases += 1
        found, wanted = cuts(case.text, language), list(case.cuts)
        reads_well = applied(case.text, *found) == case.after
        for one in found:
            marked = case.text[one.start : one.end]
            fit = next((each for each in wanted if each in marked), None)
            if fit is not None and reads_well:
                wanted.remove(fit)
                score.right += 1
            else:
                score.wrong.append(f"{case.where}: “{marked}” → “{one.fix}”: {applied(case.text, *found)}")
        score.missed += [f"{case.where}: {each}" for each in wanted]
    return score


def section() -> str:
    """Return the part of docs/fitting.md that is made from the figures."""
    lines = ["| Language | Sentences | Right | Wrong | Missed | Precision | Recall |", "|---|--:|--:|--:|--:|--:|--:|"]
    for code in LANGUAGES:
        one = measure(code)
        shares = f"{one.precision:.0%} | {one.recall:.0%}"
        lines.append(f"| {code} | {one.cases} | {one.right} | {len(one.wrong)} | {len(one.missed)} | {shares} |")
    return "\n".join((BEGIN, *lines, END))


def _write() -> int:
    text = DOCS.read_text("utf-8")
    before, _begin, rest = text.partition(BEGIN)
    DOCS.write_text(before + section() + rest.partition(END)[2], "utf-8")
    for code in LANGUAGES:
        score = measure(code)
        print(code, *(f"wrong {each}" for each in score.wrong), *(f"missed {each}" for each in score.missed), sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(_write())
