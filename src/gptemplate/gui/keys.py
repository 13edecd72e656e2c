"""Keys that do something wherever the focus is on a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def listen(screen: QWidget, keys: Mapping[str, Callable[[], object]], *, whole_window: bool = False) -> None:
    """Call what stands beside a key when it is pressed on a screen, or anywhere in its window."""
    context = Qt.ShortcutContext
    reach = context.WindowShortcut if whole_window else context.WidgetWithChildrenShortcut
    for key, slot in keys.items():
        QShortcut(QKeySequence(key), screen, context=reach).activated.connect(slot)
