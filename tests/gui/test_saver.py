"""What is typed waits until it is on the disk, and the newest text of a field wins, whatever fails in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from gptemplate.errors import StoreFull
from gptemplate.gui.editor.saving import Save, Saver
from gptemplate.gui.tasks import Tasks
from gptemplate.i18n import Message
from gptemplate.model.changes import Changes
from gptemplate.model.states import Key

FULL = StoreFull(Message("The disk is full."))
TITLE, SUMMARY = Key("title", "fi"), Key("summary", "fi")


class Writer:
    """The writer's thread, turned by hand: jobs are done in the order in which they were given, or fail."""

    def __init__(self) -> None:
        self.jobs: list[tuple[Save, Callable[[Changes], None], Callable[[StoreFull], None]]] = []
        self.disk: dict[tuple[str, Key], str] = {}
        self.left: set[tuple[str, Key]] = set()

    def write(self, job: Save, done: Callable[[Changes], None], failed: Callable[[StoreFull], None]) -> None:
        self.jobs.append((job, done, failed))

    def turn(self, *, works: bool) -> None:
        """Do the next job."""
        if self.jobs:
            job, done, failed = self.jobs.pop(0)
            if not works:
                failed(FULL)
                return
            self.disk |= {(job.practice, key): text for key, text in job.texts.items()}
            self.left |= {(job.practice, key) for key in job.left}
            done(Changes())

    def finish(self, saver: Saver) -> None:
        """Let everything work until nothing waits."""
        while saver.unsaved_practices:
            saver.flush()
            while self.jobs:
                self.turn(works=True)


def _saver() -> tuple[Saver, Writer]:
    writer = Writer()
    return Saver(cast(Tasks, writer)), writer


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.sampled_from((TITLE, SUMMARY)), st.text("ab ", max_size=6)),
        st.tuples(st.just("leave"), st.sampled_from((TITLE, SUMMARY))),
        st.tuples(st.just("begin"), st.sampled_from(("one", "two"))),
        st.tuples(st.just("turn"), st.booleans()),
        st.tuples(st.just("flush")),
    ),
    max_size=30,
)


@settings(max_examples=300, deadline=None)
@given(STEPS)
def test_the_newest_text_of_every_field_is_on_the_disk_in_the_end(qapp: Any, steps: list[tuple[Any, ...]]) -> None:
    saver, writer = _saver()
    typed: dict[tuple[str, Key], str] = {}
    saver.begin("one")
    for name, *rest in steps:
        if name == "edit":
            typed[saver.practice, rest[0]] = rest[1]
            saver.edit(*rest)
        elif name == "turn":
            writer.turn(works=rest[0])
        else:
            getattr(saver, name)(*rest)
        here = {key: text for (practice, key), text in typed.items() if practice == saver.practice}
        on_disk = {key: text for (practice, key), text in writer.disk.items() if practice == saver.practice}
        assert on_disk | saver.unsaved == here  # a practice that is opened again is shown with all that was typed
    saver.hand_in()
    writer.finish(saver)
    assert writer.disk == typed
    assert writer.left == set(typed)
    assert saver.error is None


def test_a_text_that_failed_does_not_go_over_one_that_is_on_its_way(qapp: Any) -> None:
    saver, writer = _saver()
    saver.begin("one")
    saver.edit(TITLE, "first")
    saver.flush()
    saver.edit(TITLE, "first and second")
    saver.flush()
    writer.turn(works=False)
    assert saver.unsaved == {TITLE: "first and second"}
    writer.turn(works=True)
    writer.finish(saver)
    assert writer.disk["one", TITLE] == "first and second"


def test_a_practice_that_fails_does_not_keep_another_from_being_saved(qapp: Any) -> None:
    saver, writer = _saver()
    saver.begin("one")
    saver.edit(TITLE, "first")
    saver.begin("two")
    writer.turn(works=False)
    assert (saver.failing, saver.error) == ("one", FULL)
    saver.edit(TITLE, "second")
    assert saver._timer.isActive()
    saver.hand_in()
    writer.turn(works=False)
    writer.turn(works=True)
    assert saver.unsaved_practices == ("one",)
    assert not saver.is_saving
    writer.finish(saver)
    assert saver.error is None
    assert {text for _place, text in writer.disk.items()} == {"first", "second"}
