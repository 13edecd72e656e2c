"""The sentences of the open practice that stand in other places too, each a step away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QVBoxLayout, QWidget

from gptemplate.gui.editor.parts import SmallCard

if TYPE_CHECKING:
    from gptemplate.gui.context import Context
    from gptemplate.model.template import Template
    from gptemplate.services.repeats import Repeat
    from gptemplate.store.library import Library

MOST = 60
MOST_PLACES = 8


class RepeatsDialog(QDialog):
    """A card for each sentence with its places.

    Signals:
        place_chosen: a person wants to be there; a `Place`.
    """

    place_chosen = Signal(object)

    def __init__(self, ctx: Context, template: Template, practice: str, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx, self._template = ctx, template
        tr = ctx.tr
        self.setObjectName("repeats_dialog")
        self.setWindowTitle(tr("Repeated sentences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._told = QLabel(tr("Looking for sentences…"), self)
        self._told.setProperty("role", "small")
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 16)
        box.setSpacing(10)
        box.addWidget(self._told)
        box.addWidget(self._area, 1)
        self.resize(680, 520)
        ctx.tasks.advise(partial(_repeats, language, practice), self._show)

    def _show(self, found: Sequence[Repeat]) -> None:
        tr = self._ctx.tr
        none = tr("No sentence of this practice stands in another place.")
        self._told.setText(tr.plural("{n} repeated sentence", "{n} repeated sentences", len(found)) if found else none)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for number, one in enumerate(found[:MOST]):
            column.addWidget(self._card(number, one, page))
        column.addStretch(1)
        self._area.setWidget(page)

    def _card(self, number: int, one: Repeat, page: QWidget) -> SmallCard:
        card = SmallCard(self._ctx, f"repeat_{number}_card", page)
        card.say(one.sentence)
        for place in one.places[:MOST_PLACES]:
            field = self._template.fields.get(place.key.field)
            label = field.label(self._ctx.tr.language) if field is not None else place.key.field
            title = place.title if len(place.title) <= 50 else place.title[:49] + "…"
            card.offer(f"{title} · {label}", f"repeat_{number}_place", partial(self.place_chosen.emit, place))
            card.next_row()
        return card


def _repeats(language: str, practice: str, library: Library) -> list[Repeat]:
    from gptemplate.services.repeats import repeats

    return repeats(library, language, practice)
