"""The page of safety copies: what there is, how each differs from the present, and putting one back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from gptemplate.errors import UserError
from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.library.dates import when
from gptemplate.gui.theme import text_scale
from gptemplate.gui.upkeep.comparison import ComparisonList, parts
from gptemplate.gui.upkeep.table import CopyTable, Row, Where, rows_of
from gptemplate.gui.upkeep.words import size, why
from gptemplate.gui.widgets.card import Card
from gptemplate.gui.widgets.empty_state import EmptyState
from gptemplate.i18n import N_, Message
from gptemplate.services import elsewhere, upkeep

if TYPE_CHECKING:
    from gptemplate.services.upkeep import Kept
    from gptemplate.store.copies import BackupInfo, Comparison

PANEL = 360  # pixels at 100 per cent


class CopiesView(QWidget):
    """A table of copies and, beside it, what the marked one would change.

    Signals:
        closed: a person wants to go back.
        restore_requested: a copy is to be put back; its `BackupInfo`.
        told: something was done; what, and whether it can be taken back.
    """

    closed = Signal()
    restore_requested = Signal(object)
    told = Signal(str, bool)

    def __init__(self, ctx: Context, location: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._location = ctx, location
        self._rows: list[Row] = []
        self._known: dict[tuple[Path, int], bool] = {}
        self._round = 0
        self._make_parts()
        self._lay_out()
        self._connect()
        self.retranslate()

    def show_now(self) -> None:
        """List the copies anew; each is then read from end to end in the background."""
        self._round += 1
        job = partial(upkeep.list_backups, self._ctx.paths, self._ctx.settings, thorough=False, location=self._location)
        self._ctx.tasks.work(job, partial(self._on_listed, self._round), self._on_failed)

    @Slot()
    def stop(self) -> None:
        """Read no further: the page is not seen."""
        self._round += 1

    @property
    def held(self) -> list[BackupInfo]:
        """The copies that are listed, with what is known of them."""
        return [row.info for row in self._rows]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_now()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stop()

    def retranslate(self) -> None:
        """Take new words."""
        tr = self._ctx.tr
        self._title.setText(tr(N_("Safety copies")))
        self.back_button.setAccessibleName(tr(N_("Back to the settings")))
        self.back_button.setToolTip(tr(N_("Back to the settings")))
        self.make_button.setText(tr(N_("Make a copy now")))
        self.restore_button.setText(tr(N_("Put this copy back")))
        self._promise.setText(tr(N_("What is here now is kept as a copy first, so this can be taken back.")))
        text = tr(N_("The program makes a copy every day, and before anything large is changed."))
        self._empty.set_words(tr(N_("No copies yet")), text, [("make_first", tr(N_("Make a copy now")), "save")])
        self.comparison.setAccessibleName(tr(N_("How the copy differs")))
        self.table.retranslate()
        self._show_sum()
        self.restyle()
        if self._rows:
            self._on_chosen()

    def restyle(self) -> None:
        """Take new colours and the current text size."""
        look = self._ctx.theme
        self.back_button.setIcon(icons.icon("arrow-left", look.text))
        self.make_button.setIcon(icons.icon("save", look.text, faded=look.faint))
        self.restore_button.setIcon(icons.icon("archive-restore", look.on_accent, faded=look.faint))
        self._panel.setFixedWidth(round(PANEL * min(text_scale(), 1.4)))
        self.table.restyle()
        self._show_chosen()

    # How it is put together

    def _make_parts(self) -> None:
        theme = self._ctx.theme
        self._title, self._sum, self._promise = QLabel(self), QLabel(self), QLabel(self)
        self._name, self._about = QLabel(self), QLabel(self)
        roles = {"title": self._title, "muted": self._sum, "heading": self._name}
        for role, label in roles.items():
            label.setProperty("role", role)
        for label in (self._promise, self._about):
            label.setProperty("role", "small")
        for label in (self._promise, self._about, self._name):
            label.setWordWrap(True)
        self.back_button = QToolButton(self)
        self.back_button.setObjectName("copies_back_button")
        self.back_button.setProperty("kind", "quiet")
        self.back_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.make_button, self.restore_button = QPushButton(self), QPushButton(self)
        self.make_button.setObjectName("make_copy_button")
        self.restore_button.setObjectName("restore_copy_button")
        self.restore_button.setProperty("kind", "primary")
        self.table = CopyTable(self._ctx, self)
        self.comparison = ComparisonList(self._ctx, self)
        self._panel = Card(theme, parent=self)
        self._empty = EmptyState(theme, "archive-restore", self)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        for widget in (self.back_button, self._title, self._sum):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.make_button)
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(18, 16, 14, 16)
        inside.setSpacing(6)
        inside.addWidget(self._name)
        inside.addWidget(self._about)
        inside.addSpacing(8)
        inside.addWidget(self.comparison, 1)
        inside.addSpacing(6)
        inside.addWidget(self._promise)
        inside.addWidget(self.restore_button)
        both = QWidget(self)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.table, 1)
        row.addWidget(self._panel)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(both)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.closed)
        self.make_button.clicked.connect(self.make_copy)
        self._empty.chosen.connect(self.make_copy)
        self.restore_button.clicked.connect(self._on_restore)
        self.table.copy_chosen.connect(self._on_chosen)

    # What there is

    def _on_listed(self, number: int, held: list[BackupInfo]) -> None:
        if number != self._round:
            return
        second = upkeep.second_folder(self._ctx.settings)
        self._rows = rows_of([replace(one, whole=self._whole(one)) for one in held], second)
        self.table.show_copies(self._rows, has_second=second is not None)
        self._stack.setCurrentIndex(0 if held else 1)
        self.make_button.setVisible(bool(held))
        self._show_sum()
        self._on_chosen()
        self._read_next(number)

    def _whole(self, one: BackupInfo) -> bool | None:
        """What is known of a copy: one whose list could not be read is damaged, and none is read twice."""
        return False if one.whole is False else self._known.get((one.file, one.size))

    def _read_next(self, number: int) -> None:
        """Read the next copy from end to end; one job each, so that other work comes between."""
        place = next((place for place, one in enumerate(self.held) if one.whole is None), None)
        if place is not None and number == self._round:
            job = partial(upkeep.is_whole, self._rows[place].info.file)
            self._ctx.tasks.work(job, partial(self._on_read, number, place), self._on_failed)

    def _on_read(self, number: int, place: int, whole: bool) -> None:
        if number != self._round:
            return
        one = self._rows[place].info
        self._rows[place] = replace(self._rows[place], info=replace(one, whole=whole))
        self._known[one.file, one.size] = whole
        if not whole and self._rows[place].where is Where.BOTH:
            self.show_now()  # the one on the stick may be whole: it gets a row of its own
            return
        self.table.show_whole(place, whole)
        self._show_chosen()
        self._read_next(number)

    def _show_sum(self) -> None:
        tr, n = self._ctx.tr, len(self._rows)
        room = size(tr, sum(one.size for one in self.held))
        self._sum.setText(tr.plural("{n} copy, {size}", "{n} copies, {size}", n, size=room) if n else "")

    # The marked copy

    @Slot()
    def _on_chosen(self) -> None:
        self._show_chosen()
        one = self._chosen()
        if one is None:
            return
        self.comparison.show_parts([], self._ctx.tr(N_("Comparing with what is here now…")))
        job = partial(upkeep.compare, self._ctx.paths, one.file, location=self._ctx.stand_in or self._location)
        self._ctx.tasks.work(job, partial(self._on_compared, one.file), partial(self._on_not_compared, one.file))

    def _on_compared(self, file: Path, found: Comparison) -> None:
        if self.table.chosen() != file:
            return
        tr = self._ctx.tr
        same = tr(N_("The copy has the same practices with the same texts as the library now."))
        self.comparison.show_parts(parts(tr, found, datetime.now().astimezone()), same if found.same else "")

    def _on_not_compared(self, file: Path, error: UserError) -> None:
        if self.table.chosen() == file:
            self.comparison.show_parts([], self._ctx.tr(error.message))

    def _show_chosen(self) -> None:
        tr, one = self._ctx.tr, self._chosen()
        self.restore_button.setEnabled(one is not None and one.whole is not False and not self._ctx.read_only)
        if one is None:
            return
        made = when(round(one.when.timestamp() * 1000), datetime.now().astimezone(), tr)
        self._name.setText(tr(N_("Copy: {time}"), time=made))
        n = len(one.practices)
        about = f"{why(tr, one.reason)} · {tr.plural('{n} practice', '{n} practices', n)} · {size(tr, one.size)}"
        if one.changed:
            time = when(one.changed, datetime.now().astimezone(), tr)
            about = f"{about}\n{tr(N_('Last change: {time}'), time=time)}"
        if one.whole is False:
            about = tr(N_("This copy is damaged and cannot be put back. “gptemplate doctor” saves what can be read of it."))
        self._about.setText(about)

    def _chosen(self) -> BackupInfo | None:
        marked = self.table.chosen()
        return next((one for one in self.held if one.file == marked), None)

    # What is done

    @Slot()
    def make_copy(self) -> None:
        """Make a copy now."""
        if self._ctx.stand_in is not None:
            self._ctx.tasks.failed.emit(elsewhere.not_there())
            return
        self.make_button.setEnabled(False)
        make: Callable[[], Kept] = partial(
            upkeep.back_up, self._ctx.paths, "by-hand", settings=self._ctx.settings, location=self._location
        )
        self._ctx.tasks.work(make, self._on_made, self._on_failed)

    def _on_made(self, kept: Kept) -> None:
        self.make_button.setEnabled(True)
        said = Message("A copy was made, and read back.")
        if not kept.whole:
            said = Message("The copy of the library was made, but it is not whole: “gptemplate doctor” says what is wrong.")
        self.told.emit(self._ctx.tr(kept.second or said), False)
        self._ctx.second_looked.emit(kept.second)
        self.show_now()

    @Slot()
    def _on_restore(self) -> None:
        one = self._chosen()
        if one is not None:
            self.restore_button.setEnabled(False)
            self.restore_requested.emit(one)

    def _on_failed(self, error: UserError) -> None:
        self.make_button.setEnabled(True)
        self._show_chosen()
        self._ctx.tasks.failed.emit(error)
