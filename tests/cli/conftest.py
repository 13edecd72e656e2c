"""The command line as a person calls it: in this process where that is enough, as a process of its own where not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gptemplate.cli.main import main
from gptemplate.paths import Paths, paths

TRIAL_COUNTER = "f34f54e024dc466c833b6c66b960a048"
LANGUAGE_PARTNERS = "02689728"


@dataclass(frozen=True)
class Ended:
    """How a call ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Terminal:
    """Calls the command line in this process; `opened` has what the window was opened with."""

    data: Path
    capsys: pytest.CaptureFixture[str]
    opened: list[tuple[Any, ...]]
    window_code: int = 0

    @property
    def paths(self) -> Paths:
        return paths(self.data)

    def __call__(self, *words: str | Path, language: str = "en") -> Ended:
        code = main(["--data-dir", str(self.data), "--language", language, *map(str, words)], self._window)
        out, err = self.capsys.readouterr()
        return Ended(code, out, err)

    def _window(self, *told: Any) -> int:
        self.opened.append(told)
        return self.window_code


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal with a display and an empty data folder."""
    monkeypatch.setenv("DISPLAY", ":none")
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path / "data", capsys, [])


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory, own_folders: None) -> Path:
    """A data folder with the samples, to be copied."""
    data = tmp_path_factory.mktemp("samples") / "data"
    assert process(data, "sample").returncode == 0
    return data


@pytest.fixture
def filled(run: Terminal, sample_data: Path) -> Terminal:
    """A terminal whose library has the sample practices."""
    shutil.copytree(sample_data, run.data)
    return run


def process(
    data: Path, *words: str | Path, given: bytes | None = None, before: Callable[[], None] | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own, without a display."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, "-m", "gptemplate", "--data-dir", str(data), *map(str, words)],
        input=given,
        capture_output=True,
        env=kept | environment,
        timeout=100,
        check=False,
        preexec_fn=before,
    )
