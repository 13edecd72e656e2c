"""A library on a stick, on a network drive or in a synchronised folder is read, and nothing is written there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QTextEdit

from gptemplate.paths import Paths, paths
from gptemplate.services import elsewhere
from gptemplate.services.library import list_practices, open_library
from gptemplate.store.places import Kind, Place
from tests.gui.conftest import Hand
from tests.gui.places.conftest import HERE, Windows, banner, bytes_in, leave_a_log, titles
from tests.gui.test_export import ask, begin, visible

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no variable for the program's own folder")


@pytest.mark.parametrize("ended", ["well", "in the middle"])
def test_not_a_byte_of_the_folder_changes_before_the_choice(stick: Paths, windows: Windows, hand: Hand, ended: str) -> None:
    if ended == "in the middle":
        leave_a_log(stick.library)
    before = bytes_in(stick.data)
    session = windows.begin(stick)
    assert session.ctx.read_only
    shell, ctx = session.shell, session.ctx
    said = banner(shell, hand)
    titles(session, hand)
    shell.open_practice(shell.practices.model.entry(0).id)
    hand.until(lambda: shell.screen_name == "editor" and shell.editor_state() is not None)
    ctx.set_language("fi")  # settings are of this time only, as they would lie there
    ctx.set_language("en")
    ctx.set_text_scale(110)
    ctx.set_text_scale(100)
    for room in ("bin", "lexicon", "settings", "copies", "practices"):
        shell.show_screen(room)
        hand.qtbot.wait(50)
    shell.upkeep().page().make_copy()
    hand.until(lambda: "before you choose" in shell.banners.texts().get("problem", ""))
    assert said.isVisible()
    windows.end(session)
    assert bytes_in(stick.data) == before


def test_what_a_killed_program_left_in_the_log_is_read(stick: Paths, windows: Windows, hand: Hand) -> None:
    leave_a_log(stick.library)
    session = windows.begin(stick)
    titles(session, hand)
    assert {one.listed.status.value for one in session.shell.practices.model.rows} == {"approved"}


def test_texts_can_be_read_and_not_typed(stick: Paths, windows: Windows, hand: Hand) -> None:
    session = windows.begin(stick)
    shell = session.shell
    titles(session, hand)
    hand.until(shell.practices.chosen_ids)
    assert not shell.practices.header.new_button.isEnabled()
    shell.open_practice(shell.practices.model.entry(0).id)
    edit: list[QTextEdit] = []
    hand.until(lambda: edit.extend(one for one in [shell.findChild(QTextEdit, "summary_sv_edit")] if one) or edit)
    hand.until(edit[0].toPlainText)
    shown = edit[0].toPlainText()
    edit[0].setFocus()
    hand.qtbot.keyClicks(edit[0], "Skrivet")
    assert edit[0].toPlainText() == shown


def test_practices_are_exported_elsewhere(stick: Paths, windows: Windows, hand: Hand, tmp_path: Path) -> None:
    before = bytes_in(stick.data)
    session = windows.begin(stick)
    titles(session, hand)
    dialog = ask(session.shell, hand, tmp_path / "out", "Language partners")
    begin(dialog, hand)
    assert visible(tmp_path / "out")
    dialog.accept()
    windows.end(session)
    assert bytes_in(stick.data) == before


def test_a_copy_of_the_whole_library_can_be_saved_elsewhere(stick: Paths, windows: Windows, hand: Hand, tmp_path: Path) -> None:
    session = windows.begin(stick)
    banner(session.shell, hand)
    before = bytes_in(stick.data)
    keeper = session.shell.upkeep().keeper
    keeper._save_library(str(tmp_path / "copy.gptemplate"))
    hand.until((tmp_path / "copy.gptemplate").is_file)
    keeper._save_library(str(stick.library))
    hand.until(lambda: "That is the library itself" in session.shell.banners.texts().get("problem", ""))
    assert bytes_in(stick.data) == before
    saved = open_library(paths(tmp_path), HERE, location=tmp_path / "copy.gptemplate", read_only=True)
    assert len(list_practices(saved)) == 6
    saved.close()


def test_an_older_library_is_read_and_not_brought_up_to_date(where: Paths, windows: Windows, hand: Hand) -> None:
    where.data.mkdir(parents=True)
    (where.data / ".stfolder").mkdir()
    shutil.copyfile(Path(__file__).parents[2] / "data" / "schema-1.gptemplate", where.library)
    before = bytes_in(where.data)
    session = windows.begin(where)
    assert session.ctx.read_only
    hand.until(lambda: session.shell.practices.model.rows)
    assert bytes_in(where.data) == before


def test_the_copy_that_is_read_goes_with_the_window(stick: Paths, windows: Windows, hand: Hand) -> None:
    session = windows.begin(stick)
    copied = session.ctx.stand_in
    assert copied is not None
    assert copied.is_file()
    windows.end(session)
    assert not copied.parent.exists()


@pytest.mark.parametrize(("kind", "word"), [(Kind.NETWORK, "network drive"), (Kind.REMOVABLE, "stick"), (Kind.SYNCED, "Acme")])
def test_each_kind_of_place_has_words_of_its_own(six: Paths, monkeypatch: pytest.MonkeyPatch, kind: Kind, word: str) -> None:
    monkeypatch.setattr("gptemplate.store.places.look", lambda _file: Place(kind, "Acme"))
    with pytest.raises(elsewhere.UnsafePlace, match=word) as told:
        elsewhere.refuse_unsafe(six, HERE)
    assert six.data.name in str(told.value)
    assert word in str(elsewhere.warning(six, HERE))


def test_a_long_path_is_told_by_its_end(six: Paths) -> None:
    deep = six.data.joinpath(*["a folder with a long name"] * 5, "Nextcloud", "gp")
    with pytest.raises(elsewhere.UnsafePlace) as told:
        elsewhere.refuse_unsafe(Paths(deep), HERE)
    assert "Nextcloud/gp" in str(told.value).replace(os.sep, "/")
    assert str(deep) not in str(told.value)


def test_on_a_disk_of_this_computer_nothing_is_asked(six: Paths, windows: Windows, hand: Hand) -> None:
    session = windows.begin(six)
    titles(session, hand)
    assert not session.ctx.read_only
    assert session.ctx.stand_in is None
    assert "place" not in session.shell.banners.texts()


def test_no_library_is_begun_there_before_the_choice(empty_stick: Paths, windows: Windows, hand: Hand) -> None:
    before = bytes_in(empty_stick.data)
    session = windows.begin(empty_stick)
    said = banner(session.shell, hand)
    assert "no library there yet" in session.shell.banners.texts()["place"]
    assert said.findChild(QAbstractButton, "banner_other_button").isVisible()
    assert not session.shell.practices.header.new_button.isEnabled()
    windows.end(session)
    assert bytes_in(empty_stick.data) == before


def test_a_folder_that_is_not_there_yet_is_not_made(tmp_path: Path, windows: Windows, hand: Hand) -> None:
    (tmp_path / "Nextcloud").mkdir()
    session = windows.begin(Paths(tmp_path / "Nextcloud" / "practices"))
    banner(session.shell, hand)
    windows.end(session)
    assert list((tmp_path / "Nextcloud").iterdir()) == []
