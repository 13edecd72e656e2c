"""Where nothing can be saved: typing goes on in memory, the window says so, and a copy can be saved in another place."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from gptemplate.gui.editor.view import EditorView
from gptemplate.gui.shell import Shell
from gptemplate.model.states import Key
from gptemplate.paths import Paths, paths
from gptemplate.services import bringing_in, editing
from gptemplate.services.library import list_practices, open_library
from gptemplate.settings import Settings
from tests.gui.conftest import Hand, Start

HERE = Settings(device="here")
SUMMARY = Key("summary", "sv")


def opened(shell: Shell, hand: Hand) -> tuple[EditorView, str]:
    """Open the first practice in the editor."""
    hand.until(shell.practices.chosen_ids)
    practice = shell.practices.model.entry(0).id
    shell.open_practice(practice)
    editor = shell._editor_view()
    hand.until(lambda: editor.state is not None and editor.practice_id == practice)
    return editor, practice


def typed(editor: EditorView, text: str) -> None:
    editor._on_edited(SUMMARY, text)


def saved(library: Path, practice: str) -> str:
    held = open_library(Paths(library.parent), HERE, location=library, read_only=True)
    try:
        return editing.open_practice(held, practice).text(*SUMMARY)
    finally:
        held.close()


def save_to(shell: Shell, hand: Hand, target: Path, banner: str = "unsaved", button: str = "banner_action_button") -> None:
    hand.click(shell.banners.findChild(QWidget, f"banner_{banner}"), button)
    dialog = hand.appears(shell, "elsewhere_dialog")
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(target))
    dialog.close()
    hand.until(target.is_file)


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody move a folder whose files are open")
@pytest.mark.parametrize("comes_back_as", ["itself", pytest.param("another device", marks=pytest.mark.slow)])
def test_a_stick_is_pulled_out_while_one_types_and_put_in_again(
    shell: Shell, hand: Hand, six: Paths, comes_back_as: str
) -> None:
    editor, practice = opened(shell, hand)
    typed(editor, "Före.")
    hand.until(lambda: not editor._saver.is_saving)
    away = six.data.rename(six.data.with_name("away"))
    typed(editor, "Medan stickan är borta.")
    hand.until(lambda: "unsaved" in shell.banners.texts())
    assert "not there now" in shell.banners.texts()["unsaved"]
    assert "not there now" in editor._header.saved_mark.text
    typed(editor, "Medan stickan är borta, och mera.")
    assert editor.state.text(SUMMARY) == "Medan stickan är borta, och mera."
    assert not six.library.exists()
    if comes_back_as == "itself":
        away.rename(six.data)
    else:
        shutil.copytree(away, six.data, dirs_exist_ok=True)
    hand.until(lambda: not editor._saver.is_saving)
    assert "unsaved" not in shell.banners.texts()
    assert saved(six.library, practice) == "Medan stickan är borta, och mera."


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody move a folder whose files are open")
def test_a_practice_is_saved_elsewhere_as_it_is_in_memory_and_can_be_brought_in(
    shell: Shell, hand: Hand, six: Paths, tmp_path: Path
) -> None:
    editor, practice = opened(shell, hand)
    away = six.data.rename(six.data.with_name("away"))
    typed(editor, "Bara i minnet.")
    hand.until(lambda: "unsaved" in shell.banners.texts())
    target = tmp_path / "kopia.json"
    save_to(shell, hand, target)
    assert json.loads(target.read_text(encoding="utf-8"))["sv"]["summary"] == "Bara i minnet."
    hand.until(lambda: shell._strip is not None and str(target) in shell._strip._label.text())
    assert "Photos" in shell._strip._label.text()  # the library could not be read, and that is said
    typed(editor, "Bara i minnet, och vidare.")
    away.rename(six.data)
    hand.until(lambda: not editor._saver.is_saving)
    other = open_library(paths(tmp_path / "other"), HERE)
    brought, _changes, errors = bringing_in.bring_in(other, [target])
    assert [one.practice for one in brought] == [practice]
    assert not errors
    assert editing.open_practice(other, practice).text(*SUMMARY) == "Bara i minnet."
    other.close()


def test_a_copy_of_a_practice_has_its_photos_while_the_library_can_be_read(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    opened(shell, hand)
    shell.upkeep().keeper._save_practice(shell.editor_state(), str(tmp_path / "kopia.json"))
    hand.until((tmp_path / "kopia.json").is_file)
    carried = json.loads((tmp_path / "kopia.json").read_text(encoding="utf-8"))
    named = {carried["shared"][name]["attachment"] for name in carried["shared"] if name == "image"}
    assert set(carried["attachments"]) == named


def test_a_copy_that_cannot_be_written_is_told(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    opened(shell, hand)
    shell.upkeep().keeper._save_practice(shell.editor_state(), str(tmp_path / "none" / "kopia.json"))
    hand.until(lambda: "could not be written" in shell.banners.texts().get("problem", ""))


def test_a_window_that_only_reads_saves_a_copy_of_the_library(six: Paths, start: Start, hand: Hand, tmp_path: Path) -> None:
    start(six)
    reader = start(six)
    hand.until(lambda: "read_only" in reader.shell.banners.texts())
    target = tmp_path / "copy.gptemplate"
    save_to(reader.shell, hand, target, "read_only", "banner_other_button")
    assert len(list_practices(open_library(paths(tmp_path), HERE, location=target, read_only=True))) == 6
    assert [one.name for one in tmp_path.glob("*.gptemplate")] == ["copy.gptemplate"]
    reader.shell.upkeep().keeper._save_library(str(six.library))
    hand.until(lambda: "That is the library itself" in reader.shell.banners.texts().get("problem", ""))


@pytest.fixture
def small_disk(where: Paths) -> Iterator[Path]:
    """A disk of its own that a library of six practices nearly fills."""
    where.data.mkdir(parents=True)
    size = "size=2600k"
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(where.data)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("nobody but root may mount a small disk")
    yield where.data
    subprocess.run(["umount", "-l", str(where.data)], check=True)


def test_a_full_disk_is_told_and_saving_goes_on_when_there_is_room(
    small_disk: Path, where: Paths, samples_file: Path, start: Start, hand: Hand, expect_log
) -> None:
    expect_log("settings not kept")
    shutil.copyfile(samples_file, where.library)
    session = start(where)
    editor, practice = opened(session.shell, hand)
    typed(editor, "Kun levyllä on tilaa.")
    hand.until(lambda: not editor._saver.is_saving)
    ballast = small_disk / "ballast"
    _fill(ballast)
    typed(editor, ("Kun levy on täynnä. " * 2_000).strip())
    hand.until(lambda: "unsaved" in session.shell.banners.texts())
    told = session.shell.banners.texts()["unsaved"]
    assert "disk" in told
    ballast.unlink()
    hand.until(lambda: not editor._saver.is_saving)
    assert "unsaved" not in session.shell.banners.texts()
    assert saved(where.library, practice) == ("Kun levy on täynnä. " * 2_000).strip()
    session.shell.close()


def _fill(file: Path) -> None:
    with file.open("wb", buffering=0) as stream:
        try:
            while stream.write(b"x" * 4096):
                pass
        except OSError:
            return


def test_a_library_in_a_folder_where_nothing_may_be_written_opens_to_be_read(six: Paths, start: Start, hand: Hand) -> None:
    (six.data / "practices.gptemplate.lock").mkdir()  # no lock can be taken, as in a folder that may only be read
    session = start(six)
    assert session.ctx.read_only
    hand.until(lambda: "may not be written to" in session.shell.banners.texts().get("read_only", ""))
    hand.until(lambda: len(session.shell.practices.model.rows) == 6)
