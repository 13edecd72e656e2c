"""Files and pictures of a practice: asked for, brought in, and shown on their cards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from gptemplate.errors import UserError
from gptemplate.gui.editor import jobs
from gptemplate.gui.editor.bench import Bench
from gptemplate.gui.editor.controls.image import ImageControl
from gptemplate.gui.widgets.file_dialogs import file_dialog
from gptemplate.model.states import Key
from gptemplate.model.template import Kind

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


MOST_TOLD = 3  # files that could not be brought in are told of beside each other


class Attaching(QObject):
    """Keeps files with the open practice."""

    def __init__(self, bench: Bench, window: QWidget) -> None:
        super().__init__(window)
        self._bench, self._window = bench, window
        bench.desk.file_requested.connect(self._on_file_requested)
        bench.desk.image_wanted.connect(self._on_image_wanted)

    @Slot(object, list)
    def _on_file_requested(self, key: Key, paths: list[str]) -> None:
        if self._bench.ctx.read_only or self._bench.state is None:
            return
        if paths:
            self._bring_in(key, paths)
        else:
            self._ask(key)

    def _ask(self, key: Key) -> None:
        is_image, tr = self._is_image(key), self._bench.ctx.tr
        dialog = file_dialog(self._window, "file_dialog", tr("Choose a picture") if is_image else tr("Choose files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile if is_image else QFileDialog.FileMode.ExistingFiles)
        if is_image:
            dialog.setNameFilter(tr("Pictures ({patterns})", patterns="*.jpg *.jpeg *.png *.webp *.tif *.tiff *.gif *.bmp"))
        dialog.filesSelected.connect(partial(self._bring_in, key))
        dialog.open()

    def _bring_in(self, key: Key, paths: list[str]) -> None:
        bench = self._bench
        if bench.state is None:
            return
        is_image = self._is_image(key)
        for place, path in enumerate(paths[:1] if is_image else paths):
            job = partial(jobs.attach, practice_id=bench.practice_id, field_id=key.field, path=path, is_image=is_image)
            bench.write(job, place % MOST_TOLD)

    def _is_image(self, key: Key) -> bool:
        state = self._bench.state
        return state is not None and state.template.fields[key.field].kind is Kind.IMAGE

    @Slot(object, str)
    def _on_image_wanted(self, key: Key, ident: str) -> None:
        job = partial(jobs.preview, ident=ident, ratio=self._window.devicePixelRatioF())
        self._bench.ctx.tasks.read(job, partial(self._on_image_read, key, ident), _ignore)

    def _on_image_read(self, key: Key, ident: str, image: QImage) -> None:
        card = self._bench.grid.card(key)
        if card is not None and isinstance(card.control, ImageControl):
            card.control.set_image(ident, image)


def _ignore(error: UserError) -> None:
    """A picture that cannot be read leaves its place empty; the field says the rest."""
