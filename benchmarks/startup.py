"""From the start of the process to the first paint: our window with a thousand practices, and a bare one with 45 text fields.

    python benchmarks/startup.py [--runs 15] [--practices 1000]

Both are run in turns, each in a process of its own, so that a busy machine slows both alike. What counts is the ratio of
the fastest: on a machine whose clock wanders, the rest is what the machine did meanwhile.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GOAL = 1.8

BARE = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QGridLayout, QTextEdit, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: os._exit(0))

app = QApplication(sys.argv[:1])
window = Window()
grid = QGridLayout(window)
for n in range(45):
    grid.addWidget(QTextEdit(window), n // 3, n % 3)
window.resize(1280, 720)
window.show()
app.exec()
"""

OURS = """
import os, sys
from gptemplate.paths import paths
from gptemplate.settings import Settings
from gptemplate.gui import app
app.load_qt()
from gptemplate.gui import tasks

tasks.Tasks.start = lambda self: os._exit(0)  # called when the first paint is done
app.run(paths(sys.argv[1]), Settings(interface_language="en", theme="light", device="benchmark"))
"""


def main() -> None:
    """Print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--practices", type=int, default=1000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        sys.path.insert(0, str(ROOT / "src"))
        from libraries import build

        from gptemplate.paths import paths

        build(paths(data).library, chosen.practices)
        figures: dict[str, list[float]] = {"bare": [], "ours": []}
        for turn in range(chosen.runs + 1):
            for name, code in (("bare", BARE), ("ours", OURS)):
                taken = once(code, data)
                if turn:  # the first turn fills the caches
                    figures[name].append(taken)
    medians = {name: statistics.median(values) for name, values in figures.items()}
    for name, values in figures.items():
        print(f"{name:5} median {medians[name]:6.0f} ms   fastest {min(values):6.0f} ms   slowest {max(values):6.0f} ms")
    ratio = min(figures["ours"]) / min(figures["bare"])
    print(f"ratio {ratio:.2f} by the fastest, {medians['ours'] / medians['bare']:.2f} by the medians (goal: at most {GOAL})")
    sys.exit(ratio > GOAL)


def once(code: str, data: Path) -> float:
    """Return the milliseconds that a process took to its first paint."""
    env = {
        "QT_QPA_PLATFORM": "offscreen",
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONPYCACHEPREFIX": str(data / "bytecode"),
    }
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its byte code
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, str(data)], env=env, check=True, capture_output=True)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
