"""What the helpers of the editor work with: each is one concern of the open practice, and sees only this of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from gptemplate.gui.context import Context
    from gptemplate.gui.editor import jobs
    from gptemplate.gui.editor.assistant import Assistant
    from gptemplate.gui.editor.desk import Desk
    from gptemplate.gui.editor.grid import Grid
    from gptemplate.gui.editor.marking import Marking
    from gptemplate.gui.editor.state import EditorState
    from gptemplate.gui.widgets.banner import Tone
    from gptemplate.i18n import Message
    from gptemplate.model.states import Key


class Bench(Protocol):
    """The open practice and the parts of its window.

    Signals:
        opened: another practice is shown; its id.
        renewed: the practice was read again; the fields that look different.
        paused: a person stopped typing for a moment.
        settled: the cursor came to a field, or the practice was read again, and no key is being pressed.
        retold: every word is to be said again, in another language or other colours.
    """

    opened: SignalInstance
    renewed: SignalInstance
    paused: SignalInstance
    settled: SignalInstance
    retold: SignalInstance

    @property
    def ctx(self) -> Context:
        """The world of the window."""

    @property
    def desk(self) -> Desk:
        """Where the cards report."""

    @property
    def grid(self) -> Grid:
        """The fields."""

    @property
    def assistant(self) -> Assistant:
        """The panel at the right."""

    @property
    def marking(self) -> Marking:
        """The underlined places."""

    @property
    def state(self) -> EditorState | None:
        """The practice as it is shown."""

    @property
    def key(self) -> Key | None:
        """The field under the cursor."""

    @property
    def practice_id(self) -> str:
        """The practice that is open."""

    def write(self, job: jobs.Job, place: int = 0) -> None:
        """Have something written, after everything that is typed."""

    def go_to(self, key: Key, position: int | None = None) -> None:
        """Put the cursor somewhere."""

    def tell(self, tone: Tone, message: Message, place: int = 0) -> None:
        """Say something above the fields."""

    def show_assistant(self) -> None:
        """Bring the assistant in sight."""
