"""From an older library to today's, and never half way."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from gptemplate.errors import NewerLibrary, NotALibrary
from gptemplate.model.memory import Extent
from gptemplate.model.terms import Standing
from gptemplate.services import library as practices
from gptemplate.store import doctor, migrations
from gptemplate.store import library as store
from gptemplate.store.engine import open_engine
from gptemplate.store.first_page import SCHEMA, first_page
from gptemplate.store.migrations import MIGRATIONS, Migration
from gptemplate.store.schema import Base


def _tables_agree(connection: Connection) -> bool:
    def ours(_object: object, name: str, kind: str, _reflected: bool, _other: object) -> bool:
        return kind != "table" or not (name.startswith("search_trigram") or name == "sqlite_sequence")

    context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
    return not compare_metadata(context, Base.metadata)


def test_the_migrated_tables_are_the_declared_ones(any_library: store.Library) -> None:
    engine = open_engine(any_library.location)
    with engine.connect() as connection:
        assert _tables_agree(connection)
    engine.dispose()


def _add_a_column(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE practice ADD COLUMN workshop TEXT"))


def _fail_half_way(connection: Connection) -> None:
    connection.execute(text("CREATE TABLE half (id INTEGER)"))
    connection.execute(text("UPDATE practice SET status = 'approved'"))
    raise RuntimeError("the power went")


def _with(monkeypatch: pytest.MonkeyPatch, step) -> None:
    """The next version of the program, with one more step."""
    steps = (*MIGRATIONS, Migration(len(MIGRATIONS) + 1, "the next", step))
    monkeypatch.setattr(migrations.upgrade, "__defaults__", (steps,))
    monkeypatch.setattr(migrations.newest, "__defaults__", (steps,))


def test_an_older_library_is_copied_and_brought_up_to_date(opened, where, monkeypatch) -> None:
    first = opened()
    ident = practices.new_practice(first, template_id="interreg-europe-2021", source_language="fi", title="Vanha")[0]
    first.close()
    _with(monkeypatch, _add_a_column)
    second = opened(backups=where.backups)
    assert [one.id for one in practices.list_practices(second)] == [ident]
    (copy,) = where.backups.glob(f"*before-upgrade-from-{len(MIGRATIONS)}.gptemplate")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT id FROM practice").fetchall() == [(ident,)]
    connection.close()


def test_a_step_that_fails_leaves_the_library_as_it_was(opened, where, monkeypatch) -> None:
    first = opened()
    practices.new_practice(first, template_id="interreg-europe-2021", source_language="fi", title="Vanha")
    first.close()
    with monkeypatch.context() as patch:
        _with(patch, _fail_half_way)
        with pytest.raises(RuntimeError):
            opened(backups=where.backups)
    again = opened()
    (row,) = practices.list_practices(again)
    assert row.status == "draft"
    with sqlite3.connect(where.library) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)
    connection.close()


def test_the_first_page_knows_the_newest_schema() -> None:
    assert migrations.newest() == SCHEMA


def test_opening_twice_does_nothing_the_second_time(where, templates) -> None:
    engine = open_engine(where.data.parent / "a.gptemplate")
    assert migrations.upgrade(engine, lambda _number: None) == len(MIGRATIONS)
    assert migrations.upgrade(engine, lambda _number: None) == 0
    engine.dispose()


def test_a_newer_library_is_refused_and_not_changed(opened, where) -> None:
    opened().close()
    connection = sqlite3.connect(where.library)
    connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = where.library.read_bytes()
    for read_only in (False, True):
        with pytest.raises(NewerLibrary, match="format 99"):
            opened(read_only=read_only)
    assert first_page(where.library) == []
    assert where.library.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_not_changed(opened, where) -> None:
    where.data.mkdir()
    connection = sqlite3.connect(where.library)
    connection.execute("CREATE TABLE songs (name TEXT)")
    connection.commit()
    connection.close()
    before = where.library.read_bytes()
    with pytest.raises(NotALibrary, match="another program"):
        opened()
    assert where.library.read_bytes()[100:] == before[100:]


def test_released_libraries_still_open(opened, tmp_path: Path) -> None:
    """One library for each schema that was ever released lies in tests/data and is opened by every newer program."""
    kept = sorted((Path(__file__).parent.parent / "data").glob("schema-*.gptemplate"))
    assert len(kept) == len(MIGRATIONS)
    for file in kept:
        copy = tmp_path / file.name
        copy.write_bytes(file.read_bytes())
        library = opened(copy, backups=tmp_path)
        (row,) = practices.list_practices(library)
        assert row.title("fi") == ("Kieli työssä", "fi")
        assert practices.search(library, "kielen") == [row.id]


def test_the_kept_library_of_schema_3_has_its_memory_terms_and_words(opened, tmp_path: Path, templates) -> None:
    copy = tmp_path / "schema-3.gptemplate"
    copy.write_bytes((Path(__file__).parent.parent / "data" / "schema-3.gptemplate").read_bytes())
    with opened(copy, backups=tmp_path).reading() as work:
        assert [unit.extent for unit in work.memory.units()] == [Extent.SENTENCE, Extent.FIELD, Extent.SENTENCE]
        assert [unit.texts["sv"] for unit in work.memory.find("hyvä KÄYTÄNTÖ")] == ["God praxis"]
        assert [one.named("sv")[1].standing for one in work.terms.all()] == [Standing.FORBIDDEN]
        assert [one.named("en")[0].text for one in work.terms.in_bin()] == ["partner"]
        assert work.words.all() == {"fi": frozenset({"Vaasanseutu"}), "sv": frozenset({"Vasanejden"})}
    assert doctor.examine(copy, templates).fine
