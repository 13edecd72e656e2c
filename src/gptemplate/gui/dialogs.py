"""What opens before the window: each dialog is imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gptemplate.i18n import N_

if TYPE_CHECKING:
    from gptemplate.gui.library.state import Entry
    from gptemplate.gui.shell import Shell


class Dialogs(QObject):
    """The dialogs of a window."""

    def __init__(self, shell: Shell, location: Path | str) -> None:
        super().__init__(shell)
        self._shell, self._location = shell, location

    @Slot()
    def place(self) -> None:
        """Answer where the file is."""
        from gptemplate.gui.settings.place import PlaceDialog

        PlaceDialog(self._shell.context, self._location, self._shell).open()

    @Slot()
    def keys(self) -> None:
        """Show every key."""
        from gptemplate.gui.palette.keys import KeysDialog

        KeysDialog(self._shell.context, self._shell).open()

    @Slot()
    def palette(self) -> None:
        """Go to a practice or a command by typing a few of its letters."""
        from gptemplate.gui.palette.commands import commands
        from gptemplate.gui.palette.dialog import Palette

        shell = self._shell
        palette = Palette(shell.context, commands(shell), shell.practices.model.overview.entries, shell)
        palette.practice_chosen.connect(shell.open_practice)
        palette.open()

    @Slot(list, list)
    def export(self, chosen: list[str], shown: list[str]) -> None:
        """Ask what to make of practices, and make it."""
        from gptemplate.gui.export.dialog import ExportDialog

        ExportDialog(self._shell.context, *self._entries(chosen, shown), self._shell).open()

    @Slot(str)
    def export_one(self, practice_id: str) -> None:
        """Ask what to make of the practice that is open."""
        self.export([practice_id], [practice_id])

    @Slot(list, list)
    def handoff(self, chosen: list[str], shown: list[str]) -> None:
        """Ask which texts a translator is to get, and make the files."""
        from gptemplate.gui.handoff.dialog import HandoffDialog

        HandoffDialog(self._shell.context, *self._entries(chosen, shown), self._shell).open()

    def _entries(self, chosen: list[str], shown: list[str]) -> tuple[list[Entry], list[Entry]]:
        """Keep what is typed; return the practices of these ids as the table knows them."""
        self._shell.flush()
        known = {one.id: one for one in self._shell.practices.model.overview.entries}
        return [known[one] for one in chosen if one in known], [known[one] for one in shown if one in known]

    @Slot()
    def handoff_here(self) -> None:
        """Hand off the practice that is open, or what is selected in the table."""
        practice = self._shell.open_practice_id
        if practice:
            self.handoff([practice], [])
        else:
            self._shell.practices.ask_handoff()

    @Slot()
    def blank_forms(self) -> None:
        """Ask for blank forms, which need no practice."""
        from gptemplate.gui.export.dialog import ExportDialog

        shell = self._shell
        ExportDialog(shell.context, [], shell.practices.model.overview.entries, shell, blank=True).open()

    def data_folder(self, chosen: Callable[[str], None]) -> None:
        """Ask for another data folder."""
        from gptemplate.gui.widgets.file_dialogs import ask_folder

        ask_folder(self._shell, "data_folder_dialog", self._shell.context.tr(N_("Choose another data folder")), chosen)

    def more(self) -> None:
        """Show the menu of what has no room in the rail."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtWidgets import QMenu

        shell, tr = self._shell, self._shell.context.tr
        menu = QMenu(shell)
        menu.setObjectName("more_menu")
        menu.addAction(tr(N_("Go to anything…")), QKeySequence("Ctrl+K"), self.palette)
        menu.addAction(tr(N_("All keys")), QKeySequence("Ctrl+/"), self.keys)
        menu.addAction(tr(N_("Blank forms…")), self.blank_forms)
        menu.addAction(tr(N_("Where is my file?")), self.place)
        menu.addSeparator()
        menu.addAction(tr(N_("Quit")), QKeySequence("Ctrl+Q"), shell.close)
        menu.aboutToHide.connect(menu.deleteLater)
        button = shell.rail.buttons["more"]
        button.setChecked(False)
        menu.popup(button.mapToGlobal(button.rect().topRight()))
