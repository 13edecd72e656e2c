"""What was just done, with a way to take it back; it goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gptemplate.gui.theme import Theme
from gptemplate.gui.widgets.themed import rounded

LASTS = 8_000  # milliseconds; long enough to read two lines and reach the button


class UndoStrip(QWidget):
    """A small strip at the foot of a screen, over what is there.

    Signals:
        undo_requested: a person wants it taken back.
    """

    undo_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label = QLabel(self)
        self.undo_button = QPushButton(self)
        self.undo_button.setObjectName("undo_strip_button")
        self.undo_button.setProperty("kind", "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 9, 7)
        row.setSpacing(12)
        row.addWidget(self._label)
        row.addWidget(self.undo_button)
        self._timer = QTimer(self, singleShot=True, interval=LASTS)
        self._timer.timeout.connect(self.hide)
        self.undo_button.clicked.connect(self._on_undo_clicked)
        parent.installEventFilter(self)
        self.hide()

    def show_message(self, text: str, undo: str = "") -> None:
        """Say what was done; `undo` is the button's word, or nothing where it cannot be taken back."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self.undo_button.setText(undo)
        self.undo_button.setVisible(bool(undo))
        self.show()
        self._place()
        self.raise_()
        self._timer.start()

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        rounded(QPainter(self), QRectF(self.rect()), 8, self._theme.surface, self._theme.border_strong)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        parent = self.parentWidget()
        if parent is None:
            return
        around = parent.rect()
        self.move((around.width() - self.width()) // 2, around.height() - self.height() - 18)

    @Slot()
    def _on_undo_clicked(self) -> None:
        self.hide()
        self.undo_requested.emit()
