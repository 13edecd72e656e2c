"""Handing texts to a translator from the window, and what comes back shown before it is brought in."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from gptemplate.gui.bring_in.view import BringInDialog
from gptemplate.gui.handoff import state
from gptemplate.gui.handoff.dialog import HandoffDialog
from gptemplate.gui.handoff.state import Choice
from gptemplate.gui.library.state import Entry
from gptemplate.gui.shell import Shell
from gptemplate.i18n import Message, translator
from gptemplate.model.handoff import Sheet
from gptemplate.model.states import Key
from gptemplate.services import editing
from gptemplate.services.handing_off import HandedOff, Kind
from tests.gui.conftest import Hand
from tests.translation.sheets import translated, usual

EN = translator("en")
FIRST_JOB = "ecfef2a77efa4d60bd65053c968ec6f1"
TITLE, SUMMARY = Key("title", "sv"), Key("summary", "sv")
SAID = {"title": "Den första arbetsplatsen", "summary": "Studerande får ett arbete."}


# ------------------------------------------------------------------- what is said, without a window
def test_what_is_missing_is_said(shell: Shell) -> None:
    entries = tuple(shell.practices.model.overview.entries)
    assert "no practice" in EN(Choice((), ("sv",)).hindrance() or "")
    assert "at least one language" in EN(Choice(entries, ()).hindrance() or "")
    assert "its own language" in EN(Choice(entries, ("sv",), "sv").hindrance() or "")
    assert Choice(entries, ("sv", "fi"), "sv").hindrance() is None
    assert Choice(entries, ("sv", "fi"), "sv").errand("en").targets == ("fi",)


def test_how_much_is_made_is_said(shell: Shell) -> None:
    entries: tuple[Entry, ...] = tuple(shell.practices.model.overview.entries)
    assert EN(Choice(entries, ("sv", "en")).told()) == "Makes up to 2 packages."
    assert EN(Choice(entries[:1], ("sv",), kind=Kind.WORD).told()) == "Makes up to 1 table."


def test_a_file_is_told_with_what_is_in_it() -> None:
    sheet = Sheet("1", "form", "Kielikahvila", "fi", "sv", usual())
    one = HandedOff("sv", Path("a.zip"), (sheet,), ("Done",))
    counted = f"{one.words} words, {one.characters} characters"
    assert (one.texts, one.words > 9, one.characters > 50) == (3, True, True)
    assert state.line(EN, one) == f"a.zip\n3 texts, {counted}"
    assert state.total(EN, [one]) == f"1 file · {one.words} words"
    assert state.left_out([one, HandedOff("en", left_out=("Done", "Other"))]) == ["Done (SV, EN)", "Other (EN)"]
    assert state.line(EN, HandedOff("sv", problem=Message("x"))) == "x"
    assert state.total(EN, [HandedOff("sv")]) == "Nothing needs to be translated."


# ------------------------------------------------------------------- the window
def asked(shell: Shell, hand: Hand) -> HandoffDialog:
    """The dialog on the practice that is not translated, as its key opens it."""
    shell.dialogs.handoff([FIRST_JOB], shell.practices.shown_ids())
    dialog = hand.appears(shell, "handoff_dialog")
    assert isinstance(dialog, HandoffDialog)
    return dialog


def made(dialog: HandoffDialog, hand: Hand, folder: Path) -> list[Path]:
    dialog.choose_page.folder_edit.setText(str(folder))
    hand.click(dialog, "handoff_begin_button")
    hand.until(lambda: not dialog.is_running)
    return sorted(folder.glob("[!.]*"))


def test_its_key_opens_the_dialog_on_what_is_selected(shell: Shell, hand: Hand) -> None:
    hand.press(shell, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = hand.appears(shell, "handoff_dialog")
    assert isinstance(dialog, HandoffDialog)
    assert [one.id for one in dialog.choose_page.choice().entries] == shell.practices.chosen_ids()
    dialog.close()


def test_in_the_editor_it_is_the_practice_that_is_open(shell: Shell, hand: Hand) -> None:
    shell.open_practice(FIRST_JOB)
    hand.until(lambda: shell.open_practice_id == FIRST_JOB and shell.editor_state())
    shell.dialogs.handoff_here()
    dialog = hand.appears(shell, "handoff_dialog")
    assert isinstance(dialog, HandoffDialog)
    assert [one.id for one in dialog.choose_page.choice().entries] == [FIRST_JOB]
    assert not dialog.choose_page.language_boxes["fi"].isChecked()
    dialog.close()


def test_a_package_is_made_and_told(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = asked(shell, hand)
    assert dialog.choose_page.choice().targets == ("sv", "en")
    hand.click(dialog, "handoff_language_en")
    files = made(dialog, hand, tmp_path / "out")
    assert [one.name for one in files] == ["For translation fi-sv.zip"]
    assert dialog.result_page.text == "Ready to be sent\n1 file · 129 words"
    assert "3 texts" in dialog.result_page.list.item(0).text()
    hand.click(dialog, "handoff_close_button")


def test_word_tables_from_one_language(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = asked(shell, hand)
    hand.click(dialog, "handoff_word")
    box = dialog.choose_page.source_box
    box.setCurrentIndex(box.findData("fi"))
    assert not dialog.choose_page.language_boxes["fi"].isEnabled()
    files = made(dialog, hand, tmp_path / "out")
    assert [one.suffix for one in files] == [".docx", ".docx"]
    dialog.accept()


def test_nothing_to_translate_is_said(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    dialog = asked(shell, hand)
    for code in ("sv", "en"):
        hand.click(dialog, f"handoff_language_{code}")
    assert not dialog.choose_page.begin_button.isEnabled()
    hand.click(dialog, "handoff_language_fi")
    assert made(dialog, hand, tmp_path / "out") == []
    assert dialog.result_page.text == "Nothing to hand off\nNothing needs to be translated."
    dialog.accept()


def test_a_folder_that_cannot_be_made_is_said(shell: Shell, hand: Hand, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    dialog = asked(shell, hand)
    made(dialog, hand, tmp_path / "file" / "out")
    assert "cannot be made" in dialog.result_page.text
    dialog.accept()


@pytest.fixture
def returned(shell: Shell, hand: Hand, tmp_path: Path) -> Path:
    """What a translator returns, while the summary was written here meanwhile."""
    dialog = asked(shell, hand)
    (_en, package) = made(dialog, hand, tmp_path / "out")
    dialog.accept()
    with zipfile.ZipFile(package) as archive:
        name = next(one for one in archive.namelist() if one.startswith("xliff-2.1/"))
        file = tmp_path / "returned.xlf"
        file.write_bytes(translated(archive.read(name), SAID))
    written: list[object] = []
    shell.context.tasks.write(lambda library: editing.write(library, FIRST_JOB, SUMMARY, "Här skrevs annat."), written.append)
    hand.until(lambda: written)
    return file


def values(shell: Shell, hand: Hand) -> dict[Key, str]:
    read: list[dict[Key, str]] = []

    def texts(library: object) -> dict[Key, str]:
        practice = editing.open_practice(library, FIRST_JOB)  # type: ignore[arg-type]
        return {key: practice.text(*key) for key in (TITLE, SUMMARY)}

    shell.context.tasks.read(texts, read.append)
    hand.until(lambda: read)
    return read[0]


def preview(shell: Shell, hand: Hand, file: Path) -> BringInDialog:
    shell.practices.bring_in([file])
    dialog = hand.appears(shell, "preview_dialog")
    assert isinstance(dialog, BringInDialog)
    hand.until(dialog.bring_in_button.isEnabled)
    return dialog


def test_what_comes_back_is_shown_and_what_was_written_here_stays(shell: Shell, hand: Hand, returned: Path) -> None:
    dialog = preview(shell, hand, returned)
    (card,) = dialog.cards
    assert card.sentence.text() == "2 fields"
    hand.click(dialog, "bring_in_button")
    hand.until(lambda: values(shell, hand)[TITLE] == SAID["title"])
    assert values(shell, hand)[SUMMARY] == "Här skrevs annat."


def test_a_person_chooses_the_translator_s_text(shell: Shell, hand: Hand, returned: Path) -> None:
    dialog = preview(shell, hand, returned)
    first = dialog.cards[0]
    hand.click(dialog, "prefer_summary_sv")
    hand.until(lambda: dialog.cards[0] is not first)
    again = dialog.findChild(QCheckBox, "prefer_summary_sv")
    assert again is not None
    assert again.isChecked()
    assert dialog.focusWidget() is again
    hand.click(dialog, "bring_in_button")
    hand.until(lambda: values(shell, hand)[SUMMARY] == SAID["summary"])
