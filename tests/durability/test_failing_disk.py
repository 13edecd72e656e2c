"""An error at the n-th change of the library, for every n: it is told, nothing that was kept is lost, and saving goes on."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from gptemplate.services.templates import Templates
from gptemplate.store.library import open_library
from tests.durability.failing_session import SAVES
from tests.durability.recording import compiled, record, said
from tests.durability.state import faults, fingerprint

LIBRARY = "practices.gptemplate"


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(tmp_path_factory.mktemp("recorder"))


def _changes(recorder: Path, folder: Path) -> int:
    """How many changes the session makes when nothing fails."""
    told = folder.with_suffix(".told")
    record(recorder, folder, "tests.durability.failing_session", failing={"FAIL_IN": LIBRARY, "FAIL_TOLD": str(told)})
    return int(told.read_text())


def _refusals(recorder: Path, folder: Path, templates: Templates, at: int, count: int) -> int:
    """Let the disk fail, look at what is left, and return how often the program said so."""
    failing = {"FAIL_IN": LIBRARY, "FAIL_AT": str(at), "FAIL_COUNT": str(count)}
    events = record(recorder, folder, "tests.durability.failing_session", failing=failing)
    spoken = [told for event in events if (told := said(event))]
    assert len(spoken) == 2 + 2 * SAVES
    library = open_library(folder / LIBRARY, templates)
    try:
        assert fingerprint(library) == spoken[-1]["state"]
        assert faults(library) == []
    finally:
        library.close()
    return sum(told["refused"] for told in spoken)


def _judged(recorder: Path, folder: Path, templates: Templates, places: range, count: int) -> Counter[bool]:
    return Counter(_refusals(recorder, folder / f"at{at}", templates, at, count) > 0 for at in places)


@pytest.mark.slow
def test_an_error_of_the_disk_is_told_and_nothing_is_lost(recorder: Path, tmp_path: Path, templates) -> None:
    every = _changes(recorder, tmp_path / "well")
    told = _judged(recorder, tmp_path, templates, range(2, every, max(every // 5, 1)), 1)
    assert told[True] >= 3


@pytest.mark.slow
@pytest.mark.timeout(1_200)
@pytest.mark.parametrize(("count", "step"), [(1, 1), (5, 4)])
def test_an_error_at_every_change_of_the_library(recorder: Path, tmp_path: Path, templates, count: int, step: int) -> None:
    every = _changes(recorder, tmp_path / "well")
    told = _judged(recorder, tmp_path, templates, range(1, every + 1, step), count)
    print(f"{every} changes, {count} failing at a time: told {told[True]} times, unnoticed and harmless {told[False]} times")
    assert told[True] > told.total() // 2
