"""`gptemplate translate`, with a service and with a model on this computer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import TRIAL_COUNTER, Terminal
from tests.translation import tiny_model
from tests.translation.opus_cat_service import Service, service


@pytest.fixture
def running() -> Iterator[Service]:
    with service() as one:
        one.pairs = ["fi-en", "fi-sv"]
        one.translate = lambda sentence: f"en {sentence}"
        yield one


def choose(run: Terminal, **choices: str) -> None:
    """Choose in the settings what translates."""
    kept = json.loads(run.paths.settings.read_text()) if run.paths.settings.is_file() else {}
    run.paths.settings.parent.mkdir(parents=True, exist_ok=True)
    run.paths.settings.write_text(json.dumps({**kept, **choices}))


def test_without_a_choice_nothing_is_translated(filled: Terminal) -> None:
    ended = filled("translate", TRIAL_COUNTER, "--to", "en")
    assert ended.code != 0
    assert "No machine translation is chosen" in ended.err


def test_what_is_empty_is_filled_and_said_to_be_checked(filled: Terminal, running: Service) -> None:
    choose(filled, machine="opus-cat", machine_address=running.address)
    ended = filled("translate", TRIAL_COUNTER, "--to", "en")
    assert ended.code == 0
    assert "put in by a machine, to be checked" in ended.out
    assert filled("translate", TRIAL_COUNTER, "--to", "en", "--json").json["keys"] == []
    shown = filled("export", TRIAL_COUNTER, "--languages", "en", "--format", "docx", "--to", filled.data / "out")
    assert "from a machine" in shown.err


def test_the_answer_for_a_program_names_the_fields(filled: Terminal, running: Service) -> None:
    choose(filled, machine_address=running.address)
    told = filled("translate", TRIAL_COUNTER, "--to", "en", "--engine", "opus-cat", "--json").json
    assert told["engine"] == "OPUS-CAT"
    assert told["keys"]
    assert set(told["over"]) <= set(told["keys"])


def test_a_model_in_a_folder_is_named_on_the_command_line(filled: Terminal, tmp_path: Path) -> None:
    model = tiny_model.make(tmp_path / "opus-mt-fi-en")
    told = filled("translate", TRIAL_COUNTER, "--to", "en", "--folder", model, "--json").json
    assert told["engine"] == "opus-mt-fi-en"
    first = told["keys"][0]
    assert filled("show", TRIAL_COUNTER, "--json").json["en"][first].startswith(tiny_model.ANSWER)


def test_a_service_of_another_computer_is_refused(filled: Terminal) -> None:
    choose(filled, machine="opus-cat", machine_address="http://example.org:8500")
    ended = filled("translate", TRIAL_COUNTER, "--to", "en")
    assert ended.code != 0
    assert "not an address of this computer" in ended.err
