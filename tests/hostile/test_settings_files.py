"""The settings file, whatever is in it: the program starts, and what it keeps can be used and kept again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as chosen
from hypothesis import strategies as st

from gptemplate import settings
from gptemplate.settings import Settings
from tests.hostile.corpus import corpus
from tests.hostile.shapes import ANYTHING, TEXTS


def _read(content: bytes, folder: Path) -> None:
    file = folder / "settings.json"
    file.write_bytes(content)
    found = settings.read(file)
    _assert_sane(found)
    settings.write(found, file)
    again = settings.read(file)
    assert {**_plain(again), "extra": None} == {**_plain(found), "extra": None}


def _plain(one: Settings) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Settings._fields}


def _assert_sane(found: Settings) -> None:
    for name in Settings._fields:
        value = getattr(found, name)
        if isinstance(value, str):
            value.encode()  # half a character could be kept nowhere: not here, and not as the author of a text
        elif isinstance(value, tuple):
            assert all(isinstance(one, str) for one in value), name
    assert type(found.text_scale) is int
    assert 25 <= found.text_scale <= 400
    assert 0 < found.backup_limit_mb <= 10_000_000
    assert 0 < len(found.device) <= 40, "longer names do not fit into the history"


@pytest.mark.parametrize("file", corpus("settings"))
def test_what_once_did_harm_is_no_reason_not_to_start(tmp_path: Path, file: Path) -> None:
    _read(file.read_bytes(), tmp_path)


@chosen(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
@example({"columns": [1]})
@example({"backup_limit_mb": -1})
@example({"backup_limit_mb": 10**400})
@example({"extra": {"deep": json.loads("[" * 300 + "]" * 300)}})
@given(st.dictionaries(st.one_of(st.sampled_from(Settings._fields), TEXTS), ANYTHING, max_size=5))
def test_any_settings_can_be_started_with(tmp_path: Path, raw: dict[str, Any]) -> None:
    _read(json.dumps(raw).encode(), tmp_path)
