"""The partnership's own Word file in the export: which file, and what is wrong with its marks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gptemplate.errors import ExportError, UserError, why
from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.export.state import house_lines
from gptemplate.gui.making import parts
from gptemplate.gui.widgets.elided import ElidedLabel
from gptemplate.gui.widgets.file_dialogs import file_dialog
from gptemplate.gui.widgets.wrapping import WrappingLabel
from gptemplate.i18n import N_, Message
from gptemplate.services.exporting import HouseCheck, check_house_for, save_house_sample

if TYPE_CHECKING:
    from gptemplate.store.library import Library

HOUSE = "house"
"""What the settings call it among the kinds of files."""
_TOLD = {True: N_("must"), False: N_("should")}
_INDENT = 30
_MOST_LINES = 12


class HousePart(QWidget):
    """A tick, the file's name, and below it what the check of its marks found.

    The file is checked when it is chosen, and again when the window comes back to the front: somebody may have mended it.

    Signals:
        changed: what is ticked, or what is known of the file, is different.
    """

    changed = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._file = Path(ctx.settings.export_house) if ctx.settings.export_house else None
        self._templates: tuple[str, ...] = ()
        self._found: HouseCheck | UserError | None = None
        self._asked = 0  # checks begun; only the answer to the last counts
        self._make_parts()
        self._lay_out()
        self.box.setChecked(HOUSE in ctx.settings.export_formats)
        self.box.toggled.connect(self._on_toggled)
        self._show()

    @property
    def file(self) -> Path | None:
        """The file to be filled in; None where none is wanted."""
        return self._file if self.box.isChecked() else None

    @property
    def text(self) -> str:
        """Everything that is said of the file."""
        return "\n".join(one.text() for one in self._lines.findChildren(WrappingLabel) if not one.isHidden())

    def hindrance(self) -> Message | None:
        """Return why the file cannot be filled in as it is, or not yet."""
        if not self.box.isChecked() or not self._templates:
            return None
        if self._file is None:
            return Message("Choose your own Word file, or save a sample to start from.")
        if self._found is None:
            return Message("The Word file is being checked…")
        if isinstance(self._found, UserError):
            return self._found.message
        if self._found.is_useless:
            return Message("The Word file cannot be filled in yet: mend its marks, or choose another one.")
        return None

    def set_templates(self, templates: Sequence[str]) -> None:
        """Check the marks against the templates of these practices."""
        if tuple(templates) != self._templates:
            self._templates = tuple(templates)
            self._found = None
            self.check()

    @Slot(str)
    def choose(self, name: str) -> None:
        """Take a file and check it."""
        self._file, self._found = Path(name), None
        self._ctx.change(export_house=name)
        self.check()

    def check(self) -> None:
        """Read the file and check its marks, where one is wanted."""
        file = self.file
        if file is not None and self._templates:
            self._asked += 1
            job = partial(_check, file=file, templates=self._templates)
            asked = self._asked
            self._ctx.tasks.work_reading(job, partial(self._on_checked, asked), partial(self._on_checked, asked))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow() and self._found is not None:
            self.check()

    # The parts

    def _make_parts(self) -> None:
        tr, look = self._ctx.tr, self._ctx.theme
        self.box = parts.box("export_house", tr(N_("Own Word file")), self)
        self._name = ElidedLabel("", self)
        self._name.setProperty("role", "strong")
        self.choose_button = QPushButton(icons.icon("folder-open", look.text), tr(N_("Choose…")), self)
        self.choose_button.setObjectName("export_house_button")
        self.choose_button.setAccessibleName(tr(N_("Choose your own Word file")))
        self.sample_button = QPushButton(tr(N_("Save a sample to start from…")), self)
        self.sample_button.setObjectName("export_house_sample_button")
        self.choose_button.clicked.connect(self._ask_file)
        self.sample_button.clicked.connect(self._ask_sample)
        for button in (self.choose_button, self.sample_button):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        self._lines = QWidget(self)
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 2, 0, 4)
        self._column.setSpacing(4)
        buttons = parts.row(self, self.choose_button, self.sample_button)
        self._details = parts.column(self, self._name, buttons, self._lines)
        layout = self._details.layout()
        assert layout is not None
        layout.setContentsMargins(_INDENT, 2, 0, 0)
        layout.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(parts.row(self, self.box))
        column.addWidget(self._details)

    # What is shown

    def _show(self) -> None:
        self._details.setVisible(self.box.isChecked())
        self._name.setText(self._file.name if self._file is not None else "")
        self._name.setVisible(self._file is not None)
        self._show_lines()
        self.changed.emit()

    def _show_lines(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        tr, look = self._ctx.tr, self._ctx.theme
        if self._file is None:
            told = N_("A .docx with marks such as {mark} where texts belong; its layout stays as it is.")
            self._add("info", look.muted, tr(told, mark="{{ title }}"))
        elif self._found is None:
            self._add("info", look.muted, tr(N_("Checking the marks…")))
        elif isinstance(self._found, UserError):
            self._add("circle-alert", look.danger, tr(self._found.message))
        else:
            self._show_found(self._found)

    def _show_found(self, found: HouseCheck) -> None:
        tr, look = self._ctx.tr, self._ctx.theme
        lines = house_lines(tr, found)
        if not lines:
            self._add("circle-check", look.state("done")[0], tr(N_("Every mark is a field, and no required field is missing.")))
        for blocks, text in lines[:_MOST_LINES]:
            picture, colour = ("circle-alert", look.danger) if blocks else ("triangle-alert", look.warning)
            self._add(picture, colour, text, tr(_TOLD[blocks]))
        more = len(lines) - _MOST_LINES
        if more > 0:
            self._add("", look.muted, tr.plural("{n} more problem", "{n} more problems", more))
        if lines and not found.blocked:
            self._add("circle-check", look.state("done")[0], tr(N_("The file can be filled in all the same.")))

    def _add(self, picture: str, colour: str, text: str, meaning: str = "") -> None:
        holder = QWidget(self._lines)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        sign = QLabel(holder)
        sign.setFixedWidth(16)
        if picture:
            sign.setPixmap(icons.pixmap(picture, colour, 16, self.devicePixelRatioF()))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line = WrappingLabel(text, holder)
        if meaning:  # the sign says nothing to whoever cannot see it
            line.setAccessibleName(f"{meaning}: {text}")
        row.addWidget(line, 1)
        self._column.addWidget(holder)

    # What happens

    @Slot()
    def _on_toggled(self) -> None:
        self._found = None
        self.check()

    def _on_checked(self, asked: int, found: HouseCheck | UserError) -> None:
        if asked == self._asked:
            self._found = found
            self._show()

    @Slot()
    def _ask_file(self) -> None:
        dialog = self._dialog("export_house_dialog", self._ctx.tr(N_("Choose your own Word file")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if self._file is not None:
            dialog.selectFile(str(self._file))
        dialog.fileSelected.connect(self.choose)
        dialog.open()

    @Slot()
    def _ask_sample(self) -> None:
        tr = self._ctx.tr
        dialog = self._dialog("export_house_sample_dialog", tr(N_("Save a sample to start from")))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("docx")
        dialog.selectFile(f"{tr(N_('Word file with marks'))}.docx")
        dialog.fileSelected.connect(self.save_sample)
        dialog.open()

    def _dialog(self, name: str, title: str) -> QFileDialog:
        dialog = file_dialog(self, name, title)
        dialog.setNameFilter(f"{self._ctx.tr(N_('Word files'))} (*.docx)")
        return dialog

    @Slot(str)
    def save_sample(self, name: str) -> None:
        """Write the sample there, and take it as the file."""
        self._ctx.tasks.work(partial(_save_sample, Path(name)), lambda _nothing: self.choose(name), self._on_not_saved)

    def _on_not_saved(self, error: UserError) -> None:
        self._show_lines()
        self._add("circle-alert", self._ctx.theme.danger, self._ctx.tr(error.message))


def _check(library: Library, *, file: Path, templates: tuple[str, ...]) -> HouseCheck:
    return check_house_for(library, file, templates)


def _save_sample(file: Path) -> None:
    """Raises ExportError."""
    try:
        save_house_sample(file)
    except OSError as error:
        raise ExportError(Message("{name} could not be written: {reason}", name=file.name, reason=why(error))) from None
