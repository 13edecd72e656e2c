"""What a person dismisses as no fault is gone until its words change; it has history, goes along, and can be forgotten."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gptemplate.errors import BadFile, BadValue
from gptemplate.exchange import practice_file
from gptemplate.model import checks
from gptemplate.model.checks import Finding
from gptemplate.model.checks.dismissals import DISMISSED, dismissals_of
from gptemplate.model.practice import Practice, Value
from gptemplate.model.states import Key, State
from gptemplate.model.summary import summarise
from gptemplate.paths import Paths
from gptemplate.services import bringing_in, dismissing, editing, history, upkeep
from gptemplate.services import library as practices
from gptemplate.services.templates import Templates
from gptemplate.settings import Settings
from gptemplate.store.library import Library, open_library

FI = Key("summary", "fi")
TWICE = "Tämä on on hyvä käytäntö kunnille."


@pytest.fixture
def practice(library: Library) -> str:
    ident = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Nimi")[0]
    editing.write(library, ident, FI, TWICE)
    return ident


def _open(library: Library, ident: str) -> Practice:
    return editing.open_practice(library, ident)


def _found(library: Library, ident: str) -> list[Finding]:
    practice = _open(library, ident)
    found = checks.run(library.template(practice.template_id), practice, field="summary")
    return [one for one in found if one.check == "double_words"]


def _dismiss(library: Library, ident: str, reason: str = "Näin sanotaan.") -> Key:
    (finding,) = _found(library, ident)
    dismissing.dismiss(library, ident, finding, reason)
    (key,) = dismissals_of(_open(library, ident))
    return key


def test_what_is_dismissed_is_found_no_more_and_says_why(library: Library, practice: str) -> None:
    _dismiss(library, practice)
    assert _found(library, practice) == []
    opened = _open(library, practice)
    template = library.template(opened.template_id)
    ((finding, said),) = checks.dismissed(opened, checks.run(template, opened, field="summary", also_dismissed=True))
    assert (finding.check, said.words, said.reason) == ("double_words", "on on", "Näin sanotaan.")


def test_it_comes_back_when_the_words_change_and_not_when_others_do(library: Library, practice: str) -> None:
    _dismiss(library, practice)
    editing.write(library, practice, FI, TWICE + " Sitä kokeiltiin keväällä.")
    assert _found(library, practice) == []
    editing.write(library, practice, FI, TWICE.replace("hyvä käytäntö", "hyvä hyvä käytäntö"))
    (finding,) = _found(library, practice)
    assert TWICE.replace("hyvä käytäntö", "hyvä hyvä käytäntö")[finding.start : finding.end] == "hyvä hyvä"


def test_it_is_a_step_with_a_history(library: Library, practice: str) -> None:
    key = _dismiss(library, practice)
    editing.undo(library, practice)
    assert len(_found(library, practice)) == 1
    editing.redo(library, practice)
    assert _found(library, practice) == []
    dismissing.show_again(library, practice, key)
    assert len(_found(library, practice)) == 1
    assert len(history.entries(library, practice, key)) >= 2


def test_what_the_form_asks_for_cannot_be_dismissed(library: Library, practice: str) -> None:
    opened = _open(library, practice)
    missing = next(one for one in checks.run(library.template(opened.template_id), opened) if one.severity == "blocks")
    with pytest.raises(BadValue, match="put aside"):
        dismissing.dismiss(library, practice, missing)


def test_it_counts_as_no_field_and_no_text(library: Library, practice: str) -> None:
    opened = _open(library, practice)
    before = summarise(library.template(opened.template_id), opened)
    _dismiss(library, practice)
    opened = _open(library, practice)
    assert summarise(library.template(opened.template_id), opened) == before
    assert upkeep_finds_nothing(library)


def upkeep_finds_nothing(library: Library) -> bool:
    with library.reading() as work:
        return work.search("sanotaan") == ([], True)


def test_it_goes_along_in_a_practice_file_and_both_keep_what_they_said(
    library: Library, practice: str, tmp_path: Path, templates: Templates
) -> None:
    key = _dismiss(library, practice)
    file = tmp_path / "a.json"
    file.write_text(json.dumps(bringing_in.carried(library, practice)), encoding="utf-8")
    other = open_library(tmp_path / "other.gptemplate", templates)
    bringing_in.bring_in(other, [file])
    assert dismissals_of(_open(other, practice)) == dismissals_of(_open(library, practice))
    dismissing.show_again(other, practice, key)
    bringing_in.bring_in(other, [file])
    assert dismissals_of(_open(other, practice)) == {}, "what somebody here said of it stays"
    other.close()


def test_a_document_that_is_handed_in_has_none(library: Library, practice: str, templates: Templates) -> None:
    _dismiss(library, practice)
    opened = _open(library, practice)
    assert "dismissed" not in practice_file.write(templates(opened.template_id), opened, {})


@pytest.mark.parametrize("wrong", [{}, "x", [5], [{}], [{"check": 1, "field": "summary"}]], ids=str)
def test_a_file_with_something_else_there_is_refused(library: Library, practice: str, wrong: object) -> None:
    raw = bringing_in.carried(library, practice) | {"dismissed": wrong}
    if wrong == {}:
        raw["dismissed"] = {"summary": "x"}
    with pytest.raises(BadFile, match="dismissed"):
        practice_file.read(json.dumps(raw).encode(), "a.json")


def test_a_register_that_cannot_be_read_dismisses_nothing(library: Library, practice: str) -> None:
    with library.writing() as work:
        opened = work.practice(practice)
        work.put(opened, Key(DISMISSED, "0" * 12), Value("[1]", State.DONE))
        work.finish(opened)
    assert dismissals_of(_open(library, practice)) == {}
    assert len(_found(library, practice)) == 1


def test_the_doctor_finds_nothing_wrong_with_it(library: Library, practice: str, where: Paths) -> None:
    _dismiss(library, practice)
    library.close()
    assert list(upkeep.examine(where).problems) == []


def test_a_person_is_forgotten_there_too(library: Library, practice: str, where: Paths, opened) -> None:
    _dismiss(library, practice, "Päivi Äijälä sanoo näin.")
    library.close()
    upkeep.forget_person(where, Settings(), "Päivi Äijälä", moment=datetime(2026, 11, 20, tzinfo=UTC))
    assert "Päivi".encode() not in where.library.read_bytes()
    (said,) = dismissals_of(_open(opened(), practice)).values()
    assert said.reason == "[removed] sanoo näin."
