"""A person at the real window: types in every column until the process is killed, and says each key before it is pressed.

    python -m tests.gui.typist DATA_DIR PRACTICE_ID

Prints "ready", then one JSON line a key: [milliseconds since 1970, field, language, the text as it then is].
"""

from __future__ import annotations

import json
import sys
import time

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from gptemplate.gui import app
from gptemplate.paths import paths
from gptemplate.settings import Settings

TURNS = [(field, language) for field in ("title", "summary", "challenges_encountered") for language in ("fi", "sv", "en")]
WORDS = "Kunnan työpajassa opitaan suomea, och svenska på köpet, åäö 1 500 €! "
BURST = 12  # keys in a field before going on to the next
EVERY = 12  # milliseconds between keys


class Typist:
    """Presses one key at each tick of a timer."""

    def __init__(self) -> None:
        self._count = 0
        self._texts = dict.fromkeys(TURNS, "")
        self._timer = QTimer(interval=EVERY)
        self._timer.timeout.connect(self.press)
        self._timer.start()

    def press(self) -> None:
        """Type the next character where it belongs."""
        turn = TURNS[self._count // BURST % len(TURNS)]
        edit = _edit(*turn)
        if edit is None:
            return
        if self._count == 0:
            print("ready", flush=True)
        character = WORDS[self._count % len(WORDS)]
        if not edit.hasFocus() and self._count % BURST == 0:
            edit.setFocus()
        self._texts[turn] += character
        print(json.dumps([time.time_ns() // 1_000_000, *turn, self._texts[turn]]), flush=True)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(edit, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character))
        self._count += 1


def _edit(field: str, language: str) -> QTextEdit | None:
    for window in QApplication.topLevelWidgets():
        found = window.findChild(QWidget, f"{field}_{language}_edit")
        if isinstance(found, QTextEdit) and found.isVisible():
            return found
    return None


def main() -> int:
    """Open the practice in the program's own window and type."""
    typists: list[Typist] = []
    settings = Settings(device="typist", columns=("fi", "sv", "en"))
    application = QApplication(["gptemplate"])
    QTimer.singleShot(0, lambda: typists.append(Typist()))
    assert application is not None
    return app.run(paths(sys.argv[1]), settings, open_practice=sys.argv[2])


if __name__ == "__main__":
    sys.exit(main())
