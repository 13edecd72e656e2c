"""Files that come back are shown first: what they would do, where they go, and only then are they brought in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QLabel

from gptemplate.errors import BadFile
from gptemplate.gui.bring_in import state
from gptemplate.gui.bring_in.view import BringInDialog
from gptemplate.gui.editor.view import EditorView
from gptemplate.gui.session import Session
from gptemplate.i18n import Message, translator
from gptemplate.model.diff import Change
from gptemplate.model.merge import Incoming, Merged, Outcome
from gptemplate.model.states import SHARED, Key
from gptemplate.paths import Paths
from gptemplate.services import bringing_in, editing
from gptemplate.services.bringing_in import Brought, Form, Look, Misread, Note, NoteKind
from gptemplate.services.library import list_practices, open_library
from gptemplate.settings import Settings
from tests.documents.practices import template_of
from tests.documents.word_files import changed
from tests.gui.conftest import Hand, Start
from tests.services import returned
from tests.services.test_bringing_back import INSTITUTION, WORKSHOP, filled_word, kept, replaced

EN = translator("en")
FORM = template_of("interreg-europe-2021")
SUMMARY, START = Key("summary", "fi"), Key("start_date", SHARED)
TITLE = "Kielipari kone"


def merged(key: Key, here: str, text: str, outcome: Outcome = Outcome.TAKEN) -> Merged:
    return Merged(Incoming(key, text), outcome, here)


def brought(*held: Merged, **told: object) -> Brought:
    fields = {"file": "a.docx", "practice": "1", "is_new": False, "form": Form.WORD, "title": "Kielikahvila", "template": FORM}
    return Brought(**{**fields, "merged": held, **told})  # type: ignore[arg-type]


# ------------------------------------------------------------------- what is said, without a window
def test_the_sentence_counts_what_needs_a_look() -> None:
    one = brought(
        *(merged(Key("title", code), "", "x") for code in ("fi", "sv", "en")),
        over=(Key("title", "fi"), Key("title", "sv")),
        misread=(Misread(START, "soon"),),
    )
    assert state.figures(EN, one) == "4 fields, 2 over their limit, 1 not understood"
    assert state.became(EN, one) == "3 changed"
    assert state.target(EN, one) == "Belongs to: Kielikahvila"
    assert state.target(EN, brought(is_new=True, title="")) == "Becomes a new practice: Untitled practice"


def test_the_details_show_each_change_word_by_word_and_drop_nothing() -> None:
    one = brought(
        merged(SUMMARY, "Opitaan suomea.", "Opitaan ruotsia."),
        merged(START, "2022-09", "2022-10", Outcome.CONFLICT),
        over=(SUMMARY,),
        misread=(Misread(Key("end_date", SHARED), "soon", Message("“{field}”: {reason}", field="x", reason=Message("so"))),),
        notes=(
            Note(NoteKind.COMMENT, "Miksi?", SUMMARY, "Eva"),
            Note(NoteKind.TRACKED, "", SUMMARY, "Eva", inserted="ruotsia", deleted="suomea"),
            Note(NoteKind.REMARK, "Kiitos!"),
        ),
        problems=(Message("The file {name} did not come with its practice.", name="x.pdf"),),
    )
    parts = state.parts(EN, one)
    details = [detail for part in parts for detail in part.details]
    assert [detail.about for detail in details[:3]] == ["End date", "Start date", "Short summary of the practice (FI)"]
    assert details[0].remark == "So"
    assert {(piece.change, piece.text) for piece in details[2].pieces} >= {
        (Change.REMOVED, "suomea."),
        (Change.ADDED, "ruotsia."),
    }
    assert "the limit is 160" in details[2].remark
    assert state.spoken(EN, details[2]).endswith("removed: suomea.; added: ruotsia.")
    told = "".join(piece.text for detail in details for piece in detail.pieces) + "".join(detail.remark for detail in details)
    assert all(words in told for words in ("Miksi?", "Kiitos!"))
    assert details[-1].remark.startswith("The file x.pdf")
    assert "October" in "".join(piece.text for piece in details[1].pieces)


def test_long_texts_are_told_at_once_and_in_short() -> None:
    before, after = "sana " * 40_000, "sana " * 20_000 + "uusi " + "sana " * 20_000
    (part,) = state.parts(EN, brought(merged(SUMMARY, before, after)))
    assert sum(len(piece.text) for piece in part.details[0].pieces) < 2_000
    (part,) = state.parts(EN, brought(merged(SUMMARY, "", "a" * 100_000)))
    assert len(part.details[0].pieces[0].text) < 300


def test_of_a_thousand_rows_those_that_need_a_look_are_shown() -> None:
    rows = [brought(number=number, misread=(Misread(START, "x"),) if number == 900 else ()) for number in range(1, 1001)]
    shown, more = state.in_order(Look(tuple(rows)))
    assert (len(shown), more) == (state.MOST_CARDS, 1000 - state.MOST_CARDS)
    assert 900 in {one.number for one in shown}


def test_only_practice_files_that_go_in_as_they_are_need_no_preview() -> None:
    plain = brought(form=Form.PRACTICE)
    assert state.is_plain(Look((plain,)))
    assert not state.is_plain(Look((brought(),)))
    assert not state.is_plain(Look((plain,), (BadFile(Message("x")),)))
    conflict = brought(merged(SUMMARY, "a", "b", Outcome.CONFLICT), form=Form.PRACTICE)
    assert not state.is_plain(Look((conflict,)))


# ------------------------------------------------------------------- the window
@pytest.fixture
def word_file(six: Paths, tmp_path: Path) -> Path:
    """A document of a sample that somebody wrote in."""
    library = open_library(six, Settings(), read_only=True)
    content = returned.word(library, returned.practice_of(library, TITLE), "fi")
    library.close()
    content = changed(content, replaced(WORKSHOP, "Kaupungin paja"))
    return kept(tmp_path, changed(content, replaced("syyskuu 2022", "ensi syksynä")), "palaute.docx")


def drop(session: Session, files: Sequence[Path]) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    where, how = QPointF(400, 400), Qt.DropAction.CopyAction
    session.shell.dropEvent(QDropEvent(where, how, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))


def preview(session: Session, hand: Hand) -> BringInDialog:
    dialog = hand.appears(session.shell, "preview_dialog")
    assert isinstance(dialog, BringInDialog)
    hand.until(lambda: not dialog.bring_in_button.isVisible() or dialog.bring_in_button.isEnabled())
    return dialog


def text_in_library(session: Session, key: Key) -> str:
    """What a reader of the library's file sees."""
    library = open_library(session.ctx.paths, Settings(), read_only=True)
    try:
        return returned.practice_of(library, TITLE).text(*key)
    finally:
        library.close()


