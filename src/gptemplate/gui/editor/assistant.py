"""The panel at the right: what helps with the field under the cursor."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.editor.comments import CommentsPart
from gptemplate.gui.editor.findings import FindingsPart
from gptemplate.gui.editor.history import HistoryPart
from gptemplate.gui.editor.machine import MachinePart
from gptemplate.gui.editor.matches_part import MatchesPart
from gptemplate.gui.editor.parts import panel_width
from gptemplate.gui.editor.room import RoomPart
from gptemplate.gui.editor.stale import StalePart
from gptemplate.gui.editor.state import EditorState
from gptemplate.gui.editor.terms import TermsPart
from gptemplate.gui.editor.words_part import WordsPart
from gptemplate.gui.theme import Theme
from gptemplate.gui.widgets.calm_label import CalmLabel
from gptemplate.gui.widgets.card import Card
from gptemplate.gui.widgets.themed import picture
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import label_in


class Part(QWidget):
    """An icon with a heading, and text below it in one or more cards."""

    def __init__(self, theme: Theme, icon: str, parent: QWidget | None = None, *, framed: bool = False) -> None:
        super().__init__(parent)
        self._theme, self._icon_name, self._framed = theme, icon, framed
        self._icon, self._heading = QLabel(self), QLabel(self)
        self._heading.setProperty("role", "strong")
        self._texts: list[QLabel] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(7)
        head.addWidget(self._icon)
        head.addWidget(self._heading, 1)
        self._box.addLayout(head)
        self._frame: QWidget = Card(theme, parent=self) if framed else QWidget(self)
        self.lines = QVBoxLayout(self._frame)
        self.lines.setSpacing(6)
        self.lines.setContentsMargins(11, 9, 11, 9) if framed else self.lines.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._frame)
        self.set_theme(theme)

    def show_lines(self, heading: str, lines: list[str], role: str = "") -> None:
        """Show lines of plain text below a heading; without lines the part is not shown."""
        self.setVisible(bool(lines))
        self._heading.setText(heading)
        while len(self._texts) < len(lines):
            label: QLabel = CalmLabel(self._frame)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", role)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.lines.insertWidget(len(self._texts), label)
            self._texts.append(label)
        for place, label in enumerate(self._texts):
            label.setVisible(place < len(lines))
            label.setText(lines[place] if place < len(lines) else "")

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self._theme = theme
        self._icon.setPixmap(picture(self, self._icon_name, theme.muted, 15))


class Assistant(QScrollArea):
    """What is stale, what is to be mended, comments, help and history of one field; what is empty is not shown.

    Signals:
        restore_requested: a person wants an earlier text again; its `Key` and the id of its revision.
    """

    restore_requested = Signal(object, str)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._key: Key | None = None
        self.setObjectName("assistant")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = QWidget()
        self._page.setObjectName("assistant_page")
        self._page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QLabel(self._page)
        self._title.setProperty("role", "strong")
        self._title.setWordWrap(True)
        self.stale = StalePart(ctx, self._page)
        self.findings = FindingsPart(ctx, self._page)
        self.words = WordsPart(ctx, self._page)
        self.matches = MatchesPart(ctx, self._page)
        self.terms = TermsPart(ctx, self._page)
        self.room = RoomPart(ctx, self._page)
        self.machine = MachinePart(ctx, self._page)
        self._help = Part(ctx.theme, "info", self._page)
        self._questions = Part(ctx.theme, "message-circle", self._page)
        self._example = Part(ctx.theme, "lightbulb", self._page, framed=True)
        self.comments = CommentsPart(ctx, self._page)
        self.comments.writing_began.connect(self._on_writing_began)
        self._history = HistoryPart(ctx, self._page)
        self._history.restore_requested.connect(self._on_restore_requested)
        self._lay_out()
        self.fit()

    def fit(self) -> None:
        """Take the width that the text size needs."""
        self.setFixedWidth(panel_width())

    def show_field(self, state: EditorState, key: Key | None) -> None:
        """Show what helps with a field; without one, how to begin."""
        tr = self._ctx.tr
        self._key = key
        self.comments.show_register(state, key)
        self._history.show_register(state.practice.id, key)
        self.setAccessibleName(tr("Assistant"))
        if key is None or key.field not in state.template.fields:
            self._title.setText(tr("Assistant"))
            said = tr("Put the cursor into a field. Here you find help, questions and an example for it.")
            self._help.show_lines(tr("How to begin"), [said])
            helping = (self.stale, self.findings, self.words, self.room, self.matches, self.machine, self.terms)
            for part in (*helping, self._questions, self._example):
                part.hide()
            return
        self._show_guidance(state, key)

    def show_comments(self) -> None:
        """Bring the comments in sight."""
        self.ensureWidgetVisible(self.comments)

    def _show_guidance(self, state: EditorState, key: Key) -> None:
        tr, one = self._ctx.tr, state.template.fields[key.field]
        language = state.template.language(key.language)
        own = tr.language if key.language == SHARED else key.language
        self._title.setText(f"{one.label(own)} · {language.name if language else tr('all languages')}")
        guidance = label_in(one.help, tr.language)
        self._help.show_lines(tr("What belongs here"), [guidance] if guidance else [])
        self._questions.show_lines(tr("Questions that help"), [f"– {label_in(q.labels, tr.language)}" for q in one.questions])
        example = label_in(one.example, own)
        self._example.show_lines(tr("An example"), [example] if example else [], "muted")

    def _lay_out(self) -> None:
        box = QVBoxLayout(self._page)
        box.setContentsMargins(15, 13, 12, 16)
        box.setSpacing(15)
        guidance = (self._help, self._questions, self._example)
        helping = (self.stale, self.findings, self.words, self.room, self.matches, self.machine, self.terms)
        for part in (self._title, *helping, self.comments, *guidance, self._history):
            box.addWidget(part)
        box.addStretch(1)
        self.setWidget(self._page)

    @Slot(QWidget)
    def _on_writing_began(self, place: QWidget) -> None:
        QTimer.singleShot(0, self, partial(self.ensureWidgetVisible, place))  # when it has its place

    @Slot(str)
    def _on_restore_requested(self, revision: str) -> None:
        if self._key is not None:
            self.restore_requested.emit(self._key, revision)
