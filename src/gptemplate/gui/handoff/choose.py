"""The first page: which practices, from and into which language, in which form, and where to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QRadioButton, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.handoff.state import EXTENT_WORDS, KIND_WORDS, Choice
from gptemplate.gui.library.flow import FlowLayout
from gptemplate.gui.library.state import Entry
from gptemplate.gui.library.words import language_name
from gptemplate.gui.making import parts
from gptemplate.gui.making.choosing import ChoosingPage, languages_of
from gptemplate.i18n import N_


class ChoosePage(ChoosingPage):
    """Practices, languages, and the form of the files; the choice is a `Choice`."""

    def __init__(
        self, ctx: Context, chosen: tuple[Entry, ...], shown: tuple[Entry, ...], folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(ctx, "handoff", chosen, shown, parent)
        self.language_boxes: dict[str, QCheckBox] = {}
        self._make_what()
        self._make_languages()
        self._make_form()
        self._make_folder(folder)
        self._make_foot(ctx.tr(N_("Hand off")), "send")
        self._lay_out(ctx.tr(N_("Hand off for translation")), self._rows())
        self._connect()
        self._show_state()

    def choice(self) -> Choice:
        """Return what is ticked."""
        return Choice(
            self._entries,
            tuple(code for code, box in self.language_boxes.items() if box.isChecked()),
            self.source_box.currentData() or "",
            next(kind for kind, button in self.kind_buttons.items() if button.isChecked()),
            self.extent_buttons[True].isChecked(),
        )

    # The parts

    def _make_what(self) -> None:
        tr = self._ctx.tr
        self._make_practices()
        self.shown_button.setVisible(bool(self._shown) and self._shown != self._chosen)
        self._practices = parts.column(self, self.chosen_button, self.shown_button)
        parts.group((self.chosen_button, self.shown_button), self)
        self.extent_buttons = {
            extent: parts.radio(f"handoff_{'everything' if extent else 'needed'}", tr(word), self)
            for extent, (word, _about) in EXTENT_WORDS.items()
        }
        self._grouped(*self.extent_buttons.values())

    def _grouped(self, *buttons: QRadioButton) -> None:
        """Let one of the choices be made; the first is."""
        parts.group(buttons, self)
        buttons[0].setChecked(True)

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

    def _rows(self) -> list[tuple[str, QWidget]]:
        extents = ((self.extent_buttons[one], about) for one, (_word, about) in EXTENT_WORDS.items())
        kinds = ((self.kind_buttons[one], about) for one, (_word, about) in KIND_WORDS.items())
        return [
            (N_("Practices"), self._practices),
            (N_("Texts"), self._all_explained(*extents)),
            (N_("Into"), self._languages),
            (N_("From"), parts.row(self, self.source_box)),
            (N_("Files"), self._all_explained(*kinds)),
            (N_("Folder"), self._folder_row),
        ]

    def _all_explained(self, *choices: tuple[QRadioButton, str]) -> QWidget:
        return parts.column(self, *(widget for button, about in choices for widget in self._explained(button, about)))

    # What happens

    def _connect(self) -> None:
        choices = (self.chosen_button, self.shown_button, *self.extent_buttons.values(), *self.kind_buttons.values())
        for button in (*choices, *self.language_boxes.values()):
            button.toggled.connect(self._show_state)
        self.source_box.currentIndexChanged.connect(self._show_state)

    @Slot()
    def _show_state(self) -> None:
        choice = self.choice()
        for code, box in self.language_boxes.items():
            box.setEnabled(code != choice.source)
        self._say(choice.hindrance(), choice.told())
