"""Data in the shape of something good with something wrong in it, for hypothesis."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

IDENT = "0123456789abcdef" * 2
NAMES = [
    "", ".", "..", "../outside.jpg", "/etc/passwd", "C:\\x.jpg", "CON", "nul.jpg", "a\x00b", "a" * 300, "a" * 5_000, "x:stream",
    "\\\\server\\share\\x", "photo.jpg", "folder", "\ud800", "\u202egpj.exe", "~", "$HOME", "%s", "{name}", "\n", "é" * 130,
]  # fmt: skip
"""What a file may call another file."""

TEXTS = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(
        ["ready", "draft", "done", "yes", "no", "ongoing", "2023-05", "0000-01", "9999-12", "٢٠٢٣-05", "FI", "other"]
    ),
    st.sampled_from(
        ["[" * 3_000, '{"a":' * 3_000, '{"city": "\\ud800"}', '{"city": {"a": 1}}', "9" * 5_000, "\x00", "\ufffe", "=1+1"]
    ),
    st.text(max_size=20),
)
NUMBERS = st.one_of(
    st.integers(), st.sampled_from([10**400, -(10**400), 2**63, 0]), st.floats(allow_nan=True, allow_infinity=True)
)
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=6,
)


@st.composite
def spoilt(draw: st.DrawFn, good: dict[str, Any]) -> dict[str, Any]:
    """Return good data with something else in one to four places, at any depth, or with something more."""
    spoilt_data = copy.deepcopy(good)
    for path in draw(st.lists(st.sampled_from(list(_paths(good))), min_size=1, max_size=4)):
        holder: Any = spoilt_data
        for step in path[:-1]:
            holder = holder[step] if _has(holder, step) else {}
        if isinstance(holder, dict) and draw(st.integers(0, 4)) == 0:
            holder[draw(TEXTS)] = draw(ANYTHING)
        elif _has(holder, path[-1]):
            was = holder[path[-1]]
            holder[path[-1]] = (
                draw(st.one_of(ANYTHING, TEXTS)) if not isinstance(was, str) or draw(st.booleans()) else draw(TEXTS)
            )
    return spoilt_data


def _paths(good: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    steps = good.keys() if isinstance(good, dict) else range(len(good)) if isinstance(good, list) else ()
    for step in steps:
        yield (*before, step)
        yield from _paths(good[step], (*before, step))


def _has(holder: Any, step: Any) -> bool:
    if isinstance(holder, dict):
        return step in holder
    return isinstance(holder, list) and isinstance(step, int) and step < len(holder)
