"""The panel at the right: one term, to read and to change. What is written is kept by itself."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.lexicon import term_state as state
from gptemplate.gui.lexicon.name_rows import NameGroup
from gptemplate.gui.lexicon.panel import RowPanel
from gptemplate.gui.library.dates import full
from gptemplate.gui.theme import text_scale
from gptemplate.i18n import N_
from gptemplate.model.terms import Term

WIDTH = 404  # pixels at 100 per cent
PAUSE = 500  # milliseconds after the last key until a change is kept
_TEXTS = {"definition": (N_("Definition"), 74), "note": (N_("Note"), 56)}


class TermPanel(RowPanel):
    """The names, the definition, a note and the source of a term."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, WIDTH, PAUSE, parent)
        self._term: Term | None = None
        self.setObjectName("term_panel")
        self.groups: dict[str, NameGroup] = {}
        self._make_parts()
        self._put_together()
        self.retranslate()
        self.show_terms([])

    @property
    def term(self) -> Term | None:
        """The term that is shown."""
        return self._term

    def show_terms(self, chosen: list[Term]) -> None:
        """Show one term, or say how many are selected. What was being written in another is kept first."""
        one = chosen[0] if len(chosen) == 1 else None
        if one is not None and self._term is not None and one.id == self._term.id and self._soon.isActive():
            return  # it is being written
        self.flush()
        written = self._written
        if one is not None and written is not None and state.is_alike(one, written):
            self._term, self._count = one, 1
            self._say_state()
            return  # the fields stay as they are: a person may be in one of them
        self._term, self._count = one, len(chosen)
        self._fill()

    def told_kept(self, term: Term) -> None:
        """A term was kept as it is; its fields stay as they are being written."""
        if self._term is not None and term.id == self._term.id:
            self._term = term
            self._say_state()

    def focus_first(self) -> None:
        """Put the cursor into the first name."""
        rows = next(iter(self.groups.values())).rows
        if rows:
            rows[0].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Take new words and colours."""
        super().retranslate()
        tr = self._ctx.tr
        for name, (word, _height) in _TEXTS.items():
            self._labels[name].setText(tr(word))
            self.edits[name].setAccessibleName(tr(word))
        self._labels["source"].setText(tr(N_("Where it comes from")))
        self.source_edit.setAccessibleName(tr(N_("Where it comes from")))
        self.delete_button.setText(tr(N_("Delete term")))
        for group in self.groups.values():
            group.retranslate()
        self._say_state()

    def restyle(self) -> None:
        """Take new colours and the current text size."""
        for name, (_word, height) in _TEXTS.items():
            self.edits[name].setFixedHeight(round(height * text_scale()))
        super().restyle()

    def _make_parts(self) -> None:
        self._labels = {name: QLabel(self) for name in (*_TEXTS, "source")}
        for label in self._labels.values():
            label.setProperty("role", "overline")
        self.edits = {name: QPlainTextEdit(self) for name in _TEXTS}
        for name, edit in self.edits.items():
            edit.setObjectName(f"{name}_edit")
            edit.setTabChangesFocus(True)
            edit.textChanged.connect(self._on_edited)
        self.source_edit = QLineEdit(self)
        self.source_edit.setObjectName("source_edit")
        self.source_edit.textEdited.connect(self._on_edited)
        self._state = QLabel(self)
        self._state.setProperty("role", "small")
        self._state.setWordWrap(True)

    def _put_together(self) -> None:
        inside = self._lay_out("delete_term_button", 5, self._state)
        self._names = QVBoxLayout()
        self._names.setSpacing(12)
        inside.addLayout(self._names)
        for name in (*_TEXTS, "source"):
            inside.addSpacing(7)
            inside.addWidget(self._labels[name])
            inside.addWidget(self.edits.get(name) or self.source_edit)
        inside.addStretch(1)

    def _fill(self) -> None:
        one, able = self._term, not self._ctx.read_only
        for part in (self._scroll, self._foot):
            part.setVisible(one is not None)
        self._nothing.setVisible(one is None)
        if one is not None:
            for language in dict.fromkeys((*state.USUAL, *(name.language for name in one.designations))):
                self._group(language).show_names(one.named(language), able=able)
            for name, edit in self.edits.items():
                edit.blockSignals(True)
                edit.setPlainText(getattr(one, name))
                edit.blockSignals(False)
                edit.setReadOnly(not able)
            self.source_edit.setText(one.source)
            self.source_edit.setReadOnly(not able)
            self.source_edit.setCursorPosition(0)
            self._scroll.verticalScrollBar().setValue(0)
        for language, group in self.groups.items():
            group.setVisible(one is not None and (language in state.USUAL or bool(one.named(language))))
        self.delete_button.setEnabled(able)
        self._say_state()

    def _group(self, language: str) -> NameGroup:
        if language not in self.groups:
            group = NameGroup(self._ctx, language, self._page)
            group.edited.connect(self._on_edited)
            self.groups[language] = group
            self._names.addWidget(group)
        return self.groups[language]

    @property
    def _written(self) -> Term | None:
        """The term as its fields are now."""
        if self._term is None:
            return None
        named = tuple(one for group in self.groups.values() if group.isVisibleTo(self._page) for one in group.values)
        definition, note = (self.edits[name].toPlainText() for name in _TEXTS)
        written = replace(self._term, designations=named, definition=definition, note=note, source=self.source_edit.text())
        return state.without_empty(written)

    @Slot()
    def _on_edited(self) -> None:
        self._soon.start()
        self._say_state()

    @Slot()
    def _keep(self) -> None:
        written = self._written
        if written is not None and written.designations:
            self.kept.emit(written)

    def _say_state(self) -> None:
        tr, one = self._ctx.tr, self._term
        if one is None:
            several = tr.plural("{n} term is selected.", "{n} terms are selected.", self._count)
            self._nothing.setText(several if self._count else tr(N_("Select a term to see all of it and to change it.")))
            return
        written = self._written
        if written is not None and not written.designations:
            self._state.setText(tr(N_("A term needs a name in at least one language; nothing is kept until it has one.")))
        elif one.modified:
            said = tr(N_("Changed {when}"), when=full(one.modified, tr.language))
            self._state.setText(f"{said}\n{one.author}" if one.author else said)
        else:
            self._state.clear()
