"""The power fails at any moment of any save: what the program had said to be kept is there, and nothing is damaged."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.exc import SQLAlchemyError

from gptemplate import settings
from gptemplate.errors import UserError
from gptemplate.services import library as practices
from gptemplate.services.templates import Templates
from gptemplate.settings import Settings
from gptemplate.store.library import open_library
from tests.durability.recording import SAID, Disk, Event, compiled, record, said
from tests.durability.state import faults, fingerprint

LIBRARY = "practices.gptemplate"
DAMAGE = (UserError, SQLAlchemyError, sqlite3.Error, ValueError, TypeError, KeyError)


@dataclass(frozen=True, slots=True)
class Image:
    """What is left on the disk after a power cut, and how many saves had been said to be kept before."""

    files: dict[str, bytes]
    saves: int


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(tmp_path_factory.mktemp("recorder"))


def _images(events: list[Event], number: int, rng: Random) -> Iterator[Image]:
    """Let the power fail at random moments; a thousand images do not stand in memory at once."""
    disk, saves = Disk(), 0
    moments = Counter(rng.randrange(len(events)) for _image in range(number))
    for moment, event in enumerate(events):
        disk.tell(event)
        saves += said(event) is not None
        for _image in range(moments[moment]):
            yield Image(disk.after_power_cut(rng), saves)


def _judge(image: Image, states: list[str], folder: Path, templates: Templates, rng: Random) -> str:
    """Return "ok", how many saves are lost, or what is damaged."""
    folder.mkdir()
    for name in {LIBRARY, f"{LIBRARY}-wal", f"{LIBRARY}-journal"} & image.files.keys():
        (folder / name).write_bytes(image.files[name])
    leftover = rng.choice([None, bytes(32_768), rng.randbytes(32_768)])  # of the log's index, which nobody syncs
    if leftover is not None and f"{LIBRARY}-wal" in image.files:
        (folder / f"{LIBRARY}-shm").write_bytes(leftover)
    try:
        library = open_library(folder / LIBRARY, templates)
        try:
            found = fingerprint(library)
            practices.finish_interrupted(library)
            wrong = faults(library)
        finally:
            library.close()
    except DAMAGE as error:
        return f"damaged: {type(error).__name__}"
    finally:
        shutil.rmtree(folder)
    if wrong:
        return f"damaged: {wrong[0]}"
    # All that was said is there; the save under way when the power failed may be, as a whole.
    if image.saves == 0 or found in states[image.saves - 1 : image.saves + 1]:
        return "ok"
    earlier = [number for number, state in enumerate(states[: image.saves]) if state == found]
    return f"lost: {image.saves - 1 - earlier[-1]} saves" if earlier else "damaged: a state that never was"


def _verdicts(
    recorder: Path, folder: Path, templates: Templates, *, turns: int, images: int, synchronous: str = ""
) -> Counter[str]:
    """Record a session, cut its power, and count what became of the library."""
    events = record(recorder, folder / "session", "tests.durability.session", str(turns), synchronous)
    states = [told["state"] for event in events if (told := said(event))]
    assert len(states) == turns + 2
    cuts, rest = Random(f"{turns} {images}"), Random(f"{images}")
    verdicts = Counter(_judge(image, states, folder / "image", templates, rest) for image in _images(events, images, cuts))
    syncs = sum(event.kind == "s" for event in events)
    lost = [int(verdict.split()[1]) for verdict in verdicts if verdict.startswith("lost")]
    damaged = sum(number for verdict, number in verdicts.items() if verdict.startswith("damaged"))
    print(
        f"{turns} saves with {len(events)} writes and syncs ({syncs / len(states):.1f} syncs a save), synchronous = "
        f"{synchronous or 'FULL'}: of {images} power cuts {verdicts['ok']} lost nothing, {damaged} damaged the library; "
        f"the most saves lost: {max(lost, default=0)}"
    )
    return verdicts


@pytest.mark.slow
def test_the_record_has_every_byte_that_reached_the_disk(recorder: Path, tmp_path: Path) -> None:
    disk = Disk()
    for event in record(recorder, tmp_path / "session", "tests.durability.session", "60"):
        disk.tell(event)
    seen = disk.as_seen()
    assert seen.keys() >= {LIBRARY, SAID, f"{LIBRARY}-wal"}
    for name, content in seen.items():
        assert (tmp_path / "session" / name).read_bytes() == content, name


@pytest.mark.slow
def test_what_was_said_to_be_kept_outlives_a_power_cut(recorder: Path, tmp_path: Path, templates) -> None:
    assert _verdicts(recorder, tmp_path, templates, turns=80, images=100) == {"ok": 100}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_what_was_said_to_be_kept_outlives_a_thousand_power_cuts(recorder: Path, tmp_path: Path, templates) -> None:
    """Long enough for the log to be brought into the library several times."""
    assert _verdicts(recorder, tmp_path, templates, turns=400, images=1_000) == {"ok": 1_000}


@pytest.mark.slow
def test_a_library_that_does_not_wait_for_the_disk_is_seen_to_lose(
    recorder: Path, tmp_path: Path, templates, expect_log
) -> None:
    """The test can fail: without synchronous = FULL it finds lost saves and damaged libraries."""
    expect_log("does not match its hash")
    for synchronous in ("OFF", "NORMAL"):
        (tmp_path / synchronous).mkdir()
        verdicts = _verdicts(recorder, tmp_path / synchronous, templates, turns=80, images=60, synchronous=synchronous)
        assert verdicts["ok"] < 60 * 0.8, verdicts


@pytest.mark.slow
def test_an_upgrade_is_whole_or_not_at_all_after_a_power_cut(recorder: Path, tmp_path: Path, templates) -> None:
    """The power fails anywhere between the old library and today's: either way the program finds all that was in it."""
    events = record(recorder, tmp_path / "session", "tests.durability.upgrading")
    begun, finished = (at for at, event in enumerate(events) if said(event))
    state = said(events[finished])["state"]
    disk, rng, verdicts = Disk(), Random(9), Counter[str]()
    for at, event in enumerate(events[:finished]):
        disk.tell(event)
        if at > begun:
            image = Image(disk.after_power_cut(rng), saves=1)
            verdicts[_judge(image, [state], tmp_path / "image", templates, rng)] += 1
    assert set(verdicts) == {"ok"}, verdicts
    assert verdicts["ok"] > 20


def test_a_file_that_is_written_whole_is_whole_after_a_power_cut(recorder: Path, tmp_path: Path) -> None:
    events = record(recorder, tmp_path / "session", "tests.durability.test_power_cut")
    rng = Random(5)
    for image in _images(events, 300, rng):
        kept = image.files.get("settings.json")
        text_scale = json.loads(kept)["text_scale"] if kept is not None else 0
        assert text_scale in (image.saves, image.saves + 1)


def _change_settings(folder: Path) -> None:
    with (folder / SAID).open("ab", buffering=0) as aloud:
        for number in range(1, 40):
            settings.write(Settings(device="here", author="Ä" * number * 200, text_scale=number), folder / "settings.json")
            aloud.write(json.dumps({"state": number}).encode())


if __name__ == "__main__":
    import sys

    _change_settings(Path(sys.argv[1]))
