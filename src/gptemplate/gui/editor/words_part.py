"""The words of a text that no dictionary has: one card each, with what may have been meant, and ways to keep the word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.editor.findings import FindingCard, Told
from gptemplate.gui.editor.parts import CardsPart
from gptemplate.model.checks import Finding
from gptemplate.model.states import Key

MOST = 5  # cards; a text full of names must not bury the rest of the assistant
MOST_MEANT = 4  # words on a card; the menu has them all
Suggested = dict[tuple[str, str], tuple[str, ...]]
"""What may have been meant: by language and word; what was not asked for yet is not there."""


class WordCard(FindingCard):
    """An unknown word. What can be done about it is told where the cursor is: asking a dictionary takes a while.

    Signals:
        word_chosen: a person wants another word in its place.
        accepted: the word is right; whether for everyone in the project.
    """

    word_chosen = Signal(str)
    accepted = Signal(bool)

    def __init__(
        self, ctx: Context, told: Told, number: int, suggested: tuple[str, ...] | None, parent: QWidget, *, here: bool
    ) -> None:
        self._suggested, self._is_here, self._place = suggested, here, number
        super().__init__(ctx, told, f"word_{number}", parent)

    def _add_ways(self) -> None:
        tr, name = self._ctx.tr, f"word_{self._place}"
        if not self._is_here:
            self._add_way_there()
            return
        if self._suggested:
            self._add_suggestions(self._suggested)
        else:
            self.say(tr("Looking for suggestions…") if self._suggested is None else tr("No suggestions"), "small")
        self.offer(tr("Add to my words"), f"{name}_mine_button", partial(self.accepted.emit, False))
        self.offer(tr("Add to the project’s words"), f"{name}_everyone_button", partial(self.accepted.emit, True))
        self.offer_dismissal()

    def _add_way_there(self) -> None:
        """A button beside the word, so that the card takes one line."""
        tr = self._ctx.tr
        button = QPushButton(tr("Show"), self)
        button.setObjectName(f"word_{self._place}_show_button")
        button.setProperty("kind", "link")
        button.setAccessibleName(tr("Show “{word}”", word=self.told.words))
        button.clicked.connect(self.place_wanted)
        self.head.setAlignment(self.icon, Qt.AlignmentFlag.AlignVCenter)
        self.head.addWidget(button)

    def _add_suggestions(self, suggested: tuple[str, ...]) -> None:
        tr = self._ctx.tr
        for place, word in enumerate(suggested[:MOST_MEANT]):
            text = word if place else tr("Change to “{fix}”", fix=word)
            button = self.offer(text, f"word_{self._place}_{place}_button", partial(self.word_chosen.emit, word))
            button.setAccessibleName(tr("Change to “{fix}”", fix=word))
            if not place:
                button.setToolTip("Alt+Enter")
        self.next_row()


class WordsPart(CardsPart):
    """The unknown words of a field: the first few, and the others behind a link.

    Signals:
        word_chosen: another word is to stand there; the `Finding` and the word.
        accepted: the word is right; the `Finding`, and whether for everyone.
        place_wanted: a person wants to be where a word is; the `Finding`.
        dismissed: a word is right in this place; the `Finding` and why.
    """

    word_chosen = Signal(object, str)
    accepted = Signal(object, bool)
    place_wanted = Signal(object)
    dismissed = Signal(object, str)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "circle-help", parent)
        self._told: tuple[Told, ...] = ()
        self._key: Key | None = None
        self._suggested: Suggested = {}
        self._current: Finding | None = None
        self._shows_all = False
        self._more = QPushButton(self)
        self._more.setObjectName("more_words_button")
        self._more.setProperty("kind", "link")
        self._more.clicked.connect(self._on_more)
        self._box.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_words(self, key: Key, told: Sequence[Told]) -> None:
        """Show the unknown words of a text; while a reason is being written for one of them, what is there stays."""
        now = tuple(told)
        if key == self._key and (now == self._told or self._is_asked(now)):
            return
        self._shows_all = self._shows_all and key == self._key
        self._key, self._told = key, now
        self.refresh()

    def suggest(self, language: str, word: str, words: Sequence[str]) -> None:
        """Take what may have been meant by a word."""
        self._suggested[language, word] = tuple(words)
        if any((one.finding.language, one.words) == (language, word) for one in self._told) and not self._is_asked(self._told):
            self.refresh()

    def point_at(self, finding: Finding | None) -> None:
        """Show which word the cursor is at, with all that can be done about it."""
        if finding != self._current:
            before, self._current = self._current, finding
            if not self._is_asked(self._told) and any(one.finding in (before, finding) for one in self._told):
                self.refresh()

    def card_of(self, finding: Finding) -> WordCard | None:
        """Return the card of a word, where it is shown; a word that stands there twice has one."""
        cards = (card for card in self.cards if isinstance(card, WordCard))
        return next((card for card in cards if card.told.finding.message == finding.message), None)

    def refresh(self) -> None:
        """Say it again in the current language and colours."""
        tr = self._ctx.tr
        self.clear()
        self.setVisible(bool(self._told))
        words = self._each_once()
        self.head(tr("Unknown words"), len(words))
        shown = words if self._shows_all else _few(words, self._current)
        for number, told in enumerate(words):
            if told in shown:
                self.add(self._card(number, told))
        hidden = len(words) - len(shown)
        self._more.setText(tr.plural("and {n} more", "and {n} more", hidden))
        self._more.setVisible(hidden > 0)

    def _each_once(self) -> list[Told]:
        """The words, each in its first place or where the cursor is."""
        found: dict[str, Told] = {}
        for told in self._told:
            if told.words not in found or told.finding == self._current:
                found[told.words] = told
        return list(found.values())

    def _card(self, number: int, told: Told) -> WordCard:
        one, here = told.finding, told.finding == self._current
        card = WordCard(self._ctx, told, number, self._suggested.get((one.language, told.words)), self, here=here)
        card.set_active(here)
        card.word_chosen.connect(partial(self.word_chosen.emit, one))
        card.accepted.connect(partial(self.accepted.emit, one))
        card.place_wanted.connect(partial(self.place_wanted.emit, one))
        card.dismissed.connect(partial(self.dismissed.emit, one))
        return card

    def _is_asked(self, now: tuple[Told, ...]) -> bool:
        """Whether a reason is being written for a word that is still there."""
        asked = (card for card in self.cards if isinstance(card, WordCard) and card.reason is not None)
        return any(card.told in now and card.reason.hasFocus() for card in asked if card.reason)

    @Slot()
    def _on_more(self) -> None:
        self._shows_all = True
        self.refresh()


def _few(words: Sequence[Told], current: Finding | None) -> list[Told]:
    """The first words, and the one where the cursor is."""
    return [*words[:MOST], *(one for one in words[MOST:] if one.finding == current)]
