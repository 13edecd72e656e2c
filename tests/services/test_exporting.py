"""Which documents are made, under which names, and what is told about the rest."""

import csv
import errno
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gptemplate.errors import BadValue, ExportError
from gptemplate.i18n import translator
from gptemplate.model.outline import Layout
from gptemplate.model.states import Key
from gptemplate.services import editing, exporting
from gptemplate.services import library as practices
from gptemplate.services.exporting import Existing, Exported, Format, Order, Outcome, Way, names, report
from gptemplate.services.exporting.batch import put
from gptemplate.services.exporting.jobs import Ready
from gptemplate.store.library import Library

SUMMARY = Key("summary", "fi")


@pytest.fixture
def everything(samples: Library) -> tuple[str, ...]:
    return tuple(one.id for one in practices.list_practices(samples))


def visible(folder: Path) -> list[Path]:
    """The files that a person sees there."""
    return sorted(one for one in folder.iterdir() if one.is_file() and not one.name.startswith("."))


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

    told = exporting.export(samples, Order(everything), tmp_path / "out", progress=two_then_stop)
    assert len(told) == 2
    assert sorted(one.file for one in told if one.file) == visible(tmp_path / "out")


def test_exporting_first_cuts_a_revision_of_what_is_unfinished(samples: Library, everything, tmp_path: Path) -> None:
    editing.write(samples, everything[0], SUMMARY, "Kesken oleva teksti.")
    exporting.export(samples, Order(everything[:1], (Format.PDF,), ("fi",)), tmp_path)
    with samples.reading() as work:
        assert not work.unfinished()


# Run again


def test_what_did_not_change_is_not_even_drawn_again(samples: Library, everything, tmp_path: Path) -> None:
    order = Order(everything, (Format.PDF,), ("fi",))
    exporting.export(samples, order, tmp_path)
    stamps = {file: file.stat().st_mtime_ns for file in visible(tmp_path)}
    row = everything[2]
    editing.write(samples, row, SUMMARY, "Tämä yksi muuttui.")
    again = exporting.export(samples, order, tmp_path)
    assert [one.practice for one in again if one.outcome is Outcome.MADE] == [row]
    assert {file: file.stat().st_mtime_ns for file in stamps} == stamps


def test_a_file_that_was_spoilt_or_removed_is_made_again(samples: Library, everything, tmp_path: Path) -> None:
    order = Order(everything[:2], (Format.PDF,), ("fi",))
    first, second = (one.file for one in exporting.export(samples, order, tmp_path))
    assert first is not None
    assert second is not None
    content = first.read_bytes()
    first.unlink()
    second.write_bytes(b"cut off")
    again = exporting.export(samples, order, tmp_path, Way(existing=Existing.REPLACE))
    assert [one.outcome for one in again] == [Outcome.MADE] * 2
    assert first.read_bytes() == content
    assert second.read_bytes() == b"cut off", "somebody changed it: it is theirs"


def test_another_name_template_or_option_is_another_document(samples: Library, everything, tmp_path: Path) -> None:
    base = Order(everything[:1], (Format.PDF,), ("fi",))
    exporting.export(samples, base, tmp_path)
    for order, way in (
        (base, Way(pattern="{languages} {title}")),
        (Order(everything[:1], (Format.PDF,), ("fi",), final=True), Way()),
        (Order(everything[:1], (Format.PDF,), ("fi",), working=True), Way()),
    ):
        (told,) = exporting.export(samples, order, tmp_path, way)
        assert told.outcome is not Outcome.UNCHANGED or told.file in visible(tmp_path)
    assert len(visible(tmp_path)) >= 3


def test_a_spoilt_record_costs_time_and_nothing_else(samples: Library, everything, tmp_path: Path) -> None:
    order = Order(everything[:2], (Format.WORD,), ("fi",))
    exporting.export(samples, order, tmp_path)
    before = {file: file.read_bytes() for file in visible(tmp_path)}
    for spoilt in (b"", b"[]", b'{"format": 1, "files": {"../x": 3, "y": {"key": 1}}}', b"\xff\xfe", b"[" * 100_000):
        (tmp_path / ".gptemplate-export.json").write_bytes(spoilt)
        again = exporting.export(samples, order, tmp_path)
        assert {one.outcome for one in again} == {Outcome.UNCHANGED}
    assert {file: file.read_bytes() for file in visible(tmp_path)} == before


# Files that are there


@pytest.mark.parametrize("existing", list(Existing))
def test_a_file_of_another_program_is_never_lost(samples: Library, everything, tmp_path: Path, existing: Existing) -> None:
    order = Order(everything[:1], (Format.PDF,), ("fi",))
    (first,) = exporting.export(samples, order, tmp_path / "elsewhere")
    assert first.file is not None
    foreign = tmp_path / first.file.name
    foreign.write_bytes(b"the minutes of a meeting")
    (told,) = exporting.export(samples, order, tmp_path, Way(existing=existing))
    assert foreign.read_bytes() == b"the minutes of a meeting"
    if existing is Existing.SKIP:
        assert (told.file, told.outcome) == (None, Outcome.SKIPPED)
        assert foreign.name in str(told.problem)
    else:
        assert told.file is not None
        assert told.file.name == f"{foreign.stem} (2).pdf"
    assert bool(told.notes) is (existing is Existing.REPLACE), "what was asked and not done is told"


