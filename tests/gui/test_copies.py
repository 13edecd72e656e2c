"""Safety copies in the window: listed, compared, made, put back and taken back; a second place for them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from gptemplate.errors import UserError
from gptemplate.gui.care import Care
from gptemplate.gui.session import Session
from gptemplate.gui.settings.copies import SecondPlace
from gptemplate.gui.shell import Shell
from gptemplate.gui.upkeep import words
from gptemplate.gui.upkeep.table import Where, rows_of
from gptemplate.gui.upkeep.view import CopiesView
from gptemplate.i18n import Message, translator
from gptemplate.model.states import Key
from gptemplate.paths import Paths
from gptemplate.services import editing, upkeep
from gptemplate.services.library import list_practices, new_practice, open_library, remove_for_good, to_bin
from gptemplate.settings import Settings
from gptemplate.store.copies import BackupInfo
from tests.gui.conftest import Hand, Start

HERE = Settings(device="here")


@pytest.fixture
def two_copies(six: Paths) -> list[str]:
    """A library that changed since its older copy was made: one text, one practice gone, one come. Its practices' ids."""
    library = open_library(six, HERE)
    ids = [one.id for one in list_practices(library)]
    upkeep.back_up(six, "daily", moment=upkeep.now() - timedelta(days=3))
    editing.write(library, ids[0], Key("summary", "fi"), "Toinen teksti.")
    to_bin(library, [ids[1]])
    remove_for_good(library, [ids[1]])
    new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Aivan uusi")
    editing.leave(library, ids[0])
    library.close()
    upkeep.back_up(six, "before-merge", moment=upkeep.now() - timedelta(hours=2))
    return ids


def page(shell: Shell, hand: Hand) -> CopiesView:
    hand.click(shell, "rail_settings")
    hand.click(shell, "show_copies_button")
    hand.until(lambda: shell.screen_name == "copies")
    view = shell.upkeep().view
    assert view is not None
    return view


def read(view: CopiesView, hand: Hand, n: int) -> None:
    hand.until(lambda: len(view.held) == n and all(one.whole is not None for one in view.held))


def titles(shell: Shell) -> set[str]:
    return {entry.id for entry in shell.practices.model.overview.entries}


def test_every_copy_is_listed_with_what_is_in_it_and_read_to_its_end(two_copies, six: Paths, start: Start, hand: Hand) -> None:
    upkeep.back_up(six, "by-hand")
    broken = next(six.backups.glob("*-before-merge.gptemplate"))
    broken.write_bytes(broken.read_bytes()[:9000] + b"x" * 50_000)
    shell = start(six).shell
    view = page(shell, hand)
    hand.until(lambda: len(view.held) >= 3 and all(one.whole is not None for one in view.held))
    told = {view.table.item(row, 1).text(): view.table.item(row, 6).text() for row in range(view.table.rowCount())}
    assert told["By hand"] == "whole"
    assert told["Before an import"] == "damaged"
    assert view.table.item(view.table.rowCount() - 1, 2).text() == "6"
    row = next(row for row in range(view.table.rowCount()) if view.table.item(row, 1).text() == "Before an import")
    view.table.selectRow(row)
    assert not view.restore_button.isEnabled()
    assert "damaged" in " ".join(one.text() for one in view.findChildren(QLabel))


def test_a_copy_says_what_putting_it_back_would_change(two_copies, six: Paths, start: Start, hand: Hand) -> None:
    view = page(start(six).shell, hand)
    hand.until(lambda: view.held)
    view.table.selectRow(view.table.rowCount() - 1)
    hand.until(lambda: "would come back" in view.comparison.text)
    assert "Only in the copy: would come back (1)" in view.comparison.text
    assert "Not in the copy: would go (1)\nAivan uusi" in view.comparison.text
    assert "1 text is different" in view.comparison.text
    view.table.selectRow(0)
    hand.until(lambda: "the same practices" in view.comparison.text)


