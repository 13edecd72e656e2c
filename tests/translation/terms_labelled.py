"""The labelled set of sentences for the checks of terms, and how well they do on it.

`uv run python -m tests.translation.terms_labelled` writes the figures into docs/terms.md; the test compares them.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gptemplate.model import values
from gptemplate.model.checks import terms as check
from gptemplate.model.checks.finding import Finding
from gptemplate.model.practice import Practice, Value
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import Kind, Template
from gptemplate.paths import paths
from gptemplate.translation.dictionaries import dictionary_folders, find
from gptemplate.translation.glossary import Recogniser
from gptemplate.translation.morphology import Morphology, morphology_for
from gptemplate.translation.starter_terms import starter_terms, terms_in
from tests.unit.checks_labelled import BEGIN, END, FIELD, Case, Score

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "tests" / "data" / "terms"
DOCS = ROOT / "docs" / "terms.md"
FILES = ("missing", "forbidden", "region", "unseen")
NAMES = tuple(check.PRECISION)


def morphologies() -> Mapping[str, Morphology]:
    """Return the Finnish dictionary of this machine; nothing where there is none."""
    folders = dictionary_folders(paths("no-data"))
    return {"fi": morphology_for("fi", folders)} if find("fi", folders) else {}


def recogniser(known: Mapping[str, Morphology]) -> Recogniser:
    """Return what finds the terms of the set."""
    return Recogniser([*starter_terms(), *terms_in((DATA / "glossary.toml").read_text("utf-8"))], known)


def cases(template: Template) -> Iterator[Case]:
    """Yield every case of the set."""
    for name in FILES:
        for at, raw in enumerate(tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))["case"], 1):
            yield _case(f"{name} {at}", raw, template)


def _case(where: str, raw: dict[str, Any], template: Template) -> Case:
    texts = {Key(FIELD, code): Value(raw[code]) for code in template.codes if code in raw}
    place = template.first_of(Kind.PLACE)
    assert place is not None
    texts[Key(place.id, SHARED)] = Value(values.from_parts({"country": raw.get("country", "FI")}))
    source = raw.get("source") or next(code for code in ("fi", "sv", "en") if code in raw)
    practice = Practice("p" * 32, template.id, source, values=texts)
    return Case(where, practice, FIELD, [_expected(each) for each in raw.get("found", [])])


def _expected(told: str) -> tuple[str, str, str]:
    head, _colon, mark = told.partition(": ")
    name, language = head.split()
    return name, language, mark


def mark(practice: Practice, one: Finding) -> str:
    """Return what a finding is about: the place in the text, or the term that is missing."""
    if one.check == "term_missing":
        return str(one.message.values["agreed"])
    return practice.text(one.field, one.language)[one.start : one.end]


def measure(template: Template, found: Recogniser) -> dict[str, Score]:
    """Return the score of each check; a finding is right once, at the place that was marked."""
    scores = {name: Score() for name in NAMES}
    for case in cases(template):
        wanted = list(case.expected)
        for one in check.findings(template, case.practice, template.fields[case.field], found.found):
            told = (one.check, one.language, mark(case.practice, one))
            if told in wanted:
                wanted.remove(told)
                scores[one.check].right += 1
            else:
                scores[one.check].wrong.append(f"{case.where}: {told[1]} “{told[2]}” {one.message}")
        for name, language, place in wanted:
            scores[name].missed.append(f"{case.where}: {language} “{place}”")
    return scores


def table(scores: Mapping[str, Score]) -> str:
    """Return the figures as a table for people."""
    lines = ["| Check | Right | Wrong | Missed | Precision | Recall |", "|---|--:|--:|--:|--:|--:|"]
    for name, score in scores.items():
        shares = f"{score.precision:.0%} | {score.recall:.0%}"
        lines.append(f"| `{name}` | {score.right} | {len(score.wrong)} | {len(score.missed)} | {shares} |")
    return "\n".join(lines)


def extent(template: Template) -> str:
    """Return how large the set is, in one sentence."""
    every = list(cases(template))
    bad = sum(bool(case.expected) for case in every)
    per_file = ", ".join(f"{sum(case.where.startswith(name) for case in every)} of {name}" for name in FILES)
    return f"The set has {len(every)} cases ({per_file}): {bad} with a fault and {len(every) - bad} without."


def section(template: Template, known: Mapping[str, Morphology]) -> str:
    """Return the part of docs/terms.md that is made from the figures."""
    parts = [extent(template), "With a Finnish dictionary:", table(measure(template, recogniser(known)))]
    parts += ["Without one:", table(measure(template, recogniser({})))]
    return f"{BEGIN}\n" + "\n\n".join(parts) + f"\n{END}"


def _write() -> int:
    from gptemplate.services.templates import Templates

    template = Templates(Path("no-templates")).default()
    known = morphologies()
    if DOCS.is_file() and known:
        before, _begin, rest = DOCS.read_text("utf-8").partition(BEGIN)
        DOCS.write_text(before + section(template, known) + rest.partition(END)[2], "utf-8")
    for title, held in (("dictionary", known), ("letters", {})):
        for name, score in measure(template, recogniser(held)).items():
            print(title, name, score.right, len(score.wrong), len(score.missed))
            for kind in ("wrong", "missed"):
                for told in getattr(score, kind):
                    print(f"   {kind}: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(_write())
