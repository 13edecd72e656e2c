"""Where to write a library that lies in an unsafe place: there all the same, or on this computer."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from gptemplate import settings as kept
from gptemplate.gui.session import Session, where_to_begin
from gptemplate.paths import Paths, paths
from gptemplate.services import elsewhere
from gptemplate.services.library import list_practices, open_library
from gptemplate.settings import Settings
from gptemplate.store import lock
from tests.conftest import environment
from tests.gui.conftest import Hand
from tests.gui.places.conftest import HERE, Windows, bytes_in, count, lived, press

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no variable for the program's own folder")


# Working there


def test_who_wants_to_work_there_does_and_is_asked_no_more_on_this_computer(
    stick: Paths, windows: Windows, hand: Hand, tmp_path: Path
) -> None:
    first = windows.begin(stick)
    press(first.shell, hand, "banner_other_button")
    hand.until(lambda: first.next_paths is not None)
    assert (first.next_paths, first.work_in) == (stick, stick.library)
    again = windows.begin(stick)
    assert not again.ctx.read_only
    assert "place" not in again.shell.banners.texts()
    windows.end(again)
    with environment(XDG_DATA_HOME=str(tmp_path / "another computer")):
        assert windows.begin(stick).ctx.read_only
    assert windows.begin(stick, device="another stick").ctx.read_only


def test_a_folder_of_ones_own_that_several_computers_have_holds_a_choice_for_each(
    stick: Paths, computer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere.work_there(stick, HERE)
    elsewhere.refuse_unsafe(stick, HERE)
    other = os.uname_result(("Linux", "another", "", "", ""))
    monkeypatch.setattr(os, "uname", lambda: other)
    with pytest.raises(elsewhere.UnsafePlace):
        elsewhere.refuse_unsafe(stick, HERE)


def test_a_choice_that_cannot_be_kept_counts_for_this_time(stick: Paths, windows: Windows, hand: Hand, computer: Path) -> None:
    computer.parent.mkdir(parents=True, exist_ok=True)
    computer.write_text("a file where the folder would be")
    first = windows.begin(stick)
    press(first.shell, hand, "banner_other_button")
    hand.until(lambda: first.work_in is not None)
    second = windows.begin(stick, work_in=first.work_in)
    assert not second.ctx.read_only
    windows.end(second)
    assert windows.begin(stick).ctx.read_only


@pytest.mark.parametrize("spoilt", ["", "{", "[1]", "null", '[{"library": 3}]', "[" * 100_000])
def test_spoilt_choices_are_none(stick: Paths, computer: Path, spoilt: str) -> None:
    computer.mkdir(parents=True)
    (computer / kept.CHOICES).write_text(spoilt)
    with pytest.raises(elsewhere.UnsafePlace):
        elsewhere.refuse_unsafe(stick, HERE)
    elsewhere.work_there(stick, HERE)
    elsewhere.refuse_unsafe(stick, HERE)


def test_a_whole_life_on_a_stick(stick: Paths, tmp_path: Path) -> None:
    before = bytes_in(stick.data)
    assert lived(stick.data, "close") == ["UnsafePlace data"]
    assert lived(stick.data, "kill") == ["UnsafePlace data"]
    assert bytes_in(stick.data) == before
    assert lived(stick.data, "work", "write") == ["UnsafePlace data", "NoneType data"]
    assert count(stick.library) == 7
    assert lived(stick.data, "write") == ["NoneType data"]
    assert count(stick.library) == 8
    with environment(XDG_DATA_HOME=str(tmp_path / "another computer")):
        assert lived(stick.data, "close") == ["UnsafePlace data"]


# Keeping it on this computer


def test_a_library_is_kept_on_this_computer_and_second_copies_go_where_it_was(
    stick: Paths, windows: Windows, hand: Hand, computer: Path
) -> None:
    session = windows.begin(stick)
    shell = session.shell
    before = bytes_in(stick.data)
    press(shell, hand, "banner_action_button")
    box = hand.appears(shell, "move_question")
    assert isinstance(box, QMessageBox)
    new = Paths(computer)
    assert str(new.data) in box.informativeText()
    with hand.qtbot.waitSignal(shell.restart_requested, timeout=20_000) as asked:
        hand.click(box, "move_yes_button")
    assert asked.args == [new]
    assert session.next_paths == new
    assert kept.read(new.settings).second_copy == str(stick.data)
    assert bytes_in(stick.data) == before
    assert where_to_begin(stick, HERE, None) == new
    moved = open_library(new, HERE, read_only=True)
    assert len(list_practices(moved)) == 6
    moved.close()


def test_a_moved_library_is_worked_on_where_it_is_now_and_only_on_this_computer(stick: Paths, tmp_path: Path) -> None:
    before = bytes_in(stick.data)
    assert lived(stick.data, "keep", "write") == ["UnsafePlace data", "NoneType gptemplate"]
    assert lived(stick.data, "write") == ["NoneType gptemplate"]
    assert count(paths().library) == 8
    assert {name: told for name, told in bytes_in(stick.data).items() if name in before and name != "."} == {
        name: told for name, told in before.items() if name != "."
    }  # second copies came beside
    with environment(XDG_DATA_HOME=str(tmp_path / "another computer")):
        shutil.copytree(paths().data.parent.parent / "computer" / "gptemplate", paths().data, ignore=only_the_library)
        assert lived(stick.data, "close") == ["UnsafePlace data"]  # the library of that computer is another one


def only_the_library(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name != "practices.gptemplate"]


def test_a_library_that_another_program_writes_to_is_not_moved(stick: Paths, tmp_path: Path) -> None:
    with lock.held(stick.library), pytest.raises(elsewhere.StoreError, match="another window"):
        elsewhere.move(stick, HERE, tmp_path / "new", elsewhere.datetime.now().astimezone())
    assert not (tmp_path / "new" / "practices.gptemplate").exists()


def test_a_choice_that_cannot_be_kept_moves_nothing(stick: Paths, computer: Path, tmp_path: Path) -> None:
    computer.parent.mkdir(parents=True, exist_ok=True)
    computer.write_text("a file where the folder would be")
    with pytest.raises(elsewhere.StoreError, match="could not be moved"):
        elsewhere.move(stick, HERE, tmp_path / "new", elsewhere.datetime.now().astimezone())
    assert not (tmp_path / "new" / "practices.gptemplate").exists()
    assert elsewhere.follow(stick, HERE) == stick


def test_a_move_that_ended_in_the_middle_leaves_the_library_where_it_was(stick: Paths, computer: Path) -> None:
    kept.choose(stick.library, HERE.device, str(computer))  # the last thing before the library gets its name there
    assert where_to_begin(stick, HERE, None) == stick
    with pytest.raises(elsewhere.UnsafePlace):
        elsewhere.refuse_unsafe(stick, HERE)
    assert elsewhere.move(stick, HERE, computer, elsewhere.datetime.now().astimezone()) == Paths(computer)
    assert where_to_begin(stick, HERE, None) == Paths(computer)
    assert count(Paths(computer).library) == 6


def test_where_an_older_version_moved_it_is_still_known(six: Paths, tmp_path: Path) -> None:
    shutil.copytree(six.data, tmp_path / "new")
    assert where_to_begin(six, Settings(moved_to=str(tmp_path / "new")), None) == Paths(tmp_path / "new")


def test_a_moved_library_that_is_not_on_this_computer_is_opened_where_it_is(six: Paths, tmp_path: Path) -> None:
    settings = Settings(moved_to=str(tmp_path / "of another laptop"))
    assert where_to_begin(six, settings, None) == six


def test_a_library_is_moved_onto_no_other_one_and_into_no_synchronised_folder(six: Paths, tmp_path: Path) -> None:
    shutil.copytree(six.data, tmp_path / "other")
    assert "already" in str(elsewhere.why_not(tmp_path / "other"))
    (tmp_path / "Nextcloud").mkdir()
    assert "disk of this computer" in str(elsewhere.why_not(tmp_path / "Nextcloud" / "x"))
    assert elsewhere.why_not(tmp_path / "fine") is None


# Nothing there yet


def test_a_library_is_begun_on_the_stick_by_who_wants_that(empty_stick: Paths) -> None:
    assert lived(empty_stick.data, "work", "write") == ["UnsafePlace data", "NoneType data"]
    assert count(empty_stick.library) == 1
    assert lived(empty_stick.data, "write") == ["NoneType data"]


def test_a_library_is_begun_on_this_computer_instead(empty_stick: Paths) -> None:
    before = bytes_in(empty_stick.data)
    assert lived(empty_stick.data, "keep", "write") == ["UnsafePlace data", "NoneType gptemplate"]
    assert lived(empty_stick.data, "write") == ["NoneType gptemplate"]
    assert count(paths().library) == 2
    assert bytes_in(empty_stick.data) == before


def test_the_library_that_this_computer_has_is_used_where_the_stick_has_none(
    empty_stick: Paths, samples_file: Path, windows: Windows, hand: Hand, computer: Path
) -> None:
    computer.mkdir(parents=True)
    shutil.copyfile(samples_file, Paths(computer).library)
    session = windows.begin(empty_stick)
    press(session.shell, hand, "banner_action_button")
    box = hand.appears(session.shell, "move_question")
    assert isinstance(box, QMessageBox)
    assert "already" in box.informativeText()
    with hand.qtbot.waitSignal(session.shell.restart_requested, timeout=20_000) as asked:
        hand.click(box, "move_yes_button")
    assert asked.args == [Paths(computer)]
    assert count(Paths(computer).library) == 6


# A library that is named in the call


@pytest.fixture
def named(stick: Paths, tmp_path: Path, windows: Windows) -> Session:
    """A window on a library of another place, with one's own data folder on this computer."""
    return windows.begin(paths(tmp_path / "own"), stick.library)


