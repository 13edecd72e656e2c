"""What every screen is handed: language, colours, settings and the background threads. There are no globals."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from gptemplate import i18n
from gptemplate import settings as kept
from gptemplate.gui import theme as themes
from gptemplate.gui.tasks import Tasks
from gptemplate.gui.theme import Theme
from gptemplate.i18n import Translator
from gptemplate.paths import Paths
from gptemplate.settings import Settings

log = logging.getLogger(__name__)


class Context(QObject):
    """The world of a screen.

    Signals:
        language_changed: `tr` speaks another language; every widget sets its texts again.
        theme_changed: `theme` has other colours; every widget that paints itself does so again.
        changed: something in the library changed; the argument is the `Changes`.
        second_looked: it was seen how it stands with second copies; a Message why the newest is not there, or None.
    """

    language_changed = Signal()
    theme_changed = Signal()
    changed = Signal(object)
    second_looked = Signal(object)

    def __init__(self, paths: Paths, settings: Settings, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paths = paths
        self.settings = settings
        self.tasks = tasks
        # Qt's own translation of that name is not used: exports need all languages at once.
        self.tr: Translator = i18n.translator(  # type: ignore[assignment]
            settings.interface_language or i18n.system_language()
        )
        self.theme: Theme = themes.LIGHT
        self._qt_words = QTranslator(self)
        tasks.changed.connect(self.changed)
        self._apply_language()
        self._apply_theme()

    @property
    def language(self) -> str:
        """The code of the interface language."""
        return self.tr.language

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written: another window has the library, or it lies where nobody chose to write."""
        return self.tasks.read_only

    @property
    def stand_in(self) -> Path | None:
        """The copy that is read in the library's place while nobody chose to write where that lies."""
        return self.tasks.stand_in

    def set_language(self, language: str) -> None:
        """Switch the interface language; "" follows the system."""
        self.change(interface_language=language)
        self.tr = i18n.translator(language or i18n.system_language())
        self._apply_language()
        self.language_changed.emit()

    def set_theme(self, name: str) -> None:
        """Switch between "light", "dark" and "" for the system's."""
        self.change(theme=name)
        self._apply_theme()
        self.theme_changed.emit()

    def set_text_scale(self, percent: int) -> None:
        """Set the size of all text, in per cent."""
        self.change(text_scale=percent)
        self._apply_theme()
        self.theme_changed.emit()

    def change(self, **choices: Any) -> None:
        """Change settings and keep them."""
        self.settings = self.settings._replace(**choices)
        settings, file = self.settings, self.paths.settings
        self.tasks.keep(lambda: _keep(settings, file))

    def system_theme_changed(self) -> None:
        """Follow the system where the person has not chosen."""
        if not self.settings.theme:
            self._apply_theme()
            self.theme_changed.emit()

    def _apply_theme(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        dark = self.settings.theme == "dark" or (not self.settings.theme and themes.system_is_dark(app))
        self.theme = themes.DARK if dark else themes.LIGHT
        themes.apply(app, self.theme, self.settings.text_scale / 100)

    def _apply_language(self) -> None:
        QLocale.setDefault(QLocale(i18n.locale_name(self.language)))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.removeTranslator(self._qt_words)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt_words.load(f"qtbase_{self.language}", folder):
            app.installTranslator(self._qt_words)


def _keep(settings: Settings, file: Any) -> None:
    try:
        kept.write(settings, file)
    except OSError as error:
        log.warning("settings not kept: %s", type(error).__name__)
