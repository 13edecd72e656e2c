"""The names of a concept in one language, each with whether it is to be used and where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from gptemplate.gui import icons
from gptemplate.gui.context import Context
from gptemplate.gui.lexicon.term_state import country
from gptemplate.gui.lexicon.words import REGIONS, STANDING_ICONS, STANDING_WORDS
from gptemplate.gui.library.words import language_name
from gptemplate.gui.theme import text_scale
from gptemplate.gui.widgets.language_badge import LanguageBadge
from gptemplate.i18n import N_
from gptemplate.model.terms import Designation, Standing

LONGEST = 300  # characters of a name


class NameRow(QWidget):
    """One name: its text, a menu for its standing and its country, and a cross.

    Signals:
        edited: a person changed it.
        removed: a person wants it gone.
    """

    edited = Signal()
    removed = Signal()

    def __init__(self, ctx: Context, one: Designation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._language = ctx, one.language
        self._standing, self._region = one.standing, one.region
        self.edit = QLineEdit(one.text, self)
        self.edit.setObjectName("name_edit")
        self.edit.setMaxLength(LONGEST)
        self.edit.setCursorPosition(0)
        self.edit.setToolTip(one.text)
        self.choice = QToolButton(self)
        self.choice.setObjectName("standing_button")
        self.choice.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.choice.setProperty("kind", "quiet")
        self.cross = QToolButton(self)
        self.cross.setObjectName("remove_name_button")
        self.cross.setProperty("kind", "quiet")
        self.cross.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.edit, 1)
        row.addWidget(self.choice)
        row.addWidget(self.cross)
        self.edit.textEdited.connect(self.edited)
        self.cross.clicked.connect(self.removed)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.choice.setMenu(self._menu)
        for part in (self.edit, self.choice, self.cross):
            part.setMinimumSize(round(30 * text_scale()), round(30 * text_scale()))  # no icon is ever painted into nothing
        self.retranslate()

    @property
    def value(self) -> Designation:
        """The name as it is written now."""
        return Designation(self._language, self.edit.text(), self._standing, self._region)

    def set_able(self, able: bool) -> None:
        """Let a person change it, or only read."""
        self.edit.setReadOnly(not able)
        self.choice.setEnabled(able)
        self.cross.setVisible(able)

    def retranslate(self) -> None:
        """Take new words and colours."""
        tr, look = self._ctx.tr, self._ctx.theme
        name = language_name(self._language)
        self.edit.setAccessibleName(tr(N_("Name, {language}"), language=name))
        self.edit.setPlaceholderText(tr(N_("Name, {language}"), language=name))
        self.cross.setIcon(icons.icon("x", look.muted))
        self.cross.setAccessibleName(tr(N_("Remove this name")))
        self.cross.setToolTip(tr(N_("Remove this name")))
        self._dress()

    def _dress(self) -> None:
        tr, look = self._ctx.tr, self._ctx.theme
        ink = look.danger if self._standing is Standing.FORBIDDEN else look.muted
        self.choice.setIcon(icons.icon(STANDING_ICONS[self._standing], ink))
        self.choice.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        word = tr(STANDING_WORDS[self._standing])
        self.choice.setText(f"{word} · {self._region}" if self._region else word)
        self.choice.setFixedWidth(self._widest())
        where = f", {country(tr, self._region)}" if self._region else ""
        self.choice.setAccessibleName(f"{word}{where}")
        self.choice.setToolTip(tr(N_("Whether this name is to be used, and where")))

    def _widest(self) -> int:
        """As wide as the longest that can stand there, so that the names end in one line."""
        metrics = self.choice.fontMetrics()
        words = (f"{self._ctx.tr(word)} · SE" for word in STANDING_WORDS.values())
        return max(map(metrics.horizontalAdvance, words)) + round(36 * text_scale())

    @Slot()
    def _fill_menu(self) -> None:
        tr, menu = self._ctx.tr, self._menu
        menu.clear()
        for standing, word in STANDING_WORDS.items():
            action = menu.addAction(tr(word), partial(self._set, standing, None))
            action.setCheckable(True)
            action.setChecked(standing is self._standing)
        regions = [*REGIONS.get(self._language, ())]
        if self._region and self._region not in regions:
            regions.append(self._region)
        if not regions:
            return
        menu.addSeparator()
        for region in ("", *regions):
            word = country(tr, region) if region else tr(N_("Used everywhere"))
            action = menu.addAction(word, partial(self._set, None, region))
            action.setCheckable(True)
            action.setChecked(region == self._region)

    def _set(self, standing: Standing | None, region: str | None) -> None:
        self._standing = standing or self._standing
        self._region = self._region if region is None else region
        self._dress()
        self.edited.emit()


class NameGroup(QWidget):
    """All names in one language.

    Signals:
        edited: a person changed, added or removed one.
    """

    edited = Signal()

    def __init__(self, ctx: Context, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self.language = ctx, language
        self.rows: list[NameRow] = []
        self._is_able = True
        name = language_name(language)
        self._badge = LanguageBadge(ctx.theme, language, name, parent=self)
        self._name = QLabel(name, self)
        self._name.setProperty("role", "strong")
        self.add_button = QPushButton(self)
        self.add_button.setObjectName(f"add_name_{language}_button")
        self.add_button.setProperty("kind", "link")
        self.add_button.clicked.connect(self._on_add)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._badge)
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(self.add_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self.retranslate()

    @property
    def values(self) -> list[Designation]:
        """The names as they are written now."""
        return [row.value for row in self.rows]

    def show_names(self, names: Sequence[Designation], *, able: bool) -> None:
        """Show these names; an empty line where there is none."""
        self._is_able = able
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for one in names or ([Designation(self.language, "")] if able else []):
            self._add(one)
        self.add_button.setVisible(able)

    def retranslate(self) -> None:
        """Take new words and colours."""
        tr = self._ctx.tr
        self.add_button.setText(tr(N_("Add a name")))
        self.add_button.setAccessibleName(tr(N_("Add a name, {language}"), language=language_name(self.language)))
        for row in self.rows:
            row.retranslate()

    def _add(self, one: Designation) -> NameRow:
        row = NameRow(self._ctx, one, self)
        row.set_able(self._is_able)
        row.edited.connect(self.edited)
        row.removed.connect(partial(self._on_removed, row))
        self.rows.append(row)
        self._column.addWidget(row)
        row.show()  # at once: what is not shown takes no focus
        return row

    @Slot()
    def _on_add(self) -> None:
        has_preferred = any(row.value.text.strip() and row.value.standing is Standing.PREFERRED for row in self.rows)
        standing = Standing.ADMITTED if has_preferred else Standing.PREFERRED
        self._add(Designation(self.language, "", standing)).edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_removed(self, row: NameRow) -> None:
        if len(self.rows) == 1:
            row.edit.clear()
        else:
            self.rows.remove(row)
            row.hide()
            row.deleteLater()
        self.edited.emit()
