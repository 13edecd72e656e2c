"""A library from somebody else: a good database with rows that this program would never have written."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from gptemplate.errors import UserError
from gptemplate.model.memory import Unit
from gptemplate.model.practice import Key
from gptemplate.model.terms import Designation, Term
from gptemplate.services import commenting, editing
from gptemplate.services import library as practices
from gptemplate.services.templates import Templates
from gptemplate.store import backup, copies, doctor, raw
from gptemplate.store.first_page import first_page
from gptemplate.store.library import open_library
from gptemplate.store.work import Work
from tests.hostile import shapes

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC).astimezone()

ROWS = {
    "status": "UPDATE practice SET status = 'no such'",
    "summary-is-a-list": "UPDATE practice SET summary = '[]'",
    "summary-is-no-json": "UPDATE practice SET summary = 'x'",
    "summary-is-very-deep": f"UPDATE practice SET summary = '{'[' * 3_000}'",
    "summary-of-another-shape": """UPDATE practice SET summary = '{"languages": {"fi": [1, 2]}, "place": 5}'""",
    "template-is-a-path": "UPDATE practice SET template = '../../x'",
    "template-is-long": f"UPDATE practice SET template = '{'a' * 5_000}'",
    "time-is-a-text": "UPDATE practice SET modified = 'yesterday'",
    "time-is-huge": "UPDATE practice SET modified = 9223372036854775807, created = -9223372036854775808",
    "text-is-a-blob": "UPDATE value SET text = x'ff00ff'",
    "text-is-a-number": "UPDATE value SET text = 5",
    "state": "UPDATE value SET state = 'no such'",
    "parents": "UPDATE revision SET parents = '5'",
    "changes-are-a-number": "UPDATE step SET changes = '5'",
    "changes-of-another-shape": "UPDATE step SET changes = '[[1, 2]]'",
    "changes-are-very-deep": f"UPDATE step SET changes = '{'[' * 3_000}'",
    "comment-is-a-blob": "UPDATE comment SET text = x'ff00ff'",
    "comment-is-a-number": "UPDATE comment SET text = 5",
    "comment-of-another-shape": """UPDATE comment SET text = '{"text": []}'""",
    "comment-is-very-deep": f"UPDATE comment SET text = '{'[' * 3_000}'",
    "comment-has-another-id": "UPDATE comment SET comment = 'x'",
    "document-is-a-blob": "UPDATE search_document SET text = x'ff'",
    "unit-of-no-extent": "UPDATE memory_unit SET extent = 'chapter'",
    "unit-is-gone": "DELETE FROM memory_unit",
    "unit-has-no-text": "DELETE FROM memory_text",
    "unit-text-is-a-blob": "UPDATE memory_text SET text = x'ff00ff'",
    "unit-text-is-another": "UPDATE memory_text SET text = 'Jotakin muuta.'",
    "unit-text-of-nothing": "UPDATE memory_text SET unit_id = 'x'",
    "unit-time-is-huge": "UPDATE memory_unit SET modified = 9223372036854775807",
    "term-is-a-list": "UPDATE term SET text = '[]', digest = '7ebb3c7c2a87b1a2f8a7ed729ecb040d'",
    "term-is-no-json": "UPDATE term SET text = 'x'",
    "term-is-very-deep": f"UPDATE term SET text = '{'[' * 3_000}'",
    "term-has-another-id": "UPDATE term SET id = 'x'",
    "word-is-a-blob": "UPDATE known_word SET word = x'ff00ff'",
    "word-of-a-number": "UPDATE known_word SET language = 5",
    "counter-is-a-word": "UPDATE meta SET value = 'many' WHERE key <> 'schema'",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, templates: Templates) -> tuple[Path, str]:
    """A library of one practice with a history, and its id."""
    file = tmp_path_factory.mktemp("sound") / "a.gptemplate"
    library = open_library(file, templates)
    ident, _changes = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Kieli")
    for text in ("Opitaan.", "Opitaan suomea."):
        editing.write(library, ident, Key("summary", "fi"), text)
        editing.leave(library, ident)
    practices.to_bin(library, [ident])
    editing.undo(library)
    commenting.write(library, ident, Key("summary", "fi"), "Mitä opitaan?")
    with library.writing() as work:
        work.memory.add([Unit({"fi": "Opitaan suomea.", "sv": "Vi lär oss finska."}, practice=ident, field="summary")])
        work.terms.put(Term("a" * 32, (Designation("fi", "oppiminen"), Designation("sv", "inlärning")), note="Ei opetus."))
        work.words.add("fi", "Vaasanseutu")
    library.close()
    return file, ident


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the library of one test stands, again and again."""
    return tmp_path_factory.mktemp("spoilt") / "a.gptemplate"


