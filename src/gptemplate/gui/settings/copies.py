"""Safety copies among the settings: what there is, a second place for them, the room they may take."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gptemplate import i18n
from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.upkeep.words import MB, size
from gptemplate.gui.widgets.calm import CalmCombo
from gptemplate.gui.widgets.elided import ElidedLabel
from gptemplate.gui.widgets.file_dialogs import ask_folder
from gptemplate.i18n import N_, Message
from gptemplate.services import elsewhere, upkeep

if TYPE_CHECKING:
    from gptemplate.errors import UserError
    from gptemplate.services.upkeep import Kept

LOOK = 10_000  # milliseconds between looks for the stick while it is told how it stands
LIMITS = (256, 512, 1024, 2048, 5120, 10240, 20480)  # megabytes


class Buttons(QWidget):
    """A few buttons at the left."""

    def __init__(self, ctx: Context, parts: tuple[tuple[str, str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._parts = ctx, parts
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for name, _word, _icon in parts:
            self.buttons[name] = button = QPushButton(self)
            button.setObjectName(f"{name}_button")
            row.addWidget(button)
        row.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Take new words and colours."""
        for name, word, icon in self._parts:
            self.buttons[name].setText(self._ctx.tr(word))
            self.buttons[name].setIcon(icons.icon(icon, self._ctx.theme.text))


class SecondPlace(QWidget):
    """The folder or stick for second copies, how it stands with it, and choosing another one."""

    def __init__(self, ctx: Context, location: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._location = ctx, location
        self._said: Message | None = None
        self._looking = QTimer(self, singleShot=True, interval=LOOK)
        self._looking.timeout.connect(self.look)
        ctx.second_looked.connect(self._on_looked)
        self._icon, self.folder_label, self.state_label = QLabel(self), ElidedLabel("", self), QLabel(self)
        self.folder_label.setObjectName("second_folder_label")
        self.state_label.setProperty("role", "small")
        self.state_label.setWordWrap(True)
        parts = (("choose_second", N_("Choose a folder…"), "folder-open"), ("no_second", N_("No second copies"), "x"))
        self._buttons = Buttons(ctx, parts, self)
        self.choose_button, self.stop_button = self._buttons.buttons.values()
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self.state_label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.folder_label)
        column.addLayout(state)
        column.addWidget(self._buttons)
        self.choose_button.clicked.connect(self._ask)
        self.stop_button.clicked.connect(partial(self.choose, ""))
        self.retranslate()

    def retranslate(self) -> None:
        """Take new words and colours."""
        self._buttons.retranslate()
        self._show()

    def look(self) -> None:
        """Make the second copy if it is due, and say how it stands."""
        if self._ctx.settings.second_copy:
            settings, folder = self._ctx.settings, upkeep.folder_of(self._ctx.paths, self._location)
            job = partial(upkeep.second_copy, settings, folder, upkeep.now())
            self._ctx.tasks.work(job, self._ctx.second_looked.emit, self._on_failed)

    @Slot(str)
    def choose(self, folder: str) -> None:
        """Take another folder, or none."""
        self._said = None
        if folder and Path(folder) in (self._ctx.paths.data, upkeep.folder_of(self._ctx.paths, self._location)):
            self._said = Message("The library itself is there. Choose a folder on another disk, or on a stick.")
        else:
            self._ctx.change(second_copy=folder)
        self._show()
        if self._said is None:
            self.look()

    @Slot()
    def _ask(self) -> None:
        ask_folder(self, "second_folder_dialog", self._ctx.tr(N_("Choose a folder for second copies")), self.choose)

    @Slot(object)
    def _on_looked(self, hindrance: Message | None) -> None:
        if self._ctx.settings.second_copy:
            clock = i18n.format_clock(datetime.now().astimezone(), self._ctx.language)
            self._said = hindrance or Message("The newest safety copy is there too, as seen at {time}.", time=clock)
            self._show(good=hindrance is None)
            if self.isVisible():
                self._looking.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._looking.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._looking.stop()

    def _on_failed(self, error: UserError) -> None:
        self._said = error.message
        self._show()

    def _show(self, *, good: bool = False) -> None:
        tr, look, folder = self._ctx.tr, self._ctx.theme, self._ctx.settings.second_copy
        self.folder_label.setText(folder or tr(N_("None chosen")))
        self.folder_label.setProperty("role", "" if folder else "muted")
        self.folder_label.setAccessibleName(tr(N_("Second place for safety copies")))
        self.stop_button.setVisible(bool(folder))
        said = self._said
        self.state_label.setText(tr(said) if said else "")
        self.state_label.setVisible(said is not None)
        self._icon.setVisible(said is not None)
        name, ink = ("circle-check", look.state("done")[0]) if good else ("triangle-alert", look.warning)
        self._icon.setPixmap(icons.pixmap(name, ink, 15, self.devicePixelRatioF()))


