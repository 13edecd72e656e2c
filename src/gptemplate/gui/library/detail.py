"""The panel at the right: the selected practice at a glance."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.library import dates
from gptemplate.gui.library.model import in_words
from gptemplate.gui.library.preview import Preview, read_preview
from gptemplate.gui.library.state import Entry
from gptemplate.gui.library.status_pill import StatusPill
from gptemplate.gui.theme import text_scale
from gptemplate.gui.widgets.language_badge import LanguageBadge
from gptemplate.i18n import N_

WIDTH = 326
_PAUSE = 70  # milliseconds: the arrow keys run past rows without reading each


class Photo(QWidget):
    """A picture with round corners; takes no room where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self.hide()

    def show_image(self, image: QImage | None, description: str, ratio: float = 1.0) -> None:
        """Show a picture, or nothing."""
        self._image = image
        self.setAccessibleName(description)
        self.setToolTip(description)
        if image is not None:
            self.setFixedHeight(round(image.height() / ratio))
        self.setVisible(image is not None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        corner = QPainterPath()
        corner.addRoundedRect(QRectF(self.rect()), 7, 7)
        painter.setClipPath(corner)
        painter.drawImage(QRectF(self.rect()), self._image)


class DetailPanel(QFrame):
    """Photo, title, place, status, how far each language has come, and the summary.

    Signals:
        open_requested: the practice is to be opened; its id.
        export_requested: what is selected is to be exported.
    """

    open_requested = Signal(str)
    export_requested = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._entry: Entry | None = None
        self._preview: Preview | None = None
        self._wanted = ""
        self._count = 0
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._read)
        self.setObjectName("detail_panel")
        self._make_parts()
        self._lay_out()
        self.restyle()
        self.show_entries([])

    def show_entries(self, chosen: list[Entry]) -> None:
        """Show one practice, or how many are selected."""
        self._entry = chosen[0] if len(chosen) == 1 else None
        self._count = len(chosen)
        self.export_button.setEnabled(bool(chosen))
        self.open_button.setEnabled(self._entry is not None)
        self._buttons.setVisible(bool(chosen))
        self._fill()
        self._pause.stop()
        if self._entry is not None and self.isVisible():
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._entry is not None:
            self._pause.start()

    def restyle(self) -> None:
        """Take new colours and the current text size."""
        look = self._ctx.theme
        self.setFixedWidth(round(WIDTH * (0.55 + 0.45 * text_scale())))
        self.setStyleSheet(
            f"#detail_panel {{ background: {look.surface}; border: 1px solid {look.border}; border-radius: 8px; }}"
        )
        self.open_button.setIcon(icons.icon("pencil", look.on_accent, faded=look.faint))
        self.export_button.setIcon(icons.icon("file-output", look.text, faded=look.faint))
        self._place_icon.setPixmap(icons.pixmap("map-pin", look.muted, 14, self.devicePixelRatioF()))
        self._fill()

    def retranslate(self) -> None:
        """Take new words."""
        self._preview = None
        self._fill()
        if self._entry is not None and self.isVisible():
            self._pause.start()

    def _make_parts(self) -> None:
        self._photo = Photo(self)
        self._title, self._place, self._when = QLabel(self), QLabel(self), QLabel(self)
        self._summary_head, self._summary, self._hint = QLabel(self), QLabel(self), QLabel(self)
        self._place_icon = QLabel(self)
        self._pill = StatusPill(self._ctx.theme, self)
        roles = {
            self._title: "heading",
            self._place: "muted",
            self._when: "small",
            self._summary_head: "overline",
            self._hint: "muted",
        }
        for label, role in roles.items():
            label.setProperty("role", role)
        for label in (self._title, self._place, self._summary, self._when, self._hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open_button, self.export_button = QPushButton(self), QPushButton(self)
        self.open_button.setObjectName("detail_open_button")
        self.open_button.setProperty("kind", "primary")
        self.export_button.setObjectName("detail_export_button")
        self.open_button.clicked.connect(self._on_open_clicked)
        self.export_button.clicked.connect(self.export_requested)

    def _lay_out(self) -> None:
        self._inner = QWidget(self)
        self._inner.setObjectName("detail_inner")
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._photo)
        column.addWidget(self._title)
        where = QHBoxLayout()
        where.setSpacing(6)
        where.addWidget(self._place_icon, 0, Qt.AlignmentFlag.AlignTop)
        where.addWidget(self._place, 1)
        column.addLayout(where)
        column.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(2)
        self._languages = QGridLayout()
        self._languages.setHorizontalSpacing(9)
        self._languages.setVerticalSpacing(7)
        self._languages.setColumnStretch(1, 1)
        column.addLayout(self._languages)
        column.addSpacing(4)
        column.addWidget(self._summary_head)
        column.addWidget(self._summary)
        column.addSpacing(2)
        column.addWidget(self._when)
        column.addStretch(1)
        self._lay_out_scroll()
        self._lay_out_frame()

    def _lay_out_scroll(self) -> None:
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("detail_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inner)
        self._scroll.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)

    def _lay_out_frame(self) -> None:
        self._buttons = QWidget(self)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(16, 4, 16, 14)
        row.setSpacing(8)
        row.addWidget(self.open_button, 1)
        row.addWidget(self.export_button, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        self._hint.setContentsMargins(24, 24, 24, 24)
        self._hint.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        whole.addWidget(self._hint, 1)
        whole.addWidget(self._buttons)

    def _fill(self) -> None:
        tr, entry = self._ctx.tr, self._entry
        self.setAccessibleName(tr(N_("Details")))
        self.open_button.setText(tr(N_("Open")))
        self.export_button.setText(tr(N_("Export…")))
        self._scroll.setVisible(entry is not None)
        self._hint.setVisible(entry is None)
        if entry is None:
            several = tr.plural("{n} practice selected", "{n} practices selected", self._count) if self._count else ""
            self._hint.setText(several or tr(N_("Choose a practice in the table to see it here.")))
            return
        self._title.setText(entry.title or tr(N_("Untitled practice")))
        self._place.setText(entry.place)
        self._place.setVisible(bool(entry.place))
        self._place_icon.setVisible(bool(entry.place))
        self._pill.show_status(entry.status, tr, self._ctx.theme)
        self._fill_languages(entry)
        self._fill_preview(entry)

    def _fill_languages(self, entry: Entry) -> None:
        while (item := self._languages.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        codes = [code for code in entry.listed.summary.languages if code != "*"]
        for row, code in enumerate(codes):
            told = in_words(self._ctx.tr, code, entry.counts(code))
            name, _colon, figures = told.partition(": ")
            badge = LanguageBadge(self._ctx.theme, code, name, parent=self._inner)
            label = QLabel(figures, self._inner)
            label.setWordWrap(True)
            label.setAccessibleName(told)
            self._languages.addWidget(badge, row, 0, Qt.AlignmentFlag.AlignTop)
            self._languages.addWidget(label, row, 1)

    def _fill_preview(self, entry: Entry) -> None:
        tr = self._ctx.tr
        preview = self._preview if self._preview and self._preview.practice == entry.id else None
        photo, described = (preview.photo, preview.description) if preview else (None, "")
        self._photo.show_image(photo, described, self.devicePixelRatioF())
        head = tr(N_("Summary"))
        if preview and preview.summary_language not in ("", self._ctx.language):
            head = f"{head} · {preview.summary_language.upper()}"
        self._summary_head.setText(head)
        self._summary.setText(preview.summary if preview else "")
        self._summary_head.setVisible(bool(preview and preview.summary))
        self._summary.setVisible(bool(preview and preview.summary))
        changed = tr(N_("Changed {when}"), when=dates.full(entry.listed.modified, tr.language))
        self._when.setText("\n".join(part for part in (preview.form if preview else "", changed) if part))

    @Slot()
    def _read(self) -> None:
        entry = self._entry
        if entry is None:
            return
        self._wanted = entry.id
        ratio = self.devicePixelRatioF()
        wide = self.width() - 36
        size = QSize(round(wide * ratio), round(wide * 0.52 * ratio))
        job = partial(
            read_preview, practice_id=entry.id, language=self._ctx.language, image=entry.listed.summary.image, size=size
        )
        self._ctx.tasks.read(job, self._on_read, self._on_unread)

    def _on_read(self, preview: Preview) -> None:
        if self._entry is not None and preview.practice == self._entry.id:
            self._preview = preview
            self._fill()

    def _on_unread(self, error: Exception) -> None:
        message = getattr(error, "message", None)
        if self._entry is not None and self._wanted == self._entry.id and message is not None:
            self._summary.setText(self._ctx.tr(message))
            self._summary.show()

    @Slot()
    def _on_open_clicked(self) -> None:
        if self._entry is not None:
            self.open_requested.emit(self._entry.id)
