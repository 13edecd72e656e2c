"""How a copy differs from the library: which practices only one of them has, and which have other texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.library.dates import when
from gptemplate.gui.upkeep.words import title
from gptemplate.i18n import N_, Translator
from gptemplate.model.listing import Listed

if TYPE_CHECKING:
    from gptemplate.store.copies import Comparison

MOST = 60  # lines of one kind; beyond, only their number is told


@dataclass(frozen=True, slots=True)
class Part:
    """Practices of one kind: a heading, and a line with a remark for each."""

    heading: str
    lines: tuple[tuple[str, str], ...]


def parts(tr: Translator, found: Comparison, now: datetime) -> list[Part]:
    """Return what putting the copy back would bring back, take away and change; [] where both are the same."""

    def changed(one: Listed) -> str:
        moment = tr(N_("Last change: {time}"), time=when(one.modified, now, tr))
        return f"{moment} · {tr(N_('in the bin'))}" if one.deleted is not None else moment

    def lines(some: Sequence[Listed]) -> tuple[tuple[str, str], ...]:
        return tuple((title(tr, one.title(tr.language)), changed(one)) for one in some)

    differing = tuple(
        (title(tr, one.library.title(tr.language)), tr.plural("{n} text is different", "{n} texts are different", one.values))
        for one in found.differing
    )
    kinds = (
        (N_("Only in the copy: would come back"), lines(found.only_in_copy)),
        (N_("Not in the copy: would go"), lines(found.only_in_library)),
        (N_("Other texts: would be as in the copy"), differing),
        (N_("Translation memory, glossary and words"), tuple((tr(one), "") for one in found.beside)),
    )
    return [Part(f"{tr(heading)} ({len(held)})", held) for heading, held in kinds if held]


class ComparisonList(QScrollArea):
    """The parts below each other."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.setObjectName("comparison_list")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._texts: list[str] = []

    def show_parts(self, found: Sequence[Part], told: str = "") -> None:
        """Show the parts, or a sentence where there are none."""
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(3)
        self._texts = []
        if told:
            column.addWidget(self._label(told, "muted"))
        for place, part in enumerate(found):
            column.addSpacing(10 if place else 0)
            column.addWidget(self._label(part.heading, "strong"))
            for name, remark in part.lines[:MOST]:
                column.addSpacing(3)
                column.addWidget(self._label(name, ""))
                column.addWidget(self._label(remark, "small"))
            if len(part.lines) > MOST:
                n = len(part.lines) - MOST
                column.addWidget(self._label(self._ctx.tr.plural("and {n} more", "and {n} more", n), "muted"))
        column.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    @property
    def text(self) -> str:
        """Everything that is said, a line each."""
        return "\n".join(self._texts)

    def _label(self, text: str, role: str) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("role", role)
        self._texts.append(text)
        return label
