"""A library whose folder goes away and comes back, as a stick does."""

from __future__ import annotations

import shutil

import pytest

from gptemplate.errors import LibraryBusy, StoreFull
from gptemplate.model.states import Key
from gptemplate.paths import Paths
from gptemplate.services import editing
from gptemplate.services import library as practices
from gptemplate.store import lock
from gptemplate.store.library import Library

SUMMARY = Key("summary", "fi")


@pytest.fixture
def practice(library: Library) -> str:
    return practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Kieli työssä")[0]


def text(library: Library, practice: str) -> str:
    return editing.open_practice(library, practice).text(*SUMMARY)


def test_nothing_is_written_to_a_library_that_nobody_finds_and_writing_goes_on_when_it_is_back(
    library: Library, practice: str, where: Paths
) -> None:
    editing.write(library, practice, SUMMARY, "Ennen.")
    away = where.data.rename(where.data.with_name("away"))
    with pytest.raises(StoreFull, match="not there now"):
        editing.write(library, practice, SUMMARY, "Poissa.")
    with pytest.raises(StoreFull, match="not there now"):
        text(library, practice)
    assert not where.data.exists()  # nothing was made in its place
    away.rename(where.data)
    assert text(library, practice) == "Ennen."
    editing.write(library, practice, SUMMARY, "Jälkeen.")
    assert text(library, practice) == "Jälkeen."


def test_a_stick_that_comes_back_as_another_device_is_opened_anew(
    library: Library, practice: str, where: Paths, opened
) -> None:
    editing.write(library, practice, SUMMARY, "Ennen.")
    away = where.data.rename(where.data.with_name("away"))
    shutil.copytree(away, where.data)  # the same files, but none that is open
    editing.write(library, practice, SUMMARY, "Jälkeen.")
    reader = opened(read_only=True)
    assert text(reader, practice) == "Jälkeen."
    with pytest.raises(LibraryBusy):
        opened()  # the lock came back too
    shutil.rmtree(away)
    editing.write(library, practice, SUMMARY, "Ja taas.")
    assert text(reader, practice) == "Ja taas."


def test_a_library_that_another_program_took_meanwhile_is_not_written_to(
    library: Library, practice: str, where: Paths, opened
) -> None:
    away = where.data.rename(where.data.with_name("away"))
    shutil.copytree(away, where.data)
    other = opened()
    with pytest.raises(LibraryBusy):
        editing.write(library, practice, SUMMARY, "Toinen kirjoittaa.")
    other.close()
    editing.write(library, practice, SUMMARY, "Nyt minä.")
    assert text(library, practice) == "Nyt minä."


def test_asking_whether_a_library_is_held_changes_nothing(library: Library, where: Paths) -> None:
    assert lock.is_held(where.library)
    assert lock.is_held(where.library)
    library.close()
    assert not lock.is_held(where.library)
    assert not lock.is_held(where.data / "none.gptemplate")
    assert not (where.data / "none.gptemplate.lock").exists()
