"""Which places of the open texts are underlined, and by whom: findings, spelling and terms each have a layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Slot

from gptemplate.gui.editor.controls.written import Written
from gptemplate.gui.editor.grid import Grid
from gptemplate.gui.widgets.marks import Mark
from gptemplate.model.states import Key


class Layer(NamedTuple):
    """Marks, and the text that they were made for."""

    text: str
    marks: tuple[Mark, ...]


class Marking(QObject):
    """Puts the marks of all layers on the cards that are there."""

    def __init__(self, grid: Grid, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = grid
        self._layers: dict[Key, dict[str, Layer]] = {}
        grid.completed.connect(self.show_all)

    def clear(self, layer: str = "", but: str = "") -> None:
        """Forget the marks of a layer, except in the field `but`; without a layer, all marks."""
        for key, layers in self._layers.items():
            if not layer:
                layers.clear()
            elif key.field != but and layers.pop(layer, None) is not None:
                self.show(key)

    def put(self, key: Key, layer: str, text: str, marks: Sequence[Mark]) -> None:
        """Take the marks of one layer in one text, and show them."""
        layers = self._layers.setdefault(key, {})
        made = Layer(text, tuple(marks))
        if layers.get(layer) != made:
            layers[layer] = made
            self.show(key)

    def show(self, key: Key) -> None:
        """Show the marks of one text."""
        card = self._grid.card(key)
        if card is not None and isinstance(card.control, Written):
            edit = card.control.edit
            layers = self._layers.get(key, {}).values()
            edit.set_marks(edit.plain_text, [mark for layer in layers if layer.text == edit.plain_text for mark in layer.marks])

    @Slot()
    def show_all(self) -> None:
        """Show the marks of every text."""
        for key in self._layers:
            self.show(key)