def test_a_library_that_was_named_is_not_moved_but_a_copy_is_saved(
    named: Session, stick: Paths, hand: Hand, tmp_path: Path
) -> None:
    before = bytes_in(stick.data)
    assert named.ctx.read_only
    assert "it is not moved" in named.shell.banners.texts()["place"]
    press(named.shell, hand, "banner_action_button")
    dialog = hand.appears(named.shell, "elsewhere_dialog")
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "copy.gptemplate"))
    dialog.close()
    hand.until((tmp_path / "copy.gptemplate").is_file)
    assert bytes_in(stick.data) == before


def test_a_library_that_was_named_is_worked_on_where_it_lies(named: Session, stick: Paths, hand: Hand) -> None:
    press(named.shell, hand, "banner_other_button")
    hand.until(lambda: named.work_in is not None)
    assert (named.next_paths, named.work_in) == (named.ctx.paths, stick.library)
    elsewhere.refuse_unsafe(named.ctx.paths, named.ctx.settings, stick.library)


def test_settings_are_kept_where_only_the_library_lies_elsewhere(named: Session, hand: Hand) -> None:
    named.ctx.paths.data.mkdir()
    named.ctx.set_text_scale(120)
    hand.until(named.ctx.paths.settings.is_file)
    named.ctx.set_text_scale(100)
