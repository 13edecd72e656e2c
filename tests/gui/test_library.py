"""The table of practices, the bin, and what is done with whole practices."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from gptemplate.gui.library.chips import FilterChip
from gptemplate.gui.session import Session
from gptemplate.gui.shell import Shell
from gptemplate.model.states import Status
from gptemplate.paths import Paths
from gptemplate.services.bringing_in import sample_files
from tests.gui.conftest import Hand, Start

CTRL = Qt.KeyboardModifier.ControlModifier


def titles(shell: Shell) -> list[str]:
    return [one.title for one in shell.practices.model.rows]


def strip(shell: Shell) -> str:
    found = [
        one.accessibleName() for one in shell.findChildren(QWidget) if type(one).__name__ == "UndoStrip" and one.isVisible()
    ]
    return found[0] if found else ""


def chip(hand: Hand, shell: Shell, name: str) -> FilterChip:
    found = hand.find(shell, f"filter_{name}")
    assert isinstance(found, FilterChip)
    return found


def test_the_first_page_is_there_before_the_library_is_open(six: Paths, start: Start) -> None:
    session = start(six)
    assert len(session.shell.practices.model.overview.entries) == 6


def test_an_empty_library_offers_three_ways(start: Start, hand: Hand) -> None:
    shell = start().shell
    hand.until(lambda: shell.findChild(QWidget, "choice_samples") is not None)
    hand.click(shell, "choice_samples")
    hand.until(lambda: len(titles(shell)) == 6)
    hand.until(lambda: strip(shell) == "Brought in 6 practices")
    hand.click(shell, "undo_strip_button")
    hand.until(lambda: hand.find(shell, "choice_write").isVisible())


def test_a_new_practice_opens_in_the_editor(shell: Shell, hand: Hand) -> None:
    hand.press(shell.practices.table, Qt.Key.Key_N, CTRL)
    dialog = hand.appears(shell, "new_practice_dialog")
    hand.click(dialog, "segment_sv")
    hand.click(dialog, "begin_button")
    hand.until(lambda: shell.screen_name == "editor")
    hand.click(shell, "rail_practices")
    hand.until(lambda: len(titles(shell)) == 7)
    newest = next(one for one in shell.practices.model.overview.entries if not one.title)
    assert newest.listed.source_language == "sv"
    hand.until(lambda: shell.practices.chosen_ids() == [newest.id])


def test_search_finds_inflected_words_and_escape_shows_all(shell: Shell, hand: Hand) -> None:
    hand.press(shell.practices.table, Qt.Key.Key_F, CTRL)
    field = shell.practices.header.search_field
    assert field.hasFocus()
    hand.qtbot.keyClicks(field, "metallialalla")
    hand.until(lambda: len(titles(shell)) < 6)
    assert any("metal" in title for title in titles(shell))
    hand.press(field, Qt.Key.Key_Escape)
    hand.until(lambda: len(titles(shell)) == 6)


def test_nothing_found_offers_the_way_back(shell: Shell, hand: Hand) -> None:
    shell.practices.header.search_field.setText("xyzzyplugh")
    hand.until(lambda: not titles(shell))
    hand.click(shell, "show_all_button")
    hand.until(lambda: len(titles(shell)) == 6)
    assert shell.practices.header.search_field.text() == ""


def test_filters_combine_and_count(shell: Shell, hand: Hand) -> None:
    assert chip(hand, shell, "all").count == 6
    assert chip(hand, shell, "in_review").count == 2
    hand.click(shell, "filter_in_review")
    assert len(titles(shell)) == 2
    hand.click(shell, "filter_over_limit")
    assert len(titles(shell)) == 1
    assert not chip(hand, shell, "all").isChecked()
    hand.click(shell, "filter_all")
    assert len(titles(shell)) == 6


def test_what_goes_to_the_bin_comes_back(shell: Shell, hand: Hand) -> None:
    table = shell.practices.table
    gone = [one.id for one in shell.practices.model.rows[1:3]]
    table.choose(*gone)
    hand.press(table, Qt.Key.Key_Delete)
    hand.until(lambda: len(titles(shell)) == 4)
    assert strip(shell) == "Moved 2 practices to the bin"
    hand.click(shell, "undo_strip_button")
    hand.until(lambda: len(titles(shell)) == 6)
    table.choose(gone[0])
    hand.click(shell, "bin_button")
    hand.until(lambda: len(titles(shell)) == 5)
    hand.press(table, Qt.Key.Key_Z, CTRL)
    hand.until(lambda: len(titles(shell)) == 6)


def test_the_bin_restores_and_removes_for_good_only_when_asked_twice(shell: Shell, hand: Hand) -> None:
    first, second = (one.id for one in shell.practices.model.rows[:2])
    shell.practices.table.choose(first, second)
    hand.press(shell.practices.table, Qt.Key.Key_Delete)
    hand.until(lambda: len(titles(shell)) == 4)
    hand.click(shell, "rail_bin")
    bin_view = shell.screens.bin()
    hand.until(lambda: len(bin_view.model.rows) == 2)
    bin_view.table.choose(first)
    hand.click(bin_view, "restore_button")
    hand.until(lambda: len(titles(shell)) == 5 and len(bin_view.model.rows) == 1)
    hand.click(bin_view, "remove_button")
    question = hand.appears(shell, "remove_question")
    hand.click(question, "remove_no_button")
    hand.until(lambda: not question.isVisible())
    assert len(bin_view.model.rows) == 1
    hand.click(bin_view, "remove_button")
    question = hand.appears(shell, "remove_question")
    hand.click(question, "remove_yes_button")
    hand.until(lambda: not bin_view.model.rows)
    assert strip(shell) == "Removed 1 practice for good"


def test_a_status_is_set_for_all_that_are_selected_and_taken_back(shell: Shell, hand: Hand) -> None:
    view = shell.practices
    view.table.selectAll()
    action = view.header.status_menu.actions()[list(Status).index(Status.SUBMITTED)]
    assert isinstance(action, QAction)
    action.trigger()
    hand.until(lambda: {one.status for one in view.model.rows} == {Status.SUBMITTED})
    assert len(view.chosen_ids()) == 6
    hand.press(view.table, Qt.Key.Key_Z, CTRL)
    hand.until(lambda: {one.status for one in view.model.rows} != {Status.SUBMITTED})
    hand.press(view.table, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    hand.until(lambda: {one.status for one in view.model.rows} == {Status.SUBMITTED})


def test_the_menu_of_a_row_has_what_the_header_has(shell: Shell, hand: Hand) -> None:
    table = shell.practices.table
    table.customContextMenuRequested.emit(table.visualRect(table.model().index(0, 0)).center())
    menu = next(one for one in shell.findChildren(QMenu) if one.isVisible())
    named = [action.text() for action in menu.actions() if action.text()]
    assert named == ["Open", "Export…", "Hand off for translation…", "Status", "Move to bin"]
    menu.close()


def test_a_practice_file_dropped_on_the_window_is_brought_in(start: Start, hand: Hand) -> None:
    shell = start().shell
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(sample_files()[0]))])
    event = QDropEvent(
        QPointF(400, 400), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    shell.dropEvent(event)
    hand.until(lambda: len(titles(shell)) == 1)


def test_titles_follow_the_interface_language_and_say_where_they_do_not(shell: Shell, hand: Hand) -> None:
    before = titles(shell)
    shell.context.set_language("sv")
    hand.until(lambda: titles(shell) != before)
    assert any(title.startswith("Språkpar") for title in titles(shell))
    assert any(one.title_language == "fi" for one in shell.practices.model.rows)


def test_a_click_on_a_head_sorts_and_is_remembered(session: Session, hand: Hand) -> None:
    view = session.shell.practices
    header = view.table.horizontalHeader()
    hand.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, header.height() // 2))
    assert titles(session.shell) == sorted(titles(session.shell), key=str.casefold)
    assert session.ctx.settings.table


def test_the_selection_outlives_a_change(shell: Shell, hand: Hand) -> None:
    view = shell.practices
    chosen = view.model.rows[3].id
    view.table.choose(chosen)
    view.actions_.set_status([view.model.rows[0].id], Status.APPROVED)
    hand.until(lambda: any(one.status is Status.APPROVED for one in view.model.rows))
    hand.qtbot.wait(150)
    assert view.chosen_ids() == [chosen]


def test_the_panel_shows_the_practice_at_a_glance(shell: Shell, hand: Hand) -> None:
    view = shell.practices
    wanted = next(one for one in view.model.rows if one.title.startswith("Language partners"))
    view.table.choose(wanted.id)
    panel = view.detail
    assert panel is not None
    hand.until(lambda: "paid job" in panel._summary.text())
    assert panel._photo.isVisible()
    hand.click(panel, "detail_open_button")
    hand.until(lambda: shell.screen_name == "editor")


def test_the_panel_gives_way_in_a_narrow_window(shell: Shell, hand: Hand) -> None:
    shell.resize(1000, 640)
    assert shell.practices.detail is not None
    assert not shell.practices.detail.isVisible()
    hand.click(shell, "detail_button")
    assert shell.practices.detail.isVisible()


@pytest.mark.parametrize("size", [(900, 600), (1366, 768)])
def test_the_window_fits_small_screens(shell: Shell, size: tuple[int, int]) -> None:
    shell.resize(*size)
    assert (shell.width(), shell.height()) == size
    title = shell.practices.table.columnWidth(0)
    assert title > 200


def test_a_library_whose_practices_are_all_in_the_bin_says_so(shell: Shell, hand: Hand) -> None:
    shell.practices.table.setFocus()
    hand.press(shell.practices.table, Qt.Key.Key_A, CTRL)
    hand.press(shell.practices.table, Qt.Key.Key_Delete)
    hand.until(lambda: any(one.text() == "All 6 practices are in the bin" for one in shell.findChildren(QLabel)))


def test_many_faulty_templates_take_one_banner(six: Paths, start: Start, hand: Hand) -> None:
    own = six.data / "templates"
    own.mkdir()
    for name in ("a", "b", "c"):
        (own / f"{name}.toml").write_text("format = 2")
    shell = start(six).shell
    hand.until(shell.banners.texts)
    assert list(shell.banners.texts()) == ["templates"]
    assert "3 template files cannot be used. 1/3: a.toml" in shell.banners.texts()["templates"]
    hand.click(shell, "banner_action_button")
    hand.until(lambda: "2/3: b.toml" in shell.banners.texts()["templates"])
