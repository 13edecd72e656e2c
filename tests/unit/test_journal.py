"""Undo steps: what they hold and how typing is joined."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gptemplate.model.journal import BURST_LENGTH, BURST_PAUSE, Change, Splice, Step
from gptemplate.model.practice import Origin, Value
from gptemplate.model.states import Key, State

KEY = Key("summary", "fi")


@given(st.text(), st.text())
def test_a_splice_makes_one_text_of_another_and_back(before: str, after: str) -> None:
    splice = Splice.between(before, after)
    assert splice.apply(before) == after
    assert splice.inverse.apply(after) == before


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_splice_holds_no_more_than_what_changed(start: str, end: str) -> None:
    splice = Splice.between(start + end, start + "X" + end)
    assert splice.added == "X"
    assert not splice.removed


@given(
    st.text(max_size=20), st.text(max_size=20), st.sampled_from(State), st.one_of(st.none(), st.just(Origin("fi", "r", "d")))
)
def test_a_change_is_kept_and_read_again(before: str, after: str, state: State, origin: Origin | None) -> None:
    change = Change.between("p", KEY, Value(before), Value(after, state, None, origin))
    assert Change.from_json(json.loads(json.dumps(change.to_json()))) == change


@pytest.mark.parametrize("place", range(6))
@pytest.mark.parametrize("spoilt", [None, 5, [], ["x"], {}, [-1, "", ""], ["no such", "draft"], [None, ["fi", 1, 2]]])
def test_what_is_no_change_is_a_value_error(place: int, spoilt: object) -> None:
    raw = Change.between("p", KEY, Value("a"), Value("b")).to_json()
    raw[place] = spoilt
    with pytest.raises(ValueError, match=r"no |valid State"):
        Change.from_json(raw)


def test_a_splice_does_not_touch_a_text_it_was_not_made_for() -> None:
    assert Splice.between("kunta", "kunnan").apply("kylä") is None


def _typed(before: str, after: str) -> tuple[Change, Value, Value]:
    old, new = Value(before), Value(after, State.DRAFT)
    return Change.between("p", KEY, old, new), old, new


def test_a_burst_of_typing_is_one_step() -> None:
    change, *_ = _typed("", "Ta")
    step = Step("p", (change,), began=0, ended=0, typing=True)
    joined = step.joined(*_typed("Ta", "Talo"), now=500)
    assert joined is not None
    assert joined.changes[0].splice == Splice(0, "", "Talo")


def test_a_pause_a_long_burst_or_another_field_begins_a_new_step() -> None:
    change, *_ = _typed("", "Ta")
    step = Step("p", (change,), began=0, ended=0, typing=True)
    assert step.joined(*_typed("Ta", "Talo"), now=BURST_PAUSE + 1) is None
    long = Step("p", (change,), began=0, ended=BURST_LENGTH, typing=True)
    assert long.joined(*_typed("Ta", "Talo"), now=BURST_LENGTH + 1) is None
    old, new = Value(""), Value("x")
    elsewhere = Change.between("p", Key("title", "fi"), old, new)
    assert step.joined(elsewhere, old, new, now=1) is None


def test_typing_that_is_deleted_again_begins_a_new_step() -> None:
    change, *_ = _typed("Kunta", "Kunta on mukana")
    step = Step("p", (change,), began=0, ended=0, typing=True)
    assert step.joined(*_typed("Kunta on mukana", ""), now=500) is None
    assert step.joined(*_typed("Kunta on mukana", "Kunta on muk"), now=500) is None
    assert step.joined(*_typed("Kunta on mukana", "unta on mukana"), now=500) is not None, "nothing typed in it is gone"


def test_a_step_is_kept_as_plain_data() -> None:
    change, *_ = _typed("vanha", "uusi")
    assert Change.from_json(change.to_json()) == change
