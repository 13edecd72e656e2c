"""The bin: practices that were put away, until they are taken back or removed for good."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QMessageBox, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.keys import listen
from gptemplate.gui.library.actions import Actions
from gptemplate.gui.library.feed import Feed
from gptemplate.gui.library.model import PracticeModel
from gptemplate.gui.library.state import Overview
from gptemplate.gui.library.table import PracticeTable
from gptemplate.gui.widgets.empty_state import EmptyState
from gptemplate.i18n import N_


class BinView(QWidget):
    """The table of what is in the bin.

    Signals:
        told: something was done; what, and whether it can be taken back.
    """

    told = Signal(str, bool)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.model = PracticeModel(ctx.tr, self, in_bin=True)
        self.feed = Feed(ctx, self, in_bin=True)
        self.actions_ = Actions(ctx, self)
        self.table = PracticeTable(ctx, self.model, self)
        self.table.setObjectName("bin_table")
        self._make_parts()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.feed.reload()

    def retranslate(self) -> None:
        """Take new words."""
        tr = self._ctx.tr
        self._title.setText(tr(N_("Bin")))
        self._help.setText(tr(N_("Nothing is removed from here by itself.")))
        words = {self.restore_button: N_("Restore"), self.remove_button: N_("Remove for good…")}
        for button, word in words.items():
            button.setText(tr(word))
            button.setAccessibleName(tr(word))
        self._empty.set_words(tr(N_("The bin is empty")), tr(N_("Practices that you move to the bin wait here.")))
        self.table.retranslate()
        self.table.setAccessibleName(tr(N_("Practices in the bin")))
        self._on_listed(Overview.of([one.listed for one in self.model.overview.entries], self._ctx.language))
        self.restyle()

    def restyle(self) -> None:
        """Take new colours."""
        look = self._ctx.theme
        self.restore_button.setIcon(icons.icon("archive-restore", look.on_accent, faded=look.faint))
        self.remove_button.setIcon(icons.icon("trash-2", look.danger, faded=look.faint))
        self.table.restyle()

    def library_opened(self) -> None:
        """Show what is in the bin: the library is open."""
        self.feed.reload()

    def _make_parts(self) -> None:
        self._title, self._help = QLabel(self), QLabel(self)
        self._title.setProperty("role", "title")
        self._help.setProperty("role", "muted")
        self.restore_button, self.remove_button = QPushButton(self), QPushButton(self)
        self.restore_button.setObjectName("restore_button")
        self.restore_button.setProperty("kind", "primary")
        self.remove_button.setObjectName("remove_button")
        self.remove_button.setProperty("kind", "danger")
        self._empty = EmptyState(self._ctx.theme, "trash-2", self)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._help)
        head.addStretch(1)
        head.addWidget(self.remove_button)
        head.addWidget(self.restore_button)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.feed.listed.connect(self._on_listed)
        self._ctx.changed.connect(self.feed.reload_soon)
        self.restore_button.clicked.connect(self._on_restore)
        self.remove_button.clicked.connect(self._ask_remove)
        self.table.delete_requested.connect(self._ask_remove)
        self.table.chosen_changed.connect(self._on_chosen_changed)
        self.table.menu_requested.connect(self._on_menu_requested)
        self.actions_.told.connect(self.told)
        listen(self, {"Ctrl+Z": self._on_undo})

    @Slot(object)
    def _on_listed(self, overview: Overview) -> None:
        self.model.set_overview(overview)
        if not self.table.chosen() and self.model.rows:
            self.table.choose(self.model.entry(0).id)
        self._stack.setCurrentWidget(self.table if self.model.rows else self._empty)
        self._on_chosen_changed()

    @Slot()
    def _on_chosen_changed(self) -> None:
        able = bool(self.table.chosen()) and not self._ctx.read_only
        self.restore_button.setEnabled(able)
        self.remove_button.setEnabled(able)

    @Slot(QPoint)
    def _on_menu_requested(self, place: QPoint) -> None:
        if self._ctx.read_only:
            return
        tr, look, menu = self._ctx.tr, self._ctx.theme, QMenu(self)
        menu.addAction(icons.icon("archive-restore", look.muted), tr(N_("Restore"))).triggered.connect(self._on_restore)
        menu.addAction(icons.icon("trash-2", look.danger), tr(N_("Remove for good…"))).triggered.connect(self._ask_remove)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    @Slot()
    def _on_restore(self) -> None:
        ids = [one.id for one in self.table.chosen()]
        if ids:
            self.actions_.restore(ids)

    @Slot()
    def _on_undo(self) -> None:
        if not self._ctx.read_only:
            self.actions_.undo()

    @Slot()
    def _ask_remove(self) -> None:
        """The one thing that cannot be undone, so it asks."""
        ids = [one.id for one in self.table.chosen()]
        if not ids or self._ctx.read_only:
            return
        tr = self._ctx.tr
        box = QMessageBox(self)
        box.setObjectName("remove_question")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(tr(N_("Remove for good")))
        box.setText(tr.plural("Remove {n} practice for good?", "Remove {n} practices for good?", len(ids)))
        box.setInformativeText(tr(N_("All texts, photos and history go with it. This cannot be undone.")))
        yes = box.addButton(tr(N_("Remove for good")), QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton(tr(N_("Keep")), QMessageBox.ButtonRole.RejectRole)
        yes.setObjectName("remove_yes_button")
        no.setObjectName("remove_no_button")
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        self._to_remove, self._yes = ids, yes
        box.buttonClicked.connect(self._on_answered)
        box.open()

    def _on_answered(self, button: QPushButton) -> None:
        if button is self._yes:
            self.actions_.remove_for_good(self._to_remove)
