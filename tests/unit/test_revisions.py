"""The graph of a value's history."""

from hypothesis import given
from hypothesis import strategies as st

from gptemplate.model.revisions import Revision, current, heads, newest_first
from gptemplate.model.states import Key, State

KEY = Key("title", "fi")


def _revision(text: str, *parents: Revision, time: int = 0, device: str = "a") -> Revision:
    return Revision("p", KEY, text, State.DRAFT, tuple(one.id for one in parents), device=device, time=time)


def test_the_same_content_has_the_same_id_everywhere() -> None:
    assert _revision("a").id == _revision("a").id
    assert _revision("a").id != _revision("b").id
    assert _revision("a").id != _revision("a", device="b").id


def test_the_last_text_is_the_head() -> None:
    first = _revision("a")
    second = _revision("b", first, time=1)
    assert heads([first, second]) == [second]


def test_texts_written_apart_are_two_heads_and_a_choice_joins_them() -> None:
    first = _revision("a")
    mine, theirs = _revision("b", first, time=1), _revision("c", first, time=2, device="b")
    assert heads([first, mine, theirs]) == [theirs, mine]
    chosen = _revision("c", mine, theirs, time=3)
    assert heads([first, mine, theirs, chosen]) == [chosen]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=12), st.randoms())
def test_every_copy_shows_the_same_text_whatever_came_first(history: list[tuple[int, int]], random) -> None:
    made: list[Revision] = []
    for number, (time, back) in enumerate(history):
        parents = made[-1 - back : len(made) - back] if len(made) > back else []
        made.append(_revision(str(number), *parents, time=time))
    shuffled = list(made)
    random.shuffle(shuffled)
    assert current(made) == current(shuffled)
    assert newest_first(made) == newest_first(shuffled)
