"""The editor's logic, without a window."""

from __future__ import annotations

import pytest

from gptemplate import resources
from gptemplate.gui.editor.autosave import Autosave
from gptemplate.gui.editor.columns import Columns, Mode
from gptemplate.gui.editor.state import EditorState, Shape
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model.checks import Finding, Severity
from gptemplate.model.practice import Origin, Practice, Value
from gptemplate.model.states import SHARED, Key, State
from gptemplate.model.template import Template
from gptemplate.model.template_file import read_template
from tests.forms import own_form


@pytest.fixture(scope="module")
def template() -> Template:
    return read_template(resources.path("templates", "interreg-europe-2021.toml").read_bytes(), "interreg-europe-2021.toml")


@pytest.fixture
def practice() -> Practice:
    return Practice("p", "interreg-europe-2021", "fi")


@pytest.fixture
def state(template: Template, practice: Practice) -> EditorState:
    return EditorState(template, practice, Columns.of(template.codes, "fi"))


def test_written_fields_have_a_card_for_each_language_and_shared_ones_a_single_card(state: EditorState) -> None:
    walk = state.walk()
    assert [key.language for key in walk if key.field == "title"] == ["fi", "sv", "en"]
    assert [key.language for key in walk if key.field == "location"] == [SHARED]
    assert len(walk) == len(set(walk))


def test_a_picture_is_described_in_each_language_once_it_is_there(state: EditorState) -> None:
    assert state.row("image").shape is Shape.IMAGE
    assert [key.language for key in state.walk() if key.field == "image"] == [SHARED]
    state.edit(Key("image", SHARED), "a" * 64)
    assert [key.language for key in state.walk() if key.field == "image"] == [SHARED, "fi", "sv", "en"]


def test_a_field_that_does_not_apply_has_no_card(state: EditorState) -> None:
    assert Key("project", SHARED) not in state.walk()
    state.edit(Key("ie_project_involved", SHARED), "yes")
    assert Key("project", SHARED) in state.walk()


def test_the_keyboard_keeps_to_its_language(state: EditorState) -> None:
    start = Key("summary", "sv")
    assert state.beside(start, "sv", 1) == Key("detailed_information", "sv")
    assert state.beside(start, "sv", -1) == Key("keywords", "sv")
    shared = Key("start_date", SHARED)
    assert state.beside(shared, "sv", -1) == Key("resources_needed", "sv")
    assert state.beside(state.walk()[0], "sv", -1) is None


def test_another_language_of_the_same_row(state: EditorState) -> None:
    assert state.in_language(Key("title", "fi"), "en") == Key("title", "en")
    assert state.in_language(Key("location", SHARED), "en") == Key("location", SHARED)


def test_typing_counts_at_once(state: EditorState) -> None:
    key = Key("title", "fi")
    assert state.state(key) is State.EMPTY
    state.edit(key, "x" * 103)
    assert state.state(key) is State.DRAFT
    assert (state.count(key).size, state.count(key).limit, state.count(key).over) == (103, 100, 3)
    general = state.tallies()["general", "fi"]
    assert (general.done, general.begun, general.total) == (0, 1, 1)
    assert state.totals()[State.DRAFT] == 1


def test_what_is_picked_is_done(state: EditorState) -> None:
    state.edit(Key("consent", SHARED), "yes")
    assert state.state(Key("consent", SHARED)) is State.DONE


def test_a_translation_goes_stale_as_its_source_is_typed(state: EditorState, practice: Practice) -> None:
    source, target = Key("title", "fi"), Key("title", "sv")
    practice.values[source] = Value("Nimi")
    practice.values[target] = Value("Namn", State.DONE, origin=Origin("fi", "r", texts.digest("Nimi")))
    assert state.state(target) is State.DONE
    state.edit(source, "Uusi nimi")
    assert state.state(target) is State.STALE


def test_an_empty_translation_hints_at_the_source_and_is_no_value(state: EditorState) -> None:
    state.edit(Key("title", "fi"), "Nimi")
    assert state.hint(Key("title", "sv")) == "Nimi"
    assert state.hint(Key("title", "fi")) == ""
    assert state.text(Key("title", "sv")) == ""


def test_what_is_typed_outlives_a_reload(state: EditorState) -> None:
    key = Key("title", "fi")
    state.edit(key, "typed")
    saved = Practice("p", "interreg-europe-2021", "fi", values={key: Value("old"), Key("title", "sv"): Value("ny")})
    state.take(saved, {key: "typed"})
    assert state.text(key) == "typed"
    assert state.text(Key("title", "sv")) == "ny"


@pytest.mark.parametrize(
    ("key", "kept", "shown", "same"),
    [
        (Key("further_information", SHARED), "https://a.example", "https://a.example\n", True),
        (Key("further_information", SHARED), "https://a.example", "https://b.example", False),
        (Key("author", SHARED), '{"name": "Äiti"}', '{"name": "Äiti "}', True),
        (Key("title", "fi"), "a", "b", False),
        (Key("title", "fi"), "ä", "a\u0308", True),
    ],
)
def test_what_will_be_kept_the_same_is_left_as_it_is_typed(
    state: EditorState, practice: Practice, key: Key, kept: str, shown: str, same: bool
) -> None:
    practice.values[key] = Value(kept)
    assert state.is_same(key, shown) is same


def test_a_section_is_done_when_only_optional_fields_are_empty(state: EditorState) -> None:
    assert "organisation" not in state.complete()
    state.edit(Key("is_main_institution", SHARED), "yes")
    practice_value = Value("Työpaja", State.DONE)
    state.practice.values[Key("main_institution", SHARED)] = practice_value
    assert "organisation" in state.complete()


