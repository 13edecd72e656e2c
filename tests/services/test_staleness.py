"""What a translation was made from, whatever language was first; what changed there; and staying valid."""

from __future__ import annotations

import pytest

from gptemplate.errors import BadValue
from gptemplate.model import diff
from gptemplate.model.diff import Change
from gptemplate.model.states import Key, State
from gptemplate.services import editing, staleness
from gptemplate.services import library as practices
from gptemplate.store.library import Library

FI, SV, EN = Key("summary", "fi"), Key("summary", "sv"), Key("summary", "en")


@pytest.fixture
def practice(library: Library) -> str:
    return practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Nimi")[0]


def _state(library: Library, ident: str, key: Key) -> State:
    return editing.open_practice(library, ident).state(*key)


def _write(library: Library, ident: str, key: Key, text: str) -> None:
    editing.write(library, ident, key, text)
    editing.leave(library, ident)


def _source(library: Library, ident: str, key: Key) -> str:
    origin = editing.open_practice(library, ident).value(*key).origin
    return origin.language if origin else ""


@pytest.mark.parametrize(
    ("before", "after", "cosmetic"),
    [
        ("Työpaja on auki.", "Työpaja on auki!", True),
        ("Työpaja  on\nauki", "työpaja, on auki.", True),
        ("Suomi – Ruotsi", "Suomi-Ruotsi", True),
        ("1,5 tuntia", "15 tuntia", False),
        ("klo 12.30", "klo 1230", False),
        ("10–20 henkeä", "10 20 henkeä", False),
        ("-5 astetta", "5 astetta", False),
        ("50 %", "50 €", False),
        ("every day", "everyday", False),
        ("its own", "it's own", False),
        ("Työpaja on auki.", "Työpaja ei ole auki.", False),
    ],
)
def test_what_is_only_punctuation(before: str, after: str, cosmetic: bool) -> None:
    assert diff.is_cosmetic(before, after) is cosmetic
    assert diff.is_cosmetic(after, before) is cosmetic


def test_the_difference_is_told_word_by_word_with_who_wrote_it(library: Library, practice: str) -> None:
    _write(library, practice, FI, "Työpaja on auki kaksi päivää.")
    _write(library, practice, SV, "Verkstaden är öppen två dagar.")
    assert staleness.moved(library, practice, SV) is None
    _write(library, practice, FI, "Työpaja on auki kolme päivää.")
    found = staleness.moved(library, practice, SV)
    assert found is not None
    assert found.pieces is not None
    assert [(one.change, one.text) for one in found.pieces if one.change is not Change.SAME] == [
        (Change.REMOVED, "kaksi"),
        (Change.ADDED, "kolme"),
    ]
    assert (found.language, found.is_cosmetic) == ("fi", False)
    assert found.time > 0


def test_only_punctuation_is_kept_valid_for_the_whole_practice_at_once(library: Library, practice: str) -> None:
    other_fi, other_sv = Key("title", "fi"), Key("title", "sv")
    for fi, sv, texts in ((FI, SV, ("Auki.", "Öppet.")), (other_fi, other_sv, ("Kieli työssä", "Språk i arbetet"))):
        _write(library, practice, fi, texts[0])
        _write(library, practice, sv, texts[1])
        editing.set_state(library, practice, sv, State.DONE)
    _write(library, practice, EN, "Open.")
    _write(library, practice, FI, "Auki!")
    _write(library, practice, other_fi, "Kieli ja työ")
    found = staleness.moved(library, practice, SV)
    assert found is not None
    assert (found.is_cosmetic, found.alike) == (True, 2)
    staleness.keep_where_cosmetic(library, practice)
    assert [_state(library, practice, key) for key in (SV, EN)] == [State.DONE, State.DRAFT]
    assert _state(library, practice, other_sv) is State.STALE, "words changed there"
    editing.undo(library, practice)
    assert [_state(library, practice, key) for key in (SV, EN)] == [State.STALE, State.STALE]


def test_a_text_may_be_born_in_any_language(library: Library, practice: str) -> None:
    _write(library, practice, SV, "Verkstaden är öppen.")
    assert _source(library, practice, SV) == ""
    _write(library, practice, FI, "Työpaja on auki.")
    assert _source(library, practice, FI) == "sv"
    _write(library, practice, EN, "The workshop is open.")
    editing.set_state(library, practice, SV, State.DONE)
    assert _source(library, practice, SV) == "", "no text is the source of its own source"
    _write(library, practice, SV, "Verkstaden är stängd.")
    assert _state(library, practice, FI) is State.STALE
    assert _state(library, practice, SV) is not State.STALE


def test_the_source_can_be_chosen_and_stays_chosen(library: Library, practice: str) -> None:
    _write(library, practice, FI, "Työpaja on auki.")
    _write(library, practice, EN, "The workshop is open.")
    _write(library, practice, SV, "Verkstaden är öppen.")
    staleness.make_from(library, practice, SV, "en")
    _write(library, practice, FI, "Työpaja on kiinni.")
    assert _state(library, practice, SV) is not State.STALE
    assert _state(library, practice, EN) is State.STALE
    _write(library, practice, EN, "The workshop is closed.")
    assert _state(library, practice, SV) is State.STALE
    _write(library, practice, SV, "Verkstaden är stängd.")
    editing.set_state(library, practice, SV, State.DONE)
    assert _source(library, practice, SV) == "en"


def test_an_original_by_choice_is_never_stale(library: Library, practice: str) -> None:
    _write(library, practice, FI, "Työpaja on auki.")
    _write(library, practice, SV, "Verkstaden är öppen.")
    staleness.make_from(library, practice, SV, "sv")
    _write(library, practice, FI, "Työpaja on kiinni.")
    _write(library, practice, SV, "Verkstaden är ändå öppen.")
    editing.set_state(library, practice, SV, State.DONE)
    assert _state(library, practice, SV) is State.DONE
    editing.undo(library, practice)
    editing.undo(library, practice)
    editing.undo(library, practice)
    editing.undo(library, practice)
    assert _source(library, practice, SV) == "fi"


def test_the_whole_practice_can_have_another_source(library: Library, practice: str) -> None:
    for field in ("title", "summary"):
        for language, text in (("fi", "Auki."), ("en", "Open."), ("sv", "Öppet.")):
            _write(library, practice, Key(field, language), text)
    staleness.make_all_from(library, practice, "sv", "en")
    assert [_source(library, practice, Key(field, "sv")) for field in ("title", "summary")] == ["en", "en"]
    editing.undo(library, practice)
    assert [_source(library, practice, Key(field, "sv")) for field in ("title", "summary")] == ["fi", "fi"]


def test_there_must_be_a_text_to_be_made_from(library: Library, practice: str) -> None:
    _write(library, practice, SV, "Verkstaden är öppen.")
    with pytest.raises(BadValue, match="no text"):
        staleness.make_from(library, practice, SV, "en")


def test_an_earlier_text_that_is_not_here_is_not_made_up(library: Library, practice: str) -> None:
    from dataclasses import replace

    from gptemplate.model.practice import Origin

    _write(library, practice, FI, "Työpaja on auki.")
    _write(library, practice, SV, "Verkstaden är öppen.")
    with library.writing() as work:
        opened = work.practice(practice)
        work.put(opened, SV, replace(opened.value(*SV), origin=Origin("fi", "", "0" * 32)))
        work.finish(opened)
    found = staleness.moved(library, practice, SV)
    assert found is not None
    assert found.pieces is None
    assert found.now == "Työpaja on auki."
