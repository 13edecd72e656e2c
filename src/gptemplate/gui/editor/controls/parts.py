"""Answers of several parts: a place, a contact."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from gptemplate.gui.editor.controls.base import Control
from gptemplate.gui.editor.controls.picked import ChoiceCombo
from gptemplate.i18n import Translator
from gptemplate.model import values
from gptemplate.model.template import Field, Part, label_in


class Parts(Control):
    """An input for each part; a list is filtered by the part above it."""

    def __init__(self, one: Field, parent: QWidget | None = None) -> None:
        super().__init__(one, parent)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._labels: dict[str, QLabel] = {}
        self._combos: dict[str, ChoiceCombo] = {}
        self._lines: dict[str, QLineEdit] = {}
        for part in one.parts:
            self._add(part)
        self.watch(*self.inputs())

    def text(self) -> str:
        """Return the parts as they are kept, with the spaces still being typed."""
        held = {ident: combo.value for ident, combo in self._combos.items()}
        held |= {ident: line.text() for ident, line in self._lines.items()}
        return values.from_parts(held)

    def set_text(self, text: str) -> None:
        """Show the parts."""
        held = values.parts_of(text)
        for ident, combo in self._combos.items():
            combo.set_value(held.get(ident, ""))
        for ident, line in self._lines.items():
            if values.from_parts({ident: line.text()}) != values.from_parts({ident: held.get(ident, "")}):
                line.setText(held.get(ident, ""))
                line.setCursorPosition(0)
        self._filter()

    def set_words(self, tr: Translator, language: str, name: str) -> None:
        """Show labels and lists in a language."""
        for part in self.field.parts:
            label = label_in(part.labels, language)
            self._labels[part.id].setText(label)
            self._input(part.id).setAccessibleName(f"{name}: {label}")
            if part.id in self._combos:
                self._combos[part.id].set_language(language, tr("Choose…"))

    def first(self) -> QWidget:
        """Return the first input."""
        return self.inputs()[0]

    def inputs(self) -> list[QWidget]:
        """Return all inputs."""
        return [self._input(part.id) for part in self.field.parts]

    def set_narrow(self, narrow: bool) -> None:
        """Put the parts one above the other, or side by side."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if narrow else across)

    def _input(self, ident: str) -> QWidget:
        return self._combos.get(ident) or self._lines[ident]

    def _add(self, part: Part) -> None:
        column = QVBoxLayout()
        column.setSpacing(3)
        label = QLabel(self)
        label.setProperty("role", "small")
        self._labels[part.id] = label
        if part.kind == "choice":
            self._combos[part.id] = ChoiceCombo(part.choices, self)
            self._combos[part.id].activated.connect(partial(self._on_combo_activated, part.id))
        else:
            self._lines[part.id] = self._line(part)
        made = self._input(part.id)
        made.setObjectName(f"{self.field.id}_{part.id}_input")
        label.setBuddy(made)
        column.addWidget(label)
        column.addWidget(made)
        self._row.addLayout(column, 1)

    def _line(self, part: Part) -> QLineEdit:
        line = QLineEdit(self)
        hints = {"email": Qt.InputMethodHint.ImhEmailCharactersOnly, "phone": Qt.InputMethodHint.ImhDialableCharactersOnly}
        line.setInputMethodHints(hints.get(part.kind, Qt.InputMethodHint.ImhNone))
        line.textEdited.connect(self._on_line_edited)
        line.returnPressed.connect(self.submitted)
        return line

    def _filter(self) -> None:
        for part in self.field.parts:
            if part.id in self._combos and part.parent in self._combos:
                self._combos[part.id].set_above(self._combos[part.parent].value or None)

    def _on_line_edited(self, _text: str) -> None:
        self.edited.emit(self.text())

    def _on_combo_activated(self, ident: str, _index: int) -> None:
        above = self._combos[ident].value
        for part in self.field.parts:
            if part.parent == ident and part.id in self._combos and not _is_under(part, self._combos[part.id].value, above):
                self._combos[part.id].set_value("")
        self._filter()
        self.edited.emit(self.text())


def _is_under(part: Part, value: str, above: str) -> bool:
    return any(one.id == value and one.parent in (None, above) for one in part.choices)
