"""Terms that a translation lacks and words that are not to be used, among the findings: looked for aside, between keys."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from gptemplate.gui.editor.asking import Asking
from gptemplate.gui.editor.bench import Bench
from gptemplate.gui.editor.once import Once
from gptemplate.gui.editor.watch import Watch
from gptemplate.model.checks import Finding
from gptemplate.model.states import Key

if TYPE_CHECKING:
    from gptemplate.model.practice import Practice
    from gptemplate.model.template import Template
    from gptemplate.services.terms import Glossary
    from gptemplate.store.library import Library

SOURCE = "terms"
CALM = 350  # milliseconds after a key, and after a practice was opened: matches and the field's own terms are wanted sooner


class TermChecks(QObject):
    """Has one field at a time looked at, and hands what was found to those who tell it."""

    def __init__(self, bench: Bench, watch: Watch, glossary: Once[Glossary], parent: QObject) -> None:
        super().__init__(parent)
        self._bench, self._watch, self._glossary = bench, watch, glossary
        self._asking = Asking(bench.ctx.tasks, self)
        self._queue: dict[str, None] = {}
        self._edited: set[str] = set()
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self._look)
        bench.opened.connect(self._on_opened)
        bench.renewed.connect(self._on_renewed)
        bench.paused.connect(self._on_paused)
        bench.desk.edited.connect(self._on_edited)
        bench.desk.entered.connect(self._on_entered)

    @Slot()
    def look_again(self) -> None:
        """Look at every field: the glossary is another one."""
        state = self._bench.state
        if state is not None:
            self._ask(one.id for one in state.template.fields.values() if one.is_written and not one.shared)

    @Slot()
    def _on_opened(self) -> None:
        self._queue, self._edited = {}, set()
        self._asking.forget()
        self.look_again()

    @Slot(object)
    def _on_renewed(self, fields: set[str]) -> None:
        self._ask(fields)

    @Slot(object, str)
    def _on_edited(self, key: Key, _text: str) -> None:
        self._edited.add(key.field)
        if self._queue:
            self._calm.start()

    @Slot()
    def _on_entered(self) -> None:
        if self._queue:
            self._calm.start()

    @Slot()
    def _on_paused(self) -> None:
        fields, self._edited = self._edited, set()
        self._ask(fields)

    def _ask(self, fields: Iterable[str]) -> None:
        self._queue = dict.fromkeys([*fields, *self._queue])
        if self._queue:
            self._calm.start()

    @Slot()
    def _look(self) -> None:
        field, state = next(iter(self._queue), None), self._bench.state
        if field is None or state is None:
            return
        keys = [Key(field, code) for code in state.template.codes]
        texts = {key: text for key in keys if (text := state.text(key)).strip()}
        if not texts or not state.template.fields[field].is_written or not state.is_looked_into(field):
            self._put(dict.fromkeys(keys, ""), [])
            self._queue.pop(field)
            self._look()
            return
        practice = copy(state.practice)
        practice.values = dict(state.practice.values)  # keys go on being pressed meanwhile
        job = partial(_found, self._glossary, state.template, practice, field)
        self._asking.ask(job, partial(self._on_found, self._bench.practice_id, field, texts))

    def _on_found(self, practice: str, field: str, texts: dict[Key, str], found: list[Finding]) -> None:
        if practice != self._bench.practice_id:
            return
        self._queue.pop(field, None)
        self._put(texts, found)
        if not self._calm.isActive():
            self._look()

    def _put(self, texts: dict[Key, str], found: list[Finding]) -> None:
        for key, text in texts.items():
            self._watch.take(SOURCE, key, text, [one for one in found if one.language == key.language])


def _found(glossary: Once[Glossary], template: Template, practice: Practice, field: str, library: Library) -> list[Finding]:
    from gptemplate.services import terms

    return terms.findings(glossary().recogniser(library), template, practice, field=field, also_dismissed=True)
