"""What an empty library offers: three large choices."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.theme import Theme, sized, text_scale
from gptemplate.gui.widgets.themed import rounded
from gptemplate.i18n import N_

STRIP = 64  # pixels at the foot, where it is said for a while what was just done
_WAYS = (
    ("write", "pencil-line", N_("Write a practice"), N_("Begin with an empty form, in the language you think in.")),
    (
        "samples",
        "book-open",
        N_("Open the samples"),
        N_("Six made-up practices, at every stage of the work, to look at and to try things on."),
    ),
    (
        "bring_in",
        "file-up",
        N_("Bring in a file"),
        N_("A practice from another laptop. You can also drag its file onto this window."),
    ),
)


class ChoiceCard(QAbstractButton):
    """A large button with an icon, a headline and a sentence."""

    def __init__(self, theme: Theme, picture: str, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._picture, self._first = theme, picture, first
        self._sentence = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_words(self, headline: str, sentence: str) -> None:
        """Set what the card says."""
        self._sentence = sentence
        self.setText(headline)
        self.setAccessibleName(headline)
        self.setAccessibleDescription(sentence)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take new colours and the current text size."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(250 * text_scale()), round(190 * text_scale()))

    def minimumSizeHint(self) -> QSize:
        return QSize(150, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, area, scale = self._theme, QPainter(self), QRectF(self.rect()), text_scale()
        lit = self.underMouse() or self.isDown()
        border = look.focus if self.hasFocus() or lit else look.border_strong
        rounded(painter, area, 10, look.surface if self.isEnabled() else look.sunken, border, 2.0 if self.hasFocus() else 1.0)
        disc = QRectF(20 * scale, 20 * scale, 44 * scale, 44 * scale)
        rounded(painter, disc, 10, look.accent if self._first else look.accent_soft)
        side = 22 * scale
        icons.draw(
            painter,
            self._picture,
            look.on_accent if self._first else look.accent,
            QRectF(disc.center().x() - side / 2, disc.center().y() - side / 2, side, side),
        )
        left, width = disc.left(), area.width() - 40 * scale
        painter.setFont(sized(15, QFont.Weight.DemiBold))
        painter.setPen(QColor(look.text if self.isEnabled() else look.faint))
        height = QFontMetrics(painter.font()).height()
        head = QRectF(left, disc.bottom() + 14 * scale, width, height)
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setFont(sized(13))
        painter.setPen(QColor(look.muted))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(
            QRect(int(left), int(head.bottom() + 5), int(width), int(area.height() - head.bottom() - 14)), flags, self._sentence
        )


class FirstChoices(QWidget):
    """The screen of a library without practices.

    Signals:
        chosen: "write", "samples" or "bring_in".
    """

    chosen = Signal(str)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._binned = 0
        self._headline, self._text = QLabel(self), QLabel(self)
        self._headline.setProperty("role", "title")
        self._text.setProperty("role", "muted")
        self.cards: dict[str, ChoiceCard] = {}
        for place, (name, picture, _head, _sentence) in enumerate(_WAYS):
            card = ChoiceCard(ctx.theme, picture, first=not place, parent=self)
            card.setObjectName(f"choice_{name}")
            card.clicked.connect(partial(self._on_clicked, name))
            self.cards[name] = card
        self._lay_out()
        self.retranslate()

    def set_writable(self, writable: bool) -> None:
        """Offer the choices, or not where nothing can be kept."""
        for card in self.cards.values():
            card.setEnabled(writable)

    def set_binned(self, count: int) -> None:
        """Say that so many practices are in the bin; a library with only those is no new one."""
        if count != self._binned:
            self._binned = count
            self.retranslate()

    def retranslate(self) -> None:
        """Take new words."""
        tr = self._ctx.tr
        if self._binned:
            headline = tr.plural("The only practice is in the bin", "All {n} practices are in the bin", self._binned)
            self._text.setText(tr(N_("What you need can be brought back from there. Or begin with a new one.")))
        else:
            headline = tr(N_("No practices yet"))
            self._text.setText(tr(N_("You need no account. What you write is kept as you type.")))
        self._headline.setText(headline)
        for name, _picture, head, sentence in _WAYS:
            self.cards[name].set_words(tr(head), tr(sentence))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(6)
        column.setContentsMargins(0, 0, 0, STRIP)
        column.addStretch(3)
        for label in (self._headline, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(18)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addStretch(1)
        for card in self.cards.values():
            row.addWidget(card, 6)
            card.setMaximumWidth(420)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(4)

    def _on_clicked(self, name: str) -> None:
        self.chosen.emit(name)
