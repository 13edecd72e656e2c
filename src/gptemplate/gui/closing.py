"""Closing a window in which something is not on the disk: one more try, and then the person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QMessageBox, QPushButton

from gptemplate.i18n import N_

if TYPE_CHECKING:
    from PySide6.QtGui import QSessionManager

    from gptemplate.gui.editor.view import EditorView
    from gptemplate.gui.shell import Shell

PATIENCE = 1_500  # milliseconds that a last try may take before the person is asked
NAMED = 6  # practices that the question names


class Closing(QObject):
    """Closes the window as soon as everything is saved, and asks where that does not come about."""

    def __init__(self, shell: Shell, editor: EditorView) -> None:
        super().__init__(shell)
        self._shell, self._editor = shell, editor
        self._box: QMessageBox | None = None
        self._is_wanted = False
        self._late = QTimer(self, singleShot=True, interval=PATIENCE)
        self._late.timeout.connect(self._ask)
        editor.saver.status_changed.connect(self._on_changed)

    def begin(self) -> None:
        """Try to save everything once more; close the window when that is done."""
        if self._is_wanted:
            return
        self._is_wanted = True
        self._late.start()
        self._editor.saver.hand_in()

    def session_ends(self, manager: QSessionManager) -> None:
        """The computer is being shut down: save before it goes on, or keep it from that and ask."""
        saver, waiting, late = self._editor.saver, QEventLoop(), QDeadlineTimer(PATIENCE)
        saver.hand_in()
        saver.status_changed.connect(waiting.quit)
        QTimer.singleShot(PATIENCE, waiting, waiting.quit)
        while saver.unsaved_practices and saver.error is None and not late.hasExpired():
            waiting.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        if saver.unsaved_practices and manager.allowsInteraction():
            self.begin()
            self._ask()
            manager.cancel()

    @Slot()
    def _on_changed(self) -> None:
        if not self._is_wanted:
            return
        if not self._editor.saver.unsaved_practices:
            self._close()
        elif self._editor.saver.error is not None and self._late.isActive():
            self._ask()

    @Slot()
    def _ask(self) -> None:
        """Ask what to do; the question goes away by itself when saving works again."""
        self._late.stop()
        if self._box is not None or not self._is_wanted:
            return
        self._box = box = self._made_box()
        copy = self._button(box, "closing_copy_button", N_("Save a copy to…"), QMessageBox.ButtonRole.ActionRole)
        leave = self._button(box, "closing_leave_button", N_("Close without saving"), QMessageBox.ButtonRole.DestructiveRole)
        stay = self._button(box, "closing_stay_button", N_("Go on working"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(copy)
        box.setEscapeButton(stay)
        copy.clicked.connect(self._on_copy)
        leave.clicked.connect(self._close)
        stay.clicked.connect(self._stay)
        box.open()

    def _made_box(self) -> QMessageBox:
        tr, saver = self._shell.context.tr, self._editor.saver
        states = self._editor.unsaved()
        titles = [one.practice.title(one.template, tr.language)[0] or tr(N_("Untitled practice")) for one in states]
        box = QMessageBox(self._shell)
        box.setObjectName("closing_question")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(tr(N_("Not everything is saved")))
        box.setText(tr.plural("This practice is not saved:", "These practices are not saved:", len(titles)) + _listed(titles))
        reason = tr(saver.error.message) if saver.error is not None else ""
        more = tr(N_("Saving is tried again all the time. Wait, and the window closes by itself as soon as it works."))
        box.setInformativeText(f"{reason}\n\n{more}".strip())
        return box

    def _button(self, box: QMessageBox, name: str, word: str, role: QMessageBox.ButtonRole) -> QPushButton:
        button = box.addButton(self._shell.context.tr(word), role)
        button.setObjectName(name)
        return button

    @Slot()
    def _on_copy(self) -> None:
        self._box = None
        self._shell.upkeep().keeper.ask_each(self._editor.unsaved(), self._on_copied)

    def _on_copied(self, is_copied: bool) -> None:
        if not self._is_wanted:
            return
        if is_copied:
            self._close()
        else:
            self._ask()

    @Slot()
    def _stay(self) -> None:
        self._box, self._is_wanted = None, False
        self._shell.kept_open.emit()

    @Slot()
    def _close(self) -> None:
        """Close now, whatever is not saved."""
        self._late.stop()
        self._is_wanted = False
        if self._box is not None:
            self._box.close()
            self._box = None
        self._editor.finish()
        self._shell.close()


def _listed(titles: list[str]) -> str:
    more = ["…"] if len(titles) > NAMED else []
    return "".join(f"\n• {one}" for one in titles[:NAMED] + more)
