"""The first page of a dialog that makes files: which practices, and where to; what else there is to choose is its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QRadioButton, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.library.state import Entry
from gptemplate.gui.making import parts
from gptemplate.gui.widgets.file_dialogs import ask_folder
from gptemplate.i18n import N_, Message
from gptemplate.model.states import SHARED

_LONGEST_TITLE = 60


class ChoosingPage(QWidget):
    """Everything a person can choose, with what it will make. `name` is what the names of its parts begin with.

    Signals:
        begun: it is to be made; the choice.
        cancelled: it is not.
    """

    begun = Signal(object)
    cancelled = Signal()

    def __init__(
        self, ctx: Context, name: str, chosen: tuple[Entry, ...], shown: tuple[Entry, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ctx, self._name = ctx, name
        self._chosen, self._shown = chosen, shown

    @property
    def folder(self) -> Path:
        """Where the files go."""
        return Path(self.folder_edit.text().strip()).expanduser()

    def choice(self) -> object:
        """Return what is ticked."""
        raise NotImplementedError

    @property
    def _entries(self) -> tuple[Entry, ...]:
        return self._chosen if self.chosen_button.isChecked() else self._shown

    # The parts

    def _make_practices(self) -> None:
        tr = self._ctx.tr
        self.chosen_button = parts.radio(f"{self._name}_chosen", self._chosen_words(), self)
        shown = tr.plural("{n} shown in the table", "All {n} shown in the table", len(self._shown))
        self.shown_button = parts.radio(f"{self._name}_shown", shown, self)
        for button, entries in ((self.chosen_button, self._chosen), (self.shown_button, self._shown)):
            button.setEnabled(bool(entries))
            button.setVisible(bool(entries))
        if len(self._chosen) == 1:
            self.chosen_button.setToolTip(self._title)
        (self.chosen_button if self._chosen else self.shown_button).setChecked(True)

    def _chosen_words(self) -> str:
        """The title of the only practice, or how many there are."""
        if len(self._chosen) != 1:
            return self._ctx.tr.plural("{n} selected", "{n} selected", len(self._chosen))
        title = self._title
        return title if len(title) < _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 2].rstrip()}…"

    @property
    def _title(self) -> str:
        return self._chosen[0].title or self._ctx.tr(N_("Untitled practice"))

    def _make_folder(self, folder: Path) -> None:
        tr = self._ctx.tr
        self.folder_edit = QLineEdit(str(folder), self)
        self.folder_edit.setObjectName(f"{self._name}_folder_edit")
        self.folder_edit.setAccessibleName(tr(N_("Folder")))
        self.folder_edit.textChanged.connect(self._show_state)
        self.folder_button = QPushButton(icons.icon("folder-open", self._ctx.theme.text), tr(N_("Choose…")), self)
        self.folder_button.setObjectName(f"{self._name}_folder_button")
        self.folder_button.setAutoDefault(False)
        self.folder_button.clicked.connect(self._on_folder_clicked)
        self._folder_row = parts.row(self, self.folder_edit, self.folder_button, stretch=False)

    def _make_foot(self, word: str, picture: str) -> None:
        look = self._ctx.theme
        self._summary = QLabel(self)
        self._summary.setObjectName(f"{self._name}_summary")
        self._summary.setProperty("role", "muted")
        self._summary.setWordWrap(True)
        self.cancel_button = QPushButton(self._ctx.tr(N_("Cancel")), self)
        self.cancel_button.setObjectName(f"{self._name}_cancel_button")
        self.cancel_button.clicked.connect(self.cancelled)
        self.begin_button = QPushButton(icons.icon(picture, look.on_accent, faded=look.faint), word, self)
        self.begin_button.setObjectName(f"{self._name}_begin_button")
        self.begin_button.setProperty("kind", "primary")
        self.begin_button.setDefault(True)
        self.begin_button.clicked.connect(self._on_begin_clicked)

    def _lay_out(self, title: str, rows: Sequence[tuple[str, QWidget]]) -> None:
        """Rows below a heading, each the msgid of its name and what stands in it, and the foot."""
        heading = QLabel(title, self)
        heading.setProperty("role", "title")
        foot = QHBoxLayout()
        foot.addWidget(self._summary, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.begin_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(heading)
        self._form_rows = parts.Form([(self._ctx.tr(name), widget) for name, widget in rows], self)
        column.addWidget(parts.scrolled(self._form_rows, self), 1)
        column.addLayout(foot)

    def _explained(self, button: QRadioButton, about: str) -> list[QWidget]:
        """A choice, and a line below it that says what it means."""
        button.setAccessibleDescription(self._ctx.tr(about))
        return [button, parts.note(self._ctx.tr(about), self)]

    # What happens

    @Slot()
    def _show_state(self) -> None:
        raise NotImplementedError

    def _say(self, hindrance: Message | None, told: Message) -> None:
        """Say what will be made, or what is still missing."""
        if hindrance is None and not self.folder_edit.text().strip():
            hindrance = Message("Choose a folder.")
        self.begin_button.setEnabled(hindrance is None)
        self._summary.setText(self._ctx.tr(hindrance if hindrance is not None else told))

    def _folder_title(self) -> str:
        return self._ctx.tr(N_("Folder"))

    @Slot()
    def _on_folder_clicked(self) -> None:
        name = f"{self._name}_folder_dialog"
        ask_folder(self, name, self._folder_title(), self.folder_edit.setText, str(self.folder))

    @Slot()
    def _on_begin_clicked(self) -> None:
        self.begun.emit(self.choice())


def languages_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the languages of the forms of these practices, in their order."""
    return tuple(dict.fromkeys(code for one in entries for code in one.listed.summary.languages if code != SHARED))
