"""How well the checks of terms do on the labelled set, and that the program and the documentation say so truly."""

import pytest

from gptemplate.model.checks import terms as check
from gptemplate.services.templates import Templates
from tests.translation import terms_labelled as labelled
from tests.unit.checks_labelled import Score

LEAST = 0.90
LEAST_RECALL = 0.85


@pytest.fixture(scope="module")
def scores(templates: Templates) -> list[dict[str, Score]]:
    """The scores without a Finnish dictionary and, where this machine has one, with it."""
    ways = [{}, labelled.morphologies()]
    return [labelled.measure(templates.default(), labelled.recogniser(known)) for known in ways if known or known is ways[0]]


def test_the_set_is_large_and_has_good_and_bad_sentences(templates: Templates) -> None:
    every = list(labelled.cases(templates.default()))
    for name, least in (("missing", 60), ("forbidden", 60), ("region", 50), ("unseen", 40)):
        assert sum(case.where.startswith(name) for case in every) >= least
    bad = sum(bool(case.expected) for case in every)
    assert bad >= 90
    assert len(every) - bad >= 90


@pytest.mark.parametrize("name", labelled.NAMES)
def test_a_check_is_seldom_wrong_and_seldom_silent(scores: list[dict[str, Score]], name: str) -> None:
    for score in (one[name] for one in scores):
        assert score.precision >= LEAST, "\n".join(score.wrong)
        assert score.recall >= LEAST_RECALL, "\n".join(score.missed)


@pytest.mark.parametrize("name", labelled.NAMES)
def test_the_program_believes_no_more_than_is_true(scores: list[dict[str, Score]], name: str) -> None:
    assert int(min(one[name].precision for one in scores) * 100) == check.PRECISION[name]


def test_the_documentation_tells_these_figures(templates: Templates) -> None:
    known = labelled.morphologies()
    if not known:
        pytest.skip("no Finnish dictionary on this machine")
    stale = "run: uv run python -m tests.translation.terms_labelled"
    assert labelled.section(templates.default(), known) in labelled.DOCS.read_text("utf-8"), stale
