"""The head of the editor: what is open, whether it is saved, and what is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from gptemplate import i18n
from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.editor.columns import Columns, Mode
from gptemplate.gui.editor.saving import Saver
from gptemplate.gui.editor.state import EditorState
from gptemplate.gui.theme import Theme, text_scale
from gptemplate.gui.widgets.calm import CalmCombo
from gptemplate.gui.widgets.elided import ElidedLabel
from gptemplate.gui.widgets.segmented import Segmented
from gptemplate.gui.widgets.themed import picture
from gptemplate.i18n import Message

_MODE_ICONS = {Mode.ONE: "square", Mode.TWO: "columns-2", Mode.ALL: "columns-3"}


class SavedMark(QWidget):
    """ "Saved 14.32", "Saving…" or why it is not saved."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.setObjectName("saved_mark")
        self._icon, self._label = QLabel(self), ElidedLabel("", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self._icon)
        row.addWidget(self._label, 1)

    @property
    def text(self) -> str:
        """What the mark says."""
        return self._label.text()

    def show_saver(self, saver: Saver, elsewhere: str | Message = "") -> None:
        """Show how saving stands; `elsewhere` is the title of another practice that could not be saved."""
        tr, look = self._ctx.tr, self._ctx.theme
        if self._ctx.read_only:
            self._show("lock", look.warning, "muted", tr("Read only: nothing can be changed here"))
        elif saver.error is not None:
            said = Message("Not saved: {reason}", reason=saver.error.message)
            if elsewhere:
                said = Message("“{title}” is not saved: {reason}", title=elsewhere, reason=saver.error.message)
            self._show("triangle-alert", look.danger, "danger", tr(said))
        elif saver.unsaved_practices:
            self._show("refresh-cw", look.muted, "small", tr("Saving…"))
        elif saver.saved_at is not None:
            clock = i18n.format_clock(saver.saved_at, tr.language)
            self._show("check", look.state("done")[0], "small", tr("Saved {time}", time=clock))
        else:
            self._show("check", look.state("done")[0], "small", tr("Everything is saved"))

    def _show(self, icon: str, colour: str, role: str, text: str) -> None:
        self._icon.setPixmap(picture(self, icon, colour, 13))
        if self._label.property("role") != role:
            self._label.setProperty("role", role)
            self._label.style().unpolish(self._label)
            self._label.style().polish(self._label)
        self._label.setText(text)
        self.setAccessibleName(text)


