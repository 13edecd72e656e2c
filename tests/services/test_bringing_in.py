"""The one way in: new, taken, unchanged, in conflict; undone as one step."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gptemplate.errors import BadFile
from gptemplate.exchange import practice_file
from gptemplate.model import text as texts
from gptemplate.model.merge import Outcome
from gptemplate.model.revisions import heads
from gptemplate.model.states import SHARED, Key, State
from gptemplate.services import bringing_in, editing
from gptemplate.services import library as practices
from gptemplate.store.library import Library

SUMMARY = Key("summary", "fi")


def test_the_samples_keep_to_their_limits_but_for_the_one_that_shows_how_it_looks(samples: Library) -> None:
    over = []
    for row in practices.list_practices(samples):
        practice = editing.open_practice(samples, row.id)
        for one, language in samples.template(practice.template_id).registers():
            limit = one.limit.of(language)
            if limit is not None and one.is_written and texts.length(practice.text(one.id, language)) > limit:
                over.append((one.id, language))
    assert over == [("resources_needed", "fi")]


def test_the_samples_are_begun_in_three_languages_and_stand_at_different_stages(samples: Library) -> None:
    rows = practices.list_practices(samples)
    assert sorted(row.source_language for row in rows) == ["en", "fi", "fi", "fi", "sv", "sv"]
    assert len({row.status for row in rows}) == 3


def test_a_translation_made_from_an_older_wording_is_stale(samples: Library) -> None:
    stale = [
        (one.id, language)
        for row in practices.list_practices(samples)
        for practice in [editing.open_practice(samples, row.id)]
        for one, language in samples.template(practice.template_id).registers()
        if practice.state(one.id, language) is State.STALE
    ]
    assert ("summary", "sv") in stale


def _carried(library: Library, practice: str, folder: Path) -> Path:
    file = folder / "carried.json"
    file.write_text(json.dumps(bringing_in.carried(library, practice)), encoding="utf-8")
    return file


def test_a_practice_carried_to_another_library_is_the_same_there(samples: Library, opened, tmp_path: Path) -> None:
    other = opened(tmp_path / "other.gptemplate")
    for row in practices.list_practices(samples):
        brought, _changes, errors = bringing_in.bring_in(other, [_carried(samples, row.id, tmp_path)])
        assert not errors
        assert not brought[0].problems
        here, there = editing.open_practice(samples, row.id), editing.open_practice(other, row.id)
        for one, language in samples.template(row.template_id).registers():
            assert here.text(one.id, language) == there.text(one.id, language)
            if here.text(one.id, language):
                assert here.value(one.id, language).state == there.value(one.id, language).state
        assert here.status is there.status
        image = there.text("image", SHARED)
        assert not image or editing.attachment(other, image) == editing.attachment(samples, image)


def test_a_second_time_changes_nothing(samples: Library) -> None:
    before = practices.list_practices(samples)
    brought, _changes, _errors = bringing_in.bring_in(samples, bringing_in.sample_files())
    assert all(one.count(Outcome.UNCHANGED) == len(one.merged) for one in brought)
    assert practices.list_practices(samples) == before


def test_texts_that_both_sides_changed_are_both_kept(samples: Library, opened, tmp_path: Path) -> None:
    other = opened(tmp_path / "other.gptemplate")
    ident = practices.list_practices(samples)[0].id
    bringing_in.bring_in(other, [_carried(samples, ident, tmp_path)])
    language = editing.open_practice(other, ident).source_language
    key = Key("summary", language)
    began_with = editing.open_practice(other, ident).text(*key)
    editing.write(other, ident, key, "Toisella koneella kirjoitettu.")
    file = tmp_path / "carried.json"
    raw = json.loads(file.read_text(encoding="utf-8"))
    raw[language]["summary"] = "Täällä kirjoitettu."
    file.write_text(json.dumps(raw), encoding="utf-8")
    (brought,), _changes, _errors = bringing_in.bring_in(other, [file])
    assert brought.count(Outcome.CONFLICT) == 1
    assert editing.open_practice(other, ident).text(*key) == "Toisella koneella kirjoitettu."
    with other.reading() as work:
        history = work.history(ident, key)
    assert {one.text for one in heads(history)} == {"Toisella koneella kirjoitettu.", "Täällä kirjoitettu."}
    assert began_with in {one.text for one in history}


def test_bringing_in_is_undone_as_one_step(samples: Library) -> None:
    assert len(practices.list_practices(samples)) == 6
    editing.undo(samples)
    assert practices.list_practices(samples) == []
    editing.redo(samples)
    assert len(practices.list_practices(samples)) == 6


def test_a_file_that_cannot_be_read_does_not_stop_the_others(library: Library, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.toml"
    spoilt.write_text("format = 1\n[", encoding="utf-8")
    brought, _changes, errors = bringing_in.bring_in(library, [spoilt, tmp_path / "none.toml", *bringing_in.sample_files()])
    assert len(brought) == 6
    assert ["spoilt.toml" in str(errors[0].message), "none.toml" in str(errors[1].message)] == [True, True]


def test_a_value_that_does_not_fit_is_told_and_the_rest_is_taken(library: Library, tmp_path: Path) -> None:
    source = bringing_in.sample_files()[0].read_text(encoding="utf-8")
    file = tmp_path / "x.toml"
    file.write_text(source.replace("[shared]", '[shared]\nunheard_of = "x"', 1), encoding="utf-8")
    (brought,), _changes, _errors = bringing_in.bring_in(library, [file])
    assert ["unheard_of" in str(one) for one in brought.problems][0]
    assert brought.count(Outcome.TAKEN) > 5


def test_a_picture_beside_the_file_cannot_be_any_file_of_the_machine(library: Library, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    sample = next(one for one in bringing_in.sample_files() if one.stem == "language-at-work")
    (tmp_path / "outside.jpg").write_bytes(sample.with_suffix(".jpg").read_bytes())
    file = inner / "x.toml"
    text = sample.read_text(encoding="utf-8").replace('file = "language-at-work.jpg"', 'file = "../outside.jpg"')
    file.write_text(text, encoding="utf-8")
    (brought,), _changes, _errors = bringing_in.bring_in(library, [file])
    assert any("outside.jpg" in str(one) for one in brought.problems)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.data())
def test_a_spoilt_file_is_read_or_refused(data: st.DataObject) -> None:
    good = bringing_in.sample_files()[0].read_bytes()[:1200]
    at = data.draw(st.integers(0, len(good)))
    noise = data.draw(st.binary(max_size=30))
    try:
        assert practice_file.read(good[:at] + noise + good[at + len(noise) :], "x.toml").template
    except BadFile as error:
        assert "x.toml" in str(error.message)


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"format": 1}', b'{"format": 1, "template": "a", "id": "../../x"}', b"[" * 9999],
)
def test_other_files_are_refused_by_name(content: bytes) -> None:
    with pytest.raises(BadFile, match=r"x\.json"):
        practice_file.read(content, "x.json")


def _apart(library: Library, ident: str, key: Key) -> set[str]:
    """The texts that stand beside the shown one and wait for a decision."""
    here = editing.open_practice(library, ident).value(*key)
    with library.reading() as work:
        return {one.text for one in heads(work.history(ident, key)) if one.id != here.head}


def _differing(library: Library, ident: str, key: Key, folder: Path) -> Path:
    """A file of the practice in which a text was written that here reads differently."""
    file = _carried(library, ident, folder)
    raw = json.loads(file.read_text(encoding="utf-8"))
    raw[key.language][key.field] = "Written there."
    file.write_text(json.dumps(raw), encoding="utf-8")
    editing.write(library, ident, key, "Written here.", typing=False)
    editing.leave(library, ident, [key])
    return file


@pytest.mark.parametrize("scope", ["the table", "the editor"])
def test_what_only_brought_a_differing_text_is_a_step_of_its_own(samples: Library, tmp_path: Path, scope: str) -> None:
    ident = practices.list_practices(samples)[0].id
    key = Key("summary", editing.open_practice(samples, ident).source_language)
    file = _differing(samples, ident, key, tmp_path)
    asked = "" if scope == "the table" else ident
    (brought,), _changes, _errors = bringing_in.bring_in(samples, [file])
    assert brought.count(Outcome.CONFLICT) == 1
    assert _apart(samples, ident, key) == {"Written there."}
    for _turn in range(2):
        assert editing.can_undo(samples, asked)[0]
        assert editing.undo(samples, asked)
        assert _apart(samples, ident, key) == set()
        assert editing.open_practice(samples, ident).text(*key) == "Written here."
        assert len(practices.list_practices(samples)) == 6
        assert editing.redo(samples, asked)
        assert _apart(samples, ident, key) == {"Written there."}


def test_in_the_editor_a_file_is_taken_back_in_the_order_of_all_that_was_done(samples: Library, tmp_path: Path) -> None:
    one, other = (row.id for row in practices.list_practices(samples)[:2])
    language = editing.open_practice(samples, one).source_language
    title, summary = Key("title", language), Key("summary", language)
    before = editing.open_practice(samples, one)
    file = _carried(samples, one, tmp_path)
    raw = json.loads(file.read_text(encoding="utf-8"))
    raw[language]["summary"] = "Written there."
    file.write_text(json.dumps(raw), encoding="utf-8")
    editing.write(samples, one, title, "Before")
    bringing_in.bring_in(samples, [file])
    editing.write(samples, one, title, "After", typing=False)
    practices.to_bin(samples, [other])

    def texts_now() -> tuple[str, str]:
        practice = editing.open_practice(samples, one)
        return practice.text(*title), practice.text(*summary)

    states = [("After", "Written there."), ("Before", "Written there."), ("Before", before.text(*summary))]
    states.append((before.text(*title), before.text(*summary)))
    for expected in states[1:]:
        editing.undo(samples, one)
        assert texts_now() == expected
    assert editing.undo(samples, one) is None, "what brought the samples is no step of the open practice"
    for expected in reversed(states[:-1]):
        editing.redo(samples, one)
        assert texts_now() == expected
    assert editing.redo(samples, one) is None
    assert len(practices.list_practices(samples)) == 5, "the bin is no step of another practice"
    editing.undo(samples, one)
    editing.undo(samples, one)
    editing.write(samples, one, title, "Something else", typing=False)
    assert editing.redo(samples, one) is None, "what was written since is not overtaken"


def test_a_text_that_was_changed_in_one_place_only_is_taken(samples: Library, opened, tmp_path: Path) -> None:
    there = opened(tmp_path / "there.gptemplate")
    ident = practices.list_practices(samples)[0].id
    bringing_in.bring_in(there, [_carried(samples, ident, tmp_path)])
    language = editing.open_practice(samples, ident).source_language
    title = Key("title", language)
    # From a laptop to another one and back: both have the history that began here.
    for text in ("First", "Second", "Third"):
        editing.write(there, ident, title, text, typing=False)
        editing.leave(there, ident)
    bringing_in.bring_in(samples, [_carried(there, ident, tmp_path)])
    assert editing.open_practice(samples, ident).text(*title) == "Third"


def test_a_copy_of_a_library_knows_what_both_began_with(samples: Library, where, opened, tmp_path: Path) -> None:
    copied = tmp_path / "copied.gptemplate"
    shutil.copyfile(where.library, copied)
    there = opened(copied)
    ident = practices.list_practices(samples)[0].id
    language = editing.open_practice(samples, ident).source_language
    title, summary = Key("title", language), Key("summary", language)
    for text in ("First", "Second"):
        editing.write(there, ident, title, text, typing=False)
        editing.write(there, ident, summary, text, typing=False)
        editing.leave(there, ident)
    editing.write(samples, ident, summary, "Written here.", typing=False)
    editing.leave(samples, ident)
    (brought,), _changes, _errors = bringing_in.bring_in(samples, [_carried(there, ident, tmp_path)])
    assert [one.incoming.key for one in brought.merged if one.outcome is Outcome.TAKEN] == [title]
    assert [one.incoming.key for one in brought.merged if one.outcome is Outcome.CONFLICT] == [summary]
    assert editing.open_practice(samples, ident).text(*title) == "Second"
    assert _apart(samples, ident, summary) == {"Second"}


@pytest.mark.parametrize("name", ["junk.docx", "junk.pdf", "junk.xlsx"])
def test_text_that_is_called_a_document_is_said_to_be_none(library: Library, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text("just some words\nand more of them\n", encoding="utf-8")
    _brought, _changes, (error,) = bringing_in.bring_in(library, [file])
    assert str(error.message).startswith(f"{name} is no file that can be brought in.")
