"""The head of the table: its name, the search, and what can be done with practices."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.library.words import STATUS_ICONS
from gptemplate.gui.widgets.search_field import SearchField
from gptemplate.i18n import N_
from gptemplate.model.states import Status
from gptemplate.model.words import STATUS_WORDS

_BUTTONS = (
    ("status", N_("Status"), "flag"),
    ("bin", N_("Move to bin"), "trash-2"),
    ("bring_in", N_("Bring in…"), "file-up"),
    ("export", N_("Export…"), "file-output"),
)
_TIPS = {
    "status": N_("Set the status of the selected practices"),
    "bin": N_("Move the selected practices to the bin (Delete)"),
    "bring_in": N_("Bring in files: practices, Word, PDF forms, tables"),
    "export": N_("Make Word and PDF documents (Ctrl+E)"),
}
_WRITES = ("status", "bin", "bring_in")


class LibraryHeader(QWidget):
    """Title, search field and buttons; where there is little room the buttons keep only their icons.

    Signals:
        new_requested, bring_in_requested, export_requested, bin_requested: a button was pressed.
        status_requested: a status was picked from the menu.
        detail_toggled: the panel at the right is wanted, or not.
    """

    new_requested = Signal()
    bring_in_requested = Signal()
    export_requested = Signal()
    bin_requested = Signal()
    status_requested = Signal(Status)
    detail_toggled = Signal(bool)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._title, self._count = QLabel(self), QLabel(self)
        self._title.setProperty("role", "title")
        self._count.setProperty("role", "muted")
        self.search_field = SearchField(ctx.theme, self)
        self.buttons = {name: self._button(name) for name, _word, _icon in _BUTTONS}
        self.detail_button = self._button("detail")
        self.detail_button.setCheckable(True)
        self.detail_button.toggled.connect(self.detail_toggled)
        self.new_button = QPushButton(self)
        self.new_button.setObjectName("new_practice_button")
        self.new_button.setProperty("kind", "primary")
        self.status_menu = QMenu(self)
        self._actions = {status: self.status_menu.addAction("") for status in Status}
        self._connect()
        self._lay_out()
        self.retranslate()

    def show_count(self, shown: int, total: int, chosen: int) -> None:
        """Say how many practices there are, are shown and are selected."""
        tr = self._ctx.tr
        words = tr.plural("{n} practice", "{n} practices", total)
        if shown != total:
            words = tr(N_("{shown} of {total}"), shown=shown, total=total)
        if chosen > 1:
            words = f"{words} · {tr.plural('{n} selected', '{n} selected', chosen)}"
        self._count.setText(words)
        self._fit()

    def name_search(self) -> None:
        """Name the parts of the search field that Qt leaves nameless. Not before the first paint: asking for them is slow."""
        for button in self.search_field.findChildren(QToolButton):
            button.setAccessibleName(self._ctx.tr(N_("Clear the search")))

    def set_able(self, *, chosen: bool, any_shown: bool, writable: bool) -> None:
        """Offer what can be done now."""
        for name in _WRITES:
            self.buttons[name].setEnabled(writable and (chosen or name == "bring_in"))
        self.buttons["export"].setEnabled(any_shown)
        self.detail_button.setVisible(any_shown)
        self.new_button.setEnabled(writable)

    def restyle(self) -> None:
        """Take new colours."""
        look = self._ctx.theme
        for name, _word, picture in _BUTTONS:
            self.buttons[name].setIcon(icons.icon(picture, look.text, faded=look.faint))
        self.detail_button.setIcon(icons.icon("panel-right", look.text))
        self.new_button.setIcon(icons.icon("plus", look.on_accent, faded=look.faint))
        for status, action in self._actions.items():
            action.setIcon(icons.icon(STATUS_ICONS[status], look.muted))
        self._fit()

    def retranslate(self) -> None:
        """Take new words."""
        tr = self._ctx.tr
        self._title.setText(tr(N_("Practices")))
        self.search_field.set_words(tr(N_("Search in every text")), tr(N_("Search in every text of every practice")))
        for name, word, _icon in _BUTTONS:
            self.buttons[name].setText(tr(word))
            self.buttons[name].setAccessibleName(tr(word))
            self.buttons[name].setToolTip(tr(_TIPS[name]))
        self.new_button.setText(tr(N_("New practice")))
        self.new_button.setAccessibleName(tr(N_("New practice")))
        self.detail_button.setAccessibleName(tr(N_("Details")))
        self.detail_button.setToolTip(tr(N_("Show or hide the details of the selected practice")))
        for status, action in self._actions.items():
            action.setText(tr(STATUS_WORDS[status]))
        self.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(300, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show:
            self._fit()
        return super().eventFilter(watched, event)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"{name}_button")
        button.setProperty("kind", "quiet")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new_requested)
        self.buttons["bring_in"].clicked.connect(self.bring_in_requested)
        self.buttons["export"].clicked.connect(self.export_requested)
        self.buttons["bin"].clicked.connect(self.bin_requested)
        self.buttons["status"].setMenu(self.status_menu)
        self.buttons["status"].setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for status, action in self._actions.items():
            action.triggered.connect(partial(self._on_status_triggered, status))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._title)
        row.addSpacing(6)
        row.addWidget(self._count)
        row.addStretch(1)
        self.search_field.setMinimumWidth(170)
        self.search_field.setMaximumWidth(420)
        row.addWidget(self.search_field, 8)
        row.addSpacing(8)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addSpacing(4)
        row.addWidget(self.new_button)
        row.addSpacing(4)
        row.addWidget(self.detail_button)

    def _fit(self) -> None:
        """Words on the buttons while there is room for a search field beside them."""
        words = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self.buttons.values():
            button.setToolButtonStyle(words)
        fixed = (self._title, self._count, *self.buttons.values(), self.new_button, self.detail_button)
        need = sum(one.sizeHint().width() for one in fixed) + 240 + 80
        if need > self.width():
            for button in self.buttons.values():
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _on_status_triggered(self, status: Status, _checked: bool = False) -> None:
        self.status_requested.emit(status)

    def menu_for(self, parent: QWidget, *, writable: bool) -> tuple[QMenu, dict[str, QAction]]:
        """Return a context menu for selected practices, and its actions by name."""
        tr, look, menu = self._ctx.tr, self._ctx.theme, QMenu(parent)
        actions = {"open": menu.addAction(icons.icon("pencil", look.muted), tr(N_("Open")))}
        actions["export"] = menu.addAction(icons.icon("file-output", look.muted), tr(N_("Export…")))
        actions["handoff"] = menu.addAction(icons.icon("send", look.muted), tr(N_("Hand off for translation…")))
        below = menu.addMenu(icons.icon("flag", look.muted), tr(N_("Status")))
        below.addActions(list(self._actions.values()))
        below.setEnabled(writable)
        menu.addSeparator()
        actions["bin"] = menu.addAction(icons.icon("trash-2", look.muted), tr(N_("Move to bin")))
        actions["bin"].setEnabled(writable)
        return menu, actions
