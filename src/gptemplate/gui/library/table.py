"""The table of practices: columns, keys, and what comes back after a change."""

from __future__ import annotations

import base64

from PySide6.QtCore import QByteArray, Qt, Slot
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.library.delegate import PracticeDelegate
from gptemplate.gui.library.model import PracticeModel
from gptemplate.gui.library.state import Entry
from gptemplate.gui.widgets.rows import RowTable
from gptemplate.i18n import N_
from gptemplate.model.words import STATUS_WORDS


class PracticeTable(RowTable):
    """Practices in rows; several can be chosen."""

    def __init__(self, ctx: Context, model: PracticeModel, parent: QWidget | None = None) -> None:
        delegate = PracticeDelegate(ctx.theme)
        super().__init__(ctx, delegate, parent)
        self._practices, self._delegate = model, delegate
        self._widths: dict[int, int] = {}
        self.show_model(model)
        self._set_up_header()
        self.retranslate()

    def chosen(self) -> list[Entry]:
        """Return the selected practices in the order of the table."""
        return [self._practices.entry(row) for row in self.chosen_rows() if row < len(self._practices.rows)]

    def choose(self, *practice_ids: str) -> None:
        """Select practices and show the first of them."""
        rows = [row for ident in practice_ids if (row := self._practices.row_of(ident)) is not None]
        self._select(rows)
        if rows:
            self._set_current(rows[0])

    def restyle(self) -> None:
        super().restyle()
        self._fit_columns()

    def retranslate(self) -> None:
        """Take new words."""
        self._delegate.language = self._ctx.language
        self._practices.set_language(self._ctx.tr)
        self.setAccessibleName(self._ctx.tr(N_("Practices")))
        self._fit_columns()

    def record(self) -> str:
        """Return the sorting, to be kept."""
        return base64.b64encode(self.horizontalHeader().saveState().data()).decode("ascii")

    def restore(self, record: str) -> None:
        """Take back a sorting that was kept."""
        header = self.horizontalHeader()
        state = QByteArray(base64.b64decode(record or "", validate=False))
        if not state.isEmpty() and header.restoreState(state):
            self._prepare_header(header)
            self._practices.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
            self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hide_least()

    def _set_up(self) -> None:
        # Qt's own viewport would make PySide know every widget there is when it is first asked for: 40 ms.
        viewport = QWidget(self)
        viewport.setBackgroundRole(QPalette.ColorRole.Base)
        viewport.setAutoFillBackground(True)
        self.setViewport(viewport)
        self.setObjectName("practice_table")
        self.setFrameShape(QFrame.Shape.NoFrame)
        super()._set_up()

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setObjectName("practice_table_header")
        header.setMinimumSectionSize(40)
        self._prepare_header(header)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _prepare_header(self, header: QHeaderView) -> None:
        header.setSortIndicatorClearable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)

    def _fit_columns(self) -> None:
        header = self.horizontalHeader()
        words = [self._ctx.tr(word) for word in STATUS_WORDS.values()]
        tr = self._ctx.tr
        days = [tr(N_("Today {time}"), time="00.00"), tr(N_("Yesterday {time}"), time="00.00"), "30.12.2026"]
        self._widths = {}
        for place, column in enumerate(self._practices.columns):
            stretches = column.name == "title"
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Fixed)
            if not stretches:
                wide = self._delegate.width_for(column, words if column.name == "status" else days)
                self._widths[place] = max(wide, header.sectionSizeHint(place))
                header.resizeSection(place, self._widths[place])
        self._hide_least()

    def _hide_least(self) -> None:
        """Where there is little room the title keeps its own, and the least important columns go."""
        room = self.viewport().width()
        places = {one.name: place for place, one in enumerate(self._practices.columns)}
        least = [places[name] for name in ("modified", "marks", "status")]
        rest = sum(self._widths.values())
        for place in least:
            too_little = room - rest < room * 0.32
            if too_little:
                rest -= self._widths[place]
            if self.isColumnHidden(place) != too_little:
                self.setColumnHidden(place, too_little)

    def _begin(self) -> None:
        self._set_current(0)

    @Slot()
    def _on_reset(self) -> None:
        if self.horizontalHeader().count() == len(self._practices.columns):
            self._fit_columns()
        super()._on_reset()
