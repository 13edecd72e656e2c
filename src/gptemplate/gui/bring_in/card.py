"""One file in the preview: where it goes, what it brings, and its details on demand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.bring_in import state
from gptemplate.gui.bring_in.state import Detail, Part
from gptemplate.gui.context import Context
from gptemplate.gui.widgets.card import Card
from gptemplate.gui.widgets.changed_words import rich
from gptemplate.gui.widgets.themed import picture
from gptemplate.i18n import N_
from gptemplate.model.states import Key
from gptemplate.services.bringing_in import Brought

_LONGEST_NAME = 46  # characters of an entry to choose


class FileCard(Card):
    """A file that can be brought in.

    Signals:
        chosen: a person chose the practice it belongs to; the `ident` of the file, the practice's id or "" for a new one.
        opened: the details were shown or hidden; the `ident` of the file, whether they are shown.
        preferred: of what was written in both places, the file's text is wanted or not; the `ident`, the `Key`, whether.
    """

    chosen = Signal(str, str)
    preferred = Signal(str, object, bool)
    opened = Signal(str, bool)

    def __init__(self, ctx: Context, one: Brought, number: int, parent: QWidget | None = None) -> None:
        super().__init__(ctx.theme, parent=parent)
        self._ctx, self._one, self._number = ctx, one, number
        self._details: QWidget | None = None
        self.setObjectName(f"file_card_{number}")
        self.setAccessibleName(state.name(ctx.tr, one))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(14, 11, 14, 12)
        self._box.setSpacing(4)
        self._box.addLayout(self._head())
        self._box.addWidget(self._target())
        self.sentence = self._line(state.figures(ctx.tr, one), "strong")
        self.sentence.setObjectName(f"sentence_{number}")
        self._box.addWidget(self.sentence)
        became = state.became(ctx.tr, one)
        if became:
            self._box.addWidget(self._line(became, "muted"))

    @property
    def ident(self) -> str:
        """What the file is known by, also when it is looked at again."""
        return self._one.ident or self._one.file

    def show_details(self, *, shown: bool) -> None:
        """Show or hide the details."""
        self.details_button.setChecked(shown)

    def _head(self) -> QHBoxLayout:
        tr = self._ctx.tr
        row = QHBoxLayout()
        row.setSpacing(9)
        icon = QLabel(self)
        icon.setPixmap(picture(self, state.ICONS[self._one.form], self._ctx.theme.muted, 17))
        icon.setContentsMargins(0, 3, 0, 0)
        named = self._line(state.name(tr, self._one), "heading")
        self.details_button = QPushButton(tr(N_("Details")), self)
        self.details_button.setObjectName(f"details_{self._number}_button")
        self.details_button.setProperty("kind", "link")
        self.details_button.setCheckable(True)
        self.details_button.setAccessibleName(tr(N_("Details of {name}"), name=state.name(tr, self._one)))
        self.details_button.setIcon(icons.icon("chevron-down", self._ctx.theme.accent))
        self.details_button.setVisible(bool(state.parts(tr, self._one)))
        self.details_button.toggled.connect(self._on_toggled)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(named, 1)
        row.addWidget(self.details_button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _target(self) -> QWidget:
        offered = state.options(self._ctx.tr, self._one)
        if not offered:
            return self._line(state.target(self._ctx.tr, self._one), "")
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 2, 0, 4)
        row.setSpacing(10)
        self.choice = QComboBox(holder)
        self.choice.setObjectName(f"practice_{self._number}_choice")
        for option in offered:
            self.choice.addItem(_short(option.word), option.practice)
            self.choice.setItemData(self.choice.count() - 1, option.word, Qt.ItemDataRole.ToolTipRole)
        here = -1 if self._one.is_new else self.choice.findData(self._one.practice)
        self.choice.setCurrentIndex(max(here, 0))
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choice.setMinimumContentsLength(20)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        label = QLabel(self._ctx.tr(N_("Belongs to")), holder)
        label.setBuddy(self.choice)
        self.choice.setAccessibleName(label.text())
        self.choice.activated.connect(self._on_chosen)
        row.addWidget(label)
        row.addWidget(self.choice, 1)
        return holder

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        self.chosen.emit(self.ident, self.choice.itemData(place))

    @Slot(bool)
    def _on_toggled(self, shown: bool) -> None:
        if shown and self._details is None:
            details = DetailList(self._ctx, state.parts(self._ctx.tr, self._one), self)
            details.preferred.connect(partial(self.preferred.emit, self._one.ident))
            self._details = details
            self._box.addWidget(details)
        if self._details is not None:
            self._details.setVisible(shown)
        self.details_button.setIcon(icons.icon("chevron-up" if shown else "chevron-down", self._ctx.theme.accent))
        self.opened.emit(self.ident, shown)

    def _line(self, text: str, role: str) -> QLabel:
        return line(text, role, self)


class RefusedCard(Card):
    """A file that cannot be read, and why."""

    def __init__(self, ctx: Context, text: str, parent: QWidget | None = None) -> None:
        super().__init__(ctx.theme, parent=parent)
        self.set_sunken(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 11, 14, 12)
        row.setSpacing(9)
        icon = QLabel(self)
        icon.setPixmap(picture(self, "circle-alert", ctx.theme.danger, 17))
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(line(text, "", self), 1)


class DetailList(QWidget):
    """The details of a file below each other, under their headings.

    Signals:
        preferred: of what was written in both places, the file's text is wanted or not; the `Key`, whether.
    """

    preferred = Signal(object, bool)

    def __init__(self, ctx: Context, some: Sequence[Part], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 4, 0, 0)
        self._box.setSpacing(3)
        for part in some:
            self._add_part(part)

    def _add_part(self, part: Part) -> None:
        self._box.addSpacing(8)
        self._box.addWidget(line(part.heading, "overline", self))
        for detail in part.details:
            self._box.addSpacing(3)
            self._add(detail)
        if part.more:
            tr = self._ctx.tr
            self._box.addWidget(line(tr.plural("and {n} more", "and {n} more", part.more), "muted", self))

    def _add(self, detail: Detail) -> None:
        tr = self._ctx.tr
        if detail.about:
            self._box.addWidget(line(detail.about, "strong", self))
        if detail.remark:
            self._box.addWidget(line(detail.remark, "danger" if detail.is_odd else "small", self))
        if detail.pieces:
            words = QLabel(rich(self._ctx.theme, detail.pieces), self)
            words.setTextFormat(Qt.TextFormat.RichText)
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setAccessibleName(state.spoken(tr, detail))
            self._box.addWidget(words)
        if detail.key is not None:
            self._box.addWidget(self._choice(detail, detail.key))

    def _choice(self, detail: Detail, key: Key) -> QCheckBox:
        tr = self._ctx.tr
        box = QCheckBox(tr(N_("Take the text from the file; the other one stays in the history")), self)
        box.setObjectName(f"prefer_{key.field}_{key.language}")
        box.setAccessibleName(f"{detail.about}. {box.text()}")
        box.setChecked(detail.is_chosen)
        box.toggled.connect(partial(self.preferred.emit, key))
        return box


def line(text: str, role: str, parent: QWidget) -> QLabel:
    """Return a plain text that wraps."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME].rstrip()}…"
