"""The settings page: everything takes effect at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QSlider, QVBoxLayout, QWidget

import gptemplate
from gptemplate.gui.context import Context
from gptemplate.gui.settings.copies import Buttons, CopiesControl, LimitChoice, SecondPlace
from gptemplate.gui.settings.machine import MachineChoice
from gptemplate.gui.settings.place import FilePlace
from gptemplate.gui.settings.row import SettingRow
from gptemplate.gui.settings.templates import TemplateList
from gptemplate.gui.theme import text_scale
from gptemplate.gui.widgets.card import Card
from gptemplate.gui.widgets.segmented import Segmented
from gptemplate.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

_LANGUAGES = (("fi", "Suomi"), ("sv", "Svenska"), ("en", "English"))
_SIZES = (100, 200, 10)  # per cent: from, to, step
WIDEST = 900

_ROWS = {
    "language": (N_("Language"), N_("Of menus, buttons and messages. The practices themselves stay in their own languages.")),
    "theme": (N_("Colours"), ""),
    "scale": (N_("Text size"), N_("From 100 to 200 per cent.")),
    "author": (
        N_("Your name"),
        N_("Shown in the history of texts you write. It counts from the next time the program is opened."),
    ),
    "place": (N_("Where is my file?"), N_("All practices with their history and photos are in this one file.")),
    "templates": (
        N_("Templates"),
        N_("Your own form files lie in this folder. A new or changed file counts from the next time the program is opened."),
    ),
    "machine": (
        N_("Machine translation"),
        N_("Only on this computer: no text leaves it. What a machine writes is marked “To check” until a person has read it."),
    ),
    "copies": (
        N_("Safety copies"),
        N_("Made every day and before anything large is changed; each is read back before an older one goes."),
    ),
    "second": (
        N_("Second copies"),
        N_("Each safety copy goes to this folder or stick as well. While it is away they wait, and go on by themselves."),
    ),
    "limit": (N_("Room for copies"), N_("Older copies go first where it does not suffice; the newest whole one always stays.")),
    "person": (N_("Personal data"), N_("Removes one person's contact data from practices, their history and safety copies.")),
    "about": (N_("Program"), ""),
}
_OF_FILE = ("copies", "second", "limit", "person")  # a library on a server has copies of its own


class SettingsView(QWidget):
    """Rows of settings, in cards.

    Signals:
        copies_requested: a person wants to see the safety copies.
        forget_requested: a person wants to remove somebody's contact data.
    """

    copies_requested = Signal()
    forget_requested = Signal()

    def __init__(self, ctx: Context, location: Path | str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._is_file = isinstance(location, Path)
        self._make_controls(location)
        self._make_rows()
        self._lay_out()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Take new words."""
        tr = self._ctx.tr
        self._title.setText(tr(N_("Settings")))
        for name, row in self.rows.items():
            label, help_text = _ROWS[name]
            row.set_words(tr(label), tr(help_text))
        self.language_choice.set_options(
            [("system", tr(N_("As the system")), "monitor"), *((code, name, "") for code, name in _LANGUAGES)]
        )
        looks = (("system", N_("As the system"), "monitor"), ("light", N_("Light"), "sun"), ("dark", N_("Dark"), "moon"))
        self.theme_choice.set_options([(name, tr(word), picture) for name, word, picture in looks])
        self.author_edit.setPlaceholderText(tr(N_("For example Group 3")))
        for control in (self.place, self.templates, self.machine, self.copies, self.second, self.limit, self.person):
            control.retranslate()
        about = tr(
            N_("gptemplate {version} · free software under the EUPL-1.2 · works without a network"),
            version=gptemplate.__version__,
        )
        self._about.setText(about)
        self._show_choices()

    def restyle(self) -> None:
        """Take new colours and the current text size."""
        for control in (self.machine, self.copies, self.second, self.person):
            control.retranslate()
        self.place.restyle()
        self.templates.restyle()
        for row in self.rows.values():
            row.restyle()
        self._column.setMaximumWidth(round(WIDEST * text_scale()))
        self._show_choices()

    def _make_controls(self, location: Path | str) -> None:
        ctx = self._ctx
        self.language_choice = Segmented(ctx.theme, self)
        self.language_choice.setObjectName("language_choice")
        self.theme_choice = Segmented(ctx.theme, self)
        self.theme_choice.setObjectName("theme_choice")
        self.scale_slider = QSlider(Qt.Orientation.Horizontal, self)
        self.scale_slider.setObjectName("scale_slider")
        first, last, step = _SIZES
        self.scale_slider.setRange(first // step, last // step)
        self.scale_slider.setPageStep(1)
        self._scale_label = QLabel(self)
        self.author_edit = QLineEdit(ctx.settings.author, self)
        self.author_edit.setObjectName("author_edit")
        self.author_edit.setMaxLength(80)
        self.place = FilePlace(ctx, location, "library", self)
        self.templates = TemplateList(ctx, self)
        self.machine = MachineChoice(ctx, self)
        self._make_upkeep(location)
        self._about = QLabel(self)
        self._about.setWordWrap(True)
        self._about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _make_upkeep(self, location: Path | str) -> None:
        ctx = self._ctx
        other = location if isinstance(location, Path) and location != ctx.paths.library else None
        self.copies, self.second = CopiesControl(ctx, other, self), SecondPlace(ctx, other, self)
        self.limit = LimitChoice(ctx, self)
        self.person = Buttons(ctx, (("forget", N_("Remove a person…"), "user"),), self)
        self.copies.opened.connect(self.copies_requested)
        self.person.buttons["forget"].clicked.connect(self.forget_requested)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_file:
            self.copies.look()
            self.second.look()

    def _make_rows(self) -> None:
        scale = QWidget(self)
        line = QHBoxLayout(scale)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        line.addWidget(self.scale_slider, 1)
        line.addWidget(self._scale_label)
        controls: dict[str, QWidget] = {
            "language": self._left(self.language_choice),
            "theme": self._left(self.theme_choice),
            "scale": scale,
            "author": self.author_edit,
            "place": self.place,
            "templates": self.templates,
            "machine": self.machine,
            "about": self._about,
        }
        if self._is_file:
            controls |= {"copies": self.copies, "second": self.second, "limit": self.limit, "person": self.person}
        self.rows = {name: SettingRow(control, self) for name, control in controls.items()}

    def _left(self, control: QWidget) -> QWidget:
        holder = QWidget(self)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(control)
        line.addStretch(1)
        return holder

    def _card(self, names: Sequence[str]) -> Card:
        card = Card(self._ctx.theme, parent=self._column)
        rows = QVBoxLayout(card)
        rows.setContentsMargins(0, 4, 0, 4)
        rows.setSpacing(0)
        for name in names:
            rows.addWidget(self.rows[name])
        return card

    def _lay_out(self) -> None:
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._column = QWidget(self)
        inside = QVBoxLayout(self._column)
        inside.setContentsMargins(0, 0, 0, 20)
        inside.setSpacing(14)
        of_file = (_OF_FILE,) if self._is_file else ()
        for names in (("language", "theme", "scale", "author"), ("place", "templates"), ("machine",), *of_file, ("about",)):
            inside.addWidget(self._card(names))
        inside.addStretch(1)
        self._column.setMaximumWidth(round(WIDEST * text_scale()))
        scroll = QScrollArea(self)
        scroll.setObjectName("settings_scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._column)
        scroll.viewport().setAutoFillBackground(False)
        self._column.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 6, 0)
        whole.setSpacing(12)
        whole.addWidget(self._title)
        whole.addWidget(scroll, 1)

    def _connect(self) -> None:
        self.language_choice.chosen.connect(self._on_language_chosen)
        self.theme_choice.chosen.connect(self._on_theme_chosen)
        self.scale_slider.valueChanged.connect(self._on_scale_moved)
        self.scale_slider.sliderReleased.connect(self._on_scale_released)
        self.author_edit.editingFinished.connect(self._on_author_edited)

    def _show_choices(self) -> None:
        settings = self._ctx.settings
        self.language_choice.set_value(settings.interface_language or "system")
        self.theme_choice.set_value(settings.theme or "system")
        with QSignalBlocker(self.scale_slider):
            self.scale_slider.setValue(settings.text_scale // _SIZES[2])
        self._show_scale(settings.text_scale)
        self._name_sub_controls()

    def _name_sub_controls(self) -> None:
        tr = self._ctx.tr
        names: Sequence[tuple[QWidget, str]] = (
            (self.language_choice, N_("Language")),
            (self.theme_choice, N_("Colours")),
            (self.scale_slider, N_("Text size")),
        )
        for control, name in names:
            control.setAccessibleName(tr(name))

    def _show_scale(self, percent: int) -> None:
        self._scale_label.setText(f"{percent} %")

    @Slot(str)
    def _on_language_chosen(self, name: str) -> None:
        self._ctx.set_language("" if name == "system" else name)

    @Slot(str)
    def _on_theme_chosen(self, name: str) -> None:
        self._ctx.set_theme("" if name == "system" else name)

    @Slot(int)
    def _on_scale_moved(self, value: int) -> None:
        self._show_scale(value * _SIZES[2])
        if not self.scale_slider.isSliderDown():
            self._on_scale_released()

    @Slot()
    def _on_scale_released(self) -> None:
        percent = self.scale_slider.value() * _SIZES[2]
        if percent != self._ctx.settings.text_scale:
            self._ctx.set_text_scale(percent)

    @Slot()
    def _on_author_edited(self) -> None:
        name = " ".join(self.author_edit.text().split())
        if name != self._ctx.settings.author:
            self._ctx.change(author=name)