def test_a_copy_is_put_back_and_taken_back(two_copies: list[str], six: Paths, start: Start, hand: Hand) -> None:
    session = start(six)
    shell = session.shell
    hand.until(lambda: len(titles(shell)) == 6)
    present = titles(shell)
    view = page(shell, hand)
    hand.until(lambda: view.held)
    view.table.selectRow(view.table.rowCount() - 1)
    hand.until(lambda: "would come back" in view.comparison.text)
    hand.click(view, "restore_copy_button")
    hand.until(lambda: "restored" in shell.banners.texts())
    hand.until(lambda: titles(shell) == set(two_copies))
    assert "kept as a copy" in shell.banners.texts()["restored"]
    session.ctx.set_language("sv")
    assert shell.banners.texts()["restored"]
    session.ctx.set_language("en")
    hand.until(lambda: any(one.reason == "before-restore" for one in view.held))

    banner = shell.banners.findChild(QWidget, "banner_restored")
    banner.action_requested.emit()
    hand.until(lambda: titles(shell) == present)
    hand.until(lambda: "as it was before" in shell.banners.texts().get("restored", ""))


def test_what_is_typed_is_saved_before_a_copy_is_put_back_and_the_window_writes_on_after_it(
    two_copies: list[str], six: Paths, start: Start, hand: Hand
) -> None:
    shell = start(six).shell
    shell.open_practice(two_copies[0])
    hand.until(lambda: shell._editor_view().state is not None)
    shell._editor_view()._on_edited(Key("summary", "sv"), "Skrivet strax innan.")
    view = page(shell, hand)
    hand.until(lambda: view.held)
    view.table.selectRow(view.table.rowCount() - 1)
    view.restore_requested.emit(view.held[-1])
    hand.until(lambda: titles(shell) == set(two_copies))
    shell.open_practice(two_copies[0])
    hand.until(lambda: shell._editor_view().state is not None)
    shell._editor_view()._on_edited(Key("summary", "sv"), "Skrivet efteråt.")
    hand.until(lambda: not shell._editor_view()._saver.is_saving)
    assert _summary(six.library, two_copies[0]) == "Skrivet efteråt."
    kept = next(six.backups.glob("*-before-restore.gptemplate"))
    assert _summary(kept, two_copies[0]) == "Skrivet strax innan."


def _summary(file: Path, practice: str) -> str:
    library = open_library(Paths(file.parent), HERE, location=file, read_only=True)
    try:
        return editing.open_practice(library, practice).text("summary", "sv")
    finally:
        library.close()


def test_a_copy_that_is_gone_by_now_changes_nothing(two_copies, six: Paths, start: Start, hand: Hand) -> None:
    shell = start(six).shell
    hand.until(lambda: len(titles(shell)) == 6)
    present = titles(shell)
    view = page(shell, hand)
    read(view, hand, len(list(six.backups.glob("*.gptemplate"))))
    gone = view.held[-1]
    gone.file.unlink()
    view.restore_requested.emit(gone)
    hand.until(lambda: "There is no copy" in shell.banners.texts().get("problem", ""))
    hand.until(lambda: all(one.file != gone.file for one in view.held))
    assert titles(shell) == present
    assert not shell.context.read_only


def test_a_copy_is_made_at_once(six: Paths, start: Start, hand: Hand) -> None:
    shell = start(six).shell
    view = page(shell, hand)
    hand.until(lambda: view.held)  # the day's
    hand.click(view, "make_copy_button")
    hand.until(lambda: any(one.reason == "by-hand" for one in view.held))
    hand.click(view, "copies_back_button")
    assert shell.screen_name == "settings"
    hand.click(shell, "make_copy_now_button")
    hand.until(lambda: len(list(six.backups.glob("*by-hand*"))) == 2)
    label = hand.find(shell, "copies_sum_label")
    assert isinstance(label, QLabel)
    hand.until(lambda: label.text().startswith("3 copies"))


def test_a_second_window_shows_copies_and_puts_none_back(two_copies, six: Paths, start: Start, hand: Hand) -> None:
    start(six)
    view = page(start(six).shell, hand)
    hand.until(lambda: view.held and view.table.chosen())
    assert not view.restore_button.isEnabled()


# The second place


def second(session: Session, hand: Hand) -> SecondPlace:
    hand.click(session.shell, "rail_settings")
    return session.shell.screens.settings().second


