"""What stands in the table's place when the library cannot be opened, and the ways on: a copy, what can still be read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gptemplate.errors import NotALibrary, UserError
from gptemplate.gui.context import Context
from gptemplate.gui.library.dates import full
from gptemplate.gui.widgets.empty_state import EmptyState, Way
from gptemplate.i18n import N_, Message
from gptemplate.services import upkeep

if TYPE_CHECKING:
    from gptemplate.store.copies import BackupInfo
    from gptemplate.store.salvage import Salvaged

T = TypeVar("T")

LISTED = 6  # losses that are named; a copy of the damaged file is kept for the rest


class Trouble(QWidget):
    """Why the library cannot be opened, and ways on.

    Signals:
        chosen: "again", "folder" or "where".
    """

    chosen = Signal(str)

    def __init__(self, ctx: Context, error: UserError, location: Path | str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._error = ctx, error
        self._location = location if isinstance(location, Path) else None
        self._copy: BackupInfo | None = None
        self._saved: Salvaged | None = None
        self._is_working = False
        self._state = EmptyState(ctx.theme, "database", self)
        self._state.chosen.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(60, 0, 60, 0)
        column.addWidget(self._state)
        self.retranslate()
        self._look_for_copy()

    def retranslate(self) -> None:
        """Take new words."""
        tr = self._ctx.tr
        if self._is_working:
            self._state.set_words(tr(N_("One moment…")), "")
        elif self._saved is not None:
            ways = [("again", tr(N_("Open the library")), "folder-open")]
            self._state.set_words(tr(N_("What could be read is recovered")), self.text, ways)
        else:
            self._state.set_words(tr(N_("The library cannot be opened")), self.text, self._ways())

    @property
    def text(self) -> str:
        """What is said."""
        said = self._ctx.tr
        if self._saved is not None:
            return "\n".join(said(one) for one in _outcome(self._saved))
        parts = [self._error.message, *self._of_copy()]
        return "\n\n".join(said(one) for one in parts)

    def _of_copy(self) -> list[Message]:
        if self._copy is None:
            return []
        language, n = self._ctx.language, len(self._copy.practices)
        return [
            Message(
                "The newest whole safety copy is of {time} and has {n} practice, last changed {changed}. Whatever you choose, "
                "the file as it is now is kept as well.",
                "The newest whole safety copy is of {time} and has {n} practices, last changed {changed}. Whatever you choose, "
                "the file as it is now is kept as well.",
                n=n,
                time=_made(self._copy, language),
                changed=full(self._copy.changed, language),
            )
        ]

    def _ways(self) -> list[Way]:
        tr = self._ctx.tr
        ways = [
            ("again", tr(N_("Try again")), "rotate-ccw"),
            ("folder", tr(N_("Choose another data folder…")), "folder-open"),
            ("where", tr(N_("Where is my file?")), "hard-drive"),
        ]
        if self._is_damaged:
            ways.insert(0, ("salvage", tr(N_("Recover what can be read")), "file-output"))
        if self._copy is not None:
            made = _made(self._copy, self._ctx.language)
            ways.insert(0, ("restore", tr(N_("Put back the copy of {time}"), time=made), "archive-restore"))
        return ways

    @property
    def _file(self) -> Path:
        return self._location or self._ctx.paths.library

    @property
    def _is_damaged(self) -> bool:
        """Whether it is the file itself that is no good, and there is something in it."""
        try:
            return isinstance(self._error, NotALibrary) and self._file.stat().st_size > 0
        except OSError:
            return False

    # The newest copy

    def _look_for_copy(self) -> None:
        if isinstance(self._error, NotALibrary):
            ctx = self._ctx
            ctx.tasks.work(partial(upkeep.newest_whole, ctx.paths, ctx.settings, location=self._other), self._on_copy)

    @property
    def _other(self) -> Path | None:
        return None if self._location == self._ctx.paths.library else self._location

    def _on_copy(self, found: BackupInfo | None) -> None:
        self._copy = found
        self.retranslate()

    # What is chosen

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        if name == "restore" and self._copy is not None:
            restore = partial(upkeep.restore_backup, self._ctx.paths, self._copy.file, location=self._other)
            self._work(restore, self._on_restored)
        elif name == "salvage":
            self._work(partial(upkeep.recover, self._ctx.paths, location=self._other), self._on_recovered)
        else:
            self.chosen.emit(name)

    def _work(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        self._is_working = True
        self.retranslate()
        self._ctx.tasks.work(job, done, self._on_failed)

    def _on_restored(self, _kept: Path | None) -> None:
        self.chosen.emit("again")

    def _on_recovered(self, saved: Salvaged) -> None:
        self._is_working, self._saved = False, saved
        self.retranslate()

    def _on_failed(self, error: UserError) -> None:
        self._is_working, self._error = False, error
        self.retranslate()


def _made(copy: BackupInfo, language: str) -> str:
    return full(round(copy.when.timestamp() * 1000), language)


def _outcome(saved: Salvaged) -> list[Message]:
    """What was recovered and what was not, the first few of it by name."""
    told = Message(
        "Recovered: {practices} practices, {values} texts, {revisions} earlier texts, {files} photos and files. "
        "The damaged file is kept among the safety copies.",
        practices=saved.practices,
        values=saved.values,
        revisions=saved.revisions,
        files=saved.attachments,
    )
    n = len(saved.losses) - LISTED
    more = [Message("And {n} more.", "And {n} more.", n=n)] if n > 0 else []
    return [told, *(one.message for one in saved.losses[:LISTED]), *more]
