"""What is typed goes to the disk by itself: one job at a time, again and again until it is there."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gptemplate.errors import BadValue, UserError
from gptemplate.gui.editor.autosave import Autosave
from gptemplate.model.changes import Changes
from gptemplate.model.journal import Splice
from gptemplate.model.states import Key
from gptemplate.services import editing

if TYPE_CHECKING:
    from gptemplate.gui.tasks import Tasks
    from gptemplate.store.library import Library

RETRY = 2_000  # milliseconds
PAUSE = 5_000  # milliseconds without a key, after which the history has what was typed


@dataclass(slots=True)
class Save:
    """One writing job: the texts of one practice, and the fields that were left."""

    practice: str
    texts: Mapping[Key, str]
    left: tuple[Key, ...] = ()
    refused: dict[Key, BadValue] = field(default_factory=dict)

    def __call__(self, library: Library) -> Changes:
        """Write every text; one that does not fit its field does not keep the others from being written."""
        changes = Changes()
        for key, text in self.texts.items():
            try:
                changes |= editing.write(library, self.practice, key, text)
            except BadValue as error:
                self.refused[key] = error
        if self.left:
            editing.leave(library, self.practice, self.left)
        return changes


class Saver(QObject):
    """Keeps what is typed until it is on the disk. `own` are the changes of a save that the window shows already.

    Signals:
        status_changed: `is_saving`, `error` or `saved_at` is another now.
    """

    status_changed = Signal()

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._practice = ""
        self._is_stopped = False
        self._pending: dict[Key, str] = {}
        self._left: set[Key] = set()
        self._unkept: set[Key] = set()  # typed, and not in the history yet
        self._pausing = QTimer(self, singleShot=True, interval=PAUSE)
        self._pausing.timeout.connect(self._on_pause)
        self._under_way: list[Save] = []
        self._autosave = Autosave(time.monotonic)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_timeout)
        self.saved_at: datetime | None = None
        self.error: UserError | None = None
        self.generation = 0
        self.own: Changes | None = None

    @property
    def is_saving(self) -> bool:
        """Whether something is typed that is not yet on the disk."""
        return bool(self._pending or self._current)

    @property
    def unsaved(self) -> dict[Key, str]:
        """What is not yet on the disk, of the practice that is open."""
        return {key: text for one in self._current for key, text in one.texts.items()} | self._pending

    def begin(self, practice_id: str) -> None:
        """Turn to another practice, after handing in what is left of the one before."""
        self._on_pause()
        self._practice = practice_id
        self._pending, self._left = {}, set()
        self.saved_at = self.error = None
        self.generation += 1

    def edit(self, key: Key, text: str) -> None:
        """Take a text to be saved soon."""
        was_saving = self.is_saving
        if len(Splice.between(self._pending.get(key, text), text).removed) > 1:
            self.flush()  # words that are deleted or replaced before they were saved could not be had back
        self._pending[key] = text
        self._unkept.add(key)
        self._pausing.start()
        self._autosave.touch()
        self._plan()
        if not was_saving:
            self.status_changed.emit()

    def leave(self, key: Key) -> None:
        """Save a field that is left, and have a revision cut of it."""
        if key in self._unkept:
            self._unkept.discard(key)
            self._left.add(key)
            self.flush()

    @Slot()
    def _on_pause(self) -> None:
        """Have a revision cut of everything that was typed."""
        self._pausing.stop()
        self._left |= self._unkept
        self._unkept = set()
        self.flush()

    def flush(self) -> None:
        """Hand everything to the writer now, behind what is already under way."""
        self._timer.stop()
        self._autosave.clear()
        if (self._pending or self._left) and not self._is_stopped:
            save = Save(self._practice, self._pending, tuple(self._left))
            self._pending, self._left = {}, set()
            self._under_way.append(save)
            self.generation += 1
            self._tasks.write(save, partial(self._on_saved, save), partial(self._on_failed, save))

    def stop(self) -> None:
        """Hand everything in, and nothing more after that."""
        self._on_pause()
        self._is_stopped = True

    def _plan(self) -> None:
        wait = self._autosave.wait
        is_retrying = self.error is not None and not isinstance(self.error, BadValue)
        if wait is not None and not self._current and not is_retrying:
            self._timer.start(round(wait * 1000))

    @property
    def _current(self) -> list[Save]:
        return [one for one in self._under_way if one.practice == self._practice]

    @Slot()
    def _on_timeout(self) -> None:
        if not self._current:
            self.flush()

    def _on_saved(self, save: Save, changes: Changes) -> None:
        self._under_way.remove(save)
        self.generation += 1
        self.own = None if save.left else changes
        if save.practice != self._practice:
            return
        self.error = next(iter(save.refused.values()), None)
        for key in save.refused:
            self._pending.setdefault(key, save.texts[key])
        if self.error is None:
            self.saved_at = datetime.now().astimezone()
        self.status_changed.emit()
        if not save.refused:
            self._plan()

    def _on_failed(self, save: Save, error: UserError) -> None:
        if save.practice != self._practice:
            self._tasks.failed.emit(error)
            QTimer.singleShot(RETRY, partial(self._again, save))
            return
        self._under_way.remove(save)
        self._pending = {**save.texts, **self._pending}
        self._left.update(save.left)
        self.error = error
        self._timer.start(RETRY)
        self.status_changed.emit()

    def _again(self, save: Save) -> None:
        """Try once more for a practice that is no longer open; what was typed there is not given up."""
        self._tasks.write(save, partial(self._on_saved, save), partial(self._on_failed, save))
