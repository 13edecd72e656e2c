"""Spelling as one types: words that are not known are underlined and told in the assistant, with what may have been meant."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gptemplate.errors import UserError
from gptemplate.gui.editor import proofing
from gptemplate.gui.editor.asking import Asking
from gptemplate.gui.editor.bench import Bench
from gptemplate.gui.editor.controls.written import Written
from gptemplate.gui.editor.mending import Mending
from gptemplate.gui.editor.once import Once
from gptemplate.gui.editor.proofing import Misspelt
from gptemplate.gui.widgets.banner import Tone
from gptemplate.gui.widgets.marks import Line, Mark
from gptemplate.i18n import N_, Message
from gptemplate.model.checks import Finding, Severity
from gptemplate.model.checks.spelling import CHECK
from gptemplate.model.states import SHARED, Key
from gptemplate.services import editing

if TYPE_CHECKING:
    from gptemplate.services.spelling import Proofreader

LAYER = "spelling"
LOADING = 200  # milliseconds until a dictionary that was not loaded is tried again
CALM = 300  # milliseconds after a key in which no text is looked through
RESTING = 150  # milliseconds that the assistant points at a word before a dictionary is asked what was meant


class Spelling(QObject):
    """Has the texts looked through, the one that is written first, in each language as soon as its dictionary is loaded."""

    def __init__(self, bench: Bench, mending: Mending, parent: QObject) -> None:
        super().__init__(parent)
        self._bench, self._mending, self._watch = bench, mending, mending.watch
        self._part = bench.assistant.words
        self._made = Once(partial(proofing.made, bench.ctx.paths))
        self._reader: Proofreader | None = None
        self._texts = Asking(bench.ctx.tasks, self)
        self._suggestions = Asking(bench.ctx.tasks, self)
        self._meaning = Asking(bench.ctx.tasks, self)
        self._meant: dict[tuple[str, str], list[str]] = {}  # by language and word
        self._pointed: Finding | None = None
        self._queue: dict[Key, None] = {}
        self._loading: set[str] = set()  # languages whose dictionary was not loaded a moment ago
        self._waiting = QTimer(self, singleShot=True, interval=LOADING)
        self._waiting.timeout.connect(self._on_waited)
        self._edited: Key | None = None
        self._found: dict[Key, tuple[str, list[Misspelt]]] = {}
        self._told: set[str] = set()
        self._calm = QTimer(self, singleShot=True, interval=CALM)  # Python work beside a key would slow it down
        self._calm.timeout.connect(self._look)
        self._beginning = QTimer(self, singleShot=True, interval=CALM)  # matches and terms are wanted sooner
        self._beginning.timeout.connect(self._begin)
        self._resting = QTimer(self, singleShot=True, interval=RESTING)
        self._resting.timeout.connect(self._ask_meant)
        self._connect()

    def _connect(self) -> None:
        bench, mending = self._bench, self._mending
        bench.opened.connect(self._on_opened)
        bench.renewed.connect(self._on_renewed)
        bench.paused.connect(self._on_paused)
        bench.retold.connect(self._on_retold)
        bench.desk.edited.connect(self._on_edited)
        bench.desk.left.connect(self._on_left)
        bench.desk.menu_opening.connect(self._on_menu_opening)
        mending.watch.looked.connect(self._on_looked)
        mending.pointed.connect(self._on_pointed)
        mending.word_wanted.connect(self._on_word_wanted)
        self._part.word_chosen.connect(self._on_word_chosen)
        self._part.accepted.connect(self._on_accept_wanted)

    def words(self, key: Key) -> list[Misspelt]:
        """Return the words of a text that are not known: start, end, word."""
        return self._found.get(key, ("", []))[1]

    # looking through

    def prepare(self) -> None:
        """Begin to load the dictionaries, while nothing else happens."""
        self._texts.ask(partial(proofing.prepare, self._made, self._bench.ctx.settings.columns), _prepared)

    @Slot()
    def _on_opened(self) -> None:
        self._found, self._queue, self._edited = {}, {}, None
        state = self._bench.state
        if state is None:
            return
        self._beginning.start()

    @Slot()
    def _begin(self) -> None:
        state = self._bench.state
        if state is not None:
            begin = partial(proofing.begin, self._made, self._bench.ctx.paths, state.template, state.practice)
            self._texts.ask(begin, partial(self._on_begun, self._bench.practice_id))

    def _on_begun(self, practice: str, begun: tuple[Proofreader, list[str], str]) -> None:
        self._reader, missing, folder = begun
        if practice == self._bench.practice_id and self._bench.state is not None:
            self._tell_missing(missing, folder)
            self._ask(_texts_of(self._bench))

    @Slot(object)
    def _on_renewed(self, fields: set[str]) -> None:
        self._ask([key for key in _texts_of(self._bench) if key.field in fields])

    @Slot(object, str)
    def _on_edited(self, key: Key, _text: str) -> None:
        self._edited = key
        self._calm.start()

    @Slot()
    def _on_paused(self) -> None:
        if self._edited is not None:
            self._ask([self._edited])

    @Slot(object)
    def _on_left(self, key: Key) -> None:
        self._edited = None
        if key in self._found:
            self._ask([key])

    def _ask(self, keys: list[Key]) -> None:
        if self._reader is not None:
            self._queue = dict.fromkeys([*keys, *self._queue])
            if not self._calm.isActive():
                self._look()

    @Slot()
    def _look(self) -> None:
        key = next((one for one in self._queue if one.language not in self._loading), None)
        state, reader = self._bench.state, self._reader
        if key is None or state is None or reader is None or key.language == SHARED:
            return
        text = state.text(key)
        if not state.is_looked_into(key.field):
            self._on_found(self._bench.practice_id, key, text, [])
            return
        job = partial(proofing.misspelt, reader, text, key.language)
        self._texts.ask(job, partial(self._on_found, self._bench.practice_id, key, text))

    @Slot()
    def _on_waited(self) -> None:
        self._loading.clear()
        if not self._calm.isActive():
            self._look()

    def _on_found(self, practice: str, key: Key, text: str, found: list[Misspelt] | None) -> None:
        if practice != self._bench.practice_id:
            return
        if found is None:
            self._loading.add(key.language)
            self._waiting.start()
            self._look()
            return
        self._queue.pop(key, None)
        writing = self._place(key) if key == self._edited else -1
        known = [one for one in found if one[1] != writing]  # the word that is being typed is not wrong yet
        self._found[key] = (text, known)
        self._watch.take(CHECK, key, text, [_finding(key, one) for one in known])
        self._mark(key)
        if not self._calm.isActive():
            self._look()

    def _mark(self, key: Key) -> None:
        text, found = self._found[key]
        theme, tr = self._bench.ctx.theme, self._bench.ctx.tr
        told = self._watch.found(key)  # without what a person dismissed, and what is said of a whole text in another language
        marks = [
            Mark(one[0], one[1], theme.danger, Line.WAVE, tr(_unknown(one[2]))) for one in found if _finding(key, one) in told
        ]
        self._bench.marking.put(key, LAYER, text, marks)

    @Slot(str)
    def _on_looked(self, field: str) -> None:
        for key in self._found:
            if key.field == field:
                self._mark(key)

    @Slot()
    def _on_retold(self) -> None:
        for key in self._found:
            self._mark(key)

    def _place(self, key: Key) -> int:
        card = self._bench.grid.card(key)
        return card.control.edit.place if card is not None and isinstance(card.control, Written) else -1

    def _tell_missing(self, missing: list[str], folder: str) -> None:
        """Say once that a language has no dictionary; nothing of it is underlined."""
        state = self._bench.state
        new = [code for code in missing if code not in self._told]
        self._told.update(new)
        if state is not None and new:
            names = ", ".join(one.name for one in state.template.languages if one.code in new)
            told = N_(
                "There is no dictionary for {language} on this computer, so its spelling is not checked. Put one into {folder}."
            )
            self._bench.tell(Tone.INFO, Message(told, language=names, folder=folder))

    # the context menu

    @Slot(object, object, int)
    def _on_menu_opening(self, key: Key, menu: QMenu, place: int) -> None:
        text, found = self._found.get(key, ("", []))
        here = next((one for one in found if one[0] <= place <= one[1]), None)
        state, reader, tr = self._bench.state, self._reader, self._bench.ctx.tr
        if here is None or state is None or reader is None or state.text(key) != text or self._bench.ctx.read_only:
            return
        first = menu.actions()[0]
        waiting = QAction(tr("Looking for suggestions…"), menu)
        waiting.setEnabled(False)
        accepting = QAction(tr("Add “{word}” to my words", word=here[2]), menu)
        accepting.triggered.connect(partial(self._accept, key.language, here[2], everyone=False))
        for_all = QAction(tr("Add “{word}” to the project’s words", word=here[2]), menu)
        for_all.triggered.connect(partial(self._accept, key.language, here[2], everyone=True))
        menu.insertActions(first, [waiting, accepting, for_all])
        menu.insertSeparator(first)
        menu.insertSeparator(accepting)
        job = partial(proofing.suggestions, reader, here[2], key.language)
        self._suggestions.ask(job, partial(self._on_suggested, menu, waiting, key, here))
        menu.aboutToHide.connect(self._suggestions.forget)

    def _on_suggested(self, menu: QMenu, waiting: QAction, key: Key, here: Misspelt, suggested: list[str]) -> None:
        waiting.setText(self._bench.ctx.tr("No suggestions"))
        waiting.setVisible(not suggested)
        for word in suggested:
            action = QAction(word, menu)
            font = action.font()
            font.setBold(True)
            action.setFont(font)
            action.triggered.connect(partial(self._replace, key, here, word))
            menu.insertAction(waiting, action)

    # the cards of the assistant

    @Slot(object)
    def _on_pointed(self, finding: Finding | None) -> None:
        self._pointed = finding if finding is not None and finding.check == CHECK else None
        if self._pointed is not None:
            self._resting.start()

    @Slot()
    def _ask_meant(self) -> None:
        """Ask what was meant where the cursor rests: for every word it would keep the memory waiting."""
        finding, reader = self._pointed, self._reader
        here = self._words_of(finding) if finding is not None else None
        if finding is None or here is None or reader is None or (finding.language, here[2]) in self._meant:
            return
        place = (finding.language, here[2])
        self._meaning.ask(partial(proofing.suggestions, reader, here[2], finding.language), partial(self._on_meant, place))

    def _on_meant(self, place: tuple[str, str], suggested: list[str]) -> None:
        self._meant[place] = suggested
        self._part.suggest(*place, suggested)
        self._mending.reveal_soon()

    @Slot(object)
    def _on_word_wanted(self, finding: Finding) -> None:
        """Put in the likeliest word, where it is known already: what comes later would surprise."""
        here = self._words_of(finding)
        meant = self._meant.get((finding.language, here[2])) if here is not None else None
        if here is not None and meant:
            self._replace(_key(finding), here, meant[0])

    @Slot(object, str)
    def _on_word_chosen(self, finding: Finding, word: str) -> None:
        here = self._words_of(finding)
        if here is not None:
            self._replace(_key(finding), here, word)

    @Slot(object, bool)
    def _on_accept_wanted(self, finding: Finding, everyone: bool) -> None:
        here = self._words_of(finding)
        if here is not None:
            self._accept(finding.language, here[2], everyone=everyone)

    def _words_of(self, finding: Finding) -> Misspelt | None:
        """The unknown word of a finding, unless the text is another one by now."""
        state, key = self._bench.state, _key(finding)
        text, found = self._found.get(key, ("", []))
        if state is None or state.text(key) != text:
            return None
        return next((one for one in found if one[:2] == (finding.start, finding.end)), None)

    def _replace(self, key: Key, here: Misspelt, word: str, _checked: bool = False) -> None:
        start, _end, wrong = here
        job = partial(editing.replace_part, practice_id=self._bench.practice_id, key=key, start=start, words=wrong, by=word)
        self._bench.write(job)

    def _accept(self, language: str, word: str, _checked: bool = False, *, everyone: bool) -> None:
        reader = self._reader
        if reader is None:
            return
        if everyone:
            self._bench.ctx.tasks.write(partial(proofing.accept_for_all, language, word), self._on_accepted)
        else:
            self._texts.forget()
            self._bench.ctx.tasks.advise(
                partial(proofing.accept_for_me, reader, language, word), self._on_accepted, self._on_not_accepted
            )

    @Slot(object)
    def _on_accepted(self, _nothing: object) -> None:
        if self._reader is not None:
            self._texts.ask(partial(proofing.refresh, self._reader), self._on_refreshed)

    @Slot(object)
    def _on_refreshed(self, _changed: object) -> None:
        self._ask(_texts_of(self._bench))

    def _on_not_accepted(self, error: UserError) -> None:
        self._bench.tell(Tone.ERROR, error.message)


def _prepared(_answer: object) -> None:
    """Nobody waits for a dictionary."""


def _key(finding: Finding) -> Key:
    return Key(finding.field, finding.language)


def _finding(key: Key, one: Misspelt) -> Finding:
    start, end, word = one
    return Finding(CHECK, Severity.WARNS, key.field, key.language, _unknown(word), start, end)


def _unknown(word: str) -> Message:
    return Message("Unknown word: “{word}”", word=word)


def _texts_of(bench: Bench) -> list[Key]:
    """Every text that is written in a language, the one under the cursor first."""
    state = bench.state
    if state is None:
        return []
    written = [one.id for one in state.template.fields.values() if one.is_written]
    keys = [Key(field, code) for field in written for code in state.template.codes if state.text(Key(field, code))]
    return sorted(keys, key=lambda key: key != bench.key)
