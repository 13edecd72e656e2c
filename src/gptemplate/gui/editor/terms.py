"""Terms of the glossary in the field under the cursor: dotted in the texts, listed with what to write, inserted by key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.editor.asking import Asking
from gptemplate.gui.editor.bench import Bench
from gptemplate.gui.editor.controls.written import Written
from gptemplate.gui.editor.once import Once
from gptemplate.gui.editor.parts import PADDING, CardsPart, SmallCard, room_for_text, text_label
from gptemplate.gui.keys import listen
from gptemplate.gui.widgets.banner import Tone
from gptemplate.gui.widgets.elided import ElidedButton, ElidedLabel
from gptemplate.gui.widgets.growing_edit import GrowingEdit
from gptemplate.gui.widgets.marks import Line, Mark
from gptemplate.i18n import Message
from gptemplate.model.changes import Changes
from gptemplate.model.sources import source_of
from gptemplate.model.states import SHARED, Key
from gptemplate.model.terms import Standing

if TYPE_CHECKING:
    from gptemplate.errors import UserError
    from gptemplate.paths import Paths
    from gptemplate.services.terms import Added, Glossary
    from gptemplate.store.library import Library
    from gptemplate.translation.glossary import Found, Recogniser

LAYER = "terms"
COUNTRY = "FI"  # the Swedish of Finland comes first
MOST = 12
MOST_WORDS = 4  # buttons for one term
BETWEEN = 10  # pixels
NO_SPACE_AFTER = "([{<“‘«„‚\"'-–—/"  # a word put in stands close to these


@dataclass(frozen=True, slots=True)
class Entry:
    """A term of the source text: what stands there, what may be written, what not, and what it means."""

    written: str
    insertions: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What the glossary says of one field: entries for the list, and places in each language's text with their tips."""

    entries: tuple[Entry, ...]
    texts: Mapping[str, str]
    places: Mapping[str, Sequence[tuple[int, int, str]]]


class TermsPart(CardsPart):
    """The list of terms found here.

    Signals:
        insert_requested: a person wants a word put in at the cursor.
    """

    insert_requested = Signal(str)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "book-open", parent)
        self._entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show the terms of a field."""
        if entries != self._entries:
            self._entries = entries
            self.refresh()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The terms that are shown."""
        return self._entries

    def refresh(self) -> None:
        """Say it again in the current language and colours."""
        self.clear()
        self.setVisible(bool(self._entries))
        if not self._entries:
            return
        self.head(self._ctx.tr("Terms found here"), len(self._entries))
        card = SmallCard(self._ctx, "terms_card", self)
        card.box.setSpacing(2)
        for row, entry in enumerate(self._entries[:MOST]):
            self._add_row(card, row, entry)
        self.add(card)

    def _add_row(self, card: SmallCard, row: int, entry: Entry) -> None:
        # No line of it wraps: a panel that is new at every move is laid out several times.
        written = ElidedLabel(entry.written, card)
        written.setProperty("role", "muted")
        written.setToolTip(f"{entry.written}\n{entry.definition}" if entry.definition else "")
        line = QHBoxLayout()
        line.setSpacing(BETWEEN)
        line.addWidget(written, 1)
        card.box.addLayout(line)
        buttons = [self._button(card, row, entry, word) for word in entry.insertions[:MOST_WORDS]]
        if buttons and _width(written) + _width(buttons[0]) + PADDING + BETWEEN <= room_for_text():
            line.addWidget(buttons.pop(0))
        for button in buttons:
            card.box.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        if entry.forbidden:
            told = self._ctx.tr("not: {words}", words=", ".join(entry.forbidden))
            card.box.addWidget(text_label(card, told, "small"))

    def _button(self, card: SmallCard, row: int, entry: Entry, word: str) -> ElidedButton:
        place = entry.insertions.index(word)
        button = ElidedButton(word, card)
        button.setObjectName(f"term_{row}_{place}_button" if place else f"term_{row}_button")
        button.setProperty("kind", "link")
        keys = "Ctrl+T" if not place else "Alt+T"
        button.setToolTip(f"{word} ({keys})")
        button.setAccessibleName(self._ctx.tr("Insert “{word}” for “{source}”", word=word, source=entry.written))
        button.setEnabled(not self._ctx.read_only)
        button.clicked.connect(partial(self.insert_requested.emit, word))
        return button


