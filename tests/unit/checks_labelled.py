"""The labelled set of sentences, and how well each check does on it.

`uv run python -m tests.unit.checks_labelled` writes the figures into docs/checks.md; the test compares them.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gptemplate.model import checks
from gptemplate.model.checks import Finding
from gptemplate.model.practice import Practice, Value
from gptemplate.model.states import Key
from gptemplate.model.template import Template

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "tests" / "data" / "checks"
DOCS = ROOT / "docs" / "checks.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
FIELD = "detailed_information"  # long enough for every sentence


@dataclass
class Case:
    """One sentence or pair, and what a careful reader marks in it."""

    where: str
    practice: Practice
    field: str
    expected: list[tuple[str, str, str]]  # check, language, marked place or ""


@dataclass
class Score:
    """How often a check was right, wrong and silent where it should have spoken."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.missed))


def cases(template: Template) -> Iterator[Case]:
    """Yield every case of the set."""
    for file in sorted(DATA.glob("*.toml")):
        for at, raw in enumerate(tomllib.loads(file.read_text("utf-8"))["case"], 1):
            yield _case(f"{file.name} {at}", raw, template)


def _case(where: str, raw: dict[str, Any], template: Template) -> Case:
    one = raw.get("field", FIELD)
    texts = {Key(one, code): Value(raw[code].strip("\n")) for code in template.codes if code in raw}
    texts |= {Key(template.summary_field, code): Value(text) for code, text in raw.get("summary", {}).items()}
    source = raw.get("source") or next(code for code in ("fi", "sv", "en") if code in raw)
    return Case(
        where, Practice("p" * 32, template.id, source, values=texts), one, [_expected(each) for each in raw.get("found", [])]
    )


def _expected(told: str) -> tuple[str, str, str]:
    head, _colon, mark = told.partition(": ")
    check, language = head.split()
    return check, language, mark


def found_in(template: Template, case: Case) -> list[Finding]:
    """Return what the measured checks find in the case's field."""
    found = checks.run(template, case.practice, field=case.field, every=True)
    return [one for one in found if one.check in checks.PRECISION]


def measure(template: Template) -> dict[str, Score]:
    """Return the score of each measured check; a finding is right once, at the place that was marked."""
    scores = {name: Score() for name in checks.PRECISION}
    for case in cases(template):
        wanted = list(case.expected)
        for one in found_in(template, case):
            text = case.practice.text(one.field, one.language)[one.start : one.end]
            fit = next((each for each in wanted if each[:2] == (one.check, one.language) and each[2] in ("", text)), None)
            if fit:
                wanted.remove(fit)
                scores[one.check].right += 1
            else:
                scores[one.check].wrong.append(f"{case.where}: {one.language} “{text}” {one.message}")
        for check, language, mark in wanted:
            scores[check].missed.append(f"{case.where}: {language} “{mark}”")
    return scores


def table(scores: dict[str, Score]) -> str:
    """Return the figures as a table for people."""
    lines = ["| Check | Right | Wrong | Missed | Precision | Recall | On by default |", "|---|--:|--:|--:|--:|--:|---|"]
    for name, score in scores.items():
        on = "no" if name in checks.OFF else "yes"
        shares = f"{score.precision:.0%} | {score.recall:.0%}"
        lines.append(f"| `{name}` | {score.right} | {len(score.wrong)} | {len(score.missed)} | {shares} | {on} |")
    return "\n".join(lines)


def extent(template: Template) -> str:
    """Return how large the set is, in one sentence."""
    every = list(cases(template))
    languages = Counter(key.language for case in every for key in case.practice.values)
    bad = sum(bool(case.expected) for case in every)
    texts = ", ".join(f"{languages[code]} {template.language(code).name}" for code in template.codes)  # type: ignore[union-attr]
    kinds = f"{bad} with a fault and {len(every) - bad} without"
    return f"The set has {len(every)} cases, {kinds}, in {languages.total()} texts ({texts})."


def section(template: Template) -> str:
    """Return the part of docs/checks.md that is made from the figures."""
    return f"{BEGIN}\n{extent(template)}\n\n{table(measure(template))}\n{END}"


def _write() -> int:
    from gptemplate.services.templates import Templates

    template = Templates(Path("no-templates")).default()
    text = DOCS.read_text("utf-8")
    before, _begin, rest = text.partition(BEGIN)
    DOCS.write_text(before + section(template) + rest.partition(END)[2], "utf-8")
    for name, score in measure(template).items():
        for kind in ("wrong", "missed"):
            for told in getattr(score, kind):
                print(f"{name} {kind}: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(_write())
