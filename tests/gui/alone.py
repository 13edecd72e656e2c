"""The editor without the window around it, on a practice of the test's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from pytestqt.qtbot import QtBot

from gptemplate.gui.context import Context
from gptemplate.gui.editor.view import EditorView
from gptemplate.gui.tasks import Tasks
from gptemplate.model.states import Key
from gptemplate.paths import Paths
from gptemplate.services import editing
from gptemplate.services.library import new_practice
from gptemplate.services.templates import Templates
from gptemplate.settings import Settings
from gptemplate.store.library import open_library

PATIENCE = 20_000  # milliseconds


@contextmanager
def editor_on(
    texts: Mapping[Key, str], where: Paths, templates: Templates, qtbot: QtBot, **choices: object
) -> Iterator[EditorView]:
    """Open the editor on a new practice with these texts, every card made."""
    where.data.mkdir(parents=True)
    library = open_library(where.library, templates, device="here")
    ident, _changes = new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Koetiski")
    for key, text in texts.items():
        editing.write(library, ident, key, text)
    library.close()
    tasks = Tasks(lambda *, read_only: open_library(where.library, templates, read_only=read_only))
    tasks.start()
    settings = Settings(**{"interface_language": "en", "theme": "light", "device": "here", **choices})  # type: ignore[arg-type]
    view = EditorView(Context(where, settings, tasks))
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.show()
    view.activateWindow()
    with qtbot.waitSignal(view.opened, timeout=PATIENCE):
        view.open(ident)
    qtbot.waitUntil(lambda: view.grid.is_complete, timeout=PATIENCE)
    yield view
    view.finish()
    tasks.close()