def test_what_this_program_made_is_replaced_when_that_is_wanted(samples: Library, everything, tmp_path: Path) -> None:
    order, way = Order(everything[:1], (Format.PDF,), ("fi",)), Way(existing=Existing.REPLACE)
    (first,) = exporting.export(samples, order, tmp_path, way)
    editing.write(samples, everything[0], SUMMARY, "Toinen tiivistelmä.")
    (second,) = exporting.export(samples, order, tmp_path, way)
    assert (first.file, second.outcome) == (second.file, Outcome.MADE)
    assert len(visible(tmp_path)) == 1


def test_practices_of_one_name_do_not_take_each_others_files(samples: Library, everything, tmp_path: Path) -> None:
    for practice_id in everything:
        editing.write(samples, practice_id, Key("title", "fi"), "Sama nimi")
    for existing in Existing:
        order = Order(everything, (Format.PDF,), ("fi",))
        told = exporting.export(samples, order, tmp_path / existing.value, Way(existing=existing))
        assert len({one.file for one in told if one.file}) == 6
        again = exporting.export(samples, order, tmp_path / existing.value, Way(existing=existing))
        assert {one.outcome for one in again} == {Outcome.UNCHANGED}


# Names


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        ("{title} {size}", "{size}"),
        ("{title", "bracket"),
        ("report", "{title}"),
        ("{title}}", "bracket"),
        ("{title}" * 40, "long"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_said_before_anything_is_made(samples, everything, tmp_path, pattern, wrong) -> None:
    with pytest.raises(BadValue) as refused:
        exporting.export(samples, Order(everything), tmp_path / "out", Way(pattern))
    assert wrong in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_a_name_has_the_parts_that_are_wanted(samples: Library, everything, tmp_path: Path) -> None:
    order = Order(everything, (Format.PDF,), ("fi",))
    told = exporting.export(samples, order, tmp_path, Way("{id} {place}, {status} ({date}) {languages}"))
    with samples.reading() as work:
        for one in told:
            assert one.file is not None
            assert one.file.name.startswith(one.practice[:8])
            assert one.file.name.endswith(") fi.pdf")
            day = datetime.fromtimestamp(work.practice(one.practice).modified / 1000, UTC)
            assert f"({day:%Y-%m-%d})" in one.file.name


def test_a_part_that_is_empty_takes_its_dash_along() -> None:
    parts = {"title": "Kieli työssä", "languages": "fi"}
    assert names.name("{title} – {place} – {languages}", parts) == "Kieli työssä – fi"
    assert names.name("{place} – {title} ({status})", parts) == "Kieli työssä"
    assert names.name("{title}, {date}", parts) == "Kieli työssä"


@pytest.mark.parametrize("title", ["CON", "a/b\\c:d*e?", "x" * 400, "piste.", "  ", "nul.txt", "\u202eevil", "😀" * 99])
def test_a_name_is_one_that_every_system_takes(title: str) -> None:
    made = names.name("{title}", {"title": title})
    assert made
    assert not set(made) & set('<>:"/\\|?*\u202e')
    assert made == made.strip(". ")
    assert len(f"{made} (99).docx".encode()) <= 255
    assert made.split(".")[0].lower() not in ("con", "nul")


# Reports


def test_characters_that_cannot_be_drawn_are_told_also_the_second_time(samples: Library, everything, tmp_path: Path) -> None:
    editing.write(samples, everything[0], SUMMARY, "Egyptiläinen lintu \U00013140.")
    for outcome in (Outcome.MADE, Outcome.UNCHANGED):
        (told,) = exporting.export(samples, Order(everything[:1], (Format.PDF,), ("fi",)), tmp_path)
        assert told.outcome is outcome
        assert "\U00013140" in str(told.notes[0])
    (word,) = exporting.export(samples, Order(everything[:1], (Format.WORD,), ("fi",)), tmp_path)
    assert not word.notes


def test_a_report_says_the_same_as_text_csv_and_json(samples: Library, everything, tmp_path: Path) -> None:
    told = exporting.export(samples, Order((*everything, "f" * 32), (Format.PDF,), ("fi", "xx"), final=True), tmp_path / "out")
    tr = translator("fi")
    for ending in report.ENDINGS:
        report.save(tmp_path / f"report{ending}", tr, told, tmp_path / "out")
    text = (tmp_path / "report.txt").read_text(encoding="utf-8")
    data = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "report.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == len(data["files"]) == len(told)
    for one, row, plain in zip(told, rows, data["files"], strict=True):
        assert row["outcome"] == plain["outcome"] == one.outcome.value
        if one.file:
            assert one.file.name in text
            assert row["file"] == plain["file"] == str(one.file)
        assert row["practice"] == one.practice
    assert any(one["findings"] for one in data["files"])
    with pytest.raises(BadValue):
        report.save(tmp_path / "report.pdf", tr, told, tmp_path)


class _OnAFullDisk(Ready):
    """A document for which there is no room."""

    def render(self) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_said_once_and_what_is_finished_stays(tmp_path: Path) -> None:
    made = Ready(b"x", Format.CSV, "a", "a")
    full = [_OnAFullDisk(b"", Format.CSV, name, name) for name in "bcd"]
    done: list[Exported] = []
    with pytest.raises(ExportError, match="The disk is full"):
        exporting.watched(put([[made], full], tmp_path, Way(processes=1)), lambda: 4, None, done)
    assert [one.outcome for one in done] == [Outcome.MADE]
    assert [one.name for one in visible(tmp_path)] == ["a.csv"]
    assert not [one for one in tmp_path.iterdir() if one.suffix == ".part" or one.is_dir()]


def test_a_report_runs_no_formula() -> None:
    one = Exported("p", "=1+1", ("fi",), Format.PDF, outcome=Outcome.FAILED)
    assert '"=1' not in report.as_csv(translator("en"), [one], Path())
