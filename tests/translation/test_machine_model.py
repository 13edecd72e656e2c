"""A translation model in a folder: a real one of two layers, made by the test, that says one sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gptemplate.translation.machine import MachineError, translated
from gptemplate.translation.machine_model import ModelFolder, models_in, pair_of
from tests.translation import tiny_model


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model.make(tmp_path_factory.mktemp("models") / "opus-mt-fi-sv")


def test_a_text_goes_through_the_model_sentence_by_sentence(model: Path) -> None:
    machine = ModelFolder(model)
    assert (machine.name, machine.pairs()) == ("opus-mt-fi-sv", {("fi", "sv")})
    made = translated(machine, "Hanke alkoi. Kunta maksaa.\n\n– yksi kohta\n", "fi", "sv")
    said = tiny_model.ANSWER
    assert made == f"{said} {said}\n\n– {said}\n"


def test_a_model_that_was_converted_in_another_way_gets_the_end_of_the_sentence(tmp_path: Path) -> None:
    other = tiny_model.make(tmp_path / "fin-swe", ends_itself=False)
    assert translated(ModelFolder(other), "Hanke alkoi.", "fi", "sv") == tiny_model.ANSWER


def test_a_folder_may_hold_several_models(model: Path, tmp_path: Path) -> None:
    for name in ("opus-mt-tc-big-sv-fi", "opus-mt-en-fi_int8", "something else"):
        (tmp_path / name).mkdir()
    for name in ("opus-mt-tc-big-sv-fi", "opus-mt-en-fi_int8"):
        for file in model.iterdir():
            (tmp_path / name / file.name).write_bytes(file.read_bytes())
    machine = ModelFolder(tmp_path)
    assert machine.pairs() == {("sv", "fi"), ("en", "fi")}
    assert machine.name == tmp_path.name
    assert translated(machine, "Hej.", "sv", "fi") == tiny_model.ANSWER
    with pytest.raises(MachineError, match="en–fi, sv–fi"):
        translated(machine, "Hei.", "fi", "sv")


@pytest.mark.parametrize(
    ("name", "pair"),
    [
        ("opus-mt-fi-sv", ("fi", "sv")),
        ("opus-mt-tc-big-fin-swe", ("fi", "sv")),
        ("en_fi", ("en", "fi")),
        ("opus-mt-sv-fi-ct2-int8", ("sv", "fi")),
        ("model", None),
        ("opus-mt-fi-SCANDINAVIA", ("mt", "fi")),
    ],
)
def test_the_name_of_a_folder_says_its_languages(name: str, pair: tuple[str, str] | None) -> None:
    assert pair_of(name) == pair


def test_a_folder_without_a_model_says_what_a_model_is(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"")
    with pytest.raises(MachineError, match=r"model\.bin, source\.spm, target\.spm"):
        models_in(tmp_path)


def test_a_folder_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="cannot be read"):
        ModelFolder(tmp_path / "none")


def test_a_model_whose_name_does_not_say_its_languages_is_named(model: Path, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    for file in model.iterdir():
        (tmp_path / "model" / file.name).write_bytes(file.read_bytes())
    with pytest.raises(MachineError, match="opus-mt-fi-sv"):
        ModelFolder(tmp_path)


@pytest.mark.parametrize("name", ["model.bin", "source.spm", "target.spm"])
def test_a_damaged_model_is_told_and_not_a_crash(model: Path, tmp_path: Path, name: str) -> None:
    broken = tmp_path / "fi-sv"
    broken.mkdir()
    for file in model.iterdir():
        content = file.read_bytes()
        (broken / file.name).write_bytes(content[: len(content) // 2] if file.name == name else content)
    with pytest.raises(MachineError, match="damaged"):
        translated(ModelFolder(broken), "Hanke alkoi.", "fi", "sv")


def test_a_sentence_far_too_long_is_refused_before_the_model_cuts_it(model: Path) -> None:
    with pytest.raises(MachineError, match="too long a sentence"):
        translated(ModelFolder(model), "sana " * 600, "fi", "sv")


def test_without_the_extra_a_person_is_told_how_to_install_it(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ctranslate2", None)
    with pytest.raises(MachineError, match=r'pip install "gptemplate\[machine\]"'):
        translated(ModelFolder(model), "Hei.", "fi", "sv")


def test_looking_at_a_folder_loads_nothing(model: Path) -> None:
    import subprocess

    code = (
        "import sys; from pathlib import Path; from gptemplate.services import machine; "
        "from gptemplate.settings import Settings; "
        f"print(machine.try_out(Settings(machine='model', machine_folder={str(model)!r}))); "
        "sys.exit('ctranslate2' in sys.modules or 'numpy' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout.strip()) == (0, "('opus-mt-fi-sv', ['fi–sv'])"), ended.stderr
