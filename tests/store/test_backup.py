"""Copies: made while the library is open, read back, thinned, brought to a stick, compared and put back."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gptemplate.errors import LibraryBusy, NewerLibrary, NotALibrary, StoreError
from gptemplate.model.states import Key
from gptemplate.paths import Paths
from gptemplate.services import editing, upkeep
from gptemplate.services import library as practices
from gptemplate.settings import Settings
from gptemplate.store import backup
from gptemplate.store.backup import Copy
from gptemplate.store.library import Library

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC).astimezone()
SUMMARY = Key("summary", "fi")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _new(library: Library, title: str = "Kieli työssä") -> str:
    return practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title=title)[0]


def _spoil(file: Path) -> None:
    """Change a text behind the library's back."""
    connection = sqlite3.connect(file)
    connection.execute("UPDATE value SET text = 'Kieli pöydässä' WHERE field = 'title' AND language = 'fi'")
    connection.commit()
    connection.close()


def _titles(file: Path) -> list[str]:
    connection = sqlite3.connect(file)
    found = [text for (text,) in connection.execute("SELECT text FROM value WHERE field = 'title' ORDER BY text")]
    connection.close()
    return found


# Making


def test_a_copy_of_an_open_library_has_what_was_just_kept(library: Library, where: Paths) -> None:
    _new(library)
    kept = upkeep.back_up(where, "by-hand", moment=NOW)
    assert kept.whole
    assert kept.copy is not None
    assert _titles(kept.copy) == ["Kieli työssä"]
    assert [one.name for one in where.backups.iterdir()] == [kept.copy.name], "one file, no log beside it, nothing half"


def test_copies_of_one_second_do_not_take_each_others_place(library: Library, where: Paths) -> None:
    names = {upkeep.back_up(where, "by-hand", moment=NOW).copy for _turn in range(3)}
    assert len(names) == 3
    assert [one.reason for one in backup.copies(where.backups)] == ["by-hand"] * 3


def test_once_a_day_and_only_after_a_change(library: Library, where: Paths) -> None:
    ident, settings = _new(library), Settings()
    assert upkeep.back_up_if_due(where, settings, NOW).copy is not None
    editing.write(library, ident, SUMMARY, "muuttunut")
    assert upkeep.back_up_if_due(where, settings, NOW + HOUR).copy is None, "today's is made"
    assert upkeep.back_up_if_due(where, settings, NOW + HOUR, every=HOUR).copy is not None
    assert upkeep.back_up_if_due(where, settings, NOW + DAY).copy is None, "nothing changed"
    editing.undo(library, ident)
    assert upkeep.back_up_if_due(where, settings, NOW + DAY).copy is not None


def _attach(library: Library, _ident: str) -> None:
    with library.writing() as work:
        work.attach("0" * 64, "image/jpeg", b"x")


