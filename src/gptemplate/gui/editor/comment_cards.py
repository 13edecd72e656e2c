"""One comment with its answers, and what can be done about it."""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.library.dates import when
from gptemplate.gui.widgets.card import Card
from gptemplate.model.comments import Comment, Thread

QUOTED = 90  # characters of a quotation that are shown
_LONG_WORD = re.compile(r"\S{24}(?=\S)")


def quotation(quoted: str, language: str) -> str:
    """Return the beginning of quoted words, in the quotation marks of a language."""
    line = " ".join(quoted.split())
    return f"{'“' if language == 'en' else '”'}{line if len(line) <= QUOTED else line[:QUOTED].rstrip() + '…'}”"


class ThreadCard(Card):
    """A comment, the words it is about, and the answers to it.

    Signals:
        answer_requested, removal_requested: a person wants to answer it, or to remove it or an answer; the id.
        resolved: a person says that it is dealt with, or that it is open again; the id and which of them.
    """

    answer_requested = Signal(str)
    removal_requested = Signal(str)
    resolved = Signal(str, bool)

    def __init__(self, ctx: Context, thread: Thread, parent: QWidget | None = None) -> None:
        super().__init__(ctx.theme, parent=parent)
        self._ctx, self._thread = ctx, thread
        self.setObjectName(f"comment_{thread.first.id[:8]}_card")
        self.set_sunken(not thread.is_open)
        box = QVBoxLayout(self)
        box.setContentsMargins(11, 8, 7, 6)
        box.setSpacing(5)
        if thread.first.quoted:
            box.addLayout(self._ruled(self._label(quotation(thread.first.quoted, ctx.tr.language), "small")))
        self._add_comment(box, thread.first)
        for one in thread.answers:
            inner = QVBoxLayout()
            inner.setSpacing(3)
            self._add_comment(inner, one)
            box.addLayout(self._ruled(inner))
        if not ctx.read_only:
            box.addLayout(self._actions())

    def _add_comment(self, box: QVBoxLayout, one: Comment) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._label(self._who(one), "small"), 1)
        if not self._ctx.read_only:
            head.addWidget(self._remove_button(one), 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(head)
        said = self._label(one.text, "")
        said.setAccessibleName(f"{self._who(one)}: {one.text}")
        box.addWidget(said)

    def _who(self, one: Comment) -> str:
        said = [one.author] if one.author else []
        said.append(when(one.time, datetime.now().astimezone(), self._ctx.tr))
        return " · ".join(said + ([one.source] if one.source else []))

    def _label(self, text: str, role: str) -> QLabel:
        # A word that is longer than a line would make the panel wider than its place.
        label = QLabel(_LONG_WORD.sub("\\g<0>\u200b", text), self)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _ruled(self, inner: QVBoxLayout | QLabel) -> QHBoxLayout:
        """Something set off by a line at its left."""
        line = QFrame(self)
        line.setFixedWidth(2)
        line.setStyleSheet(f"background: {self._ctx.theme.border_strong};")
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(line)
        if isinstance(inner, QLabel):
            row.addWidget(inner, 1)
        else:
            row.addLayout(inner, 1)
        return row

    def _remove_button(self, one: Comment) -> QToolButton:
        tr = self._ctx.tr
        button = QToolButton(self)
        button.setObjectName(f"remove_{one.id[:8]}_button")
        button.setProperty("kind", "mark")
        button.setIcon(icons.icon("trash-2", self._ctx.theme.muted))
        name = tr("Remove the answer") if one is not self._thread.first else tr("Remove the comment")
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(partial(self._on_remove_clicked, one.id))
        return button

    def _actions(self) -> QHBoxLayout:
        tr, first = self._ctx.tr, self._thread.first
        row = QHBoxLayout()
        row.setSpacing(2)
        row.setContentsMargins(0, 0, 0, 0)
        if self._thread.is_open:
            row.addWidget(self._link(tr("Answer"), "answer", self._on_answer_clicked))
            row.addWidget(self._link(tr("Resolve"), "resolve", self._on_resolve_clicked))
        else:
            row.addWidget(self._link(tr("Open again"), "reopen", self._on_resolve_clicked))
        row.addStretch(1)
        self.setAccessibleName(f"{self._who(first)}: {first.text}")
        return row

    def _link(self, text: str, name: str, slot: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"{name}_{self._thread.first.id[:8]}_button")
        button.setProperty("kind", "link")
        button.clicked.connect(slot)
        return button

    @Slot()
    def _on_answer_clicked(self) -> None:
        self.answer_requested.emit(self._thread.first.id)

    @Slot()
    def _on_resolve_clicked(self) -> None:
        self.resolved.emit(self._thread.first.id, self._thread.is_open)

    def _on_remove_clicked(self, ident: str) -> None:
        self.removal_requested.emit(ident)
