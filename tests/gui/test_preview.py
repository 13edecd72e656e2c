"""The real PDF beside the form."""

from __future__ import annotations

import threading

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QTextEdit, QToolButton

from gptemplate.gui.editor.preview import EditorPreview
from gptemplate.gui.editor.view import EditorView
from gptemplate.gui.shell import Shell
from gptemplate.model.states import SHARED, Key
from gptemplate.services.previewing import Previewer, Sheet
from tests.gui.conftest import Hand

SUMMARY = Key("summary", "sv")


def _opened(shell: Shell, hand: Hand) -> tuple[EditorView, EditorPreview]:
    shell.open_practice(shell.practices.model.rows[0].id)
    hand.until(lambda: shell.screen_name == "editor" and shell._editor_view().grid.is_complete)
    editor = shell._editor_view()
    hand.click(editor, "preview_button")
    preview = editor.findChild(EditorPreview)
    assert preview is not None
    hand.until(lambda: preview.pages.sheet is not None)
    return editor, preview


def _sheet(preview: EditorPreview) -> Sheet:
    assert preview.pages.sheet is not None
    return preview.pages.sheet


def test_the_pages_follow_the_typing(shell: Shell, hand: Hand) -> None:
    editor, preview = _opened(shell, hand)
    editor.go_to(SUMMARY)
    hand.until(lambda: _sheet(preview).language == "sv")
    before = _sheet(preview)
    edit = editor.findChild(QTextEdit, "summary_sv_edit")
    assert edit is not None
    hand.qtbot.keyClicks(edit, "Ny text ")
    hand.until(lambda: _sheet(preview) is not before)
    assert _sheet(preview).pages[0].pixels != before.pages[0].pixels


def test_the_value_under_the_cursor_is_marked_and_in_sight(shell: Shell, hand: Hand) -> None:
    editor, preview = _opened(shell, hand)
    assert editor.state is not None
    for key in (Key("author", SHARED), Key("title", "sv"), Key("potential_for_transfer", "sv"), SUMMARY):
        assert key.field in editor.state.template.fields
        editor.go_to(key)
        hand.until(lambda key=key: _is_in_sight(preview, key))


def _is_in_sight(preview: EditorPreview, key: Key) -> bool:
    pages = preview.pages._pages
    area = pages.where(key)
    if area is None:
        return False
    top = pages.mapTo(preview.pages.viewport(), QPoint(0, area.top())).y()
    return 0 <= top < preview.pages.viewport().height()


def test_pages_are_drawn_on_another_thread(shell: Shell, hand: Hand, monkeypatch) -> None:
    drawn_on: list[int] = []
    real = Previewer.sheet

    def sheet(self: Previewer, *args: object, **more: object) -> Sheet:
        drawn_on.append(threading.get_ident())
        return real(self, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Previewer, "sheet", sheet)
    _opened(shell, hand)
    assert drawn_on
    assert threading.get_ident() not in drawn_on


def test_assistant_and_preview_take_turns(shell: Shell, hand: Hand) -> None:
    editor, preview = _opened(shell, hand)
    assert not editor._assistant.isVisible()
    button = editor.findChild(QToolButton, "assistant_button")
    assert button is not None
    hand.click(editor, "assistant_button")
    hand.until(lambda: editor._assistant.isVisible() and not preview.isVisible())
    hand.click(editor, "preview_button")
    hand.until(lambda: preview.isVisible() and not editor._assistant.isVisible())
    hand.click(editor, "preview_button")
    hand.until(lambda: not preview.isVisible() and not editor._assistant.isVisible())
