"""Twenty seconds of atheris for each reader, from the corpus on."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.corpus import FOLDER
from tests.hostile.limits import ROOT

SECONDS = 20


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is not installed")
@pytest.mark.parametrize("reader", ["practices", "pictures", "templates", "translations"])
def test_no_file_breaks_a_reader(tmp_path: Path, reader: str) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for file in (FOLDER / reader).iterdir():
        if file.stat().st_size <= 20_000:
            shutil.copyfile(file, corpus / file.name)
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    fuzzed = subprocess.run(
        [sys.executable, "-m", "tests.hostile.fuzzing", reader, str(SECONDS), corpus],
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
    )
    done = re.search(r"Done (\d+) runs", fuzzed.stderr)
    print(f"{reader}: {done[1] if done else 'failed'} runs in {SECONDS} s")
    assert fuzzed.returncode == 0, fuzzed.stderr[-3_000:]
