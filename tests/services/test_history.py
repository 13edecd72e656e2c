"""The history of a text, and going back in it."""

import pytest

from gptemplate.errors import UnknownName
from gptemplate.model.states import Key, State
from gptemplate.services import editing, history
from gptemplate.services import library as practices
from gptemplate.store.library import Library

FI = Key("summary", "fi")


@pytest.fixture
def practice(library: Library) -> str:
    ident = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi")[0]
    for text in ("Kunta maksaa.", "Kunta maksaa kaiken.", "Kunta maksaa puolet."):
        editing.write(library, ident, FI, text)
        editing.leave(library, ident)
    return ident


def test_every_text_that_was_left_is_there_with_what_it_changed(library: Library, practice: str) -> None:
    told = history.entries(library, practice, FI)
    assert [one.text for one in told] == ["Kunta maksaa puolet.", "Kunta maksaa kaiken.", "Kunta maksaa."]
    assert [piece.text for piece in told[0].changes] == ["Kunta maksaa ", "kaiken.", "puolet."]
    assert [one.is_current for one in told] == [True, False, False]


def test_marking_a_text_done_is_no_version_of_it(library: Library, practice: str) -> None:
    editing.set_state(library, practice, FI, State.DONE)
    assert len(history.entries(library, practice, FI)) == 3


def test_an_earlier_text_comes_back_and_the_step_can_be_undone(library: Library, practice: str) -> None:
    first = history.entries(library, practice, FI)[-1]
    history.restore(library, practice, FI, first.revision)
    assert editing.open_practice(library, practice).text(*FI) == "Kunta maksaa."
    assert [one.text for one in history.entries(library, practice, FI)][:2] == ["Kunta maksaa.", "Kunta maksaa puolet."]
    editing.undo(library, practice)
    assert editing.open_practice(library, practice).text(*FI) == "Kunta maksaa puolet."


def test_a_version_of_another_field_is_refused(library: Library, practice: str) -> None:
    first = history.entries(library, practice, FI)[-1]
    with pytest.raises(UnknownName):
        history.restore(library, practice, Key("title", "fi"), first.revision)
