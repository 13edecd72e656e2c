"""Export: documents in a folder, what was left out, and a way to stop."""

from __future__ import annotations

from pathlib import Path

import docx
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from gptemplate.gui.export import state
from gptemplate.gui.export.dialog import ExportDialog
from gptemplate.gui.export.run import Run
from gptemplate.gui.palette.commands import commands
from gptemplate.gui.shell import Shell
from gptemplate.i18n import Message, translator
from gptemplate.model.outline import Layout
from gptemplate.paths import Paths
from gptemplate.services.exporting import Exported, Format, Outcome, report, time_left
from tests.gui.conftest import Hand, Start


def visible(folder: Path) -> list[str]:
    """The names of the files that a person sees there."""
    return sorted(one.name for one in folder.iterdir() if not one.name.startswith("."))


def ask(shell: Shell, hand: Hand, folder: Path, *starts: str) -> ExportDialog:
    """Open the dialog with the practices whose titles begin so."""
    view = shell.practices
    chosen = [one.id for one in view.model.rows if one.title.startswith(starts)] if starts else view.shown_ids()
    view.table.choose(*chosen)
    view.ask_export()
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
    names = visible(folder)
    assert len(names) == 4
    assert {Path(name).suffix for name in names} == {".pdf", ".docx"}
    assert "4 files made" in dialog.progress_page.text
    assert shell.context.settings.export_folder == str(folder)
    hand.click(dialog, "export_copy_button")
    assert all(name in QGuiApplication.clipboard().text() for name in names)
    hand.click(dialog, "export_close_button")