def test_a_folder_for_second_copies_is_chosen_and_filled_at_once(session: Session, hand: Hand, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    control = second(session, hand)
    hand.click(control, "choose_second_button")
    dialog = hand.appears(session.shell, "second_folder_dialog")
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(stick))
    dialog.close()
    hand.until(lambda: "there too" in control.state_label.text())
    assert session.ctx.settings.second_copy == str(stick)
    assert control.folder_label.text() == str(stick)
    hand.click(session.shell, "make_copy_now_button")
    hand.until(lambda: list((stick / "gptemplate-here").glob("*by-hand.gptemplate")))
    hand.click(control, "no_second_button")
    assert session.ctx.settings.second_copy == ""
    assert not control.stop_button.isVisible()


def test_the_librarys_own_folder_is_no_second_place(session: Session, hand: Hand) -> None:
    control = second(session, hand)
    control.choose(str(session.ctx.paths.data))
    assert "another disk" in control.state_label.text()
    assert session.ctx.settings.second_copy == ""


def test_a_stick_that_is_away_is_told_and_copying_goes_on_when_it_is_back(
    six: Paths, start: Start, hand: Hand, tmp_path
) -> None:
    stick = tmp_path / "stick"
    session = start(six, second_copy=str(stick))
    shell = session.shell
    hand.until(lambda: "not there now" in shell.banners.texts().get("second_copy", ""))
    control = second(session, hand)
    hand.until(lambda: "not there now" in control.state_label.text())
    stick.mkdir()
    care = session._care
    assert isinstance(care, Care)
    assert care._looking.isActive()  # it looks again by itself; the test does not wait for that
    care.look_for_second()
    hand.until(lambda: "second_copy" not in shell.banners.texts())
    assert list((stick / "gptemplate-here").glob("*.gptemplate"))


def test_the_room_for_copies_is_chosen(session: Session, hand: Hand) -> None:
    hand.click(session.shell, "rail_settings")
    combo = session.shell.screens.settings().limit.combo
    assert combo.currentText() == "2 GB"
    place = combo.findText("512 MB")
    combo.setCurrentIndex(place)
    combo.activated.emit(place)
    assert session.ctx.settings.backup_limit_mb == 512


# Words


@pytest.mark.parametrize(
    ("count", "fi", "en"),
    [(0, "1 kB", "1 kB"), (655_360, "640 kB", "640 kB"), (1_500_000, "1,4 MB", "1.4 MB"), (2048 * words.MB, "2 GB", "2 GB")],
)
def test_sizes_are_written_as_people_write_them(count: int, fi: str, en: str) -> None:
    assert (words.size(translator("fi"), count), words.size(translator("en"), count)) == (fi, en)


def test_a_copy_in_both_places_is_one_row_unless_one_of_them_is_damaged() -> None:
    def info(file: str, *, whole: bool | None = True) -> BackupInfo:
        return BackupInfo(Path(file), upkeep.now(), "daily", 10, (), whole)

    stick = Path("/stick")
    both = rows_of([info("/data/a"), info("/stick/a"), info("/data/b"), info("/stick/c")], stick)
    assert [(str(row.info.file), row.where) for row in both] == [
        ("/data/a", Where.BOTH),
        ("/data/b", Where.HERE),
        ("/stick/c", Where.THERE),
    ]
    spoilt = rows_of([info("/data/a", whole=False), info("/stick/a")], stick)
    assert [row.where for row in spoilt] == [Where.HERE, Where.THERE]


def test_an_error_of_a_job_on_the_closed_library_reaches_the_window_and_the_library_is_open_again(
    session: Session, hand: Hand
) -> None:
    told: list[UserError] = []

    def fail() -> None:
        raise UserError(Message("Nothing was changed."))

    session.tasks.exchange(fail, None, told.append)
    seen: list[int] = []
    session.tasks.write(lambda library: len(list_practices(library)), seen.append)
    session.tasks.read(lambda library: len(list_practices(library)), seen.append)
    hand.until(lambda: len(seen) == 2)
    assert len(told) == 1
    assert seen == [6, 6]