def _spoil(sound: Path, file: Path, sql: str, *given: object) -> None:
    shutil.rmtree(file.parent)
    file.parent.mkdir()
    shutil.copyfile(sound, file)
    connection = sqlite3.connect(file)
    with suppress(sqlite3.IntegrityError):  # what the tables themselves do not take cannot be in a file
        connection.execute(sql, given)
    connection.commit()
    connection.close()


def _use_or_refuse(file: Path, templates: Templates, ident: str) -> None:
    try:
        _use(file, templates, ident)
    except UserError as error:
        assert error.message.msgid


def _doctor(file: Path, templates: Templates) -> None:
    """The doctor looks and repairs, whatever is there; it never says that it could go on and does not."""
    doctor.quick_check(file)
    copies.look_into(backup.Copy(file, NOW, "daily", 1), thorough=True)
    try:
        report = doctor.repair(file, templates, file.parent / "backups", NOW)
    except UserError as error:
        assert error.message.msgid
        return
    assert not any(one.can_rebuild for one in report.problems), [str(one.message) for one in report.problems]


@pytest.mark.parametrize("sql", ROWS.values(), ids=ROWS.keys())
def test_a_library_with_strange_rows_is_used_or_refused(sound, spoilt, templates: Templates, expect_log, sql: str) -> None:
    expect_log("does not match its hash")
    expect_log("damaged entries")
    file, ident = sound
    _spoil(file, spoilt, sql)
    _use_or_refuse(spoilt, templates, ident)
    _spoil(file, spoilt, sql)
    _doctor(spoilt, templates)


REBUILT = sorted(ROWS.keys() - {"template-is-a-path", "template-is-long", "parents", "time-is-a-text", "time-is-huge"})


@pytest.mark.parametrize("name", REBUILT)
def test_what_the_doctor_rebuilds_is_used_again(sound, spoilt, templates: Templates, expect_log, name: str) -> None:
    expect_log("damaged entries")
    file, ident = sound
    _spoil(file, spoilt, ROWS[name])
    assert doctor.repair(spoilt, templates, spoilt.parent / "backups", NOW).fine
    _use(spoilt, templates, ident)


CELLS = [(table, column) for table, columns in raw.TABLES.items() for column in columns if (table, column) != ("meta", "key")]
STRANGE = st.one_of(
    st.none(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.binary(max_size=8), shapes.TEXTS,
    st.sampled_from(["[]", "{}", "null", "[[]]", '["x"]', '"\\ud800"', "[1e999]", f"[{'9' * 5_000}]", "-1", "٣"]),
).filter(lambda cell: not isinstance(cell, str) or not any("\ud800" <= c <= "\udfff" for c in cell))  # fmt: skip


@example(("meta", "value"), "1")  # the number of an older library over the tables of today's
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
@given(st.sampled_from(CELLS), STRANGE)
def test_a_library_with_anything_in_a_column_is_used_or_refused(sound, spoilt, templates, expect_log, cell, content) -> None:
    expect_log("")
    file, ident = sound
    sql = f"UPDATE {cell[0]} SET {cell[1]} = ?"
    _spoil(file, spoilt, sql, content)
    _use_or_refuse(spoilt, templates, ident)
    _spoil(file, spoilt, sql, content)
    _doctor(spoilt, templates)


def _use(file: Path, templates: Templates, ident: str) -> None:
    """What the window does first with a library."""
    first_page(file)
    library = open_library(file, templates)
    try:
        practices.finish_interrupted(library)
        for row in practices.list_practices(library):
            assert row.title("fi") is not None
        practices.search(library, "suomea")
        practice = editing.open_practice(library, ident)
        practice.title(library.template(practice.template_id), "fi")
        with library.reading() as work:
            work.history(ident, Key("title", "fi"))
            _use_words(work)
        with library.writing() as work:
            work.memory.replace_of(ident, "summary", [Unit({"fi": "Opitaan suomea.", "en": "We learn Finnish."})])
            work.terms.put(Term("b" * 32, (Designation("fi", "kieli"),)))
            work.words.add("fi", "Merenkurkku")
            _use_words(work)
        for one in commenting.comments_of(library, ident):
            commenting.resolve(library, ident, one.id)
        editing.write(library, ident, Key("summary", "fi"), "Opitaan suomea ja ruotsia.")
        editing.leave(library, ident)
        editing.undo(library, ident)
        editing.undo(library)
    finally:
        library.close()


def _use_words(work: Work) -> None:
    """What the assistant reads of the memory, the glossary and the word list."""
    for unit in work.memory.units():
        assert all(isinstance(text, str) for text in unit.texts.values())
    for found in (work.memory.find("SUOMEA"), work.memory.find("öö", language="fi")):
        assert all(unit.texts for unit in found)
    work.memory.projects()
    for term in (*work.terms.all(), *work.terms.in_bin()):
        assert all(one.text for one in term.designations)
    assert all(isinstance(word, str) for words in work.words.all().values() for word in words)
    assert min(work.memory.version(), work.terms.version(), work.words.version()) >= 0
