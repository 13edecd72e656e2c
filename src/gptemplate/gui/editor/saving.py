"""What is typed goes to the disk by itself: one job at a time, again and again until it is there."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
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
    left: frozenset[Key] = frozenset()
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


@dataclass(slots=True)
class Waiting:
    """What one practice has to be saved and the writer has not been given: the newest text of each field."""

    texts: dict[Key, str] = field(default_factory=dict)
    left: set[Key] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.texts or self.left)


class Saver(QObject):
    """Keeps what is typed until it is on the disk, of every practice. `own` are the changes that the window shows already.

    Signals:
        status_changed: `is_saving`, `error`, `unsaved_practices` or `saved_at` is another now.
    """

    status_changed = Signal()

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._practice = ""
        self.is_stopped = False
        self._waiting: dict[str, Waiting] = {}
        self._errors: dict[str, UserError] = {}
        self._unkept: set[Key] = set()  # typed, and not in the history yet
        self._under_way: list[Save] = []  # the oldest first: the writer takes them in this order
        self._autosave = Autosave(time.monotonic)
        self._timer = self._made_timer(self._on_timeout)
        self._retrying = self._made_timer(self.flush)
        self._pausing = self._made_timer(self.hand_in)
        self.saved_at: datetime | None = None
        self.generation = 0
        self.own: Changes | None = None

    @property
    def practice(self) -> str:
        """The practice that is open."""
        return self._practice

    @property
    def is_saving(self) -> bool:
        """Whether something is typed in the practice that is open and not yet on the disk."""
        return bool(self._waiting.get(self._practice) or self._current)

    @property
    def unsaved(self) -> dict[Key, str]:
        """What is not yet on the disk, of the practice that is open; the newest text of each field."""
        pending = self._waiting.get(self._practice, Waiting())
        return {key: text for one in self._current for key, text in one.texts.items()} | pending.texts

    @property
    def unsaved_practices(self) -> tuple[str, ...]:
        """Every practice of which something is not yet on the disk, the one longest waiting first."""
        under_way = [one.practice for one in self._under_way]
        return tuple(dict.fromkeys(under_way + [practice for practice, one in self._waiting.items() if one]))

    @property
    def error(self) -> UserError | None:
        """Why the practice that is open could not be saved the last time, or another one that waits."""
        return self._errors.get(self._practice) or next(iter(self._errors.values()), None)

    @property
    def failing(self) -> str:
        """The practice that `error` is about; "" where all is well."""
        return self._practice if self._practice in self._errors else next(iter(self._errors), "")

    def begin(self, practice_id: str) -> None:
        """Turn to another practice, after handing in what is left of the one before; what is not saved goes on waiting."""
        self.hand_in()
        self._practice = practice_id
        self.saved_at = None
        self.generation += 1

    def edit(self, key: Key, text: str) -> None:
        """Take a text to be saved soon."""
        was_saving = self.is_saving
        if len(Splice.between(self._of(self._practice).texts.get(key, text), text).removed) > 1:
            self.flush()  # words that are deleted or replaced before they were saved could not be had back
        self._of(self._practice).texts[key] = text
        self._unkept.add(key)
        self._pausing.start(PAUSE)
        self._autosave.touch()
        self._plan()
        if not was_saving:
            self.status_changed.emit()

    def leave(self, key: Key) -> None:
        """Save a field that is left, and have a revision cut of it."""
        if key in self._unkept:
            self._unkept.discard(key)
            self._of(self._practice).left.add(key)
            self.flush()

    @Slot()
    def hand_in(self) -> None:
        """Hand everything to the writer, and have a revision cut of everything that was typed."""
        self._pausing.stop()
        if self._unkept:
            self._of(self._practice).left |= self._unkept
            self._unkept = set()
        self.flush()

    @Slot()
    def flush(self) -> None:
        """Hand everything to the writer now, behind what is already under way."""
        self._timer.stop()
        self._retrying.stop()
        self._autosave.clear()
        if self.is_stopped:
            return
        waiting, self._waiting = self._waiting, {}
        for practice, one in waiting.items():
            if one:
                self._give(Save(practice, one.texts, frozenset(one.left)))

    def stop(self) -> None:
        """Hand everything in, and nothing more after that."""
        self.hand_in()
        self.is_stopped = True

    def _give(self, save: Save) -> None:
        self._under_way.append(save)
        self.generation += 1
        self._tasks.write(save, partial(self._on_saved, save), partial(self._on_failed, save))

    def _of(self, practice: str) -> Waiting:
        return self._waiting.setdefault(practice, Waiting())

    def _plan(self) -> None:
        wait = self._autosave.wait
        is_retrying = self._retrying.isActive() and self._practice in self._errors
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
        is_open = save.practice == self._practice
        self.own = changes if is_open and not save.left else None
        self._errors.pop(save.practice, None)
        if save.refused:
            self._errors[save.practice] = next(iter(save.refused.values()))
            self._take_back(save, save.refused)
        elif is_open:
            self.saved_at = datetime.now().astimezone()
        self.status_changed.emit()
        self._plan()

    def _on_failed(self, save: Save, error: UserError) -> None:
        self._under_way.remove(save)
        self._take_back(save, save.texts)
        self._of(save.practice).left |= save.left
        self._errors[save.practice] = error
        self._retrying.start(RETRY)
        self.status_changed.emit()

    def _take_back(self, save: Save, keys: Mapping[Key, object]) -> None:
        """Have texts wait again, but none of which there is a newer one, waiting or on its way to the writer."""
        waiting = self._of(save.practice).texts
        newer = {key for one in self._under_way if one.practice == save.practice for key in one.texts}
        for key in keys:
            if key not in newer:
                waiting.setdefault(key, save.texts[key])

    def _made_timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True)
        timer.timeout.connect(slot)
        return timer
