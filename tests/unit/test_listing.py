"""What the table shows of a practice, read back from what was kept."""

from __future__ import annotations

import pytest

from gptemplate.model.listing import Counts, Summary

KEPT = Summary({"fi": Counts("Kieli", 1, 2, 3, 0, 4, 0, 1, 300), "*": Counts()}, {"fi": "Äänekoski"}, "a" * 64)


def test_what_was_kept_is_read_again() -> None:
    assert Summary.from_json(KEPT.to_json()) == KEPT


def test_a_practice_that_nobody_counted_yet_has_nothing() -> None:
    assert Summary.from_json({}) == Summary()


@pytest.mark.parametrize(
    "spoilt",
    [
        None,
        [],
        "x",
        {"languages": []},
        {"languages": {"fi": [1, 2]}},
        {"languages": {"fi": ["", 0, 0, 0, 0, 0, 0, 0, True]}},
        {"languages": {"fi": ["", 0, 0, 0, 0, 0, 0, 0, 10**12]}},
        {"languages": {"fi": [None, 0, 0, 0, 0, 0, 0, 0, 0]}},
        {"place": {"fi": 1}},
        {"image": None},
    ],
)
def test_anything_else_is_a_value_error(spoilt: object) -> None:
    with pytest.raises(ValueError, match="no "):
        Summary.from_json(spoilt)
