"""Removing a person: where the name is, one question, and what remains elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gptemplate.errors import UserError
from gptemplate.gui.context import Context
from gptemplate.i18n import N_, Message, Translator
from gptemplate.model.states import SHARED
from gptemplate.model.template import label_in
from gptemplate.services import upkeep

if TYPE_CHECKING:
    from gptemplate.store.forget import Forgotten, Place
    from gptemplate.store.library import Library

Names = Mapping[tuple[str, str], tuple[str, Mapping[str, str]]]
"""(practice, field) -> title of the practice, labels of the field."""


@dataclass(frozen=True, slots=True)
class Named:
    """What was found, with the names of practices and fields."""

    found: Forgotten
    names: Names


class ForgetDialog(QDialog):
    """Find a person, look at what is there, remove it.

    Signals:
        told: contact data was removed; what to say, and whether it can be taken back (never).
    """

    told = Signal(str, bool)

    def __init__(self, ctx: Context, location: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._location = ctx, location
        self._name = ""
        self._found: Forgotten | None = None
        self.setObjectName("forget_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_parts()
        self._lay_out()
        self._connect()

    @property
    def lines(self) -> list[str]:
        """What is said of places."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def _make_parts(self) -> None:
        tr = self._ctx.tr
        self.setWindowTitle(tr(N_("Remove a person")))
        self._heading, self._help = QLabel(tr(N_("Remove a person's contact data")), self), QLabel(self)
        self._heading.setProperty("role", "title")
        self._help.setText(
            tr(N_("Name, e-mail address and phone number go from the fields for contacts, from their history and from every "
                  "safety copy that can be reached. Ordinary texts are not changed; you see where they name the person."))
        )  # fmt: skip
        self._help.setProperty("role", "muted")
        self._help.setWordWrap(True)
        self.name_edit = QLineEdit(self)
        self.name_edit.setObjectName("person_edit")
        self.name_edit.setPlaceholderText(tr(N_("Name or e-mail address, as it was written")))
        self.name_edit.setAccessibleName(tr(N_("Name or e-mail address, as it was written")))
        self.find_button = self._button("find_person_button", N_("Find"), "primary")
        self.list = QListWidget(self)
        self.list.setObjectName("person_list")
        self.list.setAccessibleName(tr(N_("Where the person is named")))
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        self.remove_button = self._button("remove_person_button", N_("Remove…"), "danger")
        self.remove_button.setEnabled(False)
        self.close_button = self._button("close_button", N_("Close"), "")

    def _button(self, name: str, word: str, kind: str) -> QPushButton:
        button = QPushButton(self._ctx.tr(word), self)
        button.setObjectName(name)
        button.setProperty("kind", kind)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.name_edit, 1)
        line.addWidget(self.find_button)
        foot = QHBoxLayout()
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        foot.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        column.addWidget(self._heading)
        column.addWidget(self._help)
        column.addLayout(line)
        column.addWidget(self._told)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self._told.hide()
        self.resize(640, 520)

    def _connect(self) -> None:
        self.name_edit.returnPressed.connect(self.find_button.click)
        self.name_edit.textEdited.connect(self._on_edited)
        self.find_button.clicked.connect(self._on_find)
        self.remove_button.clicked.connect(self._ask)
        self.close_button.clicked.connect(self.reject)

    # Finding

    @Slot()
    def _on_edited(self) -> None:
        self.remove_button.setEnabled(False)  # what is removed is what was looked at

    @Slot()
    def _on_find(self) -> None:
        self._name = " ".join(self.name_edit.text().split())
        self.find_button.setEnabled(False)
        self._say(self._ctx.tr(N_("Looking…")))
        location = self._ctx.stand_in or self._location
        job = partial(upkeep.find_person, self._ctx.paths, self._name, location=location)
        self._ctx.tasks.work(job, self._on_found, self._on_failed)

    def _on_found(self, found: Forgotten) -> None:
        self._ctx.tasks.read(partial(_named, found=found), self._on_named, self._on_failed)

    def _on_named(self, named: Named) -> None:
        tr = self._ctx.tr
        self._found = named.found
        self.find_button.setEnabled(True)
        self.list.clear()
        going = [*_lines(tr, named.found.removed, named.names), *_authored(tr, named.found)]
        self._group(N_("Contact data that goes"), going)
        self._group(N_("Stays, for you to judge"), _lines(tr, named.found.mentioned, named.names))
        n = len(named.found.removed)
        said = tr.plural("Contact data in {n} field goes.", "Contact data in {n} fields goes.", n)
        none = tr(N_("No contact data has this name. Safety copies are looked through when you remove it."))
        self._say(said if named.found.anything else none)
        self.remove_button.setEnabled(not self._ctx.read_only)

    def _on_failed(self, error: UserError) -> None:
        self.find_button.setEnabled(True)
        self._say(self._ctx.tr(error.message))

    def _say(self, text: str) -> None:
        self._told.setText(text)
        self._told.show()

    def _group(self, heading: str, lines: Sequence[str]) -> None:
        if lines:
            item = QListWidgetItem(self._ctx.tr(heading))
            font = self.list.font()
            font.setWeight(font.Weight.DemiBold)
            item.setFont(font)
            self.list.addItem(item)
            self.list.addItems(list(lines))

    # Removing

    @Slot()
    def _ask(self) -> None:
        tr = self._ctx.tr
        box = QMessageBox(self)
        box.setObjectName("forget_question")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(tr(N_("Remove a person")))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr(N_("Remove the contact data of “{name}”?"), name=self._name))
        box.setInformativeText(tr(N_("It goes from the history and from every safety copy too. This cannot be undone.")))
        yes = box.addButton(tr(N_("Remove")), QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton(tr(N_("Keep")), QMessageBox.ButtonRole.RejectRole)
        yes.setObjectName("forget_yes_button")
        no.setObjectName("forget_no_button")
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        yes.clicked.connect(self._remove)
        box.open()

    @Slot()
    def _remove(self) -> None:
        self.remove_button.setEnabled(False)
        self.find_button.setEnabled(False)
        self._say(self._ctx.tr(N_("Removing…")))
        ctx = self._ctx
        job = partial(upkeep.forget_person, ctx.paths, ctx.settings, self._name, location=self._location)
        ctx.tasks.exchange(job, self._on_removed, self._on_failed)

    def _on_removed(self, found: Forgotten) -> None:
        self._ctx.tasks.read(partial(_named, found=found), self._on_remaining, self._on_failed)

    def _on_remaining(self, named: Named) -> None:
        tr, found = self._ctx.tr, named.found
        self.find_button.setEnabled(True)
        self.list.clear()
        n = len(found.copies)
        copies = [tr.plural("{n} safety copy", "{n} safety copies", n)] if n else []
        self._group(N_("Removed from"), [*_lines(tr, found.removed, named.names), *_authored(tr, found), *copies])
        self._group(N_("Still there, for you to judge"), _lines(tr, found.mentioned, named.names))
        self._group(N_("Where to look yourself"), [tr(one) for one in _elsewhere(found)])
        n = len(found.removed)
        done = tr.plural("Contact data in {n} field was removed.", "Contact data in {n} fields was removed.", n)
        self._say(done)
        self.told.emit(done, False)


def _elsewhere(found: Forgotten) -> list[Message]:
    """What the program could not reach."""
    told = [
        Message("The copy {path} could not be cleaned; remove it if it is not needed.", path=str(one))
        for one in found.unreached
    ]
    told += [Message("This file was not looked into: {path}", path=str(one)) for one in found.files]
    return [*told, *found.notes]


def _authored(tr: Translator, found: Forgotten) -> list[str]:
    """The texts from which the name goes as their author."""
    n = found.authored
    return [tr.plural("The author's name on {n} text", "The author's name on {n} texts", n)] if n else []


def _lines(tr: Translator, places: Sequence[Place], names: Names) -> list[str]:
    told = []
    for one in places:
        title, labels = names[one.practice, one.key.field]
        field = label_in(labels, tr.language) or one.key.field
        language = "" if one.key.language == SHARED else f" [{one.key.language}]"
        told.append(f"{title or tr(N_('Untitled practice'))}: {field}{language}")
    return told


def _named(library: Library, found: Forgotten) -> Named:
    """Look up the titles of practices and the labels of fields; on the reader's thread."""
    from gptemplate.services.library import list_practices

    listed = {one.id: one for binned in (False, True) for one in list_practices(library, in_bin=binned)}
    names = {}
    for place in (*found.removed, *found.mentioned):
        one = listed.get(place.practice)
        title = one.title(one.source_language)[0] if one else ""
        names[place.practice, place.key.field] = (title, _labels(library, one.template_id if one else "", place.key.field))
    return Named(found, names)


def _labels(library: Library, template: str, field: str) -> Mapping[str, str]:
    try:
        found = library.template(template).fields.get(field)
    except UserError:  # a form that is no longer there; the field's own name has to do
        return {}
    return found.labels if found else {}