CHANGES = {
    "typing": lambda library, ident: editing.write(library, ident, SUMMARY, "x"),
    "the bin": lambda library, ident: practices.to_bin(library, [ident]),
    "a practice": lambda library, _ident: _new(library, "Toinen"),
    "a photo": _attach,
    "undo": lambda library, ident: editing.undo(library, ident) or editing.undo(library),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_every_kind_of_change_is_seen(library: Library, where: Paths, kind: str) -> None:
    ident = _new(library)
    before = backup.trace(where.library)
    CHANGES[kind](library, ident)
    assert backup.trace(where.library) != before


def test_a_clock_that_was_set_back_does_not_stop_copies(library: Library, where: Paths) -> None:
    ident = _new(library)
    upkeep.back_up_if_due(where, Settings(), NOW + 400 * DAY)
    editing.write(library, ident, SUMMARY, "x")
    assert upkeep.back_up_if_due(where, Settings(), NOW).copy is not None


def test_no_library_no_copy(where: Paths) -> None:
    assert upkeep.back_up_if_due(where, Settings(), NOW) == upkeep.Kept()
    with pytest.raises(StoreError):
        upkeep.back_up(where, "by-hand")
    assert not list(where.data.glob("**/*.gptemplate"))


def test_a_damaged_library_is_copied_but_no_older_copy_goes(library: Library, where: Paths, expect_log) -> None:
    expect_log("damaged entries")
    _new(library)
    old = upkeep.back_up(where, "daily", moment=NOW - 500 * DAY).copy
    library.close()
    _spoil(where.library)
    kept = upkeep.back_up(where, "daily", moment=NOW)
    assert (kept.whole, kept.removed) == (False, ())
    assert old is not None
    assert old.exists()
    assert [one.whole for one in upkeep.list_backups(where)] == [False, True]


def test_a_library_that_cannot_be_copied_is_told_and_nothing_half_stays(library: Library, where: Paths) -> None:
    _new(library)
    library.close()
    content = bytearray(where.library.read_bytes())
    content[8192 : 8192 + 3 * 4096] = os.urandom(3 * 4096)
    where.library.write_bytes(content)
    with pytest.raises(NotALibrary):
        upkeep.back_up(where, "daily", moment=NOW)
    assert list(where.backups.iterdir()) == []


def test_a_folder_that_may_not_be_written_is_told(library: Library, where: Paths) -> None:
    where.backups.write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="No copy of the library could be made"):
        upkeep.back_up(where, "daily", moment=NOW)


# Thinning


def _held(*ages: tuple[timedelta, str] | timedelta, size: int = 10) -> list[Copy]:
    pairs = [one if isinstance(one, tuple) else (one, "daily") for one in ages]
    return [Copy(Path(f"{age}-{reason}"), NOW - age, reason, size) for age, reason in pairs]


MINUTE = timedelta(minutes=1)
THINNING = {
    "nothing": ([], 100, []),
    "the last hour stays": ([0 * MINUTE, 5 * MINUTE, 59 * MINUTE], 100, []),
    "then the newest of each hour": ([0 * MINUTE, 95 * MINUTE, 100 * MINUTE, 140 * MINUTE], 100, [2, 3]),
    "hours of a day": ([0 * MINUTE, *(n * HOUR for n in range(1, 24))], 1000, []),
    "then the newest of each day": ([0 * MINUTE, 2 * DAY, 2 * DAY + HOUR, 2 * DAY + 2 * HOUR], 100, [2, 3]),
    "days of a month": ([0 * MINUTE, *(n * DAY for n in range(1, 30))], 1000, []),
    "then the newest of each month": ([0 * MINUTE, 51 * DAY, 52 * DAY, 60 * DAY], 100, [2, 3]),
    "nothing older than a year": ([0 * MINUTE, 360 * DAY, 366 * DAY, 800 * DAY], 100, [2, 3]),
    "the newest stays however old": ([800 * DAY], 100, []),
    "the newest stays however large": ([800 * DAY], 1, []),
    "the oldest go where room is short": ([0 * MINUTE, 2 * DAY, 3 * DAY, 4 * DAY], 25, [2, 3]),
    "one before an upgrade stays a month": (
        [0 * MINUTE, (2 * DAY, "before-upgrade-from-1"), 2 * DAY - HOUR, (29 * DAY, "before-upgrade-from-2")], 5, [2],
    ),
    "and then as any other": ([0 * MINUTE, (31 * DAY, "before-upgrade-from-1"), 30 * DAY + HOUR], 100, [1]),
    "one before a restore stays a month": ([0 * MINUTE, 2 * DAY, (2 * DAY + HOUR, "before-restore")], 100, []),
    "but not where room is short": ([0 * MINUTE, 2 * DAY, (2 * DAY + HOUR, "before-restore")], 25, [2]),
}  # fmt: skip


@pytest.mark.parametrize("name", THINNING)
def test_thinning(name: str) -> None:
    ages, limit, gone = THINNING[name]
    held = _held(*ages)
    assert {one.file for one in backup.to_remove(held, NOW, limit)} == {held[place].file for place in gone}
    assert {one.file for one in backup.to_remove(held[::-1], NOW, limit)} == {held[place].file for place in gone}


