"""The panel at the right: one entry of the memory, to read and to change. What is written is kept by itself."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.lexicon import memory_state as state
from gptemplate.gui.lexicon.panel import RowPanel
from gptemplate.gui.library.dates import full
from gptemplate.gui.library.words import language_name
from gptemplate.gui.theme import text_scale
from gptemplate.gui.widgets.language_badge import LanguageBadge
from gptemplate.i18n import N_
from gptemplate.model.memory import Unit

WIDTH = 360  # pixels at 100 per cent
HEIGHT = 116  # pixels of a text
PAUSE = 600  # milliseconds after the last key until a change is kept


class TextBox(QWidget):
    """What an entry says in one language.

    Signals:
        edited: a person changed it.
    """

    edited = Signal()

    def __init__(self, ctx: Context, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self.language = ctx, language
        name = language_name(language)
        self.edit = QPlainTextEdit(self)
        self.edit.setObjectName(f"unit_{language}_edit")
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName(name)
        self.edit.textChanged.connect(self.edited)
        label = QLabel(name, self)
        label.setProperty("role", "strong")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(LanguageBadge(ctx.theme, language, name, parent=self))
        head.addWidget(label)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(head)
        column.addWidget(self.edit)
        self.restyle()

    def show_text(self, text: str, *, able: bool) -> None:
        """Show a text; says nothing of it."""
        self.edit.blockSignals(True)
        self.edit.setPlainText(text)
        self.edit.blockSignals(False)
        self.edit.setReadOnly(not able)

    def restyle(self) -> None:
        """Take the current text size and words."""
        self.edit.setFixedHeight(round(HEIGHT * text_scale()))
        self.edit.setPlaceholderText(self._ctx.tr(N_("Not in this language yet")))


class UnitPanel(RowPanel):
    """The texts of an entry, and where it comes from."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, WIDTH, PAUSE, parent)
        self._unit: Unit | None = None
        self.boxes: dict[str, TextBox] = {}
        self._put_together()
        self.show_units([])

    def show_units(self, chosen: list[Unit]) -> None:
        """Show one entry, or say how many are selected. What was being written in another is kept first."""
        one = chosen[0] if len(chosen) == 1 else None
        is_same = one is not None and self._unit is not None and one.number == self._unit.number
        if is_same and self._soon.isActive():
            return  # it is being written
        self.flush()
        written = self._written
        is_known = is_same and one is not None and written is not None and written.texts == one.texts
        self._unit, self._count = one, len(chosen)
        if not is_known:
            self._fill()
        self.retranslate()

    def told_kept(self, unit: Unit) -> None:
        """An entry was kept as it is; its boxes stay as they are being written."""
        if self._unit is not None and self._unit.number == unit.number:
            self._unit = unit
            self.retranslate()

    def retranslate(self) -> None:
        """Take new words and colours."""
        super().retranslate()
        tr = self._ctx.tr
        many = self._count > 1
        self.delete_button.setText(
            tr.plural("Delete {n} entry", "Delete {n} entries", self._count) if many else tr(N_("Delete entry"))
        )
        self._nothing.setText(
            tr.plural("{n} entry is selected.", "{n} entries are selected.", self._count)
            if self._count
            else tr(N_("Select an entry to see all of it and to change it."))
        )
        if self._unit is not None:
            self._about.setText("\n".join(self._details(self._unit)))

    def restyle(self) -> None:
        """Take new colours and the current text size."""
        for box in self.boxes.values():
            box.restyle()
        super().restyle()

    def focus_first(self) -> None:
        """Put the cursor into the first text."""
        box = next((one for one in self.boxes.values() if one.isVisibleTo(self._page)), None)
        if box is not None and self._unit is not None:
            box.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_together(self) -> None:
        inside = self._lay_out("delete_unit_button", 12)
        self._about = QLabel(self._page)
        self._about.setProperty("role", "small")
        self._about.setWordWrap(True)
        self._about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._texts = QVBoxLayout()
        self._texts.setSpacing(12)
        inside.addLayout(self._texts)
        inside.addWidget(self._about)
        inside.addStretch(1)

    def _fill(self) -> None:
        one, able = self._unit, not self._ctx.read_only
        self._scroll.setVisible(one is not None)
        self._nothing.setVisible(one is None)
        self._foot.setVisible(self._count > 0)
        self.delete_button.setEnabled(able)
        if one is not None:
            for language in dict.fromkeys((*state.USUAL, *one.texts)):
                self._box(language).show_text(one.texts.get(language, ""), able=able)
            for language, box in self.boxes.items():
                box.setVisible(language in one.texts or language in state.USUAL)
            self._scroll.verticalScrollBar().setValue(0)

    def _box(self, language: str) -> TextBox:
        if language not in self.boxes:
            box = TextBox(self._ctx, language, self._page)
            box.edited.connect(self._soon.start)
            self.boxes[language] = box
            self._texts.addWidget(box)
        return self.boxes[language]

    @Slot()
    def _keep(self) -> None:
        written = self._written
        if written is not None and written != self._unit and written.texts:
            self.kept.emit(written)

    @property
    def _written(self) -> Unit | None:
        """The entry as its boxes are now."""
        if self._unit is None:
            return None
        said = {code: box.edit.toPlainText().strip() for code, box in self.boxes.items() if box.isVisibleTo(self._page)}
        return replace(self._unit, texts={code: text for code, text in said.items() if text})

    def _details(self, one: Unit) -> list[str]:
        tr = self._ctx.tr
        where = tr(N_("From: {origin}"), origin=state.origin(tr, one))
        kind = tr(state.EXTENT_WORDS[one.extent])
        moment = tr(N_("Changed {when}"), when=full(one.modified, tr.language)) if one.modified else ""
        return [where, " · ".join(part for part in (kind, one.author, moment) if part)]