def _width(widget: QLabel | QPushButton) -> int:
    return widget.fontMetrics().horizontalAdvance(widget.text())


class Terms(QObject):
    """Asks the glossary about the field under the cursor, and adds to it.

    Signals:
        changed: the glossary is another one, by what was done here or elsewhere.
    """

    changed = Signal()

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._part = bench.assistant.terms
        self._asking = Asking(bench.ctx.tasks, self)
        self.glossary = Once(partial(_made, bench.ctx.paths))
        self._recogniser: Recogniser | None = None
        self._is_begun = False
        self._look: tuple[Key, Look] | None = None
        bench.opened.connect(self._on_opened)
        bench.settled.connect(self._on_asked)
        bench.paused.connect(self._on_asked)
        bench.retold.connect(self._on_retold)
        self._part.insert_requested.connect(self.insert)

    def listen(self, screen: QWidget) -> None:
        """Hear the keys."""
        keys = {"Ctrl+T": self.insert_next, "Alt+T": self.exchange, "Ctrl+Shift+T": self.add_selected}
        listen(screen, keys)

    def insert(self, word: str) -> None:
        """Put a word in where the cursor is, in place of what is selected, with a space where it would meet another word."""
        edit = self._edit()
        if edit is not None:
            edit.setFocus()
            edit.insert_word(word, close_to=NO_SPACE_AFTER)

    def insert_next(self) -> None:
        """Put in the first word that the glossary wants here and that is not written yet."""
        state, key = self._bench.state, self._bench.key
        if state is None or key is None:
            return
        here = state.text(key).casefold()
        wanted = (entry.insertions for entry in self._part.entries if entry.insertions)
        missing = next((words[0] for words in wanted if not any(word.casefold() in here for word in words)), "")
        if missing:
            self.insert(missing)

    def exchange(self) -> None:
        """Put the next word that the glossary has for it in place of the one before the cursor."""
        edit = self._edit()
        before = edit.plain_text[: edit.place].casefold() if edit is not None else ""
        for words in (entry.insertions for entry in self._part.entries):
            here = max((word for word in words if before.endswith(word.casefold())), key=len, default="")
            if edit is not None and here and len(words) > 1:
                edit.select(edit.place - len(here), edit.place)
                edit.insert_word(words[(words.index(here) + 1) % len(words)])
                return

    def _edit(self) -> GrowingEdit | None:
        """The text under the cursor, where it may be written."""
        key = self._bench.key
        card = self._bench.grid.card(key) if key is not None else None
        if card is None or not isinstance(card.control, Written) or self._bench.ctx.read_only:
            return None
        return card.control.edit

    def add_selected(self) -> None:
        """Make a term of the words that are selected in two languages of the field."""
        state, key = self._bench.state, self._bench.key
        if state is None or key is None or self._bench.ctx.read_only:
            return
        selected = [(code, words) for code in state.columns.shown if (words := self._selected(Key(key.field, code)))]
        if len(selected) != 2:
            self._bench.tell(Tone.INFO, Message("Select a word in two languages of this field, then press Ctrl+Shift+T again."))
            return
        job = partial(_add_pair, self._bench.ctx.paths, tuple(selected))
        self._bench.ctx.tasks.write(job, self._on_added, self._on_not_added)

    def _selected(self, key: Key) -> str:
        card = self._bench.grid.card(key)
        return " ".join(card.marked_text().split()) if card is not None and card.isVisible() else ""

    def _on_added(self, added: Added) -> None:
        names = " = ".join(one.text for one in added.term.designations if one.standing is not Standing.FORBIDDEN)
        self._bench.tell(Tone.INFO, Message("The glossary now has: {names}", names=names))
        self._on_asked()
        self.changed.emit()

    def _on_not_added(self, error: UserError) -> None:
        self._bench.tell(Tone.WARNING, error.message)

    # asking

    @Slot()
    def _on_opened(self) -> None:
        self._look = None
        self._part.show_entries(())
        if not self._is_begun and not self._bench.ctx.read_only:
            self._bench.ctx.tasks.write(_add_starter, self._on_starter_added)
        self._is_begun = True

    def _on_starter_added(self, _ids: object) -> None:
        self._on_asked()
        self.changed.emit()

    @Slot()
    def _on_asked(self) -> None:
        state, key = self._bench.state, self._bench.key
        if state is None or key is None or key.language == SHARED or not state.template.fields[key.field].is_written:
            self._part.show_entries(())
            return
        if not state.is_looked_into(key.field):
            self._part.show_entries(())
            return
        texts = {code: text for code in state.template.codes if (text := state.text(Key(key.field, code))).strip()}
        if self._look is not None and self._look[0] != key:
            self._part.show_entries(())
        source = source_of(state.template, state.practice, key)
        job = partial(_look, self.glossary, texts, source, key.language)
        self._asking.ask(job, partial(self._on_looked, self._bench.practice_id, key))

    def _on_looked(self, practice: str, key: Key, answer: tuple[Recogniser, Look]) -> None:
        before, (self._recogniser, look) = self._recogniser, answer
        if before is not None and before is not self._recogniser:
            self.changed.emit()
        if practice != self._bench.practice_id or key != self._bench.key:
            return
        self._look = (key, look)
        self._part.show_entries(look.entries)
        self._mark()

    @Slot()
    def _on_retold(self) -> None:
        self._part.refresh()
        self._mark()

    def _mark(self) -> None:
        if self._look is None:
            return
        key, look = self._look
        ink = self._bench.ctx.theme.accent
        self._bench.marking.clear(LAYER, key.field)
        for code, text in look.texts.items():
            marks = [Mark(start, end, ink, Line.DOTS, tip) for start, end, tip in look.places.get(code, ())]
            self._bench.marking.put(Key(key.field, code), LAYER, text, marks)


