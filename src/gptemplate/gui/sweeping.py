"""When unused objects are looked for: between two keys, never in the middle of one, and never on another thread."""

from __future__ import annotations

import gc
from itertools import count

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

TICK = 1_000  # milliseconds
OLDER_EVERY, ALL_EVERY = 10, 300  # ticks; all of them also when the person has gone to another program
STARTING = 10  # ticks in which what comes will stay: the program itself, and the list of practices


class Sweeper(QObject):
    """Collects Python's cycles on the window's own thread, little by little.

    Left to itself, Python would stop every thread for a tenth of a second, several times while a library of 10,000 is opened,
    and perhaps on a worker, where no widget may end.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        gc.disable()
        self._ticks = count(1)
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()
        app.applicationStateChanged.connect(self._on_state)

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()

    @Slot()
    def _on_tick(self) -> None:
        tick = next(self._ticks)
        if tick <= STARTING:
            gc.freeze()
        else:
            gc.collect(2 if tick % ALL_EVERY == 0 else 1 if tick % OLDER_EVERY == 0 else 0)

    @Slot(Qt.ApplicationState)
    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive:
            gc.collect()
