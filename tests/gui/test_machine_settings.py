"""Machine translation among the settings: off until chosen, asked only on a press."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from gptemplate.gui.settings.machine import MachineChoice
from gptemplate.gui.shell import Shell
from tests.gui.conftest import Hand, Start
from tests.translation.opus_cat_service import Service, service


@pytest.fixture
def running() -> Iterator[Service]:
    with service() as one:
        yield one


def choice(shell: Shell, hand: Hand) -> MachineChoice:
    hand.click(shell, "rail_settings")
    return shell.screens.settings().machine


def test_it_is_off_until_a_person_wants_it(shell: Shell, hand: Hand, running: Service) -> None:
    machine = choice(shell, hand)
    assert machine.choice.value == "off"
    assert not machine.try_button.isVisible()
    machine.choose("opus-cat")
    hand.until(shell.context.paths.settings.is_file)
    hand.until(lambda: json.loads(shell.context.paths.settings.read_text())["machine"] == "opus-cat")
    assert machine.try_button.isVisible()
    assert not machine.folder_label.isVisible()
    assert running.asked == [], "choosing asks nothing"


def test_trying_it_out_says_which_languages_it_has(start: Start, six: object, hand: Hand, running: Service) -> None:
    shell = start(six, machine="opus-cat", machine_address=running.address).shell
    machine = choice(shell, hand)
    machine.try_button.click()
    hand.until(machine.state_label.text)
    assert machine.state_label.text() == "OPUS-CAT is ready: fi–en, fi–sv"
    assert [one["path"] for one in running.asked] == ["/MTRestService/ListSupportedLanguagePairs"]


def test_where_it_does_not_run_a_person_is_told(start: Start, six: object, hand: Hand) -> None:
    shell = start(six, machine="opus-cat", machine_address="http://127.0.0.1:9").shell
    machine = choice(shell, hand)
    machine.try_button.click()
    hand.until(lambda: "Start it on this computer" in machine.state_label.text())
    assert machine.try_button.isEnabled()


def test_a_folder_without_a_model_says_what_is_missing(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    machine = choice(shell, hand)
    machine.choose("model")
    assert machine.folder_label.isVisible()
    machine.choose_folder(str(tmp_path))
    hand.until(lambda: "source.spm" in machine.state_label.text())
    assert shell.context.settings.machine_folder == str(tmp_path)


def test_switching_it_off_takes_away_what_was_said(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    machine = choice(shell, hand)
    machine.choose("model")
    machine.choose_folder(str(tmp_path))
    hand.until(machine.state_label.text)
    hand.click(machine, "segment_off")
    assert not machine.state_label.isVisible()
    assert shell.context.settings.machine == ""
