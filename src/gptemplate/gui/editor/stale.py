"""What a text is made from, and where that moved on: what changed there, who changed it, and staying valid."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.editor.parts import CardsPart, SmallCard
from gptemplate.gui.editor.state import EditorState
from gptemplate.gui.library.dates import when
from gptemplate.gui.widgets.changed_words import rich
from gptemplate.model import diff
from gptemplate.model.diff import Change, Piece
from gptemplate.model.sources import is_original_by_choice, possible_sources, source_of
from gptemplate.model.states import SHARED, Key, State

if TYPE_CHECKING:
    from gptemplate.services.staleness import Moved

KEPT = 0.3  # of the new words; below it what changed is told by the new text
SHORT = 60  # characters; up to that a difference is always plain
BEGINNING = 240  # characters of a text whose earlier wording is not known


class StalePart(CardsPart):
    """The card of a stale translation; of another one only what it is made from.

    Signals:
        valid_requested: a person says that the translation still fits.
        all_valid_requested: ... and so does every one whose source changed in punctuation only.
        source_chosen: the text is made from that language; a code, and whether that holds for the whole practice.
    """

    valid_requested = Signal()
    all_valid_requested = Signal()
    source_chosen = Signal(str, bool)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "history", parent)
        self._state: EditorState | None = None
        self._key: Key | None = None
        self._moved: Moved | None = None
        self.source_button: QPushButton | None = None

    def show_register(self, state: EditorState, key: Key | None, moved: Moved | None) -> None:
        """Show a text with what is known of its source."""
        self._state, self._key, self._moved = state, key, moved
        self.refresh()

    def refresh(self) -> None:
        """Say it again in the current language and colours."""
        self.clear()
        self.source_button = None
        state, key = self._state, self._key
        if state is None or key is None or key.language == SHARED or not state.template.fields[key.field].is_written:
            self.hide()
            return
        is_stale = state.state(key) is State.STALE
        sources = possible_sources(state.template, state.practice, key)
        if not is_stale and (not sources or not state.text(key).strip()):
            self.hide()
            return
        card = SmallCard(self._ctx, "stale_card" if is_stale else "source_card", self)
        if is_stale:
            self.head(self._ctx.tr("Stale"))
            self._tell(card, state)
        else:
            card.be_bare()
        self.set_headed(is_stale)
        self._offer_sources(card, state, key)
        self.add(card)
        self.show()

    def _tell(self, card: SmallCard, state: EditorState) -> None:
        tr, moved = self._ctx.tr, self._moved
        card.say(tr("The text that this translation was made from has changed since."))
        if moved is not None:
            card.say(self._who(state, moved), "small")
            self._tell_difference(card, moved)
        if self._ctx.read_only:
            return
        if moved is not None and moved.is_cosmetic:
            card.say(tr("Only spaces, punctuation or capital letters changed."), "strong")
        button = card.offer(tr("Keep valid"), "still_valid_button", self.valid_requested.emit, kind="primary")
        button.setToolTip(f"{tr('The translation is still valid')} (Ctrl+Shift+Enter)")
        button.setAccessibleDescription(tr("The translation is still valid"))
        card.next_row()
        if moved is not None and moved.is_cosmetic and moved.alike > 1:
            words = tr.plural("Keep {n} such valid", "Keep all {n} such valid", moved.alike)
            card.offer(words, "all_valid_button", self.all_valid_requested.emit)
            card.next_row()

    def _tell_difference(self, card: SmallCard, moved: Moved) -> None:
        tr = self._ctx.tr
        if moved.pieces is None or _is_new(moved.pieces):
            lost = tr("Its earlier wording is not in this library. It reads now:")
            card.say(lost if moved.pieces is None else tr("Almost all of it is new. It reads now:"), "small")
            text = moved.now if len(moved.now) <= BEGINNING else moved.now[:BEGINNING].rpartition(" ")[0] + " …"
            card.say(text)
            return
        names = {Change.REMOVED: tr("removed"), Change.ADDED: tr("added")}
        told = "; ".join(f"{names[one.change]}: {one.text.strip()}" for one in moved.pieces if one.change in names)
        card.say(rich(self._ctx.theme, list(diff.shortened(list(moved.pieces)))), rich=True, spoken=told).setObjectName(
            "source_difference"
        )

    def _who(self, state: EditorState, moved: Moved) -> str:
        said = [_name(state, moved.language)]
        if moved.author:
            said.append(moved.author)
        if moved.time:
            said.append(when(moved.time, datetime.now().astimezone(), self._ctx.tr))
        return " · ".join(said)

    def _offer_sources(self, card: SmallCard, state: EditorState, key: Key) -> None:
        tr = self._ctx.tr
        source = source_of(state.template, state.practice, key)
        made_from = tr("Made from: {language}", language=_name(state, source)) if source else tr("Made from no other text")
        if self._ctx.read_only:
            card.say(made_from, "small")
            return
        self.source_button = card.offer(f"{made_from} ▾", "made_from_button", self._open_menu)
        self.source_button.setAccessibleName(made_from)

    def menu(self) -> QMenu | None:
        """Return the menu with the languages that the text may be made from."""
        state, key, tr = self._state, self._key, self._ctx.tr
        if state is None or key is None:
            return None
        made = QMenu(self)
        now = source_of(state.template, state.practice, key)
        for code in possible_sources(state.template, state.practice, key):
            action = made.addAction(tr("From the text in {language}", language=_name(state, code)))
            action.setCheckable(True)
            action.setChecked(code == now)
            action.triggered.connect(partial(self._on_chosen, code, whole=False))
        action = made.addAction(tr("From no other text: it is an original"))
        action.setCheckable(True)
        action.setChecked(not now or is_original_by_choice(state.practice, key))
        action.triggered.connect(partial(self._on_chosen, key.language, whole=False))
        made.addSeparator()
        for code in (code for code in state.template.codes if code != key.language):
            words = tr(
                "In the whole practice: {language} from {source}",
                language=_name(state, key.language),
                source=_name(state, code),
            )
            made.addAction(words).triggered.connect(partial(self._on_chosen, code, whole=True))
        made.aboutToHide.connect(made.deleteLater)
        return made

    @Slot()
    def _open_menu(self) -> None:
        made = self.menu()
        if made is not None and self.source_button is not None:
            made.popup(self.source_button.mapToGlobal(QPoint(0, self.source_button.height() + 2)))

    def _on_chosen(self, code: str, _checked: bool = False, *, whole: bool) -> None:
        self.source_chosen.emit(code, whole)


def _is_new(pieces: tuple[Piece, ...]) -> bool:
    """Whether so little stayed that a difference would only be a jumble of words."""
    sizes = {change: sum(len(one.text.strip()) for one in pieces if one.change is change) for change in Change}
    return sizes[Change.ADDED] > SHORT and sizes[Change.SAME] < KEPT * sizes[Change.ADDED]


def _name(state: EditorState, code: str) -> str:
    language = state.template.language(code)
    return language.name if language is not None else code.upper()
