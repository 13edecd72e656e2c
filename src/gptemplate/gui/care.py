"""Looking after the library while the window is open: a quick check at the start, and copies now and then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gptemplate.errors import UserError
from gptemplate.gui.banners import Notice
from gptemplate.gui.context import Context
from gptemplate.i18n import Message
from gptemplate.paths import Paths
from gptemplate.settings import Settings

EVERY = timedelta(minutes=30)
DAILY = timedelta(days=1)
SOON = timedelta(seconds=30)  # how often a stick that is away is looked for


@dataclass(frozen=True, slots=True)
class Found:
    """What a round of care found: notices by name, None where all is well; why there is no second copy, if so."""

    notices: tuple[tuple[str, Notice | None], ...] = ()
    second: Message | None = None


class Care(QObject):
    """Checks and copies a library file, away from the window.

    Signals:
        noticed: something to say above the screens, or that it is over; a name and the `Notice` or None.
    """

    noticed = Signal(str, object)

    def __init__(self, ctx: Context, location: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._location = ctx, location
        self._timer = QTimer(self, interval=int(EVERY.total_seconds() * 1000))
        self._timer.timeout.connect(self._copy)
        self._looking = QTimer(self, singleShot=True, interval=int(SOON.total_seconds() * 1000))
        self._looking.timeout.connect(self.look_for_second)
        ctx.second_looked.connect(self._on_second_looked)

    def start(self) -> None:
        """Check the file and make today's copy, then go on at intervals."""
        paths, settings = self._ctx.paths, self._ctx.settings
        self._ctx.tasks.work(partial(_first_round, paths, settings, self._location), self._on_found, self._on_failed)
        self._timer.start()

    def stop(self) -> None:
        """Look after nothing more: the library is being closed."""
        self._timer.stop()
        self._looking.stop()

    @Slot()
    def _copy(self) -> None:
        paths, settings = self._ctx.paths, self._ctx.settings
        self._ctx.tasks.work(partial(_copied, paths, settings, self._location, EVERY), self._on_found, self._on_failed)

    @Slot()
    def look_for_second(self) -> None:
        """Go on with second copies if the stick is back."""
        paths, settings = self._ctx.paths, self._ctx.settings
        self._ctx.tasks.work(partial(_second, paths, settings, self._location), self._on_found, self._on_failed)

    def _on_found(self, found: Found) -> None:
        for name, notice in found.notices:
            self.noticed.emit(name, notice)
        self._ctx.second_looked.emit(found.second)

    @Slot(object)
    def _on_second_looked(self, hindrance: Message | None) -> None:
        """Say why there is no second copy, whoever found it out, and look for the stick until it is back."""
        self.noticed.emit("second_copy", Notice("warning", hindrance) if hindrance is not None else None)
        if hindrance is not None:
            self._looking.start()
        else:
            self._looking.stop()

    def _on_failed(self, error: UserError) -> None:
        self.noticed.emit("backup", Notice("warning", error.message))


def _first_round(paths: Paths, settings: Settings, location: Path | None) -> Found:
    from gptemplate.services import upkeep

    problems = upkeep.quick_check(paths, location=location)
    damaged = Message(
        "The library has {n} problem. Nothing is lost by going on; “gptemplate doctor” says what it is and mends it.",
        "The library has {n} problems. Nothing is lost by going on; “gptemplate doctor” says what they are and mends them.",
        n=len(problems),
    )
    try:
        copied = _copied(paths, settings, location, DAILY)
    except UserError as error:  # what was found first is to be told all the same
        copied = Found((("backup", Notice("warning", error.message)),))
    return Found((("doctor", Notice("error", damaged) if problems else None), *copied.notices), copied.second)


def _second(paths: Paths, settings: Settings, location: Path | None) -> Found:
    from gptemplate.services import upkeep

    return Found(second=upkeep.second_copy(settings, upkeep.folder_of(paths, location), upkeep.now()))


def _copied(paths: Paths, settings: Settings, location: Path | None, every: timedelta) -> Found:
    from gptemplate.services import upkeep

    kept = upkeep.back_up_if_due(paths, settings, upkeep.now(), every=every, location=location)
    flawed = Message("The copy of the library was made, but it is not whole: “gptemplate doctor” says what is wrong.")
    return Found((("backup", None if kept.whole else Notice("warning", flawed)),), kept.second)
