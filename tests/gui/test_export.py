"""Export: documents in a folder, what was left out, and a way to stop."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gptemplate.gui.export import state
from gptemplate.gui.export.dialog import ExportDialog
from gptemplate.gui.shell import Shell
from gptemplate.i18n import Message, translator
from gptemplate.model.outline import Layout
from gptemplate.paths import Paths
from gptemplate.services import exporting
from gptemplate.services.exporting import Exported, Format
from tests.gui.conftest import Hand, Start


def ask(shell: Shell, hand: Hand, folder: Path, *starts: str) -> ExportDialog:
    """Open the dialog with the practices whose titles begin so."""
    view = shell.practices
    chosen = [one.id for one in view.model.rows if one.title.startswith(starts)] if starts else view.shown_ids()
    view.table.choose(*chosen)
    hand.press(view.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = hand.appears(shell, "export_dialog")
    assert isinstance(dialog, ExportDialog)
    dialog.choose_page.folder_edit.setText(str(folder))
    return dialog


def begin(dialog: ExportDialog, hand: Hand) -> None:
    hand.click(dialog, "export_begin_button")
    hand.until(lambda: not dialog.is_running)


def test_documents_are_made_and_remembered(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    dialog = ask(shell, hand, folder, "Language partners")
    hand.click(dialog, "export_language_fi")
    begin(dialog, hand)
    names = sorted(one.name for one in folder.iterdir())
    assert len(names) == 4
    assert {Path(name).suffix for name in names} == {".pdf", ".docx"}
    assert "4 documents made" in dialog.progress_page.text
    assert shell.context.settings.export_folder == str(folder)
    hand.click(dialog, "export_copy_button")
    assert all(name in QGuiApplication.clipboard().text() for name in names)
    hand.click(dialog, "export_close_button")


def test_side_by_side_is_one_document(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = ask(shell, hand, tmp_path / "out", "Trial")
    hand.click(dialog, "export_layout_side")
    hand.click(dialog, "export_format_docx")
    begin(dialog, hand)
    assert [one.suffix for one in (tmp_path / "out").iterdir()] == [".pdf"]
    dialog.accept()


def test_a_submission_names_what_is_not_ready(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = ask(shell, hand, tmp_path / "out", "Village job ring")
    hand.click(dialog, "export_final")
    assert not dialog.choose_page.working_box.isEnabled()
    hand.click(dialog, "export_format_docx")
    begin(dialog, hand)
    blocking = [
        dialog.progress_page.blocking_list.item(row).text() for row in range(dialog.progress_page.blocking_list.count())
    ]
    assert blocking
    assert dialog.progress_page.blocking_list.isVisible()
    dialog.accept()


def test_what_is_missing_is_said_before_anything_is_made(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = ask(shell, hand, tmp_path / "out")
    page = dialog.choose_page
    for box in page.format_boxes.values():
        box.setChecked(False)
    assert not page.begin_button.isEnabled()
    page.format_boxes[Format.PDF].setChecked(True)
    for box in page.language_boxes.values():
        box.setChecked(False)
    assert not page.begin_button.isEnabled()
    hand.click(dialog, "export_cancel_button")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_said(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    dialog = ask(shell, hand, tmp_path / "file" / "out", "Trial")
    begin(dialog, hand)
    assert "cannot be made" in dialog.progress_page.text
    dialog.accept()


def test_stopping_keeps_what_is_finished(shell: Shell, hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, reached, whole = threading.Event(), threading.Event(), exporting.make

    def slow(jobs, folder, progress=None):  # type: ignore[no-untyped-def]
        made = whole(jobs, folder, progress)
        reached.set()
        gate.wait(20)
        return made

    monkeypatch.setattr(exporting, "make", slow)
    dialog = ask(shell, hand, tmp_path / "out")
    hand.click(dialog, "export_begin_button")
    hand.until(reached.is_set)
    hand.click(dialog, "export_stop_button")
    gate.set()
    hand.until(lambda: not dialog.is_running)
    assert "Stopped" in dialog.progress_page.text
    assert len(list((tmp_path / "out").iterdir())) == 1
    dialog.accept()


def test_a_window_that_only_reads_can_export(six: Paths, start: Start, hand: Hand, tmp_path: Path) -> None:
    start(six)
    second = start(six)
    hand.until(second.shell.practices.chosen_ids)
    dialog = ask(second.shell, hand, tmp_path / "out", "Trial")
    begin(dialog, hand)
    assert len(list((tmp_path / "out").iterdir())) == 6
    dialog.accept()


def test_a_report_tells_everything(tmp_path: Path) -> None:
    good = Exported("p", "Title", ("fi",), Format.PDF, file=tmp_path / "Title – fi.pdf")
    bad = Exported("p", "Title", ("sv",), Format.PDF, problem=Message("Nothing is written in this language yet."))
    told = state.report(translator("en"), [good, bad], tmp_path, ["Title – Summary (FI): too long"])
    assert told.splitlines() == [
        str(tmp_path),
        "1 document made",
        "1 could not be made",
        "",
        "Title – fi.pdf",
        "Title · SV: Nothing is written in this language yet.",
        "",
        "Not ready to be submitted:",
        "Title – Summary (FI): too long",
    ]


def test_time_left_is_told_when_it_can_be() -> None:
    assert state.time_left(1.0, 1, 10) is None
    assert str(state.time_left(10.0, 5, 10)) == "less than a minute left"
    assert str(state.time_left(120.0, 10, 30)) == "about 4 minutes left"


def test_the_number_of_documents_is_known_beforehand(shell: Shell) -> None:
    entries = tuple(shell.practices.model.rows)
    choice = state.Choice(entries, ("fi", "sv"), (Format.PDF, Format.WORD))
    assert choice.documents == 24
    assert state.Choice(entries, ("fi", "sv"), (Format.PDF,), Layout.SIDE_BY_SIDE).documents == 6
