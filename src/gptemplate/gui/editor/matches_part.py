"""What was translated before, as it is shown: how near, what differs, where it comes from, and the translation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.editor.parts import CardsPart, SmallCard, breakable
from gptemplate.gui.library.dates import when
from gptemplate.gui.widgets.changed_words import rich
from gptemplate.gui.widgets.elided import ElidedLabel
from gptemplate.gui.widgets.key_hint import Keycap
from gptemplate.model import diff
from gptemplate.model.diff import Change, Piece

MOST = 5
LONGEST = 320  # characters of a translation that are shown


@dataclass(frozen=True, slots=True)
class Shown:
    """A match: `pieces` tell how its source differs from the one here; `whole`: it stands for the whole field."""

    score: int
    pieces: tuple[Piece, ...]
    target: str
    origin: str
    modified: int
    whole: bool
    figures_differ: bool


class MatchesPart(CardsPart):
    """Up to five matches, and the offer to fill in what was translated before to the letter.

    Signals:
        insert_requested: a person wants a match put in; its number, from 0.
        offers_taken: a person wants every empty field filled in that was translated before.
    """

    insert_requested = Signal(int)
    offers_taken = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "database", parent)
        self._shown: tuple[Shown, ...] = ()
        self._offers = 0
        self._offer_card: SmallCard | None = None

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The matches that are shown."""
        return self._shown

    def show_matches(self, matches: Sequence[Shown], offers: int) -> None:
        """Show matches, and how many empty fields could be filled in at once."""
        if (tuple(matches), offers) != (self._shown, self._offers):
            self._shown, self._offers = tuple(matches), offers
            self.refresh()

    def refresh(self) -> None:
        """Say it again in the current language and colours."""
        tr = self._ctx.tr
        self._forget_offer()
        self.head(tr("Translation memory"), len(self._shown))
        self.setVisible(bool(self._shown or self._offers))
        for number, one in enumerate(self._shown[:MOST]):
            self._card(number).show_match(one, self._when(one.modified))
        for card in self.cards[len(self._shown) :]:
            card.hide()
        if self._offers and not self._ctx.read_only:
            self._offer_card = self._made_offer()
            self._list.addWidget(self._offer_card)

    def _made_offer(self) -> SmallCard:
        tr = self._ctx.tr
        card = SmallCard(self._ctx, "offers_card", self)
        card.say(
            tr.plural(
                "{n} empty field was translated before, word for word.",
                "{n} empty fields were translated before, word for word.",
                self._offers,
            )
        )
        words = tr.plural("Fill it in as “To check”", "Fill them in as “To check”", self._offers)
        card.offer(words, "take_offers_button", self.offers_taken.emit)
        return card

    def _forget_offer(self) -> None:
        card, self._offer_card = self._offer_card, None
        if card is not None:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _card(self, number: int) -> MatchCard:
        """A card that is there or a new one: to make five of them anew for each field takes longer than to find the matches."""
        if number == len(self.cards):
            card = MatchCard(self._ctx, number, self)
            card.insert_requested.connect(partial(self.insert_requested.emit, number))
            self.add(card)
        made = self.cards[number]
        assert isinstance(made, MatchCard)
        return made

    def _when(self, moment: int) -> str:
        return when(moment, datetime.now().astimezone(), self._ctx.tr) if moment else ""


class MatchCard(SmallCard):
    """One match; what it shows can be exchanged.

    Signals:
        insert_requested: a person wants it put in.
    """

    insert_requested = Signal()

    def __init__(self, ctx: Context, number: int, parent: QWidget | None = None) -> None:
        super().__init__(ctx, f"match_{number}_card", parent)
        self._score = QLabel(self)
        self._origin = ElidedLabel("", self)
        self._origin.setProperty("role", "small")
        head = QHBoxLayout()
        head.setSpacing(7)
        head.addWidget(self._score)
        head.addWidget(self._origin, 1)
        head.addWidget(Keycap(ctx.theme, f"Ctrl+{number + 1}", self))
        self.box.addLayout(head)
        self._difference = self.say("", "muted", rich=True)
        self._figures = self.say("", "small")
        self._target = self.say("")
        self._button = self.offer("", f"match_{number}_button", self.insert_requested.emit)

    def show_match(self, one: Shown, moment: str) -> None:
        """Show a match."""
        tr, theme = self._ctx.tr, self._ctx.theme
        ink, ground = theme.state("done" if one.score >= 95 and not one.figures_differ else "to_check")
        style = f"color: {ink}; background: {ground}; border-radius: 4px; padding: 1px 6px; font-weight: 600;"
        if style != self._score.styleSheet():
            self._score.setStyleSheet(style)
        self._score.setText(f"{one.score} %")
        self._origin.setText(" · ".join(part for part in (one.origin, moment) if part))
        self._show_difference(one)
        self._figures.setText(tr("The figures differ."))
        self._figures.setVisible(one.figures_differ)
        text = one.target if len(one.target) <= LONGEST else one.target[:LONGEST].rpartition(" ")[0] + " …"
        self._target.setText(breakable(text))
        self._button.setText(tr("Insert") if not one.whole else tr("Use for the whole field"))
        self._button.setVisible(not self._ctx.read_only)
        self.show()

    def _show_difference(self, one: Shown) -> None:
        differs = any(piece.change is not Change.SAME for piece in one.pieces)
        self._difference.setVisible(differs)
        if differs:
            self._difference.setText(rich(self._ctx.theme, list(diff.shortened(list(one.pieces)))))
            self._difference.setAccessibleName(" ".join(piece.text for piece in one.pieces))
