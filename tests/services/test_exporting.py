"""Which documents are made, under which names, and what is told about the rest."""

from pathlib import Path

import pytest

from gptemplate.model.outline import Layout
from gptemplate.model.states import Key
from gptemplate.services import editing, exporting
from gptemplate.services import library as practices
from gptemplate.services.exporting import Format, Order
from gptemplate.store.library import Library

SUMMARY = Key("summary", "fi")


@pytest.fixture
def everything(samples: Library) -> tuple[str, ...]:
    return tuple(one.id for one in practices.list_practices(samples))


def test_every_practice_language_and_format_is_a_document(samples: Library, everything, tmp_path: Path) -> None:
    told = exporting.export(samples, Order(everything), tmp_path)
    assert len(told) == 6 * 3 * 2
    assert all(one.file and one.file.is_file() for one in told)
    assert len({one.file for one in told}) == len(told)
    assert {one.file.suffix for one in told if one.file} == {".pdf", ".docx"}


def test_side_by_side_is_one_document_for_all_languages(samples: Library, everything, tmp_path: Path) -> None:
    order = Order(everything[:1], (Format.PDF,), ("sv", "en"), Layout.SIDE_BY_SIDE)
    (told,) = exporting.export(samples, order, tmp_path)
    assert told.file is not None
    assert told.file.name.endswith("– sv-en.pdf")


def test_the_same_again_is_the_same_file_and_a_change_a_new_one(samples: Library, everything, tmp_path: Path) -> None:
    order = Order(everything[:1], languages=("fi",))
    first = {one.file: one.file.read_bytes() for one in exporting.export(samples, order, tmp_path) if one.file}
    again = {one.file: one.file.read_bytes() for one in exporting.export(samples, order, tmp_path) if one.file}
    assert first == again
    row = practices.list_practices(samples)[0]
    assert row.id == everything[0]
    editing.write(samples, row.id, SUMMARY, "Aivan uusi tiivistelmä.")
    changed = exporting.export(samples, order, tmp_path)
    assert all(one.file not in first for one in changed)
    assert {file: file.read_bytes() for file in first if file} == first, "the old files are untouched"


def test_a_language_with_nothing_in_it_is_not_handed_in(samples: Library, everything, tmp_path: Path) -> None:
    told = exporting.export(samples, Order(everything, (Format.PDF,), final=True), tmp_path)
    problems = [one for one in told if one.problem]
    assert problems
    assert all(one.languages[0] in ("fi", "sv", "en") for one in problems)
    assert len(told) == 18


def test_what_blocks_a_submission_is_named(samples: Library, everything, tmp_path: Path) -> None:
    told = exporting.export(samples, Order(everything, (Format.PDF,), ("fi",), final=True), tmp_path)
    named = {finding.field for one in told for finding in one.findings}
    assert {"resources_needed", "evidence_of_success"} <= named


def test_an_unknown_practice_or_language_does_not_stop_the_others(samples: Library, everything, tmp_path: Path) -> None:
    told = exporting.export(samples, Order(("f" * 32, everything[0]), (Format.PDF,), ("fi", "xx")), tmp_path)
    assert [one.file is not None for one in told].count(True) == 1
    assert len([one for one in told if one.problem]) == 2


def test_it_can_be_stopped_and_what_is_finished_is_whole(samples: Library, everything, tmp_path: Path) -> None:
    def two_then_stop(done: int, _all: int) -> bool:
        return done < 2

    told = exporting.export(samples, Order(everything), tmp_path / "out", two_then_stop)
    assert len(told) == 2
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_document_that_cannot_be_written_is_told(samples, everything, tmp_path, monkeypatch, expect_log) -> None:
    expect_log("a document was not written")

    def refuse(_file: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "write_whole", refuse)
    (told,) = exporting.export(samples, Order(everything[:1], (Format.WORD,), ("fi",)), tmp_path)
    assert told.file is None
    assert "No space left" in str(told.problem)


def test_exporting_first_cuts_a_revision_of_what_is_unfinished(samples: Library, everything, tmp_path: Path) -> None:
    editing.write(samples, everything[0], SUMMARY, "Kesken oleva teksti.")
    exporting.export(samples, Order(everything[:1], (Format.PDF,), ("fi",)), tmp_path)
    with samples.reading() as work:
        assert not work.unfinished()
