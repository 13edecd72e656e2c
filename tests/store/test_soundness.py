"""What is looked at before a library is opened, and what is told where it is not sound."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gptemplate import logs
from gptemplate.errors import NotALibrary, StoreError
from gptemplate.model.states import Key
from gptemplate.paths import Paths
from gptemplate.services import editing, upkeep
from gptemplate.services import library as practices
from gptemplate.services.templates import Templates
from gptemplate.store import copies, doctor, raw
from gptemplate.store import library as store
from gptemplate.store.first_page import first_page

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC).astimezone()
SUMMARY = Key("summary", "fi")
TRIGGER = "CREATE TRIGGER t AFTER UPDATE ON value BEGIN DELETE FROM revision; DELETE FROM step; END"
VIEW = "CREATE VIEW v AS SELECT * FROM value"


def change(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for one in statements:
            connection.execute(one)


@pytest.fixture
def file(samples_file: Path, where: Paths) -> Path:
    """A library with the samples, closed."""
    where.data.mkdir(parents=True)
    shutil.copyfile(samples_file, where.library)
    return where.library


def _zeroed(file: Path, table: str) -> bytes:
    """The library after the first page of a table became zeros."""
    with closing(sqlite3.connect(file)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    content = bytearray(file.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    file.write_bytes(content)
    return bytes(content)


@pytest.mark.parametrize("statement", [TRIGGER, VIEW], ids=["trigger", "view"])
def test_a_library_that_acts_by_itself_is_not_opened_nor_put_back(opened, where, file, statement: str) -> None:
    sound = file.with_name("sound.gptemplate")
    shutil.copyfile(file, sound)
    change(file, statement)
    before = file.read_bytes()
    for read_only in (False, True):
        with pytest.raises(NotALibrary, match="did not write"):
            opened(read_only=read_only)
    assert first_page(file) == []
    with pytest.raises(NotALibrary, match="did not write"):
        upkeep.forget_person(where, upkeep.Settings(), "Koetiski")
    assert file.read_bytes() == before
    with pytest.raises(NotALibrary, match="did not write"):
        copies.restore(file, sound, where.backups, NOW)


def test_the_doctor_takes_out_what_acts_by_itself_before_it_repairs(opened, where, file, templates: Templates) -> None:
    change(file, "UPDATE value SET state = 'no such' WHERE field = 'summary'", TRIGGER, VIEW)
    with raw.opened(file) as connection:
        (revisions,) = connection.execute("SELECT count(*) FROM revision").fetchone()
    report = doctor.repair(file, templates, where.backups, NOW)
    assert report.fine
    assert {one.kind for one in report.repaired} >= {"foreign", "row"}
    with raw.opened(file) as connection:
        assert connection.execute("SELECT count(*) FROM revision").fetchone()[0] >= revisions
    opened()


@pytest.mark.parametrize("table", ["value", "revision", "attachment", "search_document"])
def test_a_damaged_file_is_not_written_to(opened, where, file, table: str) -> None:
    before = _zeroed(file, table)
    with pytest.raises(NotALibrary, match=r"practices\.gptemplate is damaged"):
        opened()
    with pytest.raises(StoreError, match="is damaged"):
        upkeep.back_up(where, "by-hand")
    assert file.read_bytes() == before
    assert upkeep.list_copies(where) == []


def test_what_sqlite_says_in_its_own_words_is_one_line_of_ours(file, templates: Templates) -> None:
    content = file.read_bytes()
    middle = len(content) // 2 // 4096 * 4096
    file.write_bytes(content[:middle] + bytes(4096) + content[middle + 4096 :])
    report = doctor.examine(file, templates)
    said = [str(one.message) for one in report.problems if one.kind == "file"]
    assert said[0].startswith("The file is damaged in ")
    assert all("\n" not in one and "page" not in one for one in said)


def test_an_emptied_file_beside_copies_is_no_new_library(opened, where, file) -> None:
    upkeep.back_up(where, "daily")
    file.write_bytes(b"")
    with pytest.raises(NotALibrary, match="is empty, though there are safety copies"):
        opened(backups=where.backups)
    assert file.read_bytes() == b""
    found = upkeep.newest_whole(where)
    assert found is not None
    assert len(found.practices) == 6


def test_an_empty_file_without_copies_is_a_new_library(opened, where) -> None:
    where.data.mkdir(parents=True)
    where.library.touch()
    assert practices.list_practices(opened(backups=where.backups)) == []


def test_the_newest_whole_copy_is_older_than_a_damaged_and_an_empty_one(where, file, opened) -> None:
    good = upkeep.back_up(where, "daily", moment=NOW.replace(hour=8)).copy
    damaged = upkeep.back_up(where, "daily", moment=NOW.replace(hour=9)).copy
    assert damaged is not None
    _zeroed(damaged, "value")
    file.unlink()
    opened().close()
    upkeep.back_up(where, "daily", moment=NOW.replace(hour=10))
    found = upkeep.newest_whole(where)
    assert found is not None
    assert found.file == good


GONE = ("search_trigram", "comment", "known_word", "step", "search_document")


@pytest.mark.parametrize("table", GONE)
def test_a_table_that_is_not_there_is_named_and_made_anew(opened, where, file, templates: Templates, table: str) -> None:
    change(file, f"DROP TABLE {table}")
    assert [one.kind for one in doctor.examine(file, templates).problems if one.can_rebuild]
    report = doctor.repair(file, templates, where.backups, NOW)
    assert report.fine, [str(one.message) for one in report.problems]
    library = opened()
    ident = practices.list_practices(library)[0].id
    editing.write(library, ident, SUMMARY, "Kylpylässä")
    editing.leave(library, ident)
    assert practices.search(library, "Kylpylässä") == [ident]


def test_an_index_that_is_not_there_is_made_anew(where, file, templates: Templates) -> None:
    change(file, "DROP INDEX revision_register")
    assert doctor.repair(file, templates, where.backups, NOW).fine


def test_texts_are_neither_in_the_log_nor_in_an_error(opened, file, tmp_path, expect_log) -> None:
    expect_log("a job broke")
    library = opened()
    ident = practices.list_practices(library)[0].id
    change(file, "DROP TABLE revision")
    with pytest.raises(StoreError) as caught:
        editing.write(library, ident, SUMMARY, "Salainen sana")
        editing.leave(library, ident)
    assert caught.value.__cause__ is not None
    assert "Salainen" not in str(caught.value.__cause__)
    assert "Salainen" not in _logged(tmp_path, ValueError("Salainen sana"))


def _logged(folder: Path, error: Exception) -> str:
    """What the log says of an error."""
    logger = logging.getLogger("gptemplate")
    before = list(logger.handlers)
    logs.start(folder)
    try:
        raise error
    except type(error):
        logger.exception("a job broke")
    for handler in [one for one in logger.handlers if one not in before]:
        logger.removeHandler(handler)
        handler.close()
    written = (folder / "gptemplate.log").read_text("utf-8")
    assert "ValueError" in written
    assert "_logged" in written
    return written


def test_a_library_of_an_older_form_is_read_and_stays_as_it_is(where, templates: Templates) -> None:
    for old in sorted((Path(__file__).parent.parent / "data").rglob("*schema-[12]*.gptemplate")):
        file = where.data / old.name
        where.data.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(old, file)
        library = store.open_library(file, templates, read_only=True)
        assert practices.list_practices(library)
        library.close()
        assert file.read_bytes() == old.read_bytes()
        assert [one.name for one in where.data.iterdir() if one.name.startswith(old.name)] == [old.name]


@pytest.mark.skipif(sys.platform == "win32", reason="asks for another clock")
def test_a_clock_before_1970_keeps_nothing_from_being_read(library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time_ns", lambda: -5_000_000_000)
    ident, _changes = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Kieli")
    editing.write(library, ident, SUMMARY, "ennen aikojen alkua")
    editing.leave(library, ident)
    assert editing.open_practice(library, ident).text(*SUMMARY) == "ennen aikojen alkua"


def test_a_source_language_that_the_form_has_not_is_found_and_put_right(where, file, templates: Templates) -> None:
    change(file, "UPDATE practice SET source_language = 'xx'")
    assert {one.kind for one in doctor.examine(file, templates).problems} >= {"language"}
    assert doctor.repair(file, templates, where.backups, NOW).fine


def test_the_doctor_looks_at_a_copy_where_nothing_may_be_made_beside_the_file(file, templates: Templates, request) -> None:
    import subprocess

    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, "--bind", file.parent, file.parent], check=False).returncode:
        pytest.skip("needs the right to mount")
    request.addfinalizer(lambda: subprocess.run(["umount", "-l", file.parent], check=True))
    subprocess.run([mount, "-o", "remount,ro,bind", file.parent], check=True)
    assert doctor.examine(file, templates).practices == 6
