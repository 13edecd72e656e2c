"""Answers that are picked: yes or no, one of a list, several of a list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from gptemplate.gui.editor.controls.base import Control
from gptemplate.gui.theme import Theme
from gptemplate.gui.widgets.calm import CalmCombo
from gptemplate.gui.widgets.segmented import Segmented
from gptemplate.i18n import Translator
from gptemplate.model import values
from gptemplate.model.template import Choice, Field, label_in


class YesNo(Control):
    """Two buttons, of which none, one or the other is down."""

    def __init__(self, one: Field, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(one, parent)
        self._buttons = Segmented(theme, self, may_be_none=True)
        self._buttons.set_options([(values.YES, "", ""), (values.NO, "", "")])
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._buttons)
        box.addStretch(1)
        self._buttons.chosen.connect(self.edited)
        self.watch(*self.inputs())

    def text(self) -> str:
        """Return "yes", "no" or nothing."""
        return self._buttons.value

    def set_text(self, text: str) -> None:
        """Show an answer."""
        self._buttons.set_value(text)

    def set_words(self, tr: Translator, language: str, name: str) -> None:
        """Name the buttons."""
        words = {values.YES: tr("Yes"), values.NO: tr("No")}
        self._buttons.set_options([(answer, word, "") for answer, word in words.items()])
        for answer, word in words.items():
            self._buttons.button(answer).setAccessibleName(f"{name}: {word}")

    def first(self) -> QWidget:
        """Return the button that is down, else the first."""
        return self._buttons.button(self._buttons.value or values.YES)

    def inputs(self) -> list[QWidget]:
        """Return both buttons."""
        return [self._buttons.button(values.YES), self._buttons.button(values.NO)]


class ChoiceCombo(CalmCombo):
    """A combo over a template's list, filtered by the answer that the items belong under."""

    def __init__(self, choices: tuple[Choice, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self._above: str | None = None
        self._nothing = ""
        self._language = ""
        self._value = ""

    @property
    def value(self) -> str:
        """The id that is chosen, or nothing."""
        return self.currentData() or ""

    def set_value(self, value: str) -> None:
        """Show a choice, even one that the filter would hide."""
        self._value = value
        self._fill()

    def set_language(self, language: str, nothing: str) -> None:
        """Show the labels of a language; `nothing` is what an empty answer says."""
        if (language, nothing) != (self._language, self._nothing):
            self._language, self._nothing = language, nothing
            self._value = self.value or self._value
            self._fill()

    def set_above(self, above: str | None) -> None:
        """Offer only the items under another answer; all of them where it is None."""
        if above != self._above:
            self._above = above
            self._value = self.value or self._value
            self._fill()

    def _offers(self, one: Choice) -> bool:
        return self._above is None or one.parent in (None, self._above) or one.id == self._value

    def _fill(self) -> None:
        shown = [("", self._nothing)]
        shown.extend((one.id, label_in(one.labels, self._language)) for one in self._choices if self._offers(one))
        self.blockSignals(True)
        if [(self.itemData(place), self.itemText(place)) for place in range(self.count())] != shown:
            self.clear()
            for ident, label in shown:
                self.addItem(label, ident)
        self.setCurrentIndex(max(0, self.findData(self._value)))
        self.setToolTip(self.currentText() if self._value else "")
        self.blockSignals(False)


class PickOne(Control):
    """A combo with the items of a list."""

    def __init__(self, one: Field, parent: QWidget | None = None) -> None:
        super().__init__(one, parent)
        self._combo = ChoiceCombo(one.choices, self)
        self._combo.setObjectName(f"{one.id}_combo")
        self._combo.setMinimumContentsLength(24)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._combo, 1)
        self.setFocusProxy(self._combo)
        self._combo.activated.connect(self._on_activated)
        self.watch(self._combo)

    def text(self) -> str:
        """Return the id of the item."""
        return self._combo.value

    def set_text(self, text: str) -> None:
        """Show an item."""
        self._combo.set_value(text)

    def set_words(self, tr: Translator, language: str, name: str) -> None:
        """Show the items in a language."""
        self._combo.set_language(language, tr("Choose…"))
        self._combo.setAccessibleName(name)

    def set_parent_value(self, value: str) -> None:
        """Offer what belongs under another answer."""
        self._combo.set_above(value or None)

    def first(self) -> QWidget:
        """Return the combo."""
        return self._combo

    @Slot()
    def _on_activated(self) -> None:
        self.edited.emit(self._combo.value)


class PickSeveral(Control):
    """The items of a list with a box before each."""

    def __init__(self, one: Field, parent: QWidget | None = None) -> None:
        super().__init__(one, parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(1)
        self._boxes = {choice.id: QCheckBox(self) for choice in one.choices}
        for ident, box in self._boxes.items():
            box.setObjectName(f"{one.id}_{ident}_box")
            box.setMinimumWidth(60)
            box.clicked.connect(partial(self._on_clicked, ident))
        self.watch(*self._boxes.values())
        self.set_narrow(False)

    def text(self) -> str:
        """Return the ids of the ticked items, one a line."""
        return values.from_lines(ident for ident, box in self._boxes.items() if box.isChecked())

    def set_text(self, text: str) -> None:
        """Tick items."""
        ticked = values.lines_of(text)
        for ident, box in self._boxes.items():
            box.setChecked(ident in ticked)

    def set_words(self, tr: Translator, language: str, name: str) -> None:
        """Show the items in a language."""
        for choice in self.field.choices:
            self._boxes[choice.id].setText(label_in(choice.labels, language))
            self._boxes[choice.id].setToolTip(label_in(choice.labels, language))
            self._boxes[choice.id].setAccessibleName(f"{name}: {label_in(choice.labels, language)}")

    def set_narrow(self, narrow: bool) -> None:
        """Put the boxes in one column or in two."""
        columns = 1 if narrow else 2
        for place, box in enumerate(self._boxes.values()):
            self._grid.addWidget(box, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)

    def first(self) -> QWidget:
        """Return the first box."""
        return next(iter(self._boxes.values()), self)

    def inputs(self) -> list[QWidget]:
        """Return all boxes."""
        return list(self._boxes.values())

    def _on_clicked(self, _ident: str, _checked: bool = False) -> None:
        self.edited.emit(self.text())
