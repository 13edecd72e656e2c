"""The memory, the glossary and the words are cared for like the practices: copied, examined, mended, salvaged, forgotten."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gptemplate.model.memory import Extent, Unit
from gptemplate.model.terms import Designation, Term
from gptemplate.paths import Paths
from gptemplate.services import library as practices
from gptemplate.services import upkeep
from gptemplate.services.templates import Templates
from gptemplate.settings import Settings
from gptemplate.store import backup, doctor
from gptemplate.store.library import Library, open_library
from gptemplate.store.salvage import salvage

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC).astimezone()
NAME = "Päivi Äijälä"
UNITS = [
    Unit(
        {"fi": f"Kieli opitaan työssä {n}.", "sv": f"Språket lärs på jobbet {n}."},
        Extent.SENTENCE,
        "a" * 32,
        "summary",
        "Työ",
        "",
        5,
    )
    for n in range(40)
]
TERMS = [Term(f"{n:032x}", (Designation("fi", f"käytäntö {n}"), Designation("en", "practice")), modified=5) for n in range(9)]
WORDS = {"fi": frozenset({"Vaasanseutu", "Merenkurkku"}), "sv": frozenset({"Vasanejden"})}


@dataclass(frozen=True)
class Kept:
    """Everything of them in a library."""

    units: list[tuple[int, Unit]]
    terms: list[Term]
    binned: list[Term]
    words: dict[str, frozenset[str]]


def _fill(library: Library) -> Kept:
    practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Kieli työssä")
    with library.writing() as work:
        work.memory.add(UNITS)
        for term in TERMS:
            work.terms.put(term)
        work.terms.remove(TERMS[0].id)
        for language, words in WORDS.items():
            for word in words:
                work.words.add(language, word)
    return _kept(library)


def _kept(library: Library) -> Kept:
    with library.reading() as work:
        units = [(one.number, one) for one in work.memory.units()]
        return Kept(units, work.terms.all(), work.terms.in_bin(), work.words.all())


@pytest.fixture
def filled(library: Library, where: Paths) -> Kept:
    """What is in the closed library."""
    kept = _fill(library)
    library.close()
    return kept


def _spoil(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    for one in statements:
        connection.execute(one)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


# Copies


@pytest.mark.parametrize(
    "change",
    [
        lambda work: work.memory.add([Unit({"fi": "Uusi"})]),
        lambda work: work.memory.remove([1]),
        lambda work: work.terms.remove(TERMS[1].id),
        lambda work: work.words.remove("fi", "Vaasanseutu"),
    ],
)
def test_a_copy_is_due_after_each_kind_of_change(filled: Kept, where: Paths, opened, change: Callable[..., object]) -> None:
    upkeep.back_up(where, "daily", moment=NOW)
    assert backup.trace(where.library) == backup.trace(backup.copies(where.backups)[0].file)
    library = opened()
    with library.writing() as work:
        change(work)
    library.close()
    assert backup.trace(where.library) != backup.trace(backup.copies(where.backups)[0].file)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE memory_text SET text = 'x' WHERE id = 7",
        "UPDATE term SET text = '{}' WHERE text LIKE '%8%'",
        "UPDATE known_word SET word = 'Vaasa' WHERE word = 'Vaasanseutu'",
    ],
)
def test_a_damaged_text_makes_a_copy_a_damaged_one(filled: Kept, where: Paths, expect_log, sql: str) -> None:
    expect_log("damaged entries")
    assert upkeep.back_up(where, "daily", moment=NOW).whole
    _spoil(where.library, sql)
    assert not upkeep.back_up(where, "daily", moment=NOW).whole


def test_what_a_copy_would_bring_back_and_take_away_is_told(filled: Kept, where: Paths, opened) -> None:
    copy = upkeep.back_up(where, "daily", moment=NOW).copy
    assert copy is not None
    assert upkeep.compare(where, copy).same
    library = opened()
    with library.writing() as work:
        work.memory.remove([1])
        work.terms.remove(TERMS[1].id)
        work.words.add("fi", "Äänekoski")
    library.close()
    found = upkeep.compare(where, copy)
    assert not found.same
    assert [str(one) for one in found.beside] == [
        "2 texts of the translation memory would come back.",
        "1 term of the glossary would come back.",
        "1 word of the word list would go.",
    ]
    upkeep.restore_backup(where, copy)
    assert _kept(opened()) == filled


def test_a_copy_of_an_older_version_has_none_of_them(filled: Kept, where: Paths) -> None:
    old = Path(__file__).parent.parent / "data" / "schema-2.gptemplate"
    assert len(upkeep.compare(where, old).beside) == 3
    assert upkeep.is_whole(old)


# Doctor


def test_a_wrong_bit_is_mended_and_more_is_fetched_from_a_copy(filled: Kept, where: Paths, opened, expect_log) -> None:
    expect_log("damaged entries")
    upkeep.back_up(where, "daily", moment=NOW)
    _spoil(
        where.library,
        "UPDATE memory_text SET text = replace(text, 'Kieli', 'Kiemi') WHERE id = 1",
        "UPDATE memory_text SET text = 'ei mitään' WHERE id = 4",
        "UPDATE term SET text = 'x' WHERE id LIKE '%5'",
        "UPDATE known_word SET word = 'x' WHERE word = 'Merenkurkku'",
    )
    report = upkeep.repair(where, moment=NOW)
    assert (report.fine, len(report.repaired)) == (True, 4)
    assert _kept(opened()) == filled


def test_what_nothing_proves_goes_and_is_in_the_copy_made_before(filled: Kept, where: Paths, opened, expect_log) -> None:
    expect_log("damaged entries")
    _spoil(
        where.library,
        "UPDATE memory_text SET text = 'ei mitään' WHERE unit_id = 3",
        "UPDATE term SET text = 'x' WHERE id LIKE '%5'",
        "UPDATE known_word SET word = 'x' WHERE word = 'Merenkurkku'",
    )
    report = upkeep.repair(where, moment=NOW)
    assert report.fine
    assert report.copy is not None
    kept = _kept(opened())
    assert [number for number, _unit in kept.units] == [number for number, _unit in filled.units if number != 3]
    assert kept.terms == [one for one in filled.terms if not one.id.endswith("5")]
    assert kept.words["fi"] == {"Vaasanseutu"}


def test_a_text_that_lost_its_entry_is_given_one(filled: Kept, where: Paths, opened) -> None:
    _spoil(where.library, "DELETE FROM memory_unit WHERE id IN (3, 4)", "DELETE FROM memory_text WHERE unit_id = 9")
    report = upkeep.repair(where, moment=NOW)
    assert report.fine
    assert {str(one.message) for one in report.repaired} == {
        "2 entries of the translation memory have lost where they came from.",
        "1 entry of the translation memory has no text.",
    }
    units = dict(_kept(opened()).units)
    assert (units[3].texts, units[3].practice) == (UNITS[2].texts, "")
    assert 9 not in units


def test_a_repair_is_a_change_that_others_notice(filled: Kept, where: Paths, opened) -> None:
    before = opened()
    with before.reading() as work:
        version = work.memory.version()
    before.close()
    _spoil(where.library, "DELETE FROM memory_unit WHERE id = 3")
    upkeep.repair(where, moment=NOW)
    with opened().reading() as work:
        assert work.memory.version() > version


# Salvage


def test_all_of_a_whole_library_is_salvaged(filled: Kept, where: Paths, tmp_path: Path, templates: Templates, opened) -> None:
    saved = salvage(where.library, tmp_path / "new.gptemplate", templates)
    assert saved.losses == ()
    assert _kept(opened(tmp_path / "new.gptemplate")) == filled
    assert doctor.examine(tmp_path / "new.gptemplate", templates).fine


def test_what_is_lost_is_listed(filled: Kept, where: Paths, tmp_path: Path, templates: Templates, opened) -> None:
    _spoil(
        where.library,
        "UPDATE memory_text SET text = 'ei mitään' WHERE unit_id = 3",
        "UPDATE memory_text SET text = replace(text, 'Kieli', 'Kiemi') WHERE id = 1",
        "DELETE FROM memory_unit WHERE id = 8",
        "UPDATE term SET text = 'x' WHERE id LIKE '%5'",
        "UPDATE known_word SET word = 'x' WHERE word = 'Merenkurkku'",
    )
    saved = salvage(where.library, tmp_path / "new.gptemplate", templates)
    assert [str(one.message) for one in saved.losses] == [
        "2 texts of the translation memory are damaged and left out.",
        "1 entry of the translation memory has lost where it came from.",
        "1 term of the glossary is damaged and left out.",
        "1 word of the word list is damaged and left out.",
    ]
    kept = _kept(opened(tmp_path / "new.gptemplate"))
    assert {number: one.texts for number, one in kept.units} == {n: one.texts for n, one in filled.units if n != 3}
    assert kept.terms == [one for one in filled.terms if not one.id.endswith("5")]
    assert doctor.examine(tmp_path / "new.gptemplate", templates).fine


def test_a_library_of_nothing_but_words_is_salvaged_too(
    library: Library, where: Paths, tmp_path: Path, templates, opened
) -> None:
    with library.writing() as work:
        work.words.add("fi", "Vaasanseutu")
    library.close()
    salvage(where.library, tmp_path / "new.gptemplate", templates)
    assert _kept(opened(tmp_path / "new.gptemplate")).words == {"fi": {"Vaasanseutu"}}


@pytest.mark.parametrize("seed", range(12))
def test_no_text_comes_out_of_a_spoilt_file_that_was_not_in_it(
    filled: Kept, where: Paths, tmp_path: Path, templates: Templates, opened, seed: int
) -> None:
    rng = random.Random(seed)
    content = bytearray(where.library.read_bytes())
    for _turn in range(rng.choice((3, 40, 400))):
        content[rng.randrange(100, len(content))] ^= 1 << rng.randrange(8)
    damaged = tmp_path / "damaged.gptemplate"
    damaged.write_bytes(content)
    salvage(damaged, tmp_path / "new.gptemplate", templates)
    kept = _kept(opened(tmp_path / "new.gptemplate"))
    ever = {text for one in UNITS for text in one.texts.values()}
    assert {text for _number, one in kept.units for text in one.texts.values()} <= ever
    assert {replaced.designations for replaced in (*kept.terms, *kept.binned)} <= {one.designations for one in TERMS}
    assert kept.words.get("fi", frozenset()) <= WORDS["fi"]
    assert len(kept.units) > 0
    assert doctor.examine(tmp_path / "new.gptemplate", templates).fine


# Forgetting


def _about(library: Library) -> None:
    with library.writing() as work:
        work.memory.add(
            [
                Unit({"fi": f"Kysy: {NAME}.", "sv": f"Fråga {NAME}."}, project=f"{NAME}.tmx", author=NAME),
                Unit({"fi": "Äijälän ja Päivi Äijälän mukaan", "sv": "Ja"}),
            ]
        )
        named = (Designation("fi", "yhteyshenkilö"), Designation("sv", NAME))
        work.terms.put(Term("f" * 32, named, f"Kuten {NAME}", f"{NAME}: ei näin", NAME, NAME))
        work.words.add("fi", NAME)


def test_no_byte_of_a_person_is_left_in_them(where: Paths, templates: Templates, opened) -> None:
    library = open_library(where.library, templates, author=NAME, device="here")
    _fill(library)
    _about(library)
    library.close()
    upkeep.back_up(where, "daily", moment=NOW)
    _spoil(where.library, "UPDATE memory_text SET text = 'Mukaan', digest = '1' WHERE text LIKE 'Äijälän%'")
    found = upkeep.forget_person(where, Settings(), NAME, moment=NOW)
    assert any("The name goes out of" in str(one) for one in found.notes)
    assert NAME.encode() not in where.library.read_bytes()


def test_the_name_goes_out_of_texts_and_the_rest_stays(library: Library, where: Paths, opened, templates: Templates) -> None:
    kept = _fill(library)
    _about(library)
    library.close()
    upkeep.back_up(where, "daily", moment=NOW)
    found = upkeep.find_person(where, NAME)
    assert (found.anything, found.entries) == (True, 5)
    assert [str(one) for one in found.notes] == [
        "The name goes out of 5 entries of the translation memory, the glossary and the word list.",
        "1 entry of the translation memory or the glossary has the name with an ending; look for it there.",
    ]
    forgotten = upkeep.forget_person(where, Settings(), NAME, moment=NOW)
    assert (len(forgotten.copies), forgotten.unreached) == (1, ())
    for file in (None, backup.copies(where.backups)[0].file):
        now = _kept(opened(file))
        assert now.units[:40] == kept.units
        named = now.units[40][1]
        assert (named.texts["sv"], named.project, named.author) == ("Fråga [removed].", "[removed].tmx", "")
        term = now.terms[-1]
        assert (term.definition, term.note, term.source, term.author) == (
            "Kuten [removed]",
            "[removed]: ei näin",
            "[removed]",
            "",
        )
        assert now.words == WORDS
    assert doctor.examine(where.library, templates).fine
    assert upkeep.find_person(where, NAME).entries == 0
