"""What the editor has done on other threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader

from gptemplate.errors import BadFile, TemplateError, UnknownName, why
from gptemplate.exchange.pictures import LARGEST_FILE
from gptemplate.files import read_file
from gptemplate.gui.editor.controls.image import THUMB
from gptemplate.i18n import Message
from gptemplate.model.changes import Changes
from gptemplate.model.practice import Practice
from gptemplate.model.states import Key
from gptemplate.model.template import Template
from gptemplate.services import editing

if TYPE_CHECKING:
    from gptemplate.model.comments import Comment
    from gptemplate.store.library import Library

Job = Callable[["Library"], Changes | None]
Step = Callable[..., Changes | None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A practice with its template, and whether there is something to undo and to do again."""

    practice: Practice
    template: Template
    steps: tuple[bool, bool]


def load(library: Library, practice_id: str) -> Loaded:
    """Read a practice. Raises UnknownName for the practice, TemplateError for its template."""
    practice = editing.open_practice(library, practice_id)
    try:
        template = library.template(practice.template_id)
    except UnknownName as error:
        raise TemplateError(error.message) from error
    return Loaded(practice, template, editing.can_undo(library, practice_id))


def attach(library: Library, practice_id: str, field_id: str, path: str, *, is_image: bool) -> Changes:
    """Read a file from the disk and keep it with a practice."""
    file = Path(path)
    try:
        content = read_file(file, LARGEST_FILE)
    except OSError as error:
        told = Message("{file} cannot be read: {reason}. Nothing was changed.", file=file.name, reason=why(error))
        raise BadFile(told) from None
    keep = editing.attach_image if is_image else editing.attach_file
    return keep(library, practice_id, field_id, content, file.name)


def comments(library: Library, practice_id: str) -> list[Comment]:
    """Read the comments of a practice."""
    from gptemplate.services import commenting

    return commenting.comments_of(library, practice_id)


def write_comment(library: Library, practice_id: str, key: Key, text: str, quoted: str, answers: str) -> Changes:
    """Keep a comment or an answer."""
    from gptemplate.services import commenting

    return commenting.write(library, practice_id, key, text, quoted, answers)


def resolve_comment(library: Library, practice_id: str, comment_id: str, *, resolved: bool) -> Changes:
    """Mark a comment as resolved, or as open again."""
    from gptemplate.services import commenting

    return commenting.resolve(library, practice_id, comment_id, resolved)


def remove_comment(library: Library, practice_id: str, comment_id: str) -> Changes:
    """Remove a comment with its answers."""
    from gptemplate.services import commenting

    return commenting.remove(library, practice_id, comment_id)


def preview(library: Library, ident: str, ratio: float) -> QImage:
    """Read a picture at the size it is shown."""
    buffer = QBuffer()
    buffer.setData(QByteArray(editing.attachment(library, ident)))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size, room = reader.size(), THUMB * ratio
    if size.isValid():
        scale = max(room.width() / size.width(), room.height() / size.height())
        reader.setScaledSize(QSize(round(size.width() * scale), round(size.height() * scale)))
    return reader.read()
