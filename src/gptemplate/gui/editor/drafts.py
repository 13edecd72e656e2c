"""Practices of which something is not on the disk, as they are in memory: the open one, and those that were left."""

from __future__ import annotations

from gptemplate.gui.editor.saving import Saver
from gptemplate.gui.editor.state import EditorState
from gptemplate.i18n import Message


class Drafts:
    """Holds what was opened until everything of it is saved."""

    def __init__(self, saver: Saver) -> None:
        self._saver = saver
        self._held: dict[str, EditorState] = {}

    def keep(self, state: EditorState) -> None:
        """Hold a practice that is shown now; those of which all is saved are let go."""
        waiting = self._saver.unsaved_practices
        self._held = {practice: one for practice, one in self._held.items() if practice in waiting}
        self._held[state.practice.id] = state

    def of(self, practice_id: str) -> EditorState | None:
        """Return a practice as it is in memory, if not all of it is on the disk."""
        return self._held.get(practice_id) if practice_id in self._saver.unsaved_practices else None

    def unsaved(self) -> list[EditorState]:
        """Return every practice of which something is not on the disk."""
        found = (self.of(practice) for practice in self._saver.unsaved_practices)
        return [one for one in found if one is not None]

    def title(self, practice_id: str, language: str) -> str | Message:
        """Return the title of a practice as it is in memory."""
        state = self._held.get(practice_id)
        title = state.practice.title(state.template, language)[0] if state is not None else ""
        return title or Message("Untitled practice")
