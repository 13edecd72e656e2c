"""Pages below each other, as wide as there is room, with a mark beside the value that is being written."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gptemplate.gui.theme import Theme, sized
from gptemplate.model.states import Key
from gptemplate.services.previewing import Sheet

GAP = 12  # pixels around a page
_MARK = 3  # pixels of the mark's width


class _Pages(QWidget):
    """The pages as they were drawn last."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._images: list[QImage] = []
        self.sheet: Sheet | None = None
        self.note = ""
        self.key: Key | None = None
        self.setObjectName("preview_pages")

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self._theme = theme
        self.update()

    def show_sheet(self, sheet: Sheet | None, ratio: float) -> None:
        """Show pages; `ratio` is how many of their pixels make one of the window's."""
        self.sheet = sheet
        self._images = []
        for page in sheet.pages if sheet is not None else ():
            image = QImage(page.pixels, page.width, page.height, 4 * page.width, QImage.Format.Format_RGB32).copy()
            image.setDevicePixelRatio(ratio)
            self._images.append(image)
        self._fit()
        self.update()

    def _fit(self) -> None:
        """Be as tall as all pages below each other."""
        high = GAP + sum(self._scaled(image).height() + GAP for image in self._images)
        if high != self.minimumHeight():
            self.setMinimumHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def where(self, key: Key) -> QRect | None:
        """Return where a value stands, down to the end of its first page."""
        places = self.sheet.places.get(key, ()) if self.sheet is not None else ()
        if not places:
            return None
        first = places[0]
        same = [one for one in places if one.page == first.page]
        area = self._area(first.page)
        scale = area.width() / first.page_width
        top, bottom = first.top, max(one.bottom for one in same)
        return QRect(round(area.left()), round(area.top() + top * scale), round(area.width()), round((bottom - top) * scale))

    def _area(self, at: int) -> QRectF:
        top = float(GAP)
        for image in self._images[:at]:
            top += self._scaled(image).height() + GAP
        return QRectF(QPointF(GAP, top), self._scaled(self._images[at])) if at < len(self._images) else QRectF()

    def _scaled(self, image: QImage) -> QSize:
        width = max(self.width() - 2 * GAP, 1)
        return QSize(width, round(width * image.height() / max(image.width(), 1)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), QColor(self._theme.sunken))
        for at, image in enumerate(self._images):
            area = self._area(at)
            if area.intersects(QRectF(event.rect())):
                painter.drawImage(area, image)
                painter.setPen(QPen(QColor(self._theme.border), 1))
                painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))
        place = self.where(self.key) if self.key is not None else None
        if place is not None:
            painter.fillRect(QRect(place.left() + 4, place.top(), _MARK, place.height()), QColor(self._theme.accent))
        if not self._images and self.note:
            painter.setPen(QColor(self._theme.muted))
            painter.setFont(sized(13))
            room = self.rect().adjusted(24, 24, -24, -24)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, self.note)


class PagesView(QScrollArea):
    """The pages of a practice.

    Signals:
        wanted: pages of another width are needed, or the first ones.
    """

    wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else its coming would change the width
        self.setWidgetResizable(True)
        self._pages = _Pages(theme, self)
        self.setWidget(self._pages)

    @property
    def sheet(self) -> Sheet | None:
        """What is shown."""
        return self._pages.sheet

    @property
    def pixels(self) -> int:
        """How many pixels wide a page is to be drawn."""
        return max(round((self.viewport().width() - 2 * GAP) * self.devicePixelRatioF()), 1)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show pages where others were; what a person looks at stays where it is."""
        is_other = self.sheet is None or self.sheet.practice != sheet.practice
        self._pages.show_sheet(sheet, self.devicePixelRatioF())
        if is_other:
            self.verticalScrollBar().setValue(0)
        QTimer.singleShot(0, self, self._follow)  # the scroll bar learns first how tall the pages are

    def clear(self, note: str = "") -> None:
        """Show nothing but a note."""
        self._pages.note, self._pages.key = note, None
        self._pages.show_sheet(None, 1)

    def go_to(self, key: Key | None) -> None:
        """Mark a value and bring it in sight."""
        if key != self._pages.key:
            self._pages.key = key
            self._follow()
        self._pages.update()

    @Slot()
    def _follow(self) -> None:
        if self._pages.key is not None:
            self._bring_in_sight(self._pages.key)

    def _bring_in_sight(self, key: Key) -> None:
        place = self._pages.where(key)
        if place is None:
            return
        bar, high = self.verticalScrollBar(), self.viewport().height()
        if place.top() < bar.value() or min(place.bottom(), place.top() + high // 2) > bar.value() + high:
            bar.setValue(place.top() - high // 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self.isVisible():
            self.wanted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.wanted.emit()
