"""What the checks found in the field under the cursor: one card each, with its fix and a way to say that it is no fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.editor.comment_cards import quotation
from gptemplate.gui.editor.parts import CardsPart, SmallCard, text_label
from gptemplate.gui.widgets.themed import picture
from gptemplate.model.checks import Dismissal, Finding, Severity
from gptemplate.model.checks.dismissals import may_be_dismissed
from gptemplate.model.states import Key
from gptemplate.services.dismissing import LONGEST_REASON

SHOWN_OF_FIX = 22  # characters
Dismissed = Sequence[tuple[Finding, Dismissal]]


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with the words it marks."""

    finding: Finding
    words: str

    @property
    def can_be_fixed(self) -> bool:
        """Whether one key puts it right."""
        return self.finding.fix is not None and self.finding.end > self.finding.start


class FindingCard(SmallCard):
    """What was found, where, and what can be done.

    Signals:
        fix_requested, place_wanted: a person wants it put right, or to be where it is.
        dismissed: a person says that it is no fault; why.
    """

    fix_requested = Signal()
    place_wanted = Signal()
    dismissed = Signal(str)

    def __init__(self, ctx: Context, told: Told, number: int | str, parent: QWidget | None = None) -> None:
        super().__init__(ctx, f"finding_{number}_card", parent)
        self.told = told
        self._number = number
        self._reason: QLineEdit | None = None
        tr, one = ctx.tr, told.finding
        blocks = one.severity is Severity.BLOCKS
        said = tr(one.message)
        self.setAccessibleName(said if blocks else tr("Note: {finding}", finding=said))
        self.head = QHBoxLayout()
        self.head.setSpacing(7)
        self.icon = QLabel(self)
        self.icon.setPixmap(
            picture(self, "circle-alert" if blocks else "triangle-alert", ctx.theme.danger if blocks else ctx.theme.warning, 14)
        )
        self.head.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        self.head.addWidget(text_label(self, said), 1)
        self.box.addLayout(self.head)
        if _has_words(told.words) and told.words not in said:
            self.say(quotation(told.words, tr.language), "small")
        if not ctx.read_only:
            self._add_ways()

    @property
    def reason(self) -> QLineEdit | None:
        """Where the reason is written, while somebody does."""
        return self._reason

    def _add_ways(self) -> None:
        tr, one = self._ctx.tr, self.told.finding
        if self.told.can_be_fixed:
            fix = one.fix or ""
            short = fix if len(fix) <= SHOWN_OF_FIX else fix[:SHOWN_OF_FIX].rstrip() + "…"
            text = tr("Change to “{fix}”", fix=short) if _has_words(fix) else tr("Put it right")
            self.offer(text, f"fix_{self._number}_button", self.fix_requested.emit).setToolTip("Alt+Enter")
        self.offer_dismissal()

    def offer_dismissal(self) -> None:
        """Add the way to say that it is no fault, where that may be said."""
        tr, one = self._ctx.tr, self.told.finding
        if may_be_dismissed(one):
            self.offer(tr("Not a fault…"), f"dismiss_{self._number}_button", self.ask_reason).setToolTip("Alt+Del")

    @Slot()
    def ask_reason(self) -> None:
        """Ask why it is no fault; Enter keeps it, Escape goes back."""
        if not may_be_dismissed(self.told.finding) or self._ctx.read_only:
            return
        if self._reason is None:
            self._reason = QLineEdit(self)
            self._reason.setObjectName(f"reason_{self._number}_edit")
            self._reason.setMaxLength(LONGEST_REASON)
            self._reason.setPlaceholderText(self._ctx.tr("Why is it right? (may be empty)"))
            self._reason.setAccessibleName(self._ctx.tr("Why it is not a fault"))
            self._reason.installEventFilter(self)
            self.box.addWidget(self._reason)
            self.next_row()
            self.offer(self._ctx.tr("Put aside"), f"put_aside_{self._number}_button", self._on_sent, kind="primary")
            self.offer(self._ctx.tr("Cancel"), f"keep_{self._number}_button", self._on_cancelled)
        self._reason.show()
        self._reason.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                if event.key() == Qt.Key.Key_Escape:
                    self._on_cancelled()
                else:
                    self._on_sent()
                return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the card shows the place."""
        self.place_wanted.emit()
        super().mousePressEvent(event)

    @Slot()
    def _on_sent(self) -> None:
        self.dismissed.emit(self._reason.text() if self._reason is not None else "")

    @Slot()
    def _on_cancelled(self) -> None:
        self.place_wanted.emit()


class FindingsPart(CardsPart):
    """The findings of a field, and behind a link those that somebody dismissed.

    Signals:
        fix_requested, place_wanted: a person wants a finding put right, or to be where it is; the `Finding`.
        dismissed: a person says that a finding is no fault; the `Finding` and why.
        shown_again: a finding that was dismissed is to be shown; the `Key` of its register.
    """

    fix_requested = Signal(object)
    place_wanted = Signal(object)
    dismissed = Signal(object, str)
    shown_again = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "triangle-alert", parent)
        self._told: tuple[Told, ...] = ()
        self._gone: Dismissed = ()
        self._shows_gone = False
        self._current: Finding | None = None
        self._key: Key | None = None
        self._more = QPushButton(self)
        self._more.setObjectName("dismissed_button")
        self._more.setProperty("kind", "link")
        self._more.clicked.connect(self._on_more)
        self._box.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._old = QVBoxLayout()
        self._old.setSpacing(6)
        self._box.addLayout(self._old)
        self._old_cards: list[QWidget] = []

    def show_findings(self, key: Key, told: Sequence[Told], gone: Dismissed) -> None:
        """Show what was found, and what is dismissed; while a reason is being written, what is there stays."""
        now = tuple(told)
        if key == self._key and ((now == self._told and list(gone) == list(self._gone)) or self._is_asked(now)):
            return
        if key != self._key:
            self._shows_gone = False
        self._key, self._told, self._gone = key, now, gone
        self.refresh()

    def point_at(self, finding: Finding | None) -> None:
        """Show which finding the cursor is at."""
        self._current = finding
        for card in self.cards:
            if isinstance(card, FindingCard):
                card.set_active(card.told.finding == finding)

    def card_of(self, finding: Finding) -> FindingCard | None:
        """Return the card of a finding, where it is shown."""
        cards = (card for card in self.cards if isinstance(card, FindingCard))
        return next((card for card in cards if card.told.finding == finding), None)

    def refresh(self) -> None:
        """Say it again in the current language and colours."""
        tr = self._ctx.tr
        self.clear()
        self.head(tr("To mend"), len(self._told))
        for number, told in enumerate(self._told):
            card = FindingCard(self._ctx, told, number, self)
            card.fix_requested.connect(partial(self.fix_requested.emit, told.finding))
            card.place_wanted.connect(partial(self.place_wanted.emit, told.finding))
            card.dismissed.connect(partial(self.dismissed.emit, told.finding))
            self.add(card)
        self.point_at(self._current)
        self._more.setText(tr.plural("Dismissed ({n})", "Dismissed ({n})", len(self._gone)))
        self._more.setVisible(bool(self._gone))
        self._show_gone()
        self.setVisible(bool(self._told or self._gone))

    def _is_asked(self, now: tuple[Told, ...]) -> bool:
        """Whether a reason is being written for a finding that is still there."""
        asked = (card for card in self.cards if isinstance(card, FindingCard) and card.reason is not None)
        return any(card.told in now and card.reason.hasFocus() for card in asked if card.reason)

    def _show_gone(self) -> None:
        while self._old_cards:
            card = self._old_cards.pop()
            self._old.removeWidget(card)
            card.hide()
            card.deleteLater()
        for number, (finding, said) in enumerate(self._gone if self._shows_gone else ()):
            card = self._gone_card(number, finding, said)
            self._old_cards.append(card)
            self._old.addWidget(card)

    def _gone_card(self, number: int, finding: Finding, said: Dismissal) -> SmallCard:
        tr = self._ctx.tr
        card = SmallCard(self._ctx, f"dismissed_{number}_card", self)
        card.set_sunken(True)
        card.say(tr(finding.message), "muted")
        why = said.reason or tr("no reason given")
        card.say(f"{said.who}: {why}" if said.who else why, "small")
        if not self._ctx.read_only:
            card.offer(tr("Show again"), f"show_again_{number}_button", partial(self.shown_again.emit, said.key))
        return card

    @Slot()
    def _on_more(self) -> None:
        self._shows_gone = not self._shows_gone
        self._show_gone()


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