def test_a_word_file_that_is_dropped_is_shown_and_then_brought_in(session: Session, hand: Hand, word_file: Path) -> None:
    drop(session, [word_file])
    dialog = preview(session, hand)
    sentence = hand.find(dialog, "sentence_1")
    assert isinstance(sentence, QLabel)
    assert sentence.text().endswith("fields, 1 not understood")
    words = [label.accessibleName() for label in dialog.findChildren(QLabel)]
    assert any("added: Kaupungin" in one for one in words)
    assert text_in_library(session, INSTITUTION) == WORKSHOP
    hand.click(dialog, "bring_in_button")
    hand.until(lambda: not session.shell.findChildren(BringInDialog))
    assert text_in_library(session, INSTITUTION) == "Kaupungin paja"
    session.shell.activateWindow()
    hand.until(session.shell.isActiveWindow)
    hand.press(session.shell.practices.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hand.until(lambda: text_in_library(session, INSTITUTION) == WORKSHOP)


def test_what_is_cancelled_is_not_brought_in(session: Session, hand: Hand, word_file: Path) -> None:
    drop(session, [word_file])
    dialog = preview(session, hand)
    hand.press(dialog, Qt.Key.Key_Escape)
    hand.until(lambda: not session.shell.findChildren(BringInDialog))
    assert text_in_library(session, INSTITUTION) == WORKSHOP


def test_the_practice_of_a_form_can_be_chosen(session: Session, hand: Hand, tmp_path: Path) -> None:
    library = open_library(session.ctx.paths, Settings(), read_only=True)
    practice = returned.practice_of(library, TITLE)
    library.close()
    answers = [("Käytännön nimi", practice.text("title", "fi")), ("Päävastuullinen organisaatio", "Uusi paja")]
    session.shell.practices.bring_in([kept(tmp_path, filled_word("fi", *answers), "lomake.docx")])
    dialog = preview(session, hand)
    choice = hand.find(dialog, "practice_1_choice")
    assert isinstance(choice, QComboBox)
    assert choice.currentText() == "A new practice"
    choice.setFocus()
    hand.press(choice, Qt.Key.Key_Down)
    hand.until(lambda: "1 written in both places" in " ".join(label.text() for label in dialog.findChildren(QLabel)))
    hand.click(dialog, "bring_in_button")
    hand.until(lambda: not session.shell.findChildren(BringInDialog))
    assert len(session.shell.practices.model.rows) == 6


def test_a_file_that_cannot_be_read_is_told_beside_the_others(start: Start, hand: Hand, tmp_path: Path) -> None:
    session = start()
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps({"format": 99}))
    session.shell.practices.bring_in([bad, bringing_in.sample_files()[0]])
    dialog = preview(session, hand)
    assert any(label.text().startswith("bad.json is not a practice") for label in dialog.findChildren(QLabel))
    hand.click(dialog, "bring_in_button")
    hand.until(lambda: len(session.shell.practices.model.rows) == 1)


