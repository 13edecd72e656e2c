"""A label of several lines that is measured once for each width."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QLabel

_TELLING = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PolishRequest, QEvent.Type.ContentsRectChange)


class CalmLabel(QLabel):
    """A label that remembers how high it is at a width.

    Layouts ask for it many times, of every label in a panel where only one changed, and a `QLabel` whose text can be selected
    lays that out anew each time.
    """

    _heights: dict[int, int] | None = None
    _least: QSize | None = None

    def setText(self, text: str) -> None:
        self._forget()
        super().setText(text)

    def heightForWidth(self, width: int) -> int:
        if self._heights is None:
            self._heights = {}
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = super().heightForWidth(width)
        return height

    def minimumSizeHint(self) -> QSize:
        if self._least is None:
            self._least = super().minimumSizeHint()
        return self._least

    def event(self, event: QEvent) -> bool:
        if event.type() in _TELLING:
            self._forget()
        return super().event(event)

    def _forget(self) -> None:
        self._heights, self._least = None, None