def test_its_key_opens_the_dialog(shell: Shell, hand: Hand) -> None:
    hand.press(shell.practices.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    hand.appears(shell, "export_dialog").close()


def test_side_by_side_is_one_document(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = ask(shell, hand, tmp_path / "out", "Trial")
    hand.click(dialog, "export_layout_side")
    hand.click(dialog, "export_format_docx")
    begin(dialog, hand)
    assert [Path(one).suffix for one in visible(tmp_path / "out")] == [".pdf"]
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


def test_stopping_keeps_what_is_finished(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = ask(shell, hand, tmp_path / "out")
    seen: list[str] = []

    def stop_at_once(some: list[Exported], _total: int) -> None:
        if some and not seen:
            seen.append(dialog.progress_page.text)
            hand.click(dialog, "export_stop_button")

    hand.click(dialog, "export_begin_button")
    running = dialog.findChild(Run)
    assert running is not None
    running.made.connect(stop_at_once)
    hand.until(lambda: not dialog.is_running)
    assert "Stopped" in dialog.progress_page.text
    made = [one for one in dialog.progress_page.results if one.file]
    assert sorted(one.file.name for one in made if one.file) == visible(tmp_path / "out")
    assert 0 < len(made) < 36
    dialog.accept()


def test_a_window_that_only_reads_can_export(six: Paths, start: Start, hand: Hand, tmp_path: Path) -> None:
    start(six)
    second = start(six)
    hand.until(second.shell.practices.chosen_ids)
    dialog = ask(second.shell, hand, tmp_path / "out", "Trial")
    begin(dialog, hand)
    assert len(visible(tmp_path / "out")) == 6
    dialog.accept()


def test_a_report_tells_everything(tmp_path: Path) -> None:
    good = Exported("p", "Title", ("fi",), Format.PDF, file=tmp_path / "Title – fi.pdf")
    nothing = Message("Nothing is written in this language yet.")
    bad = Exported("p", "Title", ("sv",), Format.PDF, problem=nothing, outcome=Outcome.FAILED)
    assert report.as_text(translator("en"), [good, bad], tmp_path).splitlines() == [
        str(tmp_path),
        "1 file made",
        "1 could not be made",
        "",
        "Could not be made:",
        "Title · SV: Nothing is written in this language yet.",
        "",
        "Made:",
        "Title – fi.pdf",
    ]


def test_a_report_is_saved_where_a_person_wants_it(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = ask(shell, hand, tmp_path / "out", "Trial")
    begin(dialog, hand)
    hand.click(dialog, "export_save_button")
    asked = hand.appears(dialog, "export_report_dialog")
    assert isinstance(asked, QFileDialog)
    asked.filterSelected.emit(asked.nameFilters()[1])
    asked.selectFile(str(tmp_path / "report"))
    asked.accept()
    hand.until((tmp_path / "report.csv").is_file)
    hand.until(lambda: "saved" in dialog.progress_page.save_button.text())
    assert (tmp_path / "report.csv").read_text(encoding="utf-8-sig").count("made") == 6
    dialog.progress_page.save_report(str(tmp_path / "out"))
    hand.until(lambda: "ends with" in dialog.progress_page.text)
    dialog.accept()


# Names, files that are there, tables, packages


def test_the_name_of_the_first_document_is_shown_as_one_types(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = ask(shell, hand, tmp_path / "out", "Trial")
    page = dialog.choose_page
    hand.until(page.blank_button.isEnabled)
    page.naming.edit.setText("{languages} {date} {form}")
    shown = page.naming.shown
    assert shown.startswith("fi 20")
    assert "Interreg" in shown
    for box in page.format_boxes.values():
        box.setChecked(box is page.format_boxes[Format.PDF])
    begin(dialog, hand)
    assert page.naming.shown in visible(tmp_path / "out"), "and it is called so"
    assert shell.context.settings.export_name == "{languages} {date} {form}"
    dialog.accept()


def test_a_name_that_cannot_be_used_is_said_at_once(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = ask(shell, hand, tmp_path / "out", "Trial")
    page = dialog.choose_page
    page.naming.edit.setText("{size}")
    assert not page.begin_button.isEnabled()
    page.naming.edit.setText("")
    assert page.begin_button.isEnabled(), "nothing is the usual name"
    page.naming.edit.setText("x ")
    next(action for action in page.naming.parts_button.menu().actions() if "{title}" in action.text()).trigger()
    assert page.naming.edit.text() == "x {title}"
    assert page.begin_button.isEnabled()
    dialog.reject()


def test_a_second_export_says_what_is_unchanged(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    for words in ("6 files made", "6 unchanged since last time"):
        dialog = ask(shell, hand, tmp_path / "out", "Trial")
        begin(dialog, hand)
        assert words in dialog.progress_page.text
        dialog.accept()


def test_a_table_and_a_package_are_made(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = ask(shell, hand, tmp_path / "out")
    page = dialog.choose_page
    hand.click(dialog, "export_format_docx")
    hand.click(dialog, "export_format_pdf")
    hand.click(dialog, "export_format_xlsx")
    begin(dialog, hand)
    assert visible(tmp_path / "out") == ["Practices.xlsx"]
    dialog.accept()
    dialog = ask(shell, hand, tmp_path / "out", "Language partners")
    page = dialog.choose_page
    hand.click(dialog, "export_package")
    assert page.kind_buttons[True].isChecked()
    assert not page.kind_buttons[False].isEnabled()
    page.package_edit.setText("For the jury")
    begin(dialog, hand)
    assert visible(tmp_path / "out") == ["For the jury.zip", "Practices.xlsx"]
    dialog.accept()


# Blank forms


def test_blank_forms_are_made_from_an_empty_library(start: Start, hand: Hand, tmp_path: Path) -> None:
    shell = start().shell
    commands(shell)["blank"].do()
    dialog = hand.appears(shell, "export_dialog")
    assert isinstance(dialog, ExportDialog)
    page = dialog.choose_page
    hand.until(lambda: page.blank_button.isChecked() and hand.find(dialog, "export_language_sv").isVisible())
    assert not page.shown_button.isEnabled()
    assert list(page.language_boxes) == ["fi", "sv", "en"]
    page.folder_edit.setText(str(tmp_path / "out"))
    hand.click(dialog, "export_language_sv")
    begin(dialog, hand)
    assert [Path(one).suffix for one in visible(tmp_path / "out")] == [".docx", ".pdf"] * 2
    dialog.accept()


def test_time_left_is_told_when_it_can_be() -> None:
    assert time_left(1.0, 1, 10) is None
    assert str(time_left(10.0, 5, 10)) == "less than a minute left"
    assert str(time_left(120.0, 10, 30)) == "about 4 minutes left"


def test_the_number_of_documents_is_known_beforehand(shell: Shell) -> None:
    entries = tuple(shell.practices.model.rows)
    choice = state.Choice(entries, ("fi", "sv"), (Format.PDF, Format.WORD))
    assert choice.documents == 24
    assert state.Choice(entries, ("fi", "sv"), (Format.PDF,), Layout.SIDE_BY_SIDE).documents == 6
    assert state.Choice(entries, ("fi", "sv"), (Format.PDF, Format.CSV)).documents == 13


# The partnership's own Word file


def own_file(folder: Path, *marks: str) -> Path:
    document = docx.Document()
    for mark in marks:
        document.add_paragraph(mark)
    document.save(str(folder / "Own.docx"))
    return folder / "Own.docx"


def only_house(dialog: ExportDialog, hand: Hand) -> None:
    hand.click(dialog, "export_format_docx")
    hand.click(dialog, "export_format_pdf")
    hand.click(dialog, "export_house")


def test_an_own_word_file_is_chosen_checked_filled_in_and_remembered(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = ask(shell, hand, tmp_path / "out", "Language partners")
    page = dialog.choose_page
    only_house(dialog, hand)
    assert not page.begin_button.isEnabled(), "no file is chosen"
    assert not page.layout_buttons[Layout.SIDE_BY_SIDE].isVisible(), "a copy has one language"
    hand.click(dialog, "export_house_button")
    asked = hand.appears(dialog, "export_house_dialog")
    assert isinstance(asked, QFileDialog)
    asked.selectFile(str(own_file(tmp_path, "{{ title }}")))
    asked.accept()
    hand.until(page.begin_button.isEnabled)
    assert "has no mark" in page.house.text
    assert "all the same" in page.house.text
    assert page.naming.shown.endswith("– Own.docx")
    begin(dialog, hand)
    assert page.naming.shown in visible(tmp_path / "out")
    assert len(visible(tmp_path / "out")) == 3
    dialog.accept()
    again = ask(shell, hand, tmp_path / "out", "Language partners")
    assert again.choose_page.house.file == tmp_path / "Own.docx"
    hand.until(again.choose_page.begin_button.isEnabled)
    begin(again, hand)
    assert "3 unchanged" in again.progress_page.text
    again.accept()


def test_a_mark_that_blocks_is_said_at_once_and_mended(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = ask(shell, hand, tmp_path / "out", "Language partners")
    page = dialog.choose_page
    only_house(dialog, hand)
    page.house.choose(str(own_file(tmp_path, "{{ titel }}", "{{ summary")))
    hand.until(lambda: "broken" in page.house.text)
    page.house.choose(str(own_file(tmp_path, "{{ titel }}")))
    hand.until(lambda: "“titel”" in page.house.text)
    assert not page.begin_button.isEnabled()
    own_file(tmp_path, "{{ title }}")
    page.house.check()
    hand.until(page.begin_button.isEnabled)
    hand.click(dialog, "export_house")
    hand.click(dialog, "export_format_pdf")
    assert page.begin_button.isEnabled(), "without it, it does not matter"
    assert page.choice().house is None
    dialog.reject()


def test_a_file_that_cannot_be_read_is_said_at_once(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_text("no Word file")
    dialog = ask(shell, hand, tmp_path / "out", "Language partners")
    page = dialog.choose_page
    hand.click(dialog, "export_house")
    for name, told in (("bad.docx", "not a Word file"), ("gone.docx", "cannot be read")):
        page.house.choose(str(tmp_path / name))
        hand.until(lambda words=told: words in page.house.text)
        assert not page.begin_button.isEnabled()
    dialog.reject()


def test_a_sample_is_saved_and_taken(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = ask(shell, hand, tmp_path / "out", "Language partners")
    page = dialog.choose_page
    hand.click(dialog, "export_house")
    page.house.save_sample(str(tmp_path / "no folder" / "Sample.docx"))
    hand.until(lambda: "could not be written" in page.house.text)
    hand.click(dialog, "export_house_sample_button")
    asked = hand.appears(dialog, "export_house_sample_dialog")
    assert isinstance(asked, QFileDialog)
    asked.selectFile(str(tmp_path / "Sample"))
    asked.accept()
    hand.until(lambda: "Every mark is a field" in page.house.text)
    assert page.choice().house == tmp_path / "Sample.docx"
    begin(dialog, hand)
    assert len(visible(tmp_path / "out")) == 9
    dialog.accept()


def test_a_file_that_is_gone_when_the_export_begins_is_said(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = ask(shell, hand, tmp_path / "out", "Language partners")
    page = dialog.choose_page
    hand.click(dialog, "export_house")
    page.house.choose(str(own_file(tmp_path, "{{ title }}")))
    hand.until(page.begin_button.isEnabled)
    (tmp_path / "Own.docx").unlink()
    begin(dialog, hand)
    assert "cannot be read" in dialog.progress_page.text
    dialog.accept()


def test_all_practices_are_bound_in_one_book(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = ask(shell, hand, tmp_path / "out")
    page = dialog.choose_page
    hand.click(dialog, "export_book")
    hand.click(dialog, "export_language_fi")
    hand.click(dialog, "export_language_sv")
    page.book.title_edit.setText("Practices: all of them")
    begin(dialog, hand)
    names = visible(tmp_path / "out")
    assert [Path(one).suffix for one in names] == [".docx", ".pdf"]
    book = docx.Document(str(tmp_path / "out" / names[0]))
    assert book.core_properties.title == "Practices: all of them"
    dialog.accept()
