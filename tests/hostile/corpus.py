"""The inputs that once did harm: `tests/data/hostile` has a folder for each kind of file. A file stays for good."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "data" / "hostile"


def corpus(kind: str) -> list[object]:
    """Return the files of a kind, as parameters of a test."""
    return [pytest.param(file, id=file.name) for file in sorted((FOLDER / kind).iterdir())]
