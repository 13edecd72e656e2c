"""The first page: which practices, from and into which language, in which form, and where to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.export import parts
from gptemplate.gui.export.state import languages_of
from gptemplate.gui.handoff.state import EXTENT_WORDS, KIND_WORDS, Choice
from gptemplate.gui.library.flow import FlowLayout
from gptemplate.gui.library.state import Entry
from gptemplate.gui.library.words import language_name
from gptemplate.i18n import N_, Message

_LONGEST_TITLE = 60


class ChoosePage(QWidget):
    """Everything a person can choose, with what it will make.

    Signals:
        begun: the files are to be made; the `Choice`.
        cancelled: they are not.
    """

    begun = Signal(object)
    cancelled = Signal()

    def __init__(
        self, ctx: Context, chosen: tuple[Entry, ...], shown: tuple[Entry, ...], folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ctx, self._chosen, self._shown = ctx, chosen, shown
        self.language_boxes: dict[str, QCheckBox] = {}
        self._make_what()
        self._make_languages()
        self._make_form()
        self._make_where(folder)
        self._make_foot()
        self._lay_out()
        self._connect()
        self._show_state()

    @property
    def folder(self) -> Path:
        """Where the files go."""
        return Path(self.folder_edit.text().strip()).expanduser()

    def choice(self) -> Choice:
        """Return what is ticked."""
        return Choice(
            self._chosen if self.chosen_button.isChecked() else self._shown,
            tuple(code for code, box in self.language_boxes.items() if box.isChecked()),
            self.source_box.currentData() or "",
            next(kind for kind, button in self.kind_buttons.items() if button.isChecked()),
            self.extent_buttons[True].isChecked(),
        )

    # The parts

    def _make_what(self) -> None:
        tr = self._ctx.tr
        self.chosen_button = parts.radio("handoff_chosen", self._chosen_words(), self)
        shown = tr.plural("{n} shown in the table", "All {n} shown in the table", len(self._shown))
        self.shown_button = parts.radio("handoff_shown", shown, self)
        self.chosen_button.setVisible(bool(self._chosen))
        self.shown_button.setVisible(bool(self._shown) and self._shown != self._chosen)
        self._practices = parts.column(self, self.chosen_button, self.shown_button)
        self._grouped(self.chosen_button, self.shown_button, first=0 if self._chosen else 1)
        self.extent_buttons = {
            extent: parts.radio(f"handoff_{'everything' if extent else 'needed'}", tr(word), self)
            for extent, (word, _about) in EXTENT_WORDS.items()
        }
        self._grouped(*self.extent_buttons.values())

    def _chosen_words(self) -> str:
        tr = self._ctx.tr
        if len(self._chosen) != 1:
            return tr.plural("{n} selected", "{n} selected", len(self._chosen))
        title = self._chosen[0].title or tr(N_("Untitled practice"))
        return title if len(title) < _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 2].rstrip()}…"

    def _grouped(self, *buttons: QRadioButton, first: int = 0) -> None:
        """Let one of the choices be made."""
        parts.group(buttons, self)
        buttons[first].setChecked(True)

    def _make_languages(self) -> None:
        tr = self._ctx.tr
        codes = languages_of(self._chosen or self._shown)
        self._languages = QWidget(self)
        row = FlowLayout(self._languages, spacing=14)
        self.source_box = QComboBox(self)
        self.source_box.setObjectName("handoff_source_box")
        self.source_box.setAccessibleName(tr(N_("From")))
        self.source_box.addItem(tr(N_("The language each text was written in")), "")
        written = {one.listed.source_language for one in self._chosen or self._shown}
        for code in codes:
            self.source_box.addItem(language_name(code), code)
            box = parts.box(f"handoff_language_{code}", language_name(code), self)
            box.setChecked(written != {code})
            row.addWidget(box)
            self.language_boxes[code] = box

    def _make_form(self) -> None:
        tr = self._ctx.tr
        self.kind_buttons = {
            kind: parts.radio(f"handoff_{kind.value}", tr(word), self) for kind, (word, _about) in KIND_WORDS.items()
        }
        self._grouped(*self.kind_buttons.values())

    def _make_where(self, folder: Path) -> None:
        tr = self._ctx.tr
        self.folder_edit = QLineEdit(str(folder), self)
        self.folder_edit.setObjectName("handoff_folder_edit")
        self.folder_edit.setAccessibleName(tr(N_("Folder")))
        self.folder_button = QPushButton(icons.icon("folder-open", self._ctx.theme.text), tr(N_("Choose…")), self)
        self.folder_button.setObjectName("handoff_folder_button")
        self.folder_button.setAutoDefault(False)
        self.folder_button.clicked.connect(self._ask_folder)

    def _make_foot(self) -> None:
        tr, look = self._ctx.tr, self._ctx.theme
        self._summary = QLabel(self)
        self._summary.setObjectName("handoff_summary")
        self._summary.setProperty("role", "muted")
        self._summary.setWordWrap(True)
        self.cancel_button = QPushButton(tr(N_("Cancel")), self)
        self.cancel_button.setObjectName("handoff_cancel_button")
        self.cancel_button.clicked.connect(self.cancelled)
        picture = icons.icon("send", look.on_accent, faded=look.faint)
        self.begin_button = QPushButton(picture, tr(N_("Hand off")), self)
        self.begin_button.setObjectName("handoff_begin_button")
        self.begin_button.setProperty("kind", "primary")
        self.begin_button.setDefault(True)
        self.begin_button.clicked.connect(self._on_begin_clicked)

    def _lay_out(self) -> None:
        tr = self._ctx.tr
        extents = ((self.extent_buttons[one], about) for one, (_word, about) in EXTENT_WORDS.items())
        kinds = ((self.kind_buttons[one], about) for one, (_word, about) in KIND_WORDS.items())
        rows = (
            (N_("Practices"), self._practices),
            (N_("Texts"), self._explained(*extents)),
            (N_("Into"), self._languages),
            (N_("From"), parts.row(self, self.source_box)),
            (N_("Files"), self._explained(*kinds)),
            (N_("Folder"), parts.row(self, self.folder_edit, self.folder_button, stretch=False)),
        )
        heading = QLabel(tr(N_("Hand off for translation")), self)
        heading.setProperty("role", "title")
        foot = QHBoxLayout()
        foot.addWidget(self._summary, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.begin_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(heading)
        column.addWidget(parts.scrolled(parts.Form([(tr(name), widget) for name, widget in rows], self), self), 1)
        column.addLayout(foot)

    def _explained(self, *choices: tuple[QRadioButton, str]) -> QWidget:
        widgets: list[QWidget] = []
        for button, about in choices:
            button.setAccessibleDescription(self._ctx.tr(about))
            widgets += [button, parts.note(self._ctx.tr(about), self)]
        return parts.column(self, *widgets)

    # What happens

    def _connect(self) -> None:
        choices = (self.chosen_button, self.shown_button, *self.extent_buttons.values(), *self.kind_buttons.values())
        for button in (*choices, *self.language_boxes.values()):
            button.toggled.connect(self._show_state)
        self.source_box.currentIndexChanged.connect(self._show_state)
        self.folder_edit.textChanged.connect(self._show_state)

    @Slot()
    def _show_state(self) -> None:
        choice = self.choice()
        for code, box in self.language_boxes.items():
            box.setEnabled(code != choice.source)
        hindrance = choice.hindrance()
        if hindrance is None and not self.folder_edit.text().strip():
            hindrance = Message("Choose a folder.")
        self.begin_button.setEnabled(hindrance is None)
        self._summary.setText(self._ctx.tr(hindrance if hindrance is not None else choice.told()))

    @Slot()
    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self._ctx.tr(N_("Folder")), str(self.folder))
        dialog.setObjectName("handoff_folder_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder_edit.setText)
        dialog.open()

    @Slot()
    def _on_begin_clicked(self) -> None:
        self.begun.emit(self.choice())
