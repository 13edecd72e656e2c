"""The photo of a practice."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.editor.controls.base import Control
from gptemplate.gui.editor.controls.files import dropped_files
from gptemplate.gui.theme import Theme, sized
from gptemplate.gui.widgets.wrapping import WrappingLabel
from gptemplate.i18n import Translator
from gptemplate.model.template import Field

THUMB = QSize(168, 112)


class Picture(QWidget):
    """A preview with round corners, or a dashed place to drop a picture on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self._drawn = QPixmap()
        self._is_hot = False
        self.setFixedSize(THUMB)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_image(self, image: QImage) -> None:
        """Show a picture, or none."""
        self._image, self._drawn = image, QPixmap()
        self.update()

    def set_hot(self, hot: bool) -> None:
        """Show that a file may be dropped."""
        self._is_hot, self._drawn = hot, QPixmap()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self._theme, self._drawn = theme, QPixmap()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Smooth pictures and dashes take long to paint, and are painted with each line that moves them: kept."""
        if self._drawn.isNull():
            self._drawn = self._draw()
        QPainter(self).drawPixmap(0, 0, self._drawn)

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(self.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(area, 6, 6)
        if self._image.isNull() or self._is_hot:
            self._paint_place(painter, area, shape)
        else:
            painter.setClipPath(shape)
            painter.drawImage(area, self._image, _filling(self._image.size(), area))
        painter.end()
        return drawn

    def _paint_place(self, painter: QPainter, area: QRectF, shape: QPainterPath) -> None:
        look = self._theme
        painter.setPen(QPen(QColor(look.accent if self._is_hot else look.border_strong), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.GlobalColor.transparent)
        painter.fillPath(shape, QColor(look.accent_soft if self._is_hot else look.sunken))
        painter.drawPath(shape)
        centre = area.center()
        icons.draw(painter, "image", look.faint, QRectF(centre.x() - 14, centre.y() - 14, 28, 28))


class ImageControl(Control):
    """The picture, what to do with it, and a word of help.

    Signals:
        image_wanted: the id of an attachment to be shown with `set_image`.
    """

    image_wanted = Signal(str)

    def __init__(self, one: Field, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(one, parent)
        self._text = ""
        self.picture = Picture(theme, self)
        self.choose_button, self.remove_button = QPushButton(self), QPushButton(self)
        self.choose_button.setObjectName(f"{one.id}_choose_button")
        self.remove_button.setObjectName(f"{one.id}_remove_button")
        self._help = WrappingLabel(parent=self)
        self._help.setProperty("role", "small")
        self._lay_out()
        self.remove_button.hide()
        self.setAcceptDrops(True)
        self.choose_button.clicked.connect(self._on_choose_clicked)
        self.remove_button.clicked.connect(self._on_remove_clicked)
        self.watch(self.choose_button, self.remove_button)
        self.set_theme(theme)

    def text(self) -> str:
        """Return the id of the picture."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show a picture by its id; asks for its content."""
        if text != self._text:
            self._text = text
            self.picture.set_image(QImage())
            if text:
                self.image_wanted.emit(text)
        self.remove_button.setVisible(bool(text))

    def set_image(self, ident: str, image: QImage) -> None:
        """Show the content of a picture, unless another is asked for by now."""
        if ident == self._text:
            self.picture.set_image(image)

    def set_words(self, tr: Translator, language: str, name: str) -> None:
        """Name the buttons."""
        self.choose_button.setText(tr("Choose a picture…"))
        self.choose_button.setAccessibleName(tr("{field}: choose a picture", field=name))
        self.remove_button.setText(tr("Remove"))
        self.remove_button.setAccessibleName(tr("{field}: remove the picture", field=name))
        said = tr("Or drop a file here. The picture is turned upright and scaled; the place it was taken is removed from it.")
        self._help.setText(said)
        self.picture.setAccessibleName(name)

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self.picture.set_theme(theme)
        self.choose_button.setIcon(icons.icon("image-plus", theme.text))
        self.remove_button.setIcon(icons.icon("trash-2", theme.text))
        self._help.setFont(sized(12))

    def first(self) -> QWidget:
        """Return the button that chooses a picture."""
        return self.choose_button

    def inputs(self) -> list[QWidget]:
        """Return both buttons."""
        return [self.choose_button, self.remove_button]

    def set_narrow(self, narrow: bool) -> None:
        """Put the buttons below the picture, or beside it."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if narrow else across)
        self._buttons.setDirection(down if narrow else across)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            self.picture.set_hot(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.picture.set_hot(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.picture.set_hot(False)
        self.file_requested.emit(dropped_files(event)[:1])
        event.acceptProposedAction()

    @Slot()
    def _on_choose_clicked(self) -> None:
        self.file_requested.emit([])

    @Slot()
    def _on_remove_clicked(self) -> None:
        self.choose_button.setFocus()
        self.set_text("")
        self.edited.emit("")

    def _lay_out(self) -> None:
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(14)
        row.addWidget(self.picture)
        column = QVBoxLayout()
        buttons = self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        column.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self._help)
        column.addStretch(1)
        row.addLayout(column, 1)


def _filling(size: QSize, area: QRectF) -> QRectF:
    """The part of a picture that fills an area without being stretched."""
    scale = min(size.width() / area.width(), size.height() / area.height())
    width, height = area.width() * scale, area.height() * scale
    return QRectF((size.width() - width) / 2, (size.height() - height) / 2, width, height)
