"""A window with one practice in it, for the tests of what helps a translator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gptemplate.gui.context import Context
from gptemplate.gui.editor.cards import FieldCard
from gptemplate.gui.editor.controls.written import Written
from gptemplate.gui.editor.view import EditorView
from gptemplate.gui.tasks import Tasks
from gptemplate.gui.widgets.growing_edit import GrowingEdit
from gptemplate.model.practice import Practice
from gptemplate.model.states import Key, State
from gptemplate.paths import Paths
from gptemplate.services import editing
from gptemplate.services import library as practices
from gptemplate.services.templates import Templates
from gptemplate.settings import Settings
from gptemplate.store.library import open_library

PATIENCE = 20_000  # milliseconds
Texts = dict[tuple[str, str], str]
PAIR: Texts = {("summary", "fi"): "Työpaja on auki kaksi päivää.", ("summary", "sv"): "Verkstaden är öppen två dagar."}


class House:
    """An editor on a library with one practice that has the given texts, finnish ones first."""

    def __init__(self, where: Paths, templates: Templates, qtbot: QtBot, texts: Texts, done: bool = True) -> None:
        where.data.mkdir(parents=True, exist_ok=True)
        self._where, self._templates, self._qtbot = where, templates, qtbot
        library = open_library(where.library, templates, author="Anna")
        self.practice = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="")[0]
        for (field, language), text in sorted(texts.items(), key=lambda item: item[0][1] != "fi"):
            editing.write(library, self.practice, Key(field, language), text)
            editing.leave(library, self.practice)
            if done:
                editing.set_state(library, self.practice, Key(field, language), State.DONE)
        library.close()
        self.tasks = Tasks(lambda *, read_only: open_library(where.library, templates, read_only=read_only, author="Bertil"))
        self.tasks.start()
        self.ctx = Context(where, Settings(interface_language="en", theme="light"), self.tasks)
        self.view = EditorView(self.ctx)
        qtbot.addWidget(self.view)
        self.view.resize(1366, 768)
        self.view.show()
        self.view.activateWindow()

    def open(self) -> None:
        with self._qtbot.waitSignal(self.view.opened, timeout=PATIENCE):
            self.view.open(self.practice)
        self.until(lambda: self.view.grid.is_complete)

    def change(self, field: str, language: str, text: str) -> None:
        """What another screen writes."""
        key = Key(field, language)

        def job(library: object) -> object:
            changes = editing.write(library, self.practice, key, text)  # type: ignore[arg-type]
            editing.leave(library, self.practice)  # type: ignore[arg-type]
            return changes

        self.tasks.write(job)

    def card(self, field: str, language: str) -> FieldCard:
        found = self.view.grid.card(Key(field, language))
        assert found is not None
        return found

    def edit(self, field: str, language: str) -> GrowingEdit:
        control = self.card(field, language).control
        assert isinstance(control, Written)
        return control.edit

    def underlined(self, field: str, language: str) -> list[str]:
        """The words that are underlined in a text, as they are drawn."""
        return self.edit(field, language).marked  # type: ignore[attr-defined]

    def go(self, field: str, language: str, place: int | None = None) -> None:
        self.view.go_to(Key(field, language), place)

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for one in modifiers:
            held |= one
        focused = self.view.focusWidget() or self.view
        self._qtbot.keyClick(focused, key, held)

    def find(self, name: str) -> QWidget | None:
        """The part of that name that is to be seen."""
        return next((one for one in self.view.findChildren(QWidget, name) if one.isVisible()), None)

    def appears(self, name: str) -> QWidget:
        self.until(lambda: self.find(name) is not None)
        found = self.find(name)
        assert found is not None
        return found

    def until(self, what: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(what()), timeout=PATIENCE)

    def saved(self) -> Practice:
        """Wait until nothing is unsaved; return what is in the file."""
        self.until(lambda: not self.view._saver.is_saving)
        library = open_library(self._where.library, self._templates, read_only=True)
        try:
            return editing.open_practice(library, self.practice)
        finally:
            library.close()

    def close(self) -> None:
        self.view.finish()
        self.tasks.close()


Build = Callable[..., House]


@contextmanager
def houses(where: Paths, templates: Templates, qtbot: QtBot) -> Iterator[Callable[..., House]]:
    """Give what opens an editor on given texts; each is closed in the end."""
    held: list[House] = []

    def opened(texts: Texts, *, done: bool = True, until: Event | None = None) -> House:
        one = House(where, templates, qtbot, texts, done)
        held.append(one)
        if until is not None:  # whoever asks the adviser's thread waits for it
            one.tasks.advise(lambda _library: until.wait(PATIENCE / 1000), lambda _was_set: None)
        one.open()
        return one

    yield opened
    for one in held:
        one.close()
