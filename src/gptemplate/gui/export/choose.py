"""The first page of the export: which practices, languages and files, what they are called, and where to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.export.book import BookChoice
from gptemplate.gui.export.house import HousePart
from gptemplate.gui.export.naming import Naming
from gptemplate.gui.export.state import EXISTING_WORDS, FORMAT_WORDS, Choice, preview, templates_of, usual_package
from gptemplate.gui.library.flow import FlowLayout
from gptemplate.gui.library.state import Entry
from gptemplate.gui.library.words import language_name
from gptemplate.gui.making import parts
from gptemplate.gui.making.choosing import ChoosingPage, languages_of
from gptemplate.i18n import N_
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


class ChoosePage(ChoosingPage):
    """Practices or blank forms, languages, kinds of files and their names; the choice is a `Choice`."""

    def __init__(
        self, ctx: Context, chosen: tuple[Entry, ...], shown: tuple[Entry, ...], folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(ctx, "export", chosen, shown, parent)
        self._forms: tuple[Template, ...] = ()
        self.language_boxes: dict[str, QCheckBox] = {}
        self._make_what()
        self._make_files()
        self._make_kind()
        self._make_where(folder)
        self._make_foot(ctx.tr(N_("Export")), "file-output")
        self._lay_out(ctx.tr(N_("Export")), self._rows())
        self._on_what_changed()

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
            () if form else self._entries,
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
        self._make_practices()
        self.blank_button = parts.radio("export_blank", tr(N_("Blank form")), self)
        self.blank_button.setEnabled(False)
        whats = (self.chosen_button, self.shown_button, self.blank_button)
        parts.group(whats, self)
        for button in whats:
            button.toggled.connect(self._on_what_changed)
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
        for button in self.kind_buttons.values():
            button.toggled.connect(self._show_state)
        self.working_box = parts.box("export_working", tr(N_("With the working notes")), self)

    def _make_where(self, folder: Path) -> None:
        tr = self._ctx.tr
        self.naming = Naming(self._ctx, self)
        self.naming.changed.connect(self._show_state)
        self._make_folder(folder)
        self.existing_box = QComboBox(self)
        self.existing_box.setObjectName("export_existing_box")
        self.existing_box.setAccessibleName(tr(N_("If a file is there already")))
        for kind, word in EXISTING_WORDS.items():
            self.existing_box.addItem(tr(word), kind.value)
        self.existing_box.setCurrentIndex(max(self.existing_box.findData(self._ctx.settings.export_existing), 0))

    def _rows(self) -> list[tuple[str, QWidget]]:
        self._layouts = parts.column(self, *self.layout_buttons.values())
        self._package = parts.column(self, self.package_box, self._package_note, self._package_row)
        files = parts.column(self, parts.row(self, *self.format_boxes.values()), self.book, self.house, self._package)
        self._kind = self._kinds()
        blank = parts.row(self, self.blank_button, self.form_box)
        return [
            (N_("Practices"), parts.column(self, self.chosen_button, self.shown_button, blank)),
            (N_("Languages"), self._languages),
            (N_("Layout"), self._layouts),
            (N_("Files"), files),
            (N_("Kind"), self._kind),
            (N_("Names"), self.naming),
            (N_("Folder"), self._folder_row),
            (N_("Already there"), parts.row(self, self.existing_box)),
        ]

    def _kinds(self) -> QWidget:
        widgets: list[QWidget] = []
        for final, _word, text in _KINDS:
            widgets += self._explained(self.kind_buttons[final], text)
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
        for code in form.codes if form is not None else languages_of(self._entries):
            box = parts.box(f"export_language_{code}", language_name(code), self)
            box.setChecked(before.get(code, True))
            box.toggled.connect(self._show_state)
            self._language_row.addWidget(box)
            self.language_boxes[code] = box
        self.house.set_templates(() if form is not None else templates_of(self._entries))
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        self._show_able()
        choice = self.choice()
        hindrance = (self.house.hindrance() if choice.form is None and choice.book is None else None) or choice.hindrance()
        self._say(hindrance, choice.told())
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

    def _folder_title(self) -> str:
        return self._ctx.tr(N_("Folder for the documents"))


def _today() -> datetime:
    return datetime.now().astimezone()
