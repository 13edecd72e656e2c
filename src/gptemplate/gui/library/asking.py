"""The questions of the table's screen: which form, which files, and what became of them. Loaded when first asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.library.brought import BroughtDialog
from gptemplate.gui.library.new_practice import NewPracticeDialog
from gptemplate.i18n import N_

if TYPE_CHECKING:
    from gptemplate.model.template import Template


def ask_form(ctx: Context, templates: Sequence[Template], parent: QWidget, begin: Callable[[str, str], None]) -> None:
    """Ask on which form, and in which language, a practice is begun."""
    dialog = NewPracticeDialog(ctx, templates, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.begun.connect(begin)
    dialog.open()


def ask_files(ctx: Context, parent: QWidget, chosen: Callable[[list[str]], None]) -> None:
    """Ask which practice files to bring in."""
    tr = ctx.tr
    dialog = QFileDialog(parent, tr(N_("Bring in practice files")))
    dialog.setObjectName("bring_in_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters([f"{tr(N_('Practice files'))} (*.json *.toml)", f"{tr(N_('All files'))} (*)"])
    dialog.filesSelected.connect(chosen)
    dialog.open()


def show_brought(ctx: Context, told: Sequence[str], parent: QWidget) -> None:
    """Show what became of files that were brought in."""
    dialog = BroughtDialog(ctx, told, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
