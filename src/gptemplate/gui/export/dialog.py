"""The export dialog: first what, then how far it has come, then what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.export.choose import ChoosePage
from gptemplate.gui.export.house import HOUSE
from gptemplate.gui.export.progress import ProgressPage
from gptemplate.gui.export.run import Run
from gptemplate.gui.export.state import Choice
from gptemplate.gui.library.state import Entry
from gptemplate.gui.making.dialog import MakingDialog
from gptemplate.i18n import N_
from gptemplate.services.exporting import DEFAULT_PATTERN

if TYPE_CHECKING:
    from gptemplate.model.template import Template


class ExportDialog(MakingDialog):
    """Asks what to make, makes it, and tells what came of it. `blank`: begins with blank forms."""

    def __init__(
        self,
        ctx: Context,
        chosen: Sequence[Entry],
        shown: Sequence[Entry],
        parent: QWidget | None = None,
        *,
        blank: bool = False,
    ) -> None:
        super().__init__(ctx, "export", ctx.tr(N_("Export")), parent)
        self._blank = blank
        self._run: Run | None = None
        self.choose_page = ChoosePage(ctx, tuple(chosen), tuple(shown), self.usual_folder(), self)
        self.progress_page = ProgressPage(ctx, self)
        self.show_pages(self.choose_page, self.progress_page, 740, 680)
        self.choose_page.begun.connect(self._on_begun)
        ctx.tasks.work(partial(_forms, ctx.paths.templates), self._on_forms)

    def stop(self) -> None:
        if self._run is not None:
            self._run.stop()

    def _on_forms(self, forms: list[Template]) -> None:
        self.choose_page.set_forms(forms)
        if self._blank:
            self.choose_page.choose_blank()

    @Slot(object)
    def _on_begun(self, choice: Choice) -> None:
        folder = self.choose_page.folder
        self._remember(choice, folder)
        self._run = Run(self._ctx, choice, folder, self)
        self.progress_page.begin(folder, choice.file(folder) if choice.package else folder)
        self._run.made.connect(self.progress_page.add_results)
        self._run.finished.connect(self.progress_page.finish)
        self._run.failed.connect(self.progress_page.show_failure)
        self.show_outcome()

    def _remember(self, choice: Choice, folder: Path) -> None:
        told = {"export_folder": str(folder), "export_existing": choice.existing.value}
        if choice.form is None:
            told["export_name"] = "" if choice.pattern == DEFAULT_PATTERN else choice.pattern
            kinds = [*choice.formats, *([HOUSE] if choice.house is not None else [])]
            self._ctx.change(export_formats=tuple(map(str, kinds)), **told)
        else:
            self._ctx.change(**told)


def _forms(own: Path) -> list[Template]:
    from gptemplate.services.templates import Templates

    return Templates(own).all()
