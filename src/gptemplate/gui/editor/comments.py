"""Comments on the field under the cursor, and on the whole practice: read, written, answered, resolved and removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.editor import jobs
from gptemplate.gui.editor.comment_box import CommentBox, Draft
from gptemplate.gui.editor.comment_cards import ThreadCard
from gptemplate.gui.widgets.themed import picture
from gptemplate.model.changes import Changes
from gptemplate.model.comments import COMMENT, WHOLE, Comment, Thread, threads
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import Template

if TYPE_CHECKING:
    from gptemplate.errors import UserError
    from gptemplate.gui.editor.state import EditorState

SHOWN = 8  # comments of one field, until more are asked for
CALM = 150  # milliseconds after a practice is shown until its comments are read


class CommentsPart(QWidget):
    """The comments of a field with what can be done about them, and below them a way to write one.

    Signals:
        counted: the comments of the practice were read; the number of open ones by `Key`.
        writing_began: a comment or an answer is to be written; where.
    """

    counted = Signal(object)
    writing_began = Signal(QWidget)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._practice = ""
        self._state: EditorState | None = None
        self._key: Key = WHOLE
        self._comments: list[Comment] = []
        self._threads: dict[Key, list[Thread]] = {}
        self._drafts: dict[tuple[str, Key], Draft] = {}
        self._is_writing = self._shows_whole = self._shows_resolved = self._shows_all = False
        self._selected: Callable[[Key], str] = _nothing
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self._read)
        self._cards: list[QWidget] = []
        self._build()
        ctx.changed.connect(self._on_changed)

    def quote_from(self, selected: Callable[[Key], str]) -> None:
        """Take the words that a person has marked in a field as what a new comment is about."""
        self._selected = selected

    def show_register(self, state: EditorState, key: Key | None) -> None:
        """Show the comments of a field; without one, those of the whole practice."""
        self._put_draft_aside()
        if state is not self._state:
            self._state, self._practice = state, state.practice.id
            self._comments, self._threads = [], {}
            self._calm.start()
        self._key = key if key is not None and key.field in state.template.fields else WHOLE
        self._shows_whole = self._shows_resolved = self._shows_all = False
        self._is_writing = bool(self._drafts.get(self._place, Draft()).text.strip())
        self._box.begin(self._drafts.get(self._place, Draft()))
        self.refresh()

    def set_theme(self, _theme: object) -> None:
        """Take new colours."""
        self._pictures()

    def refresh(self) -> None:
        """Say it again in the current language and colours."""
        self._hold_focus()
        while self._cards:
            card = self._cards.pop()
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        here = self._threads.get(self._shown, [])
        open_ones = [one for one in here if one.is_open]
        shown = open_ones if self._shows_all else open_ones[:SHOWN]
        resolved = [one for one in here if not one.is_open]
        for thread in shown + (resolved if self._shows_resolved else []):
            self._add_card(thread)
        self._words(here, len(open_ones) - len(shown), len(resolved))
        self._place_box()
        self.setVisible(not self._ctx.read_only or bool(here) or bool(self._threads.get(WHOLE)))

    def _hold_focus(self) -> None:
        """Keep the focus here while the widget that has it is about to go; else Qt gives it to a field."""
        focused = self.window().focusWidget()
        if focused is None or not self.isAncestorOf(focused) or (self._is_writing and focused is self._box.edit):
            return
        target = self._box.edit if self._is_writing else self._add
        (self._box if self._is_writing else self._add).show()
        target.setFocus()

    # words and places

    @property
    def _shown(self) -> Key:
        return WHOLE if self._shows_whole else self._key

    @property
    def _place(self) -> tuple[str, Key]:
        return self._practice, self._key

    def _add_card(self, thread: Thread) -> None:
        card = ThreadCard(self._ctx, thread, self)
        card.answer_requested.connect(self._on_answer_requested)
        card.removal_requested.connect(self._on_removal_requested)
        card.resolved.connect(self._on_resolved)
        self._cards.append(card)
        self._list.addWidget(card)

    def _words(self, here: list[Thread], hidden: int, resolved: int) -> None:
        tr, whole = self._ctx.tr, len([one for one in self._threads.get(WHOLE, []) if one.is_open])
        self._head.setVisible(bool(here))
        self._heading.setText(tr("Comments on the whole practice") if self._shown == WHOLE else tr("Comments"))
        self._more.setText(tr.plural("{n} more comment", "{n} more comments", hidden))
        self._more.setVisible(hidden > 0)
        self._done.setText(
            tr("Hide what is resolved") if self._shows_resolved else tr.plural("{n} resolved", "{n} resolved", resolved)
        )
        self._done.setVisible(resolved > 0)
        back = tr("Back to the field")
        self._whole.setText(back if self._shows_whole else tr("On the whole practice: {n}", n=whole))
        self._whole.setVisible(self._key != WHOLE and (self._shows_whole or whole > 0))
        self._add.setText(tr("Comment on the whole practice") if self._shown == WHOLE else tr("Add a comment"))
        self._add.setVisible(not self._ctx.read_only and not (self._is_writing and not self._box.draft.answers))
        self._box.set_words(tr, may_be_whole=self._shown != WHOLE)
        self._pictures()

    def _pictures(self) -> None:
        theme = self._ctx.theme
        self._icon.setPixmap(picture(self, "message-square", theme.muted, 15))
        self._add.setIcon(icons.icon("plus", theme.accent))

    def _place_box(self) -> None:
        """Put what is being written below the comment that it answers, or below them all."""
        self._list.removeWidget(self._box)
        names = [card.objectName() for card in self._cards]
        answered = f"comment_{self._box.draft.answers[:8]}_card"
        place = names.index(answered) + 1 if answered in names else len(names)
        self._list.insertWidget(place, self._box)
        self._box.setVisible(self._is_writing and not self._ctx.read_only)

    def _build(self) -> None:
        self._head = QWidget(self)
        self._icon, self._heading = QLabel(self._head), QLabel(self._head)
        self._heading.setProperty("role", "strong")
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 6)
        head.setSpacing(7)
        head.addWidget(self._icon)
        head.addWidget(self._heading, 1)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self._box = CommentBox(self._ctx.theme, self)
        self._box.sent.connect(self._on_sent)
        self._box.put_away.connect(self._on_put_away)
        self._box.cancelled.connect(self._on_cancelled)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._head)
        box.addLayout(self._list)
        self._more = self._link("more_comments_button", self._on_more)
        self._done = self._link("resolved_comments_button", self._on_done_toggled)
        self._whole = self._link("whole_comments_button", self._on_whole_toggled)
        self._add = self._link("add_comment_button", self._on_add)
        for link in (self._more, self._done, self._whole, self._add):
            box.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _link(self, name: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setProperty("kind", "link")
        button.clicked.connect(slot)
        return button

    # from the library

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self._practice not in changes.practices:
            return
        keys = [key for practice, key in changes.keys if practice == self._practice]
        if not keys or any(key.field == COMMENT for key in keys):
            self._read()

    @Slot()
    def _read(self) -> None:
        if self._practice:
            practice = self._practice
            self._ctx.tasks.read(partial(jobs.comments, practice_id=practice), partial(self._on_read, practice), _ignore)

    def _on_read(self, practice: str, comments: list[Comment]) -> None:
        if practice != self._practice or self._state is None or comments == self._comments:
            return
        self._comments, self._threads = comments, {}
        for thread in threads(comments):
            self._threads.setdefault(placed(self._state.template, thread.first.key), []).append(thread)
        self._put_draft_aside()
        self.refresh()
        self.counted.emit(Counter({key: sum(one.is_open for one in held) for key, held in self._threads.items()}))

    # from the person

    @Slot()
    def _on_add(self) -> None:
        kept = self._drafts.get(self._place, Draft())
        quoted = "" if self._shown == WHOLE else self._selected(self._key)
        self._begin(kept if kept.text.strip() and not kept.answers else Draft(quoted=quoted, whole=self._shown == WHOLE))

    @Slot(str)
    def _on_answer_requested(self, ident: str) -> None:
        kept = self._drafts.get(self._place, Draft())
        begun = self._box.draft.text if self._is_writing else ""
        self._begin(kept if kept.answers == ident else Draft(begun, answers=ident))

    def _begin(self, draft: Draft) -> None:
        self._is_writing = True
        self._box.begin(draft)
        self.refresh()
        self._box.edit.setFocus()  # a command, or the keyboard, may have begun it
        self.writing_began.emit(self._box)

    @Slot(object)
    def _on_sent(self, draft: Draft) -> None:
        key = WHOLE if draft.whole else self._key
        job = partial(
            jobs.write_comment, practice_id=self._practice, key=key, text=draft.text, quoted=draft.quoted, answers=draft.answers
        )
        self._ctx.tasks.write(job, None, partial(self._on_not_sent, self._place, draft))
        self._end()

    def _on_not_sent(self, place: tuple[str, Key], draft: Draft, error: UserError) -> None:
        """What could not be kept stays to be sent again."""
        self._drafts[place] = draft
        if place == self._place:
            self._begin(draft)
        self._ctx.tasks.failed.emit(error)

    @Slot()
    def _on_cancelled(self) -> None:
        self._end()

    def _end(self) -> None:
        """Close what was written on, and forget it."""
        self._drafts.pop(self._place, None)
        self._is_writing = False
        self._box.begin(Draft())
        self.refresh()

    @Slot()
    def _on_put_away(self) -> None:
        self._put_draft_aside()
        self._is_writing = False
        self.refresh()

    def _put_draft_aside(self) -> None:
        """Keep what is half written with its field; it is there again when the cursor is."""
        if self._is_writing and self._practice:
            self._drafts[self._place] = self._box.draft

    @Slot(str)
    def _on_removal_requested(self, ident: str) -> None:
        self._ctx.tasks.write(partial(jobs.remove_comment, practice_id=self._practice, comment_id=ident))

    @Slot(str, bool)
    def _on_resolved(self, ident: str, resolved: bool) -> None:
        self._ctx.tasks.write(partial(jobs.resolve_comment, practice_id=self._practice, comment_id=ident, resolved=resolved))

    @Slot()
    def _on_more(self) -> None:
        self._shows_all = True
        self.refresh()

    @Slot()
    def _on_done_toggled(self) -> None:
        self._shows_resolved = not self._shows_resolved
        self.refresh()

    @Slot()
    def _on_whole_toggled(self) -> None:
        self._shows_whole = not self._shows_whole
        self._box.begin(replace(self._box.draft, answers=""))
        self.refresh()


def placed(template: Template, key: Key) -> Key:
    """Return the card at which a comment is shown: its own, that of all languages, or the whole practice."""
    one = template.fields.get(key.field)
    if one is None:
        return WHOLE
    if key.language in template.languages_of(one):
        return key
    return Key(key.field, SHARED) if one.shared else WHOLE


def _nothing(_key: Key) -> str:
    return ""


def _ignore(_error: UserError) -> None:
    """Comments that cannot be read are not shown; the doctor says what is wrong with them."""