def test_a_damaged_copy_is_never_the_one_that_is_kept_for_a_good_one() -> None:
    damaged, good = (
        Copy(Path(name), NOW - age, "daily", 10, name == "good") for name, age in (("bad", HOUR * 50), ("good", HOUR * 52))
    )
    assert backup.to_remove([damaged, good], NOW, 1) == [damaged]
    assert [one.file.name for one in backup.to_remove([damaged, good, *_held(0 * HOUR)], NOW, 100)] == ["bad"]


def test_a_year_of_daily_work_keeps_a_sane_number() -> None:
    held: list[Copy] = []
    for day in range(430):
        moment = NOW - (500 - day) * DAY
        for hour in range(0, 8, 2):
            when = moment + hour * HOUR
            held.append(Copy(Path(f"{when}"), when, "regular", 10))
            unwanted = backup.to_remove(held, when, 10**6)
            held = [one for one in held if one not in unwanted]
    assert 45 <= len(held) <= 60
    assert held[-1].when - held[0].when > 330 * DAY


# The second copy


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_the_stick_gets_a_copy_too(library: Library, where: Paths, stick: Path) -> None:
    _new(library)
    settings = Settings(second_copy=str(stick), device="laptop1")
    kept = upkeep.back_up(where, "by-hand", settings=settings, moment=NOW)
    assert kept.second is None
    (second,) = backup.copies(stick / "gptemplate-laptop1")
    assert _titles(second.file) == ["Kieli työssä"]
    assert len(upkeep.list_backups(where, settings)) == 2


def test_a_stick_that_is_away_is_told_and_gets_its_copy_when_it_is_back(library: Library, where: Paths, stick: Path) -> None:
    ident, settings = _new(library), Settings(second_copy=str(stick), device="laptop1")
    stick.rename(stick.with_name("pulled out"))
    kept = upkeep.back_up_if_due(where, settings, NOW)
    assert kept.copy is not None
    assert "is not there now" in str(kept.second)
    assert not stick.exists(), "no folder is made where the stick should be"
    stick.mkdir()
    editing.write(library, ident, SUMMARY, "tällä välin")
    later = upkeep.back_up_if_due(where, settings, NOW + HOUR)
    assert (later.copy, later.second) == (None, None)
    assert [one.file.name for one in backup.copies(stick / "gptemplate-laptop1")] == [kept.copy.name]


def test_trouble_with_the_stick_never_harms_the_first_copy(library: Library, where: Paths, stick: Path) -> None:
    _new(library)
    (stick / "gptemplate-laptop1").write_text("a file in the way")
    kept = upkeep.back_up(where, "by-hand", settings=Settings(second_copy=str(stick), device="laptop1"), moment=NOW)
    assert kept.whole
    assert "No second copy" in str(kept.second)


def test_laptops_that_share_a_stick_do_not_thin_each_others_copies(library: Library, where: Paths, stick: Path) -> None:
    ident = _new(library)
    for device, age in (("one", 500 * DAY), ("two", 0 * DAY)):
        editing.write(library, ident, SUMMARY, device)
        upkeep.back_up(where, "daily", settings=Settings(second_copy=str(stick), device=device), moment=NOW - age)
    assert {folder.name: len(backup.copies(folder)) for folder in stick.iterdir()} == {"gptemplate-one": 1, "gptemplate-two": 1}


# Looking into copies


def test_a_copy_tells_what_is_in_it(samples: Library, where: Paths) -> None:
    upkeep.back_up(where, "before-merge", moment=NOW)
    (info,) = upkeep.list_backups(where)
    assert (info.when, info.reason, info.whole) == (NOW, "before-merge", True)
    assert {one.id for one in info.practices} == {one.id for one in practices.list_practices(samples)}
    assert info.changed == max(one.modified for one in practices.list_practices(samples))


