"""The heads of the columns: which language stands below, and how far it has come."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gptemplate.gui.context import Context
from gptemplate.gui.editor.grid import MARGIN
from gptemplate.gui.editor.rows import GAP
from gptemplate.gui.editor.state import EditorState, Tally
from gptemplate.gui.theme import Theme
from gptemplate.gui.widgets.elided import ElidedLabel
from gptemplate.gui.widgets.language_badge import LanguageBadge
from gptemplate.gui.widgets.progress_strip import Progress, paint_bar

BESIDE = 50  # pixels of a head that its name and its count cannot have
MARKED = 10  # pixels beside "source language"


class ThinBar(QWidget):
    """How far one language has come."""

    def __init__(self, theme: Theme, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._code = theme, code
        self._tally = Tally()
        self.setFixedHeight(3)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_tally(self, tally: Tally) -> None:
        """Show a count."""
        if tally != self._tally:
            self._tally = tally
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take new colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        one = Progress("", self._tally.done, 0, self._tally.total)
        paint_bar(QPainter(self), QRectF(self.rect()), one, self._theme, self._theme.language(self._code))


class ColumnHead(QWidget):
    """Badge, name, "source language", count and bar of one language."""

    def __init__(self, theme: Theme, code: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = code
        self.setObjectName(f"{code}_head")
        self._name = name
        self._title, self._mark, self._count = QLabel(name, self), ElidedLabel("", self), QLabel(self)
        self._is_source = self._is_brief = False
        self._counts = ("", "")
        self._title.setProperty("role", "heading")
        self._mark.setProperty("role", "small")
        self._count.setProperty("role", "small")
        self._bar = ThinBar(theme, code, self)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(LanguageBadge(theme, code, name, 12, self))
        line.addWidget(self._title)
        line.addWidget(self._mark)
        line.addStretch(1)
        line.addWidget(self._count)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(7)
        box.addLayout(line)
        box.addWidget(self._bar)

    def show_tally(self, ctx: Context, tally: Tally, *, is_source: bool) -> None:
        """Show a count, and whether the others are translated from this language."""
        self._is_source = is_source
        self._mark.setText(ctx.tr("source language"))
        self._counts = (f"{tally.done}/{tally.total}", ctx.tr("{done}/{total} done", done=tally.done, total=tally.total))
        self.setAccessibleName(f"{self._name}: {self._counts[1]}")
        self._bar.set_tally(tally)
        self.set_brief(brief=self._is_brief)

    def set_brief(self, *, brief: bool) -> None:
        """Say the count in figures alone, or with the word."""
        self._is_brief = brief
        self._count.setText(self._counts[0 if brief else 1])
        self._fit_mark()

    def has_room(self) -> bool:
        """Whether the count with its word stands beside the name and, where it is said, that this is the source."""
        count = self._count.fontMetrics().horizontalAdvance(self._counts[1])
        mark = self._mark.sizeHint().width() + MARKED if self._is_source else 0
        return self.width() > self._title.sizeHint().width() + mark + count + BESIDE

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_mark()

    def _fit_mark(self) -> None:
        """The mark gives way before the name and the count do."""
        needed = sum(label.sizeHint().width() for label in (self._title, self._mark, self._count))
        self._count.setVisible(self.width() > self._title.sizeHint().width() + self._count.sizeHint().width() + BESIDE)
        self._mark.setVisible(self._is_source and self.width() > needed + BESIDE + MARKED)


class Heads(QWidget):
    """The heads of the columns that are shown; they stay while the grid scrolls."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._heads: dict[str, ColumnHead] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(MARGIN, 12, MARGIN + 2, 8)
        self._row.setSpacing(GAP)

    def show_state(self, state: EditorState) -> None:
        """Show the languages of a state and how far each has come."""
        if tuple(self._heads) != state.columns.shown:
            self._rebuild(state)
        for code, head in self._heads.items():
            head.show_tally(self._ctx, state.tally(code), is_source=code == state.practice.source_language)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._row.activate()
        self._fit()

    def _fit(self) -> None:
        """Where one has no room for the word, none has it."""
        brief = not all(head.has_room() for head in self._heads.values())
        for head in self._heads.values():
            head.set_brief(brief=brief)

    def _rebuild(self, state: EditorState) -> None:
        for head in self._heads.values():
            self._row.removeWidget(head)
            head.deleteLater()
        self._heads = {}
        for code in state.columns.shown:
            language = state.template.language(code)
            self._heads[code] = ColumnHead(self._ctx.theme, code, language.name if language else code, self)
            self._row.addWidget(self._heads[code], 1)
