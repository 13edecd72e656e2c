"""The filters over the fields: each with how many texts it would show."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.editor.todo import Todo
from gptemplate.gui.library.chips import FilterChip
from gptemplate.gui.library.flow import FlowLayout
from gptemplate.i18n import N_

WORDS = {
    Todo.EMPTY: N_("Empty"),
    Todo.STALE: N_("Stale"),
    Todo.NO_MATCH: N_("No match"),
    Todo.TO_CHECK: N_("To check"),
    Todo.OVER: N_("Over limit"),
    Todo.FINDINGS: N_("To mend"),
}
ICONS = {
    Todo.EMPTY: "circle-dashed",
    Todo.STALE: "history",
    Todo.NO_MATCH: "database",
    Todo.TO_CHECK: "eye",
    Todo.OVER: "type",
    Todo.FINDINGS: "triangle-alert",
}


class FilterRow(QWidget):
    """Chips for what there is to do; those with nothing to show are not there.

    Signals:
        chosen: only fields with that are to be shown; a `Todo`, or None for all.
    """

    chosen = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._only: Todo | None = None
        self._counts: Counter[Todo] = Counter()
        self._looking = False
        self.setObjectName("editor_filters")
        self._title = QLabel(self)
        self._title.setProperty("role", "small")
        self.chips = {one: self._chip(one) for one in Todo}
        self._lay_out()

    @property
    def only(self) -> Todo | None:
        """What is shown alone."""
        return self._only

    def show_counts(self, counts: Counter[Todo], only: Todo | None, *, looking: bool = False) -> None:
        """Show how many texts there are of each; `looking`: the memory is still being asked about some."""
        self._counts, self._only, self._looking = counts, only, looking
        self.refresh()

    def refresh(self) -> None:
        """Say it again in the current language."""
        tr = self._ctx.tr
        self._title.setText(tr("Show only"))
        self.setAccessibleName(tr("Filters"))
        for one, chip in self.chips.items():
            looking = one is Todo.NO_MATCH and self._looking
            chip.show_count(tr("No match, looking…") if looking else tr(WORDS[one]), self._counts[one])
            chip.setChecked(one is self._only)
            chip.setVisible(self._counts[one] > 0 or one is self._only or looking)
        self.chips[Todo.NO_MATCH].setToolTip(tr("To be translated, and the memory has nothing like it (70 % or more)"))
        self._title.setMinimumHeight(self.chips[Todo.EMPTY].sizeHint().height())
        self.setVisible(bool(self._counts) or self._only is not None)

    def _lay_out(self) -> None:
        """Chips that have no room beside the others go below them."""
        place = QWidget(self)
        flow = FlowLayout(place)
        for chip in self.chips.values():
            flow.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        place.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 9, 18, 0)
        row.setSpacing(6)
        row.addWidget(self._title, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(place, 1)

    def _chip(self, one: Todo) -> FilterChip:
        chip = FilterChip(self._ctx.theme, ICONS[one], self)
        chip.setObjectName(f"only_{one.value}_chip")
        chip.clicked.connect(partial(self._on_clicked, one))
        return chip

    def _on_clicked(self, one: Todo, _checked: bool = False) -> None:
        self.chosen.emit(None if one is self._only else one)
