"""Starting the window. Qt is loaded last: whatever is imported after it takes longer."""

from __future__ import annotations

import builtins
import concurrent.futures.thread  # noqa: F401 - before Qt, as are the next two
import contextlib
import gc
import sqlite3  # noqa: F401
import sys
from pathlib import Path

import platformdirs  # noqa: F401

from gptemplate import settings as kept
from gptemplate.gui.library.dates import when  # noqa: F401 - this and the next: before Qt
from gptemplate.gui.library.state import Overview  # noqa: F401
from gptemplate.paths import Paths
from gptemplate.settings import Settings


def run(
    paths: Paths, settings: Settings, *, location: Path | str | None = None, language: str = "", open_practice: str = ""
) -> int:
    """Show the window until it is closed; return the exit code of the program.

    `language` is the interface's for this time only; `open_practice` is the id of a practice to begin with.
    """
    gc.disable()
    load_qt()
    from gptemplate.gui.session import Session, application, end_on_interrupt, where_to_begin
    from gptemplate.gui.sweeping import Sweeper

    sys.setswitchinterval(0.001)  # a busy thread lets the window go first
    app = application()
    sweeper = Sweeper(app)
    end_on_interrupt(app)
    wanted = where_to_begin(paths, settings, location)
    if wanted is not None and wanted != paths:  # the library was moved
        paths, settings = wanted, kept.read(wanted.settings)
    chosen = settings.interface_language
    settings = settings._replace(interface_language=language or chosen)
    code, work_in = 0, None
    while wanted is not None:
        session = Session(wanted, settings, location, open_practice, work_in=work_in)
        session.shell.show()
        code = app.exec()
        session.finish()
        if session.tasks.may_keep:
            _keep(session.ctx.settings, wanted, language, chosen)
        settings, work_in = session.ctx.settings, session.work_in
        wanted, open_practice = session.next_paths, ""
        if wanted is not None and wanted != paths:
            paths, location = wanted, None
            settings = kept.read(wanted.settings)
    sweeper.stop()
    return code


def load_qt() -> None:
    """Load Qt, without the hook that PySide leaves on every import: only `__feature__` needs it, and it costs a twentieth."""
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain


def _keep(settings: Settings, paths: Paths, language: str, chosen: str) -> None:
    """Keep the settings once more, now that no thread does; a language given for this time only is not kept."""
    if language and settings.interface_language == language:
        settings = settings._replace(interface_language=chosen)
    with contextlib.suppress(OSError):  # the next start has what was kept before
        kept.write(settings, paths.settings)
