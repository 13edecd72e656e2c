"""The real window, typed in, killed at any moment, opened again: every word older than a second is there."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from gptemplate.services import editing
from gptemplate.services import library as practices

ROOT = Path(__file__).resolve().parent.parent.parent
PROMISED = 1_000  # milliseconds of typing that a kill may cost
SLACK = 600  # for a machine that is busy with other tests


def _type_until_killed(data: Path, practice: str, seconds: float, platform: str) -> tuple[list[list], int]:
    """Return the keys that were pressed and the moment of the kill."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, "PYTHONPATH": path}
    command = [sys.executable, "-m", "tests.gui.typist", str(data), practice]
    if platform == "xcb":
        command = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", *command]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=environment, text=True, cwd=ROOT, start_new_session=True
    ) as typist:
        assert typist.stdout is not None
        watchdog = threading.Timer(60, os.killpg, (typist.pid, signal.SIGKILL))
        watchdog.start()
        try:
            assert typist.stdout.readline() == "ready\n"
            time.sleep(seconds)
            os.killpg(typist.pid, signal.SIGKILL)
            killed = time.time_ns() // 1_000_000
            lines = typist.stdout.read().splitlines()
        finally:
            watchdog.cancel()
    keys = []
    for line in lines:
        try:
            keys.append(json.loads(line))
        except ValueError:
            break  # the line it was writing when it was killed
    return keys, killed


def _check(opened, practice: str, keys: list[list], killed: int) -> int:
    """Return the milliseconds of typing that were lost; fail if a word older than promised is not there."""
    library = opened()
    practices.finish_interrupted(library)
    kept = editing.open_practice(library, practice)
    lost = 0
    for field, language in {(field, language) for _time, field, language, _text in keys}:
        typed = [(moment, text) for moment, name, code, text in keys if (name, code) == (field, language)]
        text = kept.text(field, language)
        moments = [moment for moment, one in typed if one == text]
        assert text == "" or moments, f"{field} {language}: a text that nobody typed: {text!r}"
        after = [moment for moment, one in typed if len(one) > len(text)]
        lost = max(lost, killed - after[0] if after else 0)
    library.close()
    return lost


def _survive(opened, where, platform: str, turns: int) -> list[int]:
    library = opened()
    rng = random.Random(platform)
    lost = []
    names = [
        practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi")[0] for _turn in range(turns)
    ]
    library.close()
    for practice in names:
        keys, killed = _type_until_killed(where.data, practice, rng.uniform(0.8, 3.0), platform)
        assert keys
        lost.append(_check(opened, practice, keys, killed))
    return lost


@pytest.mark.slow
def test_every_word_older_than_a_second_is_there_after_a_kill(opened, where) -> None:
    lost = _survive(opened, where, "offscreen", 4)
    assert max(lost) <= PROMISED + SLACK, lost


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_same_in_a_real_window(opened, where) -> None:
    if shutil.which("xvfb-run") is None:
        if os.environ.get("CI"):
            pytest.fail("xvfb-run is not installed, and CI must test with it")
        pytest.skip("xvfb-run is not installed")
    lost = _survive(opened, where, "xcb", 12)
    print(f"{len(lost)} kills survived; the most typing lost: {max(lost)} ms")
    assert max(lost) <= PROMISED + SLACK, lost
