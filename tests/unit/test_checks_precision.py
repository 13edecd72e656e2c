"""How well the checks do on the labelled set, and that the program and the documentation say so truly."""

import pytest

from gptemplate.model import checks
from gptemplate.services.templates import Templates
from tests.unit import checks_labelled as labelled
from tests.unit.checks_labelled import Score

LEAST_RECALL = 0.75


@pytest.fixture(scope="module")
def scores(templates: Templates) -> dict[str, Score]:
    return labelled.measure(templates.default())


def test_the_set_is_large_and_has_good_and_bad_sentences(templates: Templates) -> None:
    cases = list(labelled.cases(templates.default()))
    bad = sum(bool(case.expected) for case in cases)
    assert len(cases) >= 500
    assert bad >= 200
    assert len(cases) - bad >= 300


def test_every_fault_of_the_set_is_of_a_measured_check(templates: Templates) -> None:
    told = {check for case in labelled.cases(templates.default()) for check, _language, _mark in case.expected}
    assert told == set(checks.PRECISION), "a check without a case, or a case without a check"


def test_marked_places_stand_in_their_text(templates: Templates) -> None:
    for case in labelled.cases(templates.default()):
        for _check, language, mark in case.expected:
            assert mark in case.practice.text(case.field, language), f"{case.where}: {mark}"


@pytest.mark.parametrize("check", sorted(checks.PRECISION))
def test_a_check_is_as_precise_as_the_program_believes(scores: dict[str, Score], check: str) -> None:
    score = scores[check]
    assert int(score.precision * 100) == checks.PRECISION[check], "\n".join(score.wrong)


@pytest.mark.parametrize("check", sorted(set(checks.PRECISION) - checks.OFF))
def test_a_check_that_is_on_is_seldom_wrong_and_seldom_silent(scores: dict[str, Score], check: str) -> None:
    score = scores[check]
    assert score.precision >= checks.LEAST_PRECISION / 100, "\n".join(score.wrong)
    assert score.recall >= LEAST_RECALL, "\n".join(score.missed)


def test_the_documentation_tells_these_figures(templates: Templates) -> None:
    stale = "run: uv run python -m tests.unit.checks_labelled"
    assert labelled.section(templates.default()) in labelled.DOCS.read_text("utf-8"), stale


def test_the_documentation_describes_every_check() -> None:
    described = labelled.DOCS.read_text("utf-8").partition(labelled.BEGIN)[0]
    assert [name for name in checks.PRECISION if f"`{name}`" not in described] == []
