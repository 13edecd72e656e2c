"""Beginning a practice: on which form, and in which language first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.widgets.segmented import Segmented
from gptemplate.i18n import N_

if TYPE_CHECKING:
    from gptemplate.model.template import Template


class NewPracticeDialog(QDialog):
    """Asks for the form, where there is more than one, and for the language it is first written in.

    Signals:
        begun: a person said yes; the template's id and the language's code.
    """

    begun = Signal(str, str)

    def __init__(self, ctx: Context, templates: Sequence[Template], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._templates = templates
        tr = ctx.tr
        self.setObjectName("new_practice_dialog")
        self.setWindowTitle(tr(N_("New practice")))
        self._make_parts()
        self._lay_out()
        self.template_box.currentIndexChanged.connect(self._on_template_changed)
        self._cancel.clicked.connect(self.reject)
        self.begin_button.clicked.connect(self._on_begin_clicked)
        self._on_template_changed()
        self.language_choice.button(self.language_choice.value).setFocus()

    def _make_parts(self) -> None:
        tr = self._ctx.tr
        self._heading = QLabel(tr(N_("New practice")), self)
        self._heading.setProperty("role", "title")
        self._form_label = QLabel(tr(N_("Template")), self)
        self.template_box = QComboBox(self)
        self.template_box.setObjectName("template_box")
        self.template_box.setAccessibleName(tr(N_("Template")))
        for one in self._templates:
            self.template_box.addItem(one.label(self._ctx.language), one.id)
        self._form_label.setVisible(len(self._templates) > 1)
        self.template_box.setVisible(len(self._templates) > 1)
        self._language_label = QLabel(tr(N_("Source language")), self)
        self.language_choice = Segmented(self._ctx.theme, self)
        self.language_choice.setObjectName("language_choice")
        self.language_choice.setAccessibleName(tr(N_("Source language")))
        self._help = QLabel(
            tr(N_("The other languages are translated from this one. You can write in any of them at any time.")), self
        )
        self._help.setProperty("role", "small")
        self._help.setWordWrap(True)
        for label in (self._form_label, self._language_label):
            label.setProperty("role", "strong")
        self.begin_button = QPushButton(tr(N_("Begin")), self)
        self.begin_button.setObjectName("begin_button")
        self.begin_button.setProperty("kind", "primary")
        self.begin_button.setDefault(True)
        self._cancel = QPushButton(tr(N_("Cancel")), self)
        self._cancel.setObjectName("cancel_button")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addSpacing(8)
        column.addWidget(self._form_label)
        column.addWidget(self.template_box)
        column.addSpacing(6)
        column.addWidget(self._language_label)
        column.addWidget(self.language_choice)
        column.addWidget(self._help)
        column.addSpacing(14)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self.begin_button)
        column.addLayout(row)
        self.setMinimumWidth(420)

    @Slot()
    def _on_template_changed(self) -> None:
        template = self._templates[max(self.template_box.currentIndex(), 0)]
        before = self.language_choice.value
        self.language_choice.set_options([(one.code, one.name, "") for one in template.languages])
        wished = next((code for code in (before, self._ctx.language) if code in template.codes), template.codes[0])
        self.language_choice.set_value(wished)

    @Slot()
    def _on_begin_clicked(self) -> None:
        template = self._templates[max(self.template_box.currentIndex(), 0)]
        self.accept()
        self.begun.emit(template.id, self.language_choice.value)
