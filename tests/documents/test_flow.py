"""How pieces run from page to page: nothing is lost, nothing stands where a typographer would not let it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gptemplate.documents.flow import Stack, Text, pages
from gptemplate.documents.style import BODY, SECTION
from gptemplate.documents.tagging import Node

ROOM = 300.0

stories = st.lists(st.tuples(st.booleans(), st.integers(1, 40)), min_size=1, max_size=40)


def story(plan: list[tuple[bool, int]]) -> list[Text]:
    """Headings and paragraphs of so many lines; a heading never ends a story."""
    found = []
    for number, (heading, count) in enumerate([*plan, (False, 3)]):
        lines = tuple(f"{number}.{line}" for line in range(1 if heading else count))
        found.append(Text(lines, SECTION if heading else BODY, Node("P")))
    return found


@settings(deadline=None)
@given(plan=stories)
def test_pages_are_filled_as_a_typographer_would(plan: list[tuple[bool, int]]) -> None:
    pieces = story(plan)
    filled = pages(Stack(pieces), ROOM)
    shown = [[piece for piece in page.pieces if isinstance(piece, Text)] for page in filled]
    assert [line for page in shown for piece in page for line in piece._lines] == [
        line for piece in pieces for line in piece._lines
    ]
    wholes = {piece._lines[0].split(".")[0]: len(piece._lines) for piece in pieces}
    for page in shown:
        heading_alone = page[-1].keep and len([piece for piece in page if not piece.keep]) > 0
        assert not heading_alone, "a heading at the foot of a page"
        for piece in page:
            assert len(piece._lines) > 1 or wholes[piece._lines[0].split(".")[0]] == 1, "a line alone"
    assert all(page.height <= ROOM + 0.01 for page in filled)
