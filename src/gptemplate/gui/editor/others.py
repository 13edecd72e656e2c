"""Texts of fields that the form does not have (any more): kept, and never out of reach."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from gptemplate.gui.banners import BannerArea, Notice
from gptemplate.gui.editor.bench import Bench
from gptemplate.i18n import N_, Message
from gptemplate.model.practice import left_over
from gptemplate.model.states import SHARED

_NAME = "others"


class Others(QObject):
    """Says that a practice has such texts when it is opened, and gives them to whoever wants them."""

    def __init__(self, bench: Bench, banners: BannerArea) -> None:
        super().__init__(banners)
        self._bench, self._banners = bench, banners
        bench.opened.connect(self._on_opened)

    @Slot()
    def _on_opened(self) -> None:
        state = self._bench.state
        if state is None or not (n := len(left_over(state.template, state.practice))):
            return
        said = Message(
            "{n} text is of a field that the form does not have. It is kept.",
            "{n} texts are of fields that the form does not have. They are kept.",
            n=n,
        )
        self._banners.show_notice(_NAME, Notice("info", said, N_("Copy the texts")), self._copy)

    def _copy(self) -> None:
        state = self._bench.state
        if state is None:
            return
        keys = left_over(state.template, state.practice)
        named = (key.field if key.language == SHARED else f"{key.field} [{key.language}]" for key in keys)
        texts = (state.practice.text(*key) for key in keys)
        QGuiApplication.clipboard().setText("\n\n".join(f"{name}\n{text}" for name, text in zip(named, texts, strict=True)))
