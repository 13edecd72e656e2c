"""A clock that is set back or forward changes the dates that are shown, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gptemplate.model.practice import Key
from gptemplate.model.revisions import newest_first
from gptemplate.services import bringing_in, editing
from gptemplate.services import library as practices
from gptemplate.store.library import Library

SUMMARY = Key("summary", "fi")
NOW = 1_790_000_000_000
YEAR = 365 * 24 * 3_600_000
JUMPS = [-30 * YEAR, -YEAR, -3_600_000, -1, 1, 3_600_000, YEAR, 30 * YEAR]


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(opened, clock: Clock) -> Library:
    return opened(clock=clock)


@pytest.fixture
def practice(library: Library) -> str:
    return practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi")[0]


@pytest.mark.parametrize("jump", JUMPS)
def test_history_keeps_its_order_over_a_jump(library: Library, practice: str, clock: Clock, jump: int) -> None:
    for text in ("yksi", "kaksi", "kolme", "neljä"):
        editing.write(library, practice, SUMMARY, text)
        editing.leave(library, practice)
        clock.now += jump if text == "kaksi" else 5_000
    with library.reading() as work:
        history = newest_first(work.history(practice, SUMMARY))
    assert [one.text for one in history] == ["neljä", "kolme", "kaksi", "yksi"]


@pytest.mark.parametrize("jump", JUMPS)
def test_undo_goes_back_in_order_over_a_jump(library: Library, practice: str, clock: Clock, jump: int) -> None:
    texts = ["yksi", "kaksi", "kolme", "neljä"]
    for text in texts:
        editing.write(library, practice, SUMMARY, text, typing=False)
        clock.now += jump if text == "kaksi" else 5_000
    for text in (*texts[-2::-1], ""):
        editing.undo(library, practice)
        assert editing.open_practice(library, practice).text(*SUMMARY) == text


def test_a_burst_of_typing_ends_when_the_clock_is_set_back(library: Library, practice: str, clock: Clock) -> None:
    """Otherwise one undo takes back all that is typed in a field from then on, be it an hour's work."""
    editing.write(library, practice, SUMMARY, "ennen")
    clock.now -= YEAR
    for number in range(1, 20):
        clock.now += 1_500
        editing.write(library, practice, SUMMARY, "ennen" + " ja jälkeen" * number)
    editing.undo(library, practice)
    assert editing.open_practice(library, practice).text(*SUMMARY).startswith("ennen ja jälkeen")


def test_a_text_that_somebody_sent_is_never_older_than_what_it_began_with(
    library: Library, practice: str, clock: Clock, tmp_path: Path
) -> None:
    editing.write(library, practice, SUMMARY, "yksi")
    editing.leave(library, practice)
    sent = bringing_in.carried(library, practice)
    editing.write(library, practice, SUMMARY, "kaksi")
    sent["fi"]["summary"] = "toinen"
    file = tmp_path / "sent.json"
    file.write_text(json.dumps(sent), encoding="utf-8")
    clock.now -= YEAR
    bringing_in.bring_in(library, [file])
    with library.reading() as work:
        known = {one.id: one for one in work.history(practice, SUMMARY)}
    assert len(known) == 3
    assert all(known[parent].time < one.time for one in known.values() for parent in one.parents)