def test_where_nothing_can_be_read_the_dialog_only_closes(start: Start, hand: Hand, tmp_path: Path) -> None:
    session = start()
    session.shell.practices.bring_in([kept(tmp_path, b"\x89PNG\r\n\x1a\n", "photo.pdf")])
    dialog = preview(session, hand)
    hand.until(lambda: not dialog.bring_in_button.isVisible())
    assert dialog.cancel_button.text() == "Close"
    hand.click(dialog, "cancel_button")
    hand.until(lambda: not session.shell.findChildren(BringInDialog))


def test_what_was_written_since_the_preview_makes_it_be_shown_anew(session: Session, hand: Hand, word_file: Path) -> None:
    drop(session, [word_file])
    dialog = preview(session, hand)

    def write(library: object) -> None:
        row = next(one for one in list_practices(library) if one.title("fi")[0].startswith(TITLE))  # type: ignore[arg-type]
        editing.write(library, row.id, INSTITUTION, "Sillä välin")  # type: ignore[arg-type]

    written: list[None] = []
    session.ctx.tasks.write(write, written.append)
    hand.until(lambda: written)
    hand.click(dialog, "bring_in_button")
    hand.until(lambda: "changed since the preview" in dialog.banner.text and dialog.bring_in_button.isEnabled())
    hand.until(lambda: "1 written in both places" in " ".join(label.text() for label in dialog.findChildren(QLabel)))
    assert text_in_library(session, INSTITUTION) == "Sillä välin"
    hand.click(dialog, "bring_in_button")
    hand.until(lambda: not session.shell.findChildren(BringInDialog))
    assert text_in_library(session, INSTITUTION) == "Sillä välin"


def test_the_open_editor_takes_a_file_back_with_one_undo(session: Session, hand: Hand, word_file: Path) -> None:
    """As the dialog promises; what was done before it stays."""
    shell = session.shell
    library = open_library(session.ctx.paths, Settings(), read_only=True)
    practice = returned.practice_of(library, TITLE).id
    library.close()
    shell.open_practice(practice)
    hand.until(lambda: shell.editor_state() is not None)
    editor = shell.findChild(EditorView)
    undo = hand.find(editor, "undo_button")
    shell.practices.bring_in([word_file])
    dialog = preview(session, hand)
    assert not undo.isEnabled()
    hand.click(dialog, "bring_in_button")
    hand.until(lambda: not shell.findChildren(BringInDialog))
    hand.until(lambda: shell.editor_state().text(INSTITUTION) == "Kaupungin paja")
    hand.until(undo.isEnabled)
    shell.activateWindow()
    hand.until(shell.isActiveWindow)
    hand.press(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hand.until(lambda: shell.editor_state().text(INSTITUTION) == WORKSHOP)
    assert text_in_library(session, INSTITUTION) == WORKSHOP
    hand.until(lambda: not undo.isEnabled())
    hand.press(editor, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    hand.until(lambda: text_in_library(session, INSTITUTION) == "Kaupungin paja")


def test_a_file_that_brings_nothing_new_offers_no_undo(session: Session, hand: Hand) -> None:
    """The last step is an older one."""
    told: list[tuple[str, bool]] = []
    session.shell.practices.told.connect(lambda text, can_undo: told.append((text, can_undo)))
    session.shell.practices.bring_in([bringing_in.sample_files()[0]])
    hand.until(lambda: told)
    assert told == [("All of it was here already", False)]
