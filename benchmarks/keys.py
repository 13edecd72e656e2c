"""From a key to the repainted window, in the editor with three columns and autosave running.

    python benchmarks/keys.py [--keys 10000]

Every key is a real key event; what counts is the time until the window has nothing left to lay out or paint.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from libraries import build
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QTextEdit

from gptemplate.gui.session import Session, application
from gptemplate.gui.sweeping import Sweeper
from gptemplate.paths import paths
from gptemplate.services import library as practices
from gptemplate.settings import Settings
from gptemplate.store.library import Library

GOAL = 8  # milliseconds, of 99 keys in a hundred
FIELDS = ("title", "summary", "detailed_information", "challenges_encountered")
TEXT = "Kunnan työpajassa opitaan suomea, och svenska på köpet, 18–29-vuotiaille. "
PAUSE = 0.3  # seconds from going to a field to the first key: nobody's hand is faster
PACE = 0.01  # seconds between keys: ten times as fast as a good typist, so that saving and checking have their turn as well
TURN = 400  # keys in one field, a paragraph, before going to the next


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=10_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = paths(folder)
        build(where.library, 1_000)
        app = application()
        Sweeper(app)
        sys.setswitchinterval(0.001)
        session = Session(
            where, Settings(interface_language="en", theme="light", device="benchmark", columns=("fi", "sv", "en"))
        )
        session.shell.resize(1366, 768)
        session.shell.show()
        taken = _measure(app, session, chosen.keys)
        session.shell.close()
        session.finish()
    cuts = statistics.quantiles(taken, n=100)
    print(f"{len(taken)} keys: median {cuts[49]:.2f} ms, p95 {cuts[94]:.2f}, p99 {cuts[98]:.2f}, longest {max(taken):.1f}")
    print(f"goal: p99 below {GOAL} ms")


def _measure(app: QApplication, session: Session, keys: int) -> list[float]:
    opened: list[str] = []
    ready: list[object] = []
    session.tasks.opened.connect(ready.append)
    _until(app, lambda: bool(ready))
    session.tasks.write(_new, opened.append)
    _until(app, lambda: bool(opened))
    session.shell.open_practice(opened[0])
    names = [f"{field}_{language}_edit" for field in FIELDS for language in ("fi", "sv", "en")]
    _until(app, lambda: all(session.shell.findChild(QTextEdit, name) for name in names))
    for _turn in range(300):  # until every row of the form is made
        app.processEvents()
        time.sleep(0.01)
    taken = []
    for number in range(keys):
        edit = session.shell.findChild(QTextEdit, names[number // TURN % len(names)])
        if number % TURN == 0:
            edit.setFocus()
            _until(app, edit.hasFocus)
            _rest(app, PAUSE)
        taken.append(_press(app, edit, TEXT[number % len(TEXT)]))
        _rest(app, PACE)
    return taken


def _press(app: QApplication, edit: QTextEdit, character: str) -> float:
    start = time.perf_counter()
    QApplication.sendEvent(edit, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character))
    app.processEvents()
    return (time.perf_counter() - start) * 1000


def _rest(app: QApplication, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.005)


def _new(library: Library) -> str:
    return practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="")[0]


def _until(app: QApplication, condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        app.processEvents()
        time.sleep(0.005)
        if time.monotonic() > end:
            raise TimeoutError


if __name__ == "__main__":
    main()
