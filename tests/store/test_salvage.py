"""Everything readable of a damaged library comes into a new one, and nothing that is wrong unseen."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from gptemplate.errors import NotALibrary, StoreError, UserError
from gptemplate.model.states import Key
from gptemplate.services import bringing_in, editing, upkeep
from gptemplate.services import library as practices
from gptemplate.services.templates import Templates
from gptemplate.store import doctor, pages, raw
from gptemplate.store import library as store
from gptemplate.store.first_page import first_page
from gptemplate.store.salvage import Salvaged, salvage

SPOILINGS = 320
SUMMARY = Key("summary", "fi")
Texts = dict[tuple[str, Key], str]


@dataclass(frozen=True)
class Victim:
    """A small library in use: the file, its log with the newest texts, and every text that it ever had."""

    file: bytes
    log: bytes
    now: Texts
    ever: frozenset[tuple[str, Key, str]]
    photos: frozenset[str]
    steps: list[tuple[object, ...]]


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory, templates: Templates) -> Victim:
    """Six practices, some written on, one with texts that no revision holds yet; half of the texts only in the log."""
    folder = tmp_path_factory.mktemp("victim")
    library = store.open_library(folder / "a.gptemplate", templates, author="group 1", device="here")
    bringing_in.bring_in(library, bringing_in.sample_files())
    connection = sqlite3.connect(folder / "a.gptemplate")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    for number, row in enumerate(practices.list_practices(library)):
        for turn in range(4):
            editing.write(library, row.id, SUMMARY, f"Tiivistelmä {number}, {turn}. kerta. " * (3 + 9 * turn))
            if turn < 3 or number % 2:
                editing.leave(library, row.id)
    held = _copied(folder / "a.gptemplate", folder / "b.gptemplate")
    library.close()
    return Victim(*held, *_everything(folder / "a.gptemplate"), _steps(folder / "a.gptemplate"))


def _copied(file: Path, copy: Path) -> tuple[bytes, bytes]:
    log = file.with_name(file.name + "-wal")
    shutil.copyfile(file, copy)
    return file.read_bytes(), log.read_bytes()


def _everything(file: Path) -> tuple[Texts, frozenset[tuple[str, Key, str]], frozenset[str]]:
    with raw.opened(file) as connection:
        now = {_place(row): row["text"] for row in raw.rows(connection, "value")}
        ever = {(*_place(row), row["text"]) for row in raw.rows(connection, "revision")}
        photos = {ident for (ident,) in connection.execute("SELECT id FROM attachment")}
    return now, frozenset(ever | {(*place, text) for place, text in now.items()}), frozenset(photos)


def _steps(file: Path) -> list[tuple[object, ...]]:
    with raw.opened(file) as connection:
        return [tuple(row) for row in raw.rows(connection, "step", "ORDER BY id")]


def _place(row: sqlite3.Row) -> tuple[str, Key]:
    return row["practice_id"], Key(row["field"], row["language"])


def _put(folder: Path, file: bytes, log: bytes | None) -> Path:
    damaged = folder / "damaged.gptemplate"
    damaged.write_bytes(file)
    beside = folder / "damaged.gptemplate-wal"
    beside.unlink(missing_ok=True)
    if log is not None:
        beside.write_bytes(log)
    return damaged


def test_a_whole_library_with_its_log_is_recovered_to_the_last_letter(victim, tmp_path, templates) -> None:
    damaged = _put(tmp_path, victim.file, victim.log)
    saved = salvage(damaged, tmp_path / "new.gptemplate", templates)
    now, ever, photos = _everything(tmp_path / "new.gptemplate")
    assert {place: text for place, text in now.items() if text} == {place: text for place, text in victim.now.items() if text}
    assert (ever, photos) == (victim.ever | ever, victim.photos)
    assert saved.losses == ()
    assert _steps(tmp_path / "new.gptemplate") == victim.steps
    assert doctor.examine(tmp_path / "new.gptemplate", templates).fine
    assert damaged.read_bytes() == victim.file
    assert damaged.with_name(damaged.name + "-wal").read_bytes() == victim.log


def test_the_salvaged_library_is_one_to_work_with(victim, tmp_path, templates, opened) -> None:
    salvage(_put(tmp_path, victim.file, victim.log), tmp_path / "new.gptemplate", templates)
    library = opened(tmp_path / "new.gptemplate")
    assert practices.finish_interrupted(library)
    row = practices.list_practices(library)[0]
    editing.write(library, row.id, SUMMARY, "Työ jatkuu")
    editing.leave(library, row.id)
    assert practices.search(library, "jatkuu") == [row.id]


def test_practices_whose_template_is_not_here_are_listed_too(victim, tmp_path, templates) -> None:
    damaged = _put(tmp_path, victim.file, victim.log)
    connection = sqlite3.connect(damaged)
    connection.execute("UPDATE practice SET template = 'of-another-house'")
    connection.commit()
    connection.close()
    salvage(damaged, tmp_path / "new.gptemplate", templates)
    assert len(first_page(tmp_path / "new.gptemplate")) == 6


def test_undo_and_redo_go_on_in_the_salvaged_library(victim, tmp_path, templates, opened) -> None:
    before = opened(_put(tmp_path, victim.file, victim.log))
    ident = practices.list_practices(before)[0].id
    editing.undo(before, ident)
    before.close()
    salvage(tmp_path / "damaged.gptemplate", tmp_path / "new.gptemplate", templates)
    lives = [_unwound(opened(tmp_path / name), ident) for name in ("damaged.gptemplate", "new.gptemplate")]
    assert lives[0] == lives[1]
    assert len(set(lives[0])) > 1, "there is something to undo"


def _unwound(library, ident: str) -> list[str]:
    """The text after redoing all, and after each step that is undone then."""
    while editing.redo(library, ident) is not None:
        pass
    texts = [editing.open_practice(library, ident).text(*SUMMARY)]
    while editing.undo(library, ident) is not None:
        texts.append(editing.open_practice(library, ident).text(*SUMMARY))
    return texts


def test_a_step_that_does_not_lead_to_a_proven_text_stays_behind(victim, tmp_path, templates, opened) -> None:
    damaged = _put(tmp_path, victim.file, victim.log)
    connection = sqlite3.connect(damaged)
    number, scope, changes = connection.execute(
        "SELECT id, scope, changes FROM step WHERE scope <> '' AND changes LIKE '%Tiivistelmä%' ORDER BY id LIMIT 1"
    ).fetchone()
    spoilt = changes.replace("Tiivistelmä", "Tiivistelmb", 1)
    connection.execute("UPDATE step SET changes = ? WHERE id = ?", (spoilt, number))
    connection.commit()
    connection.close()
    saved = salvage(damaged, tmp_path / "new.gptemplate", templates)
    assert [one.kind for one in saved.losses] == ["undo"]
    carried = _steps(tmp_path / "new.gptemplate")
    assert number not in {step[0] for step in carried}
    assert len(carried) < len(victim.steps)
    library = opened(tmp_path / "new.gptemplate")
    ever = {text for practice, key, text in victim.ever if (practice, key) == (scope, SUMMARY)}
    assert set(_unwound(library, scope)) <= ever | {""}


def _spoilt(rng: random.Random, victim: Victim) -> tuple[bytes, bytes | None]:
    """The library after something that disks, sticks and power cuts do."""
    file, log = bytearray(victim.file), bytearray(victim.log)
    target = rng.choice((file, file, log))
    match rng.randrange(6):
        case 0:
            for _turn in range(rng.choice((1, 1, 3, 40))):
                target[rng.randrange(len(target))] ^= 1 << rng.randrange(8)
        case 1:
            for _turn in range(rng.choice((1, 2, 10))):
                at = rng.randrange(len(target) // 4096) * 4096
                target[at : at + 4096] = bytes(len(target[at : at + 4096]))
        case 2:
            at = rng.randrange(len(target) - 600)
            target[at : at + 512] = rng.randbytes(512)
        case 3:
            del target[rng.randrange(len(target)) :]
        case 4:
            return bytes(file), None
        case 5:
            at, to = rng.randrange(len(file) // 4096) * 4096, rng.randrange(len(file) // 4096) * 4096
            file[to : to + 4096] = file[at : at + 4096]
    return bytes(file), bytes(log)


def _seen_by_sqlite(damaged: Path) -> Texts:
    """The current texts that SQLite itself can still read row by row and whose hashes prove them."""
    aside = damaged.with_name("aside.gptemplate")
    for suffix in ("", "-wal"):
        aside.with_name(aside.name + suffix).unlink(missing_ok=True)
        if damaged.with_name(damaged.name + suffix).is_file():
            shutil.copyfile(damaged.with_name(damaged.name + suffix), aside.with_name(aside.name + suffix))
    found: Texts = {}
    try:
        with closing(raw.connect(aside)) as connection:
            for number in range(1, 400):
                with suppress(sqlite3.DatabaseError):
                    rows = raw.rows(connection, "value", "WHERE id = ?", (number,)).fetchall()
                    found |= {_place(row): row["text"] for row in rows if raw.holds(row)}
    except sqlite3.DatabaseError:
        pass
    return found


def _check(victim: Victim, saved: Salvaged, templates: Templates, seen: Texts) -> int:
    """Nothing unproven is there unseen; what was lost is told. Returns how many current texts were recovered."""
    now, ever, _photos = _everything(saved.file)
    missed = {place for place, text in seen.items() if text and text == victim.now.get(place) != now.get(place)}
    assert not missed, "SQLite reads what was not recovered"
    told = {(one.practice, one.key) for one in saved.losses}
    wrong = {(practice, key) for practice, key, text in ever - victim.ever if text}
    assert wrong <= told, "a text that never was, and nobody said so"
    report = doctor.examine(saved.file, templates)
    assert {one.kind for one in report.problems} <= {"gap", "attachment"}
    return sum(bool(text) and now.get(place) == text for place, text in victim.now.items())


def _run(victim: Victim, folder: Path, templates: Templates, seeds: range) -> list[int]:
    """How many texts each spoiling left."""
    kept = []
    for seed in seeds:
        file, log = _spoilt(random.Random(seed), victim)
        damaged, new = _put(folder, file, log), folder / f"new-{seed}.gptemplate"
        try:
            saved = salvage(damaged, new, templates)
        except UserError:
            assert not new.exists()
            assert not _seen_by_sqlite(damaged)
            kept.append(0)
            continue
        assert damaged.read_bytes() == file
        kept.append(_check(victim, saved, templates, _seen_by_sqlite(damaged)))
        new.unlink()
    return kept


def test_damaged_libraries_are_salvaged_and_never_silently_wrong(victim, tmp_path, templates) -> None:
    kept = _run(victim, tmp_path, templates, range(8))
    assert sum(kept) > len(kept) * len(victim.now) * 0.5


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_hundreds_of_damaged_libraries(victim, tmp_path, templates) -> None:
    kept = _run(victim, tmp_path, templates, range(1_000, 1_000 + SPOILINGS))
    whole = sum(bool(text) for text in victim.now.values())
    print(f"{len(kept)} spoilings, {sum(kept) / len(kept) / whole:.1%} of the texts recovered, least {min(kept)} of {whole}")
    assert sum(kept) > 0.8 * whole * len(kept)


@pytest.mark.parametrize("zeroed", [0, 1, 2, 3, 5, 8])
def test_a_lost_page_costs_only_what_was_in_it(victim, tmp_path, templates, zeroed: int) -> None:
    file = bytearray(victim.file)
    file[zeroed * 4096 : (zeroed + 1) * 4096] = bytes(4096)
    saved = salvage(_put(tmp_path, bytes(file), victim.log), tmp_path / "new.gptemplate", templates)
    now, _ever, _photos = _everything(saved.file)
    texts_there = sum(bool(text) for text in victim.now.values())
    recovered = sum(bool(text) and now.get(place) == text for place, text in victim.now.items())
    assert recovered > 0.8 * texts_there
    assert saved.practices == 6


def test_a_single_wrong_bit_is_mended(victim, tmp_path, templates) -> None:
    folder = tmp_path
    damaged = _put(folder, victim.file, victim.log)
    place, text = next((place, text) for place, text in victim.now.items() if place[1] == SUMMARY and "3. kerta" in text)
    spoilt = text.replace("Tiivistelmä", "Tiivistelmé", 1)
    connection = sqlite3.connect(damaged)
    changed = connection.execute("UPDATE value SET text = ? WHERE text = ?", (spoilt, text)).rowcount
    connection.execute("DELETE FROM revision WHERE practice_id = ?", place[:1])
    connection.commit()
    connection.close()
    assert changed == 1
    saved = salvage(damaged, folder / "new.gptemplate", templates)
    kept = _everything(saved.file)[0][place]
    # Two bytes differ in one bit, or in more: mended where it is one, told where it is not.
    assert kept == text or (place[0], place[1]) in {(one.practice, one.key) for one in saved.losses}


def test_a_text_beyond_mending_comes_from_its_history_and_that_is_told(victim, tmp_path, templates) -> None:
    damaged = _put(tmp_path, victim.file, victim.log)
    connection = sqlite3.connect(damaged)
    connection.execute("UPDATE value SET text = 'Something else altogether' WHERE field = 'summary' AND language = 'fi'")
    connection.commit()
    connection.close()
    saved = salvage(damaged, tmp_path / "new.gptemplate", templates)
    now, _ever, _photos = _everything(saved.file)
    summaries = {place: text for place, text in now.items() if place[1] == SUMMARY}
    assert len(summaries) == 6
    assert all((*place, text) in victim.ever for place, text in summaries.items())
    assert {one.practice for one in saved.losses if one.kind == "older"} == {place[0] for place in summaries}


def test_what_nothing_proves_is_kept_to_be_checked(victim, tmp_path, templates) -> None:
    damaged = _put(tmp_path, victim.file, victim.log)
    connection = sqlite3.connect(damaged)
    connection.execute("DELETE FROM revision WHERE field = 'summary' AND language = 'fi'")
    connection.execute("UPDATE value SET text = text || ' ja roskaa' WHERE field = 'summary' AND language = 'fi'")
    connection.commit()
    connection.close()
    saved = salvage(damaged, tmp_path / "new.gptemplate", templates)
    with raw.opened(saved.file) as made:
        rows = raw.rows(made, "value", "WHERE field = 'summary' AND language = 'fi'").fetchall()
    assert [row["state"] for row in rows] == ["to_check"] * 6
    assert sum(one.kind == "doubtful" for one in saved.losses) == 6


def test_practices_removed_for_good_do_not_come_back(tmp_path, templates, opened, where) -> None:
    library = opened()
    kept = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Jää")[0]
    for number in range(30):
        gone = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title=f"M {number}")[0]
        editing.write(library, gone, SUMMARY, "Poistettava " * 50)
        editing.leave(library, gone)
        practices.to_bin(library, [gone])
        practices.remove_for_good(library, [gone])
    library.close()
    saved = salvage(where.library, tmp_path / "new.gptemplate", templates)
    assert {practice for practice, _key in _everything(saved.file)[0]} == {kept}


@pytest.mark.parametrize("content", [b"", b"not a database", bytes(8192), b"SQLite format 3\x00" + bytes(5000)])
def test_where_nothing_is_readable_nothing_is_made(tmp_path, templates, content: bytes) -> None:
    damaged = _put(tmp_path, content, None)
    with pytest.raises(NotALibrary, match="Nothing could be read"):
        salvage(damaged, tmp_path / "new.gptemplate", templates)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["damaged.gptemplate"]


def test_a_file_that_is_there_is_not_written_over(victim, tmp_path, where) -> None:
    damaged = _put(tmp_path, victim.file, None)
    with pytest.raises(StoreError, match="exists already"):
        upkeep.salvage(where, damaged, damaged)


def test_random_bytes_are_no_rows_and_no_crash() -> None:
    for seed in range(20):
        rng = random.Random(seed)
        noise = bytearray(rng.randbytes(4096 * 4))
        noise[:18] = b"SQLite format 3\x00\x10\x00"
        for page in range(4):
            noise[page * 4096 + (100 if page == 0 else 0)] = 13
        list(pages.read(bytes(noise), rng.randbytes(9000)).rows())


def test_the_reader_of_pages_reads_what_sqlite_wrote(tmp_path) -> None:
    file = tmp_path / "a.db"
    rows = [(1, "ä" * 10_000, -5, 2**60), (2, None, 0, 1), (300, "", 127, -(2**40)), (70_000, "x", 2.5, 2**15)]
    for size in (512, 4096, 65_536):
        file.unlink(missing_ok=True)
        connection = sqlite3.connect(file)
        connection.execute(f"PRAGMA page_size = {size}")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b, c)")
        connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)
        connection.commit()
        connection.close()
        found = {number: cells[1:] for number, cells in pages.read(file.read_bytes(), b"").rows() if len(cells) == 4}
        assert found == {number: rest for number, *rest in map(tuple, rows)} or found == {row[0]: row[1:] for row in rows}


def _changed(victim: Victim, folder: Path, *statements: str) -> Path:
    """The library after somebody's SQL."""
    damaged = _put(folder, victim.file, victim.log)
    with closing(sqlite3.connect(damaged, isolation_level=None)) as connection:
        for one in statements:
            connection.execute(one)
    return damaged


