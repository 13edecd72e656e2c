"""What the memory will be asked next: its languages are read, and fields are asked about, before a person is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from gptemplate.gui.editor.asking import Asking
from gptemplate.gui.editor.bench import Bench
from gptemplate.gui.editor.once import Once
from gptemplate.model.sources import source_of

if TYPE_CHECKING:
    from gptemplate.gui.editor.asking import Job
    from gptemplate.services.memory import Recall
    from gptemplate.store.library import Library

CALM = 300  # milliseconds after a key or a move in which nothing is read: Python work beside it would slow it down


class Learning(QObject):
    """Has the languages read that texts may be translated from, a little at a time; those of the open practice first."""

    def __init__(self, bench: Bench, recall: Once[Recall], parent: QObject) -> None:
        super().__init__(parent)
        self._bench, self._recall = bench, recall
        self._asking = Asking(bench.ctx.tasks, self)
        self._languages: list[str] = []
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self._go_on)
        bench.opened.connect(self._on_opened)
        for happened in (bench.desk.edited, bench.desk.entered):
            happened.connect(self._wait)

    @Slot()
    def _wait(self) -> None:
        self._calm.start()

    @Slot()
    def _on_opened(self) -> None:
        state = self._bench.state
        if state is not None:
            sources = dict.fromkeys(source_of(state.template, state.practice, key) for key in state.walk())
            self._languages = list(dict.fromkeys(code for code in (*sources, *state.template.codes) if code))
            self._calm.start()

    @Slot()
    def _go_on(self) -> None:
        if self._languages and not self._calm.isActive():
            self._asking.ask(partial(_learn, self._recall, self._languages[0]), self._on_learned)

    def _on_learned(self, goes_on: bool) -> None:
        if not goes_on:
            del self._languages[:1]
        self._go_on()


class Ahead(QObject):
    """Has questions asked one after the other until something else is wanted."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._asking = Asking(bench.ctx.tasks, self)
        self._left: list[tuple[Job, Callable[[object], None]]] = []

    def ask(self, questions: Iterable[tuple[Job, Callable[[object], None]]]) -> None:
        """Ask these, the first first; those before that were not asked yet are left out."""
        self._left = list(questions)
        self._asking.forget()
        self._go_on()

    def stop(self) -> None:
        """Ask no more."""
        self._left = []

    def _go_on(self) -> None:
        if self._left:
            job, done = self._left.pop(0)
            self._asking.ask(job, partial(self._on_answered, done))

    def _on_answered(self, done: Callable[[object], None], answer: object) -> None:
        done(answer)
        self._go_on()


def _learn(recall: Once[Recall], language: str, library: Library) -> bool:
    made = recall()
    made.bring_up_to_date(library)
    return made.learn(language)
