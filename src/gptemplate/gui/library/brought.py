"""What became of files that were brought in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.i18n import N_, Translator

if TYPE_CHECKING:
    from gptemplate.errors import UserError
    from gptemplate.services.bringing_in import Brought


def is_plain(brought: Sequence[Brought], errors: Sequence[UserError]) -> bool:
    """Whether everything went in as it is, so that one line tells it all."""
    from gptemplate.model.merge import Outcome

    return not errors and not any(one.problems or one.count(Outcome.CONFLICT) for one in brought)


def lines(tr: Translator, brought: Sequence[Brought], errors: Sequence[UserError], titles: Mapping[str, str]) -> list[str]:
    """Return what happened, a line for each practice, problem and file that could not be read."""
    from gptemplate.model.merge import Outcome

    told: list[str] = []
    for one in brought:
        title = titles.get(one.practice) or tr(N_("Untitled practice"))
        taken, kept = one.count(Outcome.TAKEN), one.count(Outcome.CONFLICT)
        parts = [tr(N_("new"))] if one.is_new else [tr.plural("{n} text taken", "{n} texts taken", taken)] if taken else []
        if kept:
            parts.append(tr.plural("{n} differs: both texts are kept", "{n} differ: both texts are kept", kept))
        told.append(f"{title}: {', '.join(parts) or tr(N_('nothing new in it'))}")
        told.extend(f"    {tr(problem)}" for problem in one.problems)
    return told + [tr(error.message) for error in errors]


class BroughtDialog(QDialog):
    """A list of what happened."""

    def __init__(self, ctx: Context, told: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = ctx.tr
        self.setObjectName("brought_dialog")
        self.setWindowTitle(tr(N_("Brought in")))
        heading = QLabel(tr(N_("What was brought in")), self)
        heading.setProperty("role", "title")
        help_label = QLabel(tr(N_("No text of yours was overwritten. All of it is one step: Ctrl+Z takes it back.")), self)
        help_label.setProperty("role", "muted")
        help_label.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setObjectName("brought_list")
        self.list.setAccessibleName(tr(N_("What was brought in")))
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        self.list.addItems(list(told))
        close = QPushButton(tr(N_("Close")), self)
        close.setObjectName("close_button")
        close.setProperty("kind", "primary")
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(10)
        for widget in (heading, help_label, self.list):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.resize(560, 380)
