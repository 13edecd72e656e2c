"""The small counts at the head of a card: open comments, and what is to be mended. Few fields ever have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QToolButton, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.model.states import SHARED

if TYPE_CHECKING:
    from gptemplate.gui.editor.cards import FieldCard

_TOP_LEFT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class Marks(QObject):
    """Makes each mark when it is first needed.

    Signals:
        comments_clicked, findings_clicked: a person wants to see them.
    """

    comments_clicked = Signal()
    findings_clicked = Signal()

    def __init__(self, ctx: Context, card: FieldCard) -> None:
        super().__init__(card)
        self._ctx, self._card = ctx, card
        self._box: QBoxLayout | None = None
        self._before: QWidget | None = None
        self._buttons: dict[str, QToolButton] = {}

    def stand_before(self, box: QBoxLayout, widget: QWidget) -> None:
        """Take a place in a layout."""
        self._box, self._before = box, widget

    def show_comments(self, n: int) -> None:
        """Show how many open comments there are."""
        self._show("comments", n, self._ctx.tr.plural("{n} open comment", "{n} open comments", n))

    def show_findings(self, n: int) -> None:
        """Show how many things are to be mended."""
        self._show("findings", n, self._ctx.tr.plural("{n} thing to mend", "{n} things to mend", n))

    def paint(self) -> None:
        """Take new colours."""
        look = self._ctx.theme
        inks = {"comments": ("message-square", look.accent), "findings": ("triangle-alert", look.warning)}
        for name, button in self._buttons.items():
            button.setIcon(icons.icon(*inks[name]))
            button.setFixedHeight(button.fontMetrics().height() + 2)

    def _show(self, name: str, n: int, words: str) -> None:
        if not n and name not in self._buttons:
            return
        if name not in self._buttons:
            self._buttons[name] = self._made(name)
            self.paint()
        button = self._buttons[name]
        button.setText(str(n))
        button.setToolTip(words)
        button.setAccessibleName(f"{words}: {self._card.full_name()}")
        button.setVisible(n > 0)

    def _made(self, name: str) -> QToolButton:
        assert self._box is not None
        assert self._before is not None
        key = self._card.key
        button = QToolButton(self._before.parentWidget())
        button.setObjectName(f"{key.field}_{key.language.replace(SHARED, 'all')}_{name}_button")
        button.setProperty("kind", "mark" if name == "comments" else "warning_mark")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(self.comments_clicked if name == "comments" else self.findings_clicked)
        self._box.insertWidget(self._box.indexOf(self._before), button, 0, _TOP_LEFT)
        return button
