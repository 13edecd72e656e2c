"""The editor: layout, keyboard, and the way from a key to the disk and back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from gptemplate.errors import UserError
from gptemplate.gui.context import Context
from gptemplate.gui.editor import jobs
from gptemplate.gui.editor.attaching import Attaching
from gptemplate.gui.editor.cards import VALID
from gptemplate.gui.editor.columns import Columns
from gptemplate.gui.editor.concordance import Concordance
from gptemplate.gui.editor.machine import Machine
from gptemplate.gui.editor.marking import Marking
from gptemplate.gui.editor.matches import Matches
from gptemplate.gui.editor.mending import Mending
from gptemplate.gui.editor.others import Others
from gptemplate.gui.editor.pasting import Pasting
from gptemplate.gui.editor.room import Room
from gptemplate.gui.editor.rounds import Rounds
from gptemplate.gui.editor.screen import ASSISTANT, PREVIEW, EditorScreen
from gptemplate.gui.editor.spelling import Spelling
from gptemplate.gui.editor.staleness import Staleness
from gptemplate.gui.editor.state import EditorState
from gptemplate.gui.editor.term_checks import TermChecks
from gptemplate.gui.editor.terms import Terms
from gptemplate.gui.editor.unmatched import Unmatched
from gptemplate.gui.keys import listen
from gptemplate.gui.widgets.banner import Tone
from gptemplate.model.changes import Changes
from gptemplate.model.states import SHARED, Key, State
from gptemplate.model.template import Section
from gptemplate.services import editing, history


class EditorView(EditorScreen):
    """One practice, open for writing.

    Signals:
        closed: a person wants to go back.
        opened: a practice is shown; its id.
        renewed: the practice was read again; the fields that look different.
        answered: a practice that was to be opened is shown, or why it cannot be.
        export_requested: a person wants to export the practice; its id.
    """

    closed = Signal()
    opened = Signal(str)
    renewed = Signal(object)
    answered = Signal()
    export_requested = Signal(str)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._practice_id = ""
        self._wish: tuple[Key, int | None] | None = None
        self._connect()
        self.marking = Marking(self._grid, self)
        self.attaching = Attaching(self, self)
        self.pasting, self.others = Pasting(self, self._banners), Others(self, self._banners)
        self.mending = Mending(self, self)
        self.staleness = Staleness(self, self)
        self.spelling = Spelling(self, self.mending, self)
        self.terms = Terms(self, self)
        self.matches = Matches(self, self)
        self.term_checks = TermChecks(self, self.mending.watch, self.terms.glossary, self)
        self.terms.changed.connect(self.term_checks.look_again)
        self.concordance = Concordance(self, self.matches.recall, self)
        self.room = Room(self, self)
        self.machine = Machine(self, self)
        self.rounds = Rounds(self, self._filters, Unmatched(self, self.matches.recall, self), self)
        self.mending.watch.looked.connect(self.rounds.recount_soon)
        self.rounds.counted.connect(self._show_sections)
        self._add_shortcuts()

    # for the window

    @property
    def practice_id(self) -> str:
        """The practice that is open, or nothing."""
        return self._practice_id

    def prepare(self) -> None:
        """Begin to load what the first practice will need, while nothing else happens."""
        self.spelling.prepare()

    def open(self, practice_id: str, key: Key | None = None) -> None:
        """Open a practice, with the cursor in a field where one is given."""
        self._saver.begin(practice_id)
        self._practice_id = practice_id
        self._key = None
        self._wish = (key, None) if key else None
        self._state = None
        self._load()

    def go_to(self, key: Key, position: int | None = None) -> None:
        """Put the cursor into a field of the open practice, showing its language if need be."""
        state = self._state
        if state is None:
            self._wish = (key, position)
            return
        if key.language != SHARED:
            self._set_columns(state.columns.showing(key.language))
        if not state.is_wanted(key.field):
            self.rounds.show_only(None)
        self._grid.put_cursor(key, position)

    def flush(self) -> None:
        """Hand everything that is typed to the writer now; before the window closes."""
        self._saver.flush()

    def finish(self) -> None:
        """Hand everything in and turn to nothing else; right before the library is closed."""
        self._saver.stop()
        self._practice_id = ""

    # from the library

    def _load(self) -> None:
        if not self._practice_id:
            return
        practice = self._practice_id
        done = partial(self._on_loaded, practice, self._saver.generation)
        self._ctx.tasks.read(partial(jobs.load, practice_id=practice), done, partial(self._on_load_failed, practice))

    def _on_loaded(self, practice_id: str, generation: int, loaded: jobs.Loaded) -> None:
        if practice_id != self._practice_id:
            return
        if generation != self._saver.generation:
            self._load()  # something was written meanwhile; what was read may be older
            return
        self._header.set_steps(undo=loaded.steps[0], redo=loaded.steps[1])
        if self._state is None:
            self._begin(loaded)
        else:
            changed = self._state.take(loaded.practice, self._saver.unsaved)
            self._grid.refresh(changed)
            self._header.show_state(self._state)
            if changed:
                self._counting.start()  # not beside a key
                self._show_preview()
            self.renewed.emit(changed)
            self._settling.start()
        self._follow_wish()

    def _begin(self, loaded: jobs.Loaded) -> None:
        template, practice = loaded.template, loaded.practice
        columns = Columns.of(template.codes, practice.source_language, self._ctx.settings.columns)
        state = EditorState(template, practice, columns)
        state.overlay(self._saver.unsaved)
        self._show(state)

    def _show(self, state: EditorState) -> None:
        columns = state.columns
        self._state = state
        self._drafts.keep(state)
        self._pages.setCurrentWidget(self._form)
        self._language = columns.shown[-1] if len(columns.shown) == 2 else columns.shown[0]
        self._banners.clear()
        self._grid.show_state(self._state)
        self._assistant.show_field(self._state, None)
        self._show_counts()
        self._show_preview()
        self._on_saver_changed()
        self._grid.setFocus()
        self.answered.emit()
        self.opened.emit(self._practice_id)

    def _follow_wish(self) -> None:
        if self._wish is not None:
            wish, self._wish = self._wish, None
            self.go_to(*wish)

    def _on_load_failed(self, practice_id: str, error: UserError) -> None:
        if practice_id != self._practice_id:
            return
        draft = self._drafts.of(practice_id)
        if self._state is None and draft is None:
            self._show_unopened(error, again=self._load, back=self._on_closed)
            self.answered.emit()
            return
        if self._state is None and draft is not None:
            self._show(draft)  # what is in memory can be gone on with, and copied
            self._follow_wish()
        self.tell(Tone.ERROR, error.message)

    @Slot(object)
    def _on_library_changed(self, changes: Changes) -> None:
        if self._practice_id not in changes.practices:
            return
        if changes is self._saver.own:
            self._header.set_steps(undo=True, redo=False)
            return
        if changes.focus is not None and changes.focus[0] == self._practice_id:
            _practice, key, position = changes.focus
            if self._state is not None and key.field in self._state.template.fields:
                self._wish = (key, position)
        self._load()

    # from the cards

    @Slot(object, str)
    def _on_edited(self, key: Key, text: str) -> None:
        state = self._state
        if state is None or text == state.text(key):
            return
        state.edit(key, text)
        self._saver.edit(key, text)
        self._grid.touched(key)
        self._grid.refresh_marks(key.field)  # its translations may be stale now
        self._counting.start()
        if self._settling.isActive():
            self._settling.start()
        self._show_preview()
        if not state.template.fields[key.field].is_typed:
            self._saver.leave(key)

    @Slot(object)
    def _on_entered(self, key: Key) -> None:
        if key == self._key or self._state is None:
            return
        self._key = key
        if key.language != SHARED:
            self._language = key.language
        self._assistant.show_field(self._state, key)
        self._settling.start()
        self._show_preview()
        self._sidebar.sections.mark(self._state.row(key.field).section)

    @Slot(object, str)
    def _on_state_chosen(self, key: Key, choice: str) -> None:
        if choice == VALID:
            self.write(partial(editing.confirm_valid, practice_id=self._practice_id, key=key))
        else:
            self.write(partial(editing.set_state, practice_id=self._practice_id, key=key, state=State(choice)))

    @Slot(object, str)
    def _on_restore_requested(self, key: Key, revision: str) -> None:
        self.write(partial(history.restore, practice_id=self._practice_id, key=key, revision_id=revision))

    def write(self, job: jobs.Job, place: int = 0) -> None:
        """Have something written, after everything that is typed; `place` is where `tell` says what kept it from that."""
        self._saver.flush()
        self._ctx.tasks.write(job, None, partial(self._on_write_failed, place))

    def _on_write_failed(self, place: int, error: UserError) -> None:
        self.tell(Tone.ERROR, error.message, place)

    # from the keyboard and the header

    @Slot()
    def _on_undo(self) -> None:
        self._step(editing.undo)

    @Slot()
    def _on_redo(self) -> None:
        self._step(editing.redo)

    def _step(self, step: jobs.Step) -> None:
        if self._state is None or self._ctx.read_only:
            return
        self.write(partial(step, practice_id=self._practice_id))

    @Slot()
    def _on_done_and_next(self) -> None:
        key, state = self._key, self._state
        if key is None or state is None:
            return
        if state.text(key).strip() and state.template.fields[key.field].is_written and not self._ctx.read_only:
            self._on_state_chosen(key, State.DONE.value)
        self._on_next()

    @Slot()
    def _on_next(self) -> None:
        self._move(1)

    @Slot()
    def _on_previous(self) -> None:
        self._move(-1)

    @Slot(object)
    def _on_submitted(self, key: Key) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        if self._state is None:
            return
        if self._key is None:
            target = next(iter(self._state.walk()), None)
        else:
            target = self._state.beside(self._key, self._language, step)
        if target is not None:
            self._grid.put_cursor(target)

    def _go_to_column(self, place: int) -> None:
        state = self._state
        if state is None or place >= len(state.template.codes):
            return
        self._language = state.template.codes[place]
        self._set_columns(state.columns.showing(self._language))
        keys = state.walk()
        key = self._key if self._key in keys else None
        first = next((one for one in keys if one.language == self._language), None)
        target = state.in_language(key, self._language) if key else first
        if target is not None:
            self._grid.put_cursor(target)

    @Slot()
    def _on_mode_cycled(self) -> None:
        if self._state is not None:
            self._set_columns(self._state.columns.next_mode())

    @Slot()
    def _on_preview_wanted(self) -> None:
        is_shown = self._preview is not None and self._preview.isVisible()
        self._on_side_chosen(ASSISTANT if is_shown else PREVIEW)

    @Slot(object)
    def _set_columns(self, columns: Columns) -> None:
        state = self._state
        if state is None or columns == state.columns:
            return
        state.columns = columns
        key = self._key  # a card that is hidden gives the cursor to another one
        self._header.show_state(state)
        self._heads.show_state(state)
        self._grid.arrange()
        self._ctx.change(columns=columns.shown if len(columns.shown) < len(columns.codes) else ())
        if key is not None:
            if key.language not in (*columns.shown, SHARED):
                self._language = columns.shown[0]
            self._grid.put_cursor(key if key.language == SHARED else state.in_language(key, self._language))

    @Slot(object)
    def _on_section_requested(self, section: Section) -> None:
        self._grid.go_to_section(section)
        self._sidebar.sections.mark(section)

    @Slot(object)
    def _on_section_seen(self, section: Section) -> None:
        self._sidebar.sections.mark(section)

    @Slot()
    def _on_export(self) -> None:
        self._saver.flush()
        self.export_requested.emit(self._practice_id)

    @Slot()
    def _on_closed(self) -> None:
        self._saver.flush()
        self.closed.emit()

    def _add_shortcuts(self) -> None:
        keys = {
            "Ctrl+Return": self._on_done_and_next,
            "Ctrl+Enter": self._on_done_and_next,
            "Ctrl+Down": self._on_next,
            "Ctrl+Up": self._on_previous,
            "F2": self._on_mode_cycled,
            "F9": self._on_preview_wanted,
            "Ctrl+Z": self._on_undo,
            "Ctrl+Shift+Z": self._on_redo,
            "Ctrl+Y": self._on_redo,
        }
        self.mending.listen(self)
        self.staleness.listen(self)
        self.rounds.listen(self)
        self.terms.listen(self)
        self.matches.listen(self)
        self.concordance.listen(self)
        self.room.listen(self)
        self.machine.listen(self)
        listen(self, keys | {f"Alt+{place + 1}": partial(self._go_to_column, place) for place in range(9)})

    def _connect(self) -> None:
        desk, header, ctx = self._desk, self._header, self._ctx
        desk.edited.connect(self._on_edited)
        desk.entered.connect(self._on_entered)
        desk.left.connect(self._saver.leave)
        desk.submitted.connect(self._on_submitted)
        desk.state_chosen.connect(self._on_state_chosen)
        for source in (desk, header):
            source.undo_requested.connect(self._on_undo)
            source.redo_requested.connect(self._on_redo)
        header.closed.connect(self._on_closed)
        header.export_requested.connect(self._on_export)
        header.columns_changed.connect(self._set_columns)
        self._sidebar.sections.section_requested.connect(self._on_section_requested)
        self._grid.section_seen.connect(self._on_section_seen)
        self._assistant.restore_requested.connect(self._on_restore_requested)
        ctx.changed.connect(self._on_library_changed)
