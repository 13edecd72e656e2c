"""The first page of the export: which practices, languages and documents, and where to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.export.state import FORMAT_WORDS, Choice, languages_of
from gptemplate.gui.library.flow import FlowLayout
from gptemplate.gui.library.state import Entry
from gptemplate.gui.library.words import language_name
from gptemplate.i18n import N_
from gptemplate.model.outline import Layout
from gptemplate.services.exporting import Format

_LAYOUTS = (
    (Layout.ONE_LANGUAGE, N_("One document for each language")),
    (Layout.SIDE_BY_SIDE, N_("Languages side by side in one document")),
)
_KINDS = (
    (False, N_("Draft"), N_("Shows what is still missing.")),
    (True, N_("For submission"), N_("Leaves out what is empty, and tells what keeps a practice from being ready.")),
)


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
        self._make_what()
        self._make_documents()
        self._make_folder(folder)
        self._make_foot()
        self._lay_out()
        self._on_what_changed()

    @property
    def folder(self) -> Path:
        """Where the documents go."""
        return Path(self.folder_edit.text().strip()).expanduser()

    def choice(self) -> Choice:
        """Return what is ticked."""
        return Choice(
            self._entries(),
            tuple(code for code, box in self.language_boxes.items() if box.isChecked()),
            tuple(kind for kind, box in self.format_boxes.items() if box.isChecked()),
            next(layout for layout, button in self.layout_buttons.items() if button.isChecked()),
            self.kind_buttons[True].isChecked(),
            self.working_box.isChecked() and self.working_box.isEnabled(),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return self._chosen if self.chosen_button.isChecked() else self._shown

    # The parts

    def _make_what(self) -> None:
        tr = self._ctx.tr
        self.chosen_button = self._radio("export_chosen", tr.plural("{n} selected", "{n} selected", len(self._chosen)))
        self.shown_button = self._radio(
            "export_shown", tr.plural("{n} shown in the table", "All {n} shown in the table", len(self._shown))
        )
        self._group(self.chosen_button, self.shown_button)
        self.chosen_button.setEnabled(bool(self._chosen))
        (self.chosen_button if self._chosen else self.shown_button).setChecked(True)
        self.chosen_button.toggled.connect(self._on_what_changed)
        if len(self._chosen) == 1:
            title = self._chosen[0].title or tr(N_("Untitled practice"))
            self.chosen_button.setText(title if len(title) < 60 else f"{title[:58].rstrip()}…")
            self.chosen_button.setToolTip(title)
        self.language_boxes: dict[str, QCheckBox] = {}
        self._languages = QWidget(self)
        self._language_row = FlowLayout(self._languages, spacing=14)

    def _make_documents(self) -> None:
        tr, kept = self._ctx.tr, self._ctx.settings.export_formats
        self.layout_buttons = {layout: self._radio(f"export_layout_{layout.value}", tr(word)) for layout, word in _LAYOUTS}
        self._group(*self.layout_buttons.values())
        self.layout_buttons[Layout.ONE_LANGUAGE].setChecked(True)
        self.format_boxes: dict[Format, QCheckBox] = {}
        for kind in Format:
            box = self._box(f"export_format_{kind.value}", FORMAT_WORDS[kind])
            box.setChecked(kind.value in kept or not kept)
            self.format_boxes[kind] = box
        self.kind_buttons = {
            final: self._radio(f"export_{'final' if final else 'draft'}", tr(word)) for final, word, _help in _KINDS
        }
        self._group(*self.kind_buttons.values())
        self.kind_buttons[False].setChecked(True)
        for final, _word, text in _KINDS:
            self.kind_buttons[final].setAccessibleDescription(tr(text))
        self.working_box = self._box("export_working", tr(N_("With the working notes")))
        for button in (*self.layout_buttons.values(), *self.kind_buttons.values(), *self.format_boxes.values()):
            button.toggled.connect(self._show_state)

    def _make_folder(self, folder: Path) -> None:
        tr = self._ctx.tr
        self.folder_edit = QLineEdit(str(folder), self)
        self.folder_edit.setObjectName("export_folder_edit")
        self.folder_edit.setAccessibleName(tr(N_("Folder")))
        self.folder_edit.textChanged.connect(self._show_state)
        self.folder_button = QPushButton(icons.icon("folder-open", self._ctx.theme.text), tr(N_("Choose…")), self)
        self.folder_button.setObjectName("export_folder_button")
        self.folder_button.clicked.connect(self._ask_folder)

    def _make_foot(self) -> None:
        tr = self._ctx.tr
        self._summary = QLabel(self)
        self._summary.setProperty("role", "muted")
        self._summary.setWordWrap(True)
        self.cancel_button = QPushButton(tr(N_("Cancel")), self)
        self.cancel_button.setObjectName("export_cancel_button")
        self.begin_button = QPushButton(
            icons.icon("file-output", self._ctx.theme.on_accent, faded=self._ctx.theme.faint), tr(N_("Export")), self
        )
        self.begin_button.setObjectName("export_begin_button")
        self.begin_button.setProperty("kind", "primary")
        self.begin_button.setDefault(True)
        self.cancel_button.clicked.connect(self.cancelled)
        self.begin_button.clicked.connect(self._on_begin_clicked)

    def _lay_out(self) -> None:
        tr = self._ctx.tr
        inner = QWidget(self)
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(16)
        grid.setColumnStretch(1, 1)
        rows = (
            (N_("Practices"), self._column(self.chosen_button, self.shown_button)),
            (N_("Languages"), self._languages),
            (N_("Layout"), self._column(*self.layout_buttons.values())),
            (N_("Documents"), self._row(*self.format_boxes.values())),
            (N_("Kind"), self._kinds()),
            (N_("Folder"), self._row(self.folder_edit, self.folder_button, stretch=False)),
        )
        for place, (name, widget) in enumerate(rows):
            label = QLabel(tr(name), inner)
            label.setProperty("role", "strong")
            label.setContentsMargins(0, 4, 0, 0)
            grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, place, 1)
        grid.setRowStretch(len(rows), 1)
        self._stack_up(inner)

    def _stack_up(self, inner: QWidget) -> None:
        heading = QLabel(self._ctx.tr(N_("Export")), self)
        heading.setProperty("role", "title")
        scroll = QScrollArea(self)
        scroll.setObjectName("export_scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        foot = QHBoxLayout()
        foot.addWidget(self._summary, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.begin_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(heading)
        column.addWidget(scroll, 1)
        column.addLayout(foot)

    def _kinds(self) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for final, _word, text in _KINDS:
            note = QLabel(self._ctx.tr(text), holder)
            note.setProperty("role", "small")
            note.setWordWrap(True)
            note.setContentsMargins(30, 0, 0, 4)
            column.addWidget(self.kind_buttons[final])
            column.addWidget(note)
            if not final:
                working = QHBoxLayout()
                working.setContentsMargins(27, 0, 0, 6)
                working.addWidget(self.working_box)
                column.addLayout(working)
        return holder

    def _column(self, *widgets: QWidget) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in widgets:
            column.addWidget(widget)
        return holder

    def _row(self, *widgets: QWidget, stretch: bool = True) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14 if stretch else 8)
        for widget in widgets:
            row.addWidget(widget)
        if stretch:
            row.addStretch(1)
        return holder

    def _radio(self, name: str, word: str) -> QRadioButton:
        button = QRadioButton(word, self)
        button.setObjectName(name)
        return button

    def _box(self, name: str, word: str) -> QCheckBox:
        box = QCheckBox(word, self)
        box.setObjectName(name)
        return box

    def _group(self, *buttons: QRadioButton) -> None:
        group = QButtonGroup(self)
        for button in buttons:
            group.addButton(button)

    # What happens

    @Slot()
    def _on_what_changed(self) -> None:
        """The languages offered are those of the forms of these practices."""
        before = {code: box.isChecked() for code, box in self.language_boxes.items()}
        while (item := self._language_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.language_boxes = {}
        for code in languages_of(self._entries()):
            box = self._box(f"export_language_{code}", language_name(code))
            box.setChecked(before.get(code, True))
            box.toggled.connect(self._show_state)
            self._language_row.addWidget(box)
            self.language_boxes[code] = box
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        tr = self._ctx.tr
        self.working_box.setEnabled(not self.kind_buttons[True].isChecked())
        choice = self.choice()
        hindrance = choice.hindrance() or ("" if self.folder_edit.text().strip() else N_("Choose a folder."))
        self.begin_button.setEnabled(not hindrance)
        made = tr.plural("Makes {n} document.", "Makes {n} documents.", choice.documents)
        self._summary.setText(tr(hindrance) if hindrance else made)

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