def test_a_section_is_not_done_while_a_part_is_missing_or_something_blocks(state: EditorState) -> None:
    author = Key("author", SHARED)
    section = state.row("author").section.id
    state.edit(author, '{"email": "not an email"}')
    assert section not in state.complete(), "name and organisation are required"
    state.edit(author, '{"name": "Ada", "email": "a@example.org", "organisation": "Työpaja"}')
    assert section in state.complete()
    state.take_findings("author", [Finding("address", Severity.BLOCKS, "author", SHARED, Message("No."))])
    assert section not in state.complete()
    state.take_findings("author", [])
    assert section in state.complete()


def test_a_card_counts_what_the_panel_shows_except_that_it_is_empty(state: EditorState) -> None:
    author = Key("author", SHARED)
    lacking = [Finding("missing", Severity.BLOCKS, "author", SHARED, Message("No."))] * 2
    state.take_findings("author", lacking)
    assert state.findings(author) == 0, "its state says that it is empty"
    state.edit(author, '{"email": "not an email"}')
    state.take_findings("author", [*lacking, Finding("address", Severity.WARNS, "author", SHARED, Message("No."))])
    assert state.findings(author) == 3


# columns


def test_modes_follow_the_languages_of_the_template() -> None:
    assert Columns.of(("fi", "sv", "en"), "fi").modes == (Mode.ONE, Mode.TWO, Mode.ALL)
    assert Columns.of(("fi", "sv"), "fi").modes == (Mode.ONE, Mode.TWO)
    assert Columns.of(("fi",), "fi").modes == (Mode.ONE,)
    assert Columns.of(("fi",), "fi").shown == ("fi",)


def test_a_fourth_language_gets_a_column() -> None:
    template = read_template(own_form("vier", ("fi", "sv", "en", "de")).encode(), "vier.toml")
    state = EditorState(template, Practice("p", "vier", "de"), Columns.of(template.codes, "de"))
    assert state.columns.shown == ("fi", "sv", "en", "de")
    assert state.columns.in_mode(Mode.TWO).shown == ("de", "fi")
    assert [key.language for key in state.walk()] == ["fi", "sv", "en", "de"]


def test_f2_goes_round() -> None:
    columns = Columns.of(("fi", "sv", "en"), "sv")
    seen = [columns.mode]
    for _time in range(3):
        columns = columns.next_mode()
        seen.append(columns.mode)
    assert seen == [Mode.ALL, Mode.ONE, Mode.TWO, Mode.ALL]
    assert columns.in_mode(Mode.ONE).shown == ("sv",)
    assert columns.in_mode(Mode.TWO).shown == ("sv", "fi")


def test_a_pair_in_either_direction() -> None:
    columns = Columns.of(("fi", "sv", "en"), "fi").in_mode(Mode.TWO)
    assert columns.with_target("en").shown == ("fi", "en")
    assert columns.with_target("fi").shown == ("sv", "fi")
    assert columns.with_source("sv").shown == ("sv", "fi")
    assert columns.showing("en").shown == ("fi", "en")
    assert columns.in_mode(Mode.ONE).showing("en").shown == ("en",)
    assert columns.showing("de") == columns


def test_columns_come_back_as_they_were_left() -> None:
    codes = ("fi", "sv", "en")
    assert Columns.of(codes, "fi", ("en",)).shown == ("en",)
    assert Columns.of(codes, "fi", ("en", "sv")).shown == ("en", "sv")
    assert Columns.of(codes, "fi", ("xx",)).shown == codes


# saving


class Clock:
    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


def test_a_save_is_due_after_a_pause() -> None:
    clock = Clock()
    autosave = Autosave(clock)
    assert autosave.wait is None
    autosave.touch()
    clock.time += 0.2
    assert not autosave.is_due
    clock.time += 0.1001
    assert autosave.is_due
    autosave.clear()
    assert autosave.wait is None


def test_a_save_is_due_a_second_after_the_first_key_however_fast_one_types() -> None:
    clock = Clock()
    autosave = Autosave(clock)
    for _key in range(11):
        autosave.touch()
        clock.time += 0.1
    assert autosave.is_due


def test_a_translation_that_is_typed_is_stale_when_its_source_moves(state: EditorState) -> None:
    source, translation = Key("title", "fi"), Key("title", "sv")
    state.edit(source, "nimi")
    state.edit(translation, "namn")
    assert state.state(translation) is State.DRAFT
    state.edit(source, "nimet")
    assert state.state(translation) is State.STALE
    assert state.totals()[State.STALE] == 1
    state.edit(source, "nimi")
    assert state.state(translation) is State.DRAFT


def test_a_text_that_was_emptied_is_a_translation_of_what_there_is_when_it_is_written_again(state: EditorState) -> None:
    source, translation = Key("title", "fi"), Key("title", "sv")
    for key, text in ((source, "nimi"), (translation, "namn"), (translation, ""), (source, "nimet"), (translation, "namnen")):
        state.edit(key, text)
    assert state.state(translation) is State.DRAFT


def test_what_is_not_saved_lies_over_what_was_read(state: EditorState) -> None:
    state.practice.values[Key("title", "fi")] = Value("nimi", State.DONE)
    state.overlay({Key("title", "fi"): "nimi", Key("summary", "fi"): "lyhyesti"})
    assert state.text(Key("summary", "fi")) == "lyhyesti"
    assert state.state(Key("title", "fi")) is State.DONE