def test_history_that_is_lost_is_counted(victim, tmp_path, templates) -> None:
    one = "DELETE FROM revision WHERE id = (SELECT head FROM value WHERE head IS NOT NULL AND NOT dirty LIMIT 1)"
    saved = salvage(_changed(victim, tmp_path, one, "VACUUM"), tmp_path / "new.gptemplate", templates)
    assert "1 earlier text is lost from the history." in [str(one.message) for one in saved.losses]
    saved = salvage(_changed(victim, tmp_path, "DROP TABLE revision", "VACUUM"), tmp_path / "newer.gptemplate", templates)
    assert saved.revisions == 0
    assert [str(one.message) for one in saved.losses if "earlier texts are lost from the history" in str(one.message)]


@pytest.mark.parametrize("head", ["head", "NULL"])
def test_a_newer_text_that_is_damaged_is_kept_beside_the_older_one(victim, tmp_path, templates, head: str) -> None:
    typed = f"UPDATE value SET text = text || ' typed', dirty = 1, head = {head} WHERE field = 'summary' AND language = 'fi'"
    damaged = _changed(victim, tmp_path, typed)
    with raw.opened(damaged) as connection:
        newer = {(_place(row), row["text"]) for row in raw.rows(connection, "value", "WHERE text LIKE '% typed'")}
    saved = salvage(damaged, tmp_path / "new.gptemplate", templates)
    _now, ever, _photos = _everything(saved.file)
    assert len(newer) == 6
    assert newer <= {((practice, key), text) for practice, key, text in ever}
    assert sum(one.kind == "doubtful" for one in saved.losses) == 6
    assert doctor.examine(saved.file, templates).fine


def test_the_time_of_an_older_text_is_told_as_here(victim, tmp_path, templates) -> None:
    damaged = _changed(victim, tmp_path, "UPDATE value SET text = 'Something else' WHERE field = 'summary' AND language = 'fi'")
    saved = salvage(damaged, tmp_path / "new.gptemplate", templates)
    older = [one.message.values["time"] for one in saved.losses if one.kind == "older"]
    assert len(older) == 6
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", one) for one in older)