@pytest.mark.parametrize("spoil", ["text", "photo", "cut", "zeros", "empty"])
def test_a_damaged_copy_is_listed_as_damaged(samples: Library, where: Paths, spoil: str) -> None:
    copy = upkeep.back_up(where, "daily", moment=NOW).copy
    assert copy is not None
    content = copy.read_bytes()
    if spoil == "text":
        _spoil(copy)
    elif spoil == "photo":
        at = content.index(b"\xff\xd8\xff") + 900
        copy.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    else:
        copy.write_bytes({"cut": content[: len(content) // 2], "zeros": bytes(len(content)), "empty": b""}[spoil])
    assert [one.whole for one in upkeep.list_backups(where)] == [False]
    before = where.library.read_bytes()
    samples.close()
    with pytest.raises(NotALibrary, match="damaged"):
        upkeep.restore_backup(where, copy)
    assert upkeep.list_backups(where, thorough=False)[0].whole in (None, False)
    assert len(list(where.backups.iterdir())) == 1
    assert before


def test_other_files_in_the_folder_are_left_alone(library: Library, where: Paths) -> None:
    where.backups.mkdir()
    for name in ("mine.gptemplate", "2026-13-45-999999-daily.gptemplate", "notes.txt"):
        (where.backups / name).write_text("x")
    upkeep.back_up(where, "daily", settings=Settings(backup_limit_mb=0), moment=NOW)
    assert len(list(where.backups.iterdir())) == 4


# Comparing and putting back


def test_what_differs_is_shown_before_anything_happens(library: Library, where: Paths) -> None:
    same, changed, gone = _new(library, "Sama"), _new(library, "Muuttuu"), _new(library, "Poistuu")
    copy = upkeep.back_up(where, "daily", moment=NOW).copy
    assert copy is not None
    assert upkeep.compare(where, copy).same
    editing.write(library, changed, SUMMARY, "toisin")
    editing.write(library, changed, Key("title", "fi"), "Muuttui")
    practices.to_bin(library, [gone])
    practices.remove_for_good(library, [gone])
    added = _new(library, "Uusi")
    found = upkeep.compare(where, copy)
    assert [one.id for one in found.only_in_copy] == [gone]
    assert [one.id for one in found.only_in_library] == [added]
    assert [(one.library.id, one.copy.title("fi")[0], one.library.title("fi")[0], one.values) for one in found.differing] == [
        (changed, "Muuttuu", "Muuttui", 2)
    ]
    assert same


def test_a_copy_is_put_back_and_the_present_state_is_kept(library: Library, where: Paths, opened) -> None:
    ident = _new(library)
    copy = upkeep.back_up(where, "daily", moment=NOW).copy
    assert copy is not None
    editing.write(library, ident, SUMMARY, "myöhemmin")
    library.close()
    kept = upkeep.restore_backup(where, copy, moment=NOW + HOUR)
    again = opened()
    assert editing.open_practice(again, ident).text(*SUMMARY) == ""
    again.close()
    assert kept is not None
    assert "before-restore" in kept.name
    upkeep.restore_backup(where, kept, moment=NOW + 2 * HOUR)
    assert editing.open_practice(opened(), ident).text(*SUMMARY) == "myöhemmin", "the restore can be taken back"


def test_an_open_library_is_not_replaced(library: Library, where: Paths) -> None:
    _new(library)
    copy = upkeep.back_up(where, "daily", moment=NOW).copy
    assert copy is not None
    with pytest.raises(LibraryBusy):
        upkeep.restore_backup(where, copy)
    library.close()
    reader = sqlite3.connect(where.library)
    reader.execute("PRAGMA journal_mode = WAL")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM practice").fetchone()
    before = where.library.read_bytes()
    with pytest.raises(LibraryBusy):
        upkeep.restore_backup(where, copy)
    reader.close()
    assert where.library.read_bytes() == before
    upkeep.restore_backup(where, copy)


def test_no_log_of_the_old_library_is_left_for_the_new_one(library: Library, where: Paths, opened) -> None:
    """As after a crash: the newest pages of the old library are in a log that SQLite would play over the new file."""
    ident = _new(library)
    copy = upkeep.back_up(where, "daily", moment=NOW).copy
    assert copy is not None
    editing.write(library, ident, SUMMARY, "lokissa")
    crashed = {suffix: where.library.with_name(where.library.name + suffix).read_bytes() for suffix in ("", "-wal")}
    library.close()
    for suffix, content in crashed.items():
        where.library.with_name(where.library.name + suffix).write_bytes(content)
    kept = upkeep.restore_backup(where, copy, moment=NOW + HOUR)
    assert not where.library.with_name(where.library.name + "-wal").exists()
    again = opened()
    assert editing.open_practice(again, ident).text(*SUMMARY) == ""
    assert kept is not None
    connection = sqlite3.connect(kept)
    assert connection.execute("SELECT text FROM value WHERE field = 'summary'").fetchall() == [("lokissa",)]
    connection.close()


def test_a_library_too_damaged_to_copy_is_kept_byte_for_byte(library: Library, where: Paths, opened) -> None:
    _new(library)
    copy = upkeep.back_up(where, "daily", moment=NOW).copy
    assert copy is not None
    library.close()
    where.library.write_bytes(b"SQLite format 3\x00" + os.urandom(9000))
    where.library.with_name(where.library.name + "-wal").write_bytes(b"a log")
    damaged = where.library.read_bytes()
    kept = upkeep.restore_backup(where, copy, moment=NOW + HOUR)
    assert kept is not None
    assert kept.read_bytes() == damaged
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"a log"
    assert [one.title("fi")[0] for one in practices.list_practices(opened())] == ["Kieli työssä"]
    assert upkeep.list_backups(where)[0].whole is False


def test_a_lost_library_comes_back_from_its_copy(library: Library, where: Paths, opened) -> None:
    _new(library)
    copy = upkeep.back_up(where, "daily", moment=NOW).copy
    assert copy is not None
    library.close()
    moved = shutil.copy(copy, where.data.parent / "from a stick.gptemplate")
    shutil.rmtree(where.data)
    assert upkeep.restore_backup(where, Path(moved)) is None
    assert len(practices.list_practices(opened())) == 1


def test_a_copy_of_a_newer_program_is_refused(library: Library, where: Paths) -> None:
    copy = upkeep.back_up(where, "daily", moment=NOW).copy
    assert copy is not None
    library.close()
    connection = sqlite3.connect(copy)
    connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    connection.commit()
    connection.close()
    with pytest.raises(NewerLibrary):
        upkeep.restore_backup(where, copy)
    with pytest.raises(StoreError, match="no copy"):
        upkeep.restore_backup(where, where.backups / "none.gptemplate")


@contextmanager
def _short_of_room(largest: int) -> Iterator[None]:
    """No file may grow beyond `largest` bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("room", [0, 4096, 50_000])
def test_without_room_nothing_half_is_left(library: Library, where: Paths, opened, stick: Path, room: int) -> None:
    ident = _new(library)
    copy = upkeep.back_up(where, "daily", moment=NOW).copy
    assert copy is not None
    editing.write(library, ident, SUMMARY, "nyt")
    with _short_of_room(room), pytest.raises(StoreError):
        upkeep.back_up(where, "daily", moment=NOW + HOUR)
    with _short_of_room(room):
        assert "No second copy" in str(upkeep.second_copy(Settings(second_copy=str(stick), device="x"), where.backups, NOW))
    library.close()
    with _short_of_room(room), pytest.raises(StoreError):
        upkeep.restore_backup(where, copy)
    assert editing.open_practice(opened(), ident).text(*SUMMARY) == "nyt"
    assert [one.name for one in where.backups.iterdir()] == [copy.name]
    assert not list(where.data.glob(".*part"))
    assert not backup.copies(stick / "gptemplate-x")
