"""The history of the field under the cursor: who, when, what changed word by word, and back to it with one click."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.library.dates import when
from gptemplate.gui.widgets.card import Card
from gptemplate.gui.widgets.changed_words import rich
from gptemplate.gui.widgets.themed import picture
from gptemplate.model import diff
from gptemplate.model.changes import Changes
from gptemplate.model.diff import Change, Piece
from gptemplate.model.states import Key

if TYPE_CHECKING:
    from gptemplate.errors import UserError
    from gptemplate.services.history import Entry
    from gptemplate.store.library import Library

SHOWN = 6
BEGINNING = 120  # characters
CALM = 400  # milliseconds the cursor rests in a field before its history is read


class HistoryPart(QWidget):
    """The last texts of a field; nothing is shown where there is only one.

    Signals:
        restore_requested: a person wants an earlier text again; the id of its revision.
    """

    restore_requested = Signal(str)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._entries: list[Entry] = []
        self._register: tuple[str, Key] | None = None
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self._read)
        ctx.changed.connect(self._on_changed)
        self._icon, self._heading = QLabel(self), QLabel(self)
        self._heading.setProperty("role", "strong")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(7)
        head.addWidget(self._icon)
        head.addWidget(self._heading, 1)
        self._box.addLayout(head)
        self._cards: list[QWidget] = []
        self.hide()

    def show_register(self, practice_id: str, key: Key | None) -> None:
        """Show the history of a field, as soon as the cursor rests there."""
        self._register = (practice_id, key) if key is not None else None
        self._entries = []
        self.refresh()
        self._calm.start()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self._register is not None and self._register[0] in changes.practices:
            self._calm.start()

    @Slot()
    def _read(self) -> None:
        if self._register is not None:
            register = self._register
            self._ctx.tasks.read(partial(_entries, *register, self._ctx.language), partial(self._on_read, register), _ignore)

    def _on_read(self, register: tuple[str, Key], entries: list[Entry]) -> None:
        if register == self._register and entries != self._entries:
            self._entries = entries
            self.refresh()

    def refresh(self) -> None:
        """Say it again in the current language and colours."""
        while self._cards:
            self._cards.pop().deleteLater()
        self.setVisible(len(self._entries) > 1)
        if len(self._entries) < 2:
            return
        self._icon.setPixmap(picture(self, "history", self._ctx.theme.muted, 15))
        self._heading.setText(self._ctx.tr.plural("History: {n} version", "History: {n} versions", len(self._entries)))
        for entry in self._entries[:SHOWN]:
            card = self._card(entry)
            self._cards.append(card)
            self._box.addWidget(card)

    def _card(self, entry: Entry) -> QWidget:
        tr = self._ctx.tr
        card = Card(self._ctx.theme, parent=self)
        box = QVBoxLayout(card)
        box.setContentsMargins(11, 8, 11, 9)
        box.setSpacing(5)
        head = QLabel(self._words(entry), card)
        head.setProperty("role", "small")
        head.setWordWrap(True)
        changed = QLabel(rich(self._ctx.theme, _told(entry)), card)
        changed.setTextFormat(Qt.TextFormat.RichText)
        changed.setWordWrap(True)
        changed.setAccessibleName(_spoken(entry.changes, tr("removed"), tr("added")))
        box.addWidget(head)
        box.addWidget(changed)
        if not entry.is_current:
            button = QPushButton(tr("Use this version"), card)
            button.setObjectName(f"restore_{entry.revision[:8]}_button")
            button.setProperty("kind", "link")
            button.setEnabled(not self._ctx.read_only)
            button.clicked.connect(partial(self._on_clicked, entry.revision))
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _words(self, entry: Entry) -> str:
        tr = self._ctx.tr
        said = [when(entry.time, datetime.now().astimezone(), tr)]
        if entry.author:
            said.append(entry.author)
        if entry.is_current:
            said.append(tr("now"))
        elif entry.apart:
            said.append(tr("written apart, not chosen"))
        return " · ".join(said)

    def _on_clicked(self, revision: str) -> None:
        self.restore_requested.emit(revision)


def _told(entry: Entry) -> list[Piece]:
    """What a version changed; the first one, which changed nothing, is told by its beginning."""
    if all(one.change is Change.ADDED for one in entry.changes):
        beginning = entry.text if len(entry.text) <= BEGINNING else entry.text[:BEGINNING].rpartition(" ")[0] + " …"
        return [Piece(Change.SAME, beginning)]
    return list(diff.shortened(list(entry.changes)))


def _spoken(pieces: tuple[Piece, ...], removed: str, added: str) -> str:
    names = {Change.REMOVED: removed, Change.ADDED: added}
    return "; ".join(f"{names[one.change]}: {one.text.strip()}" for one in pieces if one.change in names and one.text.strip())


def _entries(practice_id: str, key: Key, language: str, library: Library) -> list[Entry]:
    from gptemplate.services import history

    return history.entries(library, practice_id, key, language=language)


def _ignore(_error: UserError) -> None:
    """A history that cannot be read is not shown."""
