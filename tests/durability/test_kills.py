"""The process is killed at any moment of any session of typing, hundreds of times: what was saved is there."""

from __future__ import annotations

import json
import multiprocessing
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from gptemplate.gui.editor.autosave import LONGEST
from gptemplate.model.states import Key
from gptemplate.services import editing
from gptemplate.services import library as practices
from gptemplate.services.templates import Templates
from gptemplate.store.library import Library, open_library
from tests.durability import typing_session
from tests.durability.state import faults
from tests.gui.test_outlives_a_kill import PROMISED, SLACK, _survive

KILLS = 320
IN_THE_WINDOW = 16
PERIOD = 40  # kills of one library, one after another: each session goes on where the one before was killed


@dataclass(slots=True)
class Loss:
    """What the kills have cost so far."""

    kills: int = 0
    saves: int = 0
    keys: list[int] = field(default_factory=list)
    milliseconds: list[int] = field(default_factory=list)  # of the person's life, from the oldest key lost to the kill

    def __str__(self) -> str:
        return (
            f"{self.kills} kills survived, {self.saves} saves, none of them lost; "
            f"the most typing lost: {max(self.keys)} keys, {max(self.milliseconds)} ms"
        )


@pytest.fixture(scope="module")
def nursery() -> multiprocessing.context.BaseContext:
    """Starts processes that have imported everything already, so that a kill costs no second."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([typing_session.__name__])
    return context


def _kill_in_the_middle(context, library_file: Path, practice: str, seed: int, rng: Random) -> list[list]:
    """Let a person type, kill the process, and return what was told."""
    told = library_file.with_suffix(".told")
    told.unlink(missing_ok=True)
    here, there = context.Pipe()
    person = context.Process(target=typing_session.play, args=(library_file, practice, seed, told, there), daemon=True)
    person.start()
    there.close()
    try:
        assert here.poll(60), "the session did not begin"
        here.recv()
        time.sleep(rng.uniform(0.0, 0.25))
    finally:
        person.kill()
        person.join()
        person.close()
        here.close()
    lines = told.read_bytes().split(b"\n")
    return [json.loads(line) for line in lines[:-1]]  # the last one is empty, or not whole


def _count_the_loss(loss: Loss, told: list[list], before: dict[Key, str], kept: dict[Key, str]) -> None:
    loss.kills += 1
    keys_lost, oldest = 0, None
    for key in {Key(*one[2:4]) for one in told}:
        ours = [one for one in told if Key(*one[2:4]) == key]
        assert kept[key] in (before[key], *(text for *_rest, text in ours)), f"{key}: a text that nobody typed"
        at = max((number for number, one in enumerate(ours) if one[4] == kept[key]), default=-1)
        saved = max((number for number, one in enumerate(ours) if one[1] == "saved"), default=-1)
        # A save that was told is there, or a newer text that was on its way.
        assert at >= saved, f"{key}: saved and lost: {ours[saved][4][-40:]!r}, kept {kept[key][-40:]!r}"
        loss.saves += sum(one[1] == "saved" for one in ours)
        lost = [one[0] for one in ours[at + 1 :] if one[1] == "key"]
        keys_lost += len(lost)
        oldest = min([*lost, *([] if oldest is None else [oldest])], default=None)
    loss.keys.append(keys_lost)
    loss.milliseconds.append(told[-1][0] - oldest if oldest is not None else 0)


def _texts(library: Library, practice_id: str) -> dict[Key, str]:
    practice = editing.open_practice(library, practice_id)
    return {key: practice.text(*key) for key in typing_session.KEYS}


def _survive_kills(context, where, templates: Templates, kills: int) -> Loss:
    loss, rng = Loss(), Random(kills)
    for turn in range(kills):
        file = where.data / f"{turn // PERIOD}.gptemplate"
        library = open_library(file, templates)
        if turn % PERIOD == 0:
            practice, _changes = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi")
        before = _texts(library, practice)
        library.close()
        told = _kill_in_the_middle(context, file, practice, turn, rng)
        library = open_library(file, templates)
        assert {one.practice for one in practices.finish_interrupted(library)} <= {practice}
        if told:
            _count_the_loss(loss, told, before, _texts(library, practice))
        if turn % PERIOD == PERIOD - 1 or turn == kills - 1:
            assert not faults(library)
        library.close()
    print(loss)
    return loss


@pytest.mark.slow
def test_what_was_saved_outlives_a_few_kills(nursery, where, templates) -> None:
    loss = _survive_kills(nursery, where, templates, 12)
    assert loss.saves > 12
    assert max(loss.milliseconds) <= LONGEST * 1_000


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_what_was_saved_outlives_hundreds_of_kills(nursery, where, templates) -> None:
    loss = _survive_kills(nursery, where, templates, KILLS)
    assert loss.kills > KILLS * 0.9, "too many were killed before the first key"
    assert max(loss.milliseconds) <= LONGEST * 1_000


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_window_outlives_many_kills(opened, where) -> None:
    """The real window, killed while a person types in it; the clock is the wall's."""
    lost = _survive(opened, where, "offscreen", IN_THE_WINDOW)
    print(f"{len(lost)} kills of the window survived; the most typing lost: {max(lost)} ms")
    assert max(lost) <= PROMISED + SLACK, lost
