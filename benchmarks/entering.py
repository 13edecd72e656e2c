"""From coming to a field to its matches, terms and findings on the screen, in a library that a team has worked in for years.

    python benchmarks/entering.py [--practices 8] [--memory 100000] [--keep FOLDER]

The window is the real one with the dictionaries of this machine. Keys are real key events; what counts is the time until a
part shows what belongs to the field and the window has nothing left to lay out or paint. A field that is not translated from
another text has no matches. Where other programs have the processor as well, the time in which the window's thread and the
adviser's were ready and waited for it is told apart (Linux only).
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import memory as made_up
from libraries import build, open_at
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gptemplate.gui.editor.view import EditorView
from gptemplate.gui.session import Session, application
from gptemplate.gui.sweeping import Sweeper
from gptemplate.model import segments
from gptemplate.model.memory import Extent, Unit
from gptemplate.model.sources import source_of
from gptemplate.model.states import SHARED, Key
from gptemplate.model.terms import Designation, Term
from gptemplate.paths import paths
from gptemplate.services import library as practices
from gptemplate.services import terms
from gptemplate.settings import Settings
from gptemplate.store.library import Library

GOAL = 80  # milliseconds, of 95 fields in a hundred
PARTS = ("matches", "terms", "findings")
LANGUAGES = ("fi", "sv", "en")
TERMS = 500
NEAR = 0.3  # of the memory: what the practices say, with words exchanged
READING = 0.6  # seconds in a field before going on: nobody reads what is shown in less
PATIENCE = 60
Times = dict[str, tuple[float, float]]  # of each part, and how much of it was waiting for the processor


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--practices", type=int, default=8, help="how many are gone through")
    parser.add_argument("--memory", type=int, default=100_000, help="units in the memory")
    parser.add_argument("--keep", type=Path, help="a folder to keep the library in for the next time")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = paths(chosen.keep or Path(folder))
        if not where.library.is_file():
            build(where.library, 1_000)
            _fill(open_at(where.library), chosen.memory)
        app = application()
        Sweeper(app)
        sys.setswitchinterval(0.001)
        settings = Settings(interface_language="en", theme="light", device="benchmark", columns=LANGUAGES)
        session = Session(where, settings)
        session.shell.resize(1366, 768)
        session.shell.show()
        session.shell.activateWindow()
        walk = Walk(app, session)
        walk.go_through(chosen.practices)
        session.shell.close()
        session.finish()
    walk.tell()


class Walk:
    """Goes through fields and takes the times."""

    def __init__(self, app: QApplication, session: Session) -> None:
        self._app, self._session = app, session
        self._start = 0.0
        self._shown: dict[str, float] = {}
        self._fresh: set[str] = set()
        self._taken: dict[str, list[Times]] = {"start": [], "opening": [], "going": []}

    def go_through(self, count: int) -> None:
        """Open that many practices, and go through the fields of each by key, language by language."""
        ready: list[object] = []
        self._session.tasks.opened.connect(ready.append)
        self._until(lambda: bool(ready))
        ids: list[str] = []
        self._session.tasks.read(_ids, ids.extend)
        self._until(lambda: bool(ids))
        for number, ident in enumerate(random.Random(1).sample(ids, count)):
            self._open(ident)
            if number == 0:
                self._watch()
            self._through(first=number == 0)

    def tell(self) -> None:
        """Print what was measured."""
        first = ", ".join(f"{part} {taken:.0f} ms" for part, (taken, _waited) in self._taken["start"][0].items())
        print(f"first field after the start, for which everything is read: {first}")
        every = [*self._taken["opening"], *self._taken["going"]]
        for name, taken in (("first field of a practice", self._taken["opening"]), ("any field", every)):
            for part in PARTS:
                self._tell(f"{name}: {part}", [one[part] for one in taken if part in one])
            self._tell(f"{name}: all of them", [max(one.values()) for one in taken])
        print(f"goal: {GOAL} ms p95")

    def _tell(self, name: str, times: list[tuple[float, float]]) -> None:
        if len(times) < 2:
            return
        whole, own = _cuts([taken for taken, _waited in times]), _cuts([taken - waited for taken, waited in times])
        undisturbed = f"   without waiting for the processor: {own[49]:6.1f}, {own[94]:6.1f}" if _waiting() else ""
        print(f"  {name:38} {len(times):4} fields   median {whole[49]:6.1f} ms   p95 {whole[94]:6.1f}{undisturbed}")

    @property
    def _view(self) -> EditorView:
        return self._session.shell._editor_view()

    def _open(self, ident: str) -> None:
        opened: list[str] = []
        self._view.opened.connect(opened.append)
        self._session.shell.open_practice(ident)
        self._until(lambda: ident in opened and self._view.grid.is_complete)
        self._view.opened.disconnect(opened.append)

    def _watch(self) -> None:
        view = self._view
        view.matches.answered.connect(partial(self._fresh.add, "matches"))
        for part, helper, name in (("terms", view.terms, "_on_looked"), ("findings", view.mending, "_tell")):
            setattr(helper, name, partial(self._noted, part, getattr(helper, name)))

    def _noted(self, part: str, call: Callable[..., Any], *given: Any) -> None:
        call(*given)
        self._fresh.add(part)

    def _through(self, *, first: bool) -> None:
        """Every field of every language: down in the first, up in the next, and down again."""
        where = "start" if first else "opening"
        for number in range(len(LANGUAGES)):
            way = Qt.Key.Key_Up if number % 2 else Qt.Key.Key_Down
            self._press(Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.AltModifier)
            before: object = None
            while before != self._view.key:
                before = self._view.key
                if taken := self._enter(partial(self._press, way, Qt.KeyboardModifier.ControlModifier)):
                    self._taken[where].append(taken)
                    where = "going"

    def _enter(self, go: Callable[[], None]) -> Times:
        before = self._view.key
        self._fresh.clear()
        start, waited = time.perf_counter(), _waiting()
        go()
        wanted = self._wanted() if self._view.key != before else ()
        taken: Times = {}
        while len(taken) < len(wanted):
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            new = [part for part in wanted if part in self._fresh and part not in taken]
            if new:
                self._app.processEvents()  # what they show is laid out and painted
                taken.update(dict.fromkeys(new, ((time.perf_counter() - start) * 1000, _waiting() - waited)))
            if time.perf_counter() - start > PATIENCE:
                raise TimeoutError(f"{self._view.key}: only {taken}")
        self._rest(READING if taken else 0)
        return taken

    def _wanted(self) -> tuple[str, ...]:
        """The parts that have something to say of the field."""
        state, key = self._view.state, self._view.key
        if state is None or key is None or key.language == SHARED or not state.template.fields[key.field].is_written:
            return ()
        source = source_of(state.template, state.practice, key)
        return PARTS if source and state.text(Key(key.field, source)).strip() else PARTS[1:]

    def _press(self, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self._session.shell.focusWidget() or self._view, key, held)

    def _rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._app.processEvents()
            time.sleep(0.005)

    def _until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            self._app.processEvents()
            time.sleep(0.005)
            if time.monotonic() > end:
                raise TimeoutError


def _cuts(times: list[float]) -> list[float]:
    return statistics.quantiles(times, n=100, method="inclusive")


def _waiting() -> float:
    """Milliseconds in which the threads that count were ready to run and another program ran; 0 where it is not known."""
    threads = [one.native_id for one in threading.enumerate() if one is threading.main_thread() or "adviser" in one.name]
    try:
        return sum(int(Path(f"/proc/self/task/{one}/schedstat").read_text().split()[1]) for one in threads) / 1e6
    except OSError:
        return 0


def _ids(library: Library) -> list[str]:
    return [one.id for one in practices.list_practices(library)]


def _fill(library: Library, count: int) -> None:
    """Give a library a memory and a glossary."""
    texts = _texts(library)
    near = round(count * NEAR)
    with library.writing() as work:
        work.memory.add(made_up.units(count - near))
        work.memory.add(_near(texts, near))
    terms.add_starter(library)
    for term in _terms(texts):
        terms.put(library, term)
    library.close()


def _texts(library: Library) -> list[dict[str, str]]:
    """What the fields of the first practices say, by language."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    with library.reading() as work:
        for ident in _ids(library)[:12]:
            for key, value in work.practice(ident).values.items():
                if key.language in LANGUAGES and len(value.text) > 20:
                    found.setdefault((ident, key.field), {})[key.language] = value.text
    return [one for one in found.values() if len(one) == len(LANGUAGES)]


