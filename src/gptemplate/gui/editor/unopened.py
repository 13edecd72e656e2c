"""What stands in the editor's place when a practice cannot be shown: why, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gptemplate.errors import TemplateError, UserError
from gptemplate.gui.context import Context
from gptemplate.gui.keys import listen
from gptemplate.gui.theme import Theme
from gptemplate.gui.widgets.empty_state import EmptyState
from gptemplate.i18n import N_

BACK, AGAIN, FOLDER = "unopened_back", "unopened_again", "unopened_folder"


class Unopened(QWidget):
    """Why a practice cannot be opened, and ways on.

    Signals:
        again, back: what a person wants to do.
    """

    again = Signal()
    back = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._error: UserError | None = None
        self.setObjectName("unopened_page")
        self._page = EmptyState(ctx.theme, "triangle-alert", self)
        self._page.chosen.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(60, 0, 60, 0)
        column.addWidget(self._page)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        listen(self, {"Escape": self.back.emit})

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self._page.set_theme(theme)

    @property
    def text(self) -> str:
        """What is said."""
        return self._ctx.tr(self._error.message) if self._error is not None else ""

    def show_error(self, error: UserError) -> None:
        """Say why, and what can be done."""
        self._error = error
        self.retranslate()
        self.setFocus()

    def retranslate(self) -> None:
        """Take new words."""
        if self._error is None:
            return
        tr, is_form = self._ctx.tr, isinstance(self._error, TemplateError)
        ways = [(AGAIN, tr(N_("Try again")), "rotate-ccw"), (BACK, tr(N_("Back to the practices")), "arrow-left")]
        said = self.text
        if is_form:
            ways.insert(1, (FOLDER, tr(N_("Open the folder of templates")), "folder-open"))
            said = f"{said}\n{tr(N_('The texts of the practice are kept in the library as they are.'))}"
        self._page.set_words(tr(N_("This practice cannot be shown")), said, ways)

    @Slot(str)
    def _on_chosen(self, way: str) -> None:
        if way == AGAIN:
            self.again.emit()
        elif way == BACK:
            self.back.emit()
        else:
            folder = self._ctx.paths.templates
            if self._ctx.stand_in is None:  # else nothing is made before the person has chosen where to work
                folder.mkdir(parents=True, exist_ok=True)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
