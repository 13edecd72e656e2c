"""The part of the export that binds all practices in one book."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.making import parts
from gptemplate.i18n import N_
from gptemplate.model.collection import default_title


class BookChoice(QWidget):
    """Whether there shall be a book, and what it is called.

    Signals:
        changed: something else is chosen.
    """

    changed = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = ctx.tr
        self._usual = default_title(ctx.language)
        self.box = parts.box("export_book", tr(N_("All practices in one book")), self)
        self.title_edit = QLineEdit(self._usual, self)
        self.title_edit.setObjectName("export_book_edit")
        self.title_edit.setAccessibleName(tr(N_("Title of the book")))
        self.publisher_edit = QLineEdit(self)
        self.publisher_edit.setObjectName("export_publisher_edit")
        self.publisher_edit.setAccessibleName(tr(N_("Published by")))
        self.publisher_edit.setPlaceholderText(tr(N_("Published by (for the cover)")))
        note = parts.note(tr(N_("With a cover, contents, an overview, regions and an index.")), self)
        self._row = parts.column(
            self,
            parts.row(self, self.title_edit, indent=30, stretch=False),
            parts.row(self, self.publisher_edit, indent=30, stretch=False),
        )
        self._row.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(parts.column(self, parts.row(self, self.box), note, self._row))
        self.box.toggled.connect(self._on_toggled)
        for edit in (self.title_edit, self.publisher_edit):
            edit.textChanged.connect(self.changed)

    @property
    def title(self) -> str | None:
        """What the book is called, None where there shall be none."""
        return (self.title_edit.text().strip() or self._usual) if self.box.isChecked() else None

    @property
    def publisher(self) -> str:
        """Who publishes the book; may be nothing."""
        return self.publisher_edit.text().strip()

    @Slot(bool)
    def _on_toggled(self, is_wanted: bool) -> None:
        self._row.setVisible(is_wanted)
        self.changed.emit()
