"""Where a comment or an answer is written: Ctrl+Enter sends it, Escape puts it away."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gptemplate.gui.editor.comment_cards import quotation
from gptemplate.gui.theme import Theme
from gptemplate.gui.widgets.card import Card
from gptemplate.i18n import Translator

LINES = 4


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being written: its words, the comment it answers, what it quotes, and whether it is on the whole practice."""

    text: str = ""
    answers: str = ""
    quoted: str = ""
    whole: bool = False


class CommentEdit(QPlainTextEdit):
    """A few lines of plain text.

    Signals:
        sent: Ctrl+Enter was pressed.
        cancelled: Escape was pressed.
    """

    sent = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setObjectName("comment_edit")

    def event(self, event: QEvent) -> bool:
        """Keep the keys that the editor around it would take for its own."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and (_sends(event) or _cancels(event)):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _sends(event):
            self.sent.emit()
        elif _cancels(event):
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


def _sends(event: QKeyEvent) -> bool:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_enter and modifiers == Qt.KeyboardModifier.ControlModifier


def _cancels(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Escape


class CommentBox(Card):
    """The text, what it is on, and the two ways out.

    Signals:
        sent: the comment is to be kept; a `Draft`.
        put_away: it is not wanted now; what is written stays for the next time.
        cancelled: it is not to be kept.
    """

    sent = Signal(object)
    put_away = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._draft = Draft()
        self._quote = QLabel(self)
        self._quote.setProperty("role", "small")
        self._quote.setTextFormat(Qt.TextFormat.PlainText)
        self._quote.setWordWrap(True)
        self.edit = CommentEdit(self)
        self._whole = QCheckBox(self)
        self._whole.setObjectName("comment_whole_check")
        self._send = QPushButton(self)
        self._send.setObjectName("comment_send_button")
        self._send.setProperty("kind", "primary")
        self._cancel = QPushButton(self)
        self._cancel.setObjectName("comment_cancel_button")
        self._cancel.setProperty("kind", "quiet")
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def draft(self) -> Draft:
        """What is written so far."""
        one = self._draft
        return Draft(self.edit.toPlainText(), one.answers, one.quoted, one.whole or self._whole.isChecked())

    def begin(self, draft: Draft) -> None:
        """Show what is to be written on, or what was begun before."""
        self._draft = draft
        self.edit.setPlainText(draft.text)
        self._whole.setChecked(draft.whole)
        self._show_send()

    def set_words(self, tr: Translator, *, may_be_whole: bool) -> None:
        """Show every word in the interface language; `may_be_whole`: a field is the other choice."""
        is_answer = bool(self._draft.answers)
        hint = tr("Write an answer…") if is_answer else tr("Write a comment…")
        self.edit.setPlaceholderText(hint)
        self.edit.setAccessibleName(hint)
        self.edit.setFixedHeight(self.edit.fontMetrics().lineSpacing() * LINES + 16)
        self._whole.setText(tr("On the whole practice"))
        self._whole.setVisible(may_be_whole and not is_answer)
        self._send.setText(tr("Answer") if is_answer else tr("Comment"))
        self._send.setToolTip("Ctrl+Enter")
        self._cancel.setText(tr("Cancel"))
        self._quote.setText(quotation(self._draft.quoted, tr.language))
        self._quote.setVisible(bool(self._draft.quoted))

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 10, 10, 10)
        box.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self._send)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        for part in (self._quote, self.edit, self._whole):
            box.addWidget(part)
        box.addLayout(buttons)

    def _connect(self) -> None:
        self.edit.textChanged.connect(self._show_send)
        self.edit.sent.connect(self._on_sent)
        self.edit.cancelled.connect(self.put_away)
        self._send.clicked.connect(self._on_sent)
        self._cancel.clicked.connect(self.cancelled)

    @Slot()
    def _show_send(self) -> None:
        self._send.setEnabled(bool(self.edit.toPlainText().strip()))

    @Slot()
    def _on_sent(self) -> None:
        if self._send.isEnabled():
            self.sent.emit(self.draft)
