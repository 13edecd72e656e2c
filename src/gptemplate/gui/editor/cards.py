"""A card of the grid: one field in one language, or in all of them at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtGui import QFont, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.editor.card_marks import Marks
from gptemplate.gui.editor.controls.image import ImageControl
from gptemplate.gui.editor.controls.made import control_for
from gptemplate.gui.editor.controls.written import Written
from gptemplate.gui.editor.desk import Desk
from gptemplate.gui.editor.state import EditorState, Row
from gptemplate.gui.theme import Theme, sized, text_scale
from gptemplate.gui.widgets.card import Card
from gptemplate.gui.widgets.chip import Offer, StateChip
from gptemplate.gui.widgets.counter import Counter
from gptemplate.gui.widgets.language_badge import LanguageBadge
from gptemplate.gui.widgets.words import STATE_ICONS
from gptemplate.gui.widgets.wrapping import WrappingLabel
from gptemplate.i18n import N_, translator
from gptemplate.model.practice import is_missing
from gptemplate.model.states import SHARED, Key, State
from gptemplate.model.template import Kind, Template
from gptemplate.model.words import STATE_WORDS

VALID = "valid"
_TALL = frozenset({Kind.LONG_TEXT, Kind.IMAGE, Kind.CHOICES})
_MARKED = (State.DRAFT, State.TO_CHECK, State.DONE)
LABEL_WIDTH = 212
QWIDGETSIZE_MAX = 16_777_215  # Qt's own word for "no limit", which PySide6 does not have


class FieldCard(Card):
    """Label, control, state and counter of one register."""

    def __init__(self, ctx: Context, desk: Desk, template: Template, row: Row, key: Key) -> None:
        super().__init__(ctx.theme, "" if key.language == SHARED else key.language)
        self._ctx, self._desk, self._template, self._row = ctx, desk, template, row
        self.key = key
        self.control = control_for(row.field, key.language, ctx.theme)
        self._label = WrappingLabel(parent=self)
        self._required = QLabel(self)
        self._required.setProperty("role", "small")
        self._badge = LanguageBadge(ctx.theme, key.language, parent=self)
        self._chip = StateChip(ctx.theme, self)
        self._counter = Counter(ctx.theme, self)
        self._is_counted = row.field.is_written or (row.shape.value == "image" and key.language != SHARED)
        self._shown: tuple[object, ...] = ()
        self._marks = Marks(ctx, self)
        self._name()
        self._lay_out()
        self._connect()
        self.set_words()

    @property
    def chip(self) -> StateChip:
        """The state."""
        return self._chip

    @property
    def counter(self) -> Counter:
        """The count of characters."""
        return self._counter

    def show_value(self, state: EditorState) -> None:
        """Show the value as it is now; what is being typed and means the same stays as it is."""
        if not state.is_same(self.key, self.control.text()):
            self.control.set_text(state.text(self.key))
        if self._is_counted and isinstance(self.control, Written):
            self.control.set_hint(state.hint(self.key) or self._ctx.tr("Write here…"))
        if self._row.field.parent:
            self.control.set_parent_value(state.text(Key(self._row.field.parent, SHARED)))
        self.refresh(state)

    def refresh(self, state: EditorState) -> None:
        """Show state, count and what is missing, as they are now."""
        seen = state.state(self.key)
        count = state.count(self.key)
        missing = is_missing(state.practice, self._row.field, self.key.language)
        said = state.open_comments.get(self.key, 0)
        found = state.findings(self.key)
        now = (seen, count, missing, self._ctx.tr.language, state.text(self.key) == "", said, found)
        if now == self._shown:
            return
        self._shown = now
        self._show_state(seen)
        self._marks.show_comments(said)
        self._marks.show_findings(found)
        self._required.setVisible(missing and self.key.language in self._template.languages_of(self._row.field))
        if self._is_counted:
            self._show_count(count.size, count.limit, count.over, state.template.warn_ratio)

    def set_words(self) -> None:
        """Show labels in the languages they belong in."""
        tr = self._ctx.tr
        self._shown = ()
        language = tr.language if self.key.language == SHARED else self.key.language
        label = self._row.field.label(language)
        self._label.setText(self._heading(label))
        self._required.setText(tr("Required"))
        self.control.set_words(tr, language, self.full_name())
        self._label.setBuddy(self.control.first())

    def marked_text(self) -> str:
        """Return the words that a person has marked in the text."""
        edit = self.control.edit if isinstance(self.control, Written) else None
        return edit.textCursor().selectedText().replace("\u2029", "\n") if edit is not None else ""

    def is_written_in(self) -> bool:
        """Return whether the cursor is in the card."""
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def tell_caret(self) -> None:
        """Say where the cursor is, if it is in the text."""
        edit = self.control.edit if isinstance(self.control, Written) else None
        if edit is not None and edit.hasFocus():
            edit.caret_moved.emit(edit.cursorRect())

    def full_name(self) -> str:
        """Return the field's name with its language, as a screen reader says it."""
        if self.key.language == SHARED:
            return self._row.field.label(self._ctx.tr.language)
        found = self._template.language(self.key.language)
        return f"{self._heading(self._row.field.label(self.key.language))}, {found.name if found else self.key.language}"

    def set_narrow(self, narrow: bool) -> None:
        """Put label and control one above the other where there is little room."""
        self.control.set_narrow(narrow)
        if self.key.language != SHARED or self._row.field.kind in _TALL:
            return
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._body.setDirection(down if narrow else across)
        width = round(LABEL_WIDTH * text_scale())
        self._side.setMinimumWidth(0 if narrow else width)
        self._side.setMaximumWidth(QWIDGETSIZE_MAX if narrow else width)

    def set_stacked(self, stacked: bool) -> None:
        """Show of which language the card is, where no column does."""
        shown = stacked and self.key.language != SHARED
        self._badge.setVisible(shown)
        self.set_bar(shown)

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be changed or only read."""
        self.control.set_read_only(read_only)

    def set_theme(self, theme: Theme) -> None:
        """Take new colours and text size."""
        super().set_theme(theme)
        self.control.set_theme(theme)
        self._label.setFont(_label_font())
        self._marks.paint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the text is meant for the text."""
        if isinstance(self.control, Written) and event.button() is Qt.MouseButton.LeftButton:
            self.control.put_cursor(len(self.control.text()))
        super().mousePressEvent(event)

    def _heading(self, label: str) -> str:
        if self._row.field.kind is Kind.IMAGE and self.key.language != SHARED:
            # In the column's language, as its label is.
            return translator(self.key.language)(N_("{field}: description"), field=label)
        return label

    def _show_state(self, seen: State) -> None:
        tr = self._ctx.tr
        word = tr(STATE_WORDS[seen])
        self._chip.set_state(seen, word, tr("State of {field}: {state}", field=self.full_name(), state=word))
        self._chip.set_offers([] if seen is State.EMPTY or self._ctx.read_only else self._offers(seen))
        self._chip.setVisible(self._row.field.is_written or seen in (State.TO_CHECK, State.STALE))

    def _offers(self, seen: State) -> list[Offer]:
        tr = self._ctx.tr
        valid = [(VALID, tr("The translation is still valid"), "badge-check")] if seen is State.STALE else []
        return valid + [(one.value, tr(STATE_WORDS[one]), STATE_ICONS[one]) for one in _MARKED if one is not seen]

    def _show_count(self, size: int, limit: int | None, over: int, warn: float) -> None:
        tr = self._ctx.tr
        if limit is None:
            text = str(size) if size else ""
            name = tr.plural("{n} character", "{n} characters", size)
        elif over:
            text = tr.plural("{size} / {limit} · {n} over", "{size} / {limit} · {n} over", over, size=size, limit=limit)
            one, many = "{n} character over the limit of {limit}.", "{n} characters over the limit of {limit}."
            name = tr.plural(one, many, over, limit=limit)  # the words of the check that finds the same
        else:
            text = f"{size} / {limit}"
            name = tr("{n} of {limit} characters", n=size, limit=limit)
        self._counter.set_count(size, limit, warn, text, name)

    # building

    def _name(self) -> None:
        ident = f"{self.key.field}_{'all' if self.key.language == SHARED else self.key.language}"
        self.setObjectName(f"{ident}_card")
        self._chip.setObjectName(f"{ident}_chip")
        self._counter.setObjectName(f"{ident}_counter")
        if isinstance(self.control, Written):
            self.control.edit.setObjectName(f"{ident}_edit")
        self._label.setFont(_label_font())

    def _lay_out(self) -> None:
        across = self.key.language == SHARED and self._row.field.kind not in _TALL
        way = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        self._body = QBoxLayout(way, self)
        self._body.setContentsMargins(12, 9, 11, 9)
        self._body.setSpacing(10 if across else 4)
        self._side = QWidget(self)
        self._head_box = self._head(self._side, down=across)
        self._head_box.setContentsMargins(0, 0, 0, 0)
        self._body.addWidget(self._side)
        self._body.addWidget(self.control, 1)
        if across:
            self._side.setFixedWidth(round(LABEL_WIDTH * text_scale()))
        if across and not self._is_counted:
            self._body.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
            self._counter.hide()
        else:
            self._body.addLayout(self._foot())

    def _head(self, side: QWidget, *, down: bool) -> QBoxLayout:
        head: QBoxLayout = QVBoxLayout(side) if down else QHBoxLayout(side)
        head.setSpacing(1 if down else 7)
        if not down:
            head.addWidget(self._badge)
        head.addWidget(self._label, 0 if down else 1)
        head.addWidget(self._required, 0, Qt.AlignmentFlag.AlignTop)
        self._marks.stand_before(head, self._required)
        if down:
            head.insertStretch(0, 0 if isinstance(self.control, Written) else 1)
            head.addStretch(1)
        self._badge.hide()
        return head

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 3, 0, 0)
        foot.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addStretch(1)
        foot.addWidget(self._counter, 0, Qt.AlignmentFlag.AlignBottom)
        self._counter.setVisible(self._is_counted)
        return foot

    def _connect(self) -> None:
        control, desk, key = self.control, self._desk, self.key
        control.edited.connect(partial(desk.edited.emit, key))
        control.entered.connect(self._on_entered)
        control.left.connect(self._on_left)
        control.submitted.connect(partial(desk.submitted.emit, key))
        control.refused.connect(partial(desk.refused.emit, key))
        control.cleaned.connect(partial(desk.cleaned.emit, key))
        control.file_requested.connect(partial(desk.file_requested.emit, key))
        control.caret_moved.connect(self._on_caret_moved)
        control.menu_opening.connect(partial(desk.menu_opening.emit, key))
        control.undo_requested.connect(desk.undo_requested)
        control.redo_requested.connect(desk.redo_requested)
        if isinstance(control, ImageControl):
            control.image_wanted.connect(partial(desk.image_wanted.emit, key))
        self._chip.chosen.connect(partial(desk.state_chosen.emit, key))
        self._marks.comments_clicked.connect(partial(desk.comments_wanted.emit, key))
        self._marks.findings_clicked.connect(partial(desk.findings_wanted.emit, key))

    @Slot()
    def _on_entered(self) -> None:
        self.set_active(True)
        self._desk.entered.emit(self.key)

    @Slot()
    def _on_left(self) -> None:
        self.set_active(False)
        self._desk.left.emit(self.key)

    @Slot(QRect)
    def _on_caret_moved(self, rect: QRect) -> None:
        self._desk.caret_moved.emit(self.control, rect)


def _label_font() -> QFont:
    return sized(12, QFont.Weight.DemiBold)
