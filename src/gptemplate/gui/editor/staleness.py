"""A stale translation under the cursor: reads what changed in its source, and does what a person says of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from gptemplate.gui.editor.bench import Bench
from gptemplate.gui.keys import listen
from gptemplate.model.states import SHARED, Key, State
from gptemplate.services import editing

if TYPE_CHECKING:
    from gptemplate.errors import UserError
    from gptemplate.model.changes import Changes
    from gptemplate.services.staleness import Moved
    from gptemplate.store.library import Library


class Staleness(QObject):
    """Fills the card of the assistant for the field under the cursor; the latest question wins."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._part = bench.assistant.stale
        self._asked: tuple[str, Key] | None = None
        self._seen: tuple[object, ...] = ()
        bench.settled.connect(self._on_settled)
        bench.opened.connect(self._on_opened)
        bench.paused.connect(self._on_paused)
        bench.retold.connect(self._part.refresh)
        self._part.valid_requested.connect(self.keep_valid)
        self._part.all_valid_requested.connect(self._on_all_valid)
        self._part.source_chosen.connect(self._on_source_chosen)

    def listen(self, screen: QWidget) -> None:
        """Hear the keys."""
        listen(screen, {"Ctrl+Shift+Return": self.keep_valid, "Ctrl+Shift+Enter": self.keep_valid})

    @Slot()
    def keep_valid(self) -> None:
        """Say that the translation under the cursor still fits."""
        state, key = self._bench.state, self._bench.key
        if state is not None and key is not None and state.state(key) is State.STALE and not self._bench.ctx.read_only:
            self._bench.write(partial(editing.confirm_valid, practice_id=self._bench.practice_id, key=key))

    @Slot()
    def _on_settled(self) -> None:
        if self._look() != self._seen:
            self._show(None)
        self._ask()

    @Slot()
    def _on_opened(self) -> None:
        self._seen = ()
        self._part.hide()

    @Slot()
    def _on_paused(self) -> None:
        """Typing may have made the text stale, or begun it."""
        if self._look() != self._seen:
            self._show(None)
            self._ask()

    def _look(self) -> tuple[object, ...]:
        state, key = self._bench.state, self._bench.key
        if state is None or key is None:
            return ()
        return key, state.state(key), bool(state.text(key)), state.practice.value(*key).origin

    def _show(self, moved: Moved | None) -> None:
        if self._bench.state is not None:
            self._seen = self._look()
            self._part.show_register(self._bench.state, self._bench.key, moved)

    def _ask(self) -> None:
        state, key = self._bench.state, self._bench.key
        if state is None or key is None or key.language == SHARED or state.state(key) is not State.STALE:
            self._asked = None
            return
        self._asked = asked = (self._bench.practice_id, key)
        self._bench.ctx.tasks.read(partial(_moved, *asked), partial(self._on_read, asked), _ignore)

    def _on_read(self, asked: tuple[str, Key], moved: Moved | None) -> None:
        state = self._bench.state
        if asked == self._asked and moved is not None and state is not None and state.state(asked[1]) is State.STALE:
            self._show(moved)

    @Slot()
    def _on_all_valid(self) -> None:
        self._bench.write(partial(_keep_all, practice_id=self._bench.practice_id))

    @Slot(str, bool)
    def _on_source_chosen(self, language: str, whole: bool) -> None:
        key, practice = self._bench.key, self._bench.practice_id
        if key is None:
            return
        if whole:
            self._bench.write(partial(_make_all, practice_id=practice, language=key.language, source=language))
        else:
            self._bench.write(partial(_make, practice_id=practice, key=key, language=language))


def _moved(practice_id: str, key: Key, library: Library) -> Moved | None:
    from gptemplate.services import staleness

    return staleness.moved(library, practice_id, key)


def _keep_all(library: Library, practice_id: str) -> Changes:
    from gptemplate.services import staleness

    return staleness.keep_where_cosmetic(library, practice_id)


def _make(library: Library, practice_id: str, key: Key, language: str) -> Changes:
    from gptemplate.services import staleness

    return staleness.make_from(library, practice_id, key, language)


def _make_all(library: Library, practice_id: str, language: str, source: str) -> Changes:
    from gptemplate.services import staleness

    return staleness.make_all_from(library, practice_id, language, source)


def _ignore(_error: UserError) -> None:
    """What cannot be read is not told; the card still says that the source changed."""
