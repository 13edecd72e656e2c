"""What the detail panel shows of a practice, read on the reader thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from gptemplate.store.library import Library


@dataclass(frozen=True, slots=True)
class Preview:
    """The summary text in the language nearest to the interface's, the form's name and the photo."""

    practice: str
    form: str = ""
    summary: str = ""
    summary_language: str = ""
    photo: QImage | None = None
    description: str = ""


def read_preview(library: Library, practice_id: str, language: str, image: str, size: QSize) -> Preview:
    """Read the preview of a practice. Raises UnknownName, TemplateError."""
    from gptemplate.errors import UnknownName
    from gptemplate.model.template import Kind
    from gptemplate.services.editing import attachment, open_practice

    practice = open_practice(library, practice_id)
    template = library.template(practice.template_id)
    order = (language, practice.source_language, *template.codes)
    code = next((one for one in order if practice.text(template.summary_field, one).strip()), "")
    photo, described = None, template.first_of(Kind.IMAGE)
    if image:
        try:
            photo = _cropped(attachment(library, image), size)
        except UnknownName:
            photo = None  # the rest of the practice is still worth seeing
    return Preview(
        practice_id,
        template.label(language),
        practice.text(template.summary_field, code).strip() if code else "",
        code,
        photo,
        practice.text(described.id, language) if described else "",
    )


def _cropped(content: bytes, size: QSize) -> QImage | None:
    """The photo, filling `size`, its middle kept."""
    photo = QImage.fromData(QByteArray(content))
    if photo.isNull():
        return None
    grown = photo.scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation)
    left, top = (grown.width() - size.width()) // 2, (grown.height() - size.height()) // 2
    return grown.copy(QRect(left, top, size.width(), size.height()))
