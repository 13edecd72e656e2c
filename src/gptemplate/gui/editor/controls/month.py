"""A month of a year, or "ongoing"."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QLocale, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from gptemplate import i18n
from gptemplate.gui.editor.controls.base import Control
from gptemplate.gui.widgets.calm import CalmCombo, CalmSpin
from gptemplate.i18n import Translator
from gptemplate.model import values
from gptemplate.model.template import Field, label_in

EARLIEST = 1980
NO_YEAR = EARLIEST - 1  # what the year shows while there is no month


class Month(Control):
    """A combo of months and a year, and a tick for "ongoing" where the field knows it."""

    def __init__(self, one: Field, parent: QWidget | None = None) -> None:
        super().__init__(one, parent)
        self._month, self._year = CalmCombo(self), CalmSpin(self)
        self._ongoing = QCheckBox(self)
        self._month.setObjectName(f"{one.id}_month_combo")
        self._year.setObjectName(f"{one.id}_year_spin")
        self._ongoing.setObjectName(f"{one.id}_ongoing_box")
        self._year.setRange(NO_YEAR, 2100)
        self._year.setSpecialValueText("–")
        self._month.addItem("", 0)
        for number in range(1, 13):
            self._month.addItem("", number)
        self._lay_out()
        self._month.activated.connect(self._on_changed)
        self._year.valueChanged.connect(self._on_changed)
        self._ongoing.clicked.connect(self._on_changed)
        self.watch(*self.inputs())
        self._enable()

    def text(self) -> str:
        """Return "2023-05", "ongoing" or nothing."""
        if self._ongoing.isChecked():
            return values.ONGOING
        month = self._month.currentData()
        return f"{self._year.value():04}-{month:02}" if month else ""

    def set_text(self, text: str) -> None:
        """Show a month."""
        found = values.month_of(text)
        self._ongoing.setChecked(text == values.ONGOING)
        self._month.setCurrentIndex(found[1] if found else 0)
        self._show_year(found[0] if found else NO_YEAR)
        self._enable()

    def set_words(self, tr: Translator, language: str, name: str) -> None:
        """Show the months as a language names them."""
        where = QLocale(i18n.locale_name(language))
        self._month.setItemText(0, tr("No month"))
        for number in range(1, 13):
            self._month.setItemText(number, where.standaloneMonthName(number))
        self._month.setAccessibleName(tr("{field}: month", field=name))
        self._year.setAccessibleName(tr("{field}: year", field=name))
        self._year.lineEdit().setAccessibleName(self._year.accessibleName())
        self._ongoing.setText(label_in(self.field.ongoing, language))
        self._ongoing.setAccessibleName(f"{name}: {self._ongoing.text()}")

    def first(self) -> QWidget:
        """Return the combo of months, or the tick when that is the answer."""
        return self._ongoing if self._ongoing.isChecked() else self._month

    def inputs(self) -> list[QWidget]:
        """Return combo, year and tick."""
        found: list[QWidget] = [self._month, self._year]
        return [*found, self._ongoing] if self.field.ongoing else found

    @Slot()
    def _on_changed(self) -> None:
        has_month = bool(self._month.currentData()) and not self._ongoing.isChecked()
        year = self._year.value()
        if has_month == (year == NO_YEAR):
            self._show_year(date.today().year if has_month else NO_YEAR)  # noqa: DTZ011 - the person's own calendar
        self._enable()
        self.edited.emit(self.text())

    def _show_year(self, year: int) -> None:
        """Show a year; without a month there is none, and with one a person steps no further back than there are years."""
        self._year.blockSignals(True)
        self._year.setMinimum(NO_YEAR if year == NO_YEAR else EARLIEST)
        self._year.setValue(year)
        self._year.blockSignals(False)

    def _enable(self) -> None:
        self._month.setEnabled(not self._ongoing.isChecked())
        self._year.setEnabled(not self._ongoing.isChecked() and bool(self._month.currentData()))

    def _lay_out(self) -> None:
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self._month)
        box.addWidget(self._year)
        box.addSpacing(8)
        box.addWidget(self._ongoing)
        box.addStretch(1)
        self._ongoing.setVisible(bool(self.field.ongoing))
