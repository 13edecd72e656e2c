"""What of the memory is shown: the two languages, and where entries come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.lexicon import memory_state as state
from gptemplate.gui.library.words import language_name
from gptemplate.i18n import N_

LONGEST = 46  # characters of an origin in the list


class MemoryFilter(QWidget):
    """Two languages with an arrow between, the origin, and what can be done with many entries.

    Signals:
        wish_changed: a person wants to see something else; the `Wish`, without its words.
        merge_requested, forget_requested: a button was pressed.
    """

    wish_changed = Signal(object)
    merge_requested = Signal()
    forget_requested = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._projects: Sequence[tuple[str, int]] = ()
        self._able = False
        self.wish = state.Wish(target="en" if ctx.language == "sv" else "sv")
        self.source_box, self.target_box, self.project_box = QComboBox(self), QComboBox(self), QComboBox(self)
        for box, name in ((self.source_box, "source"), (self.target_box, "target"), (self.project_box, "project")):
            box.setObjectName(f"memory_{name}_box")
            box.activated.connect(self._on_chosen)
        self.project_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.project_box.setMinimumContentsLength(12)
        self.swap_button = self._button("swap_languages_button")
        self.swap_button.clicked.connect(self._on_swap)
        self._from = QLabel(self)
        self._from.setProperty("role", "muted")
        self.merge_button = self._button("merge_duplicates_button")
        self.forget_button = self._button("forget_origin_button")
        self.merge_button.clicked.connect(self.merge_requested)
        self.forget_button.clicked.connect(self.forget_requested)
        self._lay_out()
        self.retranslate()

    def show_projects(self, projects: Sequence[tuple[str, int]]) -> None:
        """Offer these origins, each with how many entries come from it."""
        self._projects = projects
        names = {name for name, _n in projects}
        if self.wish.project and self.wish.project not in names:
            self.wish = replace(self.wish, project="")
            self.wish_changed.emit(self.wish)
        self._fill_projects()

    def show_all(self) -> None:
        """Look in every language and at every origin."""
        self._set(replace(self.wish, source="", project=""))

    def set_able(self, able: bool) -> None:
        """Offer what changes the memory, or not."""
        self._able = able
        self._dress()

    def retranslate(self) -> None:
        """Take new words and colours."""
        tr = self._ctx.tr
        with QSignalBlocker(self.source_box), QSignalBlocker(self.target_box):
            self.source_box.clear()
            self.source_box.addItem(tr(N_("Any language")), "")
            self.target_box.clear()
            for code in state.USUAL:
                self.source_box.addItem(language_name(code), code)
                self.target_box.addItem(language_name(code), code)
        self.source_box.setAccessibleName(tr(N_("Language that is searched")))
        self.source_box.setToolTip(tr(N_("Language that is searched")))
        self.target_box.setAccessibleName(tr(N_("Language shown beside it")))
        self.target_box.setToolTip(tr(N_("Language shown beside it")))
        self.swap_button.setAccessibleName(tr(N_("Swap the languages")))
        self.swap_button.setToolTip(tr(N_("Swap the languages")))
        self._from.setText(tr(N_("Origin:")))
        self.project_box.setAccessibleName(tr(N_("Where it comes from")))
        self.merge_button.setText(tr(N_("Merge duplicates…")))
        self.merge_button.setAccessibleName(tr(N_("Merge duplicates…")))
        self.merge_button.setToolTip(tr(N_("Join entries that say the same but for spaces and capitals")))
        self.forget_button.setText(tr(N_("Forget these…")))
        self.forget_button.setAccessibleName(tr(N_("Forget these…")))
        self.forget_button.setToolTip(tr(N_("Remove everything that comes from the chosen place")))
        self._fill_projects()
        self.restyle()

    def restyle(self) -> None:
        """Take new colours."""
        look = self._ctx.theme
        self.swap_button.setIcon(icons.icon("arrow-left-right", look.text, faded=look.faint))
        self.merge_button.setIcon(icons.icon("layers", look.text, faded=look.faint))
        self.forget_button.setIcon(icons.icon("trash-2", look.text, faded=look.faint))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(300, super().minimumSizeHint().height())

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setProperty("kind", "quiet")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _fit(self) -> None:
        """Words on the buttons while there is room for the origin beside them."""
        parts = (self.source_box, self.target_box, self.swap_button, self._from, self.merge_button, self.forget_button)
        for button in (self.merge_button, self.forget_button):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if sum(one.sizeHint().width() for one in parts) + 250 > self.width():
            for button in (self.merge_button, self.forget_button):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.source_box)
        row.addWidget(self.swap_button)
        row.addWidget(self.target_box)
        row.addSpacing(8)
        row.addWidget(self._from)
        row.addWidget(self.project_box, 1)
        row.addWidget(self.forget_button)
        row.addStretch(1)
        row.addWidget(self.merge_button)

    def _fill_projects(self) -> None:
        tr, box = self._ctx.tr, self.project_box
        with QSignalBlocker(box):
            box.clear()
            box.addItem(tr(N_("all")), "")
            for name, n in self._projects:
                if name:
                    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
                    box.addItem(f"{short} ({state.number(tr, n)})", name)
        self._dress()

    def _dress(self) -> None:
        boxes = (
            (self.source_box, self.wish.source),
            (self.target_box, self.wish.target),
            (self.project_box, self.wish.project),
        )
        for box, value in boxes:
            box.setCurrentIndex(max(box.findData(value), 0))
        self.swap_button.setEnabled(bool(self.wish.source))
        self.merge_button.setEnabled(self._able)
        self.forget_button.setEnabled(self._able and bool(self.wish.project))

    @Slot()
    def _on_chosen(self) -> None:
        source, target = self.source_box.currentData(), self.target_box.currentData()
        if source == target:  # the one that was not touched gives way
            free = next(code for code in state.USUAL if code != source)
            source, target = (source, free) if source != self.wish.source else (free, target)
        self._set(replace(self.wish, source=source, target=target, project=self.project_box.currentData()))

    @Slot()
    def _on_swap(self) -> None:
        self._set(replace(self.wish, source=self.wish.target, target=self.wish.source))

    def _set(self, wish: state.Wish) -> None:
        if wish != self.wish:
            self.wish = wish
            self._dress()
            self.wish_changed.emit(wish)
