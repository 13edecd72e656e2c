"""What a machine writes is put in to be checked, says so in its history, and is never done unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gptemplate.errors import BadValue, UnknownName
from gptemplate.i18n import translator
from gptemplate.model.revisions import heads
from gptemplate.model.states import Key, State
from gptemplate.services import editing, machine
from gptemplate.services.exporting import Format, Order, bound, export, package, report
from gptemplate.services.library import new_practice
from gptemplate.settings import Settings
from gptemplate.store.library import Library
from gptemplate.translation.machine import AUTHOR, Engine, MachineError
from tests.translation.opus_cat_service import Service, service

TITLE, SUMMARY = Key("title", "sv"), Key("summary", "sv")


@pytest.fixture
def running() -> Iterator[Service]:
    with service() as one:
        one.pairs = ["fi-sv", "fi-en", "sv-fi"]
        one.translate = lambda sentence: f"sv {sentence}"
        yield one


@pytest.fixture
def engine(running: Service) -> Engine:
    return machine.engine(Settings(machine="opus-cat", machine_address=running.address))


@pytest.fixture
def ident(library: Library) -> str:
    made, _changes = new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Koetiski")
    editing.write(library, made, Key("summary", "fi"), "Yrittäjä kokeilee ideaansa.")
    return made


def texts(library: Library, ident: str) -> dict[Key, tuple[str, State]]:
    practice = editing.open_practice(library, ident)
    return {key: (value.text, practice.state(*key)) for key, value in practice.values.items() if key.language == "sv"}


def test_nothing_translates_until_a_person_chose_it() -> None:
    with pytest.raises(MachineError, match="No machine translation is chosen"):
        machine.engine(Settings())
    with pytest.raises(MachineError, match="No folder"):
        machine.engine(Settings(machine="model"))
    with pytest.raises(BadValue, match="opus-cat, model"):
        machine.engine(Settings(), "elsewhere")


def test_a_machine_is_tried_out_without_giving_it_a_text(running: Service) -> None:
    told = machine.try_out(Settings(machine="opus-cat", machine_address=running.address))
    assert told == ("OPUS-CAT", ["fi–en", "fi–sv", "sv–fi"])
    assert [one["path"] for one in running.asked] == ["/MTRestService/ListSupportedLanguagePairs"]


def test_what_is_empty_is_filled_to_be_checked(library: Library, ident: str, engine: Engine) -> None:
    filled, changes = machine.fill(library, ident, "sv", engine)
    assert filled.keys == (TITLE, SUMMARY)
    assert changes.practices == {ident}
    assert texts(library, ident) == {
        TITLE: ("sv Koetiski", State.TO_CHECK),
        SUMMARY: ("sv Yrittäjä kokeilee ideaansa.", State.TO_CHECK),
    }


def test_what_is_written_stays(library: Library, ident: str, engine: Engine) -> None:
    editing.write(library, ident, TITLE, "Provdisken")
    filled, _changes = machine.fill(library, ident, "sv", engine)
    assert filled.keys == (SUMMARY,)
    assert texts(library, ident)[TITLE][0] == "Provdisken"
    assert machine.fill(library, ident, "sv", engine)[0].keys == (), "there is nothing left to fill"


def test_all_of_it_is_one_step_to_undo(library: Library, ident: str, engine: Engine) -> None:
    machine.fill(library, ident, "sv", engine)
    editing.undo(library, ident)
    assert {text for text, _state in texts(library, ident).values()} == {""}
    editing.redo(library, ident)
    assert texts(library, ident)[TITLE] == ("sv Koetiski", State.TO_CHECK)
    assert machine.unchecked(library, ident) == {TITLE, SUMMARY}, "done again, it is the machine's all the same"


def test_the_history_names_the_machine_and_the_original_its_writer(opened: Callable[..., Library], running: Service) -> None:
    library = opened(author="Group 3")
    ident, _changes = new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Koetiski")
    editing.write(library, ident, Key("title", "fi"), "Uusi koetiski")
    machine.fill(library, ident, "sv", machine.engine(Settings(machine_address=running.address), "opus-cat"))
    with library.reading() as work:
        (made,) = heads(work.history(ident, TITLE))
        (original,) = heads(work.history(ident, Key("title", "fi")))
    assert made.author == f"{AUTHOR}OPUS-CAT"
    assert original.author == "Group 3"
    assert made.origin is not None
    assert (made.origin.language, made.origin.revision) == ("fi", original.id)


def test_it_is_outdated_when_its_original_changes_like_any_translation(library: Library, ident: str, engine: Engine) -> None:
    machine.fill(library, ident, "sv", engine)
    editing.write(library, ident, Key("title", "fi"), "Koetiski ja halli")
    assert texts(library, ident)[TITLE][1] is State.STALE
    assert TITLE in machine.unchecked(library, ident)


def test_a_person_who_marks_it_done_has_checked_it(library: Library, ident: str, engine: Engine) -> None:
    machine.fill(library, ident, "sv", engine)
    editing.set_state(library, ident, TITLE, State.DONE)
    assert machine.unchecked(library, ident) == {SUMMARY}


def test_what_a_person_wrote_anew_is_a_person_s(library: Library, ident: str, engine: Engine) -> None:
    machine.fill(library, ident, "sv", engine)
    editing.write(library, ident, SUMMARY, "En företagare prövar sin idé.")
    assert machine.unchecked(library, ident) == {TITLE}


def test_one_suggestion_is_looked_at_and_taken(library: Library, ident: str, engine: Engine) -> None:
    practice = editing.open_practice(library, ident)
    found = machine.suggestion(engine, library.template(practice.template_id), practice, TITLE)
    assert (found.text, found.source, found.engine) == ("sv Koetiski", "fi", "OPUS-CAT")
    assert texts(library, ident) == {}
    machine.take(library, ident, found)
    assert texts(library, ident) == {TITLE: ("sv Koetiski", State.TO_CHECK)}


def test_a_suggestion_for_a_text_that_has_moved_on_is_refused(library: Library, ident: str, engine: Engine) -> None:
    practice = editing.open_practice(library, ident)
    found = machine.suggestion(engine, library.template(practice.template_id), practice, TITLE)
    editing.write(library, ident, Key("title", "fi"), "Koetiski ja halli")
    with pytest.raises(BadValue, match="has changed"):
        machine.take(library, ident, found)


def test_a_field_without_an_original_has_no_suggestion(library: Library, ident: str, engine: Engine) -> None:
    practice = editing.open_practice(library, ident)
    with pytest.raises(MachineError, match="no text yet"):
        machine.suggestion(engine, library.template(practice.template_id), practice, Key("detailed_information", "sv"))


def test_nothing_is_kept_where_the_machine_fails(library: Library, ident: str, running: Service, engine: Engine) -> None:
    running.translate = lambda sentence: "" if "Yrittäjä" in sentence else "sv"
    with pytest.raises(MachineError):
        machine.fill(library, ident, "sv", engine)
    assert texts(library, ident) == {}


def test_what_somebody_wrote_meanwhile_stays(library: Library, ident: str, running: Service, engine: Engine) -> None:
    def slow(sentence: str) -> str:
        editing.write(library, ident, TITLE, "Provdisken")
        return f"sv {sentence}"

    running.translate = slow
    filled, _changes = machine.fill(library, ident, "sv", engine)
    assert (filled.keys, filled.kept) == ((SUMMARY,), (TITLE,))
    assert texts(library, ident)[TITLE] == ("Provdisken", State.DRAFT)


def test_what_is_over_its_limit_is_told_and_whole(library: Library, ident: str, running: Service, engine: Engine) -> None:
    running.translate = lambda _sentence: "sv " * 60
    filled, _changes = machine.fill(library, ident, "sv", engine)
    assert filled.over == (TITLE, SUMMARY)
    assert len(texts(library, ident)[TITLE][0]) == 179


def test_it_can_be_stopped_and_nothing_is_kept(library: Library, ident: str, engine: Engine) -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 1

    filled, changes = machine.fill(library, ident, "sv", engine, progress=stop)
    assert (filled.keys, bool(changes), told) == ((), False, [(0, 2), (1, 2)])
    assert texts(library, ident) == {}


def test_another_language_than_the_template_s_is_refused(library: Library, ident: str, engine: Engine) -> None:
    with pytest.raises(UnknownName, match="fi, sv, en"):
        machine.fill(library, ident, "de", engine)


def test_exports_count_what_nobody_has_checked(library: Library, ident: str, engine: Engine, tmp_path: Path) -> None:
    machine.fill(library, ident, "sv", engine)
    order = Order((ident,), formats=(Format.WORD,), languages=("fi", "sv"))
    done = export(library, order, tmp_path)
    assert {one.languages[0]: one.machine for one in done} == {"fi": 0, "sv": 2}
    told = report.as_text(translator("en"), done, tmp_path)
    assert "2 texts come from a machine and are not checked." in told
    again = export(library, order, tmp_path)
    assert [one.machine for one in again] == [0, 2], "a file that is there already says so too"
    for key in (TITLE, SUMMARY):
        editing.set_state(library, ident, key, State.DONE)
    assert "machine" not in report.as_text(translator("en"), export(library, order, tmp_path), tmp_path)


def test_books_and_packages_count_them_too(library: Library, ident: str, engine: Engine, tmp_path: Path) -> None:
    machine.fill(library, ident, "sv", engine)
    (book,) = bound(library, Order((ident,), languages=("sv",)), tmp_path / "book.docx")
    assert book.machine == 2
    *_parts, whole = package(library, Order((ident,), formats=(Format.WORD,), languages=("sv",)), tmp_path / "all.zip")
    assert "2 texts come from a machine and are not checked." in map(str, whole.notes)


def test_the_count_is_the_same_on_a_server(any_library: Library, running: Service) -> None:
    ident, _changes = new_practice(any_library, template_id="interreg-europe-2021", source_language="fi", title="Koetiski")
    machine.fill(any_library, ident, "sv", machine.engine(Settings(machine_address=running.address), "opus-cat"))
    assert machine.unchecked(any_library, ident) == {TITLE}