def _near(texts: list[dict[str, str]], count: int) -> Iterator[Unit]:
    """Units that say what the practices say, whole fields and sentences, each with one to four words exchanged."""
    rng = random.Random(3)
    words = {code: [word for one in texts for word in one[code].split()] for code in LANGUAGES}
    for number in range(count):
        one = rng.choice(texts)
        cut = {code: _sentences(text, code) for code, text in one.items()}
        is_whole = rng.random() < 0.2 or len({len(said) for said in cut.values()}) > 1
        place = rng.randrange(len(cut["fi"])) if not is_whole else 0
        said = {code: one[code] if is_whole else cut[code][place] for code in LANGUAGES}
        changed = {code: _changed(rng, text, words[code]) for code, text in said.items()}
        extent = Extent.FIELD if is_whole else Extent.SENTENCE
        yield Unit(changed, extent, project=f"Practice {number % 200}", modified=1_700_000_000_000 + number)


def _sentences(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in segments.spans(text, language)]


def _changed(rng: random.Random, text: str, words: list[str]) -> str:
    said = text.split(" ")
    for _edit in range(rng.randint(1, 4)):
        said[rng.randrange(len(said))] = rng.choice(words)
    return " ".join(said)


def _terms(texts: list[dict[str, str]]) -> Iterator[Term]:
    rng = random.Random(4)
    words = {code: sorted({word for one in texts for word in re.findall(r"[^\W\d_]{6,}", one[code])}) for code in LANGUAGES}
    for _term in range(TERMS):
        yield Term("", tuple(Designation(code, rng.choice(words[code])) for code in LANGUAGES), "What is meant by it.")


if __name__ == "__main__":
    main()
