"""The preview of files that are to be brought in: first how far reading has come, then a card for each file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gptemplate.gui.bring_in import state
from gptemplate.gui.bring_in.card import FileCard, RefusedCard, line
from gptemplate.gui.context import Context
from gptemplate.gui.widgets.banner import Banner, Tone
from gptemplate.i18n import N_
from gptemplate.services.bringing_in import Look

_USUAL = (760, 690)
_MARGIN = 40  # of the screen, above and below


class BringInDialog(QDialog):
    """Shows what files would bring, and asks whether they may.

    Signals:
        chosen: a file belongs to another practice; its `ident`, the practice's id or "" for a new one.
        preferred: of what was written in both places, a file's text is wanted or not; its `ident`, the `Key`, whether.
        wanted: everything shown is to be brought in.
    """

    chosen = Signal(str, str)
    preferred = Signal(str, object, bool)
    wanted = Signal()

    def __init__(self, ctx: Context, files: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._files = ctx, files
        self._open: dict[str, bool] = {}
        self.cards: list[FileCard] = []
        self.setObjectName("preview_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(ctx.tr(N_("Bring in")))
        self._make_parts()
        self._lay_out()
        self.resize(_USUAL[0], min(_USUAL[1], self.screen().availableGeometry().height() - 2 * _MARGIN))
        self.show_progress(0)

    def show_progress(self, done: int) -> None:
        """Say how many files are read."""
        tr = self._ctx.tr
        self.progress_bar.setValue(done)
        told = tr.plural("{done} of {n} file read", "{done} of {n} files read", self._files, done=done)
        self.progress_label.setText(told)
        self.progress_bar.setAccessibleName(told)

    def show_look(self, look: Look) -> None:
        """Show what the files would bring."""
        tr = self._ctx.tr
        place = self._scroll.verticalScrollBar().value()
        here = self.focusWidget()
        at = here.objectName() if here is not None else ""
        self.heading.setText(state.heading(tr, look))
        self.total.setText(state.total(tr, look))
        self._scroll.setWidget(self._page(look))
        self._scroll.viewport().setAutoFillBackground(False)
        able = bool(look.brought)
        self.bring_in_button.setVisible(able)
        self.bring_in_button.setEnabled(able)
        self.help.setVisible(able)
        self.cancel_button.setText(tr(N_("Cancel")) if able else tr(N_("Close")))
        self._pages.setCurrentIndex(1)
        self._scroll.verticalScrollBar().setValue(place)
        way_on = self.bring_in_button if able else self.cancel_button
        way_on.setDefault(True)
        again = self._scroll.findChild(QCheckBox, at) if at else None  # the page is made anew; who ticked goes on there
        if again is not None:
            again.setFocus()
        elif self.focusWidget() in (None, self.cancel_button):
            way_on.setFocus()

    def show_trouble(self, text: str) -> None:
        """Say why nothing was brought in."""
        self.banner.show_message(Tone.WARNING, text)
        self.bring_in_button.setEnabled(True)

    def _make_parts(self) -> None:
        tr = self._ctx.tr
        self.progress_bar = QProgressBar(self)
        self.progress_bar.setTextVisible(False)
        self.progress_bar.setRange(0, self._files)
        self.progress_label = line("", "muted", self)
        self.heading = line(tr(N_("Reading the files")), "title", self)
        about = N_("Nothing is written yet. What is changed can be read in the history, and one Ctrl+Z takes all of it back.")
        self.help = line(tr(about), "muted", self)
        self.banner = Banner(self._ctx.theme, self)
        self.total = line("", "strong", self)
        self.total.setObjectName("total_label")
        self.cancel_button = QPushButton(tr(N_("Cancel")), self)
        self.cancel_button.setObjectName("cancel_button")
        self.cancel_button.clicked.connect(self.reject)
        self.bring_in_button = QPushButton(tr(N_("Bring in")), self)
        self.bring_in_button.setObjectName("bring_in_button")
        self.bring_in_button.setProperty("kind", "primary")
        self.bring_in_button.setEnabled(False)
        self.bring_in_button.clicked.connect(self._on_wanted)

    def _lay_out(self) -> None:
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("preview_scroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._reading())
        self._pages.addWidget(self._scroll)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.total, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.bring_in_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(10)
        for widget in (self.heading, self.help, self.banner, self._pages):
            column.addWidget(widget, 1 if widget is self._pages else 0)
        column.addLayout(foot)

    def _reading(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self.progress_bar)
        column.addWidget(self.progress_label)
        column.addStretch(1)
        return page

    def _page(self, look: Look) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(1, 1, 8, 1)
        column.setSpacing(10)
        for text in state.refusals(self._ctx.tr, look.errors):
            column.addWidget(RefusedCard(self._ctx, text, page))
        shown, more = state.in_order(look)
        self.cards = [FileCard(self._ctx, one, number, page) for number, one in enumerate(shown, 1)]
        for card in self.cards:
            card.show_details(shown=self._open.get(card.ident, len(shown) == 1))
            card.opened.connect(self._on_opened)
            card.chosen.connect(self.chosen)
            card.preferred.connect(self.preferred)
            column.addWidget(card)
        if more:
            tr = self._ctx.tr
            words = tr.plural("and {n} more with nothing to look at", "and {n} more with nothing to look at", more)
            column.addWidget(line(words, "muted", page))
        column.addStretch(1)
        page.setAutoFillBackground(False)
        return page

    @Slot(str, bool)
    def _on_opened(self, ident: str, shown: bool) -> None:
        self._open[ident] = shown

    @Slot()
    def _on_wanted(self) -> None:
        self.banner.hide()
        self.bring_in_button.setEnabled(False)
        self.wanted.emit()
