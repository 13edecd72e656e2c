"""The questions of the table's screen: which form, which files, and whether they may. Loaded when first asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from gptemplate.gui.bring_in.flow import BringIn
from gptemplate.gui.context import Context
from gptemplate.gui.library.new_practice import NewPracticeDialog
from gptemplate.gui.widgets.file_dialogs import file_dialog
from gptemplate.i18n import N_
from gptemplate.services.bringing_in import SUFFIXES

if TYPE_CHECKING:
    from gptemplate.model.template import Template


def ask_form(ctx: Context, templates: Sequence[Template], parent: QWidget, begin: Callable[[str, str], None]) -> None:
    """Ask on which form, and in which language, a practice is begun."""
    dialog = NewPracticeDialog(ctx, templates, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.begun.connect(begin)
    dialog.open()


def ask_files(ctx: Context, parent: QWidget, chosen: Callable[[list[str]], None]) -> None:
    """Ask which files to bring in."""
    tr = ctx.tr
    dialog = file_dialog(parent, "bring_in_dialog", tr(N_("Bring in files")))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    known = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    dialog.setNameFilters(
        [f"{tr(N_('Practices, Word, PDF forms, tables and translations'))} ({known})", f"{tr(N_('All files'))} (*)"]
    )
    dialog.filesSelected.connect(chosen)
    dialog.open()


def bring_in(ctx: Context, files: Sequence[Path], parent: QWidget, told: Callable[[str, bool], None]) -> None:
    """Bring files in, showing first what they would do."""
    flow = BringIn(ctx, files, parent)
    flow.told.connect(told)
    flow.finished.connect(flow.deleteLater)
    flow.begin()
