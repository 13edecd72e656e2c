"""The table with ten thousand practices: listing, scrolling, searching, sorting, opening.

    python benchmarks/table.py [--practices 10000]

A frame is the time in which the window answers nothing; a search is measured from the question to the ids in the window.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "benchmarks")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from libraries import build  # noqa: E402
from PySide6.QtCore import QEvent, QObject  # noqa: E402
from PySide6.QtWidgets import QWidget  # noqa: E402

from gptemplate.gui import app as _app  # noqa: E402, F401 - it imports what must come before Qt
from gptemplate.gui.session import Session, application  # noqa: E402
from gptemplate.gui.sweeping import Sweeper  # noqa: E402
from gptemplate.paths import paths  # noqa: E402
from gptemplate.settings import Settings  # noqa: E402

GOAL_SEARCH, GOAL_OPEN = 30, 60  # milliseconds
QUERIES = ("kylä", "metallialalla", "entrepreneur", "polku silta", "verk")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--practices", type=int, default=10_000)
    parser.add_argument("--data", type=Path, help="a data folder that is kept, so that it is built only once")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = paths(chosen.data or folder)
        build(where.library, chosen.practices)
        qt = application()
        Sweeper(qt)
        sys.setswitchinterval(0.001)
        session = Session(where, Settings(interface_language="en", theme="light", device="benchmark"))
        Bench(session, qt.processEvents).run()
        session.shell.close()
        session.finish()


class Bench:
    """Measures one window."""

    def __init__(self, session: Session, process: Callable[[], None]) -> None:
        self.session, self.process = session, process
        self.view = session.shell.practices
        self.longest = 0.0

    def run(self) -> None:
        self.session.shell.resize(1366, 768)
        began = time.perf_counter()
        painted: list[bool] = []
        self.session.shell.painted.connect(lambda: painted.append(True))
        self.session.shell.show()
        self.until(lambda: bool(painted))
        self.until(lambda: len(self.view.model.overview.entries) > 1000)
        count, frame = len(self.view.model.rows), self.longest * 1000
        print(f"all {count} listed {ms(began):6.0f} ms after showing, longest frame {frame:.0f} ms")
        self.rest(1.5)
        self.scroll()
        self.search()
        self.sort()
        self.open()

    def until(self, condition: Callable[[], bool], patience: float = 60) -> None:
        self.longest = 0.0
        end = time.perf_counter() + patience
        while not condition() and time.perf_counter() < end:
            began = time.perf_counter()
            self.process()
            self.longest = max(self.longest, time.perf_counter() - began)
            time.sleep(0.0005)
        assert condition()

    def rest(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() > end)

    def scroll(self) -> None:
        bar, frames = self.view.table.verticalScrollBar(), []
        for turn in range(300):
            began = time.perf_counter()
            bar.setValue(turn * bar.maximum() // 300 + turn)
            self.process()
            frames.append(ms(began))
        tell("scrolling, a frame", frames)

    def search(self) -> None:
        answers: list[float] = []
        for query in QUERIES * 3:
            self.view.header.search_field.clear()
            self.rest(0.05)
            self.view.feed._query = query
            began, found = time.perf_counter(), []
            self.view.feed.found.connect(found.append)
            self.view.feed._search()
            self.until(lambda found=found: bool(found))
            answers.append(ms(began))
            self.view.feed.found.disconnect(found.append)
        tell("search, question to table", answers, GOAL_SEARCH)
        self.view.header.search_field.clear()
        self.view.feed.search("")

    def sort(self) -> None:
        taken = []
        for column in range(self.view.model.columnCount()):
            began = time.perf_counter()
            self.view.model.sort(column)
            self.process()
            taken.append(ms(began))
        tell("sorting by a column", taken)

    def open(self) -> None:
        shell, taken = self.session.shell, []
        shell.prepare()
        self.rest(1.0)
        for place in range(8):
            ident = self.view.model.rows[place * 7].id
            shown: list[str] = []
            shell._editor_view().opened.connect(shown.append)
            painted = Painted(shell)
            began = time.perf_counter()
            shell.open_practice(ident)
            self.until(lambda shown=shown: bool(shown))
            painted.times.clear()
            self.until(lambda painted=painted: bool(painted.times))
            taken.append((painted.times[0] - began) * 1000)
            shell.removeEventFilter(painted)
            shell.show_screen("practices")
            self.rest(0.3)
        tell("opening a practice", taken[1:], GOAL_OPEN)


class Painted(QObject):
    """Notes when the window has painted all that was waiting to be."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.times: list[float] = []
        window.installEventFilter(self)

    def eventFilter(self, window: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is not QEvent.Type.UpdateRequest:
            return False
        window.event(event)
        self.times.append(time.perf_counter())
        return True


def ms(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def tell(what: str, figures: list[float], goal: int | None = None) -> None:
    middle, worst = statistics.median(figures), max(figures)
    print(f"{what:28} median {middle:6.1f} ms   longest {worst:6.1f} ms" + (f"   (goal: {goal} ms)" if goal else ""))


if __name__ == "__main__":
    main()
