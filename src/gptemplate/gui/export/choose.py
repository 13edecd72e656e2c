"""The first page of the export: which practices, languages and files, what they are called, and where to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.export import parts
from gptemplate.gui.export.book import BookChoice
from gptemplate.gui.export.house import HousePart
from gptemplate.gui.export.naming import Naming
from gptemplate.gui.export.state import EXISTING_WORDS, FORMAT_WORDS, Choice, languages_of, preview, templates_of, usual_package
from gptemplate.gui.library.flow import FlowLayout
from gptemplate.gui.library.state import Entry
from gptemplate.gui.library.words import language_name
from gptemplate.i18n import N_, Message
from gptemplate.model.outline import Layout
from gptemplate.services.exporting import DOCUMENTS, Existing, Format

if TYPE_CHECKING:
    from gptemplate.model.template import Template

_LAYOUTS = (
    (Layout.ONE_LANGUAGE, N_("One document for each language")),
    (Layout.SIDE_BY_SIDE, N_("Languages side by side in one document")),
)
_KINDS = (
    (False, N_("Draft"), N_("Shows what is still missing.")),
    (True, N_("For submission"), N_("Leaves out what is empty, and tells what keeps a practice from being ready.")),
)
_LONGEST_TITLE = 60


class ChoosePage(QWidget):
    """Everything a person can choose, with what it will make.

    Signals:
        begun: the export is to begin; the `Choice`.
        cancelled: it is not.
    """

    begun = Signal(object)
    cancelled = Signal()

    def __init__(
        self, ctx: Context, chosen: tuple[Entry, ...], shown: tuple[Entry, ...], folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ctx, self._chosen, self._shown = ctx, chosen, shown
        self._forms: tuple[Template, ...] = ()
        self.language_boxes: dict[str, QCheckBox] = {}
        self._make_what()
        self._make_files()
        self._make_kind()
        self._make_where(folder)
        self._make_foot()
        self._lay_out()
        self._on_what_changed()

    @property
    def folder(self) -> Path:
        """Where the files go."""
        return Path(self.folder_edit.text().strip()).expanduser()

    def set_forms(self, forms: Sequence[Template]) -> None:
        """Offer blank forms of these templates."""
        self._forms = tuple(forms)
        self.form_box.clear()
        for one in forms:
            self.form_box.addItem(one.label(self._ctx.language))
        self.blank_button.setEnabled(bool(forms))
        self._on_what_changed()

    def choose_blank(self) -> None:
        """Begin with blank forms."""
        self.blank_button.setChecked(True)
        self.blank_button.setFocus()

    def choice(self) -> Choice:
        """Return what is ticked."""
        form = self._form()
        book = self.book.title if form is None else None
        package = self.package_box.isChecked() and form is None and book is None
        return Choice(
            () if form else self._entries(),
            tuple(code for code, box in self.language_boxes.items() if box.isChecked()),
            self._formats(documents_only=form is not None or book is not None),
            self._layout(),
            self.kind_buttons[True].isChecked() or package,
            self.working_box.isChecked() and self.working_box.isEnabled(),
            form,
            (self.package_edit.text().strip() or usual_package(self._ctx.tr, _today().date())) if package else "",
            self.naming.pattern,
            Existing(self.existing_box.currentData()),
            self.house.file if form is None and book is None else None,
            book,
            self.book.publisher,
        )

    def _formats(self, *, documents_only: bool) -> tuple[Format, ...]:
        ticked = (kind for kind, box in self.format_boxes.items() if box.isChecked())
        return tuple(kind for kind in ticked if kind in DOCUMENTS or not documents_only)

    def _entries(self) -> tuple[Entry, ...]:
        return self._chosen if self.chosen_button.isChecked() else self._shown

    def _layout(self) -> Layout:
        """A house file alone is never side by side."""
        if self._is_house_alone():
            return Layout.ONE_LANGUAGE
        return next(layout for layout, button in self.layout_buttons.items() if button.isChecked())

    def _is_house_alone(self) -> bool:
        return self.house.box.isChecked() and not any(self.format_boxes[kind].isChecked() for kind in DOCUMENTS)

    def _form(self) -> Template | None:
        if not self.blank_button.isChecked() or not self._forms:
            return None
        return self._forms[max(self.form_box.currentIndex(), 0)]

    # The parts

    def _make_what(self) -> None:
        tr = self._ctx.tr
        chosen = tr.plural("{n} selected", "{n} selected", len(self._chosen))
        self.chosen_button = parts.radio("export_chosen", chosen, self)
        shown = tr.plural("{n} shown in the table", "All {n} shown in the table", len(self._shown))
        self.shown_button = parts.radio("export_shown", shown, self)
        self.blank_button = parts.radio("export_blank", tr(N_("Blank form")), self)
        parts.group((self.chosen_button, self.shown_button, self.blank_button), self)
        for button, entries in ((self.chosen_button, self._chosen), (self.shown_button, self._shown)):
            button.setEnabled(bool(entries))
            button.setVisible(bool(entries))
        self.blank_button.setEnabled(False)
        (self.chosen_button if self._chosen else self.shown_button).setChecked(True)
        for button in (self.chosen_button, self.shown_button, self.blank_button):
            button.toggled.connect(self._on_what_changed)
        if len(self._chosen) == 1:
            title = self._chosen[0].title or tr(N_("Untitled practice"))
            self.chosen_button.setText(title if len(title) < _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 2].rstrip()}…")
            self.chosen_button.setToolTip(title)
        self.form_box = QComboBox(self)
        self.form_box.setObjectName("export_form_box")
        self.form_box.setAccessibleName(tr(N_("Template")))
        self.form_box.currentIndexChanged.connect(self._on_what_changed)
        self._languages = QWidget(self)
        self._language_row = FlowLayout(self._languages, spacing=14)

    def _make_files(self) -> None:
        tr, kept = self._ctx.tr, self._ctx.settings.export_formats
        self.layout_buttons = {
            layout: parts.radio(f"export_layout_{layout.value}", tr(word), self) for layout, word in _LAYOUTS
        }
        parts.group(self.layout_buttons.values(), self)
        self.layout_buttons[Layout.ONE_LANGUAGE].setChecked(True)
        self.format_boxes: dict[Format, QCheckBox] = {}
        for kind, word in FORMAT_WORDS.items():
            self.format_boxes[kind] = parts.box(f"export_format_{kind.value}", tr(word), self)
            self.format_boxes[kind].setChecked(kind.value in kept or (not kept and kind in DOCUMENTS))
        self.house = HousePart(self._ctx, self)
        self.house.changed.connect(self._show_state)
        self.package_box = parts.box("export_package", tr(N_("Everything in one package for submission")), self)
        self.package_edit = QLineEdit(usual_package(tr, _today().date()), self)
        self.package_edit.setObjectName("export_package_edit")
        self.package_edit.setAccessibleName(tr(N_("Name of the package")))
        self._package_note = parts.note(tr(N_("With photos, data, checksums and a covering list.")), self)
        self._package_row = parts.row(self, self.package_edit, QLabel(".zip", self), indent=30, stretch=False)
        self.package_edit.textChanged.connect(self._show_state)
        self.book = BookChoice(self._ctx, self)
        self.book.changed.connect(self._show_state)
        for button in (*self.layout_buttons.values(), *self.format_boxes.values(), self.package_box):
            button.toggled.connect(self._show_state)

    def _make_kind(self) -> None:
        tr = self._ctx.tr
        self.kind_buttons = {
            final: parts.radio(f"export_{'final' if final else 'draft'}", tr(word), self) for final, word, _help in _KINDS
        }
        parts.group(self.kind_buttons.values(), self)
        self.kind_buttons[False].setChecked(True)
        for final, _word, text in _KINDS:
            self.kind_buttons[final].setAccessibleDescription(tr(text))
            self.kind_buttons[final].toggled.connect(self._show_state)
        self.working_box = parts.box("export_working", tr(N_("With the working notes")), self)

    def _make_where(self, folder: Path) -> None:
        tr = self._ctx.tr
        self.naming = Naming(self._ctx, self)
        self.naming.changed.connect(self._show_state)
        self.folder_edit = QLineEdit(str(folder), self)
        self.folder_edit.setObjectName("export_folder_edit")
        self.folder_edit.setAccessibleName(tr(N_("Folder")))
        self.folder_edit.textChanged.connect(self._show_state)
        self.folder_button = QPushButton(icons.icon("folder-open", self._ctx.theme.text), tr(N_("Choose…")), self)
        self.folder_button.setObjectName("export_folder_button")
        self.folder_button.setAutoDefault(False)
        self.folder_button.clicked.connect(self._ask_folder)
        self.existing_box = QComboBox(self)
        self.existing_box.setObjectName("export_existing_box")
        self.existing_box.setAccessibleName(tr(N_("If a file is there already")))
        for kind, word in EXISTING_WORDS.items():
            self.existing_box.addItem(tr(word), kind.value)
        self.existing_box.setCurrentIndex(max(self.existing_box.findData(self._ctx.settings.export_existing), 0))

    def _make_foot(self) -> None:
        tr, look = self._ctx.tr, self._ctx.theme
        self._summary = QLabel(self)
        self._summary.setProperty("role", "muted")
        self._summary.setWordWrap(True)
        self.cancel_button = QPushButton(tr(N_("Cancel")), self)
        self.cancel_button.setObjectName("export_cancel_button")
        picture = icons.icon("file-output", look.on_accent, faded=look.faint)
        self.begin_button = QPushButton(picture, tr(N_("Export")), self)
        self.begin_button.setObjectName("export_begin_button")
        self.begin_button.setProperty("kind", "primary")
        self.begin_button.setDefault(True)
        self.cancel_button.clicked.connect(self.cancelled)
        self.begin_button.clicked.connect(self._on_begin_clicked)

    def _lay_out(self) -> None:
        tr = self._ctx.tr
        self._layouts = parts.column(self, *self.layout_buttons.values())
        self._package = parts.column(self, self.package_box, self._package_note, self._package_row)
        files = parts.column(self, parts.row(self, *self.format_boxes.values()), self.book, self.house, self._package)
        self._kind = self._kinds()
        blank = parts.row(self, self.blank_button, self.form_box)
        rows = (
            (N_("Practices"), parts.column(self, self.chosen_button, self.shown_button, blank)),
            (N_("Languages"), self._languages),
            (N_("Layout"), self._layouts),
            (N_("Files"), files),
            (N_("Kind"), self._kind),
            (N_("Names"), self.naming),
            (N_("Folder"), parts.row(self, self.folder_edit, self.folder_button, stretch=False)),
            (N_("Already there"), parts.row(self, self.existing_box)),
        )
        heading = QLabel(tr(N_("Export")), self)
        heading.setProperty("role", "title")
        foot = QHBoxLayout()
        foot.addWidget(self._summary, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.begin_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(heading)
        self._form_rows = parts.Form([(tr(name), widget) for name, widget in rows], self)
        column.addWidget(parts.scrolled(self._form_rows, self), 1)
        column.addLayout(foot)

    def _kinds(self) -> QWidget:
        widgets: list[QWidget] = []
        for final, _word, text in _KINDS:
            widgets += [self.kind_buttons[final], parts.note(self._ctx.tr(text), self)]
            if not final:
                widgets.append(parts.row(self, self.working_box, indent=27))
        return parts.column(self, *widgets)

    # What happens

    @Slot()
    def _on_what_changed(self) -> None:
        """The languages offered are those of the forms of these practices, or of the blank form."""
        form = self._form()
        before = {code: box.isChecked() for code, box in self.language_boxes.items()}
        while (item := self._language_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.language_boxes = {}
        for code in form.codes if form is not None else languages_of(self._entries()):
            box = parts.box(f"export_language_{code}", language_name(code), self)
            box.setChecked(before.get(code, True))
            box.toggled.connect(self._show_state)
            self._language_row.addWidget(box)
            self.language_boxes[code] = box
        self.house.set_templates(() if form is not None else templates_of(self._entries()))
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        tr = self._ctx.tr
        self._show_able()
        choice = self.choice()
        hindrance = (self.house.hindrance() if choice.form is None and choice.book is None else None) or choice.hindrance()
        if hindrance is None and not self.folder_edit.text().strip():
            hindrance = Message("Choose a folder.")
        self.begin_button.setEnabled(hindrance is None)
        self._summary.setText(tr(hindrance if hindrance is not None else choice.told()))
        self.naming.show_preview(preview(choice, self._forms))

    def _show_able(self) -> None:
        """Offer what can be combined with what is ticked."""
        is_blank, is_book = self.blank_button.isChecked(), self.book.title is not None
        is_package = self.package_box.isChecked() and not is_book
        self.form_box.setVisible(is_blank)
        self._form_rows.show_row(self.naming, shown=not is_blank and not is_book)
        self.book.setVisible(not is_blank)
        self._form_rows.show_row(self._layouts, shown=not is_blank and not self._is_house_alone())
        self.house.setVisible(not is_blank and not is_book)
        self._form_rows.show_row(self._kind, shown=not is_blank and not is_package)  # a package is always for submission
        self._package.setVisible(not is_blank and not is_book)
        self._package_row.setVisible(is_package)
        for kind, box in self.format_boxes.items():
            box.setVisible(kind in DOCUMENTS or not (is_blank or is_book))
        self.kind_buttons[False].setEnabled(not is_package)
        self.working_box.setEnabled(not is_package and not self.kind_buttons[True].isChecked())
        if is_package and not is_blank:
            self.kind_buttons[True].setChecked(True)

    @Slot()
    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self._ctx.tr(N_("Folder for the documents")), self.folder_edit.text())
        dialog.setObjectName("export_folder_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder_edit.setText)
        dialog.open()

    @Slot()
    def _on_begin_clicked(self) -> None:
        self.begun.emit(self.choice())


def _today() -> datetime:
    return datetime.now().astimezone()
