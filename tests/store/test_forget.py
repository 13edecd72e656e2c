"""A person's contact data goes, to the last byte; what stays elsewhere is told."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gptemplate.errors import BadValue, LibraryBusy
from gptemplate.model.practice import Key, State, Value
from gptemplate.model.revisions import heads
from gptemplate.model.values import from_parts, parts_of
from gptemplate.paths import Paths
from gptemplate.services import editing, upkeep
from gptemplate.services import library as practices
from gptemplate.settings import Settings
from gptemplate.store import backup
from gptemplate.store.library import Library

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC).astimezone()
AUTHOR = Key("author", "*")
NAME, MAIL = "Päivi Äijälä", "paivi.aijala@kunta.example"
CONTACT = from_parts({"name": NAME, "email": MAIL, "organisation": "Kunta"})
OTHER = from_parts({"name": "Pekka Puro", "email": "pekka@kunta.example", "organisation": "Kunta"})


def _new(library: Library, title: str = "Kieli työssä") -> str:
    return practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title=title)[0]


def _write(library: Library, ident: str, contact: str, key: Key = AUTHOR) -> None:
    editing.write(library, ident, key, contact)
    editing.leave(library, ident)


def _holding(folder: Path, *names: str) -> list[str]:
    """The files below a folder in whose bytes a name is."""
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    return [one.name for one in files if any(name.encode() in one.read_bytes() for name in names)]


@pytest.fixture
def typed(library: Library) -> str:
    """A practice in which the name was typed piece by piece, with a history and steps of undo."""
    ident = _new(library)
    for end in range(2, len(NAME) + 1, 2):
        _write(library, ident, from_parts({"name": NAME[:end], "email": MAIL[: 2 * end], "organisation": "Kunta"}))
    _write(library, ident, CONTACT)
    return ident


@pytest.mark.parametrize("name", [NAME, NAME.upper(), MAIL, "päivi  äijälä", "Pa\u0308ivi A\u0308ija\u0308la\u0308"])
def test_no_byte_of_the_person_is_left(library: Library, typed: str, where: Paths, name: str) -> None:
    upkeep.back_up(where, "daily", moment=NOW)
    assert len(_holding(where.data, NAME, MAIL)) >= 2
    library.close()
    found = upkeep.forget_person(where, Settings(), name, moment=NOW)
    assert [(one.practice, one.key) for one in found.removed] == [(typed, AUTHOR)]
    assert len(found.copies) == 1
    assert _holding(where.data, NAME, MAIL, NAME.casefold(), "ivi Äi", "aijala@") == []
    assert upkeep.examine(where).fine
    assert all(one.whole for one in upkeep.list_backups(where))


def test_a_log_beside_the_library_is_emptied(library: Library, typed: str, where: Paths) -> None:
    log = where.library.with_name(where.library.name + "-wal")
    crashed = {file: file.read_bytes() for file in (where.library, log)}
    library.close()
    for file, content in crashed.items():
        file.write_bytes(content)
    assert NAME.encode() in log.read_bytes()
    upkeep.forget_person(where, Settings(), NAME, moment=NOW)
    assert _holding(where.data, NAME, MAIL) == []


def test_the_field_is_empty_and_the_rest_is_as_it_was(library: Library, typed: str, where: Paths, opened) -> None:
    other = _new(library, "Toinen")
    _write(library, other, OTHER)
    editing.write(library, typed, Key("summary", "fi"), "Tiivistelmä jää.")
    editing.leave(library, typed)
    library.close()
    upkeep.forget_person(where, Settings(), NAME, moment=NOW)
    again = opened()
    practice = editing.open_practice(again, typed)
    assert practice.text(*AUTHOR) == ""
    assert practice.text("summary", "fi") == "Tiivistelmä jää."
    assert editing.open_practice(again, other).text(*AUTHOR) == OTHER
    assert practices.search(again, "äijälä") == []
    assert practices.search(again, "tiivistelmä") == [typed]
    editing.undo(again, typed)
    assert editing.open_practice(again, typed).text("summary", "fi") == "", "undo of other fields goes on"
    with again.reading() as work:
        assert [one.text for one in work.history(typed, AUTHOR)] == [""]


def test_who_was_there_after_the_person_stays(library: Library, typed: str, where: Paths, opened) -> None:
    _write(library, typed, OTHER)
    library.close()
    upkeep.forget_person(where, Settings(), NAME, moment=NOW)
    again = opened()
    assert editing.open_practice(again, typed).text(*AUTHOR) == OTHER
    with again.reading() as work:
        assert [one.text for one in work.history(typed, AUTHOR)] == [OTHER], "the history of the field is dropped"


def test_a_difference_that_is_not_decided_stays_one(library: Library, typed: str, where: Paths, opened) -> None:
    with library.writing() as work:
        work.add_branch(work.practice(typed), AUTHOR, Value(OTHER), None)
    library.close()
    upkeep.forget_person(where, Settings(), NAME, moment=NOW)
    with opened().reading() as work:
        assert {one.text for one in heads(work.history(typed, AUTHOR))} == {"", OTHER}
    assert upkeep.examine(where).fine


def test_other_people_with_a_longer_name_are_not_touched(library: Library, where: Paths, opened) -> None:
    ident = _new(library)
    _write(library, ident, from_parts({"name": "Anna Annala", "email": "anna@kunta.example", "organisation": "Kunta"}))
    library.close()
    assert not upkeep.forget_person(where, Settings(), "Ann", moment=NOW).anything
    assert parts_of(editing.open_practice(opened(), ident).text(*AUTHOR))["name"] == "Anna Annala"


@pytest.mark.parametrize("name", ["", "  ", "Li"])
def test_a_name_too_short_is_refused(library: Library, where: Paths, name: str) -> None:
    library.close()
    with pytest.raises(BadValue):
        upkeep.forget_person(where, Settings(), name)


def test_ordinary_texts_are_named_and_not_changed(library: Library, where: Paths, opened) -> None:
    ident = _new(library, f"{NAME} neuvoo naapuria")
    editing.write(library, ident, Key("summary", "sv"), f"Av {NAME}n.")
    library.close()
    found = upkeep.forget_person(where, Settings(), NAME)
    assert found.removed == ()
    assert [one.key for one in found.mentioned] == [Key("summary", "sv"), Key("title", "fi")]
    assert editing.open_practice(opened(), ident).text("title", "fi") == f"{NAME} neuvoo naapuria"


@pytest.fixture
def translated(opened, where: Paths) -> str:
    """A practice that two people wrote in turns: a translation, a step undone, a difference undecided, and a copy."""
    one = opened(author=NAME, device=f"{NAME} kone")
    ident = _new(one)
    _write(one, ident, "Opitaan.", Key("summary", "fi"))
    _write(one, ident, "Man lär sig.", Key("summary", "sv"))
    editing.set_state(one, ident, Key("summary", "sv"), State.DONE)
    one.close()
    other = opened(author="Pekka Puro")
    _write(other, ident, "Opitaan lisää.", Key("summary", "fi"))
    with other.writing() as work:
        head = work.practice(ident).values[Key("title", "fi")].head
        work.add_branch(work.practice(ident), Key("title", "fi"), Value("Kieli arjessa"), head)
    upkeep.back_up(where, "daily", moment=NOW)
    other.close()
    return ident


Story = dict[Key, list[tuple[str, State, int, list[str]]]]


def _history(library: Library, ident: str) -> Story:
    """Every history without ids and authors: each text with those it follows."""
    found: Story = {}
    with library.reading() as work:
        for key in work.practice(ident).values:
            known = {one.id: one for one in work.history(ident, key)}
            found[key] = sorted(
                (one.text, one.state, one.time, sorted(known[parent].text for parent in one.parents)) for one in known.values()
            )
    library.close()
    return found


def test_the_name_goes_from_the_texts_that_the_person_wrote_and_they_stay(translated: str, opened, where: Paths) -> None:
    before = _history(opened(read_only=True), translated)
    assert upkeep.find_person(where, NAME).authored > 0
    found = upkeep.forget_person(where, Settings(), NAME, moment=NOW)
    assert (found.removed, len(found.copies)) == ((), 1)
    assert _holding(where.data, NAME) == []
    assert upkeep.find_person(where, NAME).authored == 0
    assert upkeep.examine(where).fine
    assert all(one.whole for one in upkeep.list_backups(where))
    assert _history(opened(read_only=True), translated) == before
    with opened(read_only=True).reading() as work:
        authors = {one.author for key in before for one in work.history(translated, key)}
    assert authors == {"", "Pekka Puro"}, "who else wrote is still told"


def test_translations_and_undo_go_on_after_the_name_is_gone(translated: str, opened, where: Paths) -> None:
    upkeep.forget_person(where, Settings(), NAME, moment=NOW)
    library = opened()
    practice = editing.open_practice(library, translated)
    assert practice.state("summary", "sv") is State.STALE
    origin = practice.value("summary", "sv").origin
    assert origin is not None
    with library.reading() as work:
        assert {one.id: one.text for one in work.history(translated, Key("summary", "fi"))}[origin.revision] == "Opitaan."
    editing.undo(library, translated)
    assert editing.open_practice(library, translated).state("summary", "sv") is State.DONE


def test_looking_changes_nothing(library: Library, typed: str, where: Paths) -> None:
    library.close()
    before = where.library.read_bytes()
    assert upkeep.find_person(where, NAME).anything
    assert where.library.read_bytes() == before


def test_every_copy_is_cleaned_and_those_that_cannot_be_are_named(library: Library, typed: str, where: Paths) -> None:
    for day in range(3):
        upkeep.back_up(where, "daily", moment=NOW - timedelta(days=day))
    damaged = backup.copies(where.backups)[1].file
    damaged.write_bytes(damaged.read_bytes()[:-8192])
    _write(library, typed, OTHER)
    library.close()
    found = upkeep.forget_person(where, Settings(), NAME, moment=NOW)
    assert len(found.copies) == 2
    assert found.unreached == (damaged,)
    assert set(_holding(where.data, NAME)) <= {damaged.name}


def test_copies_on_a_stick_are_cleaned_or_named(library: Library, typed: str, where: Paths, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    settings = Settings(second_copy=str(stick), device="laptop1")
    upkeep.back_up(where, "daily", settings=settings, moment=NOW)
    library.close()
    stick.rename(tmp_path / "away")
    found = upkeep.forget_person(where, settings, NAME, moment=NOW)
    assert any(str(stick) in str(note) for note in found.notes)
    assert _holding(tmp_path / "away", NAME)
    (tmp_path / "away").rename(stick)
    found = upkeep.forget_person(where, settings, NAME, moment=NOW)
    assert len(found.copies) == 1
    assert _holding(tmp_path, NAME) == []


def test_a_practice_removed_for_good_leaves_no_name_in_the_steps(library: Library, typed: str, where: Paths) -> None:
    library.close()
    connection = sqlite3.connect(where.library)
    (changes,) = connection.execute("SELECT changes FROM step WHERE scope = ? ORDER BY id DESC", (typed,)).fetchone()
    gone = changes.replace(typed, "e" * 32)
    connection.execute("INSERT INTO step (scope, began, ended, typing, undone, changes) VALUES ('', 1, 1, 0, 0, ?)", (gone,))
    connection.commit()
    connection.close()
    upkeep.forget_person(where, Settings(), NAME, moment=NOW)
    assert _holding(where.data, NAME, MAIL) == []


def test_an_open_library_is_busy(library: Library, typed: str, where: Paths) -> None:
    with pytest.raises(LibraryBusy):
        upkeep.forget_person(where, Settings(), NAME)