class Header(QWidget):
    """Back, title, saved mark, languages, undo and export.

    Signals:
        closed, export_requested, undo_requested, redo_requested: a button was pressed.
        side_chosen: "assistant", "preview" or "" for neither is to stand beside the form.
        columns_changed: a person wants other languages side by side; the new `Columns`.
    """

    closed = Signal()
    export_requested = Signal()
    undo_requested = Signal()
    redo_requested = Signal()
    side_chosen = Signal(str)
    columns_changed = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._columns: Columns | None = None
        self.setObjectName("editor_header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = ElidedLabel("", self)
        self._title.setProperty("role", "heading")
        self.saved_mark = SavedMark(ctx, self)
        self._build()
        self._lay_out()
        self._connect()

    def show_state(self, state: EditorState) -> None:
        """Show the title and the languages."""
        title, _language = state.practice.title(state.template, self._ctx.tr.language)
        self._title.setText(title or self._ctx.tr("Untitled practice"))
        self._show_columns(state)

    def set_side(self, side: str) -> None:
        """Show what stands beside the form; says nothing of it."""
        self.assistant_button.setChecked(side == "assistant")
        self.preview_button.setChecked(side == "preview")

    def set_steps(self, *, undo: bool, redo: bool) -> None:
        """Show whether there is something to undo and to do again."""
        self.undo_button.setEnabled(undo)
        self.redo_button.setEnabled(redo)

    def set_words(self) -> None:
        """Name the buttons."""
        tr = self._ctx.tr
        names = {
            self.back_button: tr("Back to the practices"),
            self.undo_button: tr("Undo (Ctrl+Z)"),
            self.redo_button: tr("Redo (Ctrl+Shift+Z)"),
            self.preview_button: tr("Preview (F9)"),
            self.assistant_button: tr("Assistant"),
        }
        for button, name in names.items():
            button.setAccessibleName(name)
            button.setToolTip(name)
        self.fit()
        self.export_button.setToolTip(tr("Export this practice"))
        self.export_button.setAccessibleName(tr("Export this practice"))
        self._source_combo.setAccessibleName(tr("Language to read"))
        self._target_combo.setAccessibleName(tr("Language to write"))
        self.mode_switch.setAccessibleName(tr("Languages side by side"))

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        pictures = {
            self.back_button: "arrow-left",
            self.undo_button: "undo-2",
            self.redo_button: "redo-2",
            self.preview_button: "file-text",
            self.assistant_button: "panel-right",
        }
        for button, name in pictures.items():
            button.setIcon(icons.icon(name, theme.text, faded=theme.thumb))
        self.export_button.setIcon(icons.icon("file-output", theme.on_accent))
        self._arrow.setPixmap(picture(self, "arrow-right", theme.muted, 15))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Leave words out where there is little room."""
        width = self.width() / text_scale()
        self.mode_switch.set_compact(width < 860)
        self.export_button.setText("" if width < 620 else self._ctx.tr("Export"))

    def _show_columns(self, state: EditorState) -> None:
        tr, columns = self._ctx.tr, state.columns
        self._columns = columns
        words = {Mode.ONE: tr("Write"), Mode.TWO: tr("Translate")}
        words[Mode.ALL] = tr.plural("{n} language", "{n} languages", len(columns.codes))
        self.mode_switch.set_options([(mode.value, words[mode], _MODE_ICONS[mode]) for mode in columns.modes])
        self.mode_switch.set_value(columns.mode.value)
        self.mode_switch.setVisible(len(columns.modes) > 1)
        first, second = (columns.one, "") if columns.mode is Mode.ONE else columns.pair
        _fill(self._source_combo, state, first)
        _fill(self._target_combo, state, second)
        self._source_combo.setVisible(columns.mode is not Mode.ALL and len(columns.codes) > 1)
        self._arrow.setVisible(columns.mode is Mode.TWO)
        self._target_combo.setVisible(columns.mode is Mode.TWO)

    # building

    def _build(self) -> None:
        self.back_button, self.undo_button = self._tool("back_button"), self._tool("undo_button")
        self.redo_button, self.assistant_button = self._tool("redo_button"), self._tool("assistant_button")
        self.preview_button = self._tool("preview_button")
        for button in (self.preview_button, self.assistant_button):
            button.setCheckable(True)
        self.mode_switch = Segmented(self._ctx.theme, self)
        self.mode_switch.setObjectName("mode_switch")
        self._source_combo, self._target_combo = CalmCombo(self), CalmCombo(self)
        for combo, name in ((self._source_combo, "source_combo"), (self._target_combo, "target_combo")):
            combo.setObjectName(name)
            combo.setMinimumContentsLength(8)
        self._arrow = QLabel(self)
        self.export_button = QPushButton(self)
        self.export_button.setObjectName("export_button")
        self.export_button.setProperty("kind", "primary")

    def _tool(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setProperty("kind", "quiet")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self._title)
        names.addWidget(self.saved_mark)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 14, 8)
        row.setSpacing(7)
        row.addWidget(self.back_button)
        row.addLayout(names, 1)
        row.addSpacing(8)
        tools = (self._source_combo, self._arrow, self._target_combo, self.mode_switch)
        steps, sides = (self.undo_button, self.redo_button), (self.preview_button, self.assistant_button)
        for widget in (*tools, *steps, *sides, self.export_button):
            row.addWidget(widget)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.closed)
        self.undo_button.clicked.connect(self.undo_requested)
        self.redo_button.clicked.connect(self.redo_requested)
        self.assistant_button.clicked.connect(self._on_assistant_clicked)
        self.preview_button.clicked.connect(self._on_preview_clicked)
        self.export_button.clicked.connect(self.export_requested)
        self.mode_switch.chosen.connect(self._on_mode_chosen)
        self._source_combo.activated.connect(self._on_source_chosen)
        self._target_combo.activated.connect(self._on_target_chosen)

    @Slot(bool)
    def _on_assistant_clicked(self, shown: bool) -> None:
        self.side_chosen.emit("assistant" if shown else "")

    @Slot(bool)
    def _on_preview_clicked(self, shown: bool) -> None:
        self.side_chosen.emit("preview" if shown else "")

    @Slot(str)
    def _on_mode_chosen(self, mode: str) -> None:
        if self._columns is not None:
            self.columns_changed.emit(self._columns.in_mode(Mode(mode)))

    @Slot()
    def _on_source_chosen(self) -> None:
        if self._columns is not None:
            code = self._source_combo.currentData()
            is_one = self._columns.mode is Mode.ONE
            self.columns_changed.emit(self._columns.with_one(code) if is_one else self._columns.with_source(code))

    @Slot()
    def _on_target_chosen(self) -> None:
        if self._columns is not None:
            self.columns_changed.emit(self._columns.with_target(self._target_combo.currentData()))


def _fill(combo: CalmCombo, state: EditorState, code: str) -> None:
    if [combo.itemData(place) for place in range(combo.count())] != list(state.template.codes):
        combo.clear()
        for language in state.template.languages:
            combo.addItem(language.name, language.code)
    combo.setCurrentIndex(combo.findData(code))