class CopiesControl(QWidget):
    """When the newest copy was made, and the way to all of them.

    Signals:
        opened: a person wants to see the copies.
    """

    opened = Signal()

    def __init__(self, ctx: Context, location: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._location = ctx, location
        self._sum: tuple[int, int, int] | None = None
        self.sum_label = QLabel(self)
        self.sum_label.setObjectName("copies_sum_label")
        parts = (("show_copies", N_("Show the copies…"), "archive-restore"), ("make_copy_now", N_("Make a copy now"), "save"))
        self._buttons = Buttons(ctx, parts, self)
        show, make = self._buttons.buttons.values()
        show.clicked.connect(self.opened)
        make.clicked.connect(self._on_make)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.sum_label)
        column.addWidget(self._buttons)
        self.retranslate()

    def retranslate(self) -> None:
        """Take new words and colours."""
        self._buttons.retranslate()
        self._show()

    def look(self) -> None:
        """Count the copies in the background."""
        self._ctx.tasks.work(partial(_count, self._ctx, self._location), self._on_counted)

    def _on_counted(self, found: tuple[int, int, int]) -> None:
        self._sum = found
        self._show()

    def _show(self) -> None:
        if self._sum is None:
            return
        from gptemplate.gui.library.dates import when

        tr, (n, newest, room) = self._ctx.tr, self._sum
        words = tr(N_("No copies yet"))
        if n:
            time = when(newest, datetime.now().astimezone(), tr)
            room_taken = size(tr, room)
            words = tr.plural("{n} copy, {size} · {time}", "{n} copies, {size} · newest: {time}", n, size=room_taken, time=time)
        self.sum_label.setText(words)

    @Slot()
    def _on_make(self) -> None:
        ctx, button = self._ctx, self._buttons.buttons["make_copy_now"]
        if ctx.stand_in is not None:
            ctx.tasks.failed.emit(elsewhere.not_there())
            return
        button.setEnabled(False)
        job = partial(upkeep.back_up, ctx.paths, "by-hand", settings=ctx.settings, location=self._location)
        ctx.tasks.work(job, self._on_made, self._on_not_made)

    def _on_made(self, kept: Kept) -> None:
        self._buttons.buttons["make_copy_now"].setEnabled(True)
        self._ctx.second_looked.emit(kept.second)
        self.look()

    def _on_not_made(self, error: UserError) -> None:
        self._buttons.buttons["make_copy_now"].setEnabled(True)
        self._ctx.tasks.failed.emit(error)


class LimitChoice(QWidget):
    """How much room the copies may take."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.combo = CalmCombo(self)
        self.combo.setObjectName("backup_limit_combo")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.combo)
        row.addStretch(1)
        self.combo.activated.connect(self._on_activated)
        self.retranslate()

    def retranslate(self) -> None:
        """Take new words."""
        tr, now = self._ctx.tr, self._ctx.settings.backup_limit_mb
        self.combo.setAccessibleName(tr(N_("Room for copies")))
        with QSignalBlocker(self.combo):
            self.combo.clear()
            for limit in sorted({*LIMITS, now}):
                self.combo.addItem(size(tr, limit * MB), limit)
            self.combo.setCurrentIndex(self.combo.findData(now))

    @Slot()
    def _on_activated(self) -> None:
        self._ctx.change(backup_limit_mb=self.combo.currentData())


def _count(ctx: Context, location: Path | None) -> tuple[int, int, int]:
    held = upkeep.list_copies(ctx.paths, location=location)
    newest = round(max((one.when.timestamp() for one in held), default=0) * 1000)
    return len(held), newest, sum(one.size for one in held)
