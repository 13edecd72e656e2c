"""The line below the editor: the keys that do everything."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.widgets.key_hint import KeyHint


class Footer(QWidget):
    """Hints for the keyboard; those that find no room are left out."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.setObjectName("editor_footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        keys = (("Ctrl+↵",), ("Ctrl+↓", "↑"), ("Alt+1", "2", "3"), ("F7",), ("F8",), ("F2",), ("Ctrl+Z",))
        self._hints = tuple(KeyHint(ctx.theme, one, parent=self) for one in keys)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 16, 5)
        row.setSpacing(16)
        for hint in self._hints:
            row.addWidget(hint)
        row.addStretch(1)

    def set_words(self) -> None:
        """Say what the keys do."""
        tr = self._ctx.tr
        moving = (tr("done, next field"), tr("next, previous field"), tr("language"), tr("next to do"), tr("next to mend"))
        words = (*moving, tr("languages side by side"), tr("undo"))
        for hint, word in zip(self._hints, words, strict=True):
            hint.set_text(word)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _fit(self) -> None:
        room = self.width() - 32
        for hint in self._hints:
            room -= hint.sizeHint().width() + 16
            hint.setVisible(room >= 0)
