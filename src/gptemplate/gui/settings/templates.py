"""The forms that there are, and what is wrong with those that cannot be used."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gptemplate.errors import TemplateError
from gptemplate.gui.context import Context
from gptemplate.gui.settings.place import FilePlace
from gptemplate.gui.theme import mix
from gptemplate.model.template import Template

Answer = tuple[list[Template], list[TemplateError]]


class TemplateList(QWidget):
    """The person's own folder, and a line for each form."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._answer: Answer = ([], [])
        self._lines: list[QLabel] = []
        self.folder = FilePlace(ctx, ctx.paths.templates, "templates", self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self.folder)
        ctx.tasks.work(partial(_read, ctx.paths.templates), self._on_read)

    def retranslate(self) -> None:
        """Take new words."""
        self.folder.retranslate()
        self._fill()

    def restyle(self) -> None:
        """Take new colours."""
        self.folder.restyle()
        self._fill()

    def lines(self) -> list[str]:
        """Return what is said of the forms."""
        return [line.text() for line in self._lines]

    def _on_read(self, answer: Answer) -> None:
        self._answer = answer
        self._fill()

    @Slot()
    def _fill(self) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        templates, faults = self._answer
        tr, look = self._ctx.tr, self._ctx.theme
        self._lines = [
            self._line(f"{one.label(tr.language)}  ·  {', '.join(language.name for language in one.languages)}")
            for one in templates
        ]
        for fault in faults:
            line = self._line(tr(fault.message))
            border = mix(look.warning, look.warning_soft, 0.35)
            colours = f"background: {look.warning_soft}; color: {look.warning}; border: 1px solid {border};"
            line.setStyleSheet(f"{colours} border-radius: 6px; padding: 6px 9px;")
            self._lines.append(line)

    def _line(self, text: str) -> QLabel:
        line = QLabel(text, self)
        line.setWordWrap(True)
        self._column.addWidget(line)
        return line


def _read(own: Path) -> Answer:
    from gptemplate.services.templates import Templates

    found = Templates(own)
    return found.all(), found.faults()
