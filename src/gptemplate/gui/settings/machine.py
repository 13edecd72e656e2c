"""Machine translation among the settings: off, OPUS-CAT, or a model in a folder; and trying it out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.settings.copies import Buttons
from gptemplate.gui.theme import text_scale
from gptemplate.gui.widgets.elided import ElidedLabel
from gptemplate.gui.widgets.file_dialogs import ask_folder
from gptemplate.gui.widgets.segmented import Segmented
from gptemplate.i18n import N_, Message

if TYPE_CHECKING:
    from gptemplate.errors import UserError
    from gptemplate.settings import Settings

OFF = "off"
_CHOICES = ((OFF, N_("Off")), ("opus-cat", "OPUS-CAT"), ("model", N_("Model in a folder")))


class MachineChoice(QWidget):
    """What translates on this computer, the folder of a model, and whether it answers. It is asked only on a press."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._said: Message | None = None
        self._is_good = False
        self.choice = Segmented(ctx.theme, self)
        self.choice.setObjectName("machine_choice")
        self.folder_label = ElidedLabel("", self)
        self.folder_label.setObjectName("machine_folder_label")
        self._icon, self.state_label = QLabel(self), QLabel(self)
        self.state_label.setObjectName("machine_state_label")
        self.state_label.setProperty("role", "small")
        self.state_label.setWordWrap(True)
        parts = (("choose_model", N_("Choose a folder…"), "folder-open"), ("try_machine", N_("Try it out"), "circle-check"))
        self._buttons = Buttons(ctx, parts, self)
        self.folder_button, self.try_button = self._buttons.buttons.values()
        self._lay_out()
        self.choice.chosen.connect(self.choose)
        self.folder_button.clicked.connect(self._ask)
        self.try_button.clicked.connect(self.try_out)
        self.retranslate()

    def retranslate(self) -> None:
        """Take new words and colours."""
        tr = self._ctx.tr
        self.choice.set_options([(name, tr(word), "") for name, word in _CHOICES])
        self.choice.setAccessibleName(tr(N_("Machine translation")))
        self.folder_label.setAccessibleName(tr(N_("Folder of the translation model")))
        self._buttons.retranslate()
        self._show()

    @Slot(str)
    def choose(self, name: str) -> None:
        """Take another engine, or none."""
        self._said = None
        self._ctx.change(machine="" if name == OFF else name)
        self._show()

    @Slot(str)
    def choose_folder(self, folder: str) -> None:
        """Take another folder, and see what is in it."""
        self._ctx.change(machine_folder=folder)
        self.try_out()

    @Slot()
    def try_out(self) -> None:
        """Ask the engine which languages it has; no text is given to it."""
        self.try_button.setEnabled(False)
        self._ctx.tasks.work(partial(_try, self._ctx.settings), self._on_tried, self._on_failed)

    def _on_tried(self, found: tuple[str, list[str]]) -> None:
        name, pairs = found
        self._tell(Message("{engine} is ready: {pairs}", engine=name, pairs=", ".join(pairs) or "–"), good=bool(pairs))

    def _on_failed(self, error: UserError) -> None:
        self._tell(error.message, good=False)

    def _tell(self, said: Message, *, good: bool) -> None:
        self._said, self._is_good = said, good
        self.try_button.setEnabled(True)
        self._show()

    @Slot()
    def _ask(self) -> None:
        here = self._ctx.settings.machine_folder
        start = here if here and Path(here).is_dir() else ""
        title = self._ctx.tr(N_("Choose the folder of a translation model"))
        ask_folder(self, "machine_folder_dialog", title, self.choose_folder, start)

    def _show(self) -> None:
        tr, look, settings = self._ctx.tr, self._ctx.theme, self._ctx.settings
        chosen = settings.machine or OFF
        self.choice.set_theme(look)
        self.choice.set_value(chosen)
        is_model = chosen == "model"
        self.folder_label.setVisible(is_model)
        self.folder_label.setText(settings.machine_folder or tr(N_("None chosen")))
        self.folder_label.setProperty("role", "" if settings.machine_folder else "muted")
        self.folder_button.setVisible(is_model)
        self.try_button.setVisible(chosen != OFF)
        self._buttons.setVisible(chosen != OFF)
        said = self._said if chosen != OFF else None
        self.state_label.setText(tr(said) if said else "")
        self.state_label.setVisible(said is not None)
        self._icon.setVisible(said is not None)
        name, ink = ("circle-check", look.state("done")[0]) if self._is_good else ("triangle-alert", look.warning)
        self._icon.setPixmap(icons.pixmap(name, ink, round(15 * text_scale()), self.devicePixelRatioF()))

    def _lay_out(self) -> None:
        choice, state = QHBoxLayout(), QHBoxLayout()
        choice.addWidget(self.choice)
        choice.addStretch(1)
        state.setSpacing(6)
        state.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self.state_label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(choice)
        column.addWidget(self.folder_label)
        column.addLayout(state)
        column.addWidget(self._buttons)


def _try(settings: Settings) -> tuple[str, list[str]]:
    from gptemplate.services import machine

    return machine.try_out(settings)
