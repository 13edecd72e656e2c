"""How far a translation memory has come in, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.lexicon import memory_state as state
from gptemplate.gui.widgets.card import Card
from gptemplate.i18n import N_


class ImportStrip(Card):
    """A bar, what is read, and a button.

    Signals:
        cancelled: a person wants no more of it.
    """

    cancelled = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx.theme, parent=parent)
        self._ctx = ctx
        self._words = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.cancel_button = QPushButton(self)
        self.cancel_button.setObjectName("cancel_import_button")
        self.cancel_button.clicked.connect(self._on_cancel)
        self.retranslate()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(14)
        row.addWidget(self._words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        self.hide()

    def show_progress(self, file: str, percent: int, read: int) -> None:
        """Say how far a file has come."""
        tr = self._ctx.tr
        words = tr.plural("{file}: {n} entry read", "{file}: {n} entries read", read, n=state.number(tr, read), file=file)
        self._words.setText(words)
        self.bar.setValue(percent)
        self.bar.setAccessibleName(words)
        if self.isHidden():
            self.retranslate()
            self.cancel_button.setEnabled(True)
            self.show()

    def retranslate(self) -> None:
        """Take new words."""
        self.cancel_button.setText(self._ctx.tr(N_("Stop")))
        self.cancel_button.setToolTip(self._ctx.tr(N_("What was read stays in the memory")))

    def _on_cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.cancelled.emit()
