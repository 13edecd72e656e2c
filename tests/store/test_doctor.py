"""What the doctor finds, what it rebuilds, and that it changes nothing unasked."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gptemplate.errors import LibraryBusy, NewerLibrary, NotALibrary, StoreError
from gptemplate.model.practice import Key, State
from gptemplate.model.revisions import heads
from gptemplate.paths import Paths
from gptemplate.services import bringing_in, editing, upkeep
from gptemplate.services import library as practices
from gptemplate.services.templates import Templates
from gptemplate.store import backup, raw
from gptemplate.store.library import Library, open_library

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC).astimezone()
SUMMARY = Key("summary", "fi")
TEXT = "Työpaikalla opitaan kieltä kahvitauolla."


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, templates: Templates) -> tuple[Path, str]:
    """A library with a practice that has a history: two texts that were left, and photos beside it."""
    file = tmp_path_factory.mktemp("sound") / "a.gptemplate"
    library = open_library(file, templates, author="group 1", device="here")
    bringing_in.bring_in(library, bringing_in.sample_files())
    ident = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Kahvi")[0]
    for text in ("Ensin.", TEXT):
        editing.write(library, ident, SUMMARY, text)
        editing.leave(library, ident)
    library.close()
    return file, ident


@pytest.fixture
def ident(sound: tuple[Path, str], where: Paths) -> str:
    """The practice with a history, in the library of this test."""
    where.data.mkdir()
    shutil.copyfile(sound[0], where.library)
    return sound[1]


def _do(file: Path, statement: str, *given: object) -> None:
    connection = sqlite3.connect(file)
    assert connection.execute(statement, given).rowcount != 0
    connection.commit()
    connection.close()


def _text(opened, ident: str, key: Key = SUMMARY) -> str:
    library = opened()
    text = editing.open_practice(library, ident).text(*key)
    library.close()
    return text


def test_a_library_in_use_is_fine(samples: Library, where: Paths) -> None:
    ident = practices.new_practice(samples, template_id="interreg-europe-2014", source_language="sv", title="Kaffe")[0]
    editing.write(samples, ident, Key("summary", "sv"), "Inte lämnad än")
    practices.to_bin(samples, [ident])
    editing.undo(samples)
    report = upkeep.examine(where)
    assert (report.problems, report.practices) == ((), 7)
    assert upkeep.quick_check(where) == []


def test_the_old_sqlite_is_a_note_and_no_problem(ident: str, where: Paths) -> None:
    old = (3, 7, 0) <= sqlite3.sqlite_version_info < (3, 51, 3) and sqlite3.sqlite_version_info not in ((3, 50, 7), (3, 44, 6))
    assert any("SQLite" in str(note) for note in upkeep.examine(where).notes) is old


OF_IT = "WHERE practice_id = ? AND field = 'summary' AND language = 'fi'"
FAULTS = {
    "a text": (f"UPDATE value SET text = 'Sipulit' {OF_IT}", "text"),
    "one bit of a text": (f"UPDATE value SET text = replace(text, 'kieltä', 'jieltä') {OF_IT}", "text"),
    "no text at all": (f"UPDATE value SET text = CAST(x'FFFE00' AS TEXT) {OF_IT}", "text"),
    "the hash": (f"UPDATE value SET digest = '{'0' * 32}' {OF_IT}", "text"),
    "a state": (f"UPDATE value SET state = 'dqaft' {OF_IT}", "state"),
    "another state": (f"UPDATE value SET state = 'done' {OF_IT}", "head"),
    "the head": (f"UPDATE value SET head = '{'f' * 64}' {OF_IT}", "head"),
    "one bit of history": (
        f"UPDATE revision SET text = replace(text, 'kieltä', 'jieltä') {OF_IT} AND text <> 'Ensin.'",
        "history",
    ),
    "the table": ("UPDATE practice SET summary = '{\"languages\": {}}' WHERE id = ?", "table"),
    "the status": ("UPDATE practice SET status = 'approved' WHERE id = ?", "status"),
    "the bin": ("UPDATE practice SET deleted = 5 WHERE id = ?", "bin"),
    "the searched text": ("UPDATE search_document SET text = 'x' WHERE practice_id = ?", "search"),
    "a searched text that is gone": ("DELETE FROM search_document WHERE practice_id = ?", "search"),
    "a step": ("UPDATE step SET changes = '[[1]]' WHERE scope = ?", "undo"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_can_be_rebuilt_is_found_and_rebuilt(ident: str, where: Paths, opened, expect_log, name: str) -> None:
    expect_log("damaged entries")  # the copy before the repair is damaged as the library is
    statement, kind = FAULTS[name]
    _do(where.library, statement, ident)
    before = where.library.read_bytes()
    report = upkeep.examine(where)
    assert kind in {one.kind for one in report.problems}
    assert all(one.can_rebuild for one in report.problems)
    assert where.library.read_bytes() == before, "looking changes nothing"
    repaired = upkeep.repair(where, moment=NOW)
    assert repaired.fine
    assert kind in {one.kind for one in repaired.repaired}
    assert repaired.copy is not None
    assert upkeep.examine(where).fine
    assert _text(opened, ident) == TEXT
    library = opened()
    assert practices.search(library, "kahvitauolla") == [ident]


def test_a_library_that_is_fine_is_not_touched_by_repair(ident: str, where: Paths) -> None:
    before = where.library.read_bytes()
    report = upkeep.repair(where, moment=NOW)
    assert (report.fine, report.copy, report.repaired) == (True, None, ())
    assert where.library.read_bytes() == before


def test_a_damaged_text_that_was_not_left_yet_is_kept_beside_the_older_one(
    ident: str, where: Paths, opened, expect_log
) -> None:
    expect_log("damaged entries")
    library = opened()
    editing.write(library, ident, SUMMARY, TEXT + " Ja vielä lisää.")
    library.close()
    _do(where.library, f"UPDATE value SET text = replace(text, 'kahvitauolla', 'ka##itauolla') {OF_IT}", ident)
    assert upkeep.repair(where, moment=NOW).fine
    library = opened()
    assert editing.open_practice(library, ident).text(*SUMMARY) == TEXT
    with library.reading() as work:
        newest = heads(work.history(ident, SUMMARY))
    assert [(one.text, one.state) for one in newest] == [
        (TEXT.replace("kahvi", "ka##i") + " Ja vielä lisää.", State.TO_CHECK)
    ], "what was written last can be read and taken over"


def test_history_beyond_mending_is_told_and_left(ident: str, where: Paths) -> None:
    _do(where.library, f"UPDATE revision SET text = 'Aivan muuta' {OF_IT} AND text = 'Ensin.'", ident)
    report = upkeep.repair(where, moment=NOW)
    assert [(one.kind, one.can_rebuild) for one in report.problems] == [("history", False)]
    assert str(report.problems[0].message) == "An earlier text in the history of “summary [fi]” is damaged."


def test_a_gap_in_history_is_told(ident: str, where: Paths) -> None:
    _do(where.library, f"DELETE FROM revision {OF_IT} AND text = 'Ensin.'", ident)
    assert [one.kind for one in upkeep.examine(where).problems] == ["gap"]


def test_rows_of_no_practice_are_told(ident: str, where: Paths) -> None:
    _do(where.library, "DELETE FROM practice WHERE id = ?", ident)
    report = upkeep.examine(where)
    assert {one.kind for one in report.problems} >= {"link"}
    assert "belong to no practice" in " ".join(str(one.message) for one in report.problems)


def test_a_damaged_photo_comes_back_from_a_backup(ident: str, where: Paths, expect_log) -> None:
    expect_log("damaged entries")
    copy = upkeep.back_up(where, "daily", moment=NOW).copy
    _do(where.library, "UPDATE attachment SET content = x'00' WHERE rowid = 1")
    assert upkeep.repair(where).fine
    assert copy is not None
    with raw.opened(where.library) as connection:
        for name, content in connection.execute("SELECT id, content FROM attachment"):
            assert hashlib.sha256(content).hexdigest() == name


def test_a_photo_that_is_nowhere_is_told(ident: str, where: Paths) -> None:
    _do(where.library, "DELETE FROM attachment WHERE rowid = 1")
    report = upkeep.repair(where)
    assert [(one.kind, one.can_rebuild) for one in report.problems] == [("attachment", False)]


def test_an_index_that_does_not_fit_is_rebuilt(ident: str, where: Paths) -> None:
    connection = sqlite3.connect(where.library)
    connection.execute("PRAGMA writable_schema = ON")
    (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'step_scope'").fetchone()
    connection.execute("DELETE FROM sqlite_master WHERE name = 'step_scope'")
    connection.commit()
    connection.close()
    _do(where.library, "DELETE FROM step WHERE scope = ?", ident)
    connection = sqlite3.connect(where.library)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(
        "INSERT INTO sqlite_master VALUES ('index', 'step_scope', 'step', ?, ?)", (_lost_root(where.library), sql)
    )
    connection.commit()
    connection.close()
    report = upkeep.examine(where)
    assert any("index" in str(one.message) and one.can_rebuild for one in report.problems)
    assert upkeep.repair(where).fine


def _lost_root(file: Path) -> int:
    """The page that integrity_check misses since its index is not in the schema any more."""
    connection = sqlite3.connect(file)
    answers = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    connection.close()
    return int(re.findall(r"Page (\d+) is never used", "\n".join(answers))[0])


def test_damaged_pages_are_told_and_not_written_to(ident: str, where: Paths) -> None:
    content = bytearray(where.library.read_bytes())
    connection = sqlite3.connect(where.library)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'revision'").fetchone()
    connection.close()
    content[(root - 1) * 4096 : root * 4096] = bytes(4096)
    where.library.write_bytes(content)
    report = upkeep.repair(where)
    assert any(one.kind == "file" and not one.can_rebuild for one in report.problems)
    assert where.library.read_bytes() == bytes(content)
    assert backup.copies(where.backups) == []


@pytest.mark.parametrize("content", [b"", b"not a database", bytes(9000)])
def test_what_is_no_library_is_an_error_and_not_changed(where: Paths, content: bytes) -> None:
    where.data.mkdir()
    where.library.write_bytes(content)
    for look in (upkeep.examine, upkeep.repair):
        with pytest.raises(NotALibrary):
            look(where)
    assert where.library.read_bytes() == content
    assert [one.kind for one in upkeep.quick_check(where)] == ["file"]


def test_there_is_nothing_to_look_at_where_there_is_no_file(where: Paths) -> None:
    with pytest.raises(StoreError, match="no library"):
        upkeep.examine(where)
    assert upkeep.quick_check(where) == []


def test_a_newer_library_is_left_alone(ident: str, where: Paths) -> None:
    _do(where.library, "UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(NewerLibrary):
        upkeep.repair(where)


def test_an_open_library_is_looked_at_but_not_repaired(library: Library, where: Paths) -> None:
    assert upkeep.examine(where).fine
    with pytest.raises(LibraryBusy):
        upkeep.repair(where)


def test_the_quick_look_notices_a_damaged_text(ident: str, where: Paths) -> None:
    _do(where.library, f"UPDATE value SET text = 'Sipulit' {OF_IT}", ident)
    (found,) = upkeep.quick_check(where)
    assert (found.kind, found.practice, found.key) == ("text", ident, SUMMARY)


def test_no_problem_repeats_a_text(ident: str, where: Paths) -> None:
    for statement, _kind in list(FAULTS.values())[:9]:
        _do(where.library, statement, *([ident] if "?" in statement else []))
    told = " ".join(repr(one) for one in upkeep.examine(where).problems)
    assert "Sipulit" not in told
    assert "kahvitauolla" not in told
