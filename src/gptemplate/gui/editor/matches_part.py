"""What was translated before, as it is shown: how near, what differs, where it comes from, and the translation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.editor.parts import CardsPart, SmallCard
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
        self.clear()
        self.head(tr("Translation memory"), len(self._shown))
        self.setVisible(bool(self._shown or self._offers))
        for number, one in enumerate(self._shown[:MOST]):
            self.add(self._card(number, one))
        if self._offers and not self._ctx.read_only:
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
            self.add(card)

    def _card(self, number: int, one: Shown) -> SmallCard:
        tr, theme = self._ctx.tr, self._ctx.theme
        card = SmallCard(self._ctx, f"match_{number}_card", self)
        head = QHBoxLayout()
        head.setSpacing(7)
        ink, ground = theme.state("done" if one.score >= 95 and not one.figures_differ else "to_check")
        score = QLabel(f"{one.score} %", card)
        score.setStyleSheet(f"color: {ink}; background: {ground}; border-radius: 4px; padding: 1px 6px; font-weight: 600;")
        origin = ElidedLabel(" · ".join(part for part in (one.origin, self._when(one.modified)) if part), card)
        origin.setProperty("role", "small")
        head.addWidget(score)
        head.addWidget(origin, 1)
        head.addWidget(Keycap(theme, f"Ctrl+{number + 1}", card))
        card.box.addLayout(head)
        if any(piece.change is not Change.SAME for piece in one.pieces):
            told = rich(theme, list(diff.shortened(list(one.pieces))))
            card.say(told, "muted", rich=True, spoken=" ".join(piece.text for piece in one.pieces))
        if one.figures_differ:
            card.say(tr("The figures differ."), "small")
        text = one.target if len(one.target) <= LONGEST else one.target[:LONGEST].rpartition(" ")[0] + " …"
        card.say(text)
        if not self._ctx.read_only:
            words = tr("Insert") if not one.whole else tr("Use for the whole field")
            card.offer(words, f"match_{number}_button", partial(self.insert_requested.emit, number))
        return card

    def _when(self, moment: int) -> str:
        return when(moment, datetime.now().astimezone(), self._ctx.tr) if moment else ""
