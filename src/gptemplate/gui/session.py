"""One window on one library: paint first, open the library after."""

from __future__ import annotations

import sys
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from gptemplate.errors import UnsafePlace
from gptemplate.gui.context import Context
from gptemplate.gui.library.state import Overview
from gptemplate.gui.shell import Shell
from gptemplate.gui.tasks import Tasks
from gptemplate.paths import Paths
from gptemplate.services.opening import Opening
from gptemplate.settings import Settings, moved_to
from gptemplate.store.first_page import first_page
from gptemplate.store.lock import is_held

if TYPE_CHECKING:
    from PySide6.QtGui import QSessionManager

    from gptemplate.errors import TemplateError
    from gptemplate.gui.care import Care
    from gptemplate.gui.upkeep.doorbell import Doorbell
    from gptemplate.services.library import Recovered

ROWS = 40  # practices of the first paint; more than any screen shows
SOON = 250  # milliseconds after all is listed and loaded, until the editor is made ready
HEARING = 400  # milliseconds between moments in which Python hears of Ctrl+C


class Session(QObject):
    """A window with its threads, from the first paint to the last text kept."""

    def __init__(
        self,
        paths: Paths,
        settings: Settings,
        location: Path | str | None = None,
        open_practice: str = "",
        *,
        work_in: Path | None = None,
    ) -> None:
        super().__init__()
        self._paths = paths
        self.work_in = work_in
        """A library that is written to wherever it lies: the person has just said so."""
        self._open_practice = open_practice
        self._location = location
        self.next_paths: Paths | None = None
        self._doorbell: Doorbell | None = None
        self._care: Care | None = None
        self._opening = Opening(paths, settings, location, chosen=work_in)
        self.tasks = Tasks(self._opening, self)
        self.ctx = Context(paths, settings, self.tasks, self)
        file = location if isinstance(location, Path) else None if location else paths.library
        rows = first_page(file, ROWS, untouched=True) if file is not None else []
        self.shell = Shell(self.ctx, Overview.of(rows, self.ctx.language), location=location)
        self.shell.painted.connect(self._on_painted)
        self.shell.restart_requested.connect(self._on_restart_requested)
        self.shell.kept_open.connect(self._on_kept_open)
        self.tasks.opened.connect(self._on_opened)

    def finish(self) -> None:
        """Keep what was written and close the library."""
        if self._doorbell is not None:
            self._doorbell.close()
        if self._care is not None:
            self._care.stop()
        self.tasks.close()
        self._opening.close()
        self.shell.deleteLater()

    @Slot()
    def _on_painted(self) -> None:
        QTimer.singleShot(0, self._start)

    @Slot()
    def _start(self) -> None:
        self.tasks.start()
        from gptemplate.gui import icons
        from gptemplate.gui.errors import ErrorBoundary

        self._boundary = ErrorBoundary(self.ctx, self.shell)
        self._boundary.install()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setWindowIcon(icons.icon("app", self.ctx.theme.accent))
        app.commitDataRequest.connect(self.on_session_end)
        app.styleHints().colorSchemeChanged.connect(self.ctx.system_theme_changed)

    @Slot(object)
    def _on_opened(self, hindrance: object) -> None:
        if hindrance is None:
            self.tasks.write(attrgetter("recovered"), self._on_recovered)
        if hindrance is None and not isinstance(self._location, str):
            self._take_care(self._location)
            self._listen(self._location or self._paths.library)
        if isinstance(hindrance, UnsafePlace):
            self._ask_place(hindrance)
        self.tasks.work(partial(_faults, self._paths.templates), self._on_templates_checked)
        if self._open_practice:
            self.shell.open_practice(self._open_practice)
        else:
            feed = self.shell.practices.feed
            feed.listed.connect(self._on_first_listed, Qt.ConnectionType.SingleShotConnection)

    def _on_recovered(self, recovered: tuple[Recovered, ...]) -> None:
        """Recovery is never silent: say in which practice, and show it."""
        if recovered:
            from gptemplate.gui.notices import tell_recovered

            tell_recovered(self.shell, recovered)

    def _take_care(self, location: Path | None) -> None:
        from gptemplate.gui.care import Care

        self._care = Care(self.ctx, location, self)
        self._care.noticed.connect(self.shell.notice)
        self._care.start()

    def _listen(self, library: Path) -> None:
        """Hear when the program is started once more on the same library."""
        from gptemplate.gui.upkeep.doorbell import Doorbell

        self._doorbell = Doorbell(library, self)
        self._doorbell.rung.connect(self.shell.come_to_front)

    def _ask_place(self, hindrance: UnsafePlace) -> None:
        """Say why nothing is written where the library lies, and ask where to work."""
        keeper = self.shell.upkeep().keeper
        keeper.work_there_chosen.connect(self._on_work_there_chosen, Qt.ConnectionType.UniqueConnection)
        keeper.ask_place(hindrance)

    @Slot(object)
    def _on_work_there_chosen(self, library: Path) -> None:
        self.work_in = library
        self._on_restart_requested(self._paths)

    @Slot()
    def _on_first_listed(self) -> None:
        """The editor is loaded away from the window, and made when nothing else happens."""
        self.tasks.work(_load_editor, self._on_editor_loaded)

    def _on_editor_loaded(self, _nothing: None) -> None:
        QTimer.singleShot(SOON, self.shell.prepare)

    def _on_templates_checked(self, faults: list[TemplateError]) -> None:
        if faults:
            from gptemplate.gui.notices import tell_faults

            tell_faults(self.shell.banners, faults)

    @Slot(object)
    def _on_restart_requested(self, paths: Paths) -> None:
        self.next_paths = paths
        self.shell.close()

    @Slot()
    def _on_kept_open(self) -> None:
        self.next_paths = None

    @Slot(object)
    def on_session_end(self, manager: QSessionManager) -> None:
        """The computer is being shut down: nothing that was typed may get lost."""
        editor = self.shell.screens.made_editor
        if editor is not None and editor.has_unsaved:
            self.shell.closing(editor).session_ends(manager)


def application() -> QApplication:
    """Return the Qt application, made and named."""
    # The style is named here: `setStyle` returns one, and a style brings a dozen large enumerations along.
    app = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "Fusion"])
    assert isinstance(app, QApplication)
    app.setApplicationName("gptemplate")
    app.setDesktopFileName("gptemplate")
    app.setQuitOnLastWindowClosed(True)
    return app


def end_on_interrupt(app: QApplication) -> None:
    """Close well on Ctrl+C in a terminal: Python hears of a signal only while it runs, so a timer lets it."""
    import signal

    signal.signal(signal.SIGINT, lambda *_: app.closeAllWindows())
    timer = QTimer(app, interval=HEARING)
    timer.timeout.connect(_let_python_run)
    timer.start()


def _let_python_run() -> None:
    """Nothing to do: being called is enough."""


def where_to_begin(paths: Paths, settings: Settings, location: Path | str | None) -> Paths | None:
    """Return the paths to open; None where another window has the library and came to the front."""
    if location is None and moved_to(paths, settings):
        from gptemplate.services.elsewhere import follow

        paths = follow(paths, settings)
    file = location if isinstance(location, Path) else None if location else paths.library
    if file is not None and is_held(file):
        from gptemplate.gui.upkeep.doorbell import ring

        if ring(file):
            return None
    return paths


def _load_editor() -> None:
    import gptemplate.gui.editor.view  # noqa: F401


def _faults(own: Path) -> list[TemplateError]:
    from gptemplate.services.templates import Templates

    return Templates(own).faults()