def _made(paths: Paths) -> Glossary:
    from gptemplate.services import terms
    from gptemplate.translation.dictionaries import dictionary_folders

    return terms.Glossary(dictionary_folders(paths))


def _look(
    glossary: Once[Glossary], texts: Mapping[str, str], source: str, target: str, library: Library
) -> tuple[Recogniser, Look]:
    from gptemplate.services import terms

    recogniser = glossary().recogniser(library)
    entries: dict[str, Entry] = {}
    places: dict[str, list[tuple[int, int, str]]] = {}
    for code, text in texts.items():
        others = [one for one in texts if one != code] or [target]
        for found in recogniser.found(text, code):
            places.setdefault(code, []).append((found.start, found.end, _tip(found, others)))
            if code == source and found.term.id not in entries:
                agreed = terms.equivalents(found, target, COUNTRY)
                words = tuple(dict.fromkeys(terms.as_written(found, one) for one in agreed))
                wrong = tuple(one.text for one in found.term.named(target) if one.standing is Standing.FORBIDDEN)
                entries[found.term.id] = Entry(found.designation.text, words, wrong, found.term.definition)
    told = tuple(one for one in entries.values() if one.insertions or one.forbidden)
    return recogniser, Look(told, dict(texts), places)


def _tip(found: Found, languages: Sequence[str]) -> str:
    from gptemplate.services import terms

    agreed = ((code, terms.equivalents(found, code, COUNTRY)) for code in languages)
    named = [f"{code.upper()}: {names[0].text}" for code, names in agreed if names]
    return "\n".join(part for part in (*named, found.term.definition) if part)


def _add_pair(paths: Paths, selected: tuple[tuple[str, str], ...], library: Library) -> Added:
    (first, here), (second, there) = selected
    return _made(paths).add_pair(library, first, here, second, there)


def _add_starter(library: Library) -> Changes:
    from gptemplate.services import terms

    terms.add_starter_once(library)
    return Changes()
